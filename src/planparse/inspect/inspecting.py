"""Runs every check on a draft, and adds what the stages noticed that no check says better."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from planparse.codes import CODES
from planparse.inspect.draft import Draft
from planparse.inspect.finding import About, Finding, Spot
from planparse.inspect.registry import CHECKS, KINDS
from planparse.model.base import Note
from planparse.model.records import Severity
from planparse.pipeline import Reading
from planparse.rulebook.book import RuleBook
from planparse.text.unicode import fold

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

_OUTDATED = "agency.outdated"
_SAID_BETTER: dict[str, tuple[str, ...]] = {
    "section.numbering": ("numbering.section",),
    "row.ordinal": ("numbering.row",),
    "header.no_type": ("layout.type", "spelling.phrase"),
    "header.no_symbol": ("layout.number", "layout.number_form"),
    "header.no_date": ("layout.date",),
    "header.no_signer": ("layout.signer", "layout.signer_name"),
    "deadline.impossible": ("deadline.impossible", "deadline.reversed"),
    "citation.two_dates": ("citation.two_dates",),
    "citation.other_date": ("citation.other_date",),
    _OUTDATED: ("agency.abolished", "agency.district", "agency.other_kind"),
}
"""Notes of the stages, and the findings that say the same with more."""

_ABOUT_THE_PLAN = (
    *("plan.empty", "header.no_year", "header.attachments_differ", "header.no_type", "header.no_symbol"),
    *("header.no_date", "header.no_signer", "section.numbering", "row.ordinal", "row.no_name", "indicator.no_target"),
    *("task.repeated", "deadline.impossible", "agency.outdated", "place.unknown", "place.old_name"),
)
"""Notes that are about what the plan says, not about how well it could be read."""


class Judged(NamedTuple):
    """A finding with what it is about and how grave it is."""

    finding: Finding
    about: About
    severity: Severity
    is_note: bool = False


def inspect_draft(reading: Reading, rules: RuleBook) -> tuple[Judged, ...]:
    """Everything that a person should look at before signing: first the plan itself, the gravest first.

    1. Every note of the stages is in the result, or a finding of the same place that says more.
    2. Within one severity, findings stand in the order of the checks, and those of a check in document order.
    """
    draft = Draft(reading, rules)
    found = [finding for check in CHECKS for finding in check(draft)]
    judged = [Judged(one, "plan", one.severity or KINDS[one.code].severity) for one in found]
    judged += _notes(draft, found)
    return tuple(sorted(judged, key=lambda one: (one.about == "reading", SEVERITIES.index(one.severity))))


def _notes(draft: Draft, found: Sequence[Finding]) -> Iterator[Judged]:
    """The notes that no finding says better.

    A file that holds appendices only lacks a header, and a letter its kind of document, and that is no fault.
    """
    places = _index(found)
    has_header = draft.is_whole and not draft.is_letter
    for note in draft.reading.notes:
        if not _is_said(note, places):
            about: About = "plan" if note.code in _ABOUT_THE_PLAN else "reading"
            finding = Finding(note.code, Spot(note.locus), note.text)
            is_fault = has_header or not note.code.startswith("header.no_")
            severity: Severity = CODES[note.code].severity if is_fault else "info"
            yield Judged(finding, about, severity, is_note=True)


def _index(found: Sequence[Finding]) -> dict[str, set[str | None]]:
    """Where findings of each code stand; of a finding about a body, its name."""
    places: dict[str, set[str | None]] = {}
    for one in found:
        by_name = one.code in _SAID_BETTER[_OUTDATED]
        path = one.spot.locus.path if one.spot.locus else None
        places.setdefault(one.code, set()).add(fold(one.quote) if by_name else path)
    return places


def _is_said(note: Note, places: Mapping[str, set[str | None]]) -> bool:
    """Whether a finding says it better: of the same place; a note about the whole document has none."""
    better = [places[code] for code in _SAID_BETTER.get(note.code, ()) if code in places]
    if note.code == _OUTDATED:
        return any(fold(note.text) in names for names in better)
    return any(note.locus is None or note.locus.path in paths for paths in better)


def choose(found: Sequence[Judged], *, only: Collection[str], ignore: Collection[str]) -> tuple[Judged, ...]:
    """The findings whose code, or the part of it before the dot, is asked for and not left out."""
    return tuple(
        one
        for one in found
        if (not only or _names(one.finding.code) & set(only)) and not _names(one.finding.code) & set(ignore)
    )


def list_codes() -> frozenset[str]:
    """Every code and every group of codes that can be asked for."""
    return frozenset(name for code in (*KINDS, *CODES) for name in _names(code))


def _names(code: str) -> set[str]:
    return {code, code.partition(".")[0]}
