"""In which order files are read: as they are listed, but the largest first.

A file that takes half an hour and is begun last keeps all other processors waiting. Sizes are looked up without the
files being read; the number of files that go first is bounded, since those of one archive are best read in a row.
"""

import heapq
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from planparse.batch.archives import Position, open_archive
from planparse.batch.files import PlanFile
from planparse.errors import UnreadableError

LARGE_BYTES = 2**20  # a plan of Word or text seldom has as much, a scan of some pages has
MOST_EARLY = 64


def order_files(files: Sequence[PlanFile]) -> Iterator[PlanFile]:
    """All files, those that may take long before the others, the largest first."""
    large = ((size, -index) for index, size in enumerate(_sizes(files)) if size >= LARGE_BYTES)
    early = [-index for _, index in heapq.nlargest(MOST_EARLY, large)]
    yield from (files[index] for index in early)
    apart = set(early)
    yield from (file for index, file in enumerate(files) if index not in apart)


def _sizes(files: Sequence[PlanFile]) -> Iterator[int]:
    """The size of each file in bytes, unpacked; 0 where it cannot be told, which its reader will tell."""
    for where, group in groupby(files, key=lambda file: file.where if file.member is not None else None):
        if where is None:
            yield from map(_size_on_disk, group)
        else:
            yield from _member_sizes(Path(where), [file.member for file in group if file.member is not None])


def _size_on_disk(file: PlanFile) -> int:
    try:
        return file.path.stat().st_size
    except OSError:
        return 0


def _member_sizes(archive: Path, members: Sequence[Position]) -> list[int]:
    try:
        with open_archive(archive) as opened:
            return [opened.size_of(member) for member in members]
    except UnreadableError:
        return [0] * len(members)
