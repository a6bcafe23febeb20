"""``planparse status``: what became of the files, of one run and over all, from rows of ``ingests``."""

import json
from pathlib import Path
from typing import get_args

import duckdb
import pytest
from builders import plan_row, records, task_row

from planparse.cli import status as status_command
from planparse.cli.main import run
from planparse.report.query import run_query
from planparse.report.questions import find_question
from planparse.report.status import read_all, read_run, read_totals
from planparse.store.duck import open_for_writing
from planparse.store.lines import build_plan_lines
from planparse.store.locking import Holder
from planparse.store.opening import open_read_only
from planparse.store.reasons import explain_reason
from planparse.store.rows import FailureReason

FIRST = [
    ("in/1.txt", "ok", None, 2.0, None, 10, 100, "r1", 2),
    ("in/2.docx", "failed", "no text in it", 1.0, "unreadable", 20, None, "r1", 3),
    ("in/3.docx", "failed", "took longer than 9 s", 9.0, "time", 2**21, None, "r1", 10),
    ("in/4.txt", "skipped", "the same bytes as in/1.txt", 0.0, "duplicate", 10, None, "r1", 10),
    *((f"in/x{number}.docx", "failed", "damaged", 0.1, "unreadable", 1, None, "r1", 4) for number in range(7)),
]
SECOND = [
    ("in/1.txt", "skipped", "already in the database", 0.0, "known", 10, None, "r2", 60),
    ("in/2.docx", "ok", None, 0.5, None, 20, 50, "r2", 61),
]
OLDER = [
    ("old/1.txt", "failed", "no text in it", 1.0, None, None, None, None, 0),
    ("old/2.txt", "skipped", "already in the database", 0.0, None, None, None, None, 0),
    ("old/3.txt", "ok", None, 0.0, None, None, None, None, 0),
]


def build(path: Path, rows: list[tuple[object, ...]]) -> Path:
    """A database with one plan, and these rows: the last value is the second of the day at which each was written."""
    with open_for_writing(path) as store:
        store.put([build_plan_lines(records(plan_row(), tasks=(task_row(1),)))], [])
    with duckdb.connect(str(path)) as connection:
        for row in rows:
            connection.execute(
                'INSERT INTO ingests (source_path, status, error, seconds, reason, bytes, rows, run_id, "at") '
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, TIMESTAMP '2026-03-01 08:00:00' + to_seconds(?))",
                row,
            )
    return path


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return build(Path("plans.duckdb"), [*OLDER, *FIRST, *SECOND])


def test_the_last_run_is_shown_unless_another_is_named(db: Path) -> None:
    with open_read_only(db) as connection:
        last, first = read_run(connection), read_run(connection, "r1")
    assert ("r2", 2, 1, 1, 0, 0) == (last.run_id, last.files, last.taken, last.known, last.duplicate, last.failed)
    assert (11, 1, 0, 1, 9) == (first.files, first.taken, first.known, first.duplicate, first.failed)
    assert ("08:00:00", "08:00:10", 10.0) == (f"{first.began:%X}", f"{first.ended:%X}", first.seconds)
    assert (0.1, 10.0) == (first.plans_per_second, first.rows_per_second)
    assert [("unreadable", 8), ("time", 1)] == [(reason.reason, reason.files) for reason in first.reasons]
    assert ("in/2.docx", "in/x0.docx", "in/x1.docx", "in/x2.docx", "in/x3.docx") == first.reasons[0].names
    assert ("in/3.docx", 9.0, 2**21) == first.slowest[0]


def test_over_all_runs_the_newest_state_of_a_file_counts(db: Path) -> None:
    """What failed in one run and came in later is in."""
    with open_read_only(db) as connection:
        files, totals = read_all(connection), read_totals(connection)
        question = list(run_query(connection, find_question("failed").sql).rows)
    assert (14, 2, 2, 1, 9) == (files.files, files.taken, files.known, files.duplicate, files.failed)
    assert (1, 1, 3, 14, 9) == (totals.plans, totals.tasks, totals.runs, totals.files, totals.not_in)
    assert {"in/2.docx"}.isdisjoint(row[0] for row in question)
    assert 9 == len(question)


def test_rows_of_older_versions_have_no_reason(tmp_path: Path) -> None:
    """Skips are told by their words; failures say that no reason was kept."""
    with open_read_only(build(tmp_path / "plans.duckdb", OLDER)) as connection:
        files = read_run(connection)
    assert (None, 3, 1, 1, 1, None) == (files.run_id, files.files, files.taken, files.known, files.failed, files.rows)
    assert ["not told"] == [reason.reason for reason in files.reasons]


def test_it_is_printed_for_a_narrow_screen(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to do about each kind of failure in both languages, and who is writing now."""
    monkeypatch.setattr(status_command, "read_holder", lambda path: Holder(77, "2026-03-01T08:00:00+00:00"))
    assert 0 == run(["status", "--run", "r1"])
    out = capsys.readouterr().out
    assert 80 >= max(map(len, out.splitlines()))
    for words in (
        "process 77",
        "failed (lỗi)            9",
        "… and 3 more",
        explain_reason("time").advice.english.split(",")[0],
        explain_reason("time").advice.vietnamese.split(",")[0],
        "9.00 s     2.0 MB  in/3.docx",
        "not in: 9",
    ):
        assert words in out, words


def test_as_json(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run(["status", "--all", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert (None, 14, 9) == (told["running"], told["files"]["files"], told["database"]["not_in"])
    assert {"reason", "files", "names", "advice", "advice_vi"} == set(told["files"]["reasons"][0])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--run", "r9"], "no run 'r9'"),
        (["--run", "r1", "--all"], "not both"),
        (["--db", "none.duckdb"], "no database at none.duckdb"),
    ],
)
def test_a_mistake_is_one_line(db: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == run(["status", *arguments])
    errors = capsys.readouterr().err
    assert words in errors and 1 == errors.count("\n")


def test_a_database_without_files_says_how_to_begin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = build(tmp_path / "empty.duckdb", [])
    for options in ([], ["--all"], ["--format", "json"]):
        assert 0 == run(["status", "--db", str(path), *options])
        assert "planparse ingest FOLDER" in capsys.readouterr().out or options == ["--format", "json"]


def test_every_kind_of_failure_is_explained() -> None:
    told = {explain_reason(reason) for reason in get_args(FailureReason)}
    assert len(get_args(FailureReason)) == len(told)
    assert explain_reason(None) == explain_reason("from a later version") not in told
