"""How appendices are headed: number, title, and the line that says which document they belong to."""

from collections.abc import Iterator

from planparse.inspect.draft import Draft, shorten
from planparse.inspect.finding import Finding, Spot
from planparse.model.plan import Appendix, Header
from planparse.structure.attached import read_attachment


def check_attachments(draft: Draft) -> Iterator[Finding]:
    """Each appendix by itself, then all of them together."""
    appendices = draft.reading.plan.appendices if draft.has_decreed_layout or not draft.is_whole else ()
    for appendix in appendices:
        spot = Spot(appendix.locus, appendix=appendix.label or "")
        if not appendix.title:
            yield Finding("layout.appendix_title", spot, appendix.label or "")
        if len(appendices) > 1 and appendix.label is None:
            yield Finding("layout.appendix_label", spot, shorten(appendix.title))
        elif len(appendices) > 1 and appendix.label and appendix.label[0].isdigit():
            yield Finding("layout.appendix_roman", spot, shorten(appendix.title), {"label": appendix.label})
        if appendix.attached_to is None:
            yield Finding("layout.attached", spot, shorten(appendix.title))
        elif draft.is_whole:
            yield from _differs(draft, draft.reading.plan.header, appendix, spot)


def _differs(draft: Draft, header: Header, appendix: Appendix, spot: Spot) -> Iterator[Finding]:
    """Number, symbol or date of the line are not the plan's; what either leaves blank does not count."""
    read = read_attachment(f"({appendix.attached_to})", rules=draft.rules.structure)
    if read is None or header.symbol is None:
        return
    own = f"{header.number or '…'}/{header.symbol}"
    quote = shorten(appendix.attached_to or "", 160)
    if read.number and (
        read.number.symbol.upper() != header.symbol.upper()
        or (read.number.number and header.number and read.number.number != header.number)
    ):
        yield Finding("layout.attached_differs", spot, quote, {"own": own})
        return
    printed = (header.issued_day, header.issued_month, header.issued_year)
    said = (read.day.day, read.day.month, read.day.year) if read.day else (None, None, None)
    if any(one and other and one != other for one, other in zip(printed, said, strict=True)):
        day = "/".join(str(part) if part else "…" for part in printed)
        yield Finding("layout.attached_differs", spot, quote, {"own": f"{own}, {day}"})
