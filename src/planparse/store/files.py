"""What is known of the files of a database, for telling which of them hold one plan."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import regex

from planparse.text.unicode import fold

_NO_DATE = dt.date.min
_SIGNS = regex.compile(r"[^\p{L}\d]+")


class File(NamedTuple):
    """What the database knows of a file that matters here.

    Attributes:
        place: the commune, whatever identifies it; None where it is not known: such a file is nobody's copy.
        commune: its name, for titles that hold it.
        superseded: another file was read later from the same path.
        printed: as much of the date as is printed ("2026-04" on a draft without a day), in EDTF.
        kind, letters, words, all_words: doc_type, symbol and title for comparing, see ``titles.fold_file``.
    """

    plan_id: str
    place: str | None
    commune: str | None
    doc_type: str | None
    title: str | None
    plan_year: int | None
    number: int | None
    symbol: str | None
    issued_on: dt.date | None
    status: str
    media_type: str
    text_origin: str
    superseded: bool
    printed: str | None = None
    kind: str = ""
    letters: str | None = None
    words: tuple[str, ...] = ()
    all_words: tuple[str, ...] = ()


class Replacing(NamedTuple):
    """A plan says that it replaces a document. ``symbol`` is canonical: "31/KH-UBND"."""

    plan_id: str
    symbol: str
    issued_on: dt.date | None


Names = Callable[[Iterable[str]], Mapping[str, frozenset[str]]]
"""Plan ids -> the folded names of the tasks and indicators of each."""


class Link(NamedTuple):
    """What is stored of a file: the better copy of its plan, and the plan that replaced it."""

    same_plan_as: str | None
    replaced_by: str | None


def rank_file(file: File) -> tuple[object, ...]:
    """The best of a group comes first."""
    return (
        file.superseded,
        file.doc_type is None and file.title is None,
        file.status != "issued",
        -(file.issued_on or _NO_DATE).toordinal(),
        "wordprocessingml" not in file.media_type,
        file.media_type != "application/pdf",
        file.text_origin != "native",
        file.plan_id,
    )


def is_part(file: File) -> bool:
    """A file of appendices only."""
    return file.doc_type is None and file.title is None


def bare_symbol(symbol: str | None) -> str | None:
    """The letters of a symbol: "KH-UBND" and "KH/UBND" are one.

    >>> bare_symbol("KH - UBND")
    'khubnd'
    """
    return None if symbol is None else _SIGNS.sub("", fold(symbol))
