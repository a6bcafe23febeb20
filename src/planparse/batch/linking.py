"""After the last plan: which tasks of different plans are one.

Keys and links go through files. Where there are many, a process of its own finds the links: it gives all its memory
back, and the one that keeps the database stays as small as it was.
"""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from planparse.batch.serving import EndByParent
from planparse.batch.spawning import start_process
from planparse.errors import PlanparseError
from planparse.link.slips import Pairs
from planparse.link.tasks import TaskKey, link_task_keys
from planparse.model.task_terms import TaskTerms
from planparse.rulebook.book import RuleBook
from planparse.store.duck import Store
from planparse.store.lines import build_tuple_lines
from planparse.store.rows import TaskLinkRow

MANY_KEYS = 20_000  # take 50 MB and some seconds; a process takes half a second to start


class _Linking(NamedTuple):
    """What links are found from, and where they go."""

    keys: Path
    links: Path
    apart: Pairs
    terms: TaskTerms


def link_tasks(store: Store, rules: RuleBook) -> None:
    """Renews ``task_links``, unless the tasks and the rules are those it comes from.

    Raises:
        PlanparseError: the process that finds the links died.
    """
    if store.tasks_are_linked(rules.fingerprint):
        return
    with tempfile.TemporaryDirectory(dir=store.scratch) as folder:
        store.put_task_links(find_links(store.export_task_keys, rules, Path(folder)), rules.fingerprint)


def find_links(export_keys: Callable[[Path], int], rules: RuleBook, folder: Path) -> Path:
    """Rows of ``task_links`` as lines of JSON.

    Args:
        export_keys: writes the keys to a file, see :mod:`planparse.store.task_keys`, and says how many lines that are.
        rules: what words are.
        folder: where the files are kept.

    Raises:
        PlanparseError: the process that finds the links died.
    """
    keys, links = folder / "keys.json", folder / "links.json"
    number = export_keys(keys)
    find: Callable[[_Linking], None] = _find_links_apart if number > MANY_KEYS else _find_links
    find(_Linking(keys, links, rules.task_names.apart, rules.task_terms.terms))
    return links


def _find_links(linking: _Linking) -> None:
    with linking.keys.open(encoding="utf-8") as lines:
        links = link_task_keys(_read_keys(lines), linking.apart, linking.terms)
    linking.links.write_bytes(build_tuple_lines("task_links", (TaskLinkRow(*link) for link in links)).lines)


def _read_keys(lines: Iterable[str]) -> Iterator[TaskKey]:
    for key, rows in groupby(map(json.loads, lines), key=itemgetter("task_key")):
        found = [(row["plan"], row["tasks"]) for row in rows]
        yield TaskKey(key, sum(tasks for _, tasks in found), frozenset(plan for plan, _ in found))


def _find_links_apart(linking: _Linking) -> None:
    process = start_process(_serve_links, linking)
    try:
        process.join()
    finally:
        process.kill()
    if process.exitcode != 0:
        raise PlanparseError(
            "the plans are in, but the process that finds tasks of several plans died "
            f"(exit code {process.exitcode}; is there memory left?): run the same command again"
        )


def _serve_links(linking: _Linking) -> None:
    """The links, in a process that ends with its parent."""
    EndByParent()
    _find_links(linking)
