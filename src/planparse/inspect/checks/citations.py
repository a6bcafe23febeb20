"""Documents that are cited with dates that cannot be, or that are in force no longer."""

from collections.abc import Iterator

import regex

from planparse.inspect.draft import Draft, locus_of, shorten
from planparse.inspect.finding import Finding, Spot
from planparse.model.records import CitationRow

_YEAR_IN_SYMBOL = regex.compile(r"/((?:19|20)\d\d)/")


def check_citations(draft: Draft) -> Iterator[Finding]:
    """Each document and date once; what the stages noticed of dates comes first."""
    yield from _noted(draft)
    told: set[tuple[str, str]] = set()
    for row in draft.records.citations:
        for finding in _judge(draft, row):
            key = (finding.code, row.symbol or row.document)
            if key not in told:
                told.add(key)
                yield finding


def _noted(draft: Draft) -> Iterator[Finding]:
    for note in draft.reading.notes:
        if note.code in ("citation.two_dates", "citation.other_date"):
            words, _, dates = note.text.rpartition(": ")
            yield Finding(note.code, Spot(note.locus), words, {"dates": dates})


def _judge(draft: Draft, row: CitationRow) -> Iterator[Finding]:
    spot, quote, day = Spot(locus_of(row)), shorten(row.raw, 160), row.issued_on
    if day and draft.issued_until and day > draft.issued_until:
        issued = f"{draft.issued_until:%d/%m/%Y}"
        yield Finding("citation.after_plan", spot, quote, {"day": f"{day:%d/%m/%Y}", "issued": issued})
    year = _YEAR_IN_SYMBOL.search(row.symbol or "")
    if year and day and int(year[1]) != day.year:
        yield Finding("citation.symbol_year", spot, quote, {"year": year[1], "day": f"{day:%d/%m/%Y}"})
    if row.relation == "replaces" or draft.issued_from is None:
        return
    for old in draft.rules.plan_checks.replaced:
        if row.symbol == old.code and old.since <= draft.issued_from:
            values = {"name": old.name, "by": f"{old.by_name} ({old.by})", "since": f"{old.since:%d/%m/%Y}"}
            yield Finding("citation.replaced", spot, quote, values)
