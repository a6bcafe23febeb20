"""``planparse eval``: the plans of the database against gold files."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from planparse.report.evaluate import evaluate_gold
from planparse.report.gold import find_gold, read_gold
from planparse.report.scores import Score, Scoreboard
from planparse.store.opening import open_read_only

_SHOWN_MISSES = 12  # per field
_MISS_LENGTH = 230


class EvalOptions(NamedTuple):
    """Options of ``planparse eval``; ``form`` is the ending of the files whose plans are meant."""

    fail_under: float
    detail: bool
    form: str | None


def run_eval(arguments: Sequence[str], db: Path, options: EvalOptions) -> int:
    """Prints the figures. Returns 1 when their mean is under the bar, or a gold file has no plan."""
    requests = find_gold(arguments)
    total, lacking = Scoreboard(), 0
    with open_read_only(db) as connection:
        for request in requests:
            gold = read_gold(request.path)
            source, form = request.source or gold.source, request.form or options.form
            evaluations = evaluate_gold(connection, gold, source=source, form=form)
            for evaluation in evaluations:
                print(f"{gold.path.name} on {evaluation.source_path}: mean F1 {evaluation.board.mean_f1():.4f}")
                total.merge(evaluation.board)
            if not evaluations:
                lacking += 1
                print(f"planparse: {gold.path}: no plan from {source} is in {db}: ingest it first", file=sys.stderr)
    for line in format_scores(total, detail=options.detail):
        print(line)
    return 1 if lacking or total.mean_f1() < options.fail_under else 0


def format_scores(board: Scoreboard, *, detail: bool) -> Iterator[str]:
    """A line for each field, and the mean over fields."""
    yield f"{'field':<26}{'correct':>9}{'expected':>9}{'found':>7}{'precision':>11}{'recall':>8}{'F1':>8}"
    for score in board.scores():
        yield _format_score(score)
        if detail:
            yield from (f"    {miss[:_MISS_LENGTH]}" for miss in score.misses[:_SHOWN_MISSES])
    yield f"mean F1 {board.mean_f1():.4f} over {len(board.scores())} fields"


def _format_score(score: Score) -> str:
    counts = f"{score.correct:>9.6g}{score.expected:>9.6g}{score.found:>7.6g}"
    return f"{score.field:<26}{counts}{score.precision:>11.4f}{score.recall:>8.4f}{score.f1:>8.4f}"
