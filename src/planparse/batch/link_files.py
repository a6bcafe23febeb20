"""Keys of tasks in a file → links in another. A module of its own: a process that only links loads no database."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from planparse.batch.serving import EndByParent
from planparse.link.slips import Pairs
from planparse.link.tasks import TaskKey, link_task_keys
from planparse.model.task_terms import TaskTerms
from planparse.store.lines import build_tuple_lines
from planparse.store.rows import TaskLinkRow


class Linking(NamedTuple):
    """What links are found from, and where they go.

    Attributes:
        keys: lines of JSON, see :mod:`planparse.store.task_keys`.
        links: rows of ``task_links`` as lines of JSON.
        apart: words of which neither is a slip for the other.
        terms: what words are.
    """

    keys: Path
    links: Path
    apart: Pairs
    terms: TaskTerms


def find_links_in_file(linking: Linking) -> None:
    """Writes the links of the keys."""
    with linking.keys.open(encoding="utf-8") as lines:
        links = link_task_keys(read_keys(lines), linking.apart, linking.terms)
    linking.links.write_bytes(build_tuple_lines("task_links", (TaskLinkRow(*link) for link in links)).lines)


def read_keys(lines: Iterable[str]) -> Iterator[TaskKey]:
    """Each key with its tasks and plans, from lines in order of the keys."""
    for key, rows in groupby(map(json.loads, lines), key=itemgetter("task_key")):
        found = [(row["plan"], row["tasks"]) for row in rows]
        yield TaskKey(key, sum(tasks for _, tasks in found), frozenset(plan for plan, _ in found))


def serve_links(linking: Linking) -> None:
    """Writes the links, in a process that ends with its parent."""
    EndByParent()
    find_links_in_file(linking)
