"""Commands that read files and store nothing. Each hands over to a function that imports what it needs."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from planparse.cli.options import Rules

app = typer.Typer()


@app.command()
def parse(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    form: Annotated[Literal["json", "yaml", "md"], typer.Option("--format")] = "json",
    rules: Rules = None,
    debug_image: Annotated[
        Path | None,
        typer.Option("--debug-image", metavar="DIR|FILE"),
    ] = None,
) -> None:
    """Read one plan and print what was read; nothing is stored."""
    from planparse.cli.documents import run_parse

    raise typer.Exit(run_parse(file, form, rules, debug_image=debug_image))


@app.command(
    short_help="List what to look at in a plan (kiểm tra).",
    epilog="Exit code 1 when there are warnings or errors; with --strict, remarks (info) count as well.",
)
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Plans.")],
    strict: Annotated[bool, typer.Option("--strict", help="Count remarks (info) as findings too.")] = False,
    rules: Rules = None,
) -> None:
    """List what a reviewer should look at in a plan, the gravest first (kiểm tra)."""
    from planparse.cli.documents import run_check

    raise typer.Exit(run_check(files, strict=strict, rules_folder=rules))
