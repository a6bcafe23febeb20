"""Lines after the body -> recipients (*nơi nhận*) and signer (*chức vụ, họ tên người ký*).

The two zones stand side by side on paper. Their lines arrive one column after the other, or side by side on one line
("- Lưu: VT. Nguyễn Văn An"), or in turns; so each line is sorted by its words, not by its place.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from planparse.model.source import Block, Paragraph
from planparse.rulebook.structure import StructureRules

_NAME_WORD = r"(?:\p{Lu}[\p{Ll}\p{M}]*(?:['’]\s?\p{L}+)?|\p{Lu}{2,})"
_DEGREES = r"(?:(?:PGS|TS|ThS|BS|KS|CN|GS)\.?\s*|(?:(?:Phó\s)?[Gg]iáo sư|(?:Tiến|Thạc|Bác) s[ĩỹ]|Kỹ sư|Cử nhân),?\s+)*"
# "K’ Brèo" and "H'Mai" are whole names; every other name has two words at least.
_NAME = rf"{_DEGREES}(?:{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,5}}|\p{{Lu}}['’]\s?\p{{Lu}}\p{{Ll}}+)"
_PERSON = regex.compile(rf"{_NAME}\.?")
_NAME_BESIDE = regex.compile(rf"(?<=[.;])\s+(?={_NAME}\.?$)")
_DASH = regex.compile(r"^\s*(?:[-–—+•*·]+|\d{1,2}[.)](?=\s))\s*")
_GAP = regex.compile(r"(?<=[:;.])\s+")
_NEXT_RECIPIENT = regex.compile(r"[;.]\s*[-–+•]\s+")
_END = regex.compile(r"[\s;.,/]+$")
_RECORD_COPY = regex.compile(r"lưu\b", regex.IGNORECASE)
_ABBREVIATED = regex.compile(r"(?:TM|T/M|KT|TL|TUQ)\b")
_LONGEST_SIGNER_LINE = 70


class Signature(NamedTuple):
    """The zones below the body; ``other`` holds the lines that are none of them."""

    recipients: tuple[str, ...]
    authority: str | None
    title: str | None
    name: str | None
    other: tuple[Paragraph, ...]


class _Zones:
    """The zones while their lines are being sorted."""

    def __init__(self) -> None:
        self.recipients: list[str] = []
        self.authority: list[str] = []
        self.title: list[str] = []
        self.names: list[Paragraph] = []
        self.other: list[Paragraph] = []
        self.listing = False  # the line above belongs to the list of recipients
        self.listed = False  # the list has begun

    def close(self) -> Signature:
        name = self.names[-1].text.rstrip(". ") if self.names else None
        authority, title = " ".join(self.authority) or None, " ".join(self.title) or None
        return Signature(tuple(self.recipients), authority, title, name, (*self.other, *self.names[:-1]))


def find_signature_start(blocks: Sequence[Block], *, rules: StructureRules) -> int | None:
    """Index of the first line of the signature block, or None."""
    marks = [i for i, b in enumerate(blocks) if isinstance(b, Paragraph) and rules.match("recipients", b.text)]
    signers = [i for i, b in enumerate(blocks) if isinstance(b, Paragraph) and _is_signer_line(b.text, rules)]
    if not marks:
        return signers[0] if signers else None
    start = marks[-1]
    while start > 0 and _may_stand_above(blocks[start - 1], signers, start, rules):
        start -= 1
    return start


def read_signature(lines: Sequence[Paragraph], *, rules: StructureRules) -> Signature:
    """Sorts the lines of the signature block into its zones."""
    zones = _Zones()
    for line in lines:
        for text in _parts_beside(line.text, rules):
            _sort(line.model_copy(update={"text": text}), zones, rules)
    return zones.close()


def _sort(line: Paragraph, zones: _Zones, rules: StructureRules) -> None:
    text = line.text
    if match := rules.match("recipients", text):
        zones.listing = zones.listed = True
        _add_recipients(zones.recipients, text[match.end() :])
    elif _is_authority(text, rules):
        zones.authority.append(text)
        zones.listing = False
    elif _is_title(text, rules):
        zones.title.append(text)
        zones.listing = False
    elif (zones.listing and not _closes_list(text, zones.recipients)) or (zones.listed and _DASH.match(text)):
        _add_recipients(zones.recipients, text)
    elif not rules.match("signature_mark", text) and _PERSON.fullmatch(text):
        zones.names.append(line)
    else:
        zones.other.append(line)


def _parts_beside(text: str, rules: StructureRules) -> Iterator[str]:
    """What stands side by side on one line: a recipient and the signer's line, authority and title."""
    if match := rules.match("signer_line", text):
        yield text[: match.end("authority")]
        yield text[match.end("authority") :].strip()
        return
    if _is_authority(text, rules) or _is_title(text, rules):
        yield text
        return
    for gap in _GAP.finditer(text):
        right = text[gap.end() :]
        if _is_authority(right, rules) or _is_title(right, rules):
            yield text[: gap.start()]
            yield from _parts_beside(right, rules)
            return
    name = _NAME_BESIDE.search(text)
    beside = name is not None and _RECORD_COPY.search(text, 0, name.start()) is not None
    yield from (text[: name.start()], text[name.end() :]) if name and beside else (text,)


def _is_signer_line(text: str, rules: StructureRules) -> bool:
    return text.isupper() and (rules.match("signer_authority", text) is not None or _is_title(text, rules))


def _is_authority(text: str, rules: StructureRules) -> bool:
    """In capitals, or at least its abbreviation: "TM. Ủy ban nhân dân"."""
    if len(text) > _LONGEST_SIGNER_LINE or not (text.isupper() or _ABBREVIATED.match(text)):
        return False
    return rules.match("signer_authority", text) is not None


def _is_title(text: str, rules: StructureRules) -> bool:
    """In capitals, or the bare words of an office alone on their line."""
    match = rules.match("signer_title", text)
    return match is not None and len(text) <= _LONGEST_SIGNER_LINE and (text.isupper() or len(text.split()) <= 3)


def _may_stand_above(block: Block, signers: list[int], start: int, rules: StructureRules) -> bool:
    """The signer's lines may come before the recipients, when the columns were read right to left."""
    if not isinstance(block, Paragraph) or not any(i < start for i in signers):
        return False
    text = block.text
    if _is_signer_line(text, rules):
        return True
    return start - 1 > min(signers) and (
        _PERSON.fullmatch(text) is not None or rules.match("signature_mark", text) is not None
    )


def _closes_list(text: str, recipients: list[str]) -> bool:
    """The list ends after "Lưu: ..." when the next line has no dash of its own and does not go on in lower case."""
    if _DASH.match(text) or text[0].islower():
        return False
    return bool(recipients) and (_RECORD_COPY.match(recipients[-1]) is not None or _PERSON.fullmatch(text) is not None)


def _add_recipients(recipients: list[str], text: str) -> None:
    """Adds the recipients of a line: one, several divided by "; -", or the rest of the one above."""
    for piece in _NEXT_RECIPIENT.split(text):
        clean = _END.sub("", _DASH.sub("", piece))
        if not clean:
            continue
        if recipients and not _DASH.match(text) and clean[0].islower():
            recipients[-1] = f"{recipients[-1]} {clean}"
        else:
            recipients.append(clean)
