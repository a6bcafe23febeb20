"""The batch: which files it finds, what it skips, how it survives files that fail or kill."""

import hashlib
import os
import signal
import zipfile
from pathlib import Path
from typing import Any

import pytest
from builders import plan_row, records, task_row
from pool_here import read_here

from planparse.batch import archives, ordering, work
from planparse.batch.files import find_files
from planparse.batch.ingest import IngestOptions, build_run_id, ingest
from planparse.batch.reading import files_to_jobs
from planparse.batch.results import Counts, Failed, Job, Progress, Skipped
from planparse.errors import DatabaseError, UnreadableError, UsageError
from planparse.model.records import Records
from planparse.pipeline import PARSER_VERSION
from planparse.store.opening import open_read_only


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is also the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def simple_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A parser that makes one task of a file, and stumbles over what the file tells it to."""

    def parse(data: bytes, source_path: str, rules: Any) -> Records:
        text = data.decode()
        if text == "unreadable":
            raise UnreadableError("this is a picture of a plan:\nno text in it")
        if text == "defect":
            raise KeyError("deadline")
        if text == "interrupt":
            signal.raise_signal(signal.SIGINT)
        if text == "terminate":
            signal.raise_signal(signal.SIGTERM)
        plan = plan_row(text, source_path=source_path, source_sha256=hashlib.sha256(data).hexdigest())
        versions = {"parser_version": PARSER_VERSION, "rules_version": rules.fingerprint}
        return records(plan.model_copy(update=versions), tasks=(task_row(1, text),))

    monkeypatch.setattr(work, "parse_bytes", parse)
    read_here(monkeypatch)  # other processes would not know this parser


def write(path: str, content: str = "x") -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content)
    return file


def write_zip(path: str, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return Path(path)


def ask(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with open_read_only(db) as connection:
        return connection.execute(sql).fetchall()


# --- which files -------------------------------------------------------------------------------------------------


def test_folders_are_searched_in_order(folder: Path) -> None:
    """Known endings only; hidden files and Word's lock files are passed over; paths stay as given."""
    for name in ("b/2.docx", "b/1.PDF", "a.txt", "a.md5", ".hidden.txt", "b/~$2.docx", ".git/x.txt", "b/c/3.doc"):
        write(f"plans/{name}")
    expected = ["plans/a.txt", "plans/b/1.PDF", "plans/b/2.docx", "plans/b/c/3.doc"]
    assert expected == [file.source_path for file in find_files(["plans"])]


def test_a_file_that_is_named_is_taken_whatever_its_ending(folder: Path) -> None:
    """The content decides later; a file named twice is taken once."""
    write("plan.dat")
    write("plan[1].txt")
    found = find_files(["plan.dat", "./plan.dat", folder / "plan.dat", "plan[1].txt"])
    assert ["plan.dat", "plan[1].txt"] == [file.source_path for file in found]


def test_patterns_are_expanded(folder: Path) -> None:
    """Also where the shell does not do it, and over folders."""
    for name in ("x/1.docx", "x/y/2.docx", "x/3.txt"):
        write(name)
    assert ["x/1.docx", "x/y/2.docx"] == [file.source_path for file in find_files(["x/**/*.docx"])]


@pytest.mark.parametrize("paths", [["none.docx"], ["*.docx"], ["empty"], ["plan.txt", "none.docx"]])
def test_nothing_is_begun_when_a_path_is_wrong(folder: Path, paths: list[str]) -> None:
    """A path that does not exist and a folder without plans are mistakes of the call."""
    Path("empty").mkdir()
    write("plan.txt")
    with pytest.raises(UsageError, match=r"no such file or folder|no plans under"):
        ingest(paths, Path("p.duckdb"))
    assert not Path("p.duckdb").exists()


def jobs_of(*paths: str, known: frozenset[str] = frozenset()) -> list[Job | Failed | Skipped]:
    return list(files_to_jobs(find_files(paths), known))


def test_members_of_archives_are_plans(folder: Path) -> None:
    """They are called archive!/member; names written as UTF-8 without saying so are read right."""
    write_zip("a.zip", {"b/2.txt": "two", "1.txt": "one", "__MACOSX/._1.txt": "", "note.xml": "", "~$1.docx": ""})
    with zipfile.ZipFile("a.zip", "a") as archive:
        archive.writestr(zipfile.ZipInfo("kế hoạch.txt"), "three")
    found = {job.source_path: job.data for job in jobs_of("a.zip") if isinstance(job, Job)}
    assert {"a.zip!/1.txt": b"one", "a.zip!/b/2.txt": b"two", "a.zip!/kế hoạch.txt": b"three"} == found


def test_a_name_that_leads_out_of_the_archive_leads_nowhere(folder: Path) -> None:
    """Members are never written to disk: the name is only a name."""
    write_zip("a.zip", {"../../evil.txt": "x"})
    assert [Job] == [type(job) for job in jobs_of("a.zip")]
    assert ["a.zip"] == [path.name for path in folder.iterdir()]


def test_an_archive_inside_an_archive_is_read(folder: Path) -> None:
    """One level; what stands deeper, or is damaged, is named, and the rest is read."""
    write_zip("deep.zip", {"3.txt": "three"})
    write_zip("inner.zip", {"2.txt": "two", "deep.zip": ""})
    with zipfile.ZipFile("inner.zip", "a") as archive:
        archive.write("deep.zip", "x/deep.zip")
    write_zip("a.zip", {"1.txt": "one", "bad.zip": "PK", ".c.zip": "PK"})
    with zipfile.ZipFile("a.zip", "a") as archive:
        archive.write("inner.zip", "b/inner.zip")
    found = jobs_of("a.zip")
    assert {"a.zip!/1.txt": b"one", "a.zip!/b/inner.zip!/2.txt": b"two"} == {
        job.source_path: job.data for job in found if isinstance(job, Job)
    }
    deep = "an archive this deep inside others is not opened: unpack it and give the folder"
    assert {
        "a.zip!/b/inner.zip!/x/deep.zip": deep,
        "a.zip!/b/inner.zip!/deep.zip": deep,
        "a.zip!/bad.zip": "the archive is damaged or cut short: get another copy",
    } == {job.source_path: job.error for job in found if isinstance(job, Failed)}


def test_names_stay_on_one_line(folder: Path) -> None:
    """A name with a line feed, or with codes that steer a terminal, is made harmless."""
    write_zip("a.zip", {"1\x1b[31m.txt": "one"})
    write("p/kế\nhoạch.txt", "two")
    assert ["a.zip!/1\ufffd[31m.txt", "p/kế\ufffdhoạch.txt"] == [
        file.source_path for file in find_files(["a.zip", "p"])
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_a_folder_is_not_waited_for(folder: Path) -> None:
    """Nobody may ever write to it."""
    write("p/1.txt")
    os.mkfifo("p/2.txt")
    failed = jobs_of("p")[1]
    assert isinstance(failed, Failed) and "a pipe or a device" in failed.error


def test_archives_that_lie_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bomb, a member too large, too many members, a damaged file: each is a line, none is a crash."""
    write_zip("bomb.zip", {"a.txt": "0" * 2**22})
    write("broken.zip", "PK and no more")
    write_zip("cut.zip", {"a.txt": os.urandom(400).hex()})
    data = bytearray(Path("cut.zip").read_bytes())
    data[60:120] = bytes(60)
    Path("cut.zip").write_bytes(data)
    bomb, broken, cut = (jobs_of(name)[0] for name in ("bomb.zip", "broken.zip", "cut.zip"))
    assert isinstance(bomb, Failed) and "packed more than" in bomb.error
    assert isinstance(broken, Failed) and "damaged" in broken.error
    assert isinstance(cut, Failed) and "damaged" in cut.error
    monkeypatch.setattr(archives, "MAX_MEMBERS", 0)
    assert ["the archive is too large: unpack it and give the folder"] == [
        job.error for job in jobs_of("bomb.zip") if isinstance(job, Failed)
    ]


def test_the_same_bytes_are_read_once(folder: Path) -> None:
    """The first file is read, the others name it."""
    for name, content in (("1.txt", "a"), ("2.txt", "b"), ("3.txt", "a")):
        write(f"p/{name}", content)
    first, second, third = jobs_of("p")
    assert isinstance(first, Job) and isinstance(second, Job)
    assert Skipped("p/3.txt", first.sha256, "the same bytes as p/1.txt", "duplicate", 1) == third
    again = jobs_of("p", known=frozenset({first.sha256}))
    assert ["already in the database", "the same bytes as p/1.txt"] == [
        x.reason for x in again if isinstance(x, Skipped)
    ]


# --- into the database -------------------------------------------------------------------------------------------


def test_one_bad_file_does_not_stop_the_batch(folder: Path) -> None:
    """What fails is recorded with its reason, on one line, and the rest is in."""
    for name, content in (("1.txt", "p1"), ("2.txt", "unreadable"), ("3.txt", "defect"), ("4.txt", "p4")):
        write(f"plans/{name}", content)
    seen: list[Progress] = []
    summary = ingest(["plans"], Path("p.duckdb"), jobs=1, on_progress=seen.append)
    assert (2, Counts(tasks=2), "finished") == (summary.stored, summary.counts, summary.ending)
    assert [(1, 4), (2, 4), (3, 4), (4, 4)] == [(step.done, step.total) for step in seen]
    assert [
        ("plans/1.txt", "ok", None),
        ("plans/2.txt", "failed", "this is a picture of a plan: no text in it"),
        ("plans/3.txt", "failed", "unexpected KeyError: 'deadline'"),
        ("plans/4.txt", "ok", None),
    ] == ask(Path("p.duckdb"), "SELECT source_path, status, error FROM ingests ORDER BY 1")


def test_a_second_run_skips_what_is_in(folder: Path) -> None:
    """Failed files are tried again, changed files are read, others are skipped."""
    write("plans/1.txt", "p1")
    write("plans/2.txt", "unreadable")
    ingest(["plans"], Path("p.duckdb"), jobs=1)
    write("plans/2.txt", "p2")
    second = ingest(["plans"], Path("p.duckdb"), jobs=1)
    assert (1, ["plans/1.txt"], ()) == (second.stored, [file.source_path for file in second.skipped], second.failed)
    assert [("p1",), ("p2",)] == ask(Path("p.duckdb"), "SELECT plan_id FROM plans ORDER BY 1")


def test_a_new_parser_reads_everything_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows made by an older version do not stay."""
    write("1.txt", "p1")
    ingest(["1.txt"], Path("p.duckdb"))
    monkeypatch.setattr("planparse.batch.intake.PARSER_VERSION", "next")
    assert 1 == ingest(["1.txt"], Path("p.duckdb")).stored
    assert [(1,)] == ask(Path("p.duckdb"), "SELECT count(*) FROM tasks")


@pytest.mark.parametrize(("wish", "ending"), [("interrupt", "interrupted"), ("terminate", "terminated")])
def test_ctrl_c_keeps_what_is_read(folder: Path, wish: str, ending: str) -> None:
    """Plans read before it are in the database, and the handlers of the caller are back."""
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    for name, content in (("1.txt", "p1"), ("2.txt", wish), ("3.txt", "p3")):
        write(f"plans/{name}", content)
    summary = ingest(["plans"], Path("p.duckdb"), jobs=1)
    assert (1, 2, ending) == (summary.stored, summary.left, summary.ending)
    assert [("p1",)] == ask(Path("p.duckdb"), "SELECT plan_id FROM plans")
    assert before == [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]


def test_the_database_remembers_every_file(folder: Path) -> None:
    """Its size, its rows, why it is not in, and the run; later runs sort behind."""
    for name, content in (("1.txt", "p1"), ("2.txt", "unreadable"), ("3.txt", "defect"), ("4.txt", "p1")):
        write(f"plans/{name}", content)
    write_zip("plans/5.zip", {"6.zip": "PK"})
    ingest(["plans"], Path("p.duckdb"))
    ingest(["plans/1.txt"], Path("p.duckdb"), options=IngestOptions(run_id="9"))
    assert [
        ("plans/1.txt", "ok", None, 2, 2),
        ("plans/2.txt", "failed", "unreadable", 10, None),
        ("plans/3.txt", "failed", "defect", 6, None),
        ("plans/4.txt", "skipped", "duplicate", 2, None),
        ("plans/5.zip!/6.zip", "failed", "unreadable", None, None),
        ("plans/1.txt", "skipped", "known", 2, None),
    ] == ask(Path("p.duckdb"), "SELECT source_path, status, reason, bytes, rows FROM ingests ORDER BY run_id, 1")
    assert [(2,)] == ask(Path("p.duckdb"), "SELECT count(DISTINCT run_id) FROM ingests")


def test_names_of_later_runs_sort_behind() -> None:
    names = [build_run_id() for _ in range(20)]
    assert sorted(names) == names


def test_a_summary_names_no_more_than_a_person_reads(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many files fail or are skipped, this process remembers some; the database all."""
    monkeypatch.setattr("planparse.batch.intake.MOST_NAMED", 2)
    for i in range(5):
        write(f"plans/{i}.txt", "unreadable" + " " * i)
    for i in range(5, 9):
        write(f"plans/{i}.txt", "p1")
    monkeypatch.setattr(work, "parse_bytes", fail)
    summary = ingest(["plans"], Path("p.duckdb"))
    assert (2, 6, 2, 3) == (len(summary.failed), summary.failed_files, len(summary.skipped), summary.skipped_files)
    assert [(9,)] == ask(Path("p.duckdb"), "SELECT count(*) FROM ingests")


def fail(data: bytes, source_path: str, rules: Any) -> Records:
    raise UnreadableError("no text in it")


def test_the_largest_files_are_read_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that may take long, also in archives; the others keep their order."""
    monkeypatch.setattr(ordering, "LARGE_BYTES", 100)
    monkeypatch.setattr(ordering, "MOST_EARLY", 3)
    for name, size in (("b/1", 10), ("b/2", 120), ("b/3", 200), ("b/4", 20), ("b/5", 150)):
        write(f"{name}.txt", "x" * size)
    write_zip("a.zip", {"1.txt": "x", "2.txt": "x" * 300, "3.txt": "x" * 100})
    write("c.zip", "PK and no more")
    ordered = [file.source_path for file in ordering.order_files(find_files(["a.zip", "b", "c.zip"]))]
    early = ["a.zip!/2.txt", "b/3.txt", "b/5.txt"]
    assert [*early, "a.zip!/1.txt", "a.zip!/3.txt", "b/1.txt", "b/2.txt", "b/4.txt", "c.zip"] == ordered


def test_an_unusable_database_is_told_before_files_are_read(folder: Path) -> None:
    """Reading a thousand files for nothing helps nobody."""
    write("1.txt", "interrupt")
    with pytest.raises(DatabaseError):
        ingest(["1.txt"], Path("none/p.duckdb"))


def test_files_of_every_kind_are_found_in_an_archive(tmp_path: Path) -> None:
    """Web pages, workbooks and old Word files inside a .zip are taken like any others."""
    endings = ("html", "htm", "mht", "doc", "docm", "dotx", "rtf", "odt", "xls", "xlsx", "xlsm", "ods")
    members = {f"a.{ending}": ending.encode() for ending in endings}
    archive = tmp_path / "plans.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    summary = ingest([archive], tmp_path / "plans.duckdb", jobs=1)
    assert len(members) == summary.stored
