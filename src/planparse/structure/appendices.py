"""Blocks after the signature -> appendices (*phụ lục*) with title, "Kèm theo ..." line, prose and grids."""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from planparse.model.base import Quote
from planparse.model.plan import Appendix, TextPart
from planparse.model.source import Block, Grid, Paragraph
from planparse.rulebook.structure import StructureRules
from planparse.text.labels import read_roman, read_section_label
from planparse.text.quoting import join_quotes
from planparse.text.unicode import fold

# A heading fits on a line or two; a sentence that mentions an appendix is longer.
_LONGEST_TITLE_LINE = 150
_CONTINUED = regex.compile(r"\(?\s*tiếp theo", regex.IGNORECASE)


class AppendixGrid(NamedTuple):
    """A grid of an appendix, and whether prose stands between it and the grid before."""

    grid: Grid
    appendix: int
    separated: bool
    order: int


class AppendixHeading(NamedTuple):
    """A line that opens an appendix: label and its value (None where it has none), title and "Kèm theo" beside it."""

    label: str | None
    number: int | None
    title: str = ""
    attached_to: str = ""


class _Open:
    """An appendix while its lines are being collected."""

    def __init__(self, heading: AppendixHeading, line: Paragraph, *, is_form: bool = False):
        self.heading = heading
        self.is_form = is_form
        self.front = [line]
        self.title = [heading.title] if heading.title else []
        self.attached = [heading.attached_to] if heading.attached_to else []
        self.parts: list[TextPart] = []
        self.in_front = True

    def close(self) -> Appendix:
        return Appendix(
            label=self.heading.label,
            number=self.heading.number,
            title=" ".join(self.title),
            attached_to=" ".join(self.attached).strip("() ") or None,
            parts=tuple(self.parts),
            locus=join_quotes([Quote(text=line.text, locus=line.locus) for line in self.front]),
        )


def find_appendix_start(
    blocks: Sequence[Block], start: int, *, rules: StructureRules, after_signature: bool = False
) -> int:
    """Index of the first line of the first appendix from ``start`` on; the number of blocks when there is none.

    Below the signature, a form (*biểu số*) and a title above "(Kèm theo Kế hoạch ...)" are appendices too.
    """
    for index in range(start, len(blocks)):
        block = blocks[index]
        if not isinstance(block, Paragraph):
            continue
        if read_appendix_heading(block, rules=rules, after_signature=after_signature):
            return index
        if after_signature and rules.match("attached_to", block.text):
            return _title_start(blocks, index)
    return len(blocks)


def _title_start(blocks: Sequence[Block], index: int) -> int:
    """The first of the title lines right above a "Kèm theo" line."""
    while index > 0 and isinstance(above := blocks[index - 1], Paragraph) and _looks_like_title(above):
        index -= 1
    return index


def _looks_like_title(line: Paragraph) -> bool:
    return line.text.isupper() or (line.bold and line.centred)


def read_appendix_heading(
    paragraph: Paragraph, *, rules: StructureRules, after_signature: bool = False
) -> AppendixHeading | None:
    """Reads "PHỤ LỤC", "PHỤ LỤC I", "PHỤ LỤC 4: ...", "Phụ lục số 02"; below the signature also "BIỂU SỐ 01"."""
    text = paragraph.text
    match = rules.match("appendix", text) or (rules.match("form", text) if after_signature else None)
    if match is None:
        return None
    label = text[match.start("label") : match.end("label")].replace(" ", "") if match["label"] else None
    rest = text[match.end() :].strip(" .:-–")
    heading = AppendixHeading(label, _value(label))
    if not rest:
        return heading
    if after_signature and label is None and rules.match("attached_to", rest):
        return heading._replace(attached_to=rest)
    marked = bool((match["end"] if label else match["mark"] or "").strip(" ("))
    if not _may_be_title(rest, text, marked=marked, labelled=label is not None):
        return None
    return heading._replace(title=rest)


def _may_be_title(rest: str, line: str, *, marked: bool, labelled: bool) -> bool:
    """A mention ("Phụ lục I nêu rõ ...", "Phụ lục đính kèm") is no heading; what a mark or capitals set apart is."""
    if line.isupper():
        return True
    return (marked or (labelled and len(line) <= _LONGEST_TITLE_LINE and not line.endswith("."))) and not rest[
        0
    ].islower()


def blocks_to_appendices(
    blocks: Sequence[Block], first: int, *, rules: StructureRules
) -> tuple[tuple[Appendix, ...], tuple[AppendixGrid, ...]]:
    """Splits the blocks, the first of which opens an appendix and is block ``first`` of the document.

    A form (*biểu*) opens an appendix of its own only where forms, not appendices, divide what is attached, or where
    it has a "Kèm theo" line of its own.
    """
    opened: list[_Open] = []
    grids: list[AppendixGrid] = []
    separated = True
    for order, block in enumerate(blocks, start=first):
        if isinstance(block, Grid):
            grids.append(AppendixGrid(block, len(opened) - 1, separated, order))
            opened[-1].in_front = False
            separated = False
            continue
        heading = _read_heading(blocks, order - first, rules, opened)
        is_form = rules.match("form", block.text) is not None
        if heading and is_form and opened and not opened[0].is_form:
            heading = heading if _is_attached(heading, blocks[order - first + 1 :], rules) else None
        if heading and not _is_same(heading, block, opened):
            opened.append(_Open(heading, block, is_form=is_form))
            separated = True
        elif heading is None and not (opened and _is_repeated(block, opened[-1])):
            if not opened:
                opened.append(_Open(AppendixHeading(None, None), block))
            separated = _add_line(opened[-1], block, order, rules) or separated
    return tuple(appendix.close() for appendix in opened), tuple(grids)


def _read_heading(
    blocks: Sequence[Block], index: int, rules: StructureRules, opened: Sequence[_Open]
) -> AppendixHeading | None:
    """The heading that a line is: labelled, or a title at the head of a page above its own "Kèm theo" line."""
    line = blocks[index]
    if not isinstance(line, Paragraph):
        return None
    heading = read_appendix_heading(line, rules=rules, after_signature=True)
    if heading or not (index and line.page_break_before and _looks_like_title(line)):
        return heading
    if opened and _is_repeated(line, opened[-1]):
        return None
    bare = AppendixHeading(None, None, title=line.text)
    return bare if _is_attached(bare, blocks[index + 1 :], rules) else None


def _is_attached(heading: AppendixHeading, below: Sequence[Block], rules: StructureRules) -> bool:
    """Whether a "Kèm theo" line belongs to the heading: beside it, or right below its title."""
    if heading.attached_to:
        return True
    for block in below:
        if not isinstance(block, Paragraph):
            return False
        if rules.match("attached_to", block.text):
            return True
        if not _looks_like_title(block):
            return False
    return False


def _add_line(appendix: _Open, line: Paragraph, order: int, rules: StructureRules) -> bool:
    """Puts a line where it belongs; True when it is prose that separates two tables."""
    if appendix.in_front and _takes_front_line(appendix, line, rules):
        appendix.front += [line] if line is not appendix.front[0] else []
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
    """The heading repeated on a following page: with "(tiếp theo)", or as the page's first line, its label the same."""
    if not opened or opened[-1].heading.label != heading.label:
        return False
    running = line.page_break_before and heading.label is not None and not opened[-1].in_front
    return running or _CONTINUED.search(line.text) is not None


def _is_repeated(line: Paragraph, appendix: _Open) -> bool:
    """A line of the appendix's title that a following page prints again above the rest of its table."""
    return not appendix.in_front and fold(line.text) in {fold(one.text) for one in appendix.front}


def _value(label: str | None) -> int | None:
    """The number a label begins with: 1 for "1A", 2 for "II", 3 for "C"."""
    if label is None:
        return None
    if digits := regex.match(r"\d+", label):
        return int(digits[0])
    if roman := regex.match("[IVX]+", label.upper()):
        return read_roman(roman[0])
    return ord(label.upper()[0]) - ord("A") + 1
