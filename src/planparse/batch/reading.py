"""From files to jobs: bytes are read, digested, and compared with what is in already."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from planparse.batch.archives import open_archive, read_bounded, read_member
from planparse.batch.files import PlanFile
from planparse.batch.results import Failed, Job, Skipped
from planparse.errors import UnreadableError


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
                item.source_path, item.sha256, f"the same bytes as {first_path[item.sha256]}", "duplicate", item.size
            )
        elif item.sha256 in known:
            yield Skipped(item.source_path, item.sha256, "already in the database", "known", item.size)
        else:
            yield item
        if isinstance(item, Job):
            first_path.setdefault(item.sha256, item.source_path)


def load_job(path: Path, source_path: str) -> Job:
    """A file on disk as a job.

    Raises:
        UnreadableError: it cannot be opened, or is too large.
    """
    try:
        with path.open("rb") as stream:
            data = read_bounded(stream)
    except OSError as exc:
        raise UnreadableError(f"cannot be opened ({exc.strerror or exc})") from exc
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
        return Failed(file.source_path, None, 0.0, file.problem)
    try:
        if file.member is None:
            return load_job(file.path, file.source_path)
        return _build_job(file.source_path, read_member(archive.open(file.path), file.member))
    except UnreadableError as exc:
        return Failed(file.source_path, None, 0.0, str(exc))


def _build_job(source_path: str, data: bytes) -> Job:
    return Job(source_path, hashlib.sha256(data).hexdigest(), data)


class _Archive:
    """The archive that the last member came from, kept open: its members follow each other."""

    def __init__(self) -> None:
        self._opened: zipfile.ZipFile | None = None
        self._path: Path | None = None

    def open(self, path: Path) -> zipfile.ZipFile:
        if self._opened is None or self._path != path:
            self.close()
            self._opened, self._path = open_archive(path), path
        return self._opened

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None
