"""``planparse compare --tasks``: the same task in several communes, a table for each."""

import sys
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.text import Text

from planparse.cli.language import catalogue
from planparse.cli.screen import build_console, count_of, tell
from planparse.cli.tables import build_table
from planparse.errors import UsageError
from planparse.report.cells import MISSING, format_value
from planparse.report.formats import write_csv, write_json
from planparse.report.task_clusters import Cluster, Setting, clusters_to_result, read_clusters
from planparse.store.opening import open_read_only
from planparse.wording.message import Message

_SHARED = 2  # a task is shared by two at least
_SURE = 100  # the score of the same words
_COLUMNS = ("commune", "lead", "deadline", "due_on")
_WORDED = ("same", "as_printed")
_SHOWN = 100  # tables; nobody reads more on a screen


def run_shared_tasks(
    db: Path, form: str, *, shared: int, cluster: str | None, indicator: str | None, least: float
) -> None:
    """Prints the tasks that several communes set, as far as it is sure enough that they are one."""
    if indicator is not None:
        raise UsageError(Message("errors.call.indicator_with_tasks"))
    communes = max(shared, _SHARED)
    with open_read_only(db) as connection:
        clusters = read_clusters(connection, communes=communes, cluster=cluster, least=least)
    if not clusters:
        tell(catalogue().say("cli.tasks.none", number=communes))
    if form == "csv":
        write_csv(clusters_to_result(clusters), sys.stdout)
    elif form == "json":
        write_json(clusters_to_result(clusters), sys.stdout)
    else:
        print_clusters(clusters[:_SHOWN], build_console(sys.stdout))
        _tell_left_out(len(clusters) - _SHOWN)


def print_clusters(clusters: Iterable[Cluster], console: Console) -> None:
    """A heading and a table for each task."""
    for cluster in clusters:
        console.print(Text(cluster.name, style="bold"))
        console.print(Text("; ".join(_facts(cluster))))
        settings = cluster.settings
        worded = any(setting.task != cluster.name for setting in settings)
        columns = [catalogue().say(f"cli.tasks.{name}") for name in (*_COLUMNS, *(_WORDED if worded else ()))]
        console.print(build_table(columns, (_cells(setting, worded=worded) for setting in settings)))


def _facts(cluster: Cluster) -> list[str]:
    """What a reader should know before the table."""
    said = catalogue()
    facts = [count_of(cluster.communes, "commune"), said.say("cli.tasks.cluster", cluster=cluster.cluster_id)]
    facts += [said.say("cli.tasks.leads_differ")] if cluster.lead_differs else []
    return facts + ([said.say("cli.tasks.deadlines_differ")] if cluster.due_differs else [])


def _cells(setting: Setting, *, worded: bool) -> list[str]:
    year = f" ({setting.plan_year})" if setting.plan_year else ""
    cells = [f"{setting.commune}{year}", "; ".join(setting.leads) or MISSING, setting.deadline_raw or MISSING]
    words = [_sureness(setting.score), setting.task] if worded else []
    return [*cells, format_value(setting.due_on) or MISSING, *words]


def _sureness(score: float) -> str:
    """The score; "~" where it is not certain that the task is the same.

    >>> _sureness(100.0), _sureness(86.6)
    ('100', '~87')
    """
    return f"{_SURE}" if score >= _SURE else f"~{min(_SURE - 1, round(score))}"


def _tell_left_out(count: int) -> None:
    if count > 0:
        tell(catalogue().say("cli.tasks.left_out", tasks=count_of(count, "more task")))
