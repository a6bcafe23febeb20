"""Lines of the first page -> header zones (Nghị định 30/2020/NĐ-CP, Điều 8).

The zones are told by their words, not by their place: the same lines come from a two-column table in Word, from the
columns of a PDF and from plain lines of text.
"""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from planparse.model.source import Block, Paragraph
from planparse.rulebook.structure import StructureRules
from planparse.text.labels import read_section_label

# Header zones end well before this; a file without any of them must not be searched to its end.
_ZONE_LINES = 40
_LONGEST_TITLE_LINE = 400
_SYMBOL = r"(?P<symbol>[A-ZĐ][\p{L}\d&]*(?:\s?[-–]\s?[\p{L}\d&.]+)*)"
_NUMBER = regex.compile(
    rf"(?:^|\s)S[ốôỐ]\s*[:.]?\s*(?P<number>\d{{1,5}})?\s*[.…_]*\s*(?:/\s*20\d\d\s*)?/\s*{_SYMBOL}", regex.V1
)
_BLANK = r"[\s.…_]*"
_DATE = regex.compile(
    rf"(?P<place>\p{{Lu}}[\p{{L}}\d\s'’\-–]{{1,50}}?)\s*,\s*ng[àa]y{_BLANK}(?P<day>\d{{1,2}})?{_BLANK}th[áa]ng{_BLANK}(?P<month>\d{{1,2}})?{_BLANK}"
    rf"n[ăa]m{_BLANK}(?P<year>20\d\d)?",
    regex.IGNORECASE,
)
_RULE_LINE = regex.compile(r"[-–—_*=.\s]+")


class NumberLine(NamedTuple):
    """*Số và ký hiệu*; the number is None when blank."""

    number: int | None
    symbol: str


class DateLine(NamedTuple):
    """*Địa danh và thời gian*; parts left blank are None."""

    place: str
    day: int | None
    month: int | None
    year: int | None


class Front(NamedTuple):
    """The zones above the body, and the index of the first block of the body."""

    issuer: tuple[str, ...]
    number: NumberLine | None
    date: DateLine | None
    doc_type: str | None
    title: str | None
    body_start: int


def find_front(blocks: Sequence[Block], *, rules: StructureRules) -> Front:
    """Finds the zones above the body. What is not printed is None; the body then starts at the first line of prose."""
    lines = _leading_lines(blocks)
    number = next((n for line in lines if (n := read_number_line(line.text))), None)
    date = next((d for line in lines if (d := read_date_line(line.text))), None)
    type_index = next((i for i, line in enumerate(lines) if read_doc_type(line.text, rules)), None)
    if type_index is None:
        return Front(_find_issuer(lines, rules), number, date, None, *_find_subject(lines, rules))
    doc_type, rest = read_doc_type(lines[type_index].text, rules) or ("", "")
    title, body_start = _collect_title(lines, type_index + 1, rest, rules)
    return Front(_find_issuer(lines[:type_index], rules), number, date, doc_type, title, body_start)


def read_number_line(line: str) -> NumberLine | None:
    """Reads "Số: 97/KH-UBND"; a blank number is None.

    >>> read_number_line("Số:    /KH-UBND")
    NumberLine(number=None, symbol='KH-UBND')
    """
    match = _NUMBER.search(line)
    if match is None or match.start() > 3:
        return None
    symbol = regex.sub(r"\s*[-–]\s*", "-", match["symbol"])
    return NumberLine(_int(match["number"]), symbol)


def read_date_line(line: str) -> DateLine | None:
    """Reads "Hà Bắc, ngày 28 tháng 02 năm 2026"; the place may follow the number on one line.

    >>> read_date_line("Số: /KH-UBND Xuân Lập, ngày tháng năm 2026")
    DateLine(place='Xuân Lập', day=None, month=None, year=2026)
    """
    if (number := _NUMBER.search(line)) is not None and number.start() <= 3:
        line = line[number.end() :]
    match = _DATE.search(line)
    if match is None or match.start() > 5:
        return None
    return DateLine(match["place"].strip(), _int(match["day"]), _int(match["month"]), _int(match["year"]))


def read_doc_type(line: str, rules: StructureRules) -> tuple[str, str] | None:
    """The kind of document a line opens with, in capitals or alone on its line, and the rest of the line."""
    match = rules.match("doc_type", line)
    if match is None:
        return None
    kind, rest = line[: match.end()].strip(), line[match.end() :].strip()
    if kind.isupper() or not rest:
        return kind, rest
    return None


def _leading_lines(blocks: Sequence[Block]) -> list[Paragraph]:
    """The paragraphs before the first table or section, as far as header zones reach."""
    lines: list[Paragraph] = []
    for block in blocks[:_ZONE_LINES]:
        if not isinstance(block, Paragraph):
            break
        labelled = read_section_label(block.text)
        if labelled and labelled.label.kind in ("roman", "upper", "part") and lines:
            break
        lines.append(block)
    return lines


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


def _find_subject(lines: Sequence[Paragraph], rules: StructureRules) -> tuple[str | None, int]:
    """The *trích yếu* of a letter (công văn), which prints no kind of document, and the start of its body."""
    after_zones = [i + 1 for i, line in enumerate(lines) if _is_zone(line.text, rules)]
    start = max(after_zones, default=0)
    first = next((i for i, line in enumerate(lines) if rules.match("subject", line.text)), None)
    if first is None:
        return None, start
    end = first + 1
    while end < len(lines) and lines[end].text[0].islower():
        end += 1
    return " ".join(line.text for line in lines[first:end]), max(start, end)


def _is_zone(line: str, rules: StructureRules) -> bool:
    zones = (read_number_line(line), read_date_line(line), rules.match("motto", line))
    return any(zones) or (line.isupper() and rules.match("issuer", line) is not None)


def _collect_title(lines: Sequence[Paragraph], start: int, first: str, rules: StructureRules) -> tuple[str | None, int]:
    """The lines of the title joined, and the index of the block after it."""
    parts = [first] if first else []
    index = start
    while index < len(lines) and _belongs_to_title(parts, lines[index], lines[index - 1], rules):
        if not _RULE_LINE.fullmatch(lines[index].text):
            parts.append(lines[index].text)
        index += 1
    return " ".join(parts) or None, index


def _belongs_to_title(parts: list[str], line: Paragraph, above: Paragraph, rules: StructureRules) -> bool:
    text = line.text
    if _RULE_LINE.fullmatch(text):
        return True
    if _is_zone(text, rules) or read_section_label(text) or len(text) > _LONGEST_TITLE_LINE:
        return False
    if not parts:
        return True
    if text[0].islower() or text[0].isdigit():
        return not parts[-1].endswith((".", ";"))
    same_look = line.bold == above.bold and line.centred == above.centred and (line.bold or line.centred)
    if same_look:
        return not text.endswith((":", ";"))
    return not rules.match("body_opening", text) and not text.endswith((".", ":", ";")) and text.isupper()


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None
