"""``planparse review``: the local page on which a person goes through what is doubtful."""

from pathlib import Path
from typing import Annotated

import typer

from planparse.cli.options import DEFAULT_DB, Database, Rules

app = typer.Typer()


@app.command(
    short_help="Go through what is doubtful and set it right, in the browser (rà soát).",
    epilog="Example: planparse review --db plans.duckdb",
)
def review(
    db: Database = DEFAULT_DB,
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="Port of the page; 0 is any that is free.")
    ] = 0,
    host: Annotated[
        str,
        typer.Option("--host", metavar="NAME", help="Where it is reached; beyond this machine with a warning."),
    ] = "127.0.0.1",
    files: Annotated[
        Path | None, typer.Option("--files", metavar="DIR", help="Where the source files lie now, if they were moved.")
    ] = None,
    user: Annotated[
        str | None, typer.Option("--user", metavar="NAME", help="Name under which corrections are made.")
    ] = None,
    rules: Rules = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the browser.")] = False,
) -> None:
    """Go through what is doubtful and set it right, on a page in the browser of this machine (rà soát)."""
    from planparse.cli.reviewing import ReviewOptions, run_review

    run_review(
        ReviewOptions(db=db, port=port, host=host, files=files, user=user, rules_folder=rules, opens=not no_open)
    )
