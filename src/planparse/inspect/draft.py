"""What every check gets: the plan on every floor of the house, the rules, and its lines and passages in order."""

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

import regex

from planparse.inspect.finding import Spot
from planparse.model.base import Locus
from planparse.model.records import IndicatorRow, Placed, PlanRow, Records, TaskRow
from planparse.model.source import Grid, Paragraph
from planparse.pipeline import Reading
from planparse.rulebook.book import RuleBook
from planparse.text.unicode import fold

_FRONT_LINES = 40  # header zones end well before this
_SENTENCE_END = regex.compile(r"(?<=[\p{Ll}\d)”\"][.;!?])\s+(?=[\p{Lu}-])")
_LAID_OUT = ("pdf", "word", "opendocument.text", "rtf")


class Line(NamedTuple):
    """A paragraph or a cell as printed, whether it stands above the body, and whether in a table."""

    text: str
    locus: Locus
    in_front: bool
    in_table: bool = False


class Passage(NamedTuple):
    """A stretch of prose, and where it stands."""

    text: str
    spot: Spot
    section: int | None = None


class Draft:
    """A plan that is to be checked."""

    def __init__(self, reading: Reading, rules: RuleBook) -> None:
        self.reading = reading
        self.rules = rules

    @property
    def records(self) -> Records:
        """Its typed rows."""
        return self.reading.records

    @property
    def row(self) -> PlanRow:
        """What is known of the plan as a whole."""
        return self.reading.records.plan

    @property
    def is_laid_out(self) -> bool:
        """Whether the file holds the document as it is signed: a text or a page of a portal often drops its zones."""
        return any(word in self.row.media_type for word in _LAID_OUT) and self.row.text_origin == "native"

    @property
    def is_whole(self) -> bool:
        """Whether the file holds more than appendices: a workbook has no header to check."""
        plan = self.reading.plan
        if plan.header.doc_type is not None:
            return True
        return bool(plan.sections or plan.preamble) and "sheet" not in self.row.media_type

    @cached_property
    def has_decreed_layout(self) -> bool:
        """Whether the decree on documents says how it looks: the party and the unions have other rules."""
        others = self.rules.plan_checks.other_layout
        return self.is_whole and not any(fold(line.text).startswith(others) for line in self.front)

    @property
    def is_letter(self) -> bool:
        """Whether it is a letter (*công văn*), which has a subject and prints no kind of document."""
        header = self.reading.plan.header
        return header.doc_type is None and header.title is not None

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every paragraph and every cell, in order."""
        return tuple(self._lines())

    @cached_property
    def front(self) -> tuple[Line, ...]:
        """The lines above the body."""
        return tuple(line for line in self.lines if line.in_front)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The prose of the plan: title, preamble, sections, appendices, notes."""
        return tuple(self._passages())

    @cached_property
    def _noted(self) -> dict[str, frozenset[str]]:
        places: dict[str, set[str]] = {}
        for note in self.reading.notes:
            if note.locus:
                places.setdefault(note.code, set()).add(note.locus.path)
        return {code: frozenset(paths) for code, paths in places.items()}

    def places_of(self, code: str) -> frozenset[str]:
        """Where the stages added notes of a code."""
        return self._noted.get(code, frozenset())

    @cached_property
    def deadline_cells(self) -> dict[str, Locus]:
        """Where the deadline of each task stands, by the task's id."""
        cells = (one for one in self.records.field_sources if one.field == "deadline_raw")
        return {cell.record_id: locus_of(cell) for cell in reversed(tuple(cells))}

    @cached_property
    def issued_from(self) -> dt.date | None:
        """The first day on which the plan can have been issued, as far as its date is printed."""
        if self.row.issued_on:
            return self.row.issued_on
        header = self.reading.plan.header
        month = header.issued_month if header.issued_month in range(1, 13) else None
        return dt.date(header.issued_year, month or 1, 1) if header.issued_year else None

    @cached_property
    def issued_until(self) -> dt.date | None:
        """The last such day."""
        if self.row.issued_on or self.issued_from is None:
            return self.row.issued_on
        year, month = self.issued_from.year, self.issued_from.month
        if self.reading.plan.header.issued_month is None or month == 12:
            return dt.date(year, 12, 31)
        return dt.date(year, month + 1, 1) - dt.timedelta(days=1)

    def find_line(self, words: str) -> Spot:
        """The last line that prints these words: zones below the text are kept without their places."""
        found = (line for line in reversed(self.lines) if words and words in line.text and not line.in_table)
        return next((Spot(line.locus) for line in found), Spot())

    def spot_of(self, row: TaskRow | IndicatorRow) -> Spot:
        """Where a record stands."""
        spot = self.spot_in_table(row.table_id, locus_of(row))
        if row.table_id is None:
            spot = spot._replace(section=self._section_label(row.section_id))
        return spot._replace(row=row.label)

    def spot_in_table(self, table_id: str | None, locus: Locus | None = None) -> Spot:
        """Where a table, or something in it, stands."""
        table = next((one for one in self.records.source_tables if one.table_id == table_id), None)
        if table is None:
            return Spot(locus)
        appendix = next((one for one in self.records.appendices if one.appendix_id == table.appendix_id), None)
        label = (appendix.label or "") if appendix else None
        return Spot(locus or locus_of(table), label, self._section_label(table.section_id))

    def _section_label(self, section_id: str | None) -> str | None:
        section = next((one for one in self.records.sections if one.section_id == section_id), None)
        return section.label if section else None

    def _lines(self) -> Iterator[Line]:
        blocks = self.reading.source.blocks
        title = None if self.is_letter else self.reading.plan.header.title_locus
        front = takewhile(lambda block: isinstance(block, Paragraph), blocks[:_FRONT_LINES])
        above = {id(block) for block in takewhile(lambda block: not _is_at(block.locus, title), front)}
        for block in blocks:
            if isinstance(block, Grid):
                yield from (
                    Line(cell.text, cell.locus or row.locus, in_front=False, in_table=True)
                    for row in block.rows
                    for cell in row.cells
                    if cell and cell.text and not cell.merged_above
                )
            else:
                yield Line(block.text, block.locus, id(block) in above)

    def _passages(self) -> Iterator[Passage]:
        plan = self.reading.plan
        if plan.header.title:
            yield Passage(plan.header.title, Spot(plan.header.title_locus))
        yield from (Passage(part.text, Spot(part.locus)) for part in (*plan.preamble, *plan.closing))
        for index, section in enumerate(plan.sections):
            if section.heading:
                yield Passage(section.heading, Spot(section.locus, section=section.label), index)
            for part in section.parts:
                yield Passage(part.text, Spot(part.locus, section=section.label), index)
        for appendix in plan.appendices:
            for part in appendix.parts:
                yield Passage(part.text, Spot(part.locus, appendix=appendix.label or ""))
        yield from (Passage(note.text, Spot(note.locus)) for note in plan.footnotes)


def _is_at(one: Locus, other: Locus | None) -> bool:
    return other is not None and (one.path, one.page) == (other.path, other.page)


def locus_of(row: Placed) -> Locus:
    """Where an extracted row came from."""
    return Locus(path=row.locator, page=row.page, bbox=row.bbox)


def split_sentences(text: str) -> list[str]:
    """The sentences of a passage."""
    return _SENTENCE_END.split(text)


def shorten(text: str, length: int = 90) -> str:
    """The beginning of a text, cut after a whole word.

    >>> shorten("Tổ chức tập huấn kỹ năng số", 14)
    'Tổ chức tập …'
    """
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    cut = flat[: length - 2]
    return f"{cut.rpartition(' ')[0] or cut} …"
