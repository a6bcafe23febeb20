"""Classified rows of a table -> records: each with the rows it is made of and the group rows in force."""

from typing import NamedTuple

from planparse.extract.groups import GroupStack
from planparse.extract.rows import ClassifiedRow
from planparse.extract.views import RowView
from planparse.model.drafts import Group
from planparse.rulebook.columns import ColumnRules
from planparse.text.labels import Label


class RowRecord(NamedTuple):
    """A record while its rows are being collected: the first row and those that continue it."""

    rows: list[ClassifiedRow]
    groups: tuple[Group, ...]


def collect_records(
    classified: tuple[ClassifiedRow, ...], rules: ColumnRules
) -> tuple[list[RowRecord], list[int | None]]:
    """The records of a table, and for each row the index of the record it belongs to."""
    collector = _Collector(rules)
    owner = [collector.take(row) for row in classified]
    return collector.records, owner


class _Collector:
    """The records of a table while its rows go by."""

    def __init__(self, rules: ColumnRules) -> None:
        self.records: list[RowRecord] = []
        self._rules = rules
        self._stack = GroupStack()
        self._heading: tuple[Group, ...] = ()
        self._open_group = False
        self._last_label: Label | None = None

    def take(self, row: ClassifiedRow) -> int | None:
        """Puts a row where it belongs; gives the index of its record, None for a row of none."""
        if row.kind == "group":
            self._take_group(row)
        elif row.kind == "record":
            self._take_record(row)
            return len(self.records) - 1
        elif row.kind == "continuation" and self._open_group:
            self._stack.extend_last(row.view.name)
        elif row.kind == "continuation":
            self.records[-1].rows.append(row)
            return len(self.records) - 1
        return None

    def _take_group(self, row: ClassifiedRow) -> None:
        view = row.view
        divides = view.label is None and self._rules.is_part(view.name)
        self._stack.open(self._group(view), view.label, divided=self._last_label if divides else None)
        self._heading, self._open_group = (), True

    def _take_record(self, row: ClassifiedRow) -> None:
        view = row.view
        self._stack.pass_record(view.label)
        if view.heading:
            self._heading = (self._make_group(None, view.heading),)
        self.records.append(RowRecord([row], self._stack.path + self._heading))
        self._last_label, self._open_group = view.label or self._last_label, False

    def _group(self, view: RowView) -> Group:
        return self._make_group(view.label.text if view.label else None, view.name)

    def _make_group(self, label: str | None, text: str) -> Group:
        return Group(label=label, text=" ".join(text.split()), year=self._rules.find_year(text))
