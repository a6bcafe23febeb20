"""Sentences of prose -> indicators: in sections that speak of *chỉ tiêu* or *mục tiêu cụ thể*, those with a target."""

from collections.abc import Iterator, Sequence

import regex

from planparse.model.drafts import IndicatorDraft
from planparse.model.plan import Plan, Section, TextPart
from planparse.rulebook.structure import StructureRules
from planparse.rulebook.targets import TargetRules
from planparse.text.quoting import join_quotes, quotes_of

_BULLET = regex.compile(r"^\s*[-–—+•*·]+\s*")
_YEAR = regex.compile(r"năm\s+(20\d\d)", regex.IGNORECASE)
_LONGEST_YEAR_LINE = 80
_LAST_WORD = regex.compile(r"\p{L}*$")
_SENTENCE_END = regex.compile(r"(?<=[\p{L}\d)%”\"])\s*\.\s+(?=[\p{Lu}\d≥≤>])")


def find_prose_indicators(plan: Plan, *, structure: StructureRules, targets: TargetRules) -> list[IndicatorDraft]:
    """One draft per sentence that holds a number as target, in document order."""
    drafts: list[IndicatorDraft] = []
    for index, section in enumerate(plan.sections):
        if not lists_targets(plan.sections, index, structure):
            continue
        year = _heading_year(plan.sections, index)
        for part in _prose_parts(section, structure):
            year = _line_year(part.text) or year
            drafts += [
                _prose_indicator(sentence, index, part, year)
                for sentence in split_sentences(part.text, structure)
                if targets.find_quantities(sentence)
            ]
    return drafts


def _heading_year(sections: Sequence[Section], index: int) -> int | None:
    """The year in the heading of the section or of one it stands in: "b) Đến năm 2030"."""
    position: int | None = index
    while position is not None:
        if years := _YEAR.findall(sections[position].heading or ""):
            return int(years[-1])
        position = sections[position].parent
    return None


def _line_year(text: str) -> int | None:
    """The year of a line that only heads the lines below it: "* Đến năm 2030:"."""
    years = _YEAR.findall(text)
    return int(years[-1]) if years and len(text) <= _LONGEST_YEAR_LINE and text.rstrip().endswith(":") else None


def _prose_indicator(sentence: str, section: int, part: TextPart, year: int | None) -> IndicatorDraft:
    quotes = quotes_of(sentence, part.locus)
    return IndicatorDraft(
        table=None,
        section=section,
        label=None,
        name=sentence,
        prose=True,
        year=year,
        locus=join_quotes(quotes) if quotes else part.locus,
        order=part.order,
    )


def _prose_parts(section: Section, rules: StructureRules) -> tuple[TextPart, ...]:
    """The section's prose; a heading may be a target itself: "1. Tỷ lệ ... đạt 80%"."""
    heading = section.heading
    if heading is None or heading.isupper() or rules.match("target_section", heading):
        return section.parts
    return (TextPart(text=heading, locus=section.locus, order=section.order), *section.parts)


def lists_targets(sections: Sequence[Section], index: int, rules: StructureRules) -> bool:
    """Whether the section's heading, or that of a section it stands in, announces targets.

    A heading that announces something else (*mục tiêu chung*, *nhiệm vụ*) ends what stands above it.
    """
    position: int | None = index
    while position is not None:
        heading = sections[position].heading
        if heading is not None:
            if rules.match("target_section", heading):
                return True
            if rules.match("general_section", heading):
                return False
        position = sections[position].parent
    return False


def split_sentences(text: str, rules: StructureRules) -> Iterator[str]:
    """Sentences of a paragraph, without leading dash and closing punctuation.

    A full stop after an abbreviation of the rules ends nothing.
    """
    start = 0
    text = _BULLET.sub("", text)
    for match in _SENTENCE_END.finditer(text):
        word = _LAST_WORD.search(text[: match.start()])
        if word and word[0] in rules.abbreviations:
            continue
        if sentence := _trim(text[start : match.start()]):
            yield sentence
        start = match.end()
    if sentence := _trim(text[start:]):
        yield sentence


def _trim(sentence: str) -> str:
    return sentence.strip().rstrip("./; ").strip()
