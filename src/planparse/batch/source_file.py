"""The bytes of a file that a plan was read from, wherever it lies now."""

import hashlib
from pathlib import Path

from planparse.batch.archives import INSIDE, open_archive
from planparse.batch.endings import is_archive_name
from planparse.batch.reading import load_job
from planparse.errors import UnreadableError, UsageError
from planparse.wording.message import Message

_ADVICE = Message("errors.file.name_it")


def load_source(source_path: str, sha256: str, moved_to: Path | None = None) -> bytes:
    """The file of a plan, or the member of an archive.

    Args:
        source_path: as the database has it.
        sha256: of the bytes that were read.
        moved_to: where the file, or its archive, lies now.

    Raises:
        UsageError: it is not there, or it is another file than the one that was read.
    """
    path, _, member = source_path.partition(INSIDE)
    where = Path(path) if moved_to is None else moved_to
    if not where.is_file():
        raise UsageError(Message("errors.file.gone", path=where, advice=_ADVICE))
    is_archive = bool(member) and is_archive_name(where.name)
    named = f"{where}{INSIDE}{member}" if is_archive else str(where)
    try:
        jobs = _members(where, member) if is_archive else [load_job(where, source_path).data]
    except UnreadableError as exc:
        raise UsageError(Message("errors.file.with_advice", path=named, problem=exc.message, advice=_ADVICE)) from exc
    return _pick(jobs, sha256, named)


def _pick(found: list[bytes], sha256: str, named: str) -> bytes:
    if not found:
        raise UsageError(Message("errors.file.gone_from_archive", path=named, advice=_ADVICE))
    data = next((data for data in found if hashlib.sha256(data).hexdigest() == sha256), None)
    if data is None:
        raise UsageError(Message("errors.file.other_bytes", path=named, advice=_ADVICE))
    return data


def _members(archive: Path, name: str) -> list[bytes]:
    """The members of this name: an archive may hold several."""
    with open_archive(archive) as opened:
        positions = [member.position for member in opened.members() if member.name == name and not member.problem]
        return [opened.read(position) for position in positions]
