"""What lies between the plans of a lake: which files hold one plan, and which tasks are one."""

import tempfile
from pathlib import Path

from planparse.store.lake import LINKS, SAME_PLANS
from planparse.store.lake_views import LakeView
from planparse.store.lines import TableLines
from planparse.store.parts import lines_to_parquet
from planparse.store.storage import Storage
from planparse.store.task_keys import export_task_keys


def export_keys(view: LakeView, file: Path) -> int:
    """Writes the keys of the tasks of current plans, as ``Store.export_task_keys`` does."""
    return export_task_keys(view.connection, file)


def write_links(storage: Storage, view: LakeView, tasks: Path) -> None:
    """Keeps the links of this state; those of plans are written last and are the mark that both are there.

    Args:
        storage: where the lake is.
        view: the lake as it was looked at.
        tasks: rows of ``task_links`` as lines of JSON.
    """
    folder = f"{LINKS}/{view.lake.state}"
    storage.write(f"{folder}/task_links.parquet", lines_to_parquet(TableLines("task_links", tasks.read_bytes())))
    storage.write(f"{folder}/{SAME_PLANS}.parquet", _same_plans(view))


def _same_plans(view: LakeView) -> bytes:
    with tempfile.TemporaryDirectory(prefix="planparse-") as folder:
        target = Path(folder, "links.parquet")
        view.connection.sql(
            "SELECT plan_id, same_plan_as, replaced_by FROM plans "
            "WHERE same_plan_as IS NOT NULL OR replaced_by IS NOT NULL ORDER BY plan_id"
        ).write_parquet(str(target))
        return target.read_bytes()
