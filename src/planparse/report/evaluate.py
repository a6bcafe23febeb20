"""Comparing a plan of the database with its gold, field by field.

What gold marks as open counts neither for nor against: a record with ``ambiguous``, a field in ``ambiguous_fields``.
Values derived from a cell (deadline parts, agencies) are compared only where the cell itself was read right, so that
one slip is counted once.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import duckdb

from planparse.report.comparing import comparable, comparable_label, comparable_symbol, pair_records
from planparse.report.evaluate_records import score_agencies, score_deadlines, score_records, score_targets
from planparse.report.facts import AppendixFact, CitationFact, Facts, PlanFact, SectionFact
from planparse.report.found import find_plans, read_facts
from planparse.report.gold import Gold
from planparse.report.scores import Scoreboard

_PLAN_TEXTS = (
    *("symbol", "issued_edtf", "doc_type", "title", "place_name", "commune_type", "commune_name"),
    *("signer_name", "signer_title", "signer_authority"),
)
_HEADING_START = 25  # characters by which sections are told apart: prose items are quoted in gold only so far
_TITLE_START = 60


class Evaluation(NamedTuple):
    """The counts of one plan, and the file that it was read from."""

    source_path: str
    board: Scoreboard


def evaluate_gold(
    connection: duckdb.DuckDBPyConnection, gold: Gold, *, source: str, form: str | None
) -> tuple[Evaluation, ...]:
    """Counts for every plan that a gold file annotates; none when the database has no such plan.

    Args:
        connection: the database.
        gold: the annotation.
        source: name of the annotated file; only its stem counts, so that every form of it is evaluated.
        form: the one ending that is meant; None means all.
    """
    plans = find_plans(connection, source, form)
    return tuple(
        Evaluation(plan.source_path, evaluate_plan(gold, read_facts(connection, plan.plan_id))) for plan in plans
    )


def evaluate_plan(gold: Gold, found: Facts) -> Scoreboard:
    """Counts for one plan."""
    board = Scoreboard()
    _score_header(board, gold.facts.plan, found.plan)
    _score_sections(board, gold.facts.sections, found.sections)
    board.add_bag("appendices", map(_appendix_key, gold.facts.appendices), map(_appendix_key, found.appendices))
    board.add_bag("tables", (x.kind for x in gold.facts.tables), (x.kind for x in found.tables))
    tasks = score_records(board, "tasks", pair_records(gold.facts.tasks, found.tasks))
    indicators = score_records(board, "indicators", pair_records(gold.facts.indicators, found.indicators))
    score_targets(board, indicators)
    score_deadlines(board, gold, tasks)
    score_agencies(board, gold, [*tasks, *indicators])
    _score_citations(board, gold.facts.citations, found.citations)
    return board


def _score_header(board: Scoreboard, expected: PlanFact, found: PlanFact) -> None:
    """All values of the header count as one field, so that they weigh no more than the rows."""
    for field in ("number", "plan_year", "issued_on"):
        board.add_value("plan", getattr(expected, field), getattr(found, field))
    for field in _PLAN_TEXTS:
        board.add_value("plan", comparable(getattr(expected, field)), comparable(getattr(found, field)))
    if expected.province_name:  # where the text prints none, the code may know it all the same
        want, have = comparable(expected.province_name), comparable(found.province_name)
        board.add_value("plan", want, want if have.endswith(want) else have)
    board.add_bag("plan.recipients", map(_recipient, expected.recipients), map(_recipient, found.recipients))
    replaced = (set(map(comparable_symbol, plan.replaces)) for plan in (expected, found))
    board.add_bag("plan.replaces", *replaced)


def _recipient(line: str) -> str:
    return comparable(line).rstrip(" ;.").lstrip("- ")


def _score_sections(board: Scoreboard, expected: Sequence[SectionFact], found: Sequence[SectionFact]) -> None:
    board.add_bag("sections", map(_section_key, expected), map(_section_key, found))
    board.add_bag("sections.parent", _parented(expected), _parented(found))


def _section_key(section: SectionFact) -> tuple[str, str]:
    text = comparable(section.heading or section.text_start)
    return comparable_label(section.label), text[:_HEADING_START].rstrip(" .:;")


def _parented(sections: Sequence[SectionFact]) -> Iterator[tuple[tuple[str, str], str]]:
    for section in sections:
        parent = "" if section.parent is None else comparable_label(sections[section.parent].label)
        yield _section_key(section), parent


def _appendix_key(appendix: AppendixFact) -> tuple[int | None, str]:
    return appendix.number, comparable(appendix.title)[:_TITLE_START]


def _score_citations(board: Scoreboard, expected: Sequence[CitationFact], found: Sequence[CitationFact]) -> None:
    """Distinct symbols, and the dates of those that gold dates. A symbol that gold leaves open is passed over."""
    sure = {comparable_symbol(cited.symbol): cited.date for cited in expected if not _is_open(cited)}
    open_symbols = {comparable_symbol(cited.symbol) for cited in expected} - set(sure)
    have = {(comparable_symbol(cited.symbol), cited.date) for cited in found}
    board.add_bag("citations", sure, {symbol for symbol, _ in have} - open_symbols)
    dated = {(symbol, date) for symbol, date in sure.items() if date}
    board.add_bag("citations.date", dated, {(symbol, date) for symbol, date in have if date and sure.get(symbol)})


def _is_open(cited: CitationFact) -> bool:
    return cited.ambiguous or "symbol" in cited.ambiguous_fields
