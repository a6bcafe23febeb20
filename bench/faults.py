"""Kills ``planparse ingest`` at random moments and looks whether it loses anything: ``python bench/faults.py``.

A round: the command reads 500 short plans; at a moment drawn by lot the parent, a worker or the whole group is killed
(kill -9); the same command is started again, and perhaps killed again, until it ends by itself and nothing is missing.
Then every table must hold what an undisturbed run left, and at each step between, ``plans.duckdb`` must open and hold
whole plans only. The writer is a thread of the parent: who kills the parent kills it.

Which process is whose is read from /proc, so that nothing here knows how the batch is built.
"""

import argparse
import sys
from collections import Counter
from contextlib import suppress
from time import perf_counter

from disturbing import KINDS, Calm, Outcome, Trial, make_calm, run_trial
from generate.parts import ROOT
from results import Report
from tables import Table

FOLDER = ROOT / "build" / "faults"


def main() -> int:
    """Runs the rounds; 1 if any of them differs, whose files are kept."""
    parser = argparse.ArgumentParser(description="Kills ingest at random moments; then resumes, and compares.")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--plans", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--locked", action="store_true", help="a reader may be locked out while ingest runs")
    parser.add_argument("--write", action="store_true", help="also write RESULTS.md")
    options = parser.parse_args()
    begun = perf_counter()
    calm = make_calm(FOLDER, plans=options.plans, jobs=options.jobs)
    trials = [Trial(number, options.seed, options.locked) for number in range(options.rounds)]
    outcomes: list[Outcome] = []
    with suppress(KeyboardInterrupt):  # what was found out by then counts
        for trial in trials:
            outcomes.append(_told(run_trial(trial, calm), options.rounds))
    report = Report("faults")
    report.add(_table(outcomes, calm))
    if options.write:
        report.write(f"make faults ROUNDS={len(outcomes)}", perf_counter() - begun)
    failed = [outcome for outcome in outcomes if outcome.problem]
    for outcome in failed:
        print(f"faults: round {outcome.number}: {outcome.problem}: see {outcome.folder}", file=sys.stderr)
    return 1 if failed else 0


def _told(outcome: Outcome, rounds: int) -> Outcome:
    kills = ", ".join(f"{kill.kind} after {kill.after:.1f} s" for kill in outcome.kills) or "ended before the kill"
    said = outcome.problem or f"identical after {outcome.runs} runs"
    print(f"{outcome.number + 1}/{rounds} {kills}: {said} ({outcome.seconds:.0f} s)", file=sys.stderr, flush=True)
    return outcome


def _table(outcomes: list[Outcome], calm: Calm) -> Table:
    rows = [_row(kind, [one for one in outcomes if kind in {kill.kind for kill in one.kills}]) for kind in KINDS]
    rows.append(_row("ended before the kill", [one for one in outcomes if not one.kills]))
    rows.append(_row("all", outcomes))
    return Table(
        "Fault run",
        f"{len(outcomes)} rounds of kill -9 over {calm.plans} plans, which take {calm.seconds:.1f} s undisturbed; then"
        " the same command until it ends by itself. Identical: every table has the digest of the undisturbed run, no"
        " process stayed behind, the database opened at each step with whole plans only.",
        ("killed in the round", "rounds", "kills", "identical", "runs until whole", "seconds"),
        tuple(rows),
    )


def _row(name: str, outcomes: list[Outcome]) -> tuple[str, ...]:
    kills = Counter(kill.kind for outcome in outcomes for kill in outcome.kills)
    count = kills[name] if name in KINDS else kills.total()
    same = sum(not outcome.problem for outcome in outcomes)
    runs = sum(outcome.runs for outcome in outcomes) / max(1, len(outcomes))
    seconds = sum(outcome.seconds for outcome in outcomes)
    return name, f"{len(outcomes)}", f"{count}", f"{same} of {len(outcomes)}", f"{runs:.1f}", f"{seconds:.0f}"


if __name__ == "__main__":
    sys.exit(main())
