"""After the last plan: which tasks of different plans are one.

Keys and links go through files. Where there are many, a process of its own finds the links: it gives all its memory
back, and the one that keeps the database stays as small as it was.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from planparse.batch.link_files import Linking, find_links_in_file, serve_links
from planparse.batch.spawning import start_process
from planparse.errors import PlanparseError
from planparse.rulebook.book import RuleBook
from planparse.store.duck import Store
from planparse.wording.message import Message

MANY_KEYS = 20_000  # take 50 MB and some seconds; a process takes half a second to start


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
    find: Callable[[Linking], None] = _find_links_apart if number > MANY_KEYS else find_links_in_file
    find(Linking(keys, links, rules.task_names.apart, rules.task_terms.terms))
    return links


def _find_links_apart(linking: Linking) -> None:
    process = start_process(serve_links, linking)
    try:
        process.join()
    finally:
        process.kill()
    if process.exitcode != 0:
        raise PlanparseError(Message("errors.processes.linking_died", code=process.exitcode))
