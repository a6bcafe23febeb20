"""Running the command line: every error becomes one line on stderr and an exit code."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

import typer

from planparse.cli.app import app
from planparse.cli.language import settle_catalogue
from planparse.errors import PlanparseError, StoppedError
from planparse.wording.catalogue import Catalogue
from planparse.wording.message import Message
from planparse.wording.recognition import say_again
from planparse.wording.system import name_reason

_VIETNAMESE = "Đặc khu Ứng Hoà, xã Nghĩa Mỹ ≥ 80% – “ổn”"
_READER_GONE = 141  # what shells use when the reader of a pipe has gone


def main() -> None:
    """Entry point of ``planparse``."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Runs one command and returns its exit code."""
    sys.stdout, sys.stderr = _usable(sys.stdout), _usable(sys.stderr)
    catalogue = settle_catalogue(arguments)
    try:
        code = int(app(args=list(arguments), prog_name="planparse", standalone_mode=False, obj=catalogue) or 0)
        sys.stdout.flush()
        if code == StoppedError.exit_code:  # what typer makes of Ctrl-C
            print(f"planparse: {catalogue.say('errors.stopped')}", file=sys.stderr)
        return code
    except BrokenPipeError:
        # whoever read our output has closed it, as "| head" does; what is still in the buffer has nowhere to go
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _READER_GONE
    except (Exception, KeyboardInterrupt) as exc:
        ending = explain(exc, catalogue)
        if ending is None:
            raise
        print(ending.message if ending.is_help else _on_one_line(ending.message), file=sys.stderr)
        return ending.code


class Ending(NamedTuple):
    """How a command that could not go on ends."""

    message: str
    code: int
    is_help: bool = False  # help has several lines


def explain(exc: BaseException, catalogue: Catalogue) -> Ending | None:
    """What a person is told; None for a defect of ours."""
    match exc:
        case PlanparseError():
            # what was raised with mere words, or came from another process in them, is known by its words
            return Ending(say_again(exc.say(catalogue), catalogue, "errors", "system"), exc.exit_code)
        case typer.TyperException():
            return _explain_call(exc.format_message(), exc.exit_code, catalogue)
        case KeyboardInterrupt() | typer.Abort():
            return Ending(catalogue.say("errors.stopped"), StoppedError.exit_code)
        case RuntimeError() if "interrupted" in str(exc):  # what duckdb makes of Ctrl-C while a statement runs
            return Ending(catalogue.say("errors.stopped"), StoppedError.exit_code)
        case MemoryError():
            return Ending(catalogue.say("errors.memory_used_up"), 1)
        case OSError():
            where = exc.filename or Message("errors.output")
            return Ending(Message("errors.file.named", path=where, problem=name_reason(exc)).say(catalogue), 1)
        case _:
            return None


def _explain_call(message: str, code: int, catalogue: Catalogue) -> Ending:
    """What typer says of a wrong call, without the kind of exception that found it; or the help that it shows."""
    if message.startswith(catalogue.say("calls.usage")):
        return Ending(message, code, is_help=True)
    told = say_again(message.replace("Value error, ", "").rstrip("."), catalogue, "calls.wrong")
    return Ending(catalogue.say("calls.see_help", told=told), code)


def _on_one_line(message: str) -> str:
    return f"planparse: {' '.join(message.split())}"


def _usable(stream: TextIO | None) -> TextIO:
    """The stream, or a sink where it was closed before the start.

    Letters that a terminal cannot show become "?". A file or a program gets UTF-8 instead of them: a CSV of names that
    have lost their letters looks whole, and is not.
    """
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        encoding = stream.encoding if stream.isatty() or _writes_vietnamese(stream.encoding) else "utf-8"
        reconfigure(encoding=encoding, errors="replace")
    return stream


def _writes_vietnamese(encoding: str) -> bool:
    try:
        return bool(_VIETNAMESE.encode(encoding))
    except (UnicodeEncodeError, LookupError):
        return False
