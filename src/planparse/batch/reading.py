"""From files to jobs: bytes are read, digested, and compared with what is in already."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from planparse.batch.archives import Archive, open_archive
from planparse.batch.files import PlanFile, reason_of
from planparse.batch.opening import Fence, open_file
from planparse.batch.results import Failed, Job, Skipped
from planparse.batch.unzipping import MAX_BYTES, check_size
from planparse.errors import UnopenedError, UnreadableError
from planparse.wording.message import Message
from planparse.wording.system import name_reason


def files_to_jobs(files: Iterable[PlanFile], known: frozenset[str]) -> Iterator[Job | Failed | Skipped]:
    """A job for each file that must be read; one by one, so that only a few files are in memory at a time.

    Args:
        files: the files, members of one archive next to each other.
        known: digests of the files that are in the database already.
    """
    first_path: dict[str, str] = {}
    for item in _load_files(files):
        if isinstance(item, Failed):
            yield item
        elif item.sha256 in first_path:
            yield Skipped(
                item.source_path,
                item.sha256,
                str(Message("errors.skipped.same", path=first_path[item.sha256])),
                "duplicate",
                item.size,
            )
        elif item.sha256 in known:
            yield Skipped(item.source_path, item.sha256, str(Message("errors.skipped.in_database")), "known", item.size)
        else:
            yield item
        if isinstance(item, Job):
            first_path.setdefault(item.sha256, item.source_path)


def load_job(path: str | Path, source_path: str, fence: Fence | None = None) -> Job:
    """A file on disk as a job.

    Args:
        path: the file.
        source_path: how people call it.
        fence: where it must lie; None is anywhere.

    Raises:
        UnopenedError: the system does not give it out.
        UnsafeError: it is no file, lies outside the fence, or is larger than any plan.
    """
    with open_file(path, fence) as stream:
        try:
            data = stream.read(MAX_BYTES + 1)
        except OSError as exc:
            raise UnopenedError(Message("errors.file.unread", reason=name_reason(exc))) from exc
    check_size(len(data))
    return _build_job(source_path, data)


def _load_files(files: Iterable[PlanFile]) -> Iterator[Job | Failed]:
    archive = _Archive()
    try:
        for file in files:
            yield _load_file(file, archive)
    finally:
        archive.close()


def _load_file(file: PlanFile, archive: "_Archive") -> Job | Failed:
    if file.problem is not None:
        return Failed(file.source_path, None, 0.0, file.problem, file.reason)
    try:
        if file.member is None:
            return load_job(file.where, file.source_path, file.fence)
        return _build_job(file.source_path, archive.open(file).read(file.member))
    except UnreadableError as exc:
        return Failed(file.source_path, None, 0.0, str(exc), reason_of(exc))


def _build_job(source_path: str, data: bytes) -> Job:
    return Job(source_path, hashlib.sha256(data).hexdigest(), data)


class _Archive:
    """The archive that the last member came from, kept open: its members follow each other."""

    def __init__(self) -> None:
        self._opened: Archive | None = None
        self._where = ""

    def open(self, file: PlanFile) -> Archive:
        if self._opened is None or self._where != file.where:
            self.close()
            self._opened, self._where = open_archive(file.where, file.fence), file.where
        return self._opened

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None
