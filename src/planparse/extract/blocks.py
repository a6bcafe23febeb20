"""The lines of a section -> blocks of labelled values, each with the lines between it and the block above."""

from collections.abc import Iterable
from typing import NamedTuple

import regex

from planparse.extract.hosts import Host, Line, quote
from planparse.extract.labelled import Value
from planparse.rulebook.tasks import TaskRules

# "Thòi gan thực hiện: Quý I": it looks like a label.
_LABEL_LIKE = regex.compile(r"\p{Lu}[^:.;,()]{2,40}:\s*\S")


class Block(NamedTuple):
    """Labelled values that stand together.

    Attributes:
        above: lines without labels since the block above.
        inline: the line whose words before its labels name the task.
        closing: its words say that it is about everything above ("Các nhiệm vụ trên").
        lines: the labelled lines, and those that go on with them.
        strange: lines among them that look labelled, by labels that the rules do not know.
    """

    above: tuple[Line, ...]
    inline: Line | None
    closing: bool
    lines: tuple[Line, ...]
    values: tuple[Value, ...]
    strange: tuple[Line, ...] = ()

    @property
    def roles(self) -> frozenset[str]:
        """The roles that have a value."""
        return roles_of(self.values)


def roles_of(values: Iterable[Value]) -> frozenset[str]:
    """The roles that say who, with whom, by when or with what result."""
    return frozenset(value.fallback or value.role for value in values if value.is_evidence)


def host_to_blocks(host: Host, *, rules: TaskRules) -> tuple[Block, ...]:
    """The blocks of a section that say who or when, in order. What only tells the result belongs to the block above."""
    reader = _Reader(rules)
    for line in host.lines:
        reader.take(line)
    reader.close()
    return _with_heading(reader.blocks)


def _with_heading(blocks: list[Block]) -> tuple[Block, ...]:
    """Labels in a heading ("1. Hội nghị (tháng 3/2026)") and those below it ("- Chủ trì: ...") are one block."""
    if len(blocks) == 2:
        first, second = blocks
        own = first.inline is not None and first.inline.own and second.inline is None
        if own and not first.roles & second.roles:
            lines, values = (*first.lines, *second.lines), (*first.values, *second.values)
            return (first._replace(lines=lines, values=values, strange=(*first.strange, *second.strange)),)
    return tuple(blocks)


class _Reader:
    """The blocks of a section while its lines go by."""

    def __init__(self, rules: TaskRules) -> None:
        self.blocks: list[Block] = []
        self._rules = rules
        self._above: list[Line] = []
        self._inline: Line | None = None
        self._closing = False
        self._lines: list[Line] = []
        self._values: list[Value] = []
        self._strange: list[Line] = []

    def take(self, line: Line) -> None:
        """Puts a line where it belongs: into the open block, at the head of a new one, or between two."""
        if line.text.is_evident and line.text.before:
            self.close()
            self._closing = self._rules.match("all_above", line.text.before) is not None
            self._inline = None if self._closing else line
            self._open(line)
        elif line.text.values and not line.own:
            self._settle_strange(line)
            self._open(line)
        elif self._lines and self._goes_on(line):
            self._lines.append(line)
            self._extend(line)
        elif self._lines and self._looks_labelled(line):
            self._strange.append(line)
        elif not line.own:
            self.close()
            self._above.append(line)

    def close(self) -> None:
        """Ends the open block, if there is one."""
        if not self._lines:
            return
        block = Block(
            above=tuple(self._above),
            inline=self._inline,
            closing=self._closing,
            lines=tuple(self._lines),
            values=tuple(value for value in self._values if value.text),
            strange=tuple(self._strange),
        )
        if self.blocks and block.inline is None and block.roles == {"output"}:
            above = self.blocks.pop()
            lines, values = (*above.lines, *block.lines), (*above.values, *block.values)
            self.blocks.append(above._replace(lines=lines, values=values, strange=(*above.strange, *block.strange)))
        elif block.roles:
            self.blocks.append(block)
        if block.roles:
            self._above = []
        self._lines, self._values, self._strange, self._inline, self._closing = [], [], [], None, False

    def _settle_strange(self, line: Line) -> None:
        """Lines that looked labelled were items, where the labels below them say again what was said above."""
        if self._strange and roles_of(line.text.values) & roles_of(self._values):
            items, self._strange = self._strange, []
            self.close()
            self._above += items

    def _open(self, line: Line) -> None:
        self._lines.append(line)
        self._values += (value._replace(quotes=quote(value.text, line.part)) for value in line.text.values)

    def _looks_labelled(self, line: Line) -> bool:
        """A line with the bullet of the labels, a few words and a colon."""
        alike = line.text.mark == self._head().text.mark and not line.label
        evident = self._inline is None and bool(roles_of(self._values))
        return alike and evident and _LABEL_LIKE.match(line.text.before) is not None

    def _goes_on(self, line: Line) -> bool:
        """The rest of a value: bullets of another kind below an empty label, or a line in lower case."""
        head, last, value = self._head(), self._lines[-1], self._values[-1]
        if not head.text.values[-1].text:
            return line.text.mark != head.text.mark or not (value.text or line.text.mark)
        return (
            not line.text.mark and line.text.before[:1].islower() and not last.part.text.rstrip().endswith((".", ";"))
        )

    def _head(self) -> Line:
        """The last line with a label."""
        return next(line for line in reversed(self._lines) if line.text.values)

    def _extend(self, line: Line) -> None:
        value = self._values[-1]
        words = line.text.before.rstrip(" .;,")
        joined = f"{value.text}{'; ' if line.text.mark else ' '}{words}" if value.text else words
        quotes = (*(value.quotes if value.text else ()), *quote(words, line.part))
        self._values[-1] = value._replace(text=joined, quotes=quotes)
