"""Agency cells of a record -> assignments."""

from planparse.model.base import Locus, Note, Outcome
from planparse.model.records import AgencyRole, AssignmentRow
from planparse.model.values import AgencyMatch
from planparse.normalise.agencies import read_agencies
from planparse.rulebook.agencies import AgencyRules


class Assigner:
    """Reads agency cells; a cell text that was read before is not read again (tables repeat few cells many times)."""

    def __init__(self, rules: AgencyRules):
        self._rules = rules
        self._read: dict[str, Outcome[tuple[AgencyMatch, ...]]] = {}

    def assign(
        self, cells: dict[AgencyRole, str | None], *, plan_id: str, record_id: str, locus: Locus
    ) -> Outcome[tuple[AssignmentRow, ...]]:
        """One row per agency named, in order; the notes carry the record's place."""
        rows: list[AssignmentRow] = []
        notes: list[Note] = []
        for role, text in cells.items():
            if not text:
                continue
            outcome = self._outcome(text)
            notes += [note.model_copy(update={"locus": locus}) for note in outcome.notes]
            rows += [
                AssignmentRow(
                    plan_id=plan_id,
                    record_id=record_id,
                    role=role,
                    ordinal=ordinal,
                    agency_raw=match.raw,
                    agency_code=match.code,
                    match_score=match.score,
                )
                for ordinal, match in enumerate(outcome.value, start=1)
            ]
        return Outcome(value=tuple(rows), notes=tuple(notes))

    def _outcome(self, text: str) -> Outcome[tuple[AgencyMatch, ...]]:
        if text not in self._read:
            self._read[text] = read_agencies(text, rules=self._rules)
        return self._read[text]
