"""Running the command line: every error becomes one line on stderr and an exit code."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

import typer

from planparse.cli.app import app
from planparse.errors import PlanparseError, StoppedError

_STOPPED = "stopped"
_HELP = "Usage:"
_READER_GONE = 141  # what shells use when the reader of a pipe has gone


def main() -> None:
    """Entry point of ``planparse``."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Runs one command and returns its exit code."""
    sys.stdout, sys.stderr = _usable(sys.stdout), _usable(sys.stderr)
    try:
        code = int(app(args=list(arguments), prog_name="planparse", standalone_mode=False) or 0)
        sys.stdout.flush()
        if code == StoppedError.exit_code:  # what typer makes of Ctrl-C
            print(f"planparse: {_STOPPED}", file=sys.stderr)
        return code
    except BrokenPipeError:
        # whoever read our output has closed it, as "| head" does; what is still in the buffer has nowhere to go
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _READER_GONE
    except (Exception, KeyboardInterrupt) as exc:
        ending = explain(exc)
        if ending is None:
            raise
        print(_on_one_line(ending.message), file=sys.stderr)
        return ending.code


class Ending(NamedTuple):
    """How a command that could not go on ends."""

    message: str
    code: int


def explain(exc: BaseException) -> Ending | None:
    """What a person is told; None for a defect of ours."""
    match exc:
        case PlanparseError():
            return Ending(str(exc), exc.exit_code)
        case typer.TyperException():
            return Ending(_plain(exc.format_message()), exc.exit_code)
        case KeyboardInterrupt() | typer.Abort():
            return Ending(_STOPPED, StoppedError.exit_code)
        case RuntimeError() if "interrupted" in str(exc):  # what duckdb makes of Ctrl-C while a statement runs
            return Ending(_STOPPED, StoppedError.exit_code)
        case MemoryError():
            return Ending("the memory is used up: end other programs, or read fewer files at a time (--jobs)", 1)
        case OSError():
            return Ending(f"{exc.filename or 'output'}: {exc.strerror or exc}", 1)
        case _:
            return None


def _on_one_line(message: str) -> str:
    """The message as it is printed; only help, which a call without a command asks for, has several lines."""
    return message if message.startswith(_HELP) else f"planparse: {' '.join(message.split())}"


def _plain(message: str) -> str:
    """What typer says of a wrong call, without the kind of exception that found it."""
    if message.startswith(_HELP):
        return message
    told = message.replace("Value error, ", "").rstrip(".")
    return f"{told} (see planparse --help)"


def _usable(stream: TextIO | None) -> TextIO:
    """The stream, or a sink where it was closed before the start; letters that it cannot show become "?"."""
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    return stream
