"""Sentences that give an agency something to do by a day -> tasks, for plans that list their tasks in no other way."""

from collections.abc import Iterator, Mapping, Sequence

from planparse.extract.hosts import quote
from planparse.extract.labelled import read_labelled, strip_end
from planparse.extract.prose import split_sentences
from planparse.model.drafts import FieldPlace, Group, TaskDraft
from planparse.model.plan import Plan, Role, Section, TextPart
from planparse.rulebook.book import RuleBook
from planparse.rulebook.phrases import Word, split_words
from planparse.text.aligned import align
from planparse.text.quoting import join_quotes

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
    lead = find_lead(sentence, _headings(plan, index), rules=rules)
    if lead is None:
        return None
    support = [text for text in rules.tasks.find_duty("support", aligned) if _is_agency(text, rules)]
    section = plan.sections[index]
    first = section.heading is None and part is section.parts[0]
    groups = tuple(_group(above, rules) for above in reversed(list(_chain(plan, section.parent if first else index))))
    words: dict[Role, tuple[str, ...]] = {
        "name": (strip_end(sentence),),
        "lead": (lead,),
        "support": tuple(support[:1]),
        "deadline": deadline,
    }
    return TaskDraft(
        table=None,
        section=index,
        label=section.label if first else None,
        groups=groups,
        name=strip_end(sentence),
        lead=lead,
        support=support[0] if support else None,
        deadline="; ".join(deadline),
        places=tuple(_places(words, part)),
        confidence=_CONFIDENCE,
        locus=part.locus,
        order=part.order,
    )


def _places(words: Mapping[Role, Sequence[str]], part: TextPart) -> Iterator[FieldPlace]:
    """Where each field stands in its paragraph; none for a lead that the heading names."""
    for role, texts in words.items():
        if quotes := [found for text in texts if text in part.text for found in quote(text, part)]:
            yield FieldPlace(role=role, locus=join_quotes(quotes))


def _is_agency(text: str, rules: RuleBook) -> bool:
    """The words begin as the name of a body does, or as a list of bodies."""
    if rules.tasks.match("no_agency", text):
        return False
    words = split_words(text)
    return any(rules.agencies.heads.length_at(words, start) for start in (0, _listed(words)))


def _listed(words: Sequence[Word]) -> int:
    """Where the first body of "các phòng, ban" begins."""
    return 1 if words and words[0].text == "các" else 0


def find_lead(sentence: str, headings: Sequence[str], *, rules: RuleBook) -> str | None:
    """Who leads: named in the sentence, or by the nearest of the headings it stands under ("1. Phòng Kinh tế")."""
    named = _named_agencies(sentence, rules)
    if named:
        return named[0]
    heading = strip_end(headings[0]) if headings else ""
    if not heading or len(heading) > _LONGEST_AGENCY_HEADING:
        return None
    given = _named_agencies(f"{heading}: ", rules)
    return given[0] if given else heading if _is_agency(heading, rules) else None


def _named_agencies(text: str, rules: RuleBook) -> list[str]:
    return [words for words in rules.tasks.find_duty("lead", align(text)) if _is_agency(words, rules)]


def _headings(plan: Plan, index: int) -> list[str]:
    return [section.heading for section in _chain(plan, index) if section.heading]


def _group(section: Section, rules: RuleBook) -> Group:
    text = section.heading or (section.parts[0].text if section.parts else "")
    return Group(label=section.label, text=read_labelled(text, rules=rules.tasks).before or text)
