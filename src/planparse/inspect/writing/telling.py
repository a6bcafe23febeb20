"""A finding in the words of a language, with its place."""

from typing import NamedTuple

import regex

from planparse.codes import CODES
from planparse.inspect.finding import About, Finding, Spot
from planparse.inspect.inspecting import Judged
from planparse.inspect.registry import KINDS
from planparse.model.base import BBox
from planparse.model.records import Severity
from planparse.wording.catalogue import Catalogue
from planparse.wording.message import Message

_STEP = regex.compile(
    r'(?P<name>table|row|cell|p)\[(?P<number>\d+)\]|(?P<bare>line|row) (?P<bare_number>\d+)|sheet "(?P<sheet>.*)"'
)
_NAMES = {"table": "table", "row": "row", "cell": "cell", "p": "paragraph", "line": "line"}
_LONGEST = 240  # letters of a quotation: a finding may be about a whole cell


class Told(NamedTuple):
    """A finding said: every text in one language, without control characters.

    Attributes:
        where: the place in words.
        basis: the article or standard; "" where it is a matter of sense.
    """

    code: str
    severity: Severity
    about: About
    where: str
    page: int | None
    locator: str | None
    bbox: BBox | None
    quote: str
    what: str
    why: str
    basis: str
    do: str


def tell(judged: Judged, catalogue: Catalogue) -> Told:
    """A finding in the words of the catalogue."""
    finding = judged.finding
    locus = finding.spot.locus
    what, why, do = _note_texts(finding, catalogue) if judged.is_note else _finding_texts(finding, catalogue)
    basis = None if judged.is_note else KINDS[finding.code].basis
    return Told(
        code=finding.code,
        severity=judged.severity,
        about=judged.about,
        where=_clean(format_place(finding.spot, catalogue)),
        page=locus.page if locus else None,
        locator=_clean(locus.path) if locus else None,
        bbox=locus.bbox if locus else None,
        quote=_cut(_clean(finding.quote)),
        what=_cut(_clean(what)),
        why=_clean(why),
        basis=catalogue.say(f"check.basis.{basis}") if basis else "",
        do=_clean(do),
    )


def _finding_texts(finding: Finding, catalogue: Catalogue) -> tuple[str, str, str]:
    what, why, do = (
        Message(f"check.finding.{finding.code}.{part}", **finding.values).say(catalogue)
        for part in ("what", "why", "do")
    )
    return what, why, do


def _note_texts(finding: Finding, catalogue: Catalogue) -> tuple[str, str, str]:
    """What the stages noticed; its reason is its meaning. English is what the codes themselves know."""
    code = CODES[finding.code]
    meaning, advice = (_say_of_code(finding.code, part, catalogue) for part in ("meaning", "advice"))
    return meaning or code.meaning, "", advice or code.advice


def _say_of_code(code: str, part: str, catalogue: Catalogue) -> str:
    """The text of a code in the language of the catalogue; "" where there is none."""
    try:
        return catalogue.say(f"codes.{code}.{part}")
    except KeyError:
        return ""


def format_place(spot: Spot, catalogue: Catalogue) -> str:
    """A place in words: "Phụ lục II, STT 4 (trang 3, bảng 2, hàng 5)"."""
    outer = _document_part(spot, catalogue)
    inner = _file_part(spot, catalogue)
    if outer and inner:
        return f"{', '.join(outer)} ({', '.join(inner)})"
    return ", ".join(outer or inner) or catalogue.say("check.where.document")


def _document_part(spot: Spot, catalogue: Catalogue) -> list[str]:
    parts = []
    if spot.appendix is not None:
        key = "appendix" if spot.appendix else "appendix_unlabelled"
        parts.append(catalogue.say(f"check.where.{key}", label=spot.appendix))
    if spot.section:
        parts.append(catalogue.say("check.where.section", label=spot.section))
    if spot.row:
        parts.append(catalogue.say("check.where.ordinal", label=spot.row))
    return parts


def _file_part(spot: Spot, catalogue: Catalogue) -> list[str]:
    if spot.locus is None:
        return []
    parts = [catalogue.say("check.where.page", number=spot.locus.page)] if spot.locus.page else []
    for match in _STEP.finditer(spot.locus.path):
        if match["sheet"]:
            parts.append(catalogue.say("check.where.sheet", name=match["sheet"]))
        else:
            name, number = match["name"] or match["bare"], match["number"] or match["bare_number"]
            parts.append(catalogue.say(f"check.where.{_NAMES[name]}", number=number))
    return parts or [spot.locus.path]


def _clean(text: str) -> str:
    """One line without control characters: a quotation must not steer a terminal."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2].rstrip()} …"
