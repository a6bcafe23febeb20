"""Exports and the values in them: complete, readable by a spreadsheet, and harmless there."""

import csv
import datetime as dt
import errno
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from builders import indicator_row, plan_row, records, section_row, target_row, task_row

from planparse.errors import QueryError, UsageError
from planparse.report import export
from planparse.report.cells import format_value, guard_formula, json_value
from planparse.report.compare import Value, format_target, keep_shared, matrix_to_result, read_matrix
from planparse.report.export import ExportFormat, ExportJob, export_all
from planparse.report.formats import write_csv, write_json
from planparse.report.making import Making
from planparse.report.query import run_query
from planparse.store.duck import open_for_writing
from planparse.store.lines import build_plan_lines
from planparse.store.opening import open_read_only
from planparse.wording.catalogue import Catalogue

FORMULA = '=HYPERLINK("http://example.org")'
TABLES = [
    *("plans", "sections", "appendices", "source_tables", "source_rows", "tasks", "task_links"),
    *("indicators", "targets", "deadlines", "occurrences"),
    *("assignments", "field_sources", "citations", "footnotes", "digital_signatures", "diagnostics"),
    *("corrections", "parsed_rows"),
    *("agencies", "agency_names", "indicator_catalog", "documents", "communes", "ingests"),
]
VIEWS = [
    *("v_current_plans", "v_indicator_matrix", "v_indicator_standing"),
    *("v_tasks_due", "v_due_days", "v_recurring", "v_waiting"),
    *("task_clusters", "v_task_clusters"),
    *("v_agency_workload", "v_citations", "v_implementations", "v_coverage"),
]


MADE = Making(dt.datetime(2026, 7, 1, 9, 30, tzinfo=dt.UTC), "plans.duckdb", "0.4.0")


def job(form: ExportFormat, *only: str) -> ExportJob:
    return ExportJob(form, MADE, Catalogue("vi"), only)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Two communes with one indicator for two years, and a task whose name a spreadsheet would run."""
    first = records(
        plan_row("p1"),
        sections=(section_row(text="x" * 40_000),),
        tasks=(task_row(name=FORMULA, output_raw="- Báo cáo", group_path=("I Thư viện", "1 Xã")),),
        indicators=(indicator_row(code="books.village"),),
        targets=(
            target_row(low=Decimal("80.5"), code="books.village"),
            target_row(ordinal=2, year=2027, low=Decimal(90), code="books.village"),
        ),
    )
    second = records(
        plan_row("p2", commune_code="00002", commune_name="Núi Thử"),
        indicators=(indicator_row(plan_id="p2", code="books.village"),),
        targets=(target_row(plan_id="p2", comparator="=", low=Decimal(70), high=Decimal(70), code="books.village"),),
    )
    with open_for_writing(tmp_path / "p.duckdb") as store:
        store.put([build_plan_lines(first), build_plan_lines(second)], [])
    out = tmp_path / "out"
    out.mkdir()
    with open_read_only(tmp_path / "p.duckdb", out=out) as opened:
        yield opened


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_every_table_and_view_is_a_file(connection: duckdb.DuckDBPyConnection, tmp_path: Path, ending: str) -> None:
    """Nothing is left out, also what has no rows."""
    exported = export_all(connection, tmp_path / "out", job("csv" if ending == "csv" else "parquet"))
    expected = [*(f"{name}.{ending}" for name in TABLES + VIEWS), "datapackage.json"]
    assert expected == [file.name for file in exported.files]
    assert all(file.stat().st_size for file in exported.files)


def test_parquet_keeps_types(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """Dates stay dates, lists lists, boxes arrays."""
    export_all(connection, tmp_path / "out", job("parquet"))
    with duckdb.connect() as plain:
        read = plain.execute("SELECT group_path, bbox[1] FROM read_parquet(?)", [str(tmp_path / "out/tasks.parquet")])
        assert [(["I Thư viện", "1 Xã"], 10.0)] == read.fetchall()


def test_csv_opens_in_a_spreadsheet(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """It begins with the mark that tells UTF-8, and no text in it can run."""
    export_all(connection, tmp_path / "out", job("csv"))
    raw = (tmp_path / "out" / "tasks.csv").read_bytes()
    assert b"\xef\xbb\xbf" == raw[:3]
    (row,) = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))
    assert (f"'{FORMULA}", "'- Báo cáo", "I Thư viện; 1 Xã") == (row["name"], row["output_raw"], row["group_path"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+84 123", "'+84 123"),
        ("@cmd", "'@cmd"),
        ("- Tỷ lệ", "'- Tỷ lệ"),
        ("\t=1", "'\t=1"),
        ("-", "-"),
        ("-5", "-5"),
        ("-0,5%", "-0,5%"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("'=1+1", "''=1+1"),
        ("'90", "'90"),
        ("-1.500,5 %", "-1.500,5 %"),
        ("-1+1", "'-1+1"),
        ("-5 cmd", "'-5 cmd"),
        ("Tỷ lệ = 5", "Tỷ lệ = 5"),
        ("", ""),
    ],
)
def test_only_what_would_run_is_guarded(text: str, expected: str) -> None:
    assert expected == guard_formula(text)


def test_values_as_text_and_as_json() -> None:
    """Nothing for null, whole numbers without ".0", no NaN in JSON."""
    assert ["", "80", "0.5", "true", "a; b"] == [
        format_value(x) for x in (None, 80.0, Decimal("0.5"), True, ["a", "b"])
    ]
    assert [None, 1.5, {"a": [1]}, "1 day, 0:00:00"] == [
        json_value(x) for x in (float("nan"), Decimal("1.5"), {"a": (1,)}, dt.timedelta(days=1))
    ]


# --- query -------------------------------------------------------------------------------------------------------


def test_results_are_streamed_as_csv_and_json(connection: duckdb.DuckDBPyConnection) -> None:
    """The same rows in both; times with a zone are text; no rows is an empty list."""
    sql = "SELECT raw, low, TIMESTAMPTZ '2026-01-02 03:04:05+00' IS NOT NULL AS seen FROM targets ORDER BY low"
    as_csv, as_json, empty = io.StringIO(), io.StringIO(), io.StringIO()
    write_csv(run_query(connection, sql), as_csv)
    write_json(run_query(connection, sql), as_json)
    write_json(run_query(connection, "SELECT 1 WHERE false"), empty)
    assert ["raw,low,seen", "≥80%,70,true"] == as_csv.getvalue().splitlines()[:2]
    assert {"raw": "≥80%", "low": 70.0, "seen": True} == json.loads(as_json.getvalue())[0]
    assert [] == json.loads(empty.getvalue())


def test_times_with_a_zone_can_be_shown(connection: duckdb.DuckDBPyConnection) -> None:
    """Beside columns of the same name."""
    result = run_query(connection, "SELECT now() AS a, 1 AS a, plan_id FROM plans ORDER BY plan_id;")
    assert ("a", "a", "plan_id") == result.columns
    rows = list(result.rows)
    assert [(1, "p1"), (1, "p2")] == [row[1:] for row in rows]
    assert isinstance(rows[0][0], str)


@pytest.mark.parametrize("sql", ["", "-- nothing", "SELEC", "SELECT * FROM nowhere", "SELECT CAST('x' AS INTEGER)"])
def test_a_wrong_statement_is_one_line(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Whether it is found before or while rows are fetched."""
    with pytest.raises(QueryError) as caught:
        list(run_query(connection, sql).rows)
    assert "\n" not in str(caught.value)


# --- compare -----------------------------------------------------------------------------------------------------


def test_the_matrix_has_communes_down_and_years_across(connection: duckdb.DuckDBPyConnection) -> None:
    """A value that a commune does not have is missing, not left out."""
    result = matrix_to_result(read_matrix(connection, None), missing="–")
    assert ("province", "commune", "books.village 2026", "books.village 2027") == result.columns
    assert [
        ("Tỉnh Mẫu", "xã Núi Thử", "70%", "–"),
        ("Tỉnh Mẫu", "xã Sông Thử", "≥80,5%", "≥90%"),
    ] == list(result.rows)


def test_only_what_communes_share(connection: duckdb.DuckDBPyConnection) -> None:
    """A column for which fewer communes have a value is left out; the communes stay."""
    matrix = read_matrix(connection, None)
    shared = keep_shared(matrix, 2)
    assert [("books.village", 2026)] == [(column.code, column.year) for column in shared.columns]
    assert matrix.communes == shared.communes


@pytest.mark.parametrize(
    ("comparator", "low", "high", "unit", "expected"),
    [
        ("=", 5.0, 5.0, "sáng kiến", "5 sáng kiến"),
        ("<=", None, 5.5, "%", "≤5,5%"),
        (">", 1500.0, None, None, ">1500"),
        ("range", 80.0, 90.0, "%", "80–90%"),
        ("text", None, None, None, "Đạt"),
    ],
)
def test_target_values_are_shown_alike(
    comparator: str, low: float | None, high: float | None, unit: str | None, expected: str
) -> None:
    assert expected == format_target(Value(comparator, low, high, unit, "Đạt", None, "a.txt", None, "line 1"))


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx", "datapackage"])
def test_a_full_disk_is_told_in_a_line_of_the_readers_language(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: ExportFormat
) -> None:
    """Whoever writes, the system says why it cannot: the number tells it, the words are ours."""
    told = '{"exception_message":"Could not write file","errno":"28"}'
    full = duckdb.IOException(told) if form == "parquet" else OSError(errno.ENOSPC, "No space left on device")

    def refuse(*_: object, **__: object) -> None:
        raise full

    monkeypatch.setattr(export, "write_workbook", refuse)
    monkeypatch.setitem(export._KINDS, form, (form, "text", refuse))
    with pytest.raises(UsageError) as caught:
        export_all(connection, tmp_path, job(form))
    assert "(đĩa đã đầy)" in caught.value.say(Catalogue("vi"))
