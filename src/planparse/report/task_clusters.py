"""The same task in several communes: who leads it where, and by when."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import duckdb

from planparse.errors import UsageError
from planparse.report.query import Result
from planparse.wording.message import Message

_SHARED = """
SELECT cluster_id, cluster_name, communes, lead_differs, due_differs,
       province_name, concat_ws(' ', commune_type, commune_name) AS commune, plan_year, task, leads, supports,
       deadline_raw, deadline_kind, due_on, score, task_id, source_path, page, locator
FROM v_task_clusters
WHERE score >= $least AND (($cluster IS NULL AND communes >= $communes) OR cluster_id = $cluster)
ORDER BY communes DESC, cluster_name, cluster_id, province_name, commune, plan_year, task_id
"""


class Setting(NamedTuple):
    """A commune that sets a task: how it words it, who leads it, by when, and where that stands.

    Attributes:
        score: how sure it is that this is that task; see ``task_clusters``.
    """

    province_name: str | None
    commune: str
    plan_year: int | None
    task: str
    leads: Sequence[str]
    supports: Sequence[str]
    deadline_raw: str | None
    deadline_kind: str
    due_on: object
    score: float
    task_id: str
    source_path: str
    page: int | None
    locator: str


class Cluster(NamedTuple):
    """A task and the communes that set it.

    Attributes:
        communes: how many they are; a commune may set it in two plans.
        lead_differs, due_differs: plans of one year name other lead agencies, or other days.
    """

    cluster_id: str
    name: str
    communes: int
    lead_differs: bool
    due_differs: bool
    settings: tuple[Setting, ...]


def read_clusters(
    connection: duckdb.DuckDBPyConnection, *, communes: int, cluster: str | None, least: float = 0
) -> tuple[Cluster, ...]:
    """The tasks that so many communes set, those of most communes first; or one cluster, however many set it.

    Args:
        connection: to the database.
        communes: how many at least.
        cluster: the only cluster to read.
        least: tasks with a lower score are left out, as if their communes did not set the task.

    Raises:
        UsageError: there is no cluster of this id.
    """
    given = {"communes": communes, "cluster": cluster, "least": least}
    rows = connection.execute(_SHARED, given).fetchall()
    if cluster is not None and not rows:
        raise UsageError(Message("errors.call.no_cluster", cluster=cluster))
    found = (_cluster(list(group)) for _, group in groupby(rows, key=lambda row: row[0]))
    if not least:
        return tuple(found)
    left = (_recounted(one) for one in found)
    return tuple(sorted((one for one in left if cluster or one.communes >= communes), key=lambda one: -one.communes))


def clusters_to_result(clusters: tuple[Cluster, ...]) -> Result:
    """One row for each commune of each cluster: the form for programs and spreadsheets."""
    columns = (*Cluster._fields[:-1], *Setting._fields)
    return Result(columns, _rows(clusters))


def _rows(clusters: tuple[Cluster, ...]) -> Iterator[tuple[object, ...]]:
    for cluster in clusters:
        yield from ((*cluster[:-1], *setting) for setting in cluster.settings)


def _cluster(rows: list[tuple[object, ...]]) -> Cluster:
    """Years may differ among themselves in one and agree in another: the cluster differs where any year does."""
    cluster_id, name, communes, _, _ = rows[0][:5]
    settings = tuple(Setting._make(row[5:]) for row in rows)
    return Cluster(
        str(cluster_id),
        str(name),
        int(str(communes)),
        any(row[3] for row in rows),
        any(row[4] for row in rows),
        settings,
    )


def _recounted(cluster: Cluster) -> Cluster:
    """The cluster as its settings say, some having been left out."""
    years = {setting.plan_year for setting in cluster.settings}
    by_year = [[setting for setting in cluster.settings if setting.plan_year == year] for year in years]
    return cluster._replace(
        communes=len({(setting.province_name, setting.commune) for setting in cluster.settings}),
        lead_differs=any(len({tuple(sorted(one.leads)) for one in year if one.leads}) > 1 for year in by_year),
        due_differs=any(len({term for one in year if (term := _term(one))}) > 1 for year in by_year),
    )


def _term(setting: Setting) -> str:
    """The day, or the kind of deadline; nothing where there is none to differ from others."""
    if setting.due_on is not None:
        return str(setting.due_on)
    return "" if setting.deadline_kind in ("unspecified", "unparsed") else setting.deadline_kind
