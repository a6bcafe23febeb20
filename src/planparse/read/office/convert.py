"""Runs LibreOffice on one file, in a profile, a folder and a process group of its own, for a bounded time.

A new profile costs 0.3 s of about 1.2 s a file. One that is kept for the next file would save that, but what one file
does to it would reach the next.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from planparse.errors import UnreadableError
from planparse.read.leftovers import PREFIX, remove_leftovers
from planparse.read.office.profile import write_profile
from planparse.wording.message import Message
from planparse.wording.system import name_reason

MAX_SECONDS = 90.0
"""A plan takes one or two seconds, the longest known document eight."""

MAX_CPU_SECONDS = 180
"""Ends a LibreOffice whose reader was killed and can end it no more; on several processors it may run twice as fast."""

MAX_MEMORY = 4 * 2**30
"""Bytes of address space, half of which LibreOffice takes for itself."""

_PROGRAMS = ("soffice", "libreoffice")
_PROGRAM_ON_MACS = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_VARIABLE = "PLANPARSE_SOFFICE"


def find_program(environment: Mapping[str, str]) -> str | None:
    """The LibreOffice of this machine: what PLANPARSE_SOFFICE names, else what the path holds; None where none is."""
    named = environment.get(_VARIABLE)
    if named:
        return shutil.which(named, path=environment.get("PATH"))
    found = (shutil.which(name, path=environment.get("PATH")) for name in (*_PROGRAMS, _PROGRAM_ON_MACS))
    return next((program for program in found if program), None)


def convert(data: bytes, ending: str, target: str) -> bytes:
    """The file in another format.

    Args:
        data: the file.
        ending: the ending that its kind has, for example ".doc".
        target: ".docx" or ".xlsx".

    Raises:
        UnreadableError: LibreOffice is missing, takes too long, or cannot open the file.
    """
    program = find_program(os.environ)
    if program is None:
        named = os.environ.get(_VARIABLE)
        raise UnreadableError(
            Message("errors.office.no_program", variable=_VARIABLE, path=named)
            if named
            else Message("errors.office.missing", ending=ending, target=target)
        )
    remove_leftovers()
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"document{ending}"
        source.write_bytes(data)
        write_profile(folder / "profile")
        _run(_command(program, folder, source, target), folder)
        made = folder / "made" / f"document{target}"
        if not made.is_file():
            raise UnreadableError(Message("errors.office.unopened", ending=ending, target=target))
        return made.read_bytes()


def _command(program: str, folder: Path, source: Path, target: str) -> list[str]:
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        *("--convert-to", target.removeprefix("."), "--outdir", str(folder / "made"), str(source)),
    ]
    if os.name != "posix":
        return command
    # The limit must hold for the program that the script "soffice" starts. Where a system has none, it goes without.
    limits = f"ulimit -v {MAX_MEMORY >> 10} 2>/dev/null; ulimit -t {MAX_CPU_SECONDS} 2>/dev/null"
    return ["/bin/sh", "-c", f'{limits}; exec "$@"', "sh", *command]


def _run(command: list[str], folder: Path) -> None:
    """Runs a command to its end, or ends it and all that it started.

    Raises:
        UnreadableError: it took too long, or could not be started.
    """
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    try:
        process = subprocess.Popen(
            command,
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise UnreadableError(Message("errors.office.not_started", reason=name_reason(error))) from error
    try:
        process.wait(MAX_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(Message("errors.office.too_long", seconds=MAX_SECONDS)) from error
    finally:
        _end_group(process)


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    """Ends whatever is left of a process and its children."""
    try:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except OSError:
        pass  # nothing is left
    process.wait()
