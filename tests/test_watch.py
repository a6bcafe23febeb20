"""``planparse watch``: what is complete, what becomes of it, and how it ends. Real files; clocks are handed in."""

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from builders import plan_row, records, task_row
from pool_here import read_here

from planparse.batch import work
from planparse.batch.inbox import watch as watching
from planparse.batch.inbox.folder import Inbox
from planparse.batch.inbox.log import WatchLog
from planparse.batch.inbox.quarantine import Problem, Quarantine
from planparse.batch.inbox.stop import Stop, stop_on_signals
from planparse.batch.inbox.watch import WatchOptions, watch
from planparse.batch.inbox.wholeness import has_end, look_at
from planparse.cli.main import run
from planparse.errors import DatabaseError, UnreadableError
from planparse.model.records import Records
from planparse.pipeline import PARSER_VERSION
from planparse.store.opening import open_read_only

ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with an inbox, and a parser that makes one task of a file."""

    def parse(data: bytes, source_path: str, rules: Any) -> Records:
        if b"bad" in data:
            raise UnreadableError("no text in it")
        sha256 = hashlib.sha256(data).hexdigest()
        plan = plan_row(f"p{sha256[:8]}", source_path=source_path, source_sha256=sha256)
        versions = {"parser_version": PARSER_VERSION, "rules_version": rules.fingerprint}
        return records(plan.model_copy(update=versions), tasks=(task_row(1, plan.plan_id),))

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(work, "parse_bytes", parse)
    read_here(monkeypatch)
    Path("in").mkdir()
    return tmp_path


def write(path: str, content: str | bytes = "x") -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def write_zip(path: str, **members: str) -> Path:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.txt", content)
    return Path(path)


# --- complete files only -------------------------------------------------------------------------------------------


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def looked(folder: Path) -> Callable[..., tuple[list[str], list[tuple[str, str]]]]:
    """Looks at the inbox some seconds later: names that are ready, and those that wait with the reason."""
    clock = Clock()
    inbox = Inbox(Path("in"), settle=5, patience=60, besides=Path("in/failed"), clock=clock)

    def look(seconds: float = 0, *, take: bool = True) -> tuple[list[str], list[tuple[str, str]]]:
        clock.now += seconds
        found = inbox.look()
        for path in found.ready if take else ():
            inbox.done(path)
        return [path.as_posix() for path in found.ready], [(path.as_posix(), why) for path, why in found.waiting]

    return look


def test_a_file_that_grows_is_left_until_it_stands_still(looked: Any) -> None:
    """Between two looks, by our own clock: the time of the file may be years old."""
    file = write("in/a.txt", "1")
    os.utime(file, (1, 1))
    assert ([], []) == looked()
    write("in/a.txt", "12")
    os.utime(file, (1, 1))
    assert ([], []) == looked(6)
    assert ([], []) == looked(4)
    assert (["in/a.txt"], []) == looked(2)


def test_what_was_taken_is_not_looked_at_again_until_it_changes(looked: Any) -> None:
    write("in/a.txt", "1")
    looked()
    assert ["in/a.txt"] == looked(6)[0]
    assert [] == looked(60)[0]
    write("in/a.txt", "12")
    looked()
    assert ["in/a.txt"] == looked(6)[0]
    Path("in/a.txt").unlink()
    looked()
    write("in/a.txt", "12")
    looked()
    assert ["in/a.txt"] == looked(6)[0]


def test_a_file_without_its_end_is_waited_for_but_not_for_ever(looked: Any) -> None:
    """The reason is told once; a file whose end comes is taken."""
    write("in/a.pdf", b"%PDF-1.7 and no more")
    write_zip("in/b.docx", a="b")
    whole = Path("in/b.docx").read_bytes()
    write("in/b.docx", whole[:-30])
    write("in/c.txt", "")
    looked()
    assert ([], [("in/a.pdf", "cut"), ("in/b.docx", "cut"), ("in/c.txt", "cut")]) == (
        lambda found: (found[0], sorted(found[1]))
    )(looked(6))
    write("in/b.docx", whole)
    assert ([], []) == looked(6)
    assert (["in/b.docx"], []) == looked(6)
    assert (["in/a.pdf", "in/c.txt"], []) == looked(60)


@pytest.mark.parametrize(
    "name",
    ["a.docx.part", "a.pdf.crdownload", "~$a.docx", ".~lock.a.odt#", ".a.docx.Xb12Cd", "a.pdf.filepart", "a.tmp"],
)
def test_names_of_files_that_are_still_coming_are_left(looked: Any, name: str) -> None:
    write(f"in/{name}")
    looked()
    assert ([], []) == looked(700)


def test_folders_of_every_depth_but_not_the_quarantine_or_hidden_ones(looked: Any) -> None:
    for name in ("in/x/y/a.txt", "in/failed/b.txt", "in/.git/c.txt", "in/page_files/d.png"):
        write(name)
    looked()
    assert ["in/x/y/a.txt"] == looked(6)[0]


def test_a_folder_that_cannot_be_listed_is_told_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows what it holds; once it can be listed, its files are taken, and a new failure is told again."""
    write("in/locked/a.txt")
    inbox = Inbox(Path("in"), settle=0, patience=60)
    real = os.scandir

    def refuse(path: str) -> Any:
        if Path(path).name == "locked":
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return real(path)

    told = ((Path("in/locked"), "Permission denied"),)
    for _ in range(2):
        monkeypatch.setattr(os, "scandir", refuse)
        assert told == inbox.look().unlisted
        assert () == inbox.look().unlisted
        monkeypatch.setattr(os, "scandir", real)
        assert () == inbox.look().unlisted


def test_what_is_no_plan_is_told_once(folder: Path) -> None:
    """Also when it grows, as the log does that may lie in the inbox."""
    inbox = Inbox(Path("in"), settle=0, patience=60)
    write("in/log.jsonl", "1")
    assert (Path("in/log.jsonl"),) == inbox.look().other
    write("in/log.jsonl", "12")
    assert () == inbox.look().other


@linux_only
def test_a_file_that_a_program_writes_to_is_left(folder: Path) -> None:
    """Linux tells, where the file is ours."""
    file = write("in/a.txt", "1")
    assert "whole" == look_at(file)
    with file.open("ab"):
        assert "written" == look_at(file)
    assert "whole" == look_at(file)


def test_the_end_may_be_followed_by_something(folder: Path) -> None:
    """A comment after a zip, a signature after a PDF; a link or a pipe is what it is."""
    assert has_end(b"%PDF-1.4", b"%%EOF" + b" " * 900)
    with zipfile.ZipFile("a.zip", "w") as archive:
        archive.writestr("a", "b")
        archive.comment = b"c" * 60_000
    assert "whole" == look_at(Path("a.zip"))
    Path("l.txt").symlink_to("nowhere")
    assert ["whole", "gone"] == [look_at(Path(name)) for name in ("l.txt", "none.txt")]


# --- one round -----------------------------------------------------------------------------------------------------


def once(folder: Path, **given: Any) -> list[dict[str, Any]]:
    """Takes what is complete; the events of the log."""
    stream = StringIO()
    options = WatchOptions(Path("in"), Path("p.duckdb"), Path("out"), settle=0.0, once=True)._replace(**given)
    watch(options, WatchLog(stream), Stop())
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def told(events: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(event.get(name) for name in names) for event in events if "file" in event]


def test_a_round_takes_what_is_whole_and_puts_away_what_failed(folder: Path) -> None:
    write("in/1.txt", "one")
    write("in/sub/2.txt", "bad")
    write("in/setup.exe")
    events = once(folder)
    assert ["started", "skipped", "taken", "failed", "round", "stopped"] == [event["event"] for event in events]
    assert [
        ("in/setup.exe", "other", None, None),
        ("in/1.txt", None, 1, None),
        ("in/sub/2.txt", "unreadable", None, "out/sub/2.txt"),
    ] == told(events, "file", "reason", "tasks", "quarantined_to")
    assert all(event["at"].endswith("Z") for event in events)
    assert {"taken": 1, "skipped": 0, "failed": 1}.items() <= events[-1].items()
    assert ["in/1.txt", "in/setup.exe"] == files_in("in")
    assert ["out/sub/2.txt", "out/sub/2.txt.error.txt"] == files_in("out")
    with open_read_only(Path("p.duckdb")) as connection:
        assert [("in/1.txt",)] == connection.execute("SELECT source_path FROM plans").fetchall()
    assert [("in/1.txt", "known")] == told(once(folder), "file", "reason")[1:]


def files_in(folder: str) -> list[str]:
    return sorted(
        path.as_posix() for path in Path(folder).rglob("*") if not path.is_dir() and not path.name.startswith(".")
    )


def test_the_report_opens_in_notepad_and_says_what_to_do(folder: Path) -> None:
    """In both languages; never over another report or file."""
    for text in ("bad", "bad again"):
        write("in/xã/kế hoạch.txt", text)
        once(folder)
    assert [
        "out/xã/kế hoạch (2).txt",
        "out/xã/kế hoạch (2).txt.error.txt",
        "out/xã/kế hoạch.txt",
        "out/xã/kế hoạch.txt.error.txt",
    ] == files_in("out")
    data = Path("out/xã/kế hoạch.txt.error.txt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\n") == data.count(b"\r\n") > 10
    text = data.decode("utf-8-sig")
    for words in ("xã/kế hoạch.txt", "Cần làm:", "What to do:", "no text in it", str(folder / "in/xã")):
        assert words in text
    assert ["bad", "bad again"] == [Path(f"out/xã/{name}").read_text() for name in ("kế hoạch.txt", "kế hoạch (2).txt")]


def test_an_archive_stays_while_part_of_it_is_in(folder: Path) -> None:
    """One report names the members that failed, and is renewed; what is unreadable as a whole goes."""
    write_zip("in/a.zip", one="1", two="bad", three="bad")
    write_zip("in/b.zip", one="bad", two="bad 2")
    write("in/c.zip", b"PK\x03\x04 and PK\x05\x06 and nothing right" + bytes(30))
    events = once(folder)
    assert ["in/a.zip"] == files_in("in")
    report = Path("out/a.zip.error.txt").read_text("utf-8-sig")
    assert "a.zip!/two.txt" in report and "one.txt" not in report
    assert ["out/a.zip.error.txt", "out/b.zip", "out/b.zip.error.txt", "out/c.zip", "out/c.zip.error.txt"] == (
        files_in("out")
    )
    assert {None, "out/a.zip.error.txt"} == {report for (report,) in told(events, "report")}
    once(folder)
    assert 5 == len(files_in("out"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system gives links to administrators only")
def test_a_link_out_of_the_inbox_is_put_away_unread(folder: Path) -> None:
    """The link itself is moved, not what it leads to; a loop and a pipe too."""
    write("secret.txt", "secret")
    Path("in/a.txt").symlink_to(folder / "secret.txt")
    Path("in/b.txt").symlink_to("b.txt")
    os.mkfifo("in/c.txt")
    events = once(folder)
    assert [("in/a.txt", "unsafe"), ("in/b.txt", "unopened"), ("in/c.txt", "unsafe")] == told(events, "file", "reason")
    assert Path("out/a.txt").is_symlink() and Path("secret.txt").exists()
    assert [] == files_in("in")


def test_a_file_that_changes_while_it_is_read_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that came meanwhile may be right: it is looked at again. One that vanishes is no crash."""
    write("in/1.txt", "bad")
    write("in/2.txt", "bad 2")
    parse = work.parse_bytes

    def change(data: bytes, source_path: str, rules: Any) -> Records:
        if source_path == "in/1.txt":
            write("in/1.txt", "a good one")
        else:
            Path("in/2.txt").unlink()
        return parse(data, source_path, rules)

    monkeypatch.setattr(work, "parse_bytes", change)
    events = once(folder)
    assert [("in/1.txt", None), ("in/2.txt", None)] == told(events, "file", "quarantined_to")
    assert (["in/1.txt"], []) == (files_in("in"), files_in("out"))


def test_the_quarantine_may_be_on_another_disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then a file is copied, and removed once the copy is safe; where that fails it stays, and nothing is left over."""
    file = write("in/1.txt", "bad")
    replace = Path.replace

    def across(self: Path, target: Path) -> Path:
        if self.parent != Path(target).parent:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", across)
    unlink = Path.unlink
    quarantine = Quarantine(Path("out"), Path("in"), lambda path: True)
    problems = [Problem("1.txt", "unreadable", "x")]
    with monkeypatch.context() as patch, pytest.raises(OSError, match="Permission"):

        def refuse(self: Path, missing_ok: bool = False) -> None:
            if self == file:
                raise PermissionError(errno.EACCES, "Permission denied")
            unlink(self, missing_ok)

        patch.setattr(Path, "unlink", refuse)
        quarantine.take(file, problems)
    assert (["in/1.txt"], []) == (files_in("in"), [path.name for path in Path("out").rglob("*")])
    assert Path("out/1.txt") == quarantine.take(file, problems)
    assert (0, "bad") == (len(files_in("in")), Path("out/1.txt").read_text())


# --- going on ------------------------------------------------------------------------------------------------------


def test_a_database_that_is_held_or_full_is_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files stay; pauses grow; then all of it is taken."""
    write("in/1.txt", "one")
    errors = iter(["another ingest is writing (process 7)", "No space left on device", "No space left on device"])
    real = watching._run_batch

    def batch(*arguments: Any) -> None:
        if error := next(errors, None):
            raise DatabaseError(error)
        real(*arguments)

    monkeypatch.setattr(watching, "_run_batch", batch)
    stop, pauses, stream = Stop(), [], StringIO()

    def wait(seconds: float) -> None:
        pauses.append(seconds)
        if "taken" in stream.getvalue():
            stop.ask()

    monkeypatch.setattr(stop, "wait", wait)
    options = WatchOptions(Path("in"), Path("p.duckdb"), Path("out"), settle=0.0, interval=1.0)
    watch(options, WatchLog(stream), stop)
    events = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert ["started", "waiting", "error", "error", "taken", "round", "stopped"] == [event["event"] for event in events]
    assert [1.0, 5.0, 10.0, 20.0, 1.0] == pauses
    assert [5.0, 10.0, 20.0] == [event["retry_in"] for event in events if "retry_in" in event]
    with pytest.raises(DatabaseError):
        monkeypatch.setattr(watching, "_run_batch", lambda *_: (_ for _ in ()).throw(DatabaseError("full")))
        write("in/2.txt", "two")
        once(folder)
    assert ["in/1.txt", "in/2.txt"] == files_in("in")


def test_an_inbox_that_is_gone_for_a_while_is_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network share comes back."""
    stop, stream = Stop(), StringIO()

    def wait(seconds: float) -> None:
        if not Path("in").exists():
            stop.ask()
        for path in Path("in").glob(".*"):
            path.unlink()
        if Path("in").exists():
            Path("in").rmdir()

    monkeypatch.setattr(stop, "wait", wait)
    watch(WatchOptions(Path("in"), Path("p.duckdb"), Path("out")), WatchLog(stream), stop)
    assert '"event": "error"' in stream.getvalue()


def test_the_end_may_be_asked_for_at_any_time() -> None:
    """While something may be broken off, at once; else after the step."""
    with stop_on_signals() as stop:
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.asked
        with pytest.raises(KeyboardInterrupt), stop.breakable():
            pass
    with stop_on_signals() as stop:
        with pytest.raises(KeyboardInterrupt), stop.breakable():
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(60)
        os.kill(os.getpid(), signal.SIGINT)
        stop.wait(60)
    assert stop.asked


def test_what_is_wrong_from_the_start_is_told_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("other.duckdb", "no database")
    for arguments, words in (
        (["none"], "no such folder to watch"),
        (["in", "--db", "other.duckdb"], "other.duckdb"),
        (["in", "--db", "none/p.duckdb"], "there is no folder"),
        (["in", "--quarantine", "in"], "cannot be the inbox itself"),
        (["in", "--log", "none/log"], "cannot write there"),
    ):
        assert 2 == run(["watch", *arguments])
        captured = capsys.readouterr()
        assert words in captured.err and 1 == captured.err.count("\n") and "" == captured.out


def test_once_from_the_command_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1 where a file failed; the quarantine stands beside the inbox; the log may be a file."""
    write("in/1.txt", "bad")
    assert 1 == run(["watch", "in", "--once", "--settle", "0", "--db", "p.duckdb", "--log", "log.jsonl"])
    assert 0 == run(["watch", "in", "--once", "--settle", "0", "--db", "p.duckdb", "--log", "log.jsonl"])
    assert "" == capsys.readouterr().out
    lines = [json.loads(line) for line in Path("log.jsonl").read_text("utf-8").splitlines()]
    assert 2 == [line["event"] for line in lines].count("stopped")
    assert ["in-quarantine/1.txt", "in-quarantine/1.txt.error.txt"] == files_in("in-quarantine")


# --- a process of its own ------------------------------------------------------------------------------------------


@pytest.fixture
def started(folder: Path) -> Iterator[Callable[[], "subprocess.Popen[str]"]]:
    """Starts a watch, and ends it."""
    running: list[subprocess.Popen[str]] = []

    def start() -> "subprocess.Popen[str]":
        command = ["watch", "in", "--db", "p.duckdb", "--settle", "0", "--interval", "0.1", "--jobs", "1"]
        process = subprocess.Popen(
            [sys.executable, "-m", "planparse", *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def wait_for(process: "subprocess.Popen[str]", event: str) -> dict[str, Any]:
    """The next event of this kind."""
    assert process.stdout is not None
    for line in process.stdout:
        found: dict[str, Any] = json.loads(line)
        if found["event"] == event:
            return found
    raise AssertionError(f"ended without {event}")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_one_watch_for_an_inbox_and_no_stale_lock(started: Any) -> None:
    """The second says so; after kill -9 the next one starts; SIGTERM ends it with a last line."""
    first = started()
    wait_for(first, "started")
    second = started()
    _, errors = second.communicate(timeout=120)
    assert 2 == second.returncode
    assert "another planparse watch takes files from this folder" in errors and 1 == errors.count("\n")
    first.kill()
    first.wait()
    third = started()
    wait_for(third, "started")
    write("in/a.txt", "KẾ HOẠCH\nPhát triển thư viện xã năm 2026\n")
    assert "in/a.txt" == wait_for(third, "taken")["file"]
    third.send_signal(signal.SIGTERM)
    assert {"taken": 1, "failed": 0}.items() <= wait_for(third, "stopped").items()
    assert 0 == third.wait(timeout=120)
