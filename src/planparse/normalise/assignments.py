"""Agency cells of a record -> assignments."""

from planparse.model.base import Locus, Note, Outcome
from planparse.model.records import AssignmentRow
from planparse.model.values import AgencyMatch, AgencyRole
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
        """One row per agency named, in order; the notes carry the record's place.

        The column says the role, unless the cell does ("Phòng A chủ trì, phối hợp với Công an xã").
        """
        named: dict[AgencyRole, list[AgencyMatch]] = {"lead": [], "support": []}
        notes: list[Note] = []
        for column, text in cells.items():
            outcome = self._outcome(text or "")
            notes += [note.model_copy(update={"locus": locus}) for note in outcome.notes]
            for match in outcome.value:
                named[match.role or column].append(match)
        rows = tuple(
            AssignmentRow(
                plan_id=plan_id,
                record_id=record_id,
                role=role,
                ordinal=ordinal,
                agency_raw=match.raw,
                agency_code=match.code,
                match_score=match.score,
            )
            for role, matches in named.items()
            for ordinal, match in enumerate(matches, start=1)
        )
        return Outcome(value=rows, notes=tuple(notes))

    def _outcome(self, text: str) -> Outcome[tuple[AgencyMatch, ...]]:
        if text not in self._read:
            self._read[text] = read_agencies(text, rules=self._rules)
        return self._read[text]
