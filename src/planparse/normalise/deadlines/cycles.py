"""Where tokens say that something comes back, and which days within belong to it."""

from collections.abc import Sequence

from planparse.normalise.deadlines.expressions import Expression, after_bound, after_leads, kind_at
from planparse.normalise.deadlines.items import LISTING, Item, read_run
from planparse.normalise.deadlines.lexing import Token

EVERY = {"each", "times"}

_LISTED_EVERY = {"each", "times", "unit"}
_SEPARATORS = LISTING | {"stop"}
_BEFORE_INNER_DATE = {"comma", "open", "colon", "dash"}  # hằng năm (trước ngày 30/11)


def read_recurring(tokens: Sequence[Token], at: int, *, before: Expression | None = None) -> Expression | None:
    """The recurrence that begins here, with its days; a unit alone ("quý") must go on a list, or begin one.

    ``before`` is the expression that ends before it, if there is one.
    """
    if _is_within(tokens, at) and not {"first", "last"} & tokens[at].values.keys():
        return None  # "trong quý" alone does not come back; "tháng cuối quý" does
    every = [at]
    last = after_bound(tokens, at + 1)
    while kind_at(tokens, last) in _SEPARATORS and kind_at(tokens, last + 1) in _LISTED_EVERY:
        every.append(last + 1)
        last = after_bound(tokens, last + 2)
    if tokens[at].kind == "unit" and len(every) == 1 and not (_goes_on(tokens, before, at) or _heads_list(tokens, at)):
        return None  # "quý" alone is no recurrence; "tháng, quý, năm" is
    return _with_days(tokens, every, last)


def _with_days(tokens: Sequence[Token], every: list[int], last: int) -> Expression:
    """The days within what comes back, in brackets or not: "hằng quý, trước ngày 15 tháng cuối quý"."""
    first = every[0]
    items = _inner_items(tokens, last, tokens[every[-1]])
    opens = bool(items) and kind_at(tokens, last) == "open"
    if items:
        last = items[-1].last
        if _is_within(tokens, last) and "times" not in tokens[every[-1]].values:  # the last words say it best
            every[-1], last = last, last + 1
    last += opens and kind_at(tokens, last) == "close"
    return Expression("recurring", first, last, items, tuple(every))


def _goes_on(tokens: Sequence[Token], before: Expression | None, at: int) -> bool:
    """Only separators stand between a recurrence and here: "6 tháng (trước 15/6) và năm (trước 15/12)"."""
    if before is None or before.kind != "recurring":
        return False
    between = {token.kind for token in tokens[before.last : at]}
    return bool(between - {"lead"}) and between <= _SEPARATORS | {"lead"}


def _heads_list(tokens: Sequence[Token], at: int) -> bool:
    """A unit with its day, and another unit behind it: "6 tháng trước ngày 15/6, năm trước ngày 15/12"."""
    expression = _with_days(tokens, [at], at + 1)
    behind = after_leads(tokens, expression.last + 1)
    parted = kind_at(tokens, expression.last) in _SEPARATORS
    return bool(expression.items) and parted and kind_at(tokens, behind) == "unit"


def _inner_items(tokens: Sequence[Token], at: int, every: Token) -> tuple[Item, ...]:
    """Days without a year after a recurrence belong to it."""
    start = at + 1 if kind_at(tokens, at) in _BEFORE_INNER_DATE else at
    items = read_run(tokens, start)
    if not items or trailing_fit(items, every) < len(items):
        return ()
    last = items[-1].last
    return () if kind_at(tokens, last) in EVERY and not _is_within(tokens, last) else items


def _is_within(tokens: Sequence[Token], at: int) -> bool:
    return kind_at(tokens, at) == "each" and "within" in tokens[at].values


def trailing_fit(items: tuple[Item, ...], every: Token) -> int:
    """How many of the last items can be days within a recurrence."""
    fit = 0
    while fit < len(items) and _fits(items[-1 - fit], every) and _sort(items[-1 - fit]) == _sort(items[-1]):
        fit += 1
    return 0 if 0 < fit < len(items) and items[-fit].joined == "range" else fit


def _sort(item: Item) -> str:
    """Months, quarters and half years go together in a rule; dates, days and days of the week do not mix with them."""
    return "month" if item.unit in ("month", "quarter", "half") else item.unit


def _fits(item: Item, every: Token) -> bool:
    """It names no year, and is shorter than what comes back."""
    if item.has_year or item.onward:
        return False
    match every.values.get("unit"):
        case "year":
            return item.unit in ("date", "month", "quarter", "half")
        case "quarter":
            return item.unit in ("day", "date", "month")
        case "month":
            if item.unit == "weekday":
                return "nth" in item.token.values
            return item.unit == "day" or ("count" in every.values and item.unit in ("date", "month"))
        case "week":
            return item.unit == "weekday" and "nth" not in item.token.values
        case _:
            return False
