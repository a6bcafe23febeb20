"""planparse reads the plans of Vietnamese communes into DuckDB, so that they can be compared.

``planparse.parse(file)`` reads one plan, ``planparse.ingest(paths, db)`` many into a database, ``planparse.open(db)``
asks it. What is used is loaded then: importing planparse alone is cheap.
"""

from typing import TYPE_CHECKING

__version__ = "0.4.0"

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
    "__version__",
    "ingest",
    "load_rules",
    "open",
    "parse",
]

if TYPE_CHECKING:
    from planparse.api import (
        ColumnMeaning,
        Database,
        DatabaseError,
        Frame,
        Indicator,
        Plan,
        PlanparseError,
        QueryError,
        RuleBook,
        RuleError,
        Summary,
        Table,
        Task,
        UnreadableError,
        UsageError,
        ingest,
        load_rules,
        parse,
    )
    from planparse.api import open_database as open  # noqa: A004 - read as planparse.open, never alone


def __getattr__(name: str) -> object:
    """A name of the public interface, loaded when it is asked for."""
    if name not in __all__:
        raise AttributeError(f"module 'planparse' has no attribute {name!r}")
    from planparse import api

    return getattr(api, "open_database" if name == "open" else name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
