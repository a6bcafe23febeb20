"""A table, a view or the answer to a question, as whatever the reader works with."""

from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from planparse.errors import UsageError
from planparse.report.cells import format_value
from planparse.report.frames import Fetched, Values, fetch_arrow, fetch_pandas, fetch_polars, fetch_rows
from planparse.wording.message import Message

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped]
    import polars
    import pyarrow  # type: ignore[import-untyped]

R = TypeVar("R", bound=tuple[Any, ...])

_SHOWN = 20  # rows that a notebook shows


class Asked(Protocol):
    """An open database that answers a statement, one at a time."""

    def answer(self, fetch: Callable[[Any, str, Values], Any], sql: str, values: Values) -> Any:
        """Calls ``fetch`` with the connection."""
        ...


class ColumnMeaning(NamedTuple):
    """A column: its name, its type in the database, and what it holds."""

    name: str
    type: str
    meaning: str


class Frame(Generic[R]):
    """Rows of the database that are fetched when they are asked for.

    Nothing is read until ``rows()``, ``pandas()``, ``polars()`` or ``arrow()`` is called, so that a frame can be
    narrowed first: ``db.tasks_due.where("due_on < $day", day=date(2026, 7, 1)).pandas()``.
    """

    def __init__(self, database: Asked, sql: str, values: Values, build: Callable[[Fetched], list[R]]) -> None:
        self._database = database
        self._sql = sql
        self._values = values
        self._build = build

    def rows(self) -> list[R]:
        """The rows as named tuples: ``row.due_on``; they cannot be changed."""
        fetched: Fetched = self._database.answer(fetch_rows, self._sql, self._values)
        return self._build(fetched)

    def pandas(self) -> "pandas.DataFrame":
        """The rows as a pandas.DataFrame (``pip install pandas``)."""
        return self._database.answer(fetch_pandas, self._sql, self._values)

    def polars(self) -> "polars.DataFrame":
        """The rows as a polars.DataFrame (``pip install polars pyarrow``)."""
        return self._database.answer(fetch_polars, self._sql, self._values)  # type: ignore[no-any-return]

    def arrow(self) -> "pyarrow.Table":
        """The rows as a pyarrow.Table (``pip install pyarrow``)."""
        return self._database.answer(fetch_arrow, self._sql, self._values)

    def where(self, condition: str, /, **values: object) -> "Frame[R]":
        """The rows for which a condition in SQL holds; ``$name`` in it stands for a value.

        Conditions join with AND. Values are bound, never pasted: a text from elsewhere is safe in them.

        Raises:
            UsageError: an earlier condition has another value of this name.
        """
        for name in self._values.keys() & values.keys():
            if self._values[name] != values[name]:
                raise UsageError(Message("export.errors.value_twice", name=name))
        sql = f"SELECT * FROM {_inside(self._sql)} WHERE ({condition}\n)"
        return Frame(self._database, sql, {**self._values, **values}, self._build)

    def order_by(self, columns: str, /) -> "Frame[R]":
        """The rows in an order, as SQL says it: ``"due_on DESC, commune_name"``."""
        return Frame(
            self._database, f"SELECT * FROM {_inside(self._sql)} ORDER BY {columns}", self._values, self._build
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        fetched: Fetched = self._database.answer(
            fetch_rows, f"SELECT * FROM {_inside(self._sql)} LIMIT 0", self._values
        )
        return fetched.columns

    def __len__(self) -> int:
        """How many rows it has."""
        fetched: Fetched = self._database.answer(fetch_rows, f"SELECT count(*) FROM {_inside(self._sql)}", self._values)
        return int(fetched.rows[0][0])

    def __iter__(self) -> Iterator[R]:
        """One row after another."""
        return iter(self.rows())

    def _repr_html_(self) -> str:
        """The first rows, for notebooks; text of a document is text there."""
        sql = f"SELECT * FROM {_inside(self._sql)} LIMIT {_SHOWN}"
        fetched: Fetched = self._database.answer(fetch_rows, sql, self._values)
        head = "".join(f"<th>{escape(name)}</th>" for name in fetched.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(format_value(value))}</td>" for value in row) + "</tr>"
            for row in fetched.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _inside(sql: str) -> str:
    """A statement within another; it may end with a comment, which ends with its line."""
    return f"({sql}\n)"


class Table(Frame[R]):
    """A table or view of the database; ``describe()`` tells what its columns mean."""

    def __init__(self, database: Asked, name: str, build: Callable[[Fetched], list[R]]) -> None:
        super().__init__(database, f'SELECT * FROM "{name}"', {}, build)
        self.name = name

    def describe(self) -> list[ColumnMeaning]:
        """Every column with its type and its meaning."""
        sql = (
            "SELECT column_name, data_type, coalesce(comment, '') FROM duckdb_columns() "
            "WHERE table_name = $name AND schema_name = 'main' ORDER BY column_index"
        )
        fetched: Fetched = self._database.answer(fetch_rows, sql, {"name": self.name})
        return [ColumnMeaning(*row) for row in fetched.rows]
