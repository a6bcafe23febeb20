"""What can be chosen: agencies, indicators, communes by some letters of their names, with or without diacritics."""

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from planparse.report.query import Connection
from planparse.review.fields import Names
from planparse.store.looking import Print, look_into, print_of
from planparse.text.unicode import fold_typed

Source = Literal["agency", "indicator", "commune"]
_SHOWN = 12
_LISTS: dict[Source, str] = {
    "agency": "SELECT agency_code, name, level, aliases FROM agencies ORDER BY name",
    "indicator": "SELECT code, name, coalesce(unit, ''), aliases FROM indicator_catalog ORDER BY name",
    "commune": "SELECT commune_code, type || ' ' || name, province_name, [] FROM communes ORDER BY name, province_name",
}


class Suggestion(NamedTuple):
    """Something to choose: its code, its name, and what tells it from others of that name."""

    code: str
    name: str
    hint: str


class _Entry(NamedTuple):
    suggestion: Suggestion
    name: str  # folded
    words: str  # folded, each after a space: name, other names, hint and code


class Suggestions:
    """The lists of one database, read again when it is replaced. Safe in several threads."""

    def __init__(self, db: Path) -> None:
        self._db = db
        self._lock = threading.Lock()
        self._print: Print | None = None
        self._rules: str | None = None
        self._lists: dict[Source, tuple[_Entry, ...]] = {}

    def suggest(self, source: Source, text: str) -> list[Suggestion]:
        """The best fits for the beginnings of words: names that begin with the letters come first."""
        wanted = fold_plain(text)
        found = [entry for entry in self._list(source) if all(f" {word}" in entry.words for word in wanted.split())]
        found.sort(key=lambda entry: _rank(entry, wanted))
        return [entry.suggestion for entry in found[:_SHOWN]]

    def names(self) -> Names:
        """Names of all agencies and indicators, by code."""
        return Names(*({one.suggestion.code: one.suggestion.name for one in self._list(kind)} for kind in _NAMED))

    def _list(self, source: Source) -> tuple[_Entry, ...]:
        with self._lock:
            now = print_of(self._db)
            if now != self._print or source not in self._lists:
                self._renew(source)
                self._print = now
            return self._lists[source]

    def _renew(self, source: Source) -> None:
        """The lists come from the rules: a correction replaces the database, and leaves them as they are."""
        connection = look_into(self._db)
        try:
            rules = connection.execute("SELECT rules_version FROM meta").fetchall()[0][0]
            if rules != self._rules:
                self._lists, self._rules = {}, rules
            if source not in self._lists:
                self._lists[source] = _read(connection, _LISTS[source])
        finally:
            connection.close()


_NAMED: tuple[Source, Source] = ("agency", "indicator")


def fold_plain(text: str) -> str:
    """Lower case without diacritics: what people type in a hurry.

    >>> fold_plain("  Đồng  Văn ")
    'dong van'
    """
    return " ".join(fold_typed(text).split())


def _read(connection: Connection, sql: str) -> tuple[_Entry, ...]:
    rows = connection.execute(sql).fetchall()
    return tuple(_entry(code, name, hint or "", aliases or ()) for code, name, hint, aliases in rows)


def _entry(code: str, name: str, hint: str, aliases: Iterable[str]) -> _Entry:
    words = fold_plain(" ".join((name, *aliases, hint, code)))
    return _Entry(Suggestion(code, name, hint), fold_plain(name), f" {words}")


def _rank(entry: _Entry, wanted: str) -> tuple[int, int, str]:
    if entry.name.startswith(wanted):
        place = 0
    elif f" {wanted}" in entry.name:
        place = 1
    else:
        place = 2 if wanted in entry.name else 3
    return place, len(entry.name), entry.name
