"""The lines of a section -> blocks of labelled values, each with the lines between it and the block above."""

from typing import NamedTuple

from planparse.extract.hosts import Host, Line
from planparse.extract.labelled import Value
from planparse.rulebook.tasks import TaskRules


class Block(NamedTuple):
    """Labelled values that stand together.

    Attributes:
        above: lines without labels since the block above.
        inline: the line whose words before its labels name the task.
        closing: its words say that it is about everything above ("Các nhiệm vụ trên").
        lines: the labelled lines, and those that go on with them.
    """

    above: tuple[Line, ...]
    inline: Line | None
    closing: bool
    lines: tuple[Line, ...]
    values: tuple[Value, ...]

    @property
    def roles(self) -> frozenset[str]:
        """The roles that have a value."""
        return frozenset(value.fallback or value.role for value in self.values if value.is_evidence)


def host_to_blocks(host: Host, *, rules: TaskRules) -> tuple[Block, ...]:
    """The blocks of a section that say who or when, in order. What only tells the result belongs to the block above."""
    reader = _Reader(rules)
    for line in host.lines:
        reader.take(line)
    reader.close()
    return tuple(reader.blocks)


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

    def take(self, line: Line) -> None:
        """Puts a line where it belongs: into the open block, at the head of a new one, or between two."""
        if line.text.is_evident and line.text.before:
            self.close()
            self._closing = self._rules.match("all_above", line.text.before) is not None
            self._inline = None if self._closing else line
            self._open(line)
        elif line.text.values and not line.own:
            self._open(line)
        elif self._lines and self._goes_on(line):
            self._lines.append(line)
            self._extend(line)
        elif not line.own:
            self.close()
            self._above.append(line)

    def close(self) -> None:
        """Ends the open block, if there is one."""
        if not self._lines:
            return
        block = Block(
            tuple(self._above),
            self._inline,
            self._closing,
            tuple(self._lines),
            tuple(v for v in self._values if v.text),
        )
        if self.blocks and block.inline is None and block.roles == {"output"}:
            above = self.blocks.pop()
            self.blocks.append(
                above._replace(lines=(*above.lines, *block.lines), values=(*above.values, *block.values))
            )
        elif block.roles:
            self.blocks.append(block)
        if block.roles:
            self._above = []
        self._lines, self._values, self._inline, self._closing = [], [], None, False

    def _open(self, line: Line) -> None:
        self._lines.append(line)
        self._values += line.text.values

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
        self._values[-1] = value._replace(text=joined)
