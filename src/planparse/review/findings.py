"""Findings at a record, in words: what was found, with the words of the document, and what to do about it."""

from collections.abc import Iterable
from typing import NamedTuple

from planparse.codes import CODES
from planparse.report.record import Values
from planparse.wording.catalogue import Catalogue


class Finding(NamedTuple):
    """A finding as a reviewer reads it; ``quoted`` are words of the document, "" where it quotes none."""

    severity: str
    severity_words: str
    code: str
    meaning: str
    quoted: str
    advice: str


def explain_findings(rows: Iterable[Values], catalogue: Catalogue) -> tuple[Finding, ...]:
    """The findings, the gravest first."""
    grades = {"error": 0, "warning": 1}
    found = (explain_finding(row, catalogue) for row in rows)
    return tuple(sorted(found, key=lambda one: grades.get(one.severity, 2)))


def explain_finding(row: Values, catalogue: Catalogue) -> Finding:
    """A row of ``diagnostics`` in the language of the page."""
    code, message, severity = str(row["code"]), str(row["message"]), str(row["severity"])
    known = CODES.get(code)
    english = known.meaning if known else message
    quoted = message.removeprefix(english).removeprefix(": ") if message.startswith(english) else message
    return Finding(
        severity=severity,
        severity_words=catalogue.say(f"severity.{severity}"),
        code=code,
        meaning=explain_code(code, "meaning", catalogue),
        quoted=quoted if quoted != english else "",
        advice=explain_code(code, "advice", catalogue),
    )


def explain_code(code: str, what: str, catalogue: Catalogue) -> str:
    """Meaning or advice of a code; the code itself where an older or newer planparse wrote it."""
    key = f"codes.{code}.{what}"
    try:
        if catalogue.has(key):
            return catalogue.say(key)
    except KeyError:  # no such file of texts
        pass
    known = CODES.get(code)
    if known is None:
        return code if what == "meaning" else ""
    return known.meaning if what == "meaning" else known.advice
