"""Opening a planparse database, and saying in one line why it cannot be opened."""

import re
from importlib import resources
from pathlib import Path

import duckdb

from planparse.errors import DatabaseError

SCHEMA_VERSION = 4

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
_DAMAGED = re.compile(r"(?i)corrupt|could not read enough bytes")


def open_read_only(path: Path, *, out: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A connection that can read this database and nothing else: no other file, no network, no change of settings.

    Args:
        path: the database.
        out: the one file, or the one folder, that it may write to.

    Raises:
        DatabaseError: there is no such database, it is not ours, or another process is writing to it.
    """
    if not path.exists():
        raise DatabaseError(f"no database at {path}: run planparse ingest first, or name another with --db")
    connection = _connect(path, read_only=True)
    try:
        _check_ours(connection, path)
        if out is not None:
            option = "allowed_directories" if out.is_dir() else "allowed_paths"
            connection.execute(f"SET {option} = ?", [[str(out.resolve())]])
        for setting in _READER_SETTINGS:
            connection.execute(f"SET {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_for_writing(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection that may write. The database is created where there is none; views are brought up to date.

    Raises:
        DatabaseError: the file is not a planparse database, or it cannot be written to.
    """
    if not path.parent.is_dir():
        raise DatabaseError(f"{path}: there is no folder {path.parent}: create it, or name another database with --db")
    connection = _connect(path, read_only=False)
    try:
        if _is_empty(connection):
            _create(connection)
        _check_ours(connection, path)
        connection.execute(_script("views.sql"))
    except duckdb.Error as exc:
        connection.close()
        raise DatabaseError(f"{path}: cannot write to this database ({first_line(exc)})") from exc
    except BaseException:
        connection.close()
        raise
    return connection


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
        raise DatabaseError(f"{path}: this is a folder, not a database")
    try:
        return duckdb.connect(str(path), read_only=read_only)
    except (duckdb.Error, UnicodeError) as exc:
        raise DatabaseError(_why_not(path, first_line(exc))) from exc


def _why_not(path: Path, reason: str) -> str:
    if "not a valid DuckDB database" in reason:
        return f"{path}: not a planparse database: name another file with --db"
    if _HELD.search(reason):
        holder = re.search(r"PID (\d+)", reason)
        who = f" (process {holder[1]})" if holder else ""
        return f"{path}: another program has this database open{who}: close it and try again"
    if _DAMAGED.search(reason):
        return f"{path}: this database is damaged: ingest into a new file with --db ({reason})"
    return f"{path}: cannot open this database ({reason})"


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
        raise DatabaseError(f"{path}: not a planparse database: name another file with --db")
    if found[1] != SCHEMA_VERSION:
        raise DatabaseError(f"{path}: made by another version of planparse: ingest into a new file with --db")


def _script(name: str) -> str:
    return resources.files("planparse.store").joinpath(name).read_text("utf-8")
