"""The gold of a sample, in the format of hand-made annotations, from its data and the readings written by hand."""

from collections.abc import Iterator
from itertools import count

from builder.model import (
    Block,
    Duty,
    GroupRow,
    Paragraph,
    RecordRow,
    Sample,
    Section,
    Sentence,
    Sentences,
    Table,
    TableBlock,
    plain,
)
from builder.readings import Part, Reading, Readings

Json = dict[str, object]
_OPEN_RAW = {
    "ambiguous_fields": ["targets.raw"],
    "ambiguous_why": "the rules do not say how much of a sentence is the raw target; here: comparator + number + unit",
}


_OPEN_GROUPS = {
    "ambiguous_fields": ["group_labels"],
    "ambiguous_why": "the rules do not say whether the headings above an item of the text are its groups",
}


class _Gold:
    """Collects the parts of a gold file in document order."""

    def __init__(self, sample: Sample, readings: Readings) -> None:
        self.year = sample.head.plan_year
        self.readings = readings
        self.sections: list[Json] = []
        self.tables: list[Json] = []
        self.groups: list[Json] = []
        self.tasks: list[Json] = []
        self.indicators: list[Json] = []
        self._sentences = count()
        self._duties = count()

    def add(self, blocks: tuple[Block, ...], appendix: int | None) -> None:
        section: str | None = None
        above: Section | Paragraph | None = None
        for block in blocks:
            if isinstance(block, Section | Paragraph):
                above = block
            match block:
                case Section():
                    section = block.sec
                    self.sections.append(_section(block, self.sections))
                case Sentences():
                    self._add_sentences(block.say, section)
                case Duty():
                    self._add_duty(block, above, section)
                case TableBlock():
                    self._add_table(block.table, appendix, section)

    def _add_duty(self, duty: Duty, above: Section | Paragraph | None, section: str | None) -> None:
        """The item above the labelled lines is the task."""
        if above is None:
            raise ValueError(f"no item stands above {duty.duty[0]!r}")
        words = above.words if isinstance(above, Section) else above.p.removeprefix("- ")
        label = above.sec if isinstance(above, Section) else None
        place = {"table": None, "section_label": section, "i": next(self._duties), "label": label, "group_labels": []}
        cells = {f"{role}_raw": duty.value(role) for role in ("lead", "support", "output", "deadline", "notes")}
        self.tasks.append({**place, "name": plain(words).rstrip(".:;"), **cells, **_OPEN_GROUPS})

    def _add_sentences(self, sentences: tuple[Sentence, ...], section: str | None) -> None:
        for sentence in sentences:
            if sentence.targets:
                name = plain(sentence.s).rstrip(".")
                targets = [_target(reading, self.year, None) for reading in sentence.targets]
                place = {"table": None, "section_label": section, "i": next(self._sentences)}
                fields: Json = dict.fromkeys(("unit_raw", "lead_raw", "support_raw", "output_raw", "notes_raw"))
                record = {**place, "label": None, "group_labels": [], "name": name, **fields, "targets": targets}
                self.indicators.append(record | _OPEN_RAW)

    def _add_table(self, table: Table, appendix: int | None, section: str | None) -> None:
        name = f"T{len(self.tables) + 1}"
        records = 0
        groups = 0
        for row, force in _groups_in_force(table):
            if isinstance(row, GroupRow):
                groups += 1
                group: Json = {
                    "table": name,
                    "label": row.gold_label,
                    "text": plain(row.g[1]),
                    "before_record": records,
                }
                self.groups.append(group)
            else:
                place: Json = {"table": name, "i": records}
                self._add_record(row, table, force, place, section=section)
                records += 1
        head = {"id": name, "kind": table.kind, "appendix": appendix, "section_label": section}
        header = [plain(f"{column.upper} {column.lower}") for column in table.columns]
        self.tables.append({**head, "header": header, "n_records": records, "n_groups": groups})

    def _add_record(
        self, row: RecordRow, table: Table, force: list[GroupRow], place: Json, *, section: str | None
    ) -> None:
        raw = {column.role: plain(cell) or None for column, cell in zip(table.columns, row.r, strict=True)}
        label = (raw.get("ordinal") or "").rstrip(".") or None
        labels = [group.gold_label or plain(group.g[1])[:30].strip() for group in force]
        start = {"label": label, "group_labels": labels, "name": raw["name"]}
        cells = {f"{role}_raw": raw.get(role) for role in ("lead", "support", "output", "deadline", "notes")}
        if table.kind == "task":
            self.tasks.append({**place, **start, **cells})
            return
        del cells["deadline_raw"]
        targets = self._targets(row, table, force, raw.get("unit"))
        order: Json = {"table": place["table"], "section_label": section, "i": place["i"]}
        self.indicators.append({**order, **start, "unit_raw": raw.get("unit"), **cells, "targets": targets})

    def _targets(self, row: RecordRow, table: Table, force: list[GroupRow], unit: str | None) -> list[Json]:
        group_year = next((group.year for group in reversed(force) if group.year), None)
        found: list[Json] = []
        for column, cell in zip(table.columns, row.r, strict=True):
            text = plain(cell)
            if column.role == "target" and text not in ("", "-"):
                year = column.year or group_year or self.year
                for reading in self.readings.targets[text]:
                    found.append(_target(reading, year, unit, text))
        return found


def _groups_in_force(table: Table) -> Iterator[tuple[GroupRow | RecordRow, list[GroupRow]]]:
    force: list[GroupRow] = []
    for row in table.rows:
        if isinstance(row, GroupRow):
            force = [group for group in force if group.rank < row.rank] + [row]
            yield row, force
        elif isinstance(row, RecordRow):
            if row.leaves is not None:
                force = [group for group in force if group.rank < row.leaves]
            yield row, force


def _section(block: Section, before: list[Json]) -> Json:
    parent = next((i for i in range(len(before) - 1, -1, -1) if _level(before[i]) < block.level), None)
    words = plain(block.words)
    section: Json = {"label": block.sec, "level": block.level, "heading": None, "parent": parent}
    return section | ({"text_start": words[:60].strip()} if block.head is None else {"heading": words})


def _level(section: Json) -> int:
    level = section["level"]
    assert isinstance(level, int)
    return level


def _target(reading: Reading, year: int, unit: str | None, raw: str | None = None) -> Json:
    value = {"comparator": reading.c, "low": reading.low, "high": reading.high}
    end = {"unit": reading.unit or unit, "aspirational": reading.aspirational, "basis": reading.basis}
    return {"raw": reading.raw or raw, "year": reading.year or year, **value, **end}


def write_gold(sample: Sample, readings: Readings) -> Json:
    gold = _Gold(sample, readings)
    gold.add(sample.body, None)
    for index, appendix in enumerate(sample.appendices):
        gold.add(appendix.blocks, index)
    appendices = [{"label": a.label, "number": a.number, "title": " ".join(a.title)} for a in sample.appendices]
    start = {"file": f"{sample.meta.name}.txt", "plan": _plan(sample), "sections": gold.sections}
    rows = {"tables": gold.tables, "groups": gold.groups, "tasks": gold.tasks, "indicators": gold.indicators}
    citations = [citation.model_dump() for citation in sample.citations]
    return {**start, "appendices": appendices, **rows, "citations": citations}


def _plan(sample: Sample) -> Json:
    head, place, signer = sample.head, sample.commune, sample.signer
    mark = {"number": head.number, "symbol": head.symbol, "place_name": head.place}
    date = {"issued_on": head.issued_on, "issued_edtf": head.edtf}
    title = {"doc_type": head.doc_type, "title": " ".join(head.title), "plan_year": head.plan_year}
    commune = {"commune_type": place.type, "commune_name": place.name, "province_name": place.province}
    authority = " ".join(signer.authority) or None
    signed = {"signer_name": signer.name, "signer_title": signer.title, "signer_authority": authority}
    recipients = [line.rstrip(" ;.") for line in sample.recipients]
    end = {"recipients": recipients, "replaces": list(sample.replaces)}
    return {**mark, **date, **title, **commune, **signed, **end}


def write_sheet_gold(sample: Sample, readings: Readings) -> Json:
    """The gold of the workbook form, which holds the appendices only: its header is left open."""
    gold = write_gold(only_appendices(sample), readings)
    return gold | {"file": f"{sample.meta.name}.xlsx", "plan": {}, "citations": []}


def only_appendices(sample: Sample) -> Sample:
    """The sample without its body."""
    return sample.model_copy(update={"body": ()})


def write_sheet_deadlines(sample: Sample, readings: Readings) -> list[Json]:
    """Deadlines of the workbook form: a cell that needs the plan's year is left out, for no sheet prints that year."""
    known = readings.deadlines["any"]
    return [entry for entry in write_deadlines(only_appendices(sample), readings) if entry["raw"] in known]


def write_deadlines(sample: Sample, readings: Readings) -> list[Json]:
    """Every distinct deadline cell with its parts; an empty cell of a table with such a column is one of them."""
    year = sample.head.plan_year
    known = readings.deadlines["any"] | readings.deadlines.get(year, {})
    cells = dict.fromkeys(cell for role, cell in _cells(sample) if role == "deadline")
    return [{"raw": cell, "plan_year": year, "parts": [_part(part) for part in known[cell]]} for cell in cells]


def _part(part: Part) -> Json:
    return part.model_dump()


def write_agencies(sample: Sample, readings: Readings) -> list[Json]:
    """Every distinct lead or support cell with the bodies in it."""
    columns: dict[str, list[str]] = {}
    for role, cell in _cells(sample):
        if role in ("lead", "support") and cell and f"{role}_raw" not in columns.setdefault(cell, []):
            columns[cell].append(f"{role}_raw")
    return [{"cell": cell, "columns": roles, "units": _units(cell, readings)} for cell, roles in columns.items()]


def _units(cell: str, readings: Readings) -> list[Json]:
    return [{"raw": raw, "id": readings.bodies[raw]} for raw in readings.cells.get(cell, (cell,))]


def _cells(sample: Sample) -> Iterator[tuple[str, str]]:
    """The role and words of each cell, and of each value of labelled lines."""
    for duty in sample.duties():
        for role in ("lead", "support", "deadline"):
            yield role, duty.value(role) or ""
    for table in sample.tables():
        for row in table.rows:
            if isinstance(row, RecordRow):
                for column, cell in zip(table.columns, row.r, strict=True):
                    yield column.role, plain(cell)
