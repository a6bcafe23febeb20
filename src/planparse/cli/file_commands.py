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


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE")],
    form: Annotated[Literal["text", "json", "sarif"], typer.Option("--format")] = "text",
    strict: Annotated[bool, typer.Option("--strict")] = False,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="CODE")] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="CODE")] = None,
    rules: Rules = None,
) -> None:
    """Check a draft plan before it is signed: numbering, numbers announced, deadlines, agencies, layout (kiểm tra)."""
    from planparse.cli.checking import run_check

    raise typer.Exit(run_check(files, form, strict=strict, rules_folder=rules, only=only or (), ignore=ignore or ()))
