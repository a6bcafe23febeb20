"""Lines of the first page -> header zones (Nghị định 30/2020/NĐ-CP, Điều 8).

The zones are told by their words, not by their place: the same lines come from a two-column table in Word, from the
columns of a PDF and from plain lines of text.
"""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from planparse.model.base import Locus, Quote
from planparse.model.source import Block, Paragraph
from planparse.rulebook.structure import StructureRules
from planparse.structure.appendices import read_appendix_heading
from planparse.structure.header_lines import DateLine, NumberLine, read_date_line, read_doc_type, read_number_line
from planparse.text.labels import read_section_label
from planparse.text.quoting import join_quotes

# Header zones end well before this; a file without any of them must not be searched to its end.
_ZONE_LINES = 40
_LONGEST_TITLE_LINE = 400
_RULE_LINE = regex.compile(r"[-–—_*=.\s]+")
_DATE_BEGINS = regex.compile(r",\s*ngày\b", regex.IGNORECASE)
_TEXT_LINE = regex.compile(r"line (\d+)")


class Title(NamedTuple):
    """*Trích yếu*: its text and place, None where there is none, and the index of the block after it."""

    text: str | None
    locus: Locus | None
    end: int


class Front(NamedTuple):
    """The zones above the body; the body begins at the end of the title.

    Attributes:
        is_attachment: the file holds appendices and nothing before them.
    """

    issuer: tuple[str, ...]
    number: NumberLine | None
    date: DateLine | None
    doc_type: str | None
    title: Title
    is_attachment: bool = False


def find_front(blocks: Sequence[Block], *, rules: StructureRules) -> Front:
    """Finds the zones above the body. What is not printed is None; the body then starts at the first line of prose."""
    lines = _leading_lines(blocks, rules)
    attached = _find_attached(lines, rules)
    if attached is not None:
        above = lines[:attached]
        return Front(_find_issuer(above, rules), None, None, None, _find_subject(above, rules), is_attachment=True)
    number = next((n for line in lines if (n := read_number_line(line.text))), None)
    date = _find_date(lines)
    type_index = next((i for i, line in enumerate(lines) if read_doc_type(line.text, rules)), None)
    if type_index is None:
        return Front(_find_issuer(lines, rules), number, date, None, _find_subject(lines, rules))
    doc_type, rest = read_doc_type(lines[type_index].text, rules) or ("", "")
    title = _collect_title(lines, type_index + 1, rest, rules)
    return Front(_find_issuer(lines[:type_index], rules), number, date, doc_type, title)


def _leading_lines(blocks: Sequence[Block], rules: StructureRules) -> list[Paragraph]:
    """The paragraphs down to the first table, section or heading of an appendix, as far as header zones reach."""
    lines: list[Paragraph] = []
    for block in blocks[:_ZONE_LINES]:
        if not isinstance(block, Paragraph):
            break
        labelled = read_section_label(block.text)
        if labelled and labelled.label.kind in ("roman", "upper", "part", "article") and lines:
            break
        lines.append(block)
        if read_appendix_heading(block, rules=rules, after_signature=True):
            break
    return lines


def _find_attached(lines: Sequence[Paragraph], rules: StructureRules) -> int | None:
    """Index of the line that tells a file of appendices only; None where a header stands above it, or none tells.

    It is an appendix's heading or "(Kèm theo Kế hoạch số ...)". A plan attached to a decision is a plan all the same.
    """
    has_type = False
    for index, line in enumerate(lines):
        if read_number_line(line.text) or read_date_line(line.text) or rules.match("motto", line.text):
            return None
        attached = rules.match("attached_to", line.text)
        if attached and (not has_type or _is_annexing(line.text[attached.end() :], rules)):
            return index
        if read_appendix_heading(line, rules=rules, after_signature=True):
            return None if has_type else index
        has_type = has_type or read_doc_type(line.text, rules) is not None
    return None


def _is_annexing(document: str, rules: StructureRules) -> bool:
    kind = rules.match("attached_kind", document)
    return kind is not None and kind["annexing"] is not None


def _find_date(lines: Sequence[Paragraph]) -> DateLine | None:
    """The date line; in a narrow column it runs over two lines ("..., ngày 27 tháng 02" / "năm 2026")."""
    for index, line in enumerate(lines):
        date = read_date_line(line.text)
        goes_on = _DATE_BEGINS.search(line.text) is not None and index + 1 < len(lines)
        if goes_on and (date is None or date.year is None):
            date = read_date_line(f"{line.text} {lines[index + 1].text}") or date
        if date:
            return date
    return None


def _find_issuer(lines: Sequence[Paragraph], rules: StructureRules) -> tuple[str, ...]:
    """The capital lines that name the issuing body, above everything else."""
    found = []
    for line in lines:
        if read_number_line(line.text) or read_date_line(line.text):
            continue
        if rules.match("motto", line.text):
            continue
        if line.text.isupper() and rules.match("issuer", line.text):
            found.append(line.text)
    return tuple(found)


def _find_subject(lines: Sequence[Paragraph], rules: StructureRules) -> Title:
    """The *trích yếu* of a letter (công văn), which prints no kind of document."""
    after_zones = [i + 1 for i, line in enumerate(lines) if _is_zone(line.text, rules)]
    start = max(after_zones, default=0)
    first = next((i for i, line in enumerate(lines) if rules.match("subject", line.text)), None)
    if first is None:
        return Title(None, None, start)
    end = first + 1
    while end < len(lines) and lines[end].text[0].islower():
        end += 1
    return Title(" ".join(line.text for line in lines[first:end]), _locus(lines[first:end]), max(start, end))


def _is_zone(line: str, rules: StructureRules) -> bool:
    zones = (read_number_line(line), read_date_line(line), rules.match("motto", line))
    return any(zones) or (line.isupper() and rules.match("issuer", line) is not None)


def _collect_title(lines: Sequence[Paragraph], start: int, first: str, rules: StructureRules) -> Title:
    """The title from its first words (beside the kind of document, "" where they stand below it) to its last line."""
    parts = [first] if first else []
    index = start
    while index < len(lines) and _belongs_to_title(parts, lines[index], lines[index - 1], rules):
        if not _RULE_LINE.fullmatch(lines[index].text):
            parts.append(lines[index].text)
        index += 1
    if not parts:
        return Title(None, None, index)
    return Title(" ".join(parts), _locus(lines[start - 1 if first else start : index]), index)


def _locus(lines: Sequence[Paragraph]) -> Locus:
    return join_quotes([Quote(text=line.text, locus=line.locus) for line in lines])


def _belongs_to_title(parts: list[str], line: Paragraph, above: Paragraph, rules: StructureRules) -> bool:
    text = line.text
    if _RULE_LINE.fullmatch(text):
        return True
    if read_number_line(text) or read_date_line(text) or rules.match("motto", text) or read_section_label(text):
        return False
    if not parts:
        return len(text) <= _LONGEST_TITLE_LINE
    if parts[-1].endswith(".") or len(text) > _LONGEST_TITLE_LINE:
        return False
    if text[0].islower() or text[0].isdigit():
        return True
    if (line.bold or line.centred) and (line.bold, line.centred) == (above.bold, above.centred):
        return not text.endswith(":")
    if text.endswith((".", ":", ";")) or rules.match("body_opening", text):
        return False
    return text.isupper() or _is_next_line(above, line)


def _is_next_line(above: Paragraph, line: Paragraph) -> bool:
    """The very next line of a text file: a title may be broken before a capital."""
    places = [_TEXT_LINE.fullmatch(paragraph.locus.path) for paragraph in (above, line)]
    return bool(places[0] and places[1]) and int(places[1][1]) == int(places[0][1]) + 1  # type: ignore[index]
