"""The work of a batch cut into chunks: what one task of a cluster does.

A chunk is small enough to be done again without harm and for its plans to be held in memory, and large enough for its
part of the lake to be worth a file per table.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from planparse.batch.cluster.remote import RemoteFile, as_local, find_remote_files, is_remote
from planparse.batch.files import PlanFile, find_files

CHUNK_FILES = 64
LEAST_FILES = 8  # a part costs as much to write as three plans to read
CHUNK_BYTES = 64 * 2**20
CHUNKS_PER_PROCESSOR = 4  # so that one huge file at the end does not hold the rest up


class ChunkFile(NamedTuple):
    """A file of a batch: its place in the list, and where it lies."""

    order: int
    file: PlanFile | RemoteFile

    @property
    def source_path(self) -> str:
        """How people call it."""
        return self.file.source_path


Chunk = tuple[ChunkFile, ...]


def list_files(paths: Iterable[str | Path]) -> list[ChunkFile]:
    """Every file under ``paths``: those of this machine's folders first, by whole paths, then those of other places.

    Raises:
        UsageError: a path does not exist or is of no kind that is known, or there is no plan under any of them.
    """
    given = [str(path) for path in paths]
    remote = [path for path in given if is_remote(path)]
    local = [as_local(path) for path in given if not is_remote(path)]
    here: Sequence[PlanFile] = find_files(local) if local else ()
    # workers have another working directory
    whole = [file._replace(where=os.path.abspath(file.where)) for file in here]  # noqa: PTH100
    found: list[PlanFile | RemoteFile] = [*whole, *find_remote_files(remote)]
    return [ChunkFile(order, file) for order, file in enumerate(found)]


def cut(files: Sequence[ChunkFile], processors: int) -> Iterator[Chunk]:
    """Chunks of neighbouring files; those of folders and those of other places are apart."""
    most = min(CHUNK_FILES, max(LEAST_FILES, len(files) // (max(1, processors) * CHUNKS_PER_PROCESSOR)))
    chunk: list[ChunkFile] = []
    held = 0
    for file in files:
        size = _size(file.file)
        is_other = bool(chunk) and type(chunk[0].file) is not type(file.file)
        if chunk and (len(chunk) >= most or held + size > CHUNK_BYTES or is_other):
            yield tuple(chunk)
            chunk, held = [], 0
        chunk.append(file)
        held += size
    if chunk:
        yield tuple(chunk)


def _size(file: PlanFile | RemoteFile) -> int:
    """Bytes of a file; a member of an archive is small beside its archive, whose reader limits it."""
    if isinstance(file, RemoteFile):
        return file.size
    try:
        return 0 if file.member is not None else file.path.stat().st_size
    except OSError:
        return 0
