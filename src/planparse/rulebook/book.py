"""All rules together, with the fingerprint that is stored beside every row they made."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from planparse.errors import RuleError
from planparse.rulebook.agencies import AgencyRules, load_agency_rules
from planparse.rulebook.base import find_rule_files
from planparse.rulebook.citations import CitationRules, load_citation_rules
from planparse.rulebook.columns import ColumnRules, load_column_rules
from planparse.rulebook.deadlines import DeadlineRules, load_deadline_rules
from planparse.rulebook.indicators import IndicatorRules, load_indicator_rules
from planparse.rulebook.places import PlaceRules, load_place_rules
from planparse.rulebook.structure import StructureRules, load_structure_rules
from planparse.rulebook.targets import TargetRules, load_target_rules
from planparse.rulebook.tasks import TaskRules, load_task_rules

_FINGERPRINT_LENGTH = 12
_NAMES = (
    *("agencies", "citations", "columns", "deadlines", "documents"),
    *("indicators", "places", "structure", "targets", "tasks"),
)
_TABLES = ("communes.csv", "communes_before_2025_07.csv")


class RuleBook(NamedTuple):
    """The compiled rules, one attribute a kind of rules, and the fingerprint of their files."""

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


def load_rules(overlay: Path | None = None) -> RuleBook:
    """The rules that came with planparse, with those of a folder that adds to them and overrides them.

    Raises:
        RuleError: the folder is not there or holds no rules, or a file is missing or not valid.
    """
    folders = (shipped_rules(),) if overlay is None else (shipped_rules(), _checked(overlay))
    return RuleBook(
        columns=load_column_rules(*folders),
        structure=load_structure_rules(*folders),
        deadlines=load_deadline_rules(*folders),
        targets=load_target_rules(*folders),
        agencies=load_agency_rules(*folders),
        indicators=load_indicator_rules(*folders),
        citations=load_citation_rules(*folders),
        places=load_place_rules(*folders),
        tasks=load_task_rules(*folders),
        fingerprint=fingerprint_rules(*folders),
    )


def shipped_rules() -> Path:
    """The rules inside the installed package; in a checkout, the folder ``rules`` at its top."""
    installed = Path(__file__).parents[1] / "rules"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "rules"


def fingerprint_rules(*folders: Path) -> str:
    """A short hash of names and contents of all rule files."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in _files(folder):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:_FINGERPRINT_LENGTH]


def _files(folder: Path) -> Sequence[Path]:
    named = (path for name in _NAMES for path in find_rule_files(folder, name))
    return sorted([*named, *(path for name in _TABLES if (path := folder / name).is_file())])


def _checked(overlay: Path) -> Path:
    """The folder, if everything in it is a rule file."""
    if not overlay.is_dir():
        raise RuleError(f"{overlay}: no such rules folder")
    if strange := next(_strange_files(overlay), None):
        raise RuleError(
            f"{strange}: no rule file has this name: they are {', '.join(f'{name}.yaml' for name in _NAMES)}"
        )
    if not _files(overlay):
        raise RuleError(
            f"{overlay}: no rule file in this folder: they are {', '.join(f'{name}.yaml' for name in _NAMES)}"
        )
    return overlay


def _strange_files(folder: Path) -> Iterator[Path]:
    known = set(_files(folder))
    yield from (path for path in sorted(folder.rglob("*.y*ml")) if path not in known)
