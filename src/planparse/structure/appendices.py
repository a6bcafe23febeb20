"""Blocks after the signature -> appendices (*phụ lục*) with title, "Kèm theo ..." line, prose and grids."""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from planparse.model.base import Locus
from planparse.model.plan import Appendix, TextPart
from planparse.model.source import Block, Grid, Paragraph
from planparse.rulebook.structure import StructureRules
from planparse.text.labels import read_roman, read_section_label

_CONTINUED = regex.compile(r"\(?\s*tiếp theo", regex.IGNORECASE)


class AppendixGrid(NamedTuple):
    """A grid of an appendix, and whether prose stands between it and the grid before."""

    grid: Grid
    appendix: int
    separated: bool
    order: int


class AppendixHeading(NamedTuple):
    """A line that opens an appendix: label and value (None where it has none), and the title on the same line."""

    label: str | None
    number: int | None
    title: str


class _Open:
    """An appendix while its lines are being collected."""

    def __init__(self, heading: AppendixHeading, locus: Locus):
        self.heading = heading
        self.locus = locus
        self.title = [heading.title] if heading.title else []
        self.attached: list[str] = []
        self.parts: list[TextPart] = []
        self.in_front = True

    def close(self) -> Appendix:
        return Appendix(
            label=self.heading.label,
            number=self.heading.number,
            title=" ".join(self.title),
            attached_to=" ".join(self.attached).strip("() ") or None,
            parts=tuple(self.parts),
            locus=self.locus,
        )


def find_appendix_start(blocks: Sequence[Block], start: int, *, rules: StructureRules) -> int:
    """Index of the first appendix heading from ``start`` on; the number of blocks when there is none."""
    for index in range(start, len(blocks)):
        block = blocks[index]
        if isinstance(block, Paragraph) and read_appendix_heading(block, rules=rules):
            return index
    return len(blocks)


def read_appendix_heading(paragraph: Paragraph, *, rules: StructureRules) -> AppendixHeading | None:
    """Reads "PHỤ LỤC", "PHỤ LỤC I", "PHỤ LỤC 4: ...", "Phụ lục số 02"."""
    text = paragraph.text
    match = rules.match("appendix", text) or rules.match("appendix.capitals", text)
    if match is None:
        return None
    rest = text[match.end() :].strip(" .:-–")
    if rest and rest[0].islower():
        return None
    label = text[match.start("label") : match.end("label")] if match["label"] else None
    return AppendixHeading(label, _value(label), rest)


def blocks_to_appendices(
    blocks: Sequence[Block], first: int, *, rules: StructureRules
) -> tuple[tuple[Appendix, ...], tuple[AppendixGrid, ...]]:
    """Splits the blocks, the first of which opens an appendix and is block ``first`` of the document."""
    opened: list[_Open] = []
    grids: list[AppendixGrid] = []
    separated = True
    for order, block in enumerate(blocks, start=first):
        if isinstance(block, Grid):
            grids.append(AppendixGrid(block, len(opened) - 1, separated, order))
            opened[-1].in_front = False
            separated = False
            continue
        heading = read_appendix_heading(block, rules=rules)
        if heading and not _is_same(heading, block, opened):
            opened.append(_Open(heading, block.locus))
            separated = True
        elif heading is None:
            separated = _add_line(opened[-1], block, order, rules) or separated
    return tuple(appendix.close() for appendix in opened), tuple(grids)


def _add_line(appendix: _Open, line: Paragraph, order: int, rules: StructureRules) -> bool:
    """Puts a line where it belongs; True when it is prose that separates two tables."""
    if appendix.in_front and _takes_front_line(appendix, line, rules):
        return True
    appendix.in_front = False
    appendix.parts.append(TextPart(text=line.text, locus=line.locus, order=order))
    return not rules.match("table_caption", line.text)


def _takes_front_line(appendix: _Open, line: Paragraph, rules: StructureRules) -> bool:
    """Title lines, then the "Kèm theo" line up to its closing bracket."""
    text = line.text
    if appendix.attached:
        if _is_open_bracket(appendix.attached):
            appendix.attached.append(text)
            return True
        return False
    if rules.match("attached_to", text):
        appendix.attached.append(text)
        return True
    if read_section_label(text) or rules.match("table_caption", text):
        return False
    if not appendix.title or text.isupper() or line.bold or line.centred or text[0].islower():
        appendix.title.append(text)
        return True
    return False


def _is_open_bracket(lines: list[str]) -> bool:
    text = " ".join(lines)
    return text.startswith("(") and text.count("(") > text.count(")")


def _is_same(heading: AppendixHeading, line: Paragraph, opened: list[_Open]) -> bool:
    """The heading repeated on a following page, "(tiếp theo)"."""
    return bool(opened) and opened[-1].heading.label == heading.label and _CONTINUED.search(line.text) is not None


def _value(label: str | None) -> int | None:
    if label is None:
        return None
    if label.isdigit():
        return int(label)
    return read_roman(label.upper()) if set(label.upper()) <= set("IVX") else ord(label.upper()) - ord("A") + 1
