"""Running the command line: every error becomes one line on stderr and an exit code."""

import os
import sys
from collections.abc import Sequence

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
    except PlanparseError as exc:
        return _complain(str(exc), exc.exit_code)
    except typer.TyperException as exc:
        return _complain(f"{exc.format_message()} (see planparse --help)", exc.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return _complain("stopped", _INTERRUPTED)
    except BrokenPipeError:
        # whoever read our output has closed it, as "| head" does; what is still in the buffer has nowhere to go
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _READER_GONE
    except RuntimeError as exc:
        if "interrupted" not in str(exc):  # what duckdb makes of Ctrl-C while a statement runs
            raise
        return _complain("stopped", _INTERRUPTED)
    except OSError as exc:
        return _complain(f"{exc.filename or 'file'}: {exc.strerror or exc}", 1)


def _complain(message: str, code: int) -> int:
    print(f"planparse: {' '.join(message.split())}", file=sys.stderr)
    return code


def _make_lenient(stream: object) -> None:
    """A terminal that cannot show Vietnamese shows "?" in place of a letter, and no command fails for it."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
