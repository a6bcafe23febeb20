"""Running the command line: every error becomes one line on stderr and an exit code."""

import os
import sys
from collections.abc import Sequence
from typing import NamedTuple

import typer

from planparse.cli.app import app
from planparse.errors import PlanparseError

_INTERRUPTED = 130  # what shells use for a program that Ctrl-C ended
_READER_GONE = 141  # what shells use when the reader of a pipe has gone


def main() -> None:
    """Entry point of ``planparse``."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Runs one command and returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        _make_lenient(stream)
    try:
        code = app(args=list(arguments), prog_name="planparse", standalone_mode=False)
        sys.stdout.flush()
        return int(code or 0)
    except BrokenPipeError:
        # whoever read our output has closed it, as "| head" does; what is still in the buffer has nowhere to go
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _READER_GONE
    except (Exception, KeyboardInterrupt) as exc:
        ending = explain(exc)
        if ending is None:
            raise
        print(f"planparse: {' '.join(ending.message.split())}", file=sys.stderr)
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
            return Ending(f"{exc.format_message()} (see planparse --help)", exc.exit_code)
        case KeyboardInterrupt() | typer.Abort():
            return Ending("stopped", _INTERRUPTED)
        case RuntimeError() if "interrupted" in str(exc):  # what duckdb makes of Ctrl-C while a statement runs
            return Ending("stopped", _INTERRUPTED)
        case OSError():
            return Ending(f"{exc.filename or 'file'}: {exc.strerror or exc}", 1)
        case _:
            return None


def _make_lenient(stream: object) -> None:
    """A terminal that cannot show Vietnamese shows "?" in place of a letter, and no command fails for it."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
