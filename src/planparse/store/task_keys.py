"""The keys of tasks, and whether ``task_links`` is of them.

What ``task_links`` comes from is remembered as a fingerprint of all keys with their plans and of the rules. It is
cheap to take, so a run that changed nothing links nothing, and one that was broken off is mended by the next.
"""

import duckdb

_KEYS = """
SELECT t.task_key, count(*) AS tasks, list_sort(list(DISTINCT hash(t.plan_id))) AS plans
FROM tasks t JOIN v_current_plans p USING (plan_id)
WHERE t.task_key IS NOT NULL
GROUP BY t.task_key
"""
_FINGERPRINT = f"""
SELECT concat_ws(' ', CAST(? AS VARCHAR), count(*), coalesce(sum(tasks), 0), bit_xor(hash(task_key, tasks, plans)))
FROM ({_KEYS})
"""


def list_task_keys(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, int, list[int]]]:
    """Keys of current plans with the number of their tasks, and the plans as numbers."""
    return [(str(key), int(tasks), plans) for key, tasks, plans in connection.execute(_KEYS).fetchall()]


def tasks_are_linked(connection: duckdb.DuckDBPyConnection, rules_version: str) -> bool:
    """Whether the links are of these keys and rules."""
    held = connection.execute("SELECT tasks_linked FROM meta").fetchone()
    return held == connection.execute(_FINGERPRINT, [rules_version]).fetchone()


def mark_tasks_linked(connection: duckdb.DuckDBPyConnection, rules_version: str) -> None:
    """Says that the links are of the keys that are there now."""
    connection.execute(f"UPDATE meta SET tasks_linked = ({_FINGERPRINT})", [rules_version])
