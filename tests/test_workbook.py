"""The workbook as an official opens it: a cover, the matrix, a sheet for each view and table; nothing in it runs."""

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from builders import indicator_row, plan_row, records, section_row, target_row, task_row

from planparse.report.export import WORKBOOK, ExportJob, export_all
from planparse.report.making import Making
from planparse.report.workbook import sheet as sheets
from planparse.store.duck import open_for_writing
from planparse.store.lines import build_plan_lines
from planparse.store.opening import list_relations, open_read_only
from planparse.wording.catalogue import Catalogue, Language

FORMULA = '=HYPERLINK("http://example.org")'
MADE = Making(dt.datetime(2026, 7, 1, 9, 30, tzinfo=dt.UTC), "plans.duckdb", "0.4.0")
VI = Catalogue("vi")


def title(name: str) -> str:
    return VI.say(f"export.relations.{name}.title")


def store(db: Path) -> None:
    first = records(
        plan_row("p1", title="http://example.org/<script>alert(1)</script>"),
        sections=(section_row(text="x" * 40_000),),
        tasks=(task_row(name=FORMULA, deadline_kind="dated", due_on=dt.date(2026, 6, 30), leads=("A", "B")),),
        indicators=(indicator_row(code="books.village"),),
        targets=(
            target_row(low=Decimal("80.5"), code="books.village"),
            target_row(ordinal=2, year=2027, low=Decimal(90), code="books.village", unit=FORMULA),
        ),
    )
    second = records(
        plan_row("p2", commune_code="00002", commune_name="Núi Thử", province_name=None),
        indicators=(indicator_row(plan_id="p2", code="books.village"),),
        targets=(target_row(plan_id="p2", comparator="=", low=Decimal(70), high=Decimal(70), code="books.village"),),
    )
    with open_for_writing(db) as opened:
        opened.put([build_plan_lines(first), build_plan_lines(second)], [])


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    store(tmp_path / "p.duckdb")
    (tmp_path / "out").mkdir()
    with open_read_only(tmp_path / "p.duckdb", out=tmp_path / "out") as opened:
        yield opened


def write(connection: duckdb.DuckDBPyConnection, folder: Path, *only: str, language: Language = "vi") -> Path:
    export_all(connection, folder, ExportJob("xlsx", MADE, Catalogue(language), only))
    return folder / WORKBOOK


def open_book(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))}


def table(sheet: Any) -> list[dict[str, Any]]:
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_every_table_and_view_has_a_sheet_views_first(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    book = open_book(write(connection, tmp_path / "out"))
    names = book.sheetnames
    assert ["Trang bìa", "Ma trận chỉ tiêu", "Nhiệm vụ và thời hạn"] == names[:3]
    assert {title(name) for name in list_relations()} <= set(names)
    assert len(list_relations()) + 3 == len(names)


def test_nothing_from_a_document_runs_or_links(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """Links lead to the sheets of the workbook; formulas are in its own colouring only."""
    found = parts(write(connection, tmp_path / "out"))
    everything = "".join(found.values())
    assert "<f>" not in everything
    assert "<script>" not in everything
    assert "TargetMode" not in everything
    formulas = re.findall(r"<formula>(.*?)</formula>", everything)
    assert formulas and not [formula for formula in formulas if "HYPERLINK" in formula]
    assert "numFmt" in found["xl/styles.xml"] and "HYPERLINK" not in found["xl/styles.xml"]


def test_a_task_is_a_row_with_vietnamese_headers_and_a_real_date(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    sheet = open_book(write(connection, tmp_path / "out"))[title("v_tasks_due")]
    (row,) = table(sheet)
    assert FORMULA == row["Nhiệm vụ"]
    assert dt.datetime(2026, 6, 30) == row["Hạn hoàn thành"]
    assert ("A; B", "có ngày cụ thể", "Tỉnh Mẫu") == (
        row["Đơn vị chủ trì"],
        row["Loại thời hạn"],
        row["Tỉnh, thành phố"],
    )
    assert "dd/mm/yyyy" in sheet["E2"].number_format
    assert ("C2", "A1:N2") == (sheet.freeze_panes, sheet.auto_filter.ref)
    assert ("landscape", 9, True) == (
        sheet.page_setup.orientation,
        int(sheet.page_setup.paperSize),
        sheet.sheet_properties.pageSetUpPr.fitToPage,
    )
    assert "$1:$1" == sheet.print_title_rows


def test_the_technical_name_is_shown_when_a_header_is_selected(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    book = open_book(write(connection, tmp_path / "out"))
    hints = {str(one.sqref): one.prompt for one in book[title("v_tasks_due")].data_validations.dataValidation}
    assert "due_on" == hints["E1"]
    listed = table(book["Tên cột"])
    assert ("Hạn hoàn thành", "DATE") in {
        (row["Tên cột"], row["Kiểu dữ liệu"]) for row in listed if row["Tên kỹ thuật"] == "due_on"
    }


def test_ids_are_folded_in_views_and_shown_in_tables(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    book = open_book(write(connection, tmp_path / "out"))
    view, whole = book[title("v_tasks_due")], book[title("tasks")]
    place = [cell.value for cell in view[1]].index("Mã nhiệm vụ")
    assert view.column_dimensions[openpyxl.utils.get_column_letter(place + 1)].hidden
    assert not any(dimension.hidden for dimension in whole.column_dimensions.values())


def test_the_matrix_has_numbers_that_can_be_sorted_and_marks_another_unit(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    sheet = open_book(write(connection, tmp_path / "out"))["Ma trận chỉ tiêu"]
    assert ["Năm", "2026", "2027"] == [cell.value for cell in sheet[3]][1:]
    assert ["Tỉnh, thành phố", "Xã, phường, đặc khu", "ĐVT: %"] == [cell.value for cell in sheet[4]][:3]
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=5)}
    assert (80.5, 70) == (rows["xã Sông Thử"][2].value, rows["xã Núi Thử"][2].value)
    assert '"≥ "' in rows["xã Sông Thử"][2].number_format
    assert rows["xã Núi Thử"][3].value is None
    assert "C5" == sheet.freeze_panes


def test_the_cover_says_what_it_is_and_leads_to_every_sheet(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    book = open_book(write(connection, tmp_path / "out"))
    cover = book["Trang bìa"]
    facts = {row[1].value: row[2].value for row in cover.iter_rows() if row[1].value}
    assert (2, 1, 2, 1) == tuple(
        facts[VI.say(f"export.cover.{key}")] for key in ("plans", "tasks", "communes", "overdue")
    )
    assert ("plans.duckdb", dt.datetime(2026, 7, 1, 9, 30)) == (
        facts[VI.say("export.cover.database")],
        facts[VI.say("export.cover.made_at")],
    )
    links = {link.location for row in cover.iter_rows() for cell in row if (link := cell.hyperlink)}
    assert {f"'{name}'!A1" for name in book.sheetnames[1:]} == links


def test_text_too_long_for_a_cell_is_cut_and_counted(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    exported = export_all(connection, tmp_path / "out", ExportJob("xlsx", MADE, VI, ("sections",)))
    (row,) = table(open_book(exported.files[0])[title("sections")])
    assert (1, 32_767) == (exported.cut, len(row["Nội dung"]))


def test_a_table_too_long_for_a_sheet_goes_on_in_the_next(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No row is lost at the end of a sheet."""
    monkeypatch.setattr(sheets, "_MAX_ROWS", 2)
    book = open_book(write(connection, tmp_path / "out", "targets"))
    name = title("targets")
    rows = [*table(book[name]), *table(book[f"{name} (2)"])]
    assert 3 == len(rows) == len({tuple(row.items()) for row in rows})


def test_an_empty_database_gives_headers_and_says_so(tmp_path: Path) -> None:
    open_for_writing(tmp_path / "e.duckdb").close()
    (tmp_path / "out").mkdir()
    with open_read_only(tmp_path / "e.duckdb", out=tmp_path / "out") as opened:
        book = open_book(write(opened, tmp_path / "out", language="en"))
    assert any(cell.value == Catalogue("en").say("export.cover.empty") for row in book["Cover"] for cell in row)
    assert 1 == book["Tasks and deadlines"].max_row


def test_what_fails_leaves_the_old_workbook_and_nothing_half_done(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(connection, tmp_path / "out", "tasks")
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("planparse.report.workbook.book.write_cover", fail)
    with pytest.raises(RuntimeError):
        write(connection, tmp_path / "out")
    assert (before, [path]) == (path.read_bytes(), list((tmp_path / "out").iterdir()))
