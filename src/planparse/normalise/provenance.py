"""The way back from a record's fields to their cells: rows of ``field_sources``, and the place of each value."""

from collections.abc import Iterable, Iterator

from planparse.model.base import Locus, Note, Quote
from planparse.model.drafts import IndicatorDraft, TaskDraft
from planparse.model.plan import Role
from planparse.model.records import FieldSourceRow, SourceField
from planparse.normalise.ids import flat, placed
from planparse.text.quoting import place_of

_FIELDS: dict[Role, SourceField] = {
    "ordinal": "label",
    "name": "name",
    "unit": "unit_raw",
    "lead": "lead_raw",
    "support": "support_raw",
    "output": "output_raw",
    "deadline": "deadline_raw",
    "notes": "notes_raw",
}


def field_locus(draft: TaskDraft | IndicatorDraft, role: Role) -> Locus:
    """Where a field of a record stands, with its cells; the record's place where the field has no cell."""
    for place in draft.places:
        if place.role == role:
            return place.locus
    return draft.locus


def notes_at(notes: Iterable[Note], locus: Locus) -> list[Note]:
    """Notes on the text of a field, each at the cell that holds its words."""
    return [note.model_copy(update={"locus": place_of(note.text, locus)}) for note in notes]


def source_rows(draft: TaskDraft | IndicatorDraft, *, plan_id: str, record_id: str) -> Iterator[FieldSourceRow]:
    """One row per cell of each field, in order; per place of its paragraph for a sentence of prose."""
    for place in draft.places:
        yield from _rows(place.locus.quotes, _FIELDS[place.role], plan_id, record_id)
    if isinstance(draft, IndicatorDraft):
        cells = [quote for cell in draft.targets for quote in cell.locus.quotes]
        yield from _rows(tuple(cells), "target", plan_id, record_id)
        if draft.prose:
            quotes = draft.locus.quotes or (Quote(text=draft.name, locus=draft.locus),)
            yield from _rows(quotes, "name", plan_id, record_id)


def _rows(quotes: tuple[Quote, ...], field: SourceField, plan_id: str, record_id: str) -> Iterator[FieldSourceRow]:
    for ordinal, quote in enumerate(quotes, start=1):
        yield FieldSourceRow(
            record_id=record_id,
            field=field,
            ordinal=ordinal,
            raw=flat(quote.text) or "",
            **placed(plan_id, quote.locus),
        )
