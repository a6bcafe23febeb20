"""The commands as functions: what is exported is documented, typed rows are true to the schema, errors are one line."""

import datetime as dt
import inspect
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_type_hints

import duckdb
import pytest
from builders import plan_row, records, task_row

import planparse
from planparse import api
from planparse.api.database import Database, Relation
from planparse.report import frames
from planparse.store.duck import open_for_writing
from planparse.store.lines import build_plan_lines
from planparse.store.opening import list_relations

ROOT = Path(__file__).parents[1]
RELATIONS = {name: one for name, one in vars(Database).items() if isinstance(one, Relation)}
PYTHON = {
    "VARCHAR": str,
    "INTEGER": int,
    "BIGINT": int,
    "DOUBLE": float,
    "BOOLEAN": bool,
    "DATE": dt.date,
    "TIMESTAMP": dt.datetime,
    "VARCHAR[]": tuple[str, ...],
    "INTEGER[]": tuple[int | None, ...],
    "DOUBLE[4]": tuple[float, float, float, float],
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = tmp_path_factory.mktemp("api") / "p.duckdb"
    task = task_row(name="<b>Tập huấn</b>", due_on=dt.date(2026, 6, 30), leads=("A", "B"), group_path=("I",))
    with open_for_writing(db) as store:
        store.put([build_plan_lines(records(plan_row("p1"), tasks=(task,)))], [])
    return db


@pytest.fixture
def db(path: Path) -> Iterator[planparse.Database]:
    with planparse.open(path) as opened:
        yield opened


def test_importing_planparse_loads_nothing_heavy() -> None:
    code = "import planparse, sys; print({'duckdb', 'pydantic', 'yaml', 'lxml', 'rich'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "set()" == done.stdout.strip()


def test_the_package_exports_what_the_api_exports() -> None:
    assert sorted({*api.__all__, "__version__", "open"} - {"open_database"}) == sorted(planparse.__all__)
    assert set(planparse.__all__) <= set(dir(planparse))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        planparse.nothing  # noqa: B018


@pytest.mark.parametrize("name", api.__all__)
def test_what_is_exported_is_documented(name: str) -> None:
    """Also every public method."""
    thing = getattr(api, name)
    assert inspect.getdoc(thing)
    for method, value in vars(thing).items() if inspect.isclass(thing) else ():
        if inspect.isfunction(value) and not method.startswith("_"):
            assert inspect.getdoc(value), f"{name}.{method}"


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "src" / "planparse" / "py.typed").is_file()


def test_every_table_and_view_is_a_frame() -> None:
    assert sorted(list_relations()) == sorted(relation.name for relation in RELATIONS.values())


@pytest.mark.parametrize("name", RELATIONS)
def test_rows_have_the_columns_and_types_of_the_database(path: Path, name: str) -> None:
    relation = RELATIONS[name]
    with duckdb.connect(str(path), read_only=True) as plain:
        table = plain.table(relation.name)
        expected = dict(zip(table.columns, (PYTHON[str(kind)] for kind in table.types), strict=True))
    hints = get_type_hints(relation.row)
    assert list(expected) == list(relation.row._fields)
    assert expected == {column: without_none(hint) for column, hint in hints.items()}
    assert relation.row.__doc__


def without_none(hint: object) -> object:
    kinds = [kind for kind in getattr(hint, "__args__", ()) if kind is not type(None)]
    return kinds[0] if type(None) in getattr(hint, "__args__", ()) else hint


def test_a_frame_gives_rows_pandas_polars_and_arrow(db: planparse.Database) -> None:
    (row,) = db.tasks.rows()
    assert ("<b>Tập huấn</b>", dt.date(2026, 6, 30), ("A", "B"), ("I",)) == (
        row.name,
        row.due_on,
        row.leads,
        row.group_path,
    )
    assert (1, 1, 1, 1) == (len(db.tasks), len(db.tasks.pandas()), db.tasks.polars().height, db.tasks.arrow().num_rows)
    assert row._fields == db.tasks.columns == tuple(db.tasks.pandas().columns) == tuple(db.tasks.polars().columns)
    assert [row] == list(db.tasks)


def test_frames_are_narrowed_with_bound_values(db: planparse.Database) -> None:
    name = "'; DROP TABLE tasks; --"
    assert [] == db.tasks.where("name = $name", name=name).where("ordinal > $n", n=0).rows()
    assert 1 == len(db.tasks.where("due_on = $day", day=dt.date(2026, 6, 30)).order_by("due_on DESC"))


def test_a_question_gives_rows_by_name(db: planparse.Database) -> None:
    (row,) = db.query("SELECT count(*) AS n, 1 AS n FROM tasks;").rows()
    assert (1, 1) == (row.n, row[1])
    (row,) = db.query("SELECT name FROM tasks WHERE plan_id = $plan", plan="p1").rows()
    assert "<b>Tập huấn</b>" == row.name


def test_a_notebook_shows_text_of_documents_as_text(db: planparse.Database) -> None:
    shown = db.tasks._repr_html_()
    assert "&lt;b&gt;Tập huấn" in shown and "<b>" not in shown


def test_columns_are_explained(db: planparse.Database) -> None:
    meanings = {column.name: column.meaning for column in db.tasks.describe()}
    assert "Last day of the last dated part of the deadline" == meanings["due_on"]


@pytest.mark.parametrize(
    "sql", ["DROP TABLE tasks", "SELECT * FROM read_csv('/etc/passwd')", "SELECT 1; SELECT 2", "", "SELECT * FROM db"]
)
def test_a_question_can_only_read_this_database(db: planparse.Database, sql: str) -> None:
    with pytest.raises(planparse.QueryError) as caught:
        db.query(sql).rows()
    assert "\n" not in str(caught.value)


def test_a_missing_package_is_named_in_one_line(db: planparse.Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "find_spec", lambda _: None)
    for method, package in (("pandas", "pandas"), ("polars", "polars"), ("arrow", "pyarrow")):
        with pytest.raises(planparse.PlanparseError, match=f"needs the package {package}: pip install {package}"):
            getattr(db.tasks, method)()


def test_a_closed_database_says_so(path: Path) -> None:
    with planparse.open(path) as db:
        frame = db.tasks
    with pytest.raises(planparse.DatabaseError, match="this database is closed"):
        frame.rows()


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(planparse.DatabaseError, match="no database at"):
        planparse.open(tmp_path / "none.duckdb")
    with pytest.raises(planparse.UsageError, match="no such file"):
        planparse.parse(tmp_path / "none.docx")
    with pytest.raises(planparse.UsageError, match="this is a folder"):
        planparse.parse(tmp_path)


def test_a_file_that_is_no_document_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"PK\x03\x04 no more")
    with pytest.raises(planparse.UnreadableError) as caught:
        planparse.parse(tmp_path / "x.docx")
    assert "\n" not in str(caught.value)


def test_a_plan_is_put_together_from_its_rows() -> None:
    plan = planparse.parse(ROOT / "samples" / "text" / "tan-an.txt")
    task = next(task for task in plan.tasks if task.due_on)
    assert task.deadlines and task.leads and task.row in plan.records.tasks
    assert all(target.indicator_id == one.row.indicator_id for one in plan.indicators for target in one.targets)
    assert plan.to_json().startswith("{")


def test_a_database_is_opened_twice_at_once(path: Path, db: planparse.Database) -> None:
    with planparse.open(path) as other:
        assert len(db.plans) == len(other.plans) == 1
    assert 1 == len(db.plans), "what one closes stays open for the other"


def test_what_is_published_is_seen_by_who_opens_it_then(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "p.duckdb"
    copy.write_bytes(path.read_bytes())
    with planparse.open(copy) as before:
        with open_for_writing(copy) as store:
            store.put([build_plan_lines(records(plan_row("p2")))], [])
        with planparse.open(copy) as after:
            assert (1, 2) == (len(before.plans), len(after.plans))


@pytest.mark.parametrize("call", [planparse.parse, planparse.open, lambda name: planparse.ingest([name], "x.duckdb")])
@pytest.mark.parametrize("name", ["a" * 5000, "a\0b"])
def test_names_that_no_file_can_have_are_told(call: Callable[[str], object], name: str) -> None:
    with pytest.raises(planparse.PlanparseError) as told:
        call(name)
    assert "\n" not in str(told.value)


def test_one_path_need_not_be_a_list(tmp_path: Path) -> None:
    with pytest.raises(planparse.UsageError, match="no such file"):
        planparse.ingest(tmp_path / "none.docx", tmp_path / "x.duckdb")


@pytest.mark.parametrize("wrong", [{"jobs": 0}, {"jobs": -1}, {"timeout": 0}, {"timeout": -1.0}])
def test_numbers_that_make_no_sense_are_told(tmp_path: Path, wrong: dict[str, float]) -> None:
    with pytest.raises(planparse.UsageError, match=next(iter(wrong))):
        planparse.ingest([ROOT / "samples/docx/tan-an.docx"], tmp_path / "x.duckdb", **wrong)  # type: ignore[arg-type]
    assert not (tmp_path / "x.duckdb").exists()


def test_a_statement_may_end_with_a_comment(db: planparse.Database) -> None:
    frame = db.query("SELECT plan_id FROM plans -- all of them")
    assert (1, ("plan_id",)) == (len(frame), frame.columns)
    assert [("p1",)] == frame.where("plan_id = $id -- this one", id="p1").order_by("plan_id -- up").rows()


def test_conditions_that_give_one_name_two_values_are_refused(db: planparse.Database) -> None:
    narrowed = db.plans.where("plan_id = $id", id="p1")
    assert 1 == len(narrowed.where("plan_id <= $id", id="p1"))
    with pytest.raises(planparse.UsageError, match="id"):
        narrowed.where("plan_id = $id", id="p2")


def test_a_script_needs_no_guard_around_ingest(tmp_path: Path) -> None:
    """The processes that read do not run it again, also where it comes from stdin."""
    script = f"import planparse\nprint('once')\nplanparse.ingest([{str(ROOT / 'samples' / 'text')!r}], 'p.duckdb')\n"
    file = tmp_path / "script.py"
    file.write_text(script, "utf-8")
    for arguments, fed in (([str(file)], ""), (["-"], script)):
        done = subprocess.run([sys.executable, *arguments], input=fed, capture_output=True, text=True, cwd=tmp_path)
        assert (0, "once\n") == (done.returncode, done.stdout)
        (tmp_path / "p.duckdb").unlink()
