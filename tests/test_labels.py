"""Every table, view and column has a name for people in both languages, and agreed values have words."""

import duckdb
import pytest

from planparse.report.labels import Labels
from planparse.report.relations import FOR_READING, choose_relations, order_for_reading
from planparse.report.workbook.layout import name_sheet
from planparse.store.duck import open_for_writing
from planparse.store.opening import list_relations, open_read_only
from planparse.wording.catalogue import LANGUAGES, Catalogue, Language


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    db = tmp_path_factory.mktemp("labels") / "empty.duckdb"
    open_for_writing(db).close()
    with open_read_only(db) as opened:
        yield opened


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_every_table_and_view_has_a_label(
    connection: duckdb.DuckDBPyConnection, language: Language
) -> None:
    labels = Labels(Catalogue(language))
    relations = choose_relations(connection)
    assert list(list_relations()) == [relation.name for relation in relations]
    for relation in relations:
        assert relation.columns
        assert relation.comment and labels.relation(relation.name) and labels.holds(relation.name)
        assert all(labels.column(relation.name, column.name) for column in relation.columns)
        assert all(column.comment for column in relation.columns)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_columns_of_a_table_are_called_alike(connection: duckdb.DuckDBPyConnection, language: Language) -> None:
    labels = Labels(Catalogue(language))
    for relation in choose_relations(connection):
        headers = [labels.column(relation.name, column.name) for column in relation.columns]
        assert [] == [header for header in headers if headers.count(header) > 1], relation.name


def test_every_label_is_of_a_column_that_exists(connection: duckdb.DuckDBPyConnection) -> None:
    known = {
        key
        for relation in choose_relations(connection)
        for column in relation.columns
        for key in (column.name, f"{relation.name}.{column.name}")
    }
    assert [] == [key for key in Catalogue("en").below("columns") if key not in known]
    assert [] == [key for key in Catalogue("en").below("values") if "." in key and not is_of_a_column(key, known)]


def is_of_a_column(key: str, known: set[str]) -> bool:
    """column.value or table.column.value; values may hold dots."""
    parts = key.split(".")
    return parts[0] in known or ".".join(parts[:2]) in known


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_have_names_of_their_own_that_excel_takes(language: Language) -> None:
    """Also when a long table goes on: 26 letters leave room for its number."""
    catalogue = Catalogue(language)
    names = [catalogue.say(f"export.relations.{name}.title") for name in list_relations()]
    names += [catalogue.say(f"export.{part}.sheet") for part in ("cover", "matrix", "columns")]
    assert len(names) == len({name.lower() for name in names})
    assert [] == [name for name in names if len(name) > 26 or set(name) & set("[]:*?/\\'")]


def test_names_that_collide_are_told_apart() -> None:
    taken = ["Nhiệm vụ", "Nhiệm vụ (2)"]
    assert "NHIỆM VỤ (3)" == name_sheet("NHIỆM VỤ", 1, taken)
    assert 31 >= len(name_sheet("x" * 31, 2, ["x" * 31]))


def test_views_come_first_in_the_order_in_which_people_ask(connection: duckdb.DuckDBPyConnection) -> None:
    """And no view is forgotten."""
    ordered = [relation.name for relation in order_for_reading(choose_relations(connection))]
    assert list(FOR_READING) == ordered[: len(FOR_READING)]
    assert [] == [name for name in ordered[len(FOR_READING) :] if name.startswith("v_")]


@pytest.mark.parametrize(
    ("rrule", "expected"),
    [
        ("FREQ=YEARLY", "hằng năm"),
        ("FREQ=MONTHLY;INTERVAL=3", "hằng quý"),
        ("FREQ=YEARLY;BYMONTH=6,12", "hằng năm, tháng 6, 12"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "hằng tháng, ngày cuối kỳ"),
        ("FREQ=WEEKLY;BYDAY=SA", "hằng tuần, thứ Bảy"),
        ("FREQ=MONTHLY;INTERVAL=5", "FREQ=MONTHLY;INTERVAL=5"),
        ("FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=1MO"),
        ("", ""),
    ],
)
def test_recurrences_are_said_in_words_or_left_as_they_are(rrule: str, expected: str) -> None:
    assert expected == Labels(Catalogue("vi")).recurrence(rrule)
