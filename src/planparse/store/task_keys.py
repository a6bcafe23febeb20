"""The keys of tasks, and whether ``task_links`` is of them.

What ``task_links`` comes from is remembered as a fingerprint of all keys with their plans and of the rules. It is
cheap to take, so a run that changed nothing links nothing, and one that was broken off is mended by the next.
"""

from pathlib import Path

import duckdb

# A row for a key and a plan: lists of plans could not leave the memory for the disk.
_KEYS = """
SELECT t.task_key, hash(t.plan_id) AS plan, count(*) AS tasks
FROM tasks t JOIN v_current_plans p USING (plan_id)
WHERE t.task_key IS NOT NULL
GROUP BY ALL
"""
_FINGERPRINT = f"""
SELECT concat_ws(' ', CAST(? AS VARCHAR), count(*), coalesce(sum(tasks), 0), bit_xor(hash(task_key, plan, tasks)))
FROM ({_KEYS})
"""


def export_task_keys(connection: duckdb.DuckDBPyConnection, file: Path) -> int:
    """Writes keys of current plans, in order, as lines of JSON; returns how many lines there are.

    A line is of a key and a plan: ``task_key``, ``plan`` as a number, ``tasks`` that have it there. A file, so that
    whoever works on them needs no room in this process: 100,000 of them take 200 MB as objects.
    """
    name = str(file).replace("'", "''")
    found = connection.execute(f"COPY ({_KEYS} ORDER BY ALL) TO '{name}' (FORMAT json)").fetchone()
    return int(found[0]) if found else 0


def tasks_are_linked(connection: duckdb.DuckDBPyConnection, rules_version: str) -> bool:
    """Whether the links are of these keys and rules."""
    held = connection.execute("SELECT tasks_linked FROM meta").fetchone()
    return held == connection.execute(_FINGERPRINT, [rules_version]).fetchone()


def mark_tasks_linked(connection: duckdb.DuckDBPyConnection, rules_version: str) -> None:
    """Says that the links are of the keys that are there now."""
    connection.execute(f"UPDATE meta SET tasks_linked = ({_FINGERPRINT})", [rules_version])
