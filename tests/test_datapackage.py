"""The data package: valid by the library of its makers, and true to the files beside it."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pyarrow.parquet
import pytest
from builders import plan_row, records, section_row, task_row

from planparse.errors import UsageError
from planparse.report.export import ExportFormat, ExportJob, export_all
from planparse.report.keys import PRIMARY_KEYS
from planparse.report.making import Making
from planparse.store.duck import open_for_writing
from planparse.store.lines import build_plan_lines
from planparse.store.opening import list_relations, open_read_only
from planparse.wording.catalogue import Catalogue, Language

MADE = Making(dt.datetime(2026, 7, 1, 9, 30, tzinfo=dt.UTC), "plans.duckdb", "0.4.0")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A plan whose words are an effort to a reader of CSV."""
    plan = records(
        plan_row("p1", recipients=("- Như trên;", 'Lưu: "VT"')),
        sections=(section_row(), section_row(ordinal=2, parent_id="p1-s1", text='=1+1,"x"\nhai dòng')),
        tasks=(task_row(name='=HYPERLINK("x")', due_on=dt.date(2026, 6, 30), section_id="p1-s1", table_id=None),),
    )
    with open_for_writing(tmp_path / "p.duckdb") as store:
        store.put([build_plan_lines(plan)], [])
    (tmp_path / "out").mkdir()
    with open_read_only(tmp_path / "p.duckdb", out=tmp_path / "out") as opened:
        yield opened


def export(
    connection: duckdb.DuckDBPyConnection, folder: Path, form: ExportFormat, *only: str, language: Language = "en"
) -> dict[str, Any]:
    export_all(connection, folder, ExportJob(form, MADE, Catalogue(language), only))
    return json.loads((folder / "datapackage.json").read_text("utf-8"))


def test_a_csv_export_is_valid_and_names_every_table(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    package = export(connection, tmp_path / "out", "csv")
    assert list(list_relations()) == [resource["name"] for resource in package["resources"]]
    report = frictionless.validate(tmp_path / "out" / "datapackage.json")
    assert report.valid, report.flatten(["name", "type", "message"])


def test_a_data_package_is_valid_and_gives_lists_back(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    export(connection, tmp_path / "out", "datapackage", "plans", "sections", "tasks")
    report = frictionless.validate(tmp_path / "out" / "datapackage.json")
    assert report.valid, report.flatten(["name", "type", "message"])
    package = frictionless.Package(tmp_path / "out" / "datapackage.json")
    (plan,) = package.get_resource("plans").read_rows()
    (task,) = package.get_resource("tasks").read_rows()
    assert ["- Như trên;", 'Lưu: "VT"'] == plan["recipients"]
    assert dt.date(2026, 6, 30) == task["due_on"]


def test_a_file_that_was_changed_is_noticed(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    export(connection, tmp_path / "out", "csv", "tasks")
    with (tmp_path / "out" / "tasks.csv").open("a", encoding="utf-8") as stream:
        stream.write("\n")
    assert not frictionless.validate(tmp_path / "out" / "datapackage.json").valid


def test_parquet_keeps_comments_and_lists(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    package = export(connection, tmp_path / "out", "parquet", "plans", "tasks", language="vi")
    schema = pyarrow.parquet.read_schema(tmp_path / "out" / "tasks.parquet")
    kept = {key.decode(): value.decode() for key, value in (schema.metadata or {}).items()}
    assert "Last day of the last dated part" in json.loads(kept["planparse.column_comments"])["due_on"]
    assert ("Nhiệm vụ", "Nhiệm vụ") == (
        kept["planparse.title"],
        json.loads(kept["planparse.column_titles"])["name"],
    )
    assert "list" in str(schema.field("leads").type)
    (tasks,) = (resource for resource in package["resources"] if resource["name"] == "tasks")
    assert {"name": "leads", "type": "array", "title": "Đơn vị chủ trì"} in tasks["schema"]["fields"]
    assert frictionless.validate(tmp_path / "out" / "datapackage.json").valid


def test_titles_are_in_the_language_of_the_call(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """In English the comments of the database explain; the catalogue in Vietnamese."""
    for language, heading, explained in (("en", "Due on", True), ("vi", "Hạn hoàn thành", False)):
        package = export(connection, tmp_path / "out", "csv", "v_tasks_due", language=language)
        (resource,) = package["resources"]
        field = next(field for field in resource["schema"]["fields"] if field["name"] == "due_on")
        assert (heading, explained) == (field["title"], "description" in field)


def test_only_what_is_asked_for_is_written(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """A key that leads to a table that is not there is left out."""
    package = export(connection, tmp_path / "out", "csv", "tasks", "plans")
    assert ["datapackage.json", "plans.csv", "tasks.csv"] == sorted(file.name for file in (tmp_path / "out").iterdir())
    keys = [key["reference"]["resource"] for key in package["resources"][1]["schema"]["foreignKeys"]]
    assert ["plans"] == keys


def test_a_name_that_is_none_is_told_with_those_that_are(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'nothing': no such table or view; there are: plans, sections"):
        export(connection, tmp_path / "out", "csv", "nothing")


def test_keys_are_of_columns_that_exist(connection: duckdb.DuckDBPyConnection) -> None:
    for name, key in PRIMARY_KEYS.items():
        assert set(key) <= set(connection.table(name).columns), name


def test_an_empty_database_is_a_valid_package(tmp_path: Path) -> None:
    open_for_writing(tmp_path / "e.duckdb").close()
    (tmp_path / "out").mkdir()
    with open_read_only(tmp_path / "e.duckdb", out=tmp_path / "out") as opened:
        export(opened, tmp_path / "out", "csv", "plans", "tasks", "v_tasks_due")
    assert frictionless.validate(tmp_path / "out" / "datapackage.json").valid
