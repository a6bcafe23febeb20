"""Tokens put together: which of them form one expression of time, and what stands in it.

cell        := expression, with words that do not matter anywhere between
expression  := timed | recurring | ongoing | conditional | deny expression
timed       := item (("," | "và" | "/" | "-" | đến) item)* | month ("," month)* "(" day ")"
item        := modifier* period onward?            trước | đến | từ | sau | trong | đầu ... + tháng 6/2026
recurring   := timed each | each ("," unit)* timed?     ngày 20 hằng tháng; hằng tháng, quý; hằng năm, trước 15/12
conditional := opener, and every word up to the end of the clause
vague       := các quý tiếp theo, behind a timed expression it is no part of | định kỳ, in a list before a condition
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from planparse.normalise.deadlines.items import LISTING, Item, read_run
from planparse.normalise.deadlines.lexing import Token

ExpressionKind = Literal["timed", "recurring", "ongoing", "conditional", "denied", "vague"]

_EVERY = {"each", "times"}
_LISTED_EVERY = {"each", "times", "unit"}
_BREAKS = LISTING | {"dash", "colon", "stop", "line", "open", "close"}
_BEFORE_INNER_DATE = {"comma", "open", "colon", "dash"}  # hằng năm (trước ngày 30/11)
_CALENDAR = {"date", "month", "quarter", "half", "year"}


class Expression(NamedTuple):
    """A run of tokens that says one thing about time.

    Attributes:
        first, last: half-open span of tokens.
        items: its periods.
        every: its recurrence tokens.
    """

    kind: ExpressionKind
    first: int
    last: int
    items: tuple[Item, ...] = ()
    every: tuple[int, ...] = ()


def find_expressions(tokens: Sequence[Token]) -> tuple[Expression, ...]:
    """Every expression of a cell, in order.

    A weak opener ("theo ...") in the middle of prose opens a condition only where the cell says nothing else.
    """
    return _find(tokens, loose=False) or _find(tokens, loose=True)


def _find(tokens: Sequence[Token], *, loose: bool) -> tuple[Expression, ...]:
    found: list[Expression] = []
    at = 0
    while at < len(tokens):
        follows = bool(found) and found[-1].last == at
        if tokens[at].kind == "onward" and found and found[-1].kind == "timed":
            expression: Expression | None = Expression("vague", at, at + 1)
        elif tokens[at].kind == "unit":
            expression = _read_recurring(tokens, at, listed=bool(found) and _goes_on(tokens, found[-1], at))
        else:
            expression = _read_expression(tokens, at, loose=loose or follows)
        if expression is not None:
            found.append(expression)
        at = at + 1 if expression is None else expression.last
    return tuple(found)


def _read_expression(tokens: Sequence[Token], at: int, *, loose: bool) -> Expression | None:
    match tokens[at].kind:
        case "ongoing":
            return _read_ongoing(tokens, at)
        case "condition":
            return _read_condition(tokens, at)
        case "weak_condition":
            return _read_condition(tokens, at) if loose or _opens_clause(tokens, at) else None
        case "each" | "times" | "unit":
            return _read_recurring(tokens, at, listed=False)
        case "deny":
            return _read_denied(tokens, at)
        case "lead":
            return _read_periodic(tokens, at)
        case _:
            return _read_timed(tokens, at)


def _read_ongoing(tokens: Sequence[Token], at: int) -> Expression:
    """One expression, even where two words say it: "thường xuyên, liên tục"."""
    last = at + 1
    while True:
        after = last + 1 if _kind(tokens, last) in LISTING | {"dash"} else last
        if _kind(tokens, after) != "ongoing":
            return Expression("ongoing", at, last)
        last = after + 1


def _read_denied(tokens: Sequence[Token], at: int) -> Expression | None:
    """What is denied is not said: "không thường xuyên" is not "thường xuyên"."""
    denied = _read_expression(tokens, at + 1, loose=False) if at + 1 < len(tokens) else None
    return None if denied is None else Expression("denied", at, denied.last)


def _read_periodic(tokens: Sequence[Token], at: int) -> Expression | None:
    """It comes back, but nobody says how often: "định kỳ, đột xuất"."""
    listed = _kind(tokens, at + 1) in LISTING | {"dash", "stop"} and _kind(tokens, at + 2) == "condition"
    return Expression("vague", at, at + 1) if listed and "periodic" in tokens[at].values else None


def _read_condition(tokens: Sequence[Token], at: int) -> Expression:
    """The clause: up to a stop, or to a separator before another expression of time."""
    last, depth = at + 1, 0
    while last < len(tokens) and tokens[last].kind not in ("stop", "line") and not _splits(tokens, last):
        depth += {"open": 1, "close": -1}.get(tokens[last].kind, 0)
        if depth < 0:
            break  # the bracket that holds the clause closes
        last += 1
    return Expression("conditional", at, last)


def _splits(tokens: Sequence[Token], at: int) -> bool:
    """A separator stands here and time goes on after it ("khi có hướng dẫn, hoàn thành trong tháng 6")."""
    if tokens[at].kind not in LISTING | {"dash", "open"}:
        return False
    start = at + 1
    while _kind(tokens, start) == "lead":
        start += 1
    if _kind(tokens, start) in ("ongoing", "each"):
        return True
    run = read_run(tokens, start)
    return tokens[at].kind != "and" and bool(run) and run[0].unit in _CALENDAR and run[0].token.kind != "number"


def _opens_clause(tokens: Sequence[Token], at: int) -> bool:
    """Nothing but words such as "thực hiện" stands between the last separator and here."""
    while at > 0 and tokens[at - 1].kind == "lead":
        at -= 1
    return at == 0 or tokens[at - 1].kind in _BREAKS


def _read_timed(tokens: Sequence[Token], at: int) -> Expression | None:
    items = read_run(tokens, at)
    if not items:
        return None
    last = items[-1].last
    if _kind(tokens, last) in _EVERY:
        fit = _trailing_fit(items, tokens[last])
        if fit == len(items):
            return Expression("recurring", at, last + 1, items, (last,))
        items = items[: len(items) - fit]
    if _kind(tokens, last) == "open" and (days := read_run(tokens, last + 1)):
        return _in_brackets(tokens, at, items, days) or _timed(at, _with_month(items))
    return _timed(at, _with_month(items))


def _in_brackets(
    tokens: Sequence[Token], at: int, months: tuple[Item, ...], days: tuple[Item, ...]
) -> Expression | None:
    """Months whose day stands in brackets behind them: "tháng 6 và tháng 12 (trước ngày 20)"."""
    closed = days[-1].last
    listed = all(item.unit == "month" and item.mode == "plain" and item.joined != "range" for item in months)
    if not listed or {item.unit for item in days} != {"day"} or _kind(tokens, closed) != "close":
        return None
    dates = tuple(_day_of(month, day) for month in months for day in days)
    return Expression("timed", at, closed + 1, (*dates[:-1], dates[-1]._replace(last=closed + 1)))


def _day_of(month: Item, day: Item) -> Item:
    """A day of a month as one date."""
    of_month, of_day = month.token.values, day.token.values
    number = of_day.get("day") or of_day.get("number", "")
    token = month.token._replace(kind="date", values={"month": of_month.get("number", ""), **of_month, "day": number})
    return month._replace(unit="date", token=token, mode=day.mode, approximate=day.approximate)


def _timed(at: int, items: tuple[Item, ...]) -> Expression | None:
    return Expression("timed", at, items[-1].last, items) if items else None


def _with_month(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Items up to the first day of the month whose month nothing says."""
    for index, item in enumerate(items):
        if item.unit == "weekday" or (item.unit == "day" and not _month_ahead(items[index + 1 :])):
            return items[:index]
    return items


def _month_ahead(items: Sequence[Item]) -> bool:
    unit = next((item.unit for item in items if item.unit != "day"), "")
    return unit == "date"


def _goes_on(tokens: Sequence[Token], before: Expression, at: int) -> bool:
    """Only separators stand between a recurrence and here: "6 tháng (trước 15/6) và năm (trước 15/12)"."""
    between = {token.kind for token in tokens[before.last : at]}
    return before.kind == "recurring" and bool(between) and between <= LISTING | {"stop"}


def _read_recurring(tokens: Sequence[Token], at: int, *, listed: bool) -> Expression | None:
    if _is_within(tokens, at):
        return None  # "trong quý" alone does not come back
    every = [at]
    last = at + 1
    while _kind(tokens, last) in LISTING | {"stop"} and _kind(tokens, last + 1) in _LISTED_EVERY:
        every.append(last + 1)
        last += 2
    if tokens[at].kind == "unit" and len(every) == 1 and not listed:
        return None  # "quý" alone is no recurrence; "tháng, quý, năm" is
    items = _inner_items(tokens, last, tokens[every[-1]])
    opens = bool(items) and _kind(tokens, last) == "open"
    if items:
        last = items[-1].last
        if _is_within(tokens, last):  # hằng quý, trước ngày 15 tháng cuối quý: the last words say it best
            every[-1], last = last, last + 1
    last += opens and _kind(tokens, last) == "close"
    return Expression("recurring", at, last, items, tuple(every))


def _inner_items(tokens: Sequence[Token], at: int, every: Token) -> tuple[Item, ...]:
    """Days without a year after a recurrence belong to it."""
    start = at + 1 if _kind(tokens, at) in _BEFORE_INNER_DATE else at
    items = read_run(tokens, start)
    if not items or _trailing_fit(items, every) < len(items):
        return ()
    last = items[-1].last
    return () if _kind(tokens, last) in _EVERY and not _is_within(tokens, last) else items


def _is_within(tokens: Sequence[Token], at: int) -> bool:
    return _kind(tokens, at) == "each" and "within" in tokens[at].values


def _trailing_fit(items: tuple[Item, ...], every: Token) -> int:
    """How many of the last items can be days within a recurrence."""
    fit = 0
    while fit < len(items) and _fits(items[-1 - fit], every):
        fit += 1
    return fit


def _fits(item: Item, every: Token) -> bool:
    """It names no year, and is shorter than what comes back."""
    if item.has_year or item.onward:
        return False
    match every.values.get("unit"):
        case "year":
            return item.unit in ("date", "month", "quarter")
        case "quarter":
            return item.unit in ("day", "date", "month")
        case "month":
            return item.unit == "day" or ("count" in every.values and item.unit in ("date", "month"))
        case "week":
            return item.unit == "weekday"
        case _:
            return False


def _kind(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].kind if at < len(tokens) else ""
