"""The sections and appendices of a plan as lists of lines, each of which may give labelled values.

A section that is but a labelled line ("a) Đơn vị chủ trì: Phòng Kinh tế") is a line of the section it stands in.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planparse.extract.labelled import LabelledText, read_labelled
from planparse.model.base import Locus, Quote
from planparse.model.drafts import Group
from planparse.model.plan import Appendix, Plan, Section, TextPart
from planparse.rulebook.tasks import TaskRules
from planparse.text.labels import read_section_label
from planparse.text.quoting import join_quotes, quotes_of


class Line(NamedTuple):
    """A paragraph seen through the labels in it.

    Attributes:
        own: it is the heading or the first sentence of its host.
        label: its number, where it is no section of its own.
    """

    text: LabelledText
    part: TextPart
    own: bool = False
    label: str | None = None


class Host(NamedTuple):
    """A section, or an appendix, whose lines may hold tasks.

    Attributes:
        section, parent: index in ``Plan.sections``; None for an appendix, and at the top.
        headed: its first line is a heading and no sentence.
        last: no item of its kind follows it in its parent.
        groups: the headings it stands under, outermost first.
    """

    section: int | None
    parent: int | None
    label: str | None
    headed: bool
    last: bool
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    order: int

    @property
    def own(self) -> Line | None:
        """Its heading or first sentence; None for an appendix."""
        return self.lines[0] if self.lines and self.lines[0].own else None

    @property
    def inner(self) -> tuple[Group, ...]:
        """The headings that its lines stand under."""
        return (*self.groups, _group(self.label, self.own)) if self.own else self.groups


def plan_to_hosts(plan: Plan, *, rules: TaskRules) -> tuple[Host, ...]:
    """Every section that is no labelled line, and every appendix with prose, in document order."""
    owns = [_own_line(section, rules) for section in plan.sections]
    lines = _label_sections(plan.sections, owns)
    hosts = [
        _section_host(plan.sections, index, owns, lines, rules)
        for index in range(len(plan.sections))
        if index not in lines
    ]
    return (*hosts, *(_appendix_host(appendix, rules) for appendix in plan.appendices if appendix.parts))


def _own_line(section: Section, rules: TaskRules) -> Line:
    first = section.parts[0] if section.heading is None and section.parts else None
    part = first or TextPart(text=section.heading or "", locus=section.locus, order=section.order)
    return Line(read_labelled(part.text, rules=rules), part, own=True)


def _label_sections(sections: Sequence[Section], owns: Sequence[Line]) -> set[int]:
    """Sections without children that are labelled lines, in a parent where one of them says who or when."""
    parents = {section.parent for section in sections}
    bare = [i for i, own in enumerate(owns) if i not in parents and own.text.values and not own.text.before]
    evident = {sections[i].parent for i in bare if owns[i].text.is_evident} - {None}
    return {i for i in bare if sections[i].parent in evident}


def _section_host(
    sections: Sequence[Section], index: int, owns: Sequence[Line], labelled: set[int], rules: TaskRules
) -> Host:
    section = sections[index]
    lines = [owns[index], *_part_lines(section, rules)]
    for child in range(index + 1, len(sections)):
        if child in labelled and sections[child].parent == index:
            lines += [owns[child]._replace(own=False), *_part_lines(sections[child], rules)]
    siblings = [i for i, other in enumerate(sections) if other.parent == section.parent and i not in labelled]
    return Host(
        section=index,
        parent=section.parent,
        label=section.label,
        headed=section.heading is not None,
        last=siblings[-1] == index and len(siblings) > 1,
        groups=tuple(_groups(sections, section.parent, owns)),
        lines=tuple(lines),
        order=section.order,
    )


def _part_lines(section: Section, rules: TaskRules) -> Iterator[Line]:
    for part in section.parts[0 if section.heading is not None else 1 :]:
        yield Line(read_labelled(part.text, rules=rules), part)


def _groups(sections: Sequence[Section], index: int | None, owns: Sequence[Line]) -> Iterator[Group]:
    if index is not None:
        yield from _groups(sections, sections[index].parent, owns)
        yield _group(sections[index].label, owns[index])


def _group(label: str | None, own: Line | None) -> Group:
    return Group(label=label, text=own.text.before or own.part.text if own else "")


def _appendix_host(appendix: Appendix, rules: TaskRules) -> Host:
    return Host(
        section=None,
        parent=None,
        label=None,
        headed=False,
        last=False,
        groups=(Group(label=appendix.label, text=appendix.title),),
        lines=tuple(_numbered_line(part, rules) for part in appendix.parts),
        order=appendix.parts[0].order,
    )


def _numbered_line(part: TextPart, rules: TaskRules) -> Line:
    labelled = read_section_label(part.text)
    if labelled is None:
        return Line(read_labelled(part.text, rules=rules), part)
    return Line(read_labelled(labelled.rest, rules=rules), part, label=labelled.label.text)


def quote(words: str, part: TextPart) -> tuple[Quote, ...]:
    """Where some words of a paragraph stand; several places where the page cuts them."""
    return quotes_of(words, part.locus) or (Quote(text=words, locus=part.locus),)


def join_lines(lines: Sequence[Line]) -> Locus:
    """The place of the first line, with the box around all of them that stand on its page."""
    return join_quotes([found for line in lines for found in quote(line.part.text, line.part)])
