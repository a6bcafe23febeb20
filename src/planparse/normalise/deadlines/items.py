"""Periods with their modifiers, joined in lists and ranges: "từ tháng 6 đến tháng 8/2026", "quý I, II và IV"."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from planparse.normalise.deadlines.lexing import Token

Mode = Literal["plain", "before", "until", "from", "after"]
Joint = Literal["", "list", "range"]

LISTING = {"comma", "and", "slash"}

_PERIODS = {"date", "day", "month", "quarter", "half", "year", "number", "roman", "weekday"}
_MODES: dict[str, Mode] = {"before": "before", "until": "until", "to": "until", "from": "from", "after": "after"}
_MODIFIERS = {*_MODES, "in", "clock", "part", "approx"}
_ENDS = {"to", "until", "before"}  # what may close a range that "từ" opened
_YEAR_GROUPS = {"year", "yy", "next", "this", "previous"}


class Item(NamedTuple):
    """One period as a cell names it.

    Attributes:
        unit: date, day, month, quarter, half, year or weekday; a bare number or roman numeral takes it from its list.
        token: the period itself.
        joined: how it hangs on the item before it.
        onward: "và những năm tiếp theo" follows.
        first, last: half-open span of tokens, modifiers included.
    """

    unit: str
    token: Token
    mode: Mode
    joined: Joint
    approximate: bool
    first: int
    last: int
    onward: bool = False

    @property
    def has_year(self) -> bool:
        """A year is printed with it, or it is a year itself."""
        return self.unit == "year" or bool(_YEAR_GROUPS & self.token.values.keys())


class _Modifiers(NamedTuple):
    mode: Mode
    approximate: bool
    last: int


def read_run(tokens: Sequence[Token], at: int) -> tuple[Item, ...]:
    """The items of a list or range that begins here; () where none does."""
    items: list[Item] = []
    item = _read_item(tokens, at, "")
    while item is not None:
        items.append(item)
        item = _read_joined(tokens, item)
    return _name_units(items, "day" if items and _comes_back(tokens, items[-1].last) else "")


def _comes_back(tokens: Sequence[Token], at: int) -> bool:
    """A month or quarter comes back here ("hằng tháng"): bare numbers before it are days."""
    return at < len(tokens) and tokens[at].kind == "each" and tokens[at].values.get("unit") in ("month", "quarter")


def _read_item(tokens: Sequence[Token], at: int, joined: Joint) -> Item | None:
    mode, approximate, period = _read_modifiers(tokens, at)
    if period >= len(tokens) or tokens[period].kind not in _PERIODS or _counts_things(tokens, period):
        return None
    token = tokens[period]
    last, onward = _read_onward(tokens, period + 1)
    return Item(token.kind, token, mode, joined, approximate, at, last, onward)


def _counts_things(tokens: Sequence[Token], at: int) -> bool:
    """A bare number before a word is no month: "tháng 6, 02 lớp"."""
    bare = tokens[at].kind in ("number", "roman") and not _YEAR_GROUPS & tokens[at].values.keys()
    return bare and at + 1 < len(tokens) and tokens[at + 1].kind in ("word", "figure", "lead", "unit")


def _read_modifiers(tokens: Sequence[Token], at: int) -> _Modifiers:
    """Words before a period; the last of trước, đến, từ, sau decides."""
    mode: Mode = "plain"
    approximate = False
    while at < len(tokens) and (kind := tokens[at].kind) in _MODIFIERS:
        mode = "until" if kind == "part" and mode == "before" else _MODES.get(kind, mode)  # trước cuối năm
        approximate = approximate or kind == "approx"
        at += 1
        if at < len(tokens) and tokens[at].kind in _skippable(kind):
            at += 1
    return _Modifiers(mode, approximate, at)


def _skippable(kind: str) -> set[str]:
    """Marks that do not part a modifier from its period: "tuần 2, tháng 3", "hạn chót: 30/6"."""
    return {"comma", "slash", "dash", "line"} if kind == "part" else {"colon", "line"}


def _read_onward(tokens: Sequence[Token], at: int) -> tuple[int, bool]:
    """Past "trở đi" or "và những năm tiếp theo", if that stands here."""
    for last in (at, at + 1):
        if last < len(tokens) and tokens[last].kind == "onward":
            return last + 1, True
        if last >= len(tokens) or tokens[last].kind not in LISTING:
            break
    return at, False


def _read_joined(tokens: Sequence[Token], before: Item) -> Item | None:
    """The next item of the list or range, if one follows."""
    at = before.last
    if _lists_dates(tokens, before):
        return _read_item(tokens, at + 1, "list")
    while at < len(tokens) and tokens[at].kind in LISTING | {"dash", "line"} and at < before.last + 2:
        at += 1
    if at >= len(tokens) or (marks := {token.kind for token in tokens[before.last : at]}) == {"line"}:
        return None
    joint = _joint(before, marks, tokens[at].kind)
    item = _read_item(tokens, at, joint) if joint else None
    ends = item is None or item.mode == "plain" or tokens[at].kind == "to"  # quý II - hết năm 2026
    if item is not None and joint == "range" and "dash" in marks and not ends:
        return item._replace(joined="list")
    return item


def _lists_dates(tokens: Sequence[Token], before: Item) -> bool:
    """Dates alone, parted by semicolons, are one list: "trước 20/3; 20/6; 20/9/2026"."""
    kinds = [token.kind for token in tokens[before.last : before.last + 2]]
    return before.unit == "date" and kinds == ["stop", "date"]


def _joint(before: Item, marks: set[str], kind: str) -> Joint:
    """How the item that begins with a token of ``kind`` hangs on the one before the marks."""
    ended = before.joined == "range"  # it has two ends
    opens = before.mode in ("plain", "from") and not ended
    if (before.mode == "from" and opens and kind in _ENDS) or (kind == "to" and opens and not marks):
        return "range"
    if "dash" in marks:
        # "trước năm học 2026-2027" is a range too, and one that no calendar has
        return "range" if opens or (before.unit == kind == "year" and not ended) else "list"
    return "list" if marks else ""


def _name_units(items: Sequence[Item], default: str) -> tuple[Item, ...]:
    """Bare numbers take the unit of the item before them, else of one after them; the list ends where none has one."""
    named: list[Item] = []
    for index, item in enumerate(items):
        unit = item.unit
        if unit in ("number", "roman"):
            unit = _unit_behind(named[-1], item) if named else _unit_ahead(items[index:]) or default
        if not unit:
            break
        named.append(item._replace(unit=unit))
    return _with_months(named)


def _with_months(items: Sequence[Item]) -> tuple[Item, ...]:
    """Days whose month is printed with a later day of their list or range are dates: "15 đến 20/6"."""
    dated: list[Item] = []
    for item in reversed(items):
        behind = dated[-1] if dated else None
        if item.unit == "day" and behind is not None and behind.unit == "date" and not item.has_year:
            item = _date_before(item, behind)
        dated.append(item)
    return tuple(reversed(dated))


def _date_before(item: Item, behind: Item) -> Item:
    """A day as a date of the month of the date behind it; of the month before where a range turns: "25 đến 05/7"."""
    day, month = item.token.values.get("day") or item.token.values["number"], int(behind.token.values["month"])
    if behind.joined == "range" and int(day) > int(behind.token.values["day"]):
        month = (month - 2) % 12 + 1
    return item._replace(unit="date", token=item.token._replace(values={"month": str(month), "day": day}))


def _unit_behind(before: Item, item: Item) -> str:
    if item.unit == "roman":
        return "quarter" if before.unit == "quarter" else ""
    if before.unit == "day":
        return "" if item.has_year else "day"
    return before.unit if before.unit in ("month", "quarter") else ""


def _unit_ahead(items: Sequence[Item]) -> str:
    """For the first number of a list: 3, 6/2026 are months, 3, 6/5/2026 days, I, II/2026 quarters."""
    if "worded" in items[0].token.values:
        return ""  # "5 năm 2026" counts years
    kinds = {items[0].unit}
    decisive = next((item for item in items if item.has_year or item.unit not in kinds), None)
    if decisive is None:
        return ""
    if decisive.unit == items[0].unit:
        return "month" if decisive.unit == "number" else "quarter"
    return "day" if decisive.unit == "date" and items[0].unit == "number" else ""
