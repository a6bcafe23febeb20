"""Runs of characters in the coordinates of the PDF to characters as seen."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby, repeat

from planparse.read.pdf.glyphs import Run
from planparse.read.pdf.page import Box, Char, Frame

_to_char = partial(tuple.__new__, Char)  # a Char from its fields: half the time of calling Char, for every character


def find_turn(runs: Sequence[Run]) -> int | None:
    """How far to turn the page so that most of its text is upright; None where there is no text."""
    angles: Counter[int] = Counter()
    for run in runs:
        angles[run.style.angle] += len(run.letters)
    return angles.most_common(1)[0][0] if angles else None


def find_hidden(runs: Sequence[Run]) -> float:
    """Which share of the characters is not painted."""
    hidden = sum(len(run.letters) for run in runs if run.style.hidden)
    return hidden / max(sum(len(run.letters) for run in runs), 1)


def build_chars(runs: Sequence[Run], frame: Frame) -> list[Char]:
    """Characters that can be seen; accents stay with their letter, lines of turned text are one character each."""
    chars: list[Char] = []
    visible = [kept for run in runs if (kept := _keep_visible(run, frame.box)).letters]
    for upright, group in groupby(visible, lambda run: run.style.angle == frame.turn):
        if upright:
            chars.extend(chain.from_iterable(_place_run(run, frame) for run in group))
        else:
            chars.extend(_join_turned(line) for line in _find_turned(group, frame))
    marked = any(map(unicodedata.combining, set[str]().union(*(run.letters for run in runs))))
    return _join_marks(chars) if marked else chars


def _keep_visible(run: Run, box: Box) -> Run:
    x0, y0, x1, y1 = box
    if max(run.lefts) < x1 and min(run.rights) > x0 and max(run.bottoms) < y1 and min(run.tops) > y0:
        return run
    sides = zip(run.lefts, run.bottoms, run.rights, run.tops, strict=True)
    return run.keep([left < x1 and bottom < y1 and right > x0 and top > y0 for left, bottom, right, top in sides])


def _place_run(run: Run, frame: Frame) -> Iterator[Char]:
    style = run.style
    x0s, tops, x1s, bottoms = frame.place_columns((run.lefts, run.bottoms, run.rights, run.tops))
    shared = map(repeat, (style.size, style.bold, style.italic, style.run, style.font))
    return map(
        _to_char, zip(run.letters, x0s, tops, x1s, bottoms, frame.place_levels(run.levels), *shared, strict=False)
    )


def _find_turned(runs: Iterable[Run], frame: Frame) -> Iterator[list[Char]]:
    """Text that runs another way than the page, letter after letter of one line."""
    line: list[Char] = []
    last: tuple[int, float] | None = None  # which way the line runs, and its level
    for run in runs:
        angle, size = run.style.angle, run.style.size
        for char, level in zip(_place_run(run, frame), run.levels, strict=True):
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
