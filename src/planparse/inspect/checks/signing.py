"""Components below the text that are missing or wrong: Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2, điểm g and i."""

from collections.abc import Iterator

import regex

from planparse.inspect.draft import Draft
from planparse.inspect.finding import Finding
from planparse.model.plan import Header
from planparse.rulebook.fixed_phrases import cut_words
from planparse.text.unicode import fold

_DEGREE = regex.compile(
    r"^(?:(?:PGS|GS|TS|ThS|BS|KS|CN|CK\s?I{1,2})\b\.?\s*"
    r"|(?i:phó giáo sư|giáo sư|(?:tiến|thạc|bác) s[ĩỹ]|kỹ sư|cử nhân)[,\s]+)+"
)
_ON_BEHALF = regex.compile(r"(?i)(?<!\p{L})t\s?/?\s?m(?!\p{L})")
_FOR_HEAD = regex.compile(r"(?i)(?<!\p{L})kt(?!\p{L})")
_BY_ORDER = regex.compile(r"(?i)(?<!\p{L})(?:tl|tuq)(?!\p{L})")


def check_signing(draft: Draft) -> Iterator[Finding]:
    """Who signs, and who receives."""
    header = draft.reading.plan.header
    if not draft.has_decreed_layout:
        return
    if not (header.signer_title or header.signer_name or header.signer_authority):
        yield Finding("layout.signer")
    else:
        yield from _signer(draft, header)
    if not header.recipients and not _is_misspelt(draft):
        yield Finding("layout.recipients")
    elif header.recipients and not any(fold(line).startswith("lưu") for line in header.recipients):
        yield Finding("layout.archive", draft.find_line(header.recipients[-1]), "; ".join(header.recipients[-2:]))


def _is_misspelt(draft: Draft) -> bool:
    """The heading of the recipients is there, with a slip that is told elsewhere."""
    words = [phrase for phrase in draft.rules.fixed_phrases.phrases if phrase.id == "recipients"]
    return any(True for word in words for line in draft.lines for _ in word.find_slips(cut_words(line.text)))


def _signer(draft: Draft, header: Header) -> Iterator[Finding]:
    spot = draft.find_line(header.signer_title or header.signer_name or "")
    authority, title = header.signer_authority or "", header.signer_title or ""
    quote = " / ".join(filter(None, (authority, title, header.signer_name)))
    if not title:
        yield Finding("layout.signer_title", spot, quote)
    elif _signs_for_committee(header, title) and not _ON_BEHALF.search(authority) and not _BY_ORDER.search(authority):
        yield Finding("layout.authority", spot, quote)
    is_deputy = fold(title).startswith("phó")
    if is_deputy and not _FOR_HEAD.search(authority) and not _BY_ORDER.search(authority):
        yield Finding("layout.deputy", spot, quote)
    elif title and not is_deputy and _FOR_HEAD.search(authority):
        yield Finding("layout.not_deputy", spot, quote)
    if header.signer_name is None:
        yield Finding("layout.signer_name", spot, quote)
    elif degree := _DEGREE.match(header.signer_name):
        yield Finding("layout.degree", spot, header.signer_name, {"degree": degree.group().strip()})


def _signs_for_committee(header: Header, title: str) -> bool:
    """A people's committee decides together: whoever heads it signs on its behalf."""
    issued_by = any(fold(line).startswith(("ủy ban nhân dân", "ubnd")) for line in header.issuer)
    return issued_by and "chủ tịch" in fold(title) and (header.symbol or "").upper().endswith("UBND")
