"""Bytes of a file -> Records: the order of the stages, and nothing else.

read → clean → structure → extract → normalise
"""

import hashlib
from typing import NamedTuple

from planparse.clean import clean_source
from planparse.codes import CODES, format_message
from planparse.extract.records import plan_to_drafts
from planparse.model.base import Note
from planparse.model.identity import Identity
from planparse.model.plan import Plan
from planparse.model.records import DiagnosticRow, Records
from planparse.model.source import Source
from planparse.normalise.records import drafts_to_records
from planparse.read.dispatch import read_source
from planparse.rulebook.book import RuleBook
from planparse.structure.document import source_to_plan
from planparse.structure.guessed import settle_guessed

PARSER_VERSION = "0.4.0"
"""Changes whenever the same file and rules may give other rows; ``ingest`` then reads every file again."""

_ID_LENGTH = 16


class Reading(NamedTuple):
    """A plan on every floor of the house: the lines as read, the document as a tree, the rows, what was noticed."""

    source: Source
    plan: Plan
    records: Records
    notes: tuple[Note, ...]


def parse_bytes(data: bytes, source_path: str, rules: RuleBook) -> Records:
    """Reads one plan; see :func:`read_plan`.

    Raises:
        UnreadableError: the content is no document planparse can read.
    """
    return read_plan(data, source_path, rules).records


def read_plan(data: bytes, source_path: str, rules: RuleBook) -> Reading:
    """Reads one plan, and keeps what each stage gave.

    Args:
        data: the file's content.
        source_path: stored as given; its ending does not matter.
        rules: the rules to read by.

    Raises:
        UnreadableError: the content is no document planparse can read.
    """
    source = read_source(data, source_path)
    settled = settle_guessed(source.value, rules=rules.columns)
    cleaned = clean_source(settled.value, rules=rules.structure)
    plan = source_to_plan(cleaned, structure=rules.structure, columns=rules.columns)
    drafts = plan_to_drafts(plan.value, rules=rules)
    identity = identify(data, source_path, rules)
    records = drafts_to_records(plan.value, drafts.value, identity=identity, rules=rules)
    notes = (*source.notes, *settled.notes, *plan.notes, *drafts.notes, *records.notes)
    diagnosed = records.value.model_copy(update={"diagnostics": notes_to_diagnostics(notes, identity.plan_id)})
    return Reading(cleaned, plan.value, diagnosed, notes)


def identify(data: bytes, source_path: str, rules: RuleBook) -> Identity:
    """The identity of a file: its plan id comes from its bytes alone."""
    digest = hashlib.sha256(data).hexdigest()
    return Identity(
        plan_id=f"p{digest[:_ID_LENGTH]}",
        source_path=source_path,
        source_sha256=digest,
        parser_version=PARSER_VERSION,
        rules_version=rules.fingerprint,
    )


def notes_to_diagnostics(notes: tuple[Note, ...], plan_id: str) -> tuple[DiagnosticRow, ...]:
    """Rows of ``diagnostics``: severity and meaning come from the code."""
    return tuple(
        DiagnosticRow(
            plan_id=plan_id,
            ordinal=ordinal,
            severity=CODES[note.code].severity,
            code=note.code,
            message=format_message(note.code, note.text),
            page=note.locus.page if note.locus else None,
            locator=note.locus.path if note.locus else None,
        )
        for ordinal, note in enumerate(notes, start=1)
    )
