"""Short ways from a text to what the stages make of it, for tests."""

from functools import cache
from pathlib import Path

from planparse.clean import clean_source
from planparse.extract.rows import ClassifiedRow, classify_rows
from planparse.model.base import Outcome
from planparse.model.plan import Plan
from planparse.model.records import Records
from planparse.model.values import Place
from planparse.normalise.setting import Setting, build_setting
from planparse.pipeline import parse_bytes
from planparse.read.dispatch import read_source
from planparse.rulebook.book import RuleBook, load_rules
from planparse.structure.document import source_to_plan

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


@cache
def rules() -> RuleBook:
    """The rules of this checkout."""
    return load_rules()


def setting(plan_id: str, *, year: int | None) -> Setting:
    """The setting of records of a plan whose commune is not known."""
    return build_setting(plan_id, rules(), year=year, place=Place(), issued_on=None)


def plan_outcome(text: str) -> Outcome[Plan]:
    """The structure of a plan given as text."""
    source = clean_source(read_source(text.encode(), "test.txt").value, rules=rules().structure)
    return source_to_plan(source, structure=rules().structure, columns=rules().columns)


def plan_of(text: str) -> Plan:
    """The structure of a plan given as text, without its notes."""
    return plan_outcome(text).value


def rows_of(table: str) -> list[ClassifiedRow]:
    """The classified rows of a table given as tab-separated lines."""
    (only,) = plan_of(f"PHỤ LỤC\n\n{table}\n").tables
    return list(classify_rows(only, rules=rules().columns))


def kinds_of(table: str) -> str:
    """One letter a row: h header, H header repeated, g group, r record, c continuation, b blank, ? unparsed."""
    letters = {"repeated_header": "H", "unparsed": "?"}
    return "".join(letters.get(row.kind, row.kind[0]) for row in rows_of(table))


def records_of(text: str) -> Records:
    """Everything that is read from a plan given as text."""
    return parse_bytes(text.encode(), "test.txt", rules())
