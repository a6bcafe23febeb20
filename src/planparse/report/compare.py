"""The matrix across communes: communes down, canonical indicators and years across."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import duckdb

from planparse.errors import UsageError
from planparse.report.cells import MISSING, format_number
from planparse.report.query import Result
from planparse.report.standing import Standing, read_standings, say_standing
from planparse.wording.message import Message

_SIGNS = {"=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<"}

_COMMUNES = """
SELECT DISTINCT province_name, coalesce(commune_name, place_name, source_path) AS commune, commune_type, commune_code
FROM v_current_plans
ORDER BY province_name, commune, commune_type, commune_code
"""
_VALUES = """
SELECT province_name, commune_name, commune_type, commune_code,
       code, indicator, year, comparator, low, high, unit, raw, scope, source_path, page, locator
FROM v_indicator_matrix
WHERE $code IS NULL OR code = $code
ORDER BY field, code, year, plan_id, ordinal, target_ordinal
"""


class Commune(NamedTuple):
    """A row of the matrix. Fields are null where the text does not say."""

    province: str | None
    name: str
    type: str | None
    code: str | None


class Column(NamedTuple):
    """A column of the matrix."""

    code: str
    name: str
    year: int | None


class Value(NamedTuple):
    """One target value of a commune, and where it stands."""

    comparator: str
    low: float | None
    high: float | None
    unit: str | None
    raw: str
    scope: str | None
    source_path: str
    page: int | None
    locator: str


class Matrix(NamedTuple):
    """Communes and columns in order, the values of each pair that has any, and the standings.

    Attributes:
        standings: of every pair where the matrix is of one indicator, else of those with a value.
    """

    communes: tuple[Commune, ...]
    columns: tuple[Column, ...]
    values: dict[tuple[Commune, Column], tuple[Value, ...]]
    standings: dict[tuple[Commune, Column], Standing]


def read_matrix(connection: duckdb.DuckDBPyConnection, code: str | None) -> Matrix:
    """The matrix of all indicators, or of one.

    Raises:
        UsageError: the catalogue has no indicator ``code``.
    """
    _check_code(connection, code)
    communes = tuple(Commune(*row) for row in connection.execute(_COMMUNES).fetchall())
    values: dict[tuple[Commune, Column], tuple[Value, ...]] = {}
    columns: dict[Column, None] = {}
    for row in connection.execute(_VALUES, {"code": code}).fetchall():
        key = Commune(*row[:4]), Column(*row[4:7])
        columns[key[1]] = None
        values[key] = (*values.get(key, ()), Value(*row[7:]))
    found = read_standings(connection, code)
    standings = {(Commune(*placed.commune), Column(*placed.column)): placed.standing for placed in found}
    return Matrix(communes, tuple(columns), values, standings)


def keep_shared(matrix: Matrix, communes: int) -> Matrix:
    """The columns for which at least so many communes have a value."""
    counts = Counter(column for _, column in matrix.values)
    return matrix._replace(columns=tuple(column for column in matrix.columns if counts[column] >= communes))


def format_target(value: Value) -> str:
    """A target value in a form that can be compared, with the decimal comma of Vietnam.

    >>> format_target(Value(">=", 80.5, None, "%", "đạt từ 80,5% trở lên", None, "a.docx", 1, "line 3"))
    '≥80,5%'
    """
    match value.comparator:
        case "text":
            text = value.raw
        case "range":
            text = f"{_number(value.low)}–{_number(value.high)}{_unit(value)}"
        case sign:
            number = value.low if value.low is not None else value.high
            text = f"{_SIGNS.get(sign, sign)}{_number(number)}{_unit(value)}"
    return f"{text} ({value.scope})" if value.scope else text


def matrix_to_result(matrix: Matrix, *, missing: str = "") -> Result:
    """The matrix as rows: two columns that name the commune, then one for each indicator and year."""
    columns = ("province", "commune", *(column_title(column) for column in matrix.columns))
    return Result(columns, _matrix_rows(matrix, missing))


def matrix_to_values(matrix: Matrix, *, missing: bool = False) -> Result:
    """The matrix as a list, one row for each value, with its source and standing: the form for programs.

    Args:
        matrix: what to list.
        missing: also one row, without a value, for each commune that has none for a column.
    """
    columns = (*(f"commune_{name}" for name in Commune._fields), "indicator_code", "indicator", "year", *Value._fields)
    return Result((*columns, "standing", "median", "communes"), _value_rows(matrix, missing=missing))


def standings_to_result(matrix: Matrix) -> Result:
    """One row for each commune: its value and standing for each column."""
    titles = (
        title for column in matrix.columns for title in (column_title(column), f"{column_title(column)} standing")
    )
    return Result(("province", "commune", *titles), _standing_rows(matrix))


def ranked_standings(matrix: Matrix, column: Column) -> tuple[tuple[Commune, Standing], ...]:
    """The communes of a column, the best first, those without a value last."""
    found = [(commune, standing) for (commune, where), standing in matrix.standings.items() if where == column]
    return tuple(sorted(found, key=lambda pair: (pair[1].rank, commune_title(pair[0]))))


def column_title(column: Column) -> str:
    """How a column is headed: code and year."""
    return f"{column.code} {column.year}" if column.year is not None else column.code


def commune_title(commune: Commune) -> str:
    """How a commune is called: type and name."""
    return f"{commune.type} {commune.name}" if commune.type else commune.name


def matrix_cell(matrix: Matrix, commune: Commune, column: Column, missing: str = MISSING) -> str:
    """The values of one commune for one column; a value that is printed twice is shown once."""
    found = matrix.values.get((commune, column), ())
    return "; ".join(dict.fromkeys(map(format_target, found))) or missing


def _matrix_rows(matrix: Matrix, missing: str) -> Iterator[tuple[object, ...]]:
    for commune in matrix.communes:
        cells = (matrix_cell(matrix, commune, column, missing) for column in matrix.columns)
        yield commune.province, commune_title(commune), *cells


def _standing_rows(matrix: Matrix) -> Iterator[tuple[object, ...]]:
    for commune in matrix.communes:
        row: list[object] = [commune.province, commune_title(commune)]
        for column in matrix.columns:
            standing = matrix.standings.get((commune, column))
            row += [matrix_cell(matrix, commune, column, ""), say_standing(standing) if standing else ""]
        yield tuple(row)


def _value_rows(matrix: Matrix, *, missing: bool) -> Iterator[tuple[object, ...]]:
    for pair, found in matrix.values.items():
        standing = matrix.standings[pair]
        for value in found:
            yield *pair[0], *pair[1], *value, *_standing_of(value, standing), standing.median, standing.communes
    for pair, standing in matrix.standings.items() if missing else ():
        if pair not in matrix.values and pair[1] in matrix.columns:
            nothing = (None,) * len(Value._fields)
            yield *pair[0], *pair[1], *nothing, standing.kind, standing.median, standing.communes


def _standing_of(value: Value, standing: Standing) -> tuple[str | None]:
    """Of several values of a commune only one is compared."""
    is_compared = (value.raw, value.scope, value.locator) == (standing.raw, standing.scope, standing.locator)
    return (standing.kind if is_compared else None,)


def _check_code(connection: duckdb.DuckDBPyConnection, code: str | None) -> None:
    if code is None:
        return
    known = connection.execute("SELECT 1 FROM indicator_catalog WHERE code = ?", [code]).fetchone()
    if known is None:
        listing = 'planparse query "SELECT code, name FROM indicator_catalog"'
        raise UsageError(Message("errors.call.no_indicator", code=code, listing=listing))


def _number(value: float | None) -> str:
    return "" if value is None else format_number(value).replace(".", ",")


def _unit(value: Value) -> str:
    if not value.unit:
        return ""
    return value.unit if value.unit.startswith("%") else f" {value.unit}"
