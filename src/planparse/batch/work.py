"""Reading one file, in this process or in a worker. Whatever goes wrong with a file stays with the file."""

import multiprocessing
import os
import signal
import threading
import time
from pathlib import Path
from types import FrameType

from planparse.batch.results import Failed, Job, Parsed, build_parsed
from planparse.batch.timing import FILE_SECONDS, end_process_after
from planparse.errors import UnreadableError
from planparse.pipeline import parse_bytes
from planparse.rulebook.book import RuleBook, load_rules

_INTERRUPTED = 130
_GRACE_SECONDS = 5.0  # to end a converter and remove its folder takes a moment


def read_plan(job: Job, rules: RuleBook) -> Parsed | Failed:
    """The rows of a file, or why it could not be read. Never raises but for what ends the whole process."""
    begun = time.perf_counter()
    try:
        records = parse_bytes(job.data, job.source_path, rules)
        return build_parsed(job, records, time.perf_counter() - begun)
    except UnreadableError as exc:
        reason = str(exc).removeprefix(f"{job.source_path}: ")  # the path has a column of its own
    except Exception as exc:  # one bad file must not stop a batch: a defect of ours becomes a line of the summary
        reason = f"unexpected {type(exc).__name__}: {exc}"
    return Failed(job.source_path, job.sha256, time.perf_counter() - begun, " ".join(reason.split()))


class _Worker:
    """What a worker process keeps between files. A process can hand nothing else from its start to its tasks."""

    rules: RuleBook | None = None
    is_busy = False


def start_worker(rules_folder: Path | None) -> None:
    """Makes a process ready: rules are loaded once. Ctrl-C ends it without a word; the parent does the talking."""
    signal.signal(signal.SIGINT, _end)
    signal.signal(signal.SIGTERM, _end)  # the pool sends it to all others when one process has died
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _Worker.rules = load_rules(rules_folder)


def _end(number: int, frame: FrameType | None) -> None:
    """Ends the process; one that is reading first ends the programs it started and clears its folders away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if _Worker.is_busy:
        raise KeyboardInterrupt
    os._exit(_INTERRUPTED)


def _end_with_parent() -> None:
    """A parent that was killed cannot end its workers, and they would wait for the next file for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(_GRACE_SECONDS)
        os._exit(1)


def work(job: Job) -> Parsed | Failed:
    """Reads one file with the rules that ``start_worker`` loaded."""
    if _Worker.rules is None:
        raise RuntimeError("start_worker was not called")
    _Worker.is_busy = True
    try:
        with end_process_after(FILE_SECONDS):
            return read_plan(job, _Worker.rules)
    except KeyboardInterrupt:
        os._exit(_INTERRUPTED)
    finally:
        _Worker.is_busy = False
