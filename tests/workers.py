"""What the processes of the pool's tests run. A module of its own: every process imports it, so it imports little."""

import os

from builders import plan_row, records

from planparse.batch.results import Failed, Job, Parsed, build_parsed


def start_nothing() -> None:
    """Workers of these tests need nothing."""


def work_or_die(job: Job) -> Parsed | Failed:
    """Reads a job; the content says whether that fails, or takes the process along."""
    if job.data == b"die":
        os._exit(9)
    if job.data == b"fail":
        return Failed(job.source_path, job.sha256, 0.0, "no")
    return build_parsed(job, records(plan_row(job.source_path)), 0.0)
