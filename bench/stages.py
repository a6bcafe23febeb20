"""The whole pipeline with one job: plans per second of each form, and where the time goes."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median

from corpus import Corpus
from measuring import median_seconds
from tables import Table

from planparse.clean import clean_source
from planparse.extract.records import plan_to_drafts
from planparse.normalise.records import drafts_to_records
from planparse.pipeline import identify, parse_bytes
from planparse.read.dispatch import read_source
from planparse.rulebook.book import RuleBook
from planparse.structure.document import source_to_plan

RUNS = 3
_STAGES = ("read", "clean", "structure", "extract", "normalise")
FORMS = (".txt", ".docx", ".pdf")


def measure_pipeline(corpora: Sequence[Corpus], rules: RuleBook) -> Table:
    """Plans per second, and the share of each stage."""
    rows = [_measure(corpus, form, rules) for corpus in corpora for form in FORMS]
    return Table(
        "Whole pipeline, one job",
        "File to typed rows, rules loaded and the plans read once before: what a batch repeats is"
        " remembered. Shares of the stages; the slowest form against the quickest is the ratio to watch.",
        ("corpus, form", "plans", "plans/s", *_STAGES),
        tuple(rows),
    )


def _measure(corpus: Corpus, form: str, rules: RuleBook) -> tuple[str, ...]:
    files = [(file.read_bytes(), file.name) for file in corpus.of_form(form)]
    whole = median_seconds(lambda: [parse_bytes(data, name, rules) for data, name in files], runs=RUNS)
    shares = [stage_seconds(files, rules) for _ in range(RUNS)]
    middle = [median(share[stage] for share in shares) for stage in _STAGES]
    figures = (f"{value / sum(middle):.0%}" for value in middle)
    return f"{corpus.name}, {form[1:]}", f"{len(files)}", f"{len(files) / whole:.1f}", *figures


def stage_seconds(
    files: Sequence[tuple[bytes, str]], rules: RuleBook, *, clock: Callable[[], float] = time.perf_counter
) -> Counter[str]:
    """Seconds per stage: the order of ``planparse.pipeline``, with a look at the clock after each step."""
    spent: Counter[str] = Counter()
    for data, name in files:
        times = [clock()]
        source = read_source(data, name)
        times.append(clock())
        cleaned = clean_source(source.value, rules=rules.structure)
        times.append(clock())
        plan = source_to_plan(cleaned, structure=rules.structure, columns=rules.columns)
        times.append(clock())
        drafts = plan_to_drafts(plan.value, rules=rules)
        times.append(clock())
        drafts_to_records(plan.value, drafts.value, identity=identify(data, name, rules), rules=rules)
        times.append(clock())
        for stage, begun, ended in zip(_STAGES, times[:-1], times[1:], strict=True):
            spent[stage] += ended - begun  # type: ignore[assignment]  # Counter counts whole things by its type
    return spent
