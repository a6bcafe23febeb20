"""All rules of one folder together, with the fingerprint that is stored beside every row they made."""

import hashlib
from pathlib import Path
from typing import NamedTuple

from planparse.errors import RuleError
from planparse.rulebook.agencies import AgencyRules, load_agency_rules
from planparse.rulebook.citations import CitationRules, load_citation_rules
from planparse.rulebook.columns import ColumnRules, load_column_rules
from planparse.rulebook.deadlines import DeadlineRules, load_deadline_rules
from planparse.rulebook.indicators import IndicatorRules, load_indicator_rules
from planparse.rulebook.places import PlaceRules, load_place_rules
from planparse.rulebook.structure import StructureRules, load_structure_rules
from planparse.rulebook.targets import TargetRules, load_target_rules
from planparse.rulebook.tasks import TaskRules, load_task_rules

_FINGERPRINT_LENGTH = 12
_FILES = frozenset(
    f"{name}.yaml"
    for name in (
        "agencies",
        "citations",
        "columns",
        "deadlines",
        "indicators",
        "places",
        "structure",
        "targets",
        "tasks",
    )
)


class RuleBook(NamedTuple):
    """The compiled rules, one attribute a rule file, and the fingerprint of the folder."""

    columns: ColumnRules
    structure: StructureRules
    deadlines: DeadlineRules
    targets: TargetRules
    agencies: AgencyRules
    indicators: IndicatorRules
    citations: CitationRules
    places: PlaceRules
    tasks: TaskRules
    fingerprint: str


def load_rules(folder: Path | None = None) -> RuleBook:
    """The rules of a folder; without one, those that came with planparse.

    Raises:
        RuleError: a file is missing or not valid.
    """
    folder = folder or shipped_rules()
    if not folder.is_dir():
        raise RuleError(f"{folder}: no such rules folder")
    if strange := sorted(path.name for path in folder.glob("*.y*ml") if path.name not in _FILES):
        raise RuleError(f"{folder / strange[0]}: no rule file has this name: they are {', '.join(sorted(_FILES))}")
    return RuleBook(
        columns=load_column_rules(folder),
        structure=load_structure_rules(folder),
        deadlines=load_deadline_rules(folder),
        targets=load_target_rules(folder),
        agencies=load_agency_rules(folder),
        indicators=load_indicator_rules(folder),
        citations=load_citation_rules(folder),
        places=load_place_rules(folder),
        tasks=load_task_rules(folder),
        fingerprint=fingerprint_rules(folder),
    )


def shipped_rules() -> Path:
    """The rules inside the installed package; in a checkout, the folder ``rules`` at its top."""
    installed = Path(__file__).parents[1] / "rules"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "rules"


def fingerprint_rules(folder: Path) -> str:
    """A short hash of names and contents of all rule files."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.csv")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:_FINGERPRINT_LENGTH]
