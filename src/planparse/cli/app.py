"""The command line: all commands together; they stand in ``*_commands``."""

from typing import Annotated

import typer

from planparse.cli import (
    batch_commands,
    database_commands,
    file_commands,
    gold_commands,
    report_commands,
    review_commands,
    rules_commands,
)
from planparse.cli.speaking import let_speak

app = typer.Typer(
    name="planparse",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for _commands in (batch_commands, file_commands, database_commands, report_commands, review_commands):
    app.add_typer(_commands.app)
app.add_typer(rules_commands.app, name="rules")
app.add_typer(gold_commands.app, name="gold")


def _show_version(wanted: bool) -> None:
    if wanted:
        from planparse import __version__

        typer.echo(f"planparse {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True)] = False,
) -> None:
    """Options that come before a command."""


let_speak(app)
