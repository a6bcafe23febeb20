"""Targets of an indicator, and its place in the catalogue: read anew, or as the reviewer says."""

from planparse.correct.marking import mark
from planparse.correct.refusal import CannotCorrectError
from planparse.correct.rereading import Rereader, locus_of
from planparse.correct.settling import add_notes, settle_field
from planparse.correct.tables import Record, find_own, id_of, rows_of, with_record, with_rows
from planparse.model.base import Note
from planparse.model.corrections import Correction
from planparse.model.drafts import TargetCell
from planparse.model.records import IndicatorRow, Records, TargetRow
from planparse.rulebook.book import RuleBook

_SCORE = 100.0
_READ = (
    *("comparator", "low", "high", "unit", "aspirational", "basis", "scope", "unit_code", "low_base", "high_base"),
    *("per", "change", "compared_to", "out_of", "year"),
)
"""Columns of a target that are read from its words."""
_MEASURED = ("unit", "unit_code", "low_base", "high_base")
"""Columns that hang on the unit which the row prints."""


def set_target(
    records: Records, record: Record, correction: Correction, new: str | None, rereader: Rereader
) -> Records:
    """Sets one target of an indicator; no words take it away, a number that it has not adds one.

    Ordinals of the other targets stay: later corrections name them.

    Raises:
        CannotCorrectError: the words name several values, or there is no such target to be taken away.
    """
    assert isinstance(record, IndicatorRow)
    held = find_target(records, record, correction.ordinal)
    changed = mark(record, "target")
    words = (held.raw,) if held else ("",)
    records = settle_field(with_record(records, changed), changed, correction, "target", words)
    rows = [row for row in rows_of(records, "targets", id_of(record)) if row is not held]
    if new is None:
        if held is None:
            raise CannotCorrectError("no_such_value", field="target", ordinal=correction.ordinal or "")
        return with_rows(records, "targets", id_of(record), rows)
    printed = correction.field == "target_raw"
    target, notes = _read_target(records, changed, held, new, rereader)
    raw = new if printed else (held.raw if held else "")
    ordinal = held.ordinal if held else correction.ordinal or max((row.ordinal for row in rows), default=0) + 1
    target = target.model_copy(update={"raw": raw, "ordinal": ordinal, "corrected": True})
    rows = sorted([*rows, target], key=lambda row: row.ordinal)
    return add_notes(with_rows(records, "targets", id_of(record), rows), notes, ("target.",))


def find_target(records: Records, record: Record, ordinal: int | None) -> TargetRow | None:
    """The target with this number; the only one where no number is given."""
    rows = rows_of(records, "targets", id_of(record))
    found = [row for row in rows if row.ordinal == ordinal] if ordinal is not None else list(rows)
    if len(found) > 1:
        raise CannotCorrectError("no_such_value", field="target", ordinal="")
    return found[0] if found else None


def choose_code(records: Records, record: Record, correction: Correction, rules: RuleBook) -> Records:
    """Says which indicator of the catalogue this is; no code says that it is none of them.

    Raises:
        CannotCorrectError: the record is no indicator, or the catalogue has no such code.
    """
    if not isinstance(record, IndicatorRow):
        raise CannotCorrectError("no_such_field", field="code")
    code = correction.new or None
    if code is not None and all(code != one.code for one in rules.indicators.indicators):
        raise CannotCorrectError("unknown_indicator", code=code)
    score = None if code is None else _SCORE
    changed = mark(record.model_copy(update={"code": code, "match_score": score}), "code")
    records = with_record(records, changed)
    return settle_field(name_targets(records, changed), changed, correction, "code", (record.name,))


def reread_code(records: Records, indicator: IndicatorRow, rereader: Rereader) -> Records:
    """The indicator of the catalogue that the name means now; one that the reviewer chose stays."""
    if "code" in indicator.corrected:
        return name_targets(records, indicator)
    cells = _cells(rows_of(records, "targets", indicator.indicator_id))
    rows, notes = rereader.reread_indicator(records, indicator, cells)
    read = rows.indicators[0]
    changed = indicator.model_copy(update={"code": read.code, "match_score": read.match_score})
    about = ("indicator.unmatched", "indicator.fuzzy", "indicator.tie")
    return add_notes(name_targets(with_record(records, changed), changed), notes, about)


def reread_units(records: Records, indicator: IndicatorRow, rereader: Rereader) -> Records:
    """Targets that print no unit of their own take the one that the row prints now."""
    rows: list[TargetRow] = []
    for row in rows_of(records, "targets", indicator.indicator_id):
        found, _ = rereader.reread_indicator(records, indicator, _cells((row,)))
        read = found.targets[0] if len(found.targets) == 1 else None
        same = read is not None and not row.corrected and (read.low, read.high) == (row.low, row.high)
        rows.append(row.model_copy(update={name: getattr(read, name) for name in _MEASURED}) if same else row)
    return name_targets(with_rows(records, "targets", indicator.indicator_id, rows), indicator)


def reread_sentence_targets(records: Records, record_id: str, rereader: Rereader) -> Records:
    """The targets of a sentence, whose name holds them; those of a table row stand in cells of their own."""
    indicator = find_own(records, record_id)
    if not isinstance(indicator, IndicatorRow) or indicator.table_id is not None:
        return records
    held = rows_of(records, "targets", record_id)
    rows, notes = rereader.reread_sentence(records, indicator, held[0].year if held else None)
    said = {row.ordinal: row for row in held if row.corrected}  # what the reviewer said of a value stays
    read = [_named(said.pop(row.ordinal, row), indicator) for row in rows.targets]
    read += [_named(row, indicator) for row in said.values()]
    return add_notes(with_rows(records, "targets", record_id, read), notes, ("target.", "indicator.no_target"))


def name_targets(records: Records, indicator: IndicatorRow) -> Records:
    """Carries what the targets repeat of their indicator over to them."""
    rows = [_named(row, indicator) for row in rows_of(records, "targets", indicator.indicator_id)]
    return with_rows(records, "targets", indicator.indicator_id, rows)


def read_cell_targets(
    records: Records, indicator: IndicatorRow, cells: tuple[TargetCell, ...], rereader: Rereader
) -> tuple[tuple[TargetRow, ...], tuple[Note, ...]]:
    """The targets that cells hold, as those of this indicator."""
    rows, notes = rereader.reread_indicator(records, indicator, cells)
    return tuple(_named(row, indicator) for row in rows.targets), notes


def _read_target(
    records: Records, indicator: IndicatorRow, held: TargetRow | None, new: str, rereader: Rereader
) -> tuple[TargetRow, tuple[Note, ...]]:
    """The one value that the words say, at the place of the value that it replaces."""
    year = held.year if held else records.plan.plan_year
    place = locus_of(held or indicator)
    read, notes = read_cell_targets(records, indicator, (TargetCell(text=new, year=year, locus=place),), rereader)
    if not read:
        raise CannotCorrectError("needs_words")
    if len(read) > 1:
        raise CannotCorrectError("several_targets", words=new)
    return read[0], notes


def _cells(rows: tuple[TargetRow, ...]) -> tuple[TargetCell, ...]:
    return tuple(TargetCell(text=row.raw, year=row.year, locus=locus_of(row)) for row in rows)


def _named(row: TargetRow, indicator: IndicatorRow) -> TargetRow:
    return row.model_copy(
        update={
            "indicator_id": indicator.indicator_id,
            "code": indicator.code,
            "indicator_name": indicator.name,
            "indicator_ordinal": indicator.ordinal,
            "unit_raw": indicator.unit_raw,
        }
    )
