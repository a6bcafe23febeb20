"""Automatic numbers as text: what Word prints before a paragraph of a list.

Word stores no number with a paragraph, only the list and level it belongs to. A list (``w:num``) points to a pattern
(``w:abstractNum``) of nine levels; lists of one pattern count on together unless a list sets its own start.
"""

import re
from typing import NamedTuple

from planparse.read.docx.styles import Styles
from planparse.read.docx.xml import MC, Element, W, switch_value, text_value, to_whole, whole_value

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_ROMAN_MAX = 3999
_LONGEST_LABEL = 255
"""Word's own limit; a longer one, printed before every paragraph, would swell a small file to gigabytes."""


class Level(NamedTuple):
    """One level of a pattern.

    Attributes:
        start: first number.
        shape: ``w:numFmt``: decimal, upperRoman, bullet ...
        text: ``w:lvlText``, where %1 to %9 stand for the numbers of the levels.
        restart_after: the level (from 1) whose use starts this one anew; 0 never; None any higher level.
        legal: all numbers in the label are printed as decimals.
        style: the paragraph style that stands for this level.
    """

    start: int = 1
    shape: str = "decimal"
    text: str = ""
    restart_after: int | None = None
    legal: bool = False
    style: str | None = None


class List(NamedTuple):
    """A ``w:num``: its pattern, its levels after overrides, and the levels that it starts anew."""

    pattern: str
    levels: dict[int, Level]
    restarts: frozenset[int]


class Counter:
    """Counts through a document and prints the label of each numbered paragraph."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._lists = {} if root is None else read_lists(root, styles)
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[int, int]] = set()

    def level_of_style(self, list_id: int, style_ids: list[str]) -> int | None:
        """The level that a list keeps for one of these styles."""
        known = self._lists.get(list_id)
        levels = known.levels if known else {}
        return next((number for name in style_ids for number, level in levels.items() if level.style == name), None)

    def next_label(self, list_id: int, depth: int) -> str:
        """Counts one paragraph and returns its label; "" where the list is unknown or prints none."""
        known = self._lists.get(list_id)
        if known is None or depth not in known.levels:
            return ""
        counts = self._advance(list_id, known, depth)
        return format_label(known.levels, counts, depth)

    def _advance(self, list_id: int, known: List, depth: int) -> list[int | None]:
        counts = self._counts.setdefault(known.pattern, [None] * LEVELS)
        if depth in known.restarts and (list_id, depth) not in self._begun:
            counts[depth] = None
        self._begun.add((list_id, depth))
        current = counts[depth]
        counts[depth] = known.levels[depth].start if current is None else current + 1
        for lower in range(depth + 1, LEVELS):
            if _starts_anew(known.levels.get(lower, Level()), depth):
                counts[lower] = None
        return counts


def _starts_anew(level: Level, used: int) -> bool:
    return level.restart_after is None or used < level.restart_after


def format_label(levels: dict[int, Level], counts: list[int | None], depth: int) -> str:
    """The label of a level with its numbers filled in.

    >>> levels = {0: Level(shape="upperRoman", text="%1."), 1: Level(text="%1.%2.", legal=True)}
    >>> format_label(levels, [2, 3], 0), format_label(levels, [2, 3], 1)
    ('II.', '2.3.')
    """
    level = levels[depth]
    if level.shape == "bullet":
        return format_bullet(level.text)

    def fill(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        source = levels.get(place, Level())
        count = counts[place] if place < len(counts) else None
        shape = "decimal" if level.legal and source.shape != "none" else source.shape
        return format_number(source.start if count is None else count, shape)

    return _PLACE.sub(fill, level.text)


def format_bullet(text: str) -> str:
    r"""A bullet as typed text: a plus stays, any other mark is a dash, none is none.

    >>> format_bullet("\uf0b7"), format_bullet("+"), format_bullet("")
    ('-', '+', '')
    """
    mark = text.strip()
    return mark if mark in {"", "+"} else "-"


def format_number(number: int, shape: str) -> str:
    """A number in one of Word's shapes.

    >>> [format_number(4, shape) for shape in ("decimal", "upperRoman", "lowerLetter", "decimalZero", "none")]
    ['4', 'IV', 'd', '04', '']
    """
    match shape:
        case "upperRoman":
            return _roman(number).upper()
        case "lowerRoman":
            return _roman(number)
        case "upperLetter":
            return _letters(number).upper()
        case "lowerLetter":
            return _letters(number)
        case "decimalZero":
            return f"{number:02}"
        case "none":
            return ""
    return str(number)


def _roman(number: int) -> str:
    if not 0 < number <= _ROMAN_MAX:
        return str(number)
    digits = ""
    for value, sign in _ROMAN:
        digits += sign * (number // value)
        number %= value
    return digits


def _letters(number: int) -> str:
    """Word counts a to z, then aa, bb, ... (not ab); the numbers beyond any real list stay digits."""
    if not 0 < number <= 26 * LEVELS:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def read_lists(root: Element, styles: Styles) -> dict[int, List]:
    """All lists of numbering.xml by their id."""
    patterns = {element.get(W + "abstractNumId", ""): element for element in root.findall(W + "abstractNum")}
    nums = {element.get(W + "numId", ""): element for element in root.findall(W + "num")}
    owners = {text_value(element, "styleLink"): key for key, element in patterns.items()}

    def follow_link(key: str) -> str:
        """A pattern may only name a list style; the levels then stand in the pattern which that style uses."""
        style = text_value(patterns.get(key), "numStyleLink")
        if style is None:
            return key
        target = nums.get(str(styles.list_of_style(style)))
        return owners.get(style) or text_value(target, "abstractNumId") or key

    lists: dict[int, List] = {}
    for name, element in nums.items():
        list_id = to_whole(name)
        pattern = follow_link(text_value(element, "abstractNumId") or "")
        if list_id is not None and pattern in patterns:
            lists[list_id] = _read_list(element, pattern, patterns[pattern])
    return lists


def _read_list(element: Element, pattern: str, source: Element) -> List:
    levels = {number: level for lvl in source.findall(W + "lvl") for number, level in _read_level(lvl)}
    restarts = set()
    for override in element.findall(W + "lvlOverride"):
        own = override.find(W + "lvl")
        levels.update([] if own is None else _read_level(own))
        number = to_whole(override.get(W + "ilvl"))
        start = whole_value(override, "startOverride")
        if number in levels and start is not None:
            levels[number] = levels[number]._replace(start=start)
            restarts.add(number)
    return List(pattern, levels, frozenset(restarts))


def _read_level(element: Element) -> list[tuple[int, Level]]:
    """The level under its number; nothing where the number is damaged."""
    number = to_whole(element.get(W + "ilvl"))
    if number is None or not 0 <= number < LEVELS:
        return []
    # A shape newer than Word 2007 stands in an alternative; its fallback is one we know.
    shape = text_value(element, "numFmt") or text_value(element.find(f"{MC}AlternateContent/{MC}Fallback"), "numFmt")
    start = whole_value(element, "start")
    level = Level(
        start=0 if start is None else start,
        shape=shape or "decimal",
        text=(text_value(element, "lvlText") or "")[:_LONGEST_LABEL],
        restart_after=whole_value(element, "lvlRestart"),
        legal=switch_value(element, "isLgl") or False,
        style=text_value(element, "pStyle"),
    )
    return [(number, level)]
