"""Lines after the body -> recipients (*nơi nhận*) and signer (*chức vụ, họ tên người ký*)."""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from planparse.model.source import Block, Paragraph
from planparse.rulebook.structure import StructureRules

_NAME_WORD = r"(?:\p{Lu}[\p{Ll}\p{M}]*(?:['’]\s?\p{L}+)?|\p{Lu}{2,})"
_DEGREES = r"(?:(?:PGS|TS|ThS|BS|KS|CN|GS)\.?\s*)*"
# "K’ Brèo" and "H'Mai" are whole names; every other name has two words at least.
_PERSON = regex.compile(rf"{_DEGREES}(?:{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,5}}|\p{{Lu}}['’]\s?\p{{Lu}}\p{{Ll}}+)\.?")
_DASH = regex.compile(r"^\s*[-–—+•*·]+\s*")
_END = regex.compile(r"[\s;.,/]+$")
_RECORD_COPY = regex.compile(r"lưu\b", regex.IGNORECASE)


class Signature(NamedTuple):
    """The zones below the body; ``other`` holds the lines that are none of them."""

    recipients: tuple[str, ...]
    authority: str | None
    title: str | None
    name: str | None
    other: tuple[Paragraph, ...]


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
    recipients: list[str] = []
    authority: list[str] = []
    title: list[str] = []
    names: list[Paragraph] = []
    other: list[Paragraph] = []
    listing = False
    for line in lines:
        text = line.text
        if match := rules.match("recipients", text):
            listing = True
            _add_recipients(recipients, text[match.end() :])
        elif text.isupper() and rules.match("signer_authority", text):
            authority.append(text)
            listing = False
        elif _is_title(text, rules):
            title.append(text)
            listing = False
        elif listing and not _closes_list(text, recipients):
            _add_recipients(recipients, text)
        elif rules.match("signature_mark", text):
            other.append(line)
        elif _PERSON.fullmatch(text):
            names.append(line)
        else:
            other.append(line)
    other += names[:-1]
    name = names[-1].text.rstrip(". ") if names else None
    return Signature(tuple(recipients), " ".join(authority) or None, " ".join(title) or None, name, tuple(other))


def _is_signer_line(text: str, rules: StructureRules) -> bool:
    return text.isupper() and (rules.match("signer_authority", text) is not None or _is_title(text, rules))


def _is_title(text: str, rules: StructureRules) -> bool:
    return text.isupper() and rules.match("signer_title", text) is not None


def _may_stand_above(block: Block, signers: list[int], start: int, rules: StructureRules) -> bool:
    """The signer's lines may come before the recipients, when the columns were read right to left."""
    if not isinstance(block, Paragraph) or not any(i < start for i in signers):
        return False
    text = block.text
    return _is_signer_line(text, rules) or (_PERSON.fullmatch(text) is not None and start - 1 > min(signers))


def _closes_list(text: str, recipients: list[str]) -> bool:
    """The list ends after "Lưu: ..." when the next line has no dash of its own and does not go on in lower case."""
    if _DASH.match(text) or text[0].islower():
        return False
    return bool(recipients) and (_RECORD_COPY.match(recipients[-1]) is not None or _PERSON.fullmatch(text) is not None)


def _add_recipients(recipients: list[str], text: str) -> None:
    """Adds the recipients of a line: one, several divided by "; -", or the rest of the one above."""
    for piece in regex.split(r"[;.]\s*[-–+•]\s+", text):
        clean = _END.sub("", _DASH.sub("", piece))
        if not clean:
            continue
        if recipients and not _DASH.match(text) and clean[0].islower():
            recipients[-1] = f"{recipients[-1]} {clean}"
        else:
            recipients.append(clean)
