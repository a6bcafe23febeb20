"""Where a lake lies. A folder is known here; object stores are known to ``batch.remote``, which needs more packages."""

import os
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import duckdb

Connection = duckdb.DuckDBPyConnection


class Storage(Protocol):
    """A place for files that are written once, wholly or not at all. Names are relative, with "/"."""

    @property
    def place(self) -> str:
        """How people call it."""
        ...

    def read_all(self, names: Sequence[str]) -> list[bytes]:
        """The contents of files. Raises OSError, or what its library raises."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Writes a file, or replaces it; nobody ever sees half of it."""
        ...

    def list_names(self, folder: str) -> list[str]:
        """The names in a folder, in alphabetical order; none where there is no such folder."""
        ...

    def attach(self, connection: Connection) -> str:
        """Makes its files readable for a connection; returns what all their names there begin with."""
        ...


class FolderStorage:
    """A folder of this machine, or one that several machines share."""

    def __init__(self, folder: Path) -> None:
        self._folder = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow links, which users name
        self.place = str(folder)

    def read_all(self, names: Sequence[str]) -> list[bytes]:
        """The contents of files."""
        return [(self._folder / name).read_bytes() for name in names]

    def write(self, name: str, data: bytes) -> None:
        """Writes beside the name and moves there: what a crash leaves is a hidden file that nobody reads."""
        target = self._folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
        try:
            with beside.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise

    def list_names(self, folder: str) -> list[str]:
        """The names in a folder, without hidden ones."""
        where = self._folder / folder
        return sorted(path.name for path in where.iterdir() if path.name[0] != ".") if where.is_dir() else []

    def attach(self, connection: Connection) -> str:
        """Nothing need be done: DuckDB opens files by itself."""
        return f"{self._folder.resolve()}/"
