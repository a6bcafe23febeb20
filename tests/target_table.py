"""The tables of target strings in ``tests/tables``: one line each, the text and the reading a person gives it."""

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import regex

from planparse.model.values import Target
from planparse.normalise.targets import format_target, read_prose_targets, read_targets
from planparse.rulebook.targets import TargetRules

_LINE = regex.compile(r"(?:cell\((?P<unit>[^)]*)\)|prose) (?P<text>.*) →(?P<gives>.*)")


class Case(NamedTuple):
    """A line of a table; ``unit`` is None for a sentence, "" for a cell without a unit column."""

    line: int
    unit: str | None
    text: str
    gives: tuple[str, ...]


def load_cases(path: Path) -> list[Case]:
    """The cases of a file.

    Raises:
        ValueError: a line has not the form of the table.
    """
    cases = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"{path.name}:{number}: not a line of the table: {line}")
        text = match["text"].replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")
        gives = tuple(part.strip() for part in match["gives"].split("|") if part.strip())
        cases.append(Case(number, match["unit"], text, gives))
    return cases


def read_case(case: Case, rules: TargetRules) -> tuple[str, ...]:
    """What the program makes of a case, in the form of the table."""
    if case.unit is None:
        return tuple(map(describe, read_prose_targets(case.text, rules=rules, year=None)))
    return tuple(map(describe, read_targets(case.text, rules=rules, unit_hint=case.unit or None)))


def describe(target: Target) -> str:
    """The short form of a target with its canonical unit: "> 1.2 tỷ đồng {vnd 1200000000}"."""
    short = format_target(target.model_copy(update={"per": None}))
    if target.unit_code is None:
        return short
    per = f" per {target.per}" if target.per else ""
    bases = [target.low_base] if target.low_base == target.high_base else [target.low_base, target.high_base]
    numbers = "..".join(f"{base.normalize():f}" for base in bases if base is not None)
    return f"{short} {{{target.unit_code}{per}{f' {numbers}' if _is_multiple(target) else ''}}}"


def _is_multiple(target: Target) -> bool:
    pairs: list[tuple[Decimal | None, Decimal | None]] = [
        (target.low, target.low_base),
        (target.high, target.high_base),
    ]
    return any(number != base for number, base in pairs)
