"""Which lines of a text are rows of a table, and which only hold a tab.

OCR prints a table row as cells with tabs between them. But a tab may also stand after a label, open a paragraph, or
push the second half of a signature block to the right, so one line alone rarely tells: its neighbours do.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from planparse.read.merged_rows import LineKind, is_label, shows_columns, split_filled, take_in_rows


class Line(NamedTuple):
    """A line of the file, from 1; ``new_page``: a form feed stands before it."""

    number: int
    text: str
    new_page: bool = False


class Run(NamedTuple):
    """Lines that belong together: the rows of one table, or lines of running text without a blank line between.

    Attributes:
        rows: the cells of each line; None where the run is running text.
        gaps: the lines that follow a blank line inside the run.
    """

    lines: tuple[Line, ...]
    rows: tuple[tuple[str, ...], ...] | None = None
    gaps: frozenset[int] = frozenset()


_RULE = re.compile(r"\s*(?:(?:[-*_=]\s*){3,}|\+(?:[-=]+\+)+|```\w*)\s*")
# One dash alone in a cell is a value ("none"), not a part of a separator.
_BAR = r"\s*(?::?-{2,}:?|:-+:?|-:)\s*"
_SEPARATOR = re.compile(rf"\s*\|?(?:{_BAR}\|)+(?:{_BAR})?\s*")
_PIPED = re.compile(r"\s*\|.*\|.*")
_PIPE = re.compile(r"(?<!\\)\|")


def find_runs(lines: Sequence[Line]) -> Iterator[Run]:
    """Cuts a text into runs, in order. Blank lines, rules and the separators of Markdown tables are in none."""
    kinds = take_in_rows([line.text for line in lines], [_line_kind(line.text) for line in lines])
    chunks: list[list[tuple[LineKind, Line]]] = [[]]
    for kind, line in zip(kinds, lines, strict=True):
        if kind not in {"blank", "rule"} and kind != _last_solid_kind(chunks[-1], kind):
            chunks.append([])
        chunks[-1].append((kind, line))
    for chunk in chunks:
        yield from _runs_of_chunk(chunk)


def _line_kind(text: str) -> LineKind:
    if not text.strip():
        return "blank"
    if _PIPED.fullmatch(text) or _SEPARATOR.fullmatch(text):
        return "piped"
    if "\t" in text.strip(" "):
        return "tabbed"  # a row of dashes between tabs is a row of the table, which OCR printed
    return "rule" if _RULE.fullmatch(text) else "text"


def _last_solid_kind(chunk: list[tuple[LineKind, Line]], default: LineKind) -> LineKind:
    return next((kind for kind, _ in reversed(chunk) if kind not in {"blank", "rule"}), default)


def _runs_of_chunk(chunk: list[tuple[LineKind, Line]]) -> Iterator[Run]:
    """The runs of lines of one kind, blank lines among them."""
    kind = _last_solid_kind(chunk, "blank")
    clusters = [
        tuple(line for _, line in group)
        for solid, group in groupby(chunk, key=lambda pair: pair[0] not in {"blank", "rule"})
        if solid
    ]
    if kind == "piped":
        yield from _build_table(clusters, _split_pipes)
    elif kind == "tabbed":
        yield from _runs_of_tabbed(clusters)
    else:
        yield from (Run(cluster) for cluster in clusters)


def _build_table(clusters: Sequence[tuple[Line, ...]], split: Callable[[str], tuple[str, ...]]) -> Iterator[Run]:
    solid = [[line for line in cluster if not _SEPARATOR.fullmatch(line.text)] for cluster in clusters]
    lines = tuple(line for cluster in solid for line in cluster)
    gaps = frozenset(cluster[0].number for cluster in solid if cluster and cluster[0] is not lines[0])
    if lines:
        yield Run(lines, tuple(split(line.text) for line in lines), gaps)


def _split_pipes(text: str) -> tuple[str, ...]:
    inner = text.strip().removeprefix("|")
    inner = inner if inner.endswith("\\|") else inner.removesuffix("|")
    return tuple(_PIPE.split(inner))


def _split_tabs(text: str) -> tuple[str, ...]:
    return tuple(text.split("\t"))


def _split_spread(text: str) -> tuple[str, ...]:
    """Several tabs in a row are one gap: someone pushed the right half into place."""
    return tuple(re.split(r"\t[\t ]*", text))


def _runs_of_tabbed(clusters: Sequence[tuple[Line, ...]]) -> Iterator[Run]:
    """A table reaches from the first to the last cluster that shows columns; what stands around it is judged apart."""
    shown = [] if _is_spread(clusters) else [place for place, cluster in enumerate(clusters) if _has_columns(cluster)]
    if shown:
        shown += [place for place, cluster in enumerate(clusters) if _has_width_of(cluster, clusters[shown[0]])]
        shown.sort()
    first, last = (shown[0], shown[-1] + 1) if shown else (0, 0)
    yield from _runs_of_pairs(clusters[:first])
    yield from _build_table(clusters[first:last], _split_tabs)
    yield from _runs_of_pairs(clusters[last:])


def _runs_of_pairs(clusters: Sequence[tuple[Line, ...]]) -> Iterator[Run]:
    """Lines of two halves are a table of two columns where most of them are, and not a label before its text."""
    lines = [line for cluster in clusters for line in cluster]
    pairs = sum(_is_pair(line.text) for line in lines)
    if pairs >= 2 and 2 * pairs >= len(lines):
        yield from _build_table(clusters, _split_spread)
    else:
        yield from (Run(cluster) for cluster in clusters)


def _has_columns(cluster: Sequence[Line]) -> bool:
    return any(shows_columns(line.text) for line in cluster)


def _has_width_of(cluster: Sequence[Line], table: Sequence[Line]) -> bool:
    """As many tabs as the table's first row: the rest of a row that the page cut may fill one cell only."""
    width = table[0].text.count("\t")
    return width >= 2 and any(line.text.count("\t") == width for line in cluster)


def _is_pair(text: str) -> bool:
    filled = split_filled(text)
    return len(filled) == 2 and not is_label(filled[0])


def _is_spread(clusters: Sequence[tuple[Line, ...]]) -> bool:
    """No line has more than two halves, and one has a wide gap between them."""
    texts = [line.text for cluster in clusters for line in cluster]
    wide = any(re.search(r"\S *\t *\t[\t ]*\S", text) for text in texts)
    return wide and all(len(split_filled(text)) <= 2 for text in texts)
