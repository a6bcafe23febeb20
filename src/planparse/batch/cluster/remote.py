"""Files and lakes that lie elsewhere: ``s3://``, ``gs://``. fsspec and what it needs are asked for only here.

Only object stores that keep a file whole are known: a lake relies on it. Archives there are not opened: to read one
member means to fetch it all, and the limits of ``archives`` are for files that can be looked at piece by piece.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from planparse.batch.endings import ARCHIVE_ENDING, is_plan_name
from planparse.batch.names import printable
from planparse.batch.unzipping import MAX_BYTES
from planparse.errors import DatabaseError, UnreadableError, UsageError
from planparse.store.storage import Connection, FolderStorage, Storage
from planparse.wording.message import Message

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_PACKAGES = {"s3": "s3fs", "gs": "gcsfs"}
_ARCHIVE = "an archive on remote storage is not opened: unpack it there and give the folder"
_MAGIC = re.compile(r"[*?\[]")


class RemoteFile(NamedTuple):
    """A file on remote storage: how people call it, its address, its size, and why it cannot be read, if so."""

    source_path: str
    url: str
    size: int
    problem: str | None = None


def is_remote(path: str) -> bool:
    """Whether a path names another place than a folder of this machine.

    >>> is_remote("s3://bucket/plans"), is_remote("file:///plans"), is_remote("plans/a.docx")
    (True, False, False)
    """
    found = _SCHEME.match(path)
    return found is not None and found[1].lower() != "file"


def as_local(path: str) -> str:
    """A path of this machine, also where it is written as a URL.

    >>> as_local("file:///plans/a.docx"), as_local("a.docx")
    ('/plans/a.docx', 'a.docx')
    """
    found = _SCHEME.match(path)
    return path[found.end() :] if found is not None and found[1].lower() == "file" else path


def keep_local(paths: Sequence[str]) -> list[str]:
    """Paths as the engine of this machine takes them.

    Raises:
        UsageError: one lies elsewhere.

    >>> keep_local(["plans", "file:///plans/a.docx"])
    ['plans', '/plans/a.docx']
    """
    for path in paths:
        if is_remote(path):
            advice = Message("errors.cluster.use_ray")
            raise UsageError(Message("errors.cluster.other_engine", path=printable(path), advice=advice))
    return [as_local(path) for path in paths]


def find_remote_files(urls: Sequence[str]) -> tuple[RemoteFile, ...]:
    """Every file under ``urls``, each once; which files of a folder, in which order, is as on this machine.

    Raises:
        UsageError: an address is of no kind that is known, nothing is there, or it may not be looked at.
    """
    found: dict[str, RemoteFile] = {}
    for url in urls:
        for file in _files_under(url):
            found.setdefault(file.url, file)
    if urls and not found:
        raise UsageError(Message("errors.call.no_plans_there", paths=", ".join(map(printable, urls))))
    return tuple(found.values())


def read_remote(file: RemoteFile) -> bytes:
    """The bytes of a file.

    Raises:
        UnreadableError: it cannot be opened, or is too large.
    """
    if file.problem is not None:
        raise UnreadableError(file.problem)
    if file.size > MAX_BYTES:
        raise UnreadableError(Message("errors.file.larger", megabytes=MAX_BYTES // 2**20))
    try:
        system, path = _connect(file.url)
        data: bytes = system.cat_file(path)
    except UsageError as exc:
        raise UnreadableError(exc.message) from exc
    except Exception as exc:  # each kind of storage has exceptions of its own
        raise UnreadableError(Message("errors.file.unopened", reason=_reason(exc))) from exc
    return data


def open_storage(place: str | Path) -> Storage:
    """The storage that a lake lies on.

    Raises:
        UsageError: an address is of no kind that is known, or a package is missing.
    """
    if not is_remote(str(place)):
        return FolderStorage(Path(as_local(str(place))))
    system, path = _connect(str(place))
    return _ObjectStorage(str(place), system, path.rstrip("/"))


class _ObjectStorage:
    """An object store: what is put there is there wholly or not at all."""

    def __init__(self, place: str, system: Any, root: str) -> None:
        self.place = place
        self._system = system
        self._root = root

    def read_all(self, names: Sequence[str]) -> list[bytes]:
        """The contents of files, several at a time."""
        paths = [f"{self._root}/{name}" for name in names]
        try:
            found: dict[str, bytes] = self._system.cat(paths) if paths else {}
        except FileNotFoundError:
            raise
        except Exception as exc:  # each kind of storage has exceptions of its own
            raise DatabaseError(Message("errors.lake.unread_place", path=self.place, reason=_reason(exc))) from exc
        return [found[path] for path in paths]

    def write(self, name: str, data: bytes) -> None:
        """Puts an object."""
        try:
            self._system.pipe_file(f"{self._root}/{name}", data)
        except Exception as exc:  # each kind of storage has exceptions of its own
            raise DatabaseError(Message("errors.lake.no_writing", path=self.place, reason=_reason(exc))) from exc

    def list_names(self, folder: str) -> list[str]:
        """The names in a folder."""
        try:
            self._system.invalidate_cache()
            found = self._system.ls(f"{self._root}/{folder}", detail=False)
        except FileNotFoundError:
            return []
        except Exception as exc:  # each kind of storage has exceptions of its own
            raise DatabaseError(Message("errors.lake.unread_place", path=self.place, reason=_reason(exc))) from exc
        names = {str(path).rstrip("/").rsplit("/", 1)[-1] for path in found}
        return sorted(name for name in names if name != folder.rsplit("/", 1)[-1])

    def attach(self, connection: Connection) -> str:
        """DuckDB's own way to object stores is an extension that it would fetch from the network: ours is handed in."""
        from planparse.batch.cluster.lake_files import LakeFiles

        connection.register_filesystem(LakeFiles(self._system, self._root))
        return f"{LakeFiles.protocol}://"


def _files_under(url: str) -> Iterator[RemoteFile]:
    system, path = _connect(url)
    scheme = url.partition("://")[0].lower()
    try:
        if _MAGIC.search(path) and not system.exists(path):
            matches = system.glob(path, detail=True).values()
        else:
            matches = [system.info(path)]
        for match in sorted(matches, key=lambda one: _in_order(one["name"])):
            yield from _files_of(system, match, scheme)
    except FileNotFoundError as exc:
        raise UsageError(Message("errors.call.no_file_or_folder", path=printable(url))) from exc
    except Exception as exc:  # each kind of storage has exceptions of its own
        raise UsageError(Message("errors.database.unseen", path=printable(url), reason=_reason(exc))) from exc


def _files_of(system: Any, match: dict[str, Any], scheme: str) -> Iterator[RemoteFile]:
    if match["type"] != "directory":
        yield _file(match, scheme)
        return
    folder = match["name"].rstrip("/")
    found = system.find(folder, detail=True)
    for path in sorted(found, key=_in_order):
        *folders, name = path[len(folder) :].strip("/").split("/")
        is_known = is_plan_name(name) or (_is_archive(name) and not name.startswith((".", "~$")))
        if is_known and not any(part.startswith(".") for part in folders):
            yield _file(found[path], scheme)


def _file(found: dict[str, Any], scheme: str) -> RemoteFile:
    url = f"{scheme}://{found['name']}"
    return RemoteFile(printable(url), url, int(found.get("size") or 0), _ARCHIVE if _is_archive(url) else None)


def _is_archive(name: str) -> bool:
    return name.lower().endswith(ARCHIVE_ENDING)


def _in_order(path: str) -> tuple[tuple[bool, str], ...]:
    """Files of a folder stand before its folders, as where a folder is walked through."""
    *folders, name = path.strip("/").split("/")
    return (*((True, folder) for folder in folders), (False, name))


def _connect(url: str) -> tuple[Any, str]:
    """The storage that an address is on, and the path there."""
    scheme = url.partition("://")[0].lower()
    if scheme not in _PACKAGES:
        raise UsageError(Message("errors.cluster.unknown_place", path=printable(url)))
    try:
        from fsspec.core import url_to_fs

        system, path = url_to_fs(url, use_listings_cache=False)
    except ImportError as exc:
        package = _PACKAGES[scheme]
        raise UsageError(Message("errors.cluster.needs_package", scheme=scheme, package=package)) from exc
    except Exception as exc:  # each kind of storage has exceptions of its own
        raise UsageError(Message("errors.database.unseen", path=printable(url), reason=_reason(exc))) from exc
    return system, str(path)


def _reason(exc: BaseException) -> str:
    """The first line of what a library says."""
    lines = str(exc).strip().splitlines()
    return " ".join(lines[0].split()) if lines else type(exc).__name__
