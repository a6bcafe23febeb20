"""``planparse rules explain``: which rule read a text, where that rule stands, and what it gave."""

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from planparse.cli.language import catalogue
from planparse.cli.screen import build_console
from planparse.codes import CODES
from planparse.explaining import EXPLAINERS, ONLY_ASKED, RULES_OF, ExplainOptions, is_read
from planparse.model.explanation import Explanation, ReadingKind, Step
from planparse.rulebook.base import RulePlace, find_rule_places
from planparse.rulebook.book import RuleBook, list_rule_names, load_rules
from planparse.wording.recognition import say_again

TERMS: dict[ReadingKind, str] = {
    "deadline": "thời hạn",
    "target": "chỉ tiêu phấn đấu",
    "agency": "đơn vị, cơ quan",
    "indicator": "chỉ tiêu",
    "citation": "văn bản viện dẫn",
    "task": "nhiệm vụ",
}
"""The Vietnamese term beside each kind of reading."""

_TRIED = [kind for kind in EXPLAINERS if kind not in ONLY_ASKED]


def run_explain(text: str, kind: ReadingKind | None, options: ExplainOptions, folder: Path | None, form: str) -> int:
    """Prints how a text is read, as one kind or as every kind that reads it. Returns 1 where nothing reads it."""
    rules = load_rules(folder)
    found = [EXPLAINERS[one](text, rules, options) for one in ([kind] if kind else _TRIED)]
    told = [one for one in found if kind or is_read(one)]
    if form == "json":
        print(json.dumps([_to_values(one, rules) for one in found], ensure_ascii=False, indent=2))
    else:
        _print_all(told, [one for one in found if one not in told], rules)
        if kind in (None, "deadline") and _lacks_year(text, rules, options):
            print(catalogue().say("cli.rules.needs_year"))
    return 0 if any(map(is_read, found)) else 1


def _lacks_year(text: str, rules: RuleBook, options: ExplainOptions) -> bool:
    if options.year is not None:
        return False
    without, with_year = (EXPLAINERS["deadline"](text, rules, ExplainOptions(year)) for year in (None, 2000))
    return is_read(with_year) and "unparsed" in without.reading and "unparsed" not in with_year.reading


def _print_all(told: Sequence[Explanation], others: Sequence[Explanation], rules: RuleBook) -> None:
    console = build_console(sys.stdout)
    for explanation in told:
        _print_one(explanation, rules, console)
    if others:
        names = ", ".join(_name_of(one.kind) for one in others)
        console.print(Text(catalogue().say("cli.rules.not_read_as", kinds=names)), soft_wrap=True)


def _name_of(kind: ReadingKind) -> str:
    return catalogue().say(f"cli.rules.kinds.{kind}")


def _print_one(explanation: Explanation, rules: RuleBook, console: Console) -> None:
    """The reading, how it came about, and what to look at."""
    console.print(Text(_name_of(explanation.kind), style="bold"))
    for reading, words in zip_longest(explanation.reading, explanation.in_words, fillvalue=""):
        console.print(Text(f"  {reading}  = {words}" if words else f"  {reading}", style="green"))
    if not explanation.reading:
        console.print(Text(catalogue().say("cli.rules.nothing_read")))
    if explanation.steps:
        _print_table(_steps_table(explanation, rules), console)
    for note in explanation.notes:
        meaning, advice = CODES[note.code].say_meaning(catalogue()), CODES[note.code].say_advice(catalogue())
        console.print(Text(f"  ! {meaning}: {note.text}. {advice} ({note.code})"), soft_wrap=True)
    console.print()


def _print_table(table: Table, console: Console) -> None:
    """The table; what goes into a file has no blanks at the ends of its lines."""
    if console.is_terminal:
        console.print(table)
        return
    with console.capture() as capture:
        console.print(table)
    for line in capture.get().splitlines():
        console.print(Text(line.rstrip()), soft_wrap=True)


def _steps_table(explanation: Explanation, rules: RuleBook) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("words", "gives", "rule", "where"):
        table.add_column(Text(catalogue().say(f"cli.rules.{name}")), overflow="fold")
    for step in explanation.steps:
        name, rule = _split_rule(explanation.kind, step)
        where = " + ".join(_format_place(place, rules) for place in _first_and_last(_places(name, rule, rules)))
        table.add_row(
            Text(f'  "{step.words}"'), Text(say_again(step.gives, catalogue(), "explain")), Text(rule), Text(where)
        )
    return table


def _split_rule(kind: ReadingKind, step: Step) -> tuple[str, str]:
    """The rules in which a step's rule is to be looked for, and its id or section there.

    A step says "deadline.quarter", "units: vnd" with the name of other rules, or "relations: can-cu" with a section.
    """
    name, colon, rule = step.rule.partition(": ")
    if colon and name in list_rule_names():
        return name, rule
    return RULES_OF[kind], rule if colon else step.rule


def _places(name: str, rule: str, rules: RuleBook) -> tuple[RulePlace, ...]:
    return find_rule_places(rules.folders, name, rule) if rule else ()


def _first_and_last(places: tuple[RulePlace, ...]) -> tuple[RulePlace, ...]:
    """Where a rule began and who changed it last; a list may go on through a dozen files."""
    return places if len(places) < 3 else (places[0], places[-1])


def _format_place(place: RulePlace, rules: RuleBook) -> str:
    """A file of the rules that came with planparse by its name there, another one by its path."""
    built_in = rules.folders[0]
    path = place.path.relative_to(built_in) if place.path.is_relative_to(built_in) else place.path
    return f"{path}:{place.line}"


def _to_values(explanation: Explanation, rules: RuleBook) -> dict[str, object]:
    return {
        "kind": explanation.kind,
        "term": TERMS[explanation.kind],
        "read": is_read(explanation),
        "reading": list(explanation.reading),
        "in_words": list(explanation.in_words),
        "steps": list(_step_values(explanation, rules)),
        "notes": [
            {
                "code": note.code,
                "text": note.text,
                "meaning": CODES[note.code].meaning,
                "advice": CODES[note.code].advice,
            }
            for note in explanation.notes
        ],
    }


def _step_values(explanation: Explanation, rules: RuleBook) -> Iterator[dict[str, object]]:
    for step in explanation.steps:
        name, rule = _split_rule(explanation.kind, step)
        places = [{"file": str(place.path), "line": place.line} for place in _places(name, rule, rules)]
        yield {"words": step.words, "gives": step.gives, "rule": rule, "places": places}
