"""Body blocks -> sections (*mục*) with parents, and the section in force at each table.

True of the result:
1. sections stand in document order, labels as printed, parents before their children;
2. every paragraph of the body is a heading, part of one section, or part of the preamble;
3. numbering that jumps or repeats is kept, with a note.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import regex

from planparse.model.base import Locus, Note, Outcome, Quote
from planparse.model.plan import Section, TextPart
from planparse.model.source import Block, Grid, Paragraph
from planparse.text.labels import Label, Labelled, read_section_label
from planparse.text.quoting import join_quotes

# Headings in the field run to two or three lines; a longer text is prose, whatever it ends in.
_LONGEST_HEADING = 330
# A text this short is a heading even with a full stop, in a file that knows no bold, unless it gives a number.
_SHORT_HEADING = 60
_SENTENCE_INSIDE = regex.compile(r"[\p{Ll}\d)\"”][.;!?]\s+\p{Lu}")
_BULLET = regex.compile(r"[-–+•]\s")
# "3. Phòng Kinh tế: Chủ trì, tham mưu bố trí kinh phí." is an item of prose with its subject before the colon.
_RUN_IN = regex.compile(r":\s+\p{Lu}.*\.$")
_PROSE_END = regex.compile(r"[.;!?]$|\./\.?$")


class TableSite(NamedTuple):
    """A grid of the body, the section it stands in, and whether prose stands between it and the grid before."""

    grid: Grid
    section: int | None
    separated: bool
    order: int


class Body(NamedTuple):
    """The body taken apart."""

    preamble: tuple[TextPart, ...]
    sections: tuple[Section, ...]
    grids: tuple[TableSite, ...]


class _Open:
    """A section while its parts are being collected."""

    def __init__(self, labelled: Labelled, locus: Locus, *, parent: int | None, level: int, heading: bool, order: int):
        self.label = labelled.label
        self.parent = parent
        self.level = level
        self.heading = labelled.rest if heading else None
        self.locus = locus
        self.order = order
        self.parts = [] if heading else [TextPart(text=labelled.rest, locus=locus, order=order)]

    def close(self) -> Section:
        return Section(
            parent=self.parent,
            level=self.level,
            label=self.label.text,
            heading=self.heading,
            parts=tuple(self.parts),
            locus=self.locus,
            order=self.order,
        )


def blocks_to_body(blocks: Sequence[Block], first: int, *, has_format: bool) -> Outcome[Body]:
    """Splits the body into preamble, sections and grids. May add ``section.numbering``.

    Args:
        blocks: the blocks between title and signature block.
        first: place of the first of them among the blocks of the document.
        has_format: the file tells bold from plain.
    """
    preamble: list[TextPart] = []
    opened: list[_Open] = []
    grids: list[TableSite] = []
    separated = True
    blocks = _join_bare_labels(blocks)
    for index, block in enumerate(blocks):
        if isinstance(block, Grid):
            grids.append(TableSite(block, len(opened) - 1 if opened else None, separated, first + index))
            separated = False
            continue
        separated = True
        labelled = read_section_label(block.text)
        if labelled and _is_plausible(labelled.label, opened):
            parent = _find_parent(labelled.label, opened)
            level = _level(labelled.label, opened, parent)
            heading = is_heading(labelled, block, has_format=has_format) or (
                not has_format and _heads_list(labelled.rest, blocks[index + 1 : index + 2])
            )
            opened.append(
                _Open(labelled, block.locus, parent=parent, level=level, heading=heading, order=first + index)
            )
        else:
            parts = opened[-1].parts if opened else preamble
            parts.append(TextPart(text=block.text, locus=block.locus, order=first + index))
    sections = tuple(section.close() for section in opened)
    return Outcome(value=Body(tuple(preamble), sections, tuple(grids)), notes=tuple(_numbering_notes(opened)))


def _join_bare_labels(blocks: Sequence[Block]) -> Sequence[Block]:
    """A label alone on its line ("PHẦN I") and the heading on the line below become one paragraph."""
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1] if joined else None
        if (
            isinstance(above, Paragraph)
            and isinstance(block, Paragraph)
            and _is_bare(above)
            and not _is_labelled(block)
        ):
            locus = join_quotes([Quote(text=part.text, locus=part.locus) for part in (above, block)])
            text = f"{above.text} {block.text}"
            joined[-1] = above.model_copy(update={"text": text, "bold": block.bold, "locus": locus})
        else:
            joined.append(block)
    return joined


def _is_bare(paragraph: Paragraph) -> bool:
    labelled = read_section_label(paragraph.text)
    return labelled is not None and not labelled.rest


def _is_labelled(paragraph: Paragraph) -> bool:
    return read_section_label(paragraph.text) is not None or _BULLET.match(paragraph.text) is not None


def is_heading(labelled: Labelled, paragraph: Paragraph, *, has_format: bool) -> bool:
    """Whether a labelled paragraph is a heading, and not a numbered item of running prose."""
    text = labelled.rest
    if text.isupper():
        return True
    if len(text) > _LONGEST_HEADING or _SENTENCE_INSIDE.search(text) or _RUN_IN.search(text):
        return False
    if paragraph.bold:
        return True
    if len(text) <= _SHORT_HEADING:
        return not text.endswith((".", ";")) or not (has_format or any(char.isdigit() for char in text))
    if _PROSE_END.search(text):
        return False
    if labelled.label.kind == "letter" and has_format:
        return text.endswith(":") and len(text) <= 2 * _SHORT_HEADING
    return True


def _heads_list(text: str, following: Sequence[Block]) -> bool:
    """In a file that knows no bold: one sentence above bullets or a table is a heading, full stop or not."""
    if len(text) > _LONGEST_HEADING or ";" in text or _SENTENCE_INSIDE.search(text):
        return False
    return any(isinstance(block, Grid) or _BULLET.match(block.text) for block in following)


def _is_plausible(label: Label, opened: list[_Open]) -> bool:
    """A capital letter counts as a label only where it begins or goes on a series: "C. Mác" is no section."""
    if label.kind != "upper":
        return True
    same = [s.label.numbers[0] for s in opened if s.label.kind == "upper"]
    return label.numbers[0] == (same[-1] + 1 if same else 1)


def _find_parent(label: Label, opened: list[_Open]) -> int | None:
    """The nearest section above, up the line of ancestors, that a label of this form can stand under."""
    index: int | None = len(opened) - 1 if opened else None
    while index is not None and not _can_hold(opened[index].label, label):
        index = opened[index].parent
    return index


def _can_hold(outer: Label, inner: Label) -> bool:
    if inner.kind == "letter":
        return outer.kind != "letter" or len(outer.numbers) < len(inner.numbers)
    if len(inner.numbers) > 1 and outer.kind == "arabic":
        return len(outer.numbers) < len(inner.numbers)
    return outer.depth < inner.depth


def _level(label: Label, opened: list[_Open], parent: int | None) -> int:
    """Roman is 1 and "1." is 2, wherever they stand; dotted labels and letters are one below their parent."""
    if label.kind in ("part", "upper", "roman", "article"):
        return 1
    if label.kind == "arabic" and len(label.numbers) == 1:
        return 2
    return opened[parent].level + 1 if parent is not None else 3


def _numbering_notes(opened: Iterable[_Open]) -> Iterable[Note]:
    """A note for each label that does not follow the one before it under the same parent."""
    last: dict[tuple[int | None, str], int] = {}
    for section in opened:
        number = section.label.numbers[-1]
        key = (section.parent, f"{section.label.kind}{len(section.label.numbers)}")
        expected = last.get(key, 0) + 1
        if number != expected:
            yield Note(code="section.numbering", text=f"{section.label.text} ({_words(section)})", locus=section.locus)
        last[key] = number


def _words(section: _Open) -> str:
    text = section.heading or (section.parts[0].text if section.parts else "")
    return text[:60]
