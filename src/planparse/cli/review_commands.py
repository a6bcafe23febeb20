"""``planparse review``: the local page on which a person goes through what is doubtful."""

from pathlib import Path
from typing import Annotated

import typer

from planparse.cli.options import DEFAULT_DB, Database, Rules

app = typer.Typer()


@app.command()
def review(
    db: Database = DEFAULT_DB,
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535)] = 0,
    host: Annotated[
        str,
        typer.Option("--host", metavar="NAME"),
    ] = "127.0.0.1",
    files: Annotated[Path | None, typer.Option("--files", metavar="DIR")] = None,
    user: Annotated[str | None, typer.Option("--user", metavar="NAME")] = None,
    rules: Rules = None,
    no_open: Annotated[bool, typer.Option("--no-open")] = False,
) -> None:
    """Go through what is doubtful and set it right, on a page in the browser of this machine (rà soát)."""
    from planparse.cli.reviewing import ReviewOptions, run_review

    run_review(
        ReviewOptions(db=db, port=port, host=host, files=files, user=user, rules_folder=rules, opens=not no_open)
    )
