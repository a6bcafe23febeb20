"""Watermarks: words across a page ("DỰ THẢO", "BẢN SAO") that are no part of its text, but worth a remark."""

from collections import Counter
from collections.abc import Iterable, Sequence

from planparse.read.pdf.glyphs import PageText, Run
from planparse.text.unicode import tidy

_SLANT = 12.0  # degrees: letters that lean more stand across the page; a page scanned askew leans by three
_HUGE = 2.5  # times the usual size of letters, and at least
_LEAST_HUGE = 30.0  # points: no title of a plan is set so large
_MOST_LETTERS = 60  # of a watermark
_FEWEST_LETTERS = 40  # of the text that it lies across: below that it may be all that a page says


def part_watermarks(text: PageText) -> tuple[PageText, str]:
    """The text of a page without its watermark, and what that says; "" where there is none."""
    marks = _find_marks(text.runs)
    if not marks:
        return text, ""
    rest = tuple(run for run in text.runs if run not in marks)
    if _count(marks) > _MOST_LETTERS or _count(rest) < _FEWEST_LETTERS:
        return text, ""
    return text._replace(runs=rest), tidy("".join(text.letters[run.start : run.end] for run in marks))


def _find_marks(runs: Sequence[Run]) -> list[Run]:
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[round(run.style.size, 1)] += run.end - run.start
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    least = max(_LEAST_HUGE, _HUGE * usual)
    return [run for run in runs if run.style.slant > _SLANT or run.style.size >= least]


def _count(runs: Iterable[Run]) -> int:
    return sum(run.end - run.start for run in runs)
