"""What lies between the plans of a lake: which files hold one plan, and which tasks are one."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from planparse.store.lake import LINKS, SAME_PLANS
from planparse.store.lake_views import LakeView
from planparse.store.lines import build_tuple_lines
from planparse.store.parts import lines_to_parquet
from planparse.store.rows import TaskLinkRow
from planparse.store.storage import Storage
from planparse.store.task_keys import list_task_keys


def list_keys(view: LakeView) -> list[tuple[str, int, list[int]]]:
    """The keys of the tasks of current plans, as ``Store.task_keys`` gives them."""
    return list_task_keys(view.connection)


def write_links(storage: Storage, view: LakeView, tasks: Sequence[TaskLinkRow]) -> None:
    """Keeps the links of this state; those of plans are written last and are the mark that both are there."""
    folder = f"{LINKS}/{view.lake.state}"
    storage.write(f"{folder}/task_links.parquet", lines_to_parquet(build_tuple_lines("task_links", tasks)))
    storage.write(f"{folder}/{SAME_PLANS}.parquet", _same_plans(view))


def _same_plans(view: LakeView) -> bytes:
    with tempfile.TemporaryDirectory(prefix="planparse-") as folder:
        target = Path(folder, "links.parquet")
        view.connection.sql(
            "SELECT plan_id, same_plan_as, replaced_by FROM plans "
            "WHERE same_plan_as IS NOT NULL OR replaced_by IS NOT NULL ORDER BY plan_id"
        ).write_parquet(str(target))
        return target.read_bytes()
