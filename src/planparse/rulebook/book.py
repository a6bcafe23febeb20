"""All rules together, with the fingerprint that is stored beside every row they made."""

import gc
import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from planparse.errors import RuleError
from planparse.rulebook.agencies import AgencyRules, load_agency_rules
from planparse.rulebook.base import find_rule_files
from planparse.rulebook.citations import CitationRules, load_citation_rules
from planparse.rulebook.columns import ColumnRules, load_column_rules
from planparse.rulebook.deadlines import DeadlineRules, load_deadline_rules
from planparse.rulebook.fixed_phrases import FixedPhraseRules, load_fixed_phrase_rules
from planparse.rulebook.indicators import IndicatorRules, load_indicator_rules
from planparse.rulebook.places import PlaceRules, load_place_rules
from planparse.rulebook.plan_checks import PlanCheckRules, load_plan_check_rules
from planparse.rulebook.structure import StructureRules, load_structure_rules
from planparse.rulebook.targets import TargetRules, load_target_rules
from planparse.rulebook.task_names import TaskNameRules, load_task_name_rules
from planparse.rulebook.task_terms import TaskTermRules, load_task_term_rules
from planparse.rulebook.tasks import TaskRules, load_task_rules
from planparse.wording.message import Message

_FINGERPRINT_LENGTH = 12
_NAMES = (
    *("agencies", "citations", "columns", "deadlines", "documents", "indicators", "places", "structure", "targets"),
    *("task_names", "task_terms", "tasks", "units"),
)
_OF_CHECKS = ("fixed_phrases", "plan_checks")
"""What a draft is checked by. No row depends on it: a change here is no reason to read the plans again."""
_TABLES = ("communes.csv", "communes_before_2025_07.csv")
_LISTED = ", ".join((*(f"{name}.yaml" for name in (*_NAMES, *_OF_CHECKS)), *_TABLES))
_LIKE_RULES = re.compile(r"(?i)\.(?:ya?ml|csv)(?:\.|$)")


class RuleBook(NamedTuple):
    """The compiled rules, one attribute a kind of rules, and the fingerprint of their files.

    Attributes:
        folders: where the files lie: the rules that came with planparse, then those that add to them.
    """

    columns: ColumnRules
    structure: StructureRules
    deadlines: DeadlineRules
    targets: TargetRules
    agencies: AgencyRules
    indicators: IndicatorRules
    citations: CitationRules
    places: PlaceRules
    tasks: TaskRules
    task_names: TaskNameRules
    task_terms: TaskTermRules
    fixed_phrases: FixedPhraseRules
    plan_checks: PlanCheckRules
    fingerprint: str
    folders: tuple[Path, ...] = ()


def load_rules(*overlays: Path | None) -> RuleBook:
    """The rules that came with planparse, with those of folders that add to them and override them, in this order.

    Raises:
        RuleError: a folder is not there or holds no rules, or a file is missing or not valid.
    """
    folders = (shipped_rules(), *(_checked(overlay) for overlay in overlays if overlay is not None))
    with _without_collecting():
        agencies = load_agency_rules(*folders)
        indicators = load_indicator_rules(*folders)
        task_names = load_task_name_rules(*folders, expander=agencies.expander)
        catalogue = (name for one in indicators.indicators for name in (one.name, *one.aliases))
        return RuleBook(
            columns=load_column_rules(*folders),
            structure=load_structure_rules(*folders),
            deadlines=load_deadline_rules(*folders),
            targets=load_target_rules(*folders),
            agencies=agencies,
            indicators=indicators,
            citations=load_citation_rules(*folders),
            places=load_place_rules(*folders),
            tasks=load_task_rules(*folders),
            task_names=task_names,
            task_terms=load_task_term_rules(*folders, names=task_names, catalogue=catalogue),
            fixed_phrases=load_fixed_phrase_rules(*folders),
            plan_checks=load_plan_check_rules(*folders),
            fingerprint=fingerprint_rules(*folders),
            folders=folders,
        )


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Rules live as long as the process: to look for rubbish among them again and again is a fifth of loading them."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def list_rule_names() -> tuple[str, ...]:
    """What the files of rules are called, without their ending."""
    return (*_NAMES, *_OF_CHECKS)


def shipped_rules() -> Path:
    """The rules inside the installed package; in a checkout, the folder ``rules`` at its top."""
    installed = Path(__file__).parents[1] / "rules"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "rules"


def fingerprint_rules(*folders: Path) -> str:
    """A short hash of names and contents of all rule files that rows come from."""
    digest = hashlib.sha256()
    for folder in folders:
        digest.update(b"\0")
        for path in _files(folder, _NAMES):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:_FINGERPRINT_LENGTH]


def _files(folder: Path, names: Sequence[str]) -> Sequence[Path]:
    named = (path for name in names for path in find_rule_files(folder, name))
    return sorted([*named, *(path for name in _TABLES if (path := folder / name).is_file())])


def _checked(overlay: Path) -> Path:
    """The folder, if everything in it that looks like a rule file is one."""
    if not overlay.is_dir():
        known_as = "no_folder_but_file" if overlay.is_file() else "no_folder"
        raise RuleError(Message(f"errors.rules.{known_as}", path=overlay))
    known = _files(overlay, list_rule_names())
    if strange := next((path for path in _named_like_rules(overlay) if path not in known), None):
        raise RuleError(Message("errors.rules.strange_name", path=strange, names=_LISTED))
    if not known:
        raise RuleError(Message("errors.rules.none_there", path=overlay, names=_LISTED))
    for table in (path for path in known if path.suffix == ".csv"):
        _check_header(table)
    return overlay


def _named_like_rules(folder: Path) -> Iterator[Path]:
    """Files that somebody may have meant as rules; editors call them agencies.yaml.txt, too."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~")) for part in path.relative_to(folder).parts)
        if not hidden and path.is_file() and _LIKE_RULES.search(path.name):
            yield path


def _check_header(table: Path) -> None:
    """The first line of a table is skipped: it must not be a row."""
    with (shipped_rules() / table.name).open(encoding="utf-8") as lines:
        expected = lines.readline().strip()
    with table.open(encoding="utf-8-sig", errors="replace") as lines:
        if lines.readline().strip() != expected:
            raise RuleError(Message("errors.rules.first_line", path=table, expected=expected))
