"""What machines of a cluster run in the tests of the cluster."""

import os
import signal
import time
from pathlib import Path

from builders import plan_row, records

from planparse.batch.results import Failed, Job, Parsed
from planparse.batch.work import build_parsed, read_plan
from planparse.pipeline import PARSER_VERSION
from planparse.rulebook.book import RuleBook


def read_as_told(job: Job, rules: RuleBook) -> Parsed | Failed:
    """Reads a job, after what its first line says has gone wrong."""
    _go_wrong(job)
    return read_plan(job, rules)


def read_little(job: Job, rules: RuleBook) -> Parsed | Failed:
    """Makes a plan of a job without a look at it, after what its first line says has gone wrong: takes no time."""
    _go_wrong(job)
    versions = {"parser_version": PARSER_VERSION, "rules_version": rules.fingerprint}
    plan = plan_row(f"p{job.sha256[:16]}", source_path=job.source_path, source_sha256=job.sha256, **versions)
    return build_parsed(job, records(plan), 0.0)


def _go_wrong(job: Job) -> None:
    """ "die", "kill" (the process that has the task), "hang"; "die once: FILE" as long as there is no such file."""
    what, _, where = job.data.decode("utf-8", "replace").partition("\n")[0].partition(": ")
    if where and what.endswith("once"):
        marker = Path(where)
        if marker.exists():
            return
        marker.touch()
    match what.split()[0] if what else "":
        case "die":
            os._exit(9)
        case "kill":
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(600)
        case "hang":
            time.sleep(600)


def read_when_told(job: Job, rules: RuleBook) -> Parsed | Failed:
    """Reads a job once there is a file ``go`` in the folder of the test; until then it says who waits."""
    folder = Path(os.environ["PLANPARSE_TEST_FOLDER"])
    (folder / f"waits-{os.getppid()}").touch()
    while not (folder / "go").exists():
        time.sleep(0.05)
    return read_plan(job, rules)
