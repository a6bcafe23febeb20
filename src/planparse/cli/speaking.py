"""Commands that speak both languages: their help comes from the catalogue, and each takes ``--lang``.

The classes stand in for those of typer; :func:`let_speak` gives them to every command of an app, so that a module of
commands need not know of them.
"""

import copy
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Annotated, Any, Literal

import typer
import typer.main
from typer._click import Command, Context, HelpFormatter  # what the classes of typer are made of
from typer.core import TyperCommand, TyperGroup, TyperOption

from planparse.cli.help_texts import HelpTexts
from planparse.cli.language import is_wish_alone, settle_catalogue
from planparse.wording.catalogue import Catalogue

_USAGE = {"[OPTIONS]": "calls.some_options", "COMMAND [ARGS]...": "calls.a_command"}
_REQUIRED = "required"
_EXTRAS = {"env var: ": "calls.variable", "default: ": "calls.default"}


class SpeakingCommand(TyperCommand):
    """A command whose help is in the language of the call."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _take_language(self)

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The line that shows how it is called."""
        _format_usage(self, ctx, formatter)

    def format_help_text(self, ctx: Context, formatter: HelpFormatter) -> None:
        """What it does."""
        _write_part("about", self.help, ctx, formatter)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """What it takes."""
        _format_parameters(self, ctx, formatter)

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:
        """What is good to know, at the end."""
        _write_part("epilog", self.epilog, ctx, formatter)


class SpeakingGroup(TyperGroup):
    """Commands below one word, whose help is in the language of the call."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _take_language(self)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Understands a call; one that says nothing but its language asks for help, as one that says nothing."""
        return super().parse_args(ctx, [] if self.no_args_is_help and is_wish_alone(args) else args)

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The line that shows how it is called."""
        _format_usage(self, ctx, formatter)

    def format_help_text(self, ctx: Context, formatter: HelpFormatter) -> None:
        """What it does."""
        _write_part("about", self.help, ctx, formatter)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """What it takes, and its commands."""
        _format_parameters(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Each command with a line about it."""
        said = _catalogue_of(ctx)
        rows = [
            (name, texts.find("short", command.short_help) or (command.help or "").partition("\n")[0])
            for name, command in self.commands.items()
            for texts in [HelpTexts(said, f"{_words_of(ctx)} {name}".strip())]
            if not command.hidden
        ]
        if rows:
            with formatter.section(said.say("calls.commands")):
                formatter.write_dl(rows)

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:
        """What is good to know, at the end."""
        _write_part("epilog", self.epilog, ctx, formatter)


def let_speak(app: typer.Typer) -> None:
    """Makes every command of an app, and of those below it, speak both languages."""
    app.info.cls = SpeakingGroup
    for command in app.registered_commands:
        command.cls = SpeakingCommand
    for group in app.registered_groups:
        if group.typer_instance is not None:
            let_speak(group.typer_instance)


def _take_language(command: Command) -> None:
    """Gives a command the option ``--lang``, unless it has one of its own."""
    if all(param.name != "lang" for param in command.params):
        command.params.append(_build_option())


@cache
def _build_option() -> TyperOption:
    """The option ``--lang``, as typer makes it of a declaration. Its value is read from the words of the call."""
    declared = typer.Typer(add_completion=False)

    @declared.command()
    def _declare(
        lang: Annotated[Literal["vi", "en"] | None, typer.Option("--lang", is_eager=True, expose_value=False)] = None,
    ) -> None:
        """Takes the option."""

    option = typer.main.get_command(declared).params[0]
    assert isinstance(option, TyperOption)
    return option


def _catalogue_of(ctx: Context) -> Catalogue:
    return ctx.find_object(Catalogue) or settle_catalogue(())


def _words_of(ctx: Context) -> str:
    """The words of a command without that of the program: "rules check"."""
    words = []
    while ctx.parent is not None:
        words.append(ctx.info_name or "")
        ctx = ctx.parent
    return " ".join(reversed(words))


def _texts_of(ctx: Context) -> HelpTexts:
    return HelpTexts(_catalogue_of(ctx), _words_of(ctx))


def _format_usage(command: Command, ctx: Context, formatter: HelpFormatter) -> None:
    said = _catalogue_of(ctx)
    pieces = [said.say(_USAGE[piece]) if piece in _USAGE else piece for piece in command.collect_usage_pieces(ctx)]
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=f"{said.say('calls.usage')} ")


def _write_part(part: str, written: str | None, ctx: Context, formatter: HelpFormatter) -> None:
    if text := _texts_of(ctx).find(part, written):
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(text.strip())


def _format_parameters(command: Command, ctx: Context, formatter: HelpFormatter) -> None:
    """Arguments, then options, each with what it is for."""
    for kind, heading in (("argument", "calls.arguments"), ("option", "calls.options")):
        params = [param for param in command.get_params(ctx) if param.param_type_name == kind]
        if rows := list(_describe(params, ctx)):
            with formatter.section(_catalogue_of(ctx).say(heading)):
                formatter.write_dl(rows)


def _describe(params: Iterable[Any], ctx: Context) -> Iterator[tuple[str, str]]:
    """Names and help of parameters; what typer adds in brackets is said in the language of the help."""
    said, texts = _catalogue_of(ctx), _texts_of(ctx)
    for param in params:
        text = texts.find_parameter(param.name, param.help)
        told = copy.copy(param)  # typer writes what it adds behind the help of a parameter
        told.help = text
        record = told.get_help_record(ctx)
        if record is not None:
            added = record[1].removeprefix(text).strip().removeprefix("[").removesuffix("]")
            extras = "; ".join(_say_extra(extra, said) for extra in added.split("; ")) if added else ""
            yield record[0], f"{text}  [{extras}]" if extras else text


def _say_extra(extra: str, said: Catalogue) -> str:
    if extra == _REQUIRED:
        return said.say("calls.required")
    for beginning, key in _EXTRAS.items():
        if extra.startswith(beginning):
            return said.say(key, value=extra.removeprefix(beginning))
    return extra
