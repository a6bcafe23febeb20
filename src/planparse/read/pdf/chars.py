"""Runs of characters in the coordinates of the PDF to strips of characters as seen."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from planparse.read.pdf.glyphs import PageText, Run, drop_chars
from planparse.read.pdf.page import Box, Char, Frame, Strip
from planparse.read.pdf.strips import build_strip, cut, gather, take_apart

_Columns = tuple[Sequence[Any], ...]  # of all characters of the page: letter, x0, top, x1, bottom, base


def find_turn(runs: Sequence[Run]) -> int | None:
    """How far to turn the page so that most of its text is upright; None where there is no text."""
    angles: Counter[int] = Counter()
    for run in runs:
        angles[run.style.angle] += run.end - run.start
    return angles.most_common(1)[0][0] if angles else None


def find_hidden(runs: Sequence[Run]) -> float:
    """Which share of the characters is not painted."""
    hidden = sum(run.end - run.start for run in runs if run.style.hidden)
    return hidden / max(sum(run.end - run.start for run in runs), 1)


def build_strips(text: PageText, frame: Frame) -> list[Strip]:
    """Characters that can be seen; accents stay with their letter, lines of turned text are one character each."""
    columns = (text.letters, *frame.place_columns(text.sides), frame.place_levels(text.levels))
    strips: list[Strip] = []
    for upright, group in groupby(_find_visible(text, frame.box), lambda run: run.style.angle == frame.turn):
        if upright:
            for run in group:
                strips += _build_run(columns, run)
        else:
            strips += gather(_join_turned(line) for line in _find_turned(columns, group, text.levels))
    if not text.letters.isascii() and any(map(unicodedata.combining, set(text.letters))):
        return list(gather(_join_marks(take_apart(strips))))
    return strips


def _find_visible(text: PageText, box: Box) -> Iterator[Run]:
    """The runs without characters off the page."""
    x0, y0, x1, y1 = box
    lefts, bottoms, rights, tops = text.sides
    if text.runs and max(lefts) < x1 and max(bottoms) < y1 and min(rights) > x0 and min(tops) > y0:
        yield from text.runs  # nearly every page
        return
    sides = zip(*text.sides, strict=True)
    off = [left >= x1 or bottom >= y1 or right <= x0 or top <= y0 for left, bottom, right, top in sides]
    for run in text.runs:
        if any(off[run.start : run.end]):
            yield from drop_chars(run, {index for index in range(run.start, run.end) if off[index]})
        else:
            yield run


def _build_run(columns: _Columns, run: Run) -> Iterator[Strip]:
    """One strip, as the characters of a text object nearly always stand on one line."""
    start, end, style = run
    text, x0, top, x1, bottom, bases = [column[start:end] for column in columns]
    shared = bases[0], style.size, style.bold, style.italic, style.run, style.font
    strip = build_strip((text, x0, top, x1, bottom), shared)
    if bases.count(bases[0]) == len(bases):
        yield strip
        return
    position = 0
    for base, group in groupby(bases):
        last, position = position, position + len(list(group))
        yield cut(strip, last, position)._replace(base=base)


def _find_turned(columns: _Columns, runs: Iterable[Run], levels: Sequence[float]) -> Iterator[list[Char]]:
    """Text that runs another way than the page, letter after letter of one line."""
    line: list[Char] = []
    last: tuple[int, float] | None = None  # which way the line runs, and its level
    for run in runs:
        angle, size = run.style.angle, run.style.size
        for char, level in zip(take_apart(_build_run(columns, run)), levels[run.start : run.end], strict=True):
            if last and not (last[0] == angle and abs(last[1] - level) < size / 2):
                yield line
                line = []
            line.append(char)
            last = angle, level
    if line:
        yield line


def _join_marks(chars: Iterable[Char]) -> list[Char]:
    """Accents that follow their letter as characters of their own."""
    groups: list[list[Char]] = []
    for char in chars:
        if groups and _is_mark(char) and groups[-1][-1].text != " ":
            groups[-1].append(char)
        else:
            groups.append([char])
    return [_join(group) for group in groups]


def _is_mark(char: Char) -> bool:
    return len(char.text) == 1 and unicodedata.combining(char.text) > 0


def _join(chars: Sequence[Char]) -> Char:
    """One character of several; all but text and box is that of the first."""
    if len(chars) == 1:
        return chars[0]
    x0, top = min(char.x0 for char in chars), min(char.top for char in chars)
    x1, bottom = max(char.x1 for char in chars), max(char.bottom for char in chars)
    return chars[0]._replace(text="".join(char.text for char in chars), x0=x0, top=top, x1=x1, bottom=bottom)


def _join_turned(line: Sequence[Char]) -> Char:
    return _join(line)._replace(base=max(char.bottom for char in line))
