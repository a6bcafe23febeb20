"""How fast each kind of text is normalised, and what share of the whole pipeline that takes."""

from collections.abc import Callable, Iterator, Sequence
from statistics import median

from corpus import Corpus
from measuring import Work, compare
from stages import FORMS, RUNS, stage_seconds
from tables import Table

from planparse.clean import clean_source
from planparse.extract.records import plan_to_drafts
from planparse.model.drafts import Drafts
from planparse.model.plan import Plan
from planparse.normalise.agencies import read_agencies
from planparse.normalise.citations import find_citations
from planparse.normalise.deadlines import read_deadline
from planparse.normalise.indicators import match_indicator
from planparse.normalise.targets import read_targets
from planparse.normalise.task_names import build_task_key
from planparse.read.dispatch import read_source
from planparse.rulebook.book import RuleBook, load_rules
from planparse.structure.document import source_to_plan
from planparse.text.unicode import fold

_YEAR = 2026
_FIRST = "Phòng Kinh tế xã, 80%, tháng 6/2026, Kế hoạch số 1/KH-UBND"
Texts = dict[str, set[str]]
Reader = Callable[[str], object]


def measure_normalising(corpora: Sequence[Corpus], rules: RuleBook) -> Table:
    """Texts per second of each kind, over the distinct texts of a corpus: tables repeat theirs."""
    rows = [row for corpus in corpora for row in _measure_kinds(corpus, rules)]
    return Table(
        "Normalising, by kind of text",
        "Distinct texts of the plans (their text form), each read once, rules loaded before, against folding the same"
        " texts for comparison: the least that any reading of them takes. The ratio says how many times as long ours"
        " takes.",
        ("corpus, kind", "distinct texts", "letters each", "texts/s", "folded/s", "ratio"),
        tuple(rows),
    )


def measure_share(corpora: Sequence[Corpus], rules: RuleBook) -> Table:
    """The part of the pipeline's time that normalising takes, for each form."""
    rows = [_measure_share(corpus, form, rules) for corpus in corpora for form in FORMS]
    return Table(
        "Normalising, share of the pipeline",
        "File to typed rows with one job; normalising is the last of five stages. The runs read the same plans"
        " again, so this is what is left where a batch repeats its texts.",
        ("corpus, form", "plans", "normalising, ms a plan", "share"),
        tuple(rows),
    )


def _measure_kinds(corpus: Corpus, rules: RuleBook) -> Iterator[tuple[str, ...]]:
    for kind, texts in _collect(corpus, rules).items():
        found = sorted(texts)
        if found:
            new = [_reader_that_knows_none(kind) for _ in range(RUNS)]
            pair = compare(lambda new=new, found=found: _each(new.pop(), found)(), _each(fold, found), runs=RUNS)
            letters = sum(map(len, found)) / len(found)
            speeds = (f"{len(found) / pair.ours:,.0f}", f"{len(found) / pair.baseline:,.0f}", f"{1 / pair.ratio:.0f}x")
            yield f"{corpus.name}, {kind}", f"{len(found):,}", f"{letters:.0f}", *speeds


def _reader_that_knows_none(kind: str) -> Reader:
    """A reader that remembers no text of ours, but has built what it builds at its first."""
    reader = _readers(load_rules())[kind]
    reader(_FIRST)
    return reader


def _each(reader: Reader, texts: Sequence[str]) -> Work:
    return lambda: [reader(text) for text in texts]


def _readers(rules: RuleBook) -> dict[str, Reader]:
    return {
        "deadlines": lambda text: read_deadline(text, rules=rules.deadlines, plan_year=_YEAR),
        "agency cells": lambda text: read_agencies(text, rules=rules.agencies),
        "targets": lambda text: read_targets(text, rules=rules.targets, year=_YEAR),
        "indicator names": lambda text: match_indicator(text, unit=None, rules=rules.indicators),
        "task names": lambda text: build_task_key(text, year=_YEAR, places=(), rules=rules.task_names),
        "passages for citations": lambda text: find_citations(text, rules=rules.citations),
    }


def _collect(corpus: Corpus, rules: RuleBook) -> Texts:
    """The distinct texts of each kind."""
    found: Texts = {kind: set() for kind in _readers(rules)}
    for file in corpus.of_form(".txt"):
        source = clean_source(read_source(file.read_bytes(), file.name).value, rules=rules.structure)
        plan = source_to_plan(source, structure=rules.structure, columns=rules.columns).value
        _collect_records(plan_to_drafts(plan, rules=rules).value, found)
        found["passages for citations"] |= set(_passages(plan))
    return found


def _collect_records(drafts: Drafts, found: Texts) -> None:
    found["deadlines"] |= {task.deadline for task in drafts.tasks if task.deadline}
    found["task names"] |= {task.name for task in drafts.tasks}
    found["indicator names"] |= {indicator.name for indicator in drafts.indicators}
    found["targets"] |= {cell.text for indicator in drafts.indicators for cell in indicator.targets if cell.text}
    records = (*drafts.tasks, *drafts.indicators)
    found["agency cells"] |= {cell for record in records for cell in (record.lead, record.support) if cell}


def _passages(plan: Plan) -> Iterator[str]:
    yield from (part.text for part in plan.preamble)
    yield from (part.text for section in plan.sections for part in section.parts)


def _measure_share(corpus: Corpus, form: str, rules: RuleBook) -> tuple[str, ...]:
    files = [(file.read_bytes(), file.name) for file in corpus.of_form(form)]
    runs = [stage_seconds(files, rules) for _ in range(RUNS)]
    spent = median(run["normalise"] for run in runs)
    share = median(run["normalise"] / run.total() for run in runs)
    return f"{corpus.name}, {form[1:]}", f"{len(files)}", f"{1000 * spent / len(files):.1f}", f"{share:.0%}"
