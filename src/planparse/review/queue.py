"""The queue: every record of the database in the order of doubt, filtered and a page at a time.

It is made once for each version of the database, within memory, by ``queue.sql``; of another version only the plans
that changed are made again. The road not taken was to sort and filter the tables themselves at each request: folding
the names of a hundred thousand tasks takes a second.
"""

import contextlib
import threading
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Literal, NamedTuple

from planparse.errors import DatabaseError
from planparse.report.query import Connection
from planparse.store.looking import Print, let_go, look_into, print_of

PAGE = 50
_FOLDED = "replace(strip_accents(lower({})), 'đ', 'd')"
_SOUGHT = _FOLDED.format("$text")
# By this a plan is seen to have changed: read again, corrected, undone, or found to be a copy of another.
_STATES = """
SELECT p.plan_id, concat_ws('|', p.ingested_at, p.parser_version, p.rules_version, p.same_plan_as, p.replaced_by,
    p.commune_code, c.n, c.at) AS state
FROM plans p
LEFT JOIN (
    SELECT plan_id, count(*) AS n, max(greatest(made_at, coalesce(undone_at, made_at))) AS at
    FROM corrections GROUP BY plan_id
) c USING (plan_id)
"""
_LISTED = """
SELECT q.rank, q.plan_id, q.place, q.id, q.kind, q.part, q.label, q.name, q.grade, q.confidence, q.codes, q.is_reviewed,
    p.commune, p.province
FROM (SELECT * FROM memory.queue q WHERE {where} ORDER BY {order} LIMIT {limit}) q
JOIN memory.plan p USING (plan_id)
ORDER BY {order}
"""
_ORDER = "q.rank, q.plan_id, q.place, q.id"
_PARTS_OF_CURSOR = 4
_FOLD_AFTER_SECONDS = 2.0  # the first records are to be seen before
_IN_A_NAME = 40  # letters: the folded text of a plan begins with its commune
_CHANGED = """
CREATE OR REPLACE TABLE memory.todo AS
SELECT DISTINCT plan_id FROM (
    (SELECT * FROM memory.now EXCEPT SELECT * FROM memory.seen)
    UNION ALL
    (SELECT * FROM memory.seen EXCEPT SELECT * FROM memory.now)
)
"""
LOST = "row.lost"
"""The doubt of rows that became nothing, whatever the finding on them says."""
_ASKED = {
    "province": "q.plan_id IN (SELECT plan_id FROM memory.plan WHERE province = $province)",
    "plan": "q.plan_id = $plan",
    "part": "q.part = $part",
    "doubt": f"(list_contains(q.codes, $doubt) OR ($doubt = '{LOST}' AND q.kind = 'row'))",
    "text": f"(q.plan_id IN (SELECT plan_id FROM memory.plan WHERE contains(folded, {_SOUGHT})) "
    f"OR q.text_no IN (SELECT text_no FROM memory.texts WHERE contains(folded, {_SOUGHT})))",
}

Reviewed = Literal["no", "yes", "all"]
Part = Literal["task", "indicator", "other", "text", "header", ""]


class Filter(NamedTuple):
    """What of the queue is wanted.

    Attributes:
        province: its name; "" for all.
        plan: a plan_id; "" for all.
        doubt: a code of findings, ``row.lost`` for rows that became nothing; "" for all.
        part: kind of the table, ``text`` for the body, ``header`` for plans themselves; "" for all.
        text: words to be found in the record or the name of its plan, with or without diacritics.
        reviewed: only what nobody has looked at, only what somebody has, or all.
        copies: also plans that are copies, or that another plan replaces.
    """

    province: str = ""
    plan: str = ""
    doubt: str = ""
    part: Part = ""
    text: str = ""
    reviewed: Reviewed = "no"
    copies: bool = False


class Item(NamedTuple):
    """A line of the queue; ``grade`` is 3 for an error at its place, 2 for a warning, 1 for a remark, else 0."""

    rank: int
    plan_id: str
    place: int
    id: str
    kind: str
    part: str
    label: str | None
    name: str
    grade: int
    confidence: float
    codes: Sequence[str]
    is_reviewed: bool
    commune: str
    province: str

    @property
    def cursor(self) -> str:
        """Where the next page goes on."""
        return f"{self.rank}~{self.plan_id}~{self.place}~{self.id}"


class Page(NamedTuple):
    """Some lines of the queue, and how far its filter has been gone through."""

    items: tuple[Item, ...]
    next: str | None
    total: int
    reviewed: int


class Counted(NamedTuple):
    """A value to filter by, and how many records have it."""

    value: str
    records: int


class Named(NamedTuple):
    """A plan to filter by."""

    plan_id: str
    commune: str
    province: str
    title: str


class Queue:
    """The queue of one database. All methods are safe in several threads."""

    def __init__(self, db: Path) -> None:
        self.db = db
        self._lock = threading.Lock()
        self._memory: Connection | None = None
        self._print: Print | None = None
        self._folding = threading.Lock()
        self._folded_for: Print | None = None
        self._waiting: threading.Timer | None = None

    def renew(self) -> Print:
        """Makes the queue again where the database is another one by now; says which it is made of.

        Raises:
            DatabaseError: the database cannot be read.
        """
        with self._lock:
            self._renew()
            assert self._print is not None
            return self._print

    def page(self, wanted: Filter, after: str = "") -> Page:
        """Lines of the queue.

        Args:
            wanted: which.
            after: the cursor of the line before them.
        """
        if wanted.text:
            self.fold()
        cursor = self._cursor()
        where, values = _conditions(wanted)
        counts = cursor.execute(
            f"SELECT count(*), count(*) FILTER (q.is_reviewed) FROM memory.queue q WHERE {where}", values
        ).fetchall()[0]
        seen, more = _seen(wanted.reviewed), _after(after)
        if more is not None:
            seen, values = f"{seen} AND ({_ORDER}) > ($rank, $plan_after, $place, $id)", values | more
        sql = _LISTED.format(where=f"{where} AND {seen}", order=_ORDER, limit=PAGE + 1)
        items = tuple(Item(*row) for row in cursor.execute(sql, values).fetchall())
        self._fold_later()
        following = items[PAGE - 1].cursor if len(items) > PAGE else None
        return Page(items[:PAGE], following, int(counts[0]), int(counts[1]))

    def find(self, plan_id: str, record_id: str) -> Item | None:
        """The line of one record."""
        sql = _LISTED.format(where="q.plan_id = $plan AND q.id = $id", order=_ORDER, limit=1)
        rows = self._cursor().execute(sql, {"plan": plan_id, "id": record_id}).fetchall()
        return Item(*rows[0]) if rows else None

    def doubts(self) -> list[Counted]:
        """Kinds of doubt in the queue, the most frequent first."""
        sql = (
            "SELECT code, count(*) FROM (SELECT unnest(codes) AS code FROM memory.queue "
            f"UNION ALL SELECT '{LOST}' FROM memory.queue WHERE kind = 'row') GROUP BY code ORDER BY 2 DESC, 1"
        )
        return [Counted(*row) for row in self._cursor().execute(sql).fetchall()]

    def provinces(self) -> list[Counted]:
        """Provinces of the plans, in the order of their names without diacritics."""
        order = _FOLDED.format("province")
        sql = f"SELECT province, count(*) FROM memory.plan WHERE province <> '' GROUP BY 1 ORDER BY {order}"
        return [Counted(*row) for row in self._cursor().execute(sql).fetchall()]

    def plans(self, text: str, province: str, limit: int) -> list[Named]:
        """Plans whose commune, title or file has these words; those whose commune begins with them first."""
        sql = f"""
            SELECT plan_id, commune, province, title FROM memory.plan
            WHERE contains(folded, {_SOUGHT}) AND ($province = '' OR province = $province)
            ORDER BY NOT contains(left(folded, {_IN_A_NAME}), {_SOUGHT}), folded, plan_id LIMIT {limit}
        """
        rows = self._cursor().execute(sql, {"text": " ".join(text.split()), "province": province}).fetchall()
        return [Named(*row) for row in rows]

    def fold(self) -> None:
        """Makes the texts ready to be searched: seconds, where a hundred thousand differ; so it is done beforehand."""
        with self._folding:
            self._cursor().execute(
                f"UPDATE memory.texts SET folded = {_FOLDED.format('words')}, words = words WHERE folded IS NULL"
            )

    def _fold_later(self) -> None:
        if self._folded_for != self._print:
            self._folded_for = self._print
            self._waiting = threading.Timer(_FOLD_AFTER_SECONDS, self._fold_quietly)
            self._waiting.daemon = True
            self._waiting.start()

    def close(self) -> None:
        """Waits for what still goes on beside the answers: nothing may run while the program goes down."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting.join()

    def _fold_quietly(self) -> None:
        with contextlib.suppress(DatabaseError):  # it is gone meanwhile; whoever asks next is told
            self.fold()

    def _cursor(self) -> Connection:
        with self._lock:
            self._renew()
            assert self._memory is not None
            return self._memory.cursor()

    def _renew(self) -> None:
        now = print_of(self.db)
        if now == self._print:
            return
        self._memory = look_into(self.db, self._memory)
        try:
            if self._print is None:
                self._memory.execute(_script("queue_tables.sql"))
            self._memory.execute(f"CREATE OR REPLACE TABLE memory.now AS {_STATES}")
            self._memory.execute(_CHANGED)
            self._memory.execute(_script("queue.sql"))
            self._memory.execute("CREATE OR REPLACE TABLE memory.seen AS FROM memory.now")
        finally:
            let_go(self._memory)
        self._print = now


def _conditions(wanted: Filter) -> tuple[str, dict[str, object]]:
    """What a filter asks, without whether somebody has looked at it: progress counts both."""
    values: dict[str, object] = {}
    found = ["true"] if wanted.copies else ["q.is_current"]
    for name, condition in _ASKED.items():
        if value := getattr(wanted, name):
            found.append(condition)
            values[name] = " ".join(str(value).split())
    return " AND ".join(found), values


def _seen(reviewed: Reviewed) -> str:
    return {"no": "NOT q.is_reviewed", "yes": "q.is_reviewed", "all": "true"}[reviewed]


def _after(cursor: str) -> dict[str, object] | None:
    """The place that a cursor names; None for the beginning, and for what is no cursor."""
    parts = cursor.split("~")
    if len(parts) != _PARTS_OF_CURSOR or not (parts[0].isdecimal() and parts[2].isdecimal()):
        return None
    return {"rank": int(parts[0]), "plan_after": parts[1], "place": int(parts[2]), "id": parts[3]}


def _script(name: str) -> str:
    return resources.files("planparse.review").joinpath(name).read_text("utf-8")
