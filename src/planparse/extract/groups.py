"""Which group rows are in force at a row.

A group labelled with a roman numeral or a capital letter holds until the next of its kind; one with an arabic number or
a small letter ends at the next row whose label has its rank; one without a label ends with the group it stands in, or
at the next such row. One that divides a record ("Trong đó:") ends with that record.
"""

from typing import NamedTuple

from planparse.model.drafts import Group
from planparse.text.labels import Label


class _InForce(NamedTuple):
    group: Group
    label: Label | None
    divided: Label | None = None


class GroupStack:
    """The group rows in force, outermost first."""

    def __init__(self) -> None:
        self._stack: list[_InForce] = []

    @property
    def path(self) -> tuple[Group, ...]:
        """The groups in force."""
        return tuple(entry.group for entry in self._stack)

    def open(self, group: Group, label: Label | None, *, divided: Label | None = None) -> None:
        """A group row begins: it ends those of its rank and below, then is in force itself.

        ``divided`` is the label of the record that it divides: the next one of that rank ends it.
        """
        if label is None:
            self._end_unlabelled()
        else:
            self._end_at(label)
        self._stack.append(_InForce(group, label, divided))

    def pass_record(self, label: Label | None) -> None:
        """A record's label ends the groups of its rank, and those that divide a record of its rank."""
        if label is None:
            return
        self._stack = [e for e in self._stack if e.divided is None or _rank(e.divided) < _rank(label)]
        self._end_at(label)

    def extend_last(self, text: str) -> None:
        """The rest of a group row that a page break cut in two."""
        last = self._stack[-1]
        group = last.group.model_copy(update={"text": f"{last.group.text} {text}"})
        self._stack[-1] = last._replace(group=group)

    def _end_at(self, label: Label) -> None:
        """Cuts the stack at the outermost group whose rank the label has or stands above."""
        for index, entry in enumerate(self._stack):
            if entry.label is not None and _rank(entry.label) >= _rank(label):
                del self._stack[index:]
                return

    def _end_unlabelled(self) -> None:
        if self._stack and self._stack[-1].label is None:
            self._stack.pop()


def _rank(label: Label) -> int:
    return label.depth
