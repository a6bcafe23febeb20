"""When two texts of gold and database count as the same, and which rows belong to each other."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from planparse.report.facts import RecordFact

_SAME_ROW = 88.0  # names of the same row differ by a slip of OCR or a cut word at most: measured on rapidfuzz's ratio

_LATEX = ((re.compile(r"\\geq?\b"), "≥"), (re.compile(r"\\leq?\b"), "≤"), (re.compile(r"\\(?=%)|\$"), ""))
_MARKS = re.compile(r"</?(?:b|p|i|u|br)\s*/?>|\*+")
_SIGN = re.compile(r"([≥≤])\s*")
_DASH = re.compile(r"[–—‐‑−]")
_QUOTE = re.compile(r"[“”„]")


def comparable(text: str | None) -> str:
    r"""Text without what does not count: Unicode form, markup, kinds of dash and quote, runs of spaces, letter case.

    >>> comparable(r"<b>Đạt</b> $\geq 95\%$") == comparable("đạt ≥95%")
    True
    """
    text = unicodedata.normalize("NFC", text or "")
    for pattern, plain in _LATEX:
        text = pattern.sub(plain, text)
    text = _SIGN.sub(r"\1 ", _MARKS.sub(" ", text))
    text = _QUOTE.sub('"', _DASH.sub("-", text))
    return " ".join(text.split()).casefold()


def comparable_label(text: str | None) -> str:
    """A label without its closing dot or bracket."""
    return comparable(text).rstrip(".)").strip()


def comparable_symbol(text: str | None) -> str:
    """A document's symbol without spaces."""
    return "".join(comparable(text).split())


class Pair(NamedTuple):
    """A row of the gold and the row found for it; None where one side has none."""

    expected: RecordFact | None
    found: RecordFact | None


def pair_records(expected: Sequence[RecordFact], found: Sequence[RecordFact]) -> list[Pair]:
    """Rows whose names agree, in order: of all pairings that keep the order of both sides, the most similar one."""
    likeness = _likeness(expected, found)
    best = _best_totals(likeness, len(expected), len(found))
    pairs: list[Pair] = []
    i = j = 0
    while i < len(expected) and j < len(found):
        if likeness[i][j] and best[i][j] == best[i + 1][j + 1] + likeness[i][j]:
            pairs.append(Pair(expected[i], found[j]))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            pairs.append(Pair(expected[i], None))
            i += 1
        else:
            pairs.append(Pair(None, found[j]))
            j += 1
    rest = [Pair(record, None) for record in expected[i:]] + [Pair(None, record) for record in found[j:]]
    return pairs + rest


def _likeness(expected: Sequence[RecordFact], found: Sequence[RecordFact]) -> list[list[float]]:
    """Similarity of each pair of names, 0 where they cannot be the same row."""
    found_names = [comparable(record.name) for record in found]
    return [
        [fuzz.ratio(comparable(record.name), name, score_cutoff=_SAME_ROW) for name in found_names]
        for record in expected
    ]


def _best_totals(likeness: list[list[float]], rows: int, columns: int) -> list[list[float]]:
    """``[i][j]``: the similarity that can still be had from the rows after i and j."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            paired = best[i + 1][j + 1] + likeness[i][j] if likeness[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    return best
