"""Timing things against each other: machines are noisy, so only ratios within one run mean anything."""

import gc
import time
from collections.abc import Callable
from statistics import median
from typing import NamedTuple

Work = Callable[[], object]


class Pair(NamedTuple):
    """Seconds of ours and of a baseline that does the same work; ``ratio`` is how many times faster ours is."""

    ours: float
    baseline: float
    ratio: float


def seconds(work: Work) -> float:
    """How long one call takes; rubbish of earlier calls is collected before, not during it."""
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def median_seconds(work: Work, *, runs: int) -> float:
    """The middle of several calls."""
    return median(seconds(work) for _ in range(runs))


def compare(ours: Work, baseline: Work, *, runs: int) -> Pair:
    """Both by turns, so that a slow moment of the machine hits both; the ratio is the middle of the runs' ratios."""
    measured = [(seconds(ours), seconds(baseline)) for _ in range(runs)]
    return Pair(
        ours=median(one for one, _ in measured),
        baseline=median(other for _, other in measured),
        ratio=median(other / one for one, other in measured),
    )
