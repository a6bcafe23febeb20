"""Opening a planparse database, and saying in one line why it cannot be opened."""

import re
from importlib import resources
from pathlib import Path

import duckdb

from planparse.errors import DatabaseError, UselessDatabaseError
from planparse.wording.message import Message
from planparse.wording.system import name_reason

SCHEMA_VERSION = 5

WRITER_MEGABYTES = 64
"""What DuckDB may hold while ingest writes; the rest it keeps on disk."""
_CHECKPOINT_BYTES = "32MB"  # of changes, then they are written to the file: less often costs less, but holds them all

# In this order: nothing can be set after the last. A query that needs more than half of the memory is ended with a
# line; it is not let spill to disk, where it would fill the folder of the database. Variables of ours are no tables.
_READER_SETTINGS = (
    "memory_limit = '50%'",
    "temp_directory = ''",
    "python_enable_replacements = false",
    "autoinstall_known_extensions = false",
    "autoload_known_extensions = false",
    "enable_external_access = false",
    "lock_configuration = true",
)

# A damaged file is told in words of blocks and checksums: the lock must be named as one.
_HELD = re.compile(r"(?i)\bset lock on file|\block(?:ed)? by|conflicting lock|used by another process")
_NOT_ONE = "not a valid DuckDB database"
_FOREIGN_LOG = "WAL does not match"
_DAMAGED = re.compile(r"(?i)corrupt|could not read enough bytes")


def open_read_only(path: Path, *, out: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A connection that can read this database and nothing else: no other file, no network, no change of settings.

    Once at a time for one path: a program that may open a database twice uses ``looking.open_apart``.

    Args:
        path: the database.
        out: the one file, or the one folder, that it may write to.

    Raises:
        DatabaseError: there is no such database, it is not ours, or another process is writing to it.
    """
    if not path.exists():
        raise DatabaseError(Message("errors.database.none", path=path))
    connection = _connect(path, read_only=True)
    try:
        _check_ours(connection, path)
        if out is not None:
            option = "allowed_directories" if out.is_dir() else "allowed_paths"
            connection.execute(f"SET {option} = ?", [[str(out.resolve())]])
        keep_to_reading(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def keep_to_reading(connection: duckdb.DuckDBPyConnection) -> None:
    """From now on its statements reach no other file and no network, and change no setting."""
    for setting in _READER_SETTINGS:
        connection.execute(f"SET {setting}")


def check_folder(path: Path) -> None:
    """Says so when no database can stand at ``path``.

    Raises:
        DatabaseError: there is no such folder, or the path is one.
    """
    if not path.parent.is_dir():
        raise DatabaseError(Message("errors.database.no_parent", path=path, parent=path.parent))
    if not _is_utf8(path):
        raise DatabaseError(Message("errors.database.no_utf8", path=path))
    try:
        if path.is_dir():
            raise DatabaseError(Message("errors.database.is_folder", path=path))
        if path.exists() and not path.is_file():
            raise DatabaseError(Message("errors.database.is_device", path=path))
    except OSError as exc:
        raise DatabaseError(Message("errors.database.unseen", path=path, reason=name_reason(exc))) from exc


def check_ours(path: Path) -> None:
    """Says so when what stands at ``path`` is not ours to replace; nothing, or an empty file, is.

    Raises:
        DatabaseError: it is not a planparse database, or another program has it open for writing.
    """
    if not path.exists() or not path.stat().st_size:
        return
    connection = _connect(path, read_only=True)
    try:
        _check_ours(connection, path)
    finally:
        connection.close()


def connect_for_writing(file: Path, path: Path, *, scratch: Path) -> duckdb.DuckDBPyConnection:
    """A connection that may write. The database is created where there is none; views are brought up to date.

    Args:
        file: what is written to.
        path: how people call it.
        scratch: a folder for what does not fit into memory.

    Raises:
        DatabaseError: the file is not a planparse database, or it cannot be written to.
    """
    connection = _connect(file, read_only=False)
    try:
        _bound(connection, scratch)
        if _is_empty(connection):
            _create(connection)
        _check_ours(connection, path)
        connection.execute(_script("views.sql"))
    except duckdb.Error as exc:
        connection.close()
        raise DatabaseError(Message("errors.database.no_writing", path=path, reason=first_line(exc))) from exc
    except BaseException:
        connection.close()
        raise
    return connection


def _bound(connection: duckdb.DuckDBPyConnection, scratch: Path) -> None:
    """Keeps the memory of the writer the same however large the database is; the processors are the readers'."""
    connection.execute("SET memory_limit = ?", [f"{WRITER_MEGABYTES}MB"])
    connection.execute("SET checkpoint_threshold = ?", [_CHECKPOINT_BYTES])
    connection.execute("SET threads = 1")
    connection.execute("SET temp_directory = ?", [str(scratch)])


def list_relations() -> tuple[str, ...]:
    """The tables and views that people use, in the order in which schema.sql and views.sql explain them."""
    text = _script("schema.sql") + _script("views.sql")
    names: list[str] = re.findall(r"^CREATE (?:TABLE|OR REPLACE VIEW) (\w+)", text, re.MULTILINE)
    return tuple(name for name in names if name != "meta")


def first_line(exc: BaseException) -> str:
    """What went wrong, on one line and without the quoted statement."""
    text = str(exc).strip()
    return " ".join(text.split("\n\n")[0].split()) or type(exc).__name__


def _connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    if path.is_dir():
        raise DatabaseError(Message("errors.database.is_folder", path=path))
    if not _is_utf8(path):
        raise DatabaseError(Message("errors.database.rename", path=path))
    try:
        return duckdb.connect(str(path), read_only=read_only)
    except (duckdb.Error, UnicodeError) as exc:
        reason = first_line(exc)
        kind = UselessDatabaseError if _NOT_ONE in reason or _is_damaged(reason) else DatabaseError
        raise kind(_why_not(path, reason)) from exc


def _why_not(path: Path, reason: str) -> Message:
    if _NOT_ONE in reason:
        return Message("errors.database.foreign", path=path)
    if _HELD.search(reason):
        if holder := re.search(r"PID (\d+)", reason):
            return Message("errors.database.open_in", path=path, pid=holder[1])
        return Message("errors.database.open_elsewhere", path=path)
    if _FOREIGN_LOG in reason:
        return Message("errors.database.foreign_log", path=path, name=path.name)
    if _is_damaged(reason):
        return Message("errors.database.damaged", path=path, reason=reason)
    return Message("errors.database.unopened", path=path, reason=reason)


def _is_damaged(reason: str) -> bool:
    """Whether the file itself is at fault, and not who has it open."""
    return not _HELD.search(reason) and _DAMAGED.search(reason) is not None


def _is_utf8(path: Path) -> bool:
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_empty(connection: duckdb.DuckDBPyConnection) -> bool:
    found = connection.execute("SELECT count(*) FROM duckdb_tables() WHERE NOT internal").fetchone()
    return found is None or found[0] == 0


def _create(connection: duckdb.DuckDBPyConnection) -> None:
    connection.begin()
    connection.execute(_script("schema.sql"))
    connection.execute("INSERT INTO meta VALUES ('planparse', ?, NULL, NULL)", [SCHEMA_VERSION])
    connection.commit()


def _check_ours(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    try:
        found = connection.execute("SELECT product, schema_version FROM meta").fetchone()
    except duckdb.Error:
        found = None
    if found is None or found[0] != "planparse":
        raise UselessDatabaseError(Message("errors.database.foreign", path=path))
    if found[1] != SCHEMA_VERSION:
        raise UselessDatabaseError(Message("errors.database.other_version", path=path))


def _script(name: str) -> str:
    return resources.files("planparse.store").joinpath(name).read_text("utf-8")
