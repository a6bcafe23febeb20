"""How long a person waits before anything happens."""

import subprocess
import sys
from pathlib import Path

import yaml
from corpus import ROOT
from measuring import Pair, Work, compare
from tables import Table, format_seconds

from planparse.rulebook.book import load_rules

_RUNS = 7
_LOADS = 3


def measure_startup() -> Table:
    """``planparse --help`` against an empty program; loading the rules against reading their YAML alone."""
    start = compare(_start("-m", "planparse", "--help"), _start("-c", "pass"), runs=_RUNS)
    rules = compare(load_rules, _read_yaml, runs=_LOADS)
    all_rules = compare(_load_all, _read_yaml, runs=_LOADS)
    return Table(
        "Start-up",
        "Here the ratio says how many times the baseline's time ours takes.",
        ("what", "planparse", "baseline", "ratio"),
        (
            _row("planparse --help; python -c pass", start),
            _row("load, check and compile rules and communes; yaml.safe_load of the same files", rules),
            _row("the same, with what the first indicator, agency and target ask for", all_rules),
        ),
    )


def _row(name: str, pair: Pair) -> tuple[str, ...]:
    return name, format_seconds(pair.ours), format_seconds(pair.baseline), f"{1 / pair.ratio:.2f}x"


def _start(*arguments: str) -> Work:
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, capture_output=True, check=True)


def _load_all() -> object:
    """The rules, and what of them is compiled when a plan first needs it."""
    rules = load_rules()
    return rules.indicators.keys_of, rules.indicators.weights, rules.agencies.exact, rules.targets.patterns


def _read_yaml() -> list[object]:
    files: list[Path] = sorted((ROOT / "rules").rglob("*.yaml"))
    return [yaml.safe_load(file.read_text("utf-8")) for file in files]
