"""No digit of a deadline is passed over in silence: it changes the reading, or a note quotes it, or a rule says so."""

from pathlib import Path

import pytest
import regex
from deadline_tables import load_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.normalise.deadlines import read_deadline
from planparse.normalise.deadlines.grammar import find_expressions
from planparse.normalise.deadlines.lexing import read_cell
from planparse.rulebook.deadlines import load_deadline_rules

RULES = load_deadline_rules(Path(__file__).parents[1] / "rules")
SILENT = {rule.id for rule in RULES.file.lexemes if rule.passes_over_digits}
NUMBER = regex.compile("[0-9]+")
_SAMPLE = """
    Tháng quý năm ngày thứ 6 12 31 15 2026 2027 26 I II IV 30/6/2026 15/12 6/2026 2026-2030 2026-06-30 / - , ; . : ( )
    từ đến trước sau trong hằng mỗi và khi theo không thường xuyên lần đầu cuối giữa tuần định kỳ hoàn thành 02 lớp
    kể 17h00 giờ số 57-NQ/TW đợt 1 giai đoạn 100% 2 lần/năm khoảng tiếp theo chậm nhất hết 24/7 cả sáu của kế hoạch
    tỉnh mùa hè âm lịch báo cáo 06 tháng 3,6 một II/2026 hằng năm
"""
WORDS = _SAMPLE.split()


def _flat(text: str) -> str:
    """The printed text; every character keeps its place."""
    return read_cell(text, RULES).text.printed.replace("\n", " ")


def _noted(text: str, plan_year: int | None) -> set[int]:
    """Places of the characters that a note quotes as not read."""
    flat = _flat(text)
    notes = [note.text for note in read_deadline(text, rules=RULES, plan_year=plan_year).notes]
    spans = [match.span() for words in notes if words for match in regex.finditer(regex.escape(words), flat)]
    repaired = {
        n.text for n in read_deadline(text, rules=RULES, plan_year=plan_year).notes if n.code.endswith("repaired")
    }
    return {at for start, end in spans if flat[start:end] not in repaired for at in range(start, end)}


def _silent(text: str) -> set[int]:
    """Places of the characters in lexemes whose digits add nothing, which their rules say."""
    cell = read_cell(text, RULES)
    spans = [
        (cell.text.origin[token.start], cell.text.origin[token.end]) for token in cell.tokens if token.rule in SILENT
    ]
    return {at for start, end in spans for at in range(start, end)}


def _within_parts(text: str, plan_year: int | None) -> set[int]:
    """Places of the numbers that stand in an expression and in the ``raw`` of a part."""
    cell, flat = read_cell(text, RULES), _flat(text)
    raws = [part.raw for part in read_deadline(text, rules=RULES, plan_year=plan_year).value]
    places: set[int] = set()
    for one in find_expressions(cell.tokens):
        start, end = cell.text.origin[cell.tokens[one.first].start], cell.text.origin[cell.tokens[one.last - 1].end]
        for match in NUMBER.finditer(flat, start, end):
            if any(match.group() in raw for raw in raws):
                places.update(range(*match.span()))
    return places


def _reading(text: str, plan_year: int | None) -> tuple[object, ...]:
    """What a deadline means: its parts without their words, and what its notes say is not read."""
    outcome = read_deadline(text, rules=RULES, plan_year=plan_year)
    parts = tuple(tuple(sorted(part.model_dump(exclude={"raw"}).items(), key=str)) for part in outcome.value)
    notes = tuple((note.code, note.text if note.code == "deadline.unparsed" else "") for note in outcome.notes)
    return parts, notes


def lost_digits(text: str, plan_year: int | None) -> list[int]:
    known = _noted(text, plan_year) | _silent(text) | _within_parts(text, plan_year)
    return [at for at, char in enumerate(_flat(text)) if char.isdecimal() and char.isascii() and at not in known]


def idle_digits(text: str, plan_year: int | None) -> list[int]:
    """Digits that no note quotes and that could be any other digit: the reading would be the same."""
    flat, known = _flat(text), _noted(text, plan_year) | _silent(text)
    reading = _reading(flat, plan_year)
    return [
        at
        for at, char in enumerate(flat)
        if char in "0123456789"
        and at not in known
        and all(
            _reading(flat[:at] + other + flat[at + 1 :], plan_year) == reading
            for other in "0123456789"
            if other != char
        )
    ]


CASES = (*load_cases("deadlines.txt"), *load_cases("deadlines_held_out.txt"))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_digit_of_the_tables_is_read_or_noted(case: tuple[str, int | None]) -> None:
    """Not only does it stand in the words of a part: another digit in its place would be read as something else."""
    text, year = case[0], case[1]
    assert ([], []) == (lost_digits(text, year), idle_digits(text, year))


mixtures = st.lists(st.one_of(st.sampled_from(WORDS), st.text("0123456789/.-", max_size=6)), max_size=9).map(" ".join)


@settings(derandomize=True, deadline=None, max_examples=400)
@given(mixtures, st.sampled_from([2026, None]))
def test_every_digit_of_any_mixture_is_read_or_noted(text: str, plan_year: int | None) -> None:
    assert ([], []) == (lost_digits(text, plan_year), idle_digits(text, plan_year))


def test_the_rules_that_pass_over_digits_are_these() -> None:
    """An hour, a part of a period, the number of a round or of a document, a vision, "trong 5 năm": nothing else."""
    expected = {"deadline.in", "deadline.clock", "deadline.part_of", "deadline.round", "deadline.document"}
    assert expected | {"deadline.vision"} == SILENT
