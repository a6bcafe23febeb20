"""The source files of plans, wherever they lie now: where they were read, else in the folder that was named."""

import os
import threading
from collections import OrderedDict, defaultdict
from pathlib import Path, PurePosixPath

from planparse.batch.archives import INSIDE
from planparse.batch.source_file import load_source
from planparse.errors import PlanparseError, UsageError

_KEPT_BYTES = 64 * 1024 * 1024  # of files, so that going from record to record reads none twice


class SourceFiles:
    """The bytes of source files. Safe in several threads.

    Args:
        folder: where files that were moved lie, with its subfolders; they are known by name and SHA-256.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._names: dict[str, list[Path]] | None = None
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def load(self, source_path: str, sha256: str) -> bytes:
        """The file that a plan was read from, with exactly the bytes that were read.

        Raises:
            UsageError: it is not there any more.
        """
        with self._lock:
            if sha256 not in self._kept:
                self._keep(sha256, self._find(source_path, sha256))
            self._kept.move_to_end(sha256)
            return self._kept[sha256]

    def _keep(self, sha256: str, data: bytes) -> None:
        self._kept[sha256] = data
        while len(self._kept) > 1 and sum(map(len, self._kept.values())) > _KEPT_BYTES:
            self._kept.popitem(last=False)

    def _find(self, source_path: str, sha256: str) -> bytes:
        """First where it was, then each file of its name, or of the name of its archive."""
        missing = None
        for moved_to in (None, *self._moved(source_path)):
            try:
                return load_source(source_path, sha256, moved_to)
            except (PlanparseError, OSError) as exc:
                missing = missing or exc
        raise UsageError(str(missing)) from missing

    def _moved(self, source_path: str) -> list[Path]:
        if self._folder is None:
            return []
        if self._names is None:
            self._names = _list_names(self._folder)
        outer, _, member = source_path.partition(INSIDE)
        wanted = [_last_name(path) for path in (outer, member) if path]
        return [path for name in wanted for path in self._names.get(name, [])]


def _list_names(folder: Path) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = defaultdict(list)
    for parent, _, names in os.walk(folder):
        for name in names:
            found[name].append(Path(parent) / name)
    return found


def _last_name(path: str) -> str:
    """The name of a file, whichever system wrote its path."""
    return PurePosixPath(path.replace("\\", "/")).name
