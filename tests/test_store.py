"""The database: it mirrors the records, takes a plan wholly or not at all, and says what is wrong with a file."""

import datetime as dt
import os
import subprocess
import sys
import types
import typing
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from builders import (
    assignment_row,
    citation_row,
    deadline_row,
    diagnostic_row,
    footnote_row,
    indicator_row,
    occurrence_row,
    plan_row,
    records,
    signature_row,
    source_row,
    table_row,
    target_row,
    task_row,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from planparse.errors import DatabaseError
from planparse.model.records import Records
from planparse.store.duck import Store, open_for_writing
from planparse.store.lines import PlanLines, TableLines, build_plan_lines
from planparse.store.opening import open_read_only
from planparse.store.rows import AgencyRow, CommuneRow, DocumentRow, IndicatorCatalogRow, IngestRow, Reference

SQL_TYPES = {
    str: "VARCHAR",
    int: "INTEGER",
    float: "DOUBLE",
    bool: "BOOLEAN",
    Decimal: "DOUBLE",
    dt.date: "DATE",
    dt.datetime: "TIMESTAMP",
    tuple[str, ...]: "VARCHAR[]",
    tuple[float, float, float, float]: "DOUBLE[4]",
}
ADDED_BY_STORE = {"plans": {"same_plan_as", "replaced_by", "ingested_at"}}
REFERENCE = Reference(
    rules_version="r1",
    agencies=(AgencyRow("p_vhxh", "Phòng Văn hóa - Xã hội", "office", "commune", ("Phòng VH-XH",)),),
    indicators=(IndicatorCatalogRow("books.village", "Tỷ lệ thôn có tủ sách", "%", "Văn hóa", ()),),
    communes=(CommuneRow("00001", "Sông Thử", "xã", "01", "Tỉnh Mẫu"),),
)
# A program started by a test finds planparse where the test does.
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "plans.duckdb"


@pytest.fixture
def store(db: Path) -> Iterator[Store]:
    with open_for_writing(db) as opened:
        yield opened


def put(store: Store, *plans: Records) -> None:
    store.put([build_plan_lines(plan) for plan in plans], [])


def ask(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with open_read_only(db) as connection:
        return connection.execute(sql).fetchall()


def sql_type(annotation: object) -> tuple[str, bool]:
    """The column type of a field, and whether it may be null."""
    options = [annotation]
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Union:
        options = list(typing.get_args(annotation))
    kept = [option for option in options if option is not type(None)]
    kinds = {str if typing.get_origin(option) is typing.Literal else option for option in kept}
    assert 1 == len(kinds), annotation
    return SQL_TYPES[kinds.pop()], len(kept) < len(options)


def table_models() -> list[tuple[str, type[BaseModel]]]:
    found: list[tuple[str, type[BaseModel]]] = []
    for name, field in Records.model_fields.items():
        model = field.annotation if name == "plan" else typing.get_args(field.annotation)[0]
        found.append(("plans" if name == "plan" else name, model))
    return found


@pytest.mark.parametrize(("table", "model"), table_models())
def test_schema_mirrors_the_records(store: Store, db: Path, table: str, model: type[BaseModel]) -> None:
    """Every field is a column of the same name, type and nullability, and there is no other."""
    store.close()
    found = ask(db, f"SELECT column_name, data_type, is_nullable FROM duckdb_columns() WHERE table_name = '{table}'")
    columns = {name: (kind, null) for name, kind, null in found if name not in ADDED_BY_STORE.get(table, ())}
    assert {name: sql_type(field.annotation) for name, field in model.model_fields.items()} == columns


def test_every_table_view_and_column_is_explained(store: Store, db: Path) -> None:
    """An analyst who lists the columns finds one line on each, and no two tables share a text by mistake."""
    store.close()
    silent = ask(db, "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL")
    silent += ask(db, "SELECT table_name FROM duckdb_tables() WHERE NOT internal AND comment IS NULL")
    silent += ask(db, "SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL")
    assert [] == silent
    assert [] == ask(db, "SELECT comment FROM duckdb_columns() WHERE contains(comment, chr(10)) AND NOT internal")


def full_plan(plan_id: str = "p1", **given: object) -> Records:
    """A plan with a row in every table that hangs on a record."""
    task, indicator = f"{plan_id}-n1", f"{plan_id}-i1"
    return records(
        plan_row(plan_id, **given),
        source_tables=(table_row(1, plan_id),),
        source_rows=(source_row(1, plan_id, record_id=task), source_row(2, plan_id, kind="unparsed")),
        tasks=(task_row(1, plan_id, deadline_raw="Quý II/2026", due_on=dt.date(2026, 6, 30), deadline_kind="dated"),),
        indicators=(indicator_row(1, plan_id, code="books.village", match_score=100.0),),
        targets=(target_row(1, plan_id, low=Decimal("80.5")),),
        deadlines=(deadline_row(1, plan_id, raw="Quý II/2026", kind="dated", edtf="2026-34", precision="quarter"),),
        occurrences=(occurrence_row(dt.date(2026, 12, 31), 1, plan_id),),
        assignments=(
            assignment_row(task, plan_id, agency_code="p_vhxh", match_score=100.0),
            assignment_row(indicator, plan_id, role="support", agency_raw="Tổ đọc sách"),
        ),
        citations=(citation_row(1, plan_id),),
        footnotes=(footnote_row(1, plan_id),),
        digital_signatures=(signature_row(1, plan_id),),
        diagnostics=(diagnostic_row(1, plan_id),),
    )


def test_what_is_stored_is_read_back(store: Store, db: Path) -> None:
    """Dates, decimals, lists and boxes come back as they went in."""
    put(store, full_plan())
    store.close()
    assert [(dt.date(2026, 6, 30), (10.0, 20.0, 300.0, 40.0))] == ask(db, "SELECT due_on, bbox FROM tasks")
    assert [(80.5, None, False)] == ask(db, "SELECT low, high, aspirational FROM targets")
    assert [(dt.datetime(2026, 1, 15, 1, 15, 9), "Trần Thị Lụa")] == ask(
        db, "SELECT signed_at, signer_name FROM digital_signatures"
    )
    assert [(["1", "Mở phòng đọc"], "p1-n1")] == ask(db, "SELECT cells, record_id FROM source_rows WHERE ordinal = 1")


@settings(max_examples=15, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(texts=st.lists(st.text(st.characters(codec="utf-8"), max_size=30), min_size=1, max_size=4))
def test_any_text_is_stored_as_it_is(tmp_path: Path, texts: list[str]) -> None:
    """Quotes, line feeds, NUL and everything else in a cell survive."""
    db = tmp_path / "any.duckdb"
    with open_for_writing(db) as store:
        put(store, records(source_rows=(source_row(cells=tuple(texts)),)))
    assert [(texts,)] == ask(db, "SELECT cells FROM source_rows")


def test_storing_a_plan_again_replaces_it(store: Store, db: Path) -> None:
    """One copy stays: the last."""
    put(store, full_plan())
    put(store, full_plan(), full_plan("p2", commune_code="00002"))
    put(store, records(plan_row(), tasks=(task_row(name="Mở thư viện"),)))
    store.close()
    assert [("p1",), ("p2",)] == ask(db, "SELECT plan_id FROM plans ORDER BY ALL")
    assert [("p1", "Mở thư viện"), ("p2", "Mở phòng đọc thứ 1")] == ask(
        db, "SELECT plan_id, name FROM tasks ORDER BY 1"
    )
    assert [("p2", 2)] == ask(db, "SELECT plan_id, count(*) FROM source_rows GROUP BY 1")


def test_half_a_plan_never_exists(store: Store, db: Path) -> None:
    """When one table refuses its rows, nothing of the load stays, and what was there before does."""
    put(store, full_plan())
    broken = TableLines("tasks", b'{"plan_id": "p2", "name": null}\n')
    lines = build_plan_lines(full_plan("p2"))
    spoilt = PlanLines("p2", tuple(broken if block.table == "tasks" else block for block in lines.tables))
    with pytest.raises(DatabaseError, match="refuses these rows"):
        store.put([build_plan_lines(records(plan_row())), spoilt], [IngestRow("x", None, "ok", None, 0.0)])
    store.close()
    assert [("p1",)] == ask(db, "SELECT plan_id FROM plans")
    assert [(1, 0)] == ask(db, "SELECT (SELECT count(*) FROM tasks), (SELECT count(*) FROM ingests)")


def test_known_files_are_of_the_same_parser_and_rules(store: Store) -> None:
    """A file read by other rules is not known."""
    put(store, records(plan_row("p1")), records(plan_row("p2", rules_version="r0")))
    assert frozenset({"sha-p1"}) == store.known_files("1", "r1")
    assert frozenset() == store.known_files("2", "r1")


def test_reference_tables_follow_the_rules(store: Store, db: Path) -> None:
    """Other rules replace them; the same rules leave them alone."""
    store.put_reference(REFERENCE)
    store.put_reference(REFERENCE._replace(agencies=()))
    store.put_reference(REFERENCE._replace(rules_version="r2", communes=()))
    store.close()
    assert [("p_vhxh",)] == ask(db, "SELECT agency_code FROM agencies")
    assert [("r2", 0)] == ask(db, "SELECT rules_version, (SELECT count(*) FROM communes) FROM meta")


SAME = [
    ("draft and issued", {"status": "draft"}, {"status": "issued"}, 1),
    ("Word before PDF", {"media_type": PDF}, {"media_type": WORD}, 1),
    ("PDF before text", {"media_type": PDF}, {"media_type": "text/plain"}, 0),
    ("smallest id", {}, {}, 0),
    ("case and spaces of the title", {"title": "Phát  triển THƯ VIỆN"}, {"title": "phát triển thư viện"}, 0),
    ("names where no code is known", {"commune_code": None}, {"commune_code": None}, 0),
    ("another year", {"plan_year": 2025}, {}, None),
    ("another commune", {"commune_code": "00002"}, {}, None),
    ("another kind of document", {"doc_type": "BÁO CÁO"}, {}, None),
    (
        "unknown commune",
        {"commune_code": None, "commune_name": None},
        {"commune_code": None, "commune_name": None},
        None,
    ),
    ("no title", {"title": None}, {"title": None}, None),
    (
        "number, symbol and day",
        {"title": "A", "number": 7, "symbol": "KH-UBND", "issued_on": dt.date(2026, 1, 2)},
        {"title": "B", "number": 7, "symbol": "KH-UBND", "issued_on": dt.date(2026, 1, 2)},
        0,
    ),
    (
        "another day",
        {"title": "A", "number": 7, "symbol": "KH-UBND", "issued_on": dt.date(2026, 1, 2)},
        {"title": "B", "number": 7, "symbol": "KH-UBND", "issued_on": dt.date(2026, 1, 3)},
        None,
    ),
]


@pytest.mark.parametrize(("first", "second", "best"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_one_plan_in_two_files(
    store: Store, db: Path, first: dict[str, object], second: dict[str, object], best: int | None
) -> None:
    """The better copy is the one to use, the other points to it; other plans are left alone."""
    put(store, records(plan_row("p0", **first)), records(plan_row("p1", **second)))
    store.close()
    found = dict(ask(db, "SELECT plan_id, same_plan_as FROM plans"))
    assert {f"p{i}": None if best in (None, i) else f"p{best}" for i in range(2)} == found


def test_copies_are_linked_through_each_other(store: Store, db: Path) -> None:
    """A and B share a title, B and C a number: the three are one plan; when B goes, C stands alone again."""
    day = {"number": 7, "symbol": "KH-UBND", "issued_on": dt.date(2026, 1, 2)}
    middle = plan_row("p2", title="X", **day)
    put(store, records(plan_row("p1", title="X")), records(middle), records(plan_row("p3", title="Y", **day)))
    store.close()
    assert [("p1", "p2"), ("p2", None), ("p3", "p2")] == ask(db, "SELECT plan_id, same_plan_as FROM plans ORDER BY 1")
    with open_for_writing(db) as again:
        put(again, records(middle.model_copy(update={"title": "Z", "commune_code": "00009"})))
    assert [("p1", None), ("p2", None), ("p3", None)] == ask(db, "SELECT plan_id, same_plan_as FROM plans ORDER BY 1")


PART = {"doc_type": None, "title": None, "number": 7, "symbol": "KH-UBND", "issued_on": dt.date(2026, 1, 2)}


@pytest.mark.parametrize(("name", "best"), [("Rà soát", "p2"), ("Tập huấn", None)], ids=["copy", "part"])
def test_appendices_alone_are_a_copy_only_of_a_file_that_holds_their_rows(
    store: Store, db: Path, name: str, best: str | None
) -> None:
    """Otherwise the tasks of a workbook beside the text of its plan would count nowhere."""
    part = records(plan_row("p1", **PART), tasks=(task_row(plan_id="p1", name="Rà soát"),))
    whole = records(plan_row("p2", **{**PART, "title": "A"}), tasks=(task_row(plan_id="p2", name=name),))
    put(store, part, whole)
    store.close()
    assert [("p1", best), ("p2", None)] == ask(db, "SELECT plan_id, same_plan_as FROM plans ORDER BY 1")


def test_a_file_put_in_the_place_of_another_wins(db: Path) -> None:
    """A clerk who mends plan.docx and takes it in again sees the mended one."""
    for plan_id in ("p1", "p2"):
        with open_for_writing(db) as store:
            put(store, records(plan_row(plan_id, source_path="plan.docx")))
    assert [("p1", "p2"), ("p2", None)] == ask(db, "SELECT plan_id, same_plan_as FROM plans ORDER BY 1")


def test_views_leave_copies_out(store: Store, db: Path) -> None:
    """A draft beside the issued plan does not count twice, except in the coverage of files."""
    store.put_reference(REFERENCE)
    put(store, full_plan("p1"), full_plan("p2", status="draft"))
    store.close()
    assert [("books.village", "Tỷ lệ thôn có tủ sách", 2026, 80.5, "%", "p1")] == ask(
        db, "SELECT code, indicator, year, low, unit, plan_id FROM v_indicator_matrix"
    )
    assert [(["Phòng Văn hóa - Xã hội"], dt.date(2026, 6, 30), "plans/p1.docx", 2)] == ask(
        db, "SELECT leads, due_on, source_path, page FROM v_tasks_due"
    )
    assert [("p_vhxh", "lead", 1, 0), (None, "support", 0, 1)] == ask(
        db, "SELECT agency_code, role, tasks, indicators FROM v_agency_workload ORDER BY role"
    )
    assert [("01-NQ/TW", "Nghị quyết", 1, ["Sông Thử"])] == ask(
        db, "SELECT symbol, doc_type, communes, cited_by FROM v_citations"
    )
    assert [("p1", 2, 1, 1, 1, 0, 1), ("p2", 2, 1, 1, 1, 0, 1)] == ask(
        db,
        "SELECT plan_id, rows_read, recorded, unparsed, unmatched_agencies, unmatched_indicators, infos "
        "FROM v_coverage ORDER BY 1",
    )


CITY = {"doc_type": "Kế hoạch", "relation": "implements", "issuer_level": "province", "issuer_place": "01"}
DAY = dt.date(2026, 2, 12)


def citing_plan(plan_id: str = "p1", commune: str = "Sông Thử", **given: object) -> Records:
    """A plan that carries out 57-NQ/TW through a plan of the city, in two spellings."""
    city = {**CITY, "symbol": "49/KH-UBND", "document": "49/KH-UBND @01 2026"}
    return records(
        plan_row(plan_id, commune_name=commune, **given),
        citations=(
            citation_row(1, plan_id, relation="mentions", symbol="57-NQ/TƯ", document="57-NQ/TW"),
            citation_row(2, plan_id, relation="implements", symbol="57-NQ/TW", document="57-NQ/TW", page=3),
            citation_row(3, plan_id, **city),
            citation_row(4, plan_id, **{**city, "issued_on": DAY, "relation": "mentions"}),
            citation_row(5, plan_id, symbol=None, doc_type="Luật", document="60/2024/QH15"),
        ),
    )


def test_who_implements_a_document_and_through_which_plan_of_the_city(store: Store, db: Path) -> None:
    """One row a document and commune, with the plans of the city and the place of the mention."""
    laws = (DocumentRow("60/2024/QH15", "Luật Dữ liệu", "Luật", "2024-11-30", "Quốc hội", ()),)
    store.put_reference(REFERENCE._replace(documents=laws))
    put(store, citing_plan(), citing_plan("p2", "Núi Thử", commune_code="00002"))
    store.close()
    way = ["Kế hoạch 49/KH-UBND (12/02/2026)"]
    assert [("Núi Thử", "implements", way, 3), ("Sông Thử", "implements", way, 3)] == ask(
        db,
        "SELECT commune_name, relation, through, page FROM v_implementations WHERE document = '57-NQ/TW' ORDER BY 1",
    )
    assert [([], DAY)] == ask(
        db, "SELECT DISTINCT through, issued_on FROM v_implementations WHERE document LIKE '49/%'"
    )
    both = ["Núi Thử", "Sông Thử"]
    assert [
        ("49/KH-UBND", "49/KH-UBND @01 2026", None, 4, both, ["49/KH-UBND"]),
        ("57-NQ/TW", "57-NQ/TW", None, 4, both, ["57-NQ/TW", "57-NQ/TƯ"]),
        (None, "60/2024/QH15", "Luật Dữ liệu", 2, [], None),
    ] == ask(
        db, "SELECT symbol, document, name, mentions, implemented_by, spellings FROM v_citations ORDER BY document"
    )


def test_what_a_plan_of_the_city_carries_out_is_implemented_through_it(store: Store, db: Path) -> None:
    """A document that only the city's plan carries out is found; of several plans the one that does is named."""
    ways = [
        citation_row(at, "p1", **{**CITY, "symbol": symbol, "document": f"{symbol} @01 2026", "issued_on": DAY})
        for at, symbol in enumerate(("49/KH-UBND", "50/KH-UBND"), 1)
    ]
    carried = citation_row(
        3, "p1", relation="mentions", symbol="57-NQ/TW", document="57-NQ/TW", carried_by="50/KH-UBND @01 2026"
    )
    other = citation_row(
        4, "p1", relation="mentions", symbol="58-NQ/TW", document="58-NQ/TW", carried_by="9/KH-UBND @?"
    )
    put(store, records(plan_row("p1"), citations=(*ways, carried, other)))
    store.close()
    assert [("57-NQ/TW", ["Kế hoạch 50/KH-UBND (12/02/2026)"])] == ask(
        db, "SELECT document, through FROM v_implementations WHERE NOT is_direct"
    )


def replacing_plan(plan_id: str, day: dt.date | None = None, place: str | None = None) -> Records:
    row = plan_row(
        plan_id, number=150, symbol="KH-UBND", issued_on=dt.date(2026, 6, 30), title="Thư viện xã (sửa đổi) năm 2026"
    )
    said = citation_row(
        1,
        plan_id,
        symbol="7/KH-UBND",
        document="07/KH-UBND @00001",
        relation="replaces",
        issued_on=day,
        issuer_place=place,
    )
    return records(row, citations=(said,), tasks=(task_row(1, plan_id),))


OLD = {"number": 7, "symbol": "KH-UBND", "issued_on": DAY}


def test_a_replaced_plan_counts_no_more(store: Store, db: Path) -> None:
    """Views count the plan in force; the coverage of files shows both; when the new plan goes the old one is back."""
    put(store, full_plan("p1", **OLD), full_plan("p2", **OLD, media_type=PDF), replacing_plan("p3"))
    assert [("p1", None, "p3"), ("p2", "p1", "p3"), ("p3", None, None)] == store._connection.execute(
        "SELECT plan_id, same_plan_as, replaced_by FROM v_coverage ORDER BY 1"
    ).fetchall()
    assert [("p3",)] == store._connection.execute("SELECT plan_id FROM v_current_plans").fetchall()
    assert [("p3",)] == store._connection.execute("SELECT DISTINCT plan_id FROM v_tasks_due").fetchall()
    put(store, records(plan_row("p3", commune_code="00009")))
    store.close()
    assert [("p1",), ("p3",)] == ask(db, "SELECT plan_id FROM v_current_plans ORDER BY 1")


@pytest.mark.parametrize(
    ("day", "place", "replaced"),
    [(DAY, "00001", "p3"), (dt.date(2026, 2, 13), "00001", None), (DAY, "01", None), (None, None, "p3")],
    ids=["same day", "another day", "a plan of the city", "nothing but the number"],
)
def test_number_place_and_day_tell_what_is_replaced(
    store: Store, db: Path, day: dt.date | None, place: str | None, replaced: str | None
) -> None:
    """A plan of the city with that number is another document."""
    put(store, full_plan("p1", **OLD), replacing_plan("p3", day, place))
    store.close()
    assert [(replaced,)] == ask(db, "SELECT replaced_by FROM plans WHERE plan_id = 'p1'")


def test_days_left_count_from_today(store: Store, db: Path) -> None:
    """A task due yesterday has minus one day left."""
    yesterday = dt.date.today() - dt.timedelta(days=1)
    put(store, records(tasks=(task_row(due_on=yesterday, deadline_kind="dated"), task_row(2))))
    store.close()
    assert [(-1,), (None,)] == ask(db, "SELECT days_left FROM v_tasks_due ORDER BY task_id")


def test_opening_what_is_no_planparse_database(tmp_path: Path) -> None:
    """Each mistake has a line of its own; nothing is written into a file of others."""
    other, junk = tmp_path / "other.duckdb", tmp_path / "junk.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE budget (i INTEGER)")
    junk.write_text("not a database at all " * 50)
    short = tmp_path / "short.duckdb"
    short.write_bytes(other.read_bytes()[:-2000])
    for opening, path, told in (
        (open_read_only, tmp_path / "none.duckdb", "run planparse ingest first"),
        (open_read_only, other, "not a planparse database"),
        (open_for_writing, other, "not a planparse database"),
        (open_for_writing, junk, "not a planparse database"),
        (open_for_writing, short, "this database is damaged"),
        (open_for_writing, tmp_path, "this is a folder"),
        (open_for_writing, tmp_path / "no" / "x.duckdb", "there is no folder"),
    ):
        with pytest.raises(DatabaseError, match=told) as caught:
            opening(path)
        assert "\n" not in str(caught.value)
    with duckdb.connect(str(other), read_only=True) as connection:
        assert [("budget",)] == connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()


def test_a_database_held_by_another_process_is_named(store: Store, db: Path) -> None:
    """The message says who holds it."""
    code = "import sys, pathlib, planparse.store.duck as duck; duck.open_for_writing(pathlib.Path(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(db)], capture_output=True, text=True, check=False, env=ENVIRONMENT
    )
    assert "another ingest is writing to this database (process" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY plans TO '/tmp/planparse-leak.csv'",
        "ATTACH 'leak.duckdb'",
        "SET enable_external_access = true",
        "DELETE FROM plans",
    ],
)
def test_a_reader_can_only_read_this_database(store: Store, db: Path, sql: str) -> None:
    """No other file, no change, no way to loosen that."""
    store.close()
    with pytest.raises(duckdb.Error):
        ask(db, sql)
