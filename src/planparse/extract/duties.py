"""Sentences that give an agency something to do by a day -> tasks, for plans that list their tasks in no other way."""

from collections.abc import Iterator

from planparse.extract.labelled import read_labelled, strip_end
from planparse.extract.prose import split_sentences
from planparse.model.drafts import Group, TaskDraft
from planparse.model.plan import Plan, Section, TextPart
from planparse.rulebook.agencies import AgencyRules
from planparse.rulebook.book import RuleBook
from planparse.rulebook.phrases import split_words
from planparse.text.aligned import align

_CONFIDENCE = 0.6
_LONGEST_AGENCY_HEADING = 90


def find_duties(plan: Plan, *, rules: RuleBook) -> tuple[TaskDraft, ...]:
    """One draft per sentence that names who leads and a day or month, in document order.

    Who leads may also be the heading the sentence stands under ("1. Phòng Kinh tế").
    """
    return tuple(
        draft
        for index, section in enumerate(plan.sections)
        if not _is_aside(plan, index, rules)
        for part in section.parts
        for sentence in split_sentences(part.text, rules.structure)
        if (draft := _read_duty(sentence, part, index, plan, rules))
    )


def _is_aside(plan: Plan, index: int, rules: RuleBook) -> bool:
    """The section, or one it stands in, tells of aims or of the year that passed."""
    return any(section.heading and rules.tasks.match("aside", section.heading) for section in _chain(plan, index))


def _chain(plan: Plan, index: int | None) -> Iterator[Section]:
    """The section and those it stands in, the nearest first."""
    while index is not None:
        yield plan.sections[index]
        index = plan.sections[index].parent


def _read_duty(sentence: str, part: TextPart, index: int, plan: Plan, rules: RuleBook) -> TaskDraft | None:
    aligned = align(sentence)
    deadline = rules.tasks.find_duty("deadline", aligned)
    if not deadline:
        return None
    leads = [text for text in rules.tasks.find_duty("lead", aligned) if _is_agency(text, rules.agencies)]
    lead = leads[0] if leads else _heading_agency(plan, index, rules)
    if lead is None:
        return None
    support = [text for text in rules.tasks.find_duty("support", aligned) if _is_agency(text, rules.agencies)]
    section = plan.sections[index]
    first = section.heading is None and part is section.parts[0]
    groups = tuple(_group(above, rules) for above in reversed(list(_chain(plan, section.parent if first else index))))
    return TaskDraft(
        table=None,
        section=index,
        label=section.label if first else None,
        groups=groups,
        name=strip_end(sentence),
        lead=lead,
        support=support[0] if support else None,
        deadline="; ".join(deadline),
        confidence=_CONFIDENCE,
        locus=part.locus,
        order=part.order,
    )


def _is_agency(text: str, rules: AgencyRules) -> bool:
    """The words begin as the name of a body does, or as a list of bodies."""
    words = split_words(text)
    start = 1 if words and words[0].text in ("các", "những") else 0
    return rules.heads.length_at(words, start) > 0


def _heading_agency(plan: Plan, index: int, rules: RuleBook) -> str | None:
    """The nearest heading, where it is the name of a body."""
    heading = next((section.heading for section in _chain(plan, index) if section.heading), None)
    if heading is None or len(heading) > _LONGEST_AGENCY_HEADING:
        return None
    name = strip_end(heading)
    given = [text for text in rules.tasks.find_duty("lead", align(f"{name}: ")) if _is_agency(text, rules.agencies)]
    return given[0] if given else name if _is_agency(name, rules.agencies) else None


def _group(section: Section, rules: RuleBook) -> Group:
    text = section.heading or (section.parts[0].text if section.parts else "")
    return Group(label=section.label, text=read_labelled(text, rules=rules.tasks).before or text)
