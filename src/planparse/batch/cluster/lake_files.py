"""The files of a lake on remote storage, as DuckDB sees them: ``lake://<name>``, to be read and nothing else.

DuckDB can then name no other bucket and no other folder, whatever a statement says: there is no such address.
"""

import datetime as dt
from typing import Any

from fsspec.spec import AbstractFileSystem

_NEVER_CHANGED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


class LakeFiles(AbstractFileSystem):  # type: ignore[misc] # fsspec has no types
    """Reads what lies under one root."""

    protocol = "lake"
    cachable = False

    def __init__(self, system: Any, root: str) -> None:
        super().__init__()
        self._system = system
        self._within = root

    def info(self, path: str, **options: Any) -> dict[str, Any]:
        """What is known of a file."""
        name = self._name(path)
        found: dict[str, Any] = self._system.info(f"{self._within}/{name}")
        return {**found, "name": f"{self.protocol}://{name}"}

    def modified(self, path: str) -> dt.datetime:
        """Always the same time: no file of a lake is ever changed, so none need be asked."""
        return _NEVER_CHANGED

    def ls(self, path: str, detail: bool = True, **options: Any) -> list[Any]:
        """Nothing: the files of a lake are told by its manifests."""
        return []

    def glob(self, path: str, **options: Any) -> list[str]:
        """A file by its name; patterns are none."""
        name = path.removeprefix(f"{self.protocol}://").strip("/")
        is_there = ".." not in name.split("/") and self._system.exists(f"{self._within}/{name}")
        return [f"{self.protocol}://{name}"] if is_there else []

    def _open(self, path: str, mode: str = "rb", **options: Any) -> Any:
        if mode not in ("rb", "r"):
            raise PermissionError(f"{path}: a lake is only read")
        return self._system.open(f"{self._within}/{self._name(path)}", "rb", cache_type="readahead")

    def _name(self, path: str) -> str:
        name = path.removeprefix(f"{self.protocol}://").strip("/")
        if ".." in name.split("/"):
            raise PermissionError(f"{path}: outside of the lake")
        return name
