"""Source -> Source: what the form of the file did to the text is undone.

True of the result:
1. no grid is a mere layout (the two columns of the header or of the signature block): its cells are paragraphs, the
   left column's first;
2. a paragraph that a page or line break cut in two is one paragraph, at the place of its first half;
3. no paragraph is a lone page number;
4. every other block is as it was, in the order it had.
"""

from collections.abc import Iterable, Iterator

import regex

from planparse.model.base import Quote
from planparse.model.source import Block, Grid, Paragraph, Source
from planparse.rulebook.structure import StructureRules
from planparse.text.labels import read_section_label
from planparse.text.quoting import join_quotes

# A line that fills the page: shorter lines end where their writer ended them.
_FULL_LINE = 60
# A4 in 13 points holds about 90 letters a line; a file whose lines are longer holds whole paragraphs.
_LONGEST_WRAP = 120
_FULL_SHARE = 0.8
_LINE = regex.compile(r"line (\d+)")
_ENDED = regex.compile(r"[.;:!?…][\"”’)\]*]*$|\./\.?$")
_BULLET = regex.compile(r"[-+•*·–—]\s|\(\d{1,2}\)\s")
_PAGE_NUMBER = regex.compile(r"(?:trang\s*)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*/\s*\d{1,3})?", regex.IGNORECASE)
_LAYOUT_RULES = ("motto", "recipients", "signer_authority", "signer_title")


def clean_source(source: Source, *, rules: StructureRules) -> Source:
    """The source with layout grids unfolded, cut paragraphs joined and page numbers dropped."""
    blocks = tuple(_join_cut_paragraphs(_unfold_layout(source.blocks, rules), rules))
    return source.model_copy(update={"blocks": blocks})


def _unfold_layout(blocks: Iterable[Block], rules: StructureRules) -> Iterator[Block]:
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            if not _PAGE_NUMBER.fullmatch(block.text):
                yield block
        elif _is_layout(block, rules) or (index == 0 and _names_issuer(block, rules)):
            yield from _grid_to_paragraphs(block)
        else:
            yield block


def _is_layout(grid: Grid, rules: StructureRules) -> bool:
    """A table of at most three columns, one of whose cells opens with the words of a header or signature zone."""
    if max(len(row.cells) for row in grid.rows) > 3 or len(grid.rows) > 6:
        return False
    lines = (line for row in grid.rows for cell in row.cells if cell for line in cell.text.split("\n"))
    return any(rules.match(rule, line) for line in lines for rule in _LAYOUT_RULES)


def _names_issuer(grid: Grid, rules: StructureRules) -> bool:
    """The two columns of a header whose motto was forgotten: the first cell names who issues it, in capitals."""
    first = grid.rows[0].cells[0] if grid.rows and grid.rows[0].cells else None
    if first is None or len(grid.rows[0].cells) != 2 or len(grid.rows) > 3:
        return False
    line = first.text.split("\n")[0]
    return line.isupper() and rules.match("issuer", line) is not None


def _grid_to_paragraphs(grid: Grid) -> Iterator[Paragraph]:
    """The lines of the cells, column by column: in a header table a column is read to its foot before the next."""
    for column in range(max(len(row.cells) for row in grid.rows)):
        for row in grid.rows:
            cell = row.cells[column] if column < len(row.cells) else None
            if cell is None or cell.merged_above:
                continue
            for line in cell.text.split("\n"):
                if line:
                    yield Paragraph(text=line, locus=cell.locus or row.locus, bold=cell.bold, centred=True)


def _join_cut_paragraphs(blocks: Iterable[Block], rules: StructureRules) -> Iterator[Block]:
    blocks = tuple(blocks)
    width = _wrap_width(blocks)
    parts: list[Paragraph] = []  # joined once: joining one by one takes hours where a hostile file never ends
    for block in blocks:
        if parts and isinstance(block, Paragraph) and _goes_on(parts[-1], block, width, rules):
            parts.append(block)
            continue
        if parts:
            yield _join(parts)
        parts = [block] if isinstance(block, Paragraph) else []
        if isinstance(block, Grid):
            yield block
    if parts:
        yield _join(parts)


def _join(parts: list[Paragraph]) -> Paragraph:
    if len(parts) == 1:
        return parts[0]
    locus = join_quotes([Quote(text=part.text, locus=part.locus) for part in parts])
    return parts[0].model_copy(update={"text": " ".join(part.text for part in parts), "locus": locus})


def _goes_on(first: Paragraph, second: Paragraph, width: int | None, rules: StructureRules) -> bool:
    """Whether ``second`` is the rest of the sentence that ``first`` leaves open."""
    ended = _ENDED.search(first.text) and not (first.text.endswith(";") and second.text[0].islower())
    if ended or _opens_item(second.text) or first.text.isupper():
        return False
    if first.centred or second.centred or first.bold != second.bold:
        return False
    if any(rules.match(rule, second.text) for rule in (*_LAYOUT_RULES, "appendix")):
        return False
    start = second.text.lstrip("-–— ")[:1] or second.text[0]
    if start.islower() or start in ",;)" or first.text.endswith((",", "(")):
        return True
    if start.isdigit():
        return len(first.text) >= _FULL_LINE
    return _wraps_into(first, second, width) and not rules.match("body_opening", second.text)


def _opens_item(text: str) -> bool:
    """A bullet or a label. A dash before a small letter is a dash of the sentence: "chính trị" / "- xã hội"."""
    if bullet := _BULLET.match(text):
        return not (bullet[0].strip() in "-–—" and text[bullet.end() :][:1].islower())
    return read_section_label(text) is not None


def _wrap_width(blocks: tuple[Block, ...]) -> int | None:
    """The line length at which a text file was wrapped; None for a file that holds a paragraph a line."""
    lengths = [len(b.text) for b in blocks if isinstance(b, Paragraph) and _LINE.fullmatch(b.locus.path)]
    longest = max(lengths, default=0)
    return longest if _FULL_LINE <= longest <= _LONGEST_WRAP else None


def _wraps_into(first: Paragraph, second: Paragraph, width: int | None) -> bool:
    """Two lines of a wrapped text file, without a blank line between them, the first of them full."""
    places = [_LINE.fullmatch(p.locus.path) for p in (first, second)]
    if width is None or places[0] is None or places[1] is None:
        return False
    return int(places[1][1]) == int(places[0][1]) + 1 and len(first.text) >= width * _FULL_SHARE
