"""What "(Kèm theo Kế hoạch số 97/KH-UBND ngày 12/3/2026 của UBND xã ...)" below an appendix's title says of the plan.

A workbook, or a file that holds the appendices only, has no header: these lines are its only statement. They fill what
the header does not print, never what it prints, a blank number in it included.
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

import regex

from planparse.model.base import Locus, Note, Outcome
from planparse.model.plan import Appendix, Header
from planparse.rulebook.structure import StructureRules
from planparse.structure.header_lines import DateLine, NumberLine, read_day, read_number_line
from planparse.text.unicode import fold

_NUMBER_BEGINS = regex.compile(r"\bsố\b(?=\s*[:.]?[\s.…_]*[\d/])", regex.IGNORECASE)
_BARE_NUMBER = regex.compile(r"\d{1,5}\s*/")
_DAY_BEGINS = regex.compile(r"\bngày\b", regex.IGNORECASE)


class Attachment(NamedTuple):
    """The document that an appendix is attached to; what its line does not say is None.

    Attributes:
        kind: its kind in the words of the line: ``Kế hoạch``.
        day: its date, without a place.
    """

    kind: str | None
    number: NumberLine | None
    day: DateLine | None
    issuer: str | None


class _Said(NamedTuple):
    """One thing that a line says: as a value, in words for a note, and where."""

    value: Hashable
    text: str
    locus: Locus


def read_attachment(line: str, *, rules: StructureRules) -> Attachment | None:
    """Reads a "Kèm theo ..." line; None where the line is none."""
    attached = rules.match("attached_to", line)
    if attached is None:
        return None
    rest = line[attached.end() :].strip()
    kind = rules.match("attached_kind", rest)
    behind = rest[kind.end() :].strip() if kind else rest
    issuer = rules.match("attached_issuer", behind)
    day = _DAY_BEGINS.search(behind)
    return Attachment(
        kind=rest[: kind.end()].strip() if kind else None,
        number=_read_number(behind),
        day=read_day(behind[day.start() :]) if day else None,
        issuer=behind[issuer.start("issuer") : issuer.end("issuer")] if issuer else None,
    )


def _read_number(text: str) -> NumberLine | None:
    """The number with or without the word "số" before it."""
    if _BARE_NUMBER.match(text):
        return read_number_line(f"số {text}")
    begins = _NUMBER_BEGINS.search(text)
    return read_number_line(text[begins.start() :]) if begins else None


def fill_header(header: Header, appendices: Sequence[Appendix], *, rules: StructureRules) -> Outcome[Header]:
    """The header with number, symbol, date and issuer from the appendices' lines, where it prints none of its own.

    Notes: header.from_attachment for each that was taken, header.attachments_differ where lines contradict each other.
    """
    read = [
        (attachment, appendix.locus)
        for appendix in appendices
        if (attachment := read_attachment(appendix.attached_to or "", rules=rules)) and _is_own(header, attachment)
    ]
    filled: dict[str, object] = {}
    notes: list[Note] = []
    if header.symbol is None:
        said = _choose((_say_number(number, at) for (_, number, *_), at in read if number), notes)
        number = said.value if said else None
        filled |= {"number": number.number, "symbol": number.symbol} if isinstance(number, NumberLine) else {}
    if header.place_name is None and header.issued_year is None:
        said = _choose((_say_day(one.day, at) for one, at in read if one.day and one.day.year), notes)
        day = said.value if said else None
        if isinstance(day, DateLine):
            filled |= {"issued_year": day.year, "issued_month": day.month, "issued_day": day.day}
    if not header.issuer and header.place_name is None:
        said = _choose((_Said(fold(one.issuer), one.issuer, at) for one, at in read if one.issuer), notes)
        filled |= {"attached_issuer": said.text} if said else {}
    return Outcome(value=header.model_copy(update=filled), notes=tuple(notes))


def _is_own(header: Header, attachment: Attachment) -> bool:
    """Whether the line can mean the document it stands in: a plan may be attached to a decision, which is another."""
    if header.doc_type is None or attachment.kind is None:
        return header.doc_type is None
    printed, named = fold(header.doc_type), fold(attachment.kind)
    return printed.startswith(named) or named.startswith(printed)


def _say_number(number: NumberLine, locus: Locus) -> _Said:
    return _Said(number, f"{number.number or ''}/{number.symbol}", locus)


def _say_day(day: DateLine, locus: Locus) -> _Said:
    return _Said(day, "/".join(str(part) for part in (day.day, day.month, day.year) if part), locus)


def _choose(said: Iterable[_Said], notes: list[Note]) -> _Said | None:
    """What all lines say; one that leaves a blank (number, day) does not contradict one that fills it."""
    every = tuple(said)
    fullest = max((_count_parts(one.value) for one in every), default=0)
    full = {one.value: one for one in reversed(every) if _count_parts(one.value) == fullest}
    chosen = next(iter(reversed(full.values())), None)
    if chosen is None:
        return None
    if len(full) > 1:
        texts = "; ".join(one.text for one in reversed(full.values()))
        notes.append(Note(code="header.attachments_differ", text=texts, locus=chosen.locus))
        return None
    notes.append(Note(code="header.from_attachment", text=chosen.text, locus=chosen.locus))
    return chosen


def _count_parts(value: Hashable) -> int:
    return sum(part is not None for part in value) if isinstance(value, tuple) else 1
