"""Where communes stand with an indicator: who is above or below, who lacks it, whose unit or year differs."""

import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from builders import indicator_row, plan_row, records, target_row
from rich.console import Console

from planparse.cli.databases import run_compare
from planparse.cli.matrix import print_matrix, print_standings
from planparse.model.records import Records
from planparse.report.compare import Commune, Matrix, ranked_standings, read_matrix
from planparse.report.standing import Standing, say_standing
from planparse.store.duck import open_for_writing
from planparse.store.lines import build_plan_lines
from planparse.store.opening import open_read_only
from planparse.store.rows import IndicatorCatalogRow, Reference

CODE = "books.village"
CATALOG = Reference("r1", (), (IndicatorCatalogRow(CODE, "Tỷ lệ thôn có tủ sách", "%", "Văn hóa", ()),), ())


def plan_of(name: str, *targets: dict[str, Any], code: str | None = CODE, **given: object) -> Records:
    """A plan of a commune with one indicator that has these targets."""
    for key in ("low", "high"):
        targets = tuple({**t, key: Decimal(str(t[key]))} if t.get(key) is not None else t for t in targets)
    return records(
        plan_row(name, commune_name=name, commune_code=None, **given),
        indicators=(indicator_row(1, name, code=code, unit_raw=None),) if targets else (),
        targets=tuple(
            target_row(1, name, ordinal=i, code=code, unit_raw=None, **t) for i, t in enumerate(targets, start=1)
        ),
    )


PLANS = (
    plan_of("Cao", {"low": 90, "raw": "≥90%"}),
    plan_of("Vừa", {"low": 70, "raw": "≥70%"}),
    plan_of("Thấp", {"comparator": "<=", "low": None, "high": 50, "raw": "≤50%"}),
    plan_of("Khoảng", {"comparator": "range", "low": 60, "high": 80, "raw": "60-80%"}),
    plan_of("Khác đơn vị", {"comparator": "=", "low": 12, "high": 12, "unit": "thôn", "raw": "12 thôn"}),
    plan_of("Khác năm", {"low": 95, "year": 2030}),
    plan_of("Bằng lời", {"comparator": "text", "low": None, "unit": None, "raw": "Đạt"}),
    plan_of("Thiếu"),
    plan_of("Khác chỉ tiêu", {"low": 5}, code="other.thing"),
)


def database(folder: Path, *plans: Records) -> Path:
    path = folder / "plans.duckdb"
    with open_for_writing(path) as store:
        store.put_reference(CATALOG)
        store.put([build_plan_lines(plan) for plan in plans], [])
    return path


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return database(tmp_path, *PLANS)


@pytest.fixture
def connection(db: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_read_only(db) as opened:
        yield opened


def ask(connection: duckdb.DuckDBPyConnection, columns: str, where: str = "year = 2026") -> list[tuple[Any, ...]]:
    sql = f"SELECT commune_name, {columns} FROM v_indicator_standing WHERE code = '{CODE}' AND {where} ORDER BY ALL"
    return connection.execute(sql).fetchall()


def test_every_commune_has_one_standing_for_each_year_that_anyone_sets(connection: duckdb.DuckDBPyConnection) -> None:
    assert [
        ("Bằng lời", "text"),
        ("Cao", "above"),
        ("Khoảng", "same"),
        ("Khác chỉ tiêu", "missing"),
        ("Khác năm", "other_year"),
        ("Khác đơn vị", "unit_differs"),
        ("Thiếu", "missing"),
        ("Thấp", "below"),
        ("Vừa", "same"),
    ] == ask(connection, "standing")
    assert {9} == {len(ask(connection, "standing", f"year = {year}")) for year in (2026, 2030)}
    assert [("Khác năm", "same")] == ask(connection, "standing", "year = 2030 AND comparator IS NOT NULL")


def test_the_median_is_that_of_numbers_in_the_unit_of_most(connection: duckdb.DuckDBPyConnection) -> None:
    """The lower bound counts, the upper one of "at most", the middle of a range; words and other units do not."""
    found = ask(
        connection, "value_for_standing, median, communes, common_unit", "year = 2026 AND standing <> 'missing'"
    )
    assert {(70.0, 4, "%")} == {row[2:] for row in found}
    values = {row[0]: row[1] for row in found}
    assert {"Cao": 90.0, "Vừa": 70.0, "Thấp": 50.0, "Khoảng": 70.0, "Khác đơn vị": 12.0} == {
        name: value for name, value in values.items() if value is not None
    }


def test_another_year_is_named(connection: duckdb.DuckDBPyConnection) -> None:
    assert [("Khác năm", [2030])] == ask(connection, "other_years", "year = 2026 AND standing = 'other_year'")


def test_a_value_for_everybody_stands_before_one_for_some(tmp_path: Path) -> None:
    """Of several values of a commune one is compared, and it says where it stands."""
    several = plan_of(
        "Nhiều",
        {"low": 20, "scope": "thôn vùng cao", "raw": "≥20%", "locator": "a"},
        {"low": 60, "raw": "≥60%", "locator": "b"},
        {"low": 40, "raw": "≥40%", "locator": "c"},
    )
    scoped = plan_of("Riêng", {"low": 30, "scope": "thôn A"}, {"low": 35, "scope": "thôn B"})
    with open_read_only(database(tmp_path, several, scoped)) as connection:
        assert [("Nhiều", 60.0, None, "b", 2), ("Riêng", 30.0, "thôn A", "page 2/table[1]/row[3]", 2)] == ask(
            connection, "value_for_standing, scope, locator, page"
        )


def test_a_copy_of_a_plan_counts_once(tmp_path: Path) -> None:
    """Neither the median nor the communes know it."""
    twin = plan_of("Cao", {"low": 90, "raw": "≥90%"}, number=7, symbol="KH-UBND")
    other = twin.model_copy(update={"plan": twin.plan.model_copy(update={"plan_id": "Cao2", "source_path": "b.txt"})})
    with open_read_only(database(tmp_path, twin, other, PLANS[1])) as connection:
        (copies,) = connection.execute("SELECT count(*) FROM plans WHERE same_plan_as IS NOT NULL").fetchall()
        assert (1,) == copies
        assert [("Cao", 2, 80.0), ("Vừa", 2, 80.0)] == ask(connection, "communes, median")


def test_a_value_without_year_or_unit_is_compared_with_its_like(tmp_path: Path) -> None:
    plans = [plan_of(f"Xã {low}", {"low": low, "year": None, "unit": None}) for low in (10, 20, 30)]
    with open_read_only(database(tmp_path, *plans)) as connection:
        assert [("Xã 10", "below", 20.0), ("Xã 20", "same", 20.0), ("Xã 30", "above", 20.0)] == ask(
            connection, "standing, median", "year IS NULL"
        )


def matrix_of(connection: duckdb.DuckDBPyConnection, code: str | None = CODE) -> Matrix:
    return read_matrix(connection, code)


def test_the_list_begins_with_the_best_and_ends_with_those_that_set_nothing(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    matrix = matrix_of(connection)
    ranked = ranked_standings(matrix, matrix.columns[0])
    assert [
        "Cao",
        "Khoảng",
        "Vừa",
        "Thấp",
        "Khác đơn vị",
        "Bằng lời",
        "Khác năm",
        "Khác chỉ tiêu",
        "Thiếu",
    ] == [commune.name for commune, _ in ranked]


def test_where_most_set_an_upper_bound_the_lowest_is_the_best(tmp_path: Path) -> None:
    plans = [plan_of(f"Xã {high}", {"comparator": "<=", "low": None, "high": high}) for high in (5, 3, 9)]
    with open_read_only(database(tmp_path, *plans)) as connection:
        matrix = matrix_of(connection)
        assert ["Xã 3", "Xã 5", "Xã 9"] == [name for (_, name, *_), _ in ranked_standings(matrix, matrix.columns[0])]


NOTHING = Standing("missing", None, None, None, None, 0, (), False, None, None, None, None, None)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": "above", "median": 72.5, "common_unit": "%"}, "above the median of 72,5%"),
        ({"kind": "below", "median": 3.0, "common_unit": "mô hình"}, "below the median of 3 mô hình"),
        ({"kind": "same", "median": 3.0, "communes": 4}, "at the median of 3"),
        ({"kind": "same", "median": 3.0, "communes": 1}, "the only one with a number"),
        ({"kind": "unit_differs", "unit": "thôn", "common_unit": "%"}, "in another unit: thôn; most have %"),
        ({"kind": "other_year", "other_years": (2025, None)}, "not for this year, only for 2025, no year"),
        ({"kind": "text"}, "in words"),
        ({}, "not set"),
    ],
)
def test_a_standing_in_words(changes: dict[str, Any], expected: str) -> None:
    assert expected == say_standing(NOTHING._replace(**changes))


def shown(show: Any, matrix: Matrix) -> str:
    stream = io.StringIO()
    show(matrix, Console(file=stream, width=120))
    return stream.getvalue()


def test_the_matrix_marks_what_is_above_below_and_in_another_unit(connection: duckdb.DuckDBPyConnection) -> None:
    out = shown(print_matrix, matrix_of(connection, None))
    assert all(cell in out for cell in ("≥90% ↑", "≤50% ↓", "12 thôn !", "60–80% "))
    assert "60–80% ↑" not in out and "60–80% ↓" not in out
    assert "↑ above, ↓ below" in out.splitlines()[-1]


def test_the_standings_name_value_reason_and_source(connection: duckdb.DuckDBPyConnection) -> None:
    out = shown(print_standings, matrix_of(connection))
    first = next(line for line in out.splitlines() if "xã Cao" in line)
    assert all(part in first for part in ("≥90%", "above the median of 70%", "plans/Cao.docx"))
    assert "in another unit: thôn; most have %" in out
    assert "only for other years: xã Khác năm (2030)" in out
    assert "not set: " in out and "xã Thiếu" in out


def test_without_an_indicator_only_values_are_read(connection: duckdb.DuckDBPyConnection) -> None:
    """In a country of communes most set most indicators not."""
    standings = matrix_of(connection, None).standings
    assert len(standings) == len(matrix_of(connection, None).values)
    assert "missing" not in {standing.kind for standing in standings.values()}


def test_compare_of_one_indicator_in_csv_has_one_row_for_each_commune(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_compare(db, CODE, 1, "csv")
    header, *rows = capsys.readouterr().out.splitlines()
    assert f"province,commune,{CODE} 2026,{CODE} 2026 standing,{CODE} 2030,{CODE} 2030 standing" == header
    assert len(rows) == 9
    assert "Tỉnh Mẫu,xã Thiếu,,not set,,not set" in rows
    assert 'Tỉnh Mẫu,xã Cao,≥90%,above the median of 70%,,"not for this year, only for 2026"' in rows


def test_compare_in_json_says_the_standing_of_the_value_that_is_compared(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_compare(db, CODE, 1, "json")
    rows = json.loads(capsys.readouterr().out)
    standing = {(row["commune_name"], row["year"]): row["standing"] for row in rows}
    assert ("above", "missing", "other_year") == tuple(
        standing[key] for key in (("Cao", 2026), ("Thiếu", 2026), ("Khác năm", 2026))
    )
    assert len(rows) == 18
    run_compare(db, None, 1, "json")
    rows = json.loads(capsys.readouterr().out)
    assert all(row["raw"] for row in rows) and len(rows) == 8


def test_communes_of_the_matrix_and_of_the_view_are_the_same(connection: duckdb.DuckDBPyConnection) -> None:
    matrix = matrix_of(connection)
    assert set(matrix.communes) == {commune for commune, _ in matrix.standings}
    assert all(isinstance(commune, Commune) for commune, _ in matrix.standings)
