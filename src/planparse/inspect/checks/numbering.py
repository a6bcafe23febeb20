"""Numbers that jump or repeat: of sections, of table rows, of appendices."""

from collections.abc import Iterator

from planparse.inspect.draft import Draft, locus_of, shorten
from planparse.inspect.finding import Finding, Spot
from planparse.model.plan import Section
from planparse.model.records import SourceRow
from planparse.text.labels import Label, read_ordinal, read_section_label
from planparse.wording.message import Message

_WITHOUT_BARRED_D = (4, 6)
"""Many writers go from d to e: the order of letters without đ is no slip of numbering."""


def check_numbering(draft: Draft) -> Iterator[Finding]:
    """Every label that does not follow the one before it."""
    yield from _sections(draft)
    yield from _rows(draft)
    yield from _appendices(draft)


def _sections(draft: Draft) -> Iterator[Finding]:
    """The stages know which sections are out of order; here is said what they come after."""
    noted = {note.locus for note in draft.reading.notes if note.code == "section.numbering"}
    sections = draft.reading.plan.sections
    for index, section in enumerate(sections):
        label = _label_of(section) if section.locus in noted else None
        if label is None:
            continue
        before = _sibling(sections, index, label)
        quote = f"{section.label}. {shorten(section.heading or _first_words(section))}"
        last = _last(before)
        how = _how(before.label if before else None, section.label, last, label.numbers[-1])
        is_skipped = label.kind == "letter" and (last, label.numbers[-1]) == _WITHOUT_BARRED_D
        spot = Spot(section.locus, section=section.label)
        yield Finding("numbering.section", spot, quote, {"how": how}, "info" if is_skipped else None)


def _first_words(section: Section) -> str:
    return section.parts[0].text if section.parts else ""


def _label_of(section: Section) -> Label | None:
    labelled = read_section_label(f"{section.label}. A")
    return labelled.label if labelled else None


def _last(section: Section | None) -> int:
    label = _label_of(section) if section else None
    return label.numbers[-1] if label else 0


def _sibling(sections: tuple[Section, ...], index: int, label: Label) -> Section | None:
    """The section before, of the same form under the same parent."""
    for section in reversed(sections[:index]):
        other = _label_of(section) if section.parent == sections[index].parent else None
        if other and other.kind == label.kind and len(other.numbers) == len(label.numbers):
            return section
    return None


def _rows(draft: Draft) -> Iterator[Finding]:
    noted = {note.locus.path for note in draft.reading.notes if note.code == "row.ordinal" and note.locus}
    before: SourceRow | None = None
    columns = {
        table.table_id: table.roles.index("ordinal")
        for table in draft.records.source_tables
        if "ordinal" in table.roles
    }
    for row in draft.records.source_rows:
        if before and before.table_id != row.table_id:
            before = None
        at = columns.get(row.table_id)
        number = _number(row, at)
        if at is not None and before and number and row.locator in noted:
            spot = draft.spot_in_table(row.table_id, locus_of(row))._replace(row=str(number))
            said = _how(str(_number(before, at)), str(number), _number(before, at), number)
            yield Finding("numbering.row", spot, _quote(row), {"how": said})
        before = row if number else before


def _quote(row: SourceRow) -> str:
    return shorten(" | ".join(cell for cell in row.cells if cell.strip()))


def _number(row: SourceRow, at: int | None) -> int:
    """The plain number a row prints; 0 where it prints none, or heads others."""
    if at is None or at >= len(row.cells) or row.kind not in ("record", "continuation"):
        return 0
    label = read_ordinal(row.cells[at])
    return label.numbers[0] if label and label.kind == "arabic" and len(label.numbers) == 1 else 0


def _appendices(draft: Draft) -> Iterator[Finding]:
    before, expected = "", 1
    for appendix in draft.reading.plan.appendices:
        plain = appendix.label is not None and appendix.number is not None and read_ordinal(appendix.label) is not None
        if appendix.number is None or not plain or appendix.label is None:
            continue
        if appendix.number != expected:
            spot = Spot(appendix.locus, appendix=appendix.label)
            said = _how(before or None, appendix.label, expected - 1, appendix.number)
            yield Finding("numbering.appendix", spot, shorten(appendix.title), {"how": said})
        before, expected = appendix.label, appendix.number + 1


def _how(before: str | None, label: str, last: int, number: int) -> Message:
    """In what way a number does not follow the one before it."""
    if before is None:
        return Message("check.how.start", label=label)
    if number == last:
        return Message("check.how.repeat", label=label)
    if number < last:
        return Message("check.how.back", before=before, label=label)
    return Message("check.how.jump", before=before, label=label)
