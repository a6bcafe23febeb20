"""Agency cells of a record -> assignments."""

from collections.abc import Iterable
from typing import NamedTuple

from planparse.model.base import Locus, Note, Outcome
from planparse.model.drafts import IndicatorDraft, TaskDraft
from planparse.model.records import AssignmentRow
from planparse.model.values import AgencyMatch, AgencyRole
from planparse.normalise.agencies import NOWHERE, AgencyContext, find_by_initials, read_agencies
from planparse.normalise.ids import placed
from planparse.normalise.provenance import field_locus, notes_at
from planparse.rulebook.agencies import AgencyRules
from planparse.text.quoting import place_of


class _Named(NamedTuple):
    """An agency, and the place of its name."""

    match: AgencyMatch
    locus: Locus


class Assigner:
    """Reads the agency cells of one plan; a cell that was read before is not read again (tables repeat few cells)."""

    def __init__(self, rules: AgencyRules, context: AgencyContext = NOWHERE):
        self._rules = rules
        self._context = context
        self._read: dict[str, Outcome[tuple[AgencyMatch, ...]]] = {}

    def learn(self, cells: Iterable[str]) -> None:
        """Reads all cells of the plan: its full names say what its abbreviations mean."""
        read = [match for cell in dict.fromkeys(cells) for match in self._outcome(cell).value]
        if names := find_by_initials(read, self._rules):
            self._rules = self._rules.with_names(names)
            self._read.clear()

    def assign(
        self, draft: TaskDraft | IndicatorDraft, *, plan_id: str, record_id: str
    ) -> Outcome[tuple[AssignmentRow, ...]]:
        """One row per agency named, in order; rows and notes carry the place of the cell.

        The column says the role, unless the cell does ("Phòng A chủ trì, phối hợp với Công an xã").
        """
        named: dict[AgencyRole, list[_Named]] = {"lead": [], "support": []}
        notes: list[Note] = []
        for column in named:
            cell = field_locus(draft, column)
            outcome = self._outcome((draft.lead if column == "lead" else draft.support) or "")
            notes += notes_at(outcome.notes, cell)
            for match in outcome.value:
                named[match.role or column].append(_Named(match, place_of(match.raw, cell)))
        rows = tuple(
            AssignmentRow(
                record_id=record_id,
                role=role,
                ordinal=ordinal,
                agency_raw=match.raw,
                agency_code=match.code,
                match_score=match.score,
                **placed(plan_id, locus),
            )
            for role, matches in named.items()
            for ordinal, (match, locus) in enumerate(matches, start=1)
        )
        return Outcome(value=rows, notes=tuple(notes))

    def _outcome(self, text: str) -> Outcome[tuple[AgencyMatch, ...]]:
        if text not in self._read:
            self._read[text] = read_agencies(text, rules=self._rules, context=self._context)
        return self._read[text]
