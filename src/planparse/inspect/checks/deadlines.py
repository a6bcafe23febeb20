"""Deadlines before the plan is issued, of another year, on days that do not exist."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

import regex

from planparse.inspect.draft import Draft, Passage, shorten
from planparse.inspect.finding import Finding, Spot
from planparse.model.records import DeadlineRow, TaskRow

_DAY = r"(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>(?:19|20)\d\d)(?!\d)"
_IN_WORDS = r"ngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>(?:19|20)\d\d)"
_DATES = tuple(regex.compile(rf"(?i)(?<![\d/.-]){one}") for one in (_DAY, _IN_WORDS))
_RANGE = regex.compile(
    r"(?i)(?:từ\s+)?(?:ngày\s+)?(?P<one>\d{1,2}/\d{1,2}/\d{4})\s*(?:-|–|đến)\s*(?:hết\s+)?(?:ngày\s+)?"
    r"(?P<two>\d{1,2}/\d{1,2}/\d{4})"
)
_PERIOD = regex.compile(r"(?i)(?<!\p{L})(?:tháng\s+(?:1[3-9]|[2-9]\d)|quý\s+(?:V|VI|[5-9]))\s*(?:/|năm)\s*20\d\d(?!\d)")
_YEAR = regex.compile(r"20\d\d")
_YEARS = regex.compile(r"20\d\d\s*[-–]\s*20\d\d")


def check_deadlines(draft: Draft) -> Iterator[Finding]:
    """The deadlines of tasks, then the days in prose."""
    parts: dict[str, list[DeadlineRow]] = defaultdict(list)
    for part in draft.records.deadlines:
        parts[part.task_id].append(part)
    for task in draft.records.tasks:
        yield from _of_task(draft, task, parts[task.task_id])
    told = {fold_day(task.deadline_raw or "") for task in draft.records.tasks}
    for passage in draft.passages:
        for words in find_impossible(passage.text):
            if fold_day(words) not in told:
                yield _impossible(passage, words)


def fold_day(text: str) -> str:
    """A day as it is compared."""
    return "".join(text.split()).casefold()


def _impossible(passage: Passage, words: str) -> Finding:
    return Finding("deadline.impossible", passage.spot, shorten(passage.text, 160), {"raw": words})


def _of_task(draft: Draft, task: TaskRow, parts: list[DeadlineRow]) -> Iterator[Finding]:
    raw, spot = task.deadline_raw or "", _spot(draft, task)
    values: dict[str, object] = {"raw": shorten(raw, 60)}
    if any(part.kind == "unparsed" for part in parts) and (_is_noted(draft, spot) or any(find_impossible(raw))):
        code = "deadline.reversed" if _is_reversed(raw) else "deadline.impossible"
        yield Finding(code, spot, shorten(task.name), values)
    elif not draft.is_whole and not _YEAR.search(raw):
        return  # of appendices alone nobody can say for which year they were made
    elif _is_past(draft, parts):
        values |= {"issued": _printed_issue(draft)}
        yield Finding("deadline.before_issue", spot, shorten(task.name), values)
    elif (year := _other_year(draft, parts)) is not None:
        values |= {"year": draft.row.plan_year, "due": year}
        yield Finding("deadline.other_year", spot, shorten(task.name), values)


def _spot(draft: Draft, task: TaskRow) -> Spot:
    """The place of the task's deadline, where that is known."""
    spot = draft.spot_of(task)
    cell = draft.deadline_cells.get(task.task_id)
    return spot._replace(locus=cell) if cell else spot


def _is_noted(draft: Draft, spot: Spot) -> bool:
    """Whether the reader of deadlines found here what the calendar does not have."""
    return spot.locus is not None and spot.locus.path in draft.places_of("deadline.impossible")


def _printed_issue(draft: Draft) -> str:
    """The date of issue as far as it is printed: "4/2026"."""
    header = draft.reading.plan.header
    if draft.row.issued_on:
        return f"{draft.row.issued_on:%d/%m/%Y}"
    return "/".join(str(part) for part in (header.issued_month, header.issued_year) if part)


def _is_past(draft: Draft, parts: list[DeadlineRow]) -> bool:
    """All that a cell names is over before the plan exists."""
    if draft.issued_from is None or not parts or any(part.kind != "dated" for part in parts):
        return False
    return all(part.end_on is not None and part.end_on < draft.issued_from for part in parts)


def _other_year(draft: Draft, parts: list[DeadlineRow]) -> int | None:
    """The year of a day, month or quarter that is not the plan's; whole years and periods are meant."""
    if draft.row.plan_year is None or not draft.is_whole or _YEARS.search(draft.row.title or ""):
        return None
    years = [
        part.end_on.year
        for part in parts
        if part.kind == "dated" and part.end_on and part.precision in ("day", "month", "quarter")
    ]
    return years[-1] if years and all(year > draft.row.plan_year for year in years) else None


def find_impossible(text: str) -> Iterator[str]:
    """The days, months and quarters of a text that the calendar does not have.

    >>> list(find_impossible("trước ngày 31/4/2026, trong quý V/2026, ngày 30/4/2026"))
    ['31/4/2026', 'quý V/2026']
    """
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if not _exists(int(match["y"]), int(match["m"]), int(match["d"])):
                yield match.group()
    for match in _PERIOD.finditer(text):
        yield match.group()


def _is_reversed(text: str) -> bool:
    """A range whose days exist, and whose end comes before its beginning."""
    match = _RANGE.search(text)
    if match is None or any(find_impossible(text)):
        return False
    one, two = (tuple(map(int, reversed(match[name].split("/")))) for name in ("one", "two"))
    return one > two


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True
