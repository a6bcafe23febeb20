"""``planparse eval``: the plans of the database against gold files."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from planparse.cli.language import catalogue
from planparse.cli.screen import tell
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
                mean, where = evaluation.board.mean_f1(), evaluation.source_path
                print(catalogue().say("cli.eval.plan", gold=gold.path.name, source=where, mean=mean))
                total.merge(evaluation.board)
            if not evaluations:
                lacking += 1
                tell(catalogue().say("cli.eval.no_plan", gold=gold.path, source=source, db=db))
    for line in format_scores(total, detail=options.detail):
        print(line)
    return 1 if lacking or total.mean_f1() < options.fail_under else 0


def format_scores(board: Scoreboard, *, detail: bool) -> Iterator[str]:
    """A line for each field, and the mean over fields."""
    said = catalogue().below("cli.eval")
    counts = f"{said['correct']:>9}{said['expected']:>9}{said['found']:>7}"
    yield f"{said['field']:<26}{counts}{said['precision']:>11}{said['recall']:>8}{'F1':>8}"
    for score in board.scores():
        yield _format_score(score)
        if detail:
            yield from (f"    {miss[:_MISS_LENGTH]}" for miss in score.misses[:_SHOWN_MISSES])
    yield catalogue().say("cli.eval.mean", mean=board.mean_f1(), number=len(board.scores()))


def _format_score(score: Score) -> str:
    counts = f"{score.correct:>9.6g}{score.expected:>9.6g}{score.found:>7.6g}"
    return f"{score.field:<26}{counts}{score.precision:>11.4f}{score.recall:>8.4f}{score.f1:>8.4f}"
