"""The types of schema.sql, as DuckDB's readers of files want them told."""

import duckdb


def list_columns(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """The columns of a table with their types, in order."""
    rows = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? AND schema_name = 'main' "
        "ORDER BY column_index",
        [table],
    ).fetchall()
    return {str(name): str(kind) for name, kind in rows}


def as_struct(columns: dict[str, str]) -> str:
    """Columns as DuckDB writes a struct.

    >>> as_struct({"plan_id": "VARCHAR", "page": "INTEGER"})
    "{'plan_id': 'VARCHAR', 'page': 'INTEGER'}"
    """
    return "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items()) + "}"


def as_casts(columns: dict[str, str]) -> str:
    """Columns as a list to select: Parquet knows lists of any length only, so the types are told again.

    >>> as_casts({"bbox": "DOUBLE[4]"})
    'CAST("bbox" AS DOUBLE[4]) AS "bbox"'
    """
    return ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in columns.items())


def quoted(text: str) -> str:
    """A text as SQL writes it.

    >>> quoted("l'an")
    "'l''an'"
    """
    return "'" + text.replace("'", "''") + "'"
