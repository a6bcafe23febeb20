"""A title, heading or sentence that announces a number, and a table that lists another."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from planparse.inspect.checks.appendices import find_own_labels
from planparse.inspect.draft import Draft, shorten
from planparse.inspect.finding import Finding, Spot
from planparse.model.records import IndicatorRow, TableRow, TaskRow
from planparse.text.labels import read_ordinal
from planparse.wording.message import Message

_FOLLOWS = regex.compile(r"(?i)(?:như sau|sau đây|dưới đây|sau)\s*:?\s*$")


class Announced(NamedTuple):
    """A number that a text gives, of what, and the tables that it is about."""

    number: int
    kind: str
    quote: str
    spot: Spot
    tables: tuple[TableRow, ...]


def check_counts(draft: Draft) -> Iterator[Finding]:
    """Every number that is none of the ways to count the rows it announces."""
    for one in _announced(draft):
        counts = _counts(draft, one)
        if counts and one.number not in counts:
            yield Finding(
                "count.differs",
                one.spot,
                one.quote,
                {
                    "announced": one.number,
                    "listed": counts[0],
                    "things": Message(f"check.things.{one.kind}"),
                },
            )


def _announced(draft: Draft) -> Iterator[Announced]:
    tables = draft.records.source_tables
    for table in tables:
        for header in table.header:
            yield from _read(draft, header, draft.spot_in_table(table.table_id), (table,))
    for index, appendix in enumerate(draft.reading.plan.appendices):
        own = _of_appendix(draft, index)
        yield from _read(draft, appendix.title, Spot(appendix.locus, appendix=appendix.label or ""), own)
    for passage in draft.passages:
        if passage.spot.appendix is not None:
            continue
        yield from _read(draft, passage.text, passage.spot, _meant(draft, passage.text, passage.section))


def _of_appendix(draft: Draft, index: int) -> tuple[TableRow, ...]:
    appendix = draft.records.appendices[index].appendix_id
    return tuple(table for table in draft.records.source_tables if table.appendix_id == appendix)


def _meant(draft: Draft, text: str, section: int | None) -> tuple[TableRow, ...]:
    """The tables that a sentence of the body speaks of: of the appendix it names, or right below it."""
    labels = find_own_labels(text, draft.rules)
    if labels:
        numbers = [appendix.number for appendix in draft.reading.plan.appendices]
        named = [_of_appendix(draft, numbers.index(label)) for label in labels if label in numbers]
        return named[0] if len(named) == 1 and len(labels) == 1 else ()
    if section is None:
        return ()
    own = draft.records.sections[section]
    is_heading = own.heading is not None and text == own.heading
    below = tuple(table for table in draft.records.source_tables if table.section_id == own.section_id)
    return below if is_heading or _FOLLOWS.search(text) else ()


def _read(draft: Draft, text: str, spot: Spot, tables: Sequence[TableRow]) -> Iterator[Announced]:
    if not tables:
        return
    for pattern in draft.rules.plan_checks.of_role("announced"):
        found = pattern.find(text)
        if len(found) == 1 and pattern.counts:  # of several numbers nobody can say which one the table should have
            yield Announced(int(found[0]["number"]), pattern.counts, shorten(text, 160), spot, tuple(tables))


def _counts(draft: Draft, one: Announced) -> tuple[int, ...]:
    """The numbers that a reader could mean: all rows, those without the ones under them, those that head no others."""
    ids = {table.table_id for table in one.tables}
    every: Iterable[IndicatorRow | TaskRow] = (
        draft.records.indicators if one.kind == "indicator" else draft.records.tasks
    )
    rows = [row for row in every if row.table_id in ids]
    if not rows:
        return ()
    below = [_is_below(row.label) for row in rows]
    heads = sum(1 for is_below, after in zip(below, [*below[1:], False], strict=True) if after and not is_below)
    return tuple(dict.fromkeys((len(rows), len(rows) - sum(below), len(rows) - heads, *_count_targets(draft, rows))))


def _count_targets(draft: Draft, rows: Sequence[IndicatorRow | TaskRow]) -> tuple[int, ...]:
    """A row with two targets can be two indicators."""
    ids = {row.indicator_id for row in rows if isinstance(row, IndicatorRow)}
    return (sum(target.indicator_id in ids for target in draft.records.targets),) if ids else ()


def _is_below(label: str | None) -> bool:
    """Whether a row is one of those under another: "4.1", "a"."""
    read = read_ordinal(label) if label else None
    return read is not None and (len(read.numbers) > 1 or read.kind == "letter")
