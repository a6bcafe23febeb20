"""The commands as functions: ``planparse.parse``, ``planparse.ingest``, ``planparse.open``.

Everything here is re-exported by ``planparse``, and loaded when it is first used: ``import planparse`` itself loads no
reader, no rules and no database.
"""

from planparse.api.database import Database, open_database
from planparse.api.frames import ColumnMeaning, Frame, Table
from planparse.api.plan import Indicator, Plan, Task
from planparse.api.reading import ingest, parse
from planparse.batch.results import Summary
from planparse.errors import DatabaseError, PlanparseError, QueryError, RuleError, UnreadableError, UsageError
from planparse.rulebook.book import RuleBook, load_rules

__all__ = [
    "ColumnMeaning",
    "Database",
    "DatabaseError",
    "Frame",
    "Indicator",
    "Plan",
    "PlanparseError",
    "QueryError",
    "RuleBook",
    "RuleError",
    "Summary",
    "Table",
    "Task",
    "UnreadableError",
    "UsageError",
    "ingest",
    "load_rules",
    "open_database",
    "parse",
]
