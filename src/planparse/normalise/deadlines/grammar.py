"""Tokens put together: which of them form one expression of time, and what stands in it.

cell        := expression, with words that do not matter anywhere between
expression  := timed | recurring | ongoing | conditional | denied | vague
timed       := item (("," | "và" | "/" | "-" | đến) item)* | month ("," month)* "(" day ")"
item        := modifier* period onward?            trước | đến | từ | sau | trong | đầu ... + tháng 6/2026
recurring   := timed each | each ("," unit)* timed?     ngày 20 hằng tháng; hằng tháng, quý; hằng năm, trước 15/12
ongoing     := ongoing bound?                           thường xuyên trong năm 2026; each may have a bound, too
denied      := deny expression | timed lunar | timed "/" figure          chưa hoàn thành ...; âm lịch; tháng 6/226
conditional := opener, and every word up to the end of the clause
vague       := các quý tiếp theo, behind a timed expression it is no part of | định kỳ, in a list before a condition
"""

from collections.abc import Sequence

from planparse.normalise.deadlines.cycles import EVERY, read_recurring, trailing_fit
from planparse.normalise.deadlines.expressions import Expression, after_bound, after_leads, kind_at
from planparse.normalise.deadlines.items import LISTING, Item, read_run
from planparse.normalise.deadlines.lexing import Token

_BREAKS = LISTING | {"dash", "colon", "stop", "line", "open", "close"}
_CALENDAR = {"date", "month", "quarter", "half", "year"}


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
            expression = read_recurring(tokens, at, before=found[-1] if found else None)
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
        case "weak_condition" | "faint_condition" as kind:
            opens = loose or (kind == "weak_condition" and _opens_clause(tokens, at))
            return _read_condition(tokens, at) if opens else None
        case "each" | "times" | "unit":
            return read_recurring(tokens, at)
        case "deny":
            return _read_denied(tokens, at)
        case "lead":
            return _read_periodic(tokens, at)
        case _:
            return _read_timed(tokens, at)


def _read_ongoing(tokens: Sequence[Token], at: int) -> Expression:
    """One expression, even where two words say it: "thường xuyên, liên tục"."""
    last = after_bound(tokens, at + 1)
    while True:
        after = last + 1 if kind_at(tokens, last) in LISTING | {"dash"} else last
        if kind_at(tokens, after) != "ongoing":
            return Expression("ongoing", at, last)
        last = after_bound(tokens, after + 1)


def _read_denied(tokens: Sequence[Token], at: int) -> Expression | None:
    """What is denied is not said: "không thường xuyên" is not "thường xuyên"."""
    after = after_leads(tokens, at + 1)
    denied = _read_expression(tokens, after, loose=False) if after < len(tokens) else None
    return None if denied is None else Expression("denied", at, denied.last)


def _read_periodic(tokens: Sequence[Token], at: int) -> Expression | None:
    """It comes back, but nobody says how often: "định kỳ, đột xuất"."""
    listed = kind_at(tokens, at + 1) in LISTING | {"dash", "stop"} and kind_at(tokens, at + 2) == "condition"
    return Expression("vague", at, at + 1) if listed and "periodic" in tokens[at].values else None


def _read_condition(tokens: Sequence[Token], at: int) -> Expression:
    """The clause: up to a stop, or to a separator before another expression of time."""
    last, depth, since = at + 1, 0, "since" in tokens[at].values
    while last < len(tokens) and tokens[last].kind not in ("stop", "line") and not _splits(tokens, last):
        if since and tokens[last].kind == "to" and read_run(tokens, last + 1):
            break  # from an event to a day: the day is a part of its own
        depth += {"open": 1, "close": -1}.get(tokens[last].kind, 0)
        if depth < 0:
            break  # the bracket that holds the clause closes
        last += 1
    return Expression("conditional", at, last)


def _splits(tokens: Sequence[Token], at: int) -> bool:
    """A separator stands here and time goes on after it ("khi có hướng dẫn, hoàn thành trong tháng 6")."""
    if tokens[at].kind not in LISTING | {"dash", "open"}:
        return False
    if tokens[at].kind == "dash" and tokens[at - 1].kind == kind_at(tokens, at + 1) == "year":
        return False  # "giai đoạn 2026-2030" is one period
    start = after_leads(tokens, at + 1)
    if kind_at(tokens, start) in ("ongoing", "each"):
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
    if (unread := _unread_end(tokens, last)) > last:
        return Expression("denied", at, unread)
    if kind_at(tokens, last) in EVERY:
        fit = trailing_fit(items, tokens[last])
        if fit == len(items):
            return _day_in_brackets(tokens, at, items) or Expression("recurring", at, last + 1, items, (last,))
        items = items[: len(items) - fit]
    if kind_at(tokens, last) == "open" and (days := read_run(tokens, last + 1)):
        return _in_brackets(tokens, at, items, days) or _timed(at, _with_month(items))
    return _timed(at, _with_month(items))


def _unread_end(tokens: Sequence[Token], at: int) -> int:
    """Past what makes the days before it unreadable: "âm lịch" behind them, or what is left of a year ("6/226")."""
    opened = at + (kind_at(tokens, at) == "open")
    if kind_at(tokens, opened) == "lunar":
        return opened + 1 + (opened > at and kind_at(tokens, opened + 1) == "close")
    return at + 2 if kind_at(tokens, at) == "slash" and kind_at(tokens, at + 1) == "figure" else at


def _day_in_brackets(tokens: Sequence[Token], at: int, months: tuple[Item, ...]) -> Expression | None:
    """A month of every year whose day stands behind it: "tháng 11 hằng năm (trước ngày 20)"."""
    every = months[-1].last
    days = read_run(tokens, every + 2) if kind_at(tokens, every + 1) == "open" else ()
    dates = _in_brackets(tokens, at, months, days) if days and tokens[every].values.get("unit") == "year" else None
    return dates and dates._replace(kind="recurring", every=(every,))


def _in_brackets(
    tokens: Sequence[Token], at: int, months: tuple[Item, ...], days: tuple[Item, ...]
) -> Expression | None:
    """Months whose day stands in brackets behind them: "tháng 6 và tháng 12 (trước ngày 20)"."""
    closed = days[-1].last
    listed = all(item.unit == "month" and item.mode == "plain" and item.joined != "range" for item in months)
    if not listed or {item.unit for item in days} != {"day"} or kind_at(tokens, closed) != "close":
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
