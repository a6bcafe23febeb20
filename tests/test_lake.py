"""A lake: which parts count, what it shows, how it is loaded; and what machines of a cluster do, without one."""

import hashlib
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from builders import plan_row, records, task_row
from cluster_workers import read_as_told, read_little
from lakes import ask, contents
from pool_here import read_here

from planparse.batch.cluster.child import DIED, Child
from planparse.batch.cluster.chunks import CHUNK_BYTES, cut, list_files
from planparse.batch.cluster.lake_run import Tally, begin_run, finish_lake, load_into
from planparse.batch.cluster.node import Outcome, Setup, _Process, read_chunk
from planparse.batch.cluster.remote import RemoteFile, find_remote_files
from planparse.batch.ingest import ingest
from planparse.batch.reference import build_reference
from planparse.batch.results import Failed, Job, Parsed
from planparse.cli.main import run
from planparse.errors import DatabaseError, QueryError, UsageError
from planparse.pipeline import PARSER_VERSION
from planparse.report.query import run_query
from planparse.rulebook.book import RuleBook, load_rules
from planparse.store.duck import open_for_writing
from planparse.store.lake import Run, mark_lake, read_lake, write_reference, write_run, write_run_rows
from planparse.store.lake_views import LakeView
from planparse.store.lines import build_plan_lines
from planparse.store.manifests import Manifest, PartFile, Versions, choose, name_part
from planparse.store.opening import SCHEMA_VERSION, open_read_only
from planparse.store.parts import write_part
from planparse.store.storage import FolderStorage

SAMPLES = Path(__file__).parents[1] / "samples" / "text"
V1, V2 = Versions("1", "r1", SCHEMA_VERSION), Versions("1", "r2", SCHEMA_VERSION)
AT = "2026-01-01 00:00:00"


@pytest.fixture(scope="module")
def rules() -> RuleBook:
    return load_rules()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is also the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def child(rules: RuleBook) -> Iterator[Child]:
    child = Child(pickle.dumps(rules), read_little)
    yield child
    child.close()


def part_file(name: str, order: int = 0, plan_id: str | None = None) -> PartFile:
    return PartFile(order, f"plans/{name}.docx", name, plan_id or f"p{name}", 1.0, 10, 2)


def manifest(part: str, run_id: str, versions: Versions, *files: PartFile) -> Manifest:
    return Manifest(part, versions, run_id, AT, {}, files)


def put(storage: FolderStorage, *names: str, run_id: str = "run1", versions: Versions = V1, at: str = AT) -> str:
    """A part with a plan of one task for each name."""
    plans = []
    for order, name in enumerate(names):
        told = {"source_sha256": name, "parser_version": versions.parser, "rules_version": versions.rules}
        plan = plan_row(f"p{name}", source_path=f"plans/{name}.docx", title=f"{run_id} {name}", **told)
        rows = records(plan, tasks=(task_row(1, f"p{name}"),))
        plans.append((part_file(name, order), build_plan_lines(rows)))
    return write_part(storage, plans, versions, run_id=run_id, at=at)


@pytest.fixture
def storage(tmp_path: Path) -> FolderStorage:
    storage = FolderStorage(tmp_path / "lake")
    mark_lake(storage)
    return storage


def plans_of(storage: FolderStorage) -> list[tuple[Any, ...]]:
    with LakeView(storage) as view:
        assert ask(view.connection, "SELECT count(*) FROM tasks") == ask(view.connection, "SELECT count(*) FROM plans")
        return ask(view.connection, "SELECT plan_id, title FROM plans ORDER BY ALL")


# --- which part counts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("manifests", "plan_in", "read_in"),
    [
        pytest.param([("a", "run1", V1)], "a", "a", id="the only one"),
        pytest.param([("b", "run2", V1), ("a", "run1", V1)], "a", "a", id="the earliest run of one version"),
        pytest.param([("a", "run1", V1), ("b", "run2", V2)], "b", "ab", id="the version of the latest run"),
        pytest.param([("a", "run1", V2), ("b", "run2", V1), ("c", "run3", V1)], "b", "ab", id="both"),
        pytest.param([("b", "run1", V1), ("a", "run1", V1)], "a", "a", id="of one run and place, by name"),
    ],
)
def test_one_part_counts(manifests: list[tuple[str, str, Versions]], plan_in: str, read_in: str) -> None:
    """A file in several parts is one plan, whatever the order in which the parts are found."""
    told = [manifest(part, run_id, versions, part_file("x")) for part, run_id, versions in manifests]
    for same in (told, told[::-1]):
        entries = choose(same)
        assert [plan_in] == [entry.manifest.part for entry in entries if entry.is_plan]
        assert list(read_in) == sorted(entry.manifest.part for entry in entries if entry.is_read)


def test_within_a_run_the_first_in_the_list_counts() -> None:
    """Two tasks read files of the same bytes: the plan is called by the path that the local engine would take."""
    told = [manifest("a", "run1", V1, part_file("x", 7)), manifest("b", "run1", V1, part_file("x", 3))]
    assert [3] == [entry.file.order for entry in choose(told) if entry.is_plan]


def test_a_part_is_named_after_what_it_holds() -> None:
    """Neither the order of the files nor the run matters; versions do."""
    assert name_part(["a", "b"], V1) == name_part(["b", "a"], V1)
    assert 4 == len({name_part(["a", "b"], V1), name_part(["a"], V1), name_part(["a", "b"], V2), name_part([], V1)})


# --- what a lake shows -------------------------------------------------------------------------------------------


def test_a_part_that_is_written_twice_is_the_same(storage: FolderStorage, tmp_path: Path) -> None:
    """A retried task overwrites itself with the same bytes, in whatever order it met its files."""

    def written() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in (tmp_path / "lake").rglob("*.parquet")}

    put(storage, "a", "b")
    before = written()
    put(storage, "b", "a")
    assert before == written()
    assert 2 == len(plans_of(storage))


def test_a_part_without_its_manifest_is_not_there(storage: FolderStorage, tmp_path: Path) -> None:
    """A task that died before its last word has done nothing."""
    put(storage, "a")
    part = put(storage, "b")
    (tmp_path / "lake" / "parts" / f"{part}.json").unlink()
    assert [("pa", "run1 a")] == plans_of(storage)


def test_a_plan_in_two_parts_is_counted_once(storage: FolderStorage) -> None:
    """Two runs over overlapping files, and a task of a dead run that ends late."""
    put(storage, "b", "c", run_id="run2")
    put(storage, "a", "b", run_id="run1")
    assert [("pa", "run1 a"), ("pb", "run1 b"), ("pc", "run2 c")] == plans_of(storage)
    with LakeView(storage) as view:
        assert [("pa",), ("pb",), ("pc",)] == ask(view.connection, "SELECT plan_id FROM tasks ORDER BY ALL")
        assert [(3,)] == ask(view.connection, "SELECT count(*) FROM ingests")


def test_newer_rules_take_the_place_of_older_ones(storage: FolderStorage) -> None:
    """Only for the files that were read anew; what was read before is still told in ``ingests``."""
    put(storage, "a", "b")
    put(storage, "b", run_id="run2", versions=V2)
    assert [("pa", "run1 a"), ("pb", "run2 b")] == plans_of(storage)
    with LakeView(storage) as view:
        assert [("a", 1), ("b", 2)] == ask(
            view.connection, "SELECT source_sha256, count(*) FROM ingests GROUP BY ALL ORDER BY ALL"
        )
    assert frozenset("b") == read_lake(storage).known(V2)
    assert frozenset("a") == read_lake(storage).known(V1)


def test_an_empty_lake_has_all_tables(storage: FolderStorage) -> None:
    """A statement about it gives no rows, and no error."""
    with LakeView(storage) as view:
        assert [] == ask(view.lock(), "SELECT * FROM v_tasks_due")


def test_tables_of_a_lake_are_explained(storage: FolderStorage) -> None:
    """DESCRIBE and the comments teach an analyst, as in a database."""
    put(storage, "a")
    with LakeView(storage) as view:
        told = "SELECT comment, data_type FROM duckdb_columns() WHERE table_name = 'tasks' AND column_name = 'bbox'"
        assert [("DOUBLE[4]",)] == [row[1:] for row in ask(view.connection, told)]
        assert ask(view.connection, told)[0][0]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM read_parquet('{outside}')",
        "SELECT * FROM '{outside}'",
        "SELECT * FROM read_text('{lake}/../outside.txt')",
        "SELECT * FROM glob('{lake}/../*')",
        "SELECT * FROM read_parquet('s3://other/x.parquet')",
        "COPY (SELECT 1) TO '{lake}/x.parquet'",
        "SET enable_external_access = true",
        "ATTACH '{lake}/x.duckdb'",
        "INSTALL httpfs",
        "CREATE TABLE x AS SELECT 1",
    ],
)
def test_a_query_reads_its_lake_and_nothing_else(storage: FolderStorage, tmp_path: Path, sql: str) -> None:
    """No other file, no network, no change: also not of the lake."""
    put(storage, "a")
    outside = tmp_path / "outside.parquet"
    outside.write_bytes(next((tmp_path / "lake" / "tasks").iterdir()).read_bytes())
    (tmp_path / "outside.txt").write_text("x")
    before = sorted(tmp_path.rglob("*"))
    with LakeView(storage) as view, pytest.raises(QueryError):
        list(run_query(view.lock(), sql.format(lake=tmp_path / "lake", outside=outside)).rows)
    assert before == sorted(tmp_path.rglob("*"))


def test_what_is_no_lake_is_told(tmp_path: Path) -> None:
    """One line says what is wrong."""
    with pytest.raises(DatabaseError, match="no lake there"):
        read_lake(FolderStorage(tmp_path))
    (tmp_path / "lake.json").write_text('{"product": "planparse", "schema_version": 0}')
    with pytest.raises(DatabaseError, match="another version"):
        read_lake(FolderStorage(tmp_path))
    (tmp_path / "lake.json").write_text("{")
    with pytest.raises(DatabaseError, match="damaged"):
        mark_lake(FolderStorage(tmp_path))


def test_a_damaged_manifest_is_told(storage: FolderStorage, tmp_path: Path) -> None:
    """It is not passed over: the plans it names would be missing without a word."""
    part = put(storage, "a")
    (tmp_path / "lake" / "parts" / f"{part}.json").write_text("[]")
    with pytest.raises(DatabaseError, match="damaged"):
        read_lake(storage)


# --- loading -----------------------------------------------------------------------------------------------------


def write_lake(place: Path, paths: list[str], rules: RuleBook) -> FolderStorage:
    """What a run on a cluster does, in this process."""
    storage = FolderStorage(place)
    mark_lake(storage)
    write_reference(storage, build_reference(rules))
    begun = begin_run(Versions(PARSER_VERSION, rules.fingerprint, SCHEMA_VERSION))
    write_run(storage, begun)
    setup = Setup(str(place), begun.versions, begun.run_id, begun.at, pickle.dumps(rules), 60.0, read_as_told)
    files = list_files(paths)
    tally = Tally(len(files), None)
    known = read_lake(storage).known(begun.versions)
    for chunk in cut(files, 1):
        tally.take(read_chunk(chunk, setup, known))
    if _Process.child is not None:
        _Process.child.close()
        _Process.child = None
    _, rows = tally.settle("finished", begun.run_id)
    write_run_rows(storage, begun, rows)
    finish_lake(storage, rules)
    return storage


def test_a_lake_holds_what_the_local_engine_stores(
    folder: Path, rules: RuleBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Table by table and view by view, loaded or read in place; with a file twice, one that fails, an archive."""
    plans = folder / "plans"
    plans.mkdir()
    for path in sorted(SAMPLES.glob("*.txt"))[:9]:
        (plans / path.name).write_bytes(path.read_bytes())
    (plans / "z-again.txt").write_bytes((plans / "con-say.txt").read_bytes())
    (plans / "bad.docx").write_bytes(b"PK\3\4 no document")
    read_here(monkeypatch)
    ingest(["plans"], Path("local.duckdb"))
    storage = write_lake(folder / "lake", ["plans"], rules)
    assert 9 == load_into(storage, Path("loaded.duckdb"), rules)
    assert 0 == load_into(storage, Path("loaded.duckdb"), rules)
    with open_read_only(Path("local.duckdb")) as local:
        expected = contents(local)
    with open_read_only(Path("loaded.duckdb")) as loaded:
        assert expected == contents(loaded)
    with LakeView(storage) as view:
        assert view.is_linked
        assert expected == contents(view.lock())


def test_a_load_brings_what_is_missing(storage: FolderStorage, tmp_path: Path, rules: RuleBook) -> None:
    """Also after a load that was broken off; what the database read later stays."""
    db = tmp_path / "p.duckdb"
    put(storage, "a", "b")
    with open_for_writing(db) as store:
        newer = plan_row("pb", source_sha256="b", title="read here", rules_version="r9")
        store.put([build_plan_lines(records(newer, tasks=(task_row(1, "pb"),)))], [])
    assert 1 == load_into(storage, db, rules)
    put(storage, "b", "c", run_id="run2", at="2126-01-01 00:00:00", versions=V2)
    assert 2 == load_into(storage, db, rules)
    with open_read_only(db) as connection:
        assert [("pa", "run1 a", 1), ("pb", "run2 b", 1), ("pc", "run2 c", 1)] == ask(
            connection,
            "SELECT plan_id, title, count(t.task_id) FROM plans JOIN tasks t USING (plan_id) GROUP BY ALL ORDER BY ALL",
        )
        assert [(4,)] == ask(connection, "SELECT count(*) FROM ingests")


def test_a_torn_part_is_loaded_in_part(storage: FolderStorage, tmp_path: Path, rules: RuleBook) -> None:
    """Parts that share a plan are loaded together, and the plan's rows are there once."""
    put(storage, "a", "b")
    put(storage, "b", "c", run_id="run2")
    assert 3 == load_into(storage, tmp_path / "p.duckdb", rules)
    with open_read_only(tmp_path / "p.duckdb") as connection:
        assert [("pa",), ("pb",), ("pc",)] == ask(connection, "SELECT plan_id FROM tasks ORDER BY ALL")


# --- files, chunks, processes ------------------------------------------------------------------------------------


def test_chunks_are_bounded(folder: Path) -> None:
    """In files and in bytes; files of folders and of other places are apart; the order stays."""
    for number in range(20):
        Path(f"{number:02}.txt").write_text(str(number))
    files = list_files(["."])
    assert [8, 8, 4] == [len(chunk) for chunk in cut(files, 99)]
    assert files == [file for chunk in cut(files, 1) for file in chunk]
    large = [files[0]._replace(file=RemoteFile("s3://b/x", "s3://b/x", CHUNK_BYTES // 2 + 1)) for _ in range(3)]
    assert [1, 1, 1] == [len(chunk) for chunk in cut(large, 1)]
    assert [1, 20 - 12, 8, 4] == [len(chunk) for chunk in cut([large[0], *files], 1)]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("ftp://host/plans", "not a place that planparse knows"),
        ("http://host/plans", "not a place that planparse knows"),
    ],
)
def test_other_places_are_refused(url: str, told: str) -> None:
    """One line says what is known."""
    with pytest.raises(UsageError, match=told):
        find_remote_files([url])


def test_missing_packages_are_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What to install, on one line."""
    for package in ("ray", "fsspec", "fsspec.core"):
        monkeypatch.setitem(sys.modules, package, None)
    Path("a.txt").write_text("x")
    assert 2 == run(["ingest", "--engine", "ray", "a.txt"])
    assert 2 == run(["query", "--lake", "s3://bucket/lake", "SELECT 1"])
    assert 2 == run(["ingest", "--lake", "lake", "a.txt"])
    assert 2 == run(["ingest", "s3://bucket/plans"])
    assert not Path("plans.duckdb").exists()
    assert [
        "planparse: --engine ray needs the package ray: pip install 'planparse[ray]'",
        "planparse: s3:// needs the package s3fs: pip install 'planparse[s3]'",
        "planparse: --address and --lake are of a cluster: give --engine ray, too",
        "planparse: s3://bucket/plans: files there are read by the other engine: give --engine ray, "
        "with --address local where there is no cluster",
    ] == capsys.readouterr().err.splitlines()


def test_a_lake_is_asked_and_loaded(storage: FolderStorage, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a database is; what is not known of its latest plans is told."""
    put(storage, "a")
    assert 0 == run(["query", "--lake", "lake", "--format", "csv", "SELECT plan_id FROM plans"])
    told = capsys.readouterr()
    assert ["plan_id", "pa"] == told.out.split()
    assert "run ingest on it again" in told.err
    assert 0 == run(["load", "lake", "--db", "p.duckdb"])
    assert "1 plan loaded; database: p.duckdb\n" == capsys.readouterr().out
    assert 2 == run(["load", "nothing", "--db", "p.duckdb"])


def job(text: str) -> Job:
    return Job("x.txt", hashlib.sha256(text.encode()).hexdigest(), text.encode())


def test_a_process_that_dies_of_a_file_is_replaced(child: Child, tmp_path: Path) -> None:
    """Once may be chance: the file is tried again. Twice is the file."""
    assert isinstance(child.read(job(f"die once: {tmp_path / 'died'}\nKẾ HOẠCH"), 60.0), Parsed)
    died = child.read(job("die"), 60.0)
    assert isinstance(died, Failed) and str(DIED) == died.error
    assert isinstance(child.read(job("KẾ HOẠCH"), 60.0), Parsed)


def test_a_file_that_hangs_is_ended(child: Child) -> None:
    """It is not tried again, and the next one is read."""
    hung = child.read(job("hang"), 1.0)
    assert isinstance(hung, Failed) and hung.error.startswith("reading it took longer than 1 seconds")
    assert isinstance(child.read(job("KẾ HOẠCH"), 60.0), Parsed)


def outcome(order: int, sha256: str | None, kind: Any, **more: Any) -> Outcome:
    return Outcome(order, f"{order}.txt", sha256, kind, **more)


def test_files_of_the_same_bytes_are_told_as_the_local_engine_tells_them() -> None:
    """Whichever task came first: the first in the list is in, the others are the same."""
    tally = Tally(5, None)
    tally.take([outcome(3, "a", "parsed"), outcome(4, None, "failed", error="no", reason="unopened")])
    tally.take([outcome(0, "b", "known"), outcome(1, "a", "parsed"), outcome(2, "b", "known")])
    summary, rows = tally.settle("finished", "run1")
    assert (1, 1, 3) == (summary.stored, len(summary.failed), len(summary.skipped))
    assert [
        ("0.txt", "known", "already in the lake"),
        ("2.txt", "duplicate", "the same bytes as 0.txt"),
        ("3.txt", "duplicate", "the same bytes as 1.txt"),
        ("4.txt", "unopened", "no"),
    ] == [(row.source_path, row.reason, row.error) for row in rows]


def test_runs_sort_by_when_they_began() -> None:
    """Later runs sort behind earlier ones: what counts is told from their ids."""
    first: Run = begin_run(V1)
    assert first.run_id < begin_run(V1).run_id
