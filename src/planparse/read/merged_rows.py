"""Rows of a text table that OCR printed without tabs: a merged row reads as a line of plain text.

Road not taken: to leave such a line as a paragraph and to join the tables around it later. Then nobody knows any more
that nothing but this line stood between them, and the line itself would be a heading of the body.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from planparse.text.labels import read_ordinal, read_section_label

LineKind = Literal["blank", "rule", "text", "tabbed", "piped"]

_MARKS = re.compile(r"[*_#]{2,}|</?\w+>")
_LABEL = re.compile(r"(?:[-–+•*]|(?:[IVXLC]+|\d{1,2}(?:\.\d{1,2})*|\w)[.)]|\d{1,2}(?:\.\d{1,2})+)")
_PAGE_NUMBER = re.compile(r"\s*(?:trang\s*)?[-–]?\s*\d{1,3}(?:\s*/\s*\d{1,3})?\s*[-–]?\s*", re.IGNORECASE)
# A group of a calendar names its period only: Quý I, Tháng 3/2026, 6 tháng đầu năm.
_PERIOD = re.compile(r"(?:(?:quý|tháng|tuần)\s+\S{1,4}|6 tháng \w+ năm)(?:\s*(?:/|năm)?\s*20\d\d)?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;,!?]\s*$")
# A heading of rows is short; two of them may follow each other (A, then I).
_LONGEST_GROUP = 150
_MOST_GROUPS = 2
_SMALLEST_TABLE = 2


class _Stretch(NamedTuple):
    """Lines of one kind with at most blank lines and rules between them, by their places."""

    kind: LineKind
    places: tuple[int, ...]


def take_in_rows(texts: Sequence[str], kinds: Sequence[LineKind]) -> list[LineKind]:
    r"""The kind of each line; group rows between two parts of one table count as tabbed, page numbers as blank.

    >>> take_in_rows(["TT\tViệc\tHạn", "QUÝ I", "1\tHọp\t3/1"], ["tabbed", "text", "tabbed"])
    ['tabbed', 'tabbed', 'tabbed']
    """
    result = list(kinds)
    stretches = list(_stretches(kinds))
    in_table = False
    for above, between, below in zip(stretches, stretches[1:], stretches[2:], strict=False):
        if between.kind != "text":
            continue
        upper, inner, lower = ([texts[place] for place in stretch.places] for stretch in (above, between, below))
        kind = None
        if above.kind == below.kind == "tabbed" and _is_one_table(upper, lower):
            kind = _kind_between(upper, inner, lower, in_table=in_table)
        for place in between.places if kind else ():
            result[place] = kind or "text"
        in_table = kind == "tabbed"
    return result


def _kind_between(upper: list[str], inner: list[str], lower: list[str], *, in_table: bool) -> LineKind | None:
    """What the lines between two parts of a table are; None where the lower part may be another table.

    ``in_table``: the upper part itself follows a row that was taken in.
    """
    if len(inner) == 1 and _PAGE_NUMBER.fullmatch(inner[0]):
        return "blank" if _goes_on(lower[0], may_be_empty=True) else None
    if len(inner) > _MOST_GROUPS or not all(map(_reads_as_group, inner)):
        return None
    # A header alone has no rows but those below; and after one quarter comes another.
    only_header = not in_table and len(upper) == 1 and all(cell.strip() for cell in upper[0].split("\t"))
    periods = in_table and all(map(_PERIOD.fullmatch, map(_plain, inner)))
    return "tabbed" if only_header or periods or _goes_on(lower[0], may_be_empty=False) else None


def shows_columns(text: str) -> bool:
    """Two tabs or more between or after words; an indented label with its text has two as well, but is none."""
    filled = split_filled(text)
    inner = text.lstrip("\t ").count("\t")
    return len(filled) >= 3 or (
        len(filled) == 2 and (inner >= 2 or (text.count("\t") >= 2 and not is_label(filled[0])))
    )


def split_filled(text: str) -> list[str]:
    """The cells of a tabbed line that hold text."""
    return [cell.strip() for cell in text.split("\t") if cell.strip()]


def is_label(cell: str) -> bool:
    """Whether a cell holds a label or a bullet and nothing else."""
    return _LABEL.fullmatch(_MARKS.sub("", cell).strip()) is not None


def _stretches(kinds: Sequence[LineKind]) -> Iterator[_Stretch]:
    solid = ((place, kind) for place, kind in enumerate(kinds) if kind not in {"blank", "rule"})
    for kind, group in groupby(solid, key=lambda pair: pair[1]):
        yield _Stretch(kind, tuple(place for place, _ in group))


def _is_one_table(above: Sequence[str], below: Sequence[str]) -> bool:
    """Both parts show columns, and the lower one has no more of them; its last tabs may be lost."""
    if not any(map(shows_columns, above)):
        return False
    width, width_below = (max(text.count("\t") for text in part) for part in (above, below))
    # The rest of a row that the page cut may fill one cell only, but keeps its tabs.
    shown = width_below == width or any(map(shows_columns, below))
    return shown and _SMALLEST_TABLE <= width_below <= width + 1


def _goes_on(line: str, *, may_be_empty: bool) -> bool:
    """A row that is no header: it begins with a label, a bullet or, after a page break, an empty cell."""
    first = _plain(line.split("\t")[0])
    labelled = is_label(first) or read_ordinal(first) is not None or read_section_label(first) is not None
    return labelled or (may_be_empty and not first)


def _plain(text: str) -> str:
    return _MARKS.sub("", text).strip()


def _reads_as_group(line: str) -> bool:
    """A short line with a label, in capitals, ending in a colon, or naming a period."""
    text = _plain(line)
    if len(text) > _LONGEST_GROUP or _SENTENCE_END.search(text):
        return False
    labelled = read_section_label(text) is not None
    return labelled or text.isupper() or text.endswith(":") or _PERIOD.fullmatch(text) is not None
