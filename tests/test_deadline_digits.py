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
    """Places of the characters that a note quotes as not read, or not wholly."""
    notes = read_deadline(text, rules=RULES, plan_year=plan_year).notes
    quoted = {" ".join(note.text.split()) for note in notes if note.text and note.code != "deadline.repaired"}
    spans = [match.span() for words in quoted for match in regex.finditer(regex.escape(words), _flat(text))]
    return {at for start, end in spans for at in range(start, end)}


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
    printed, known = read_cell(text, RULES).text.printed, _noted(text, plan_year) | _silent(text)
    reading = _reading(printed, plan_year)
    return [
        at
        for at, char in enumerate(printed)
        if char in "0123456789"
        and at not in known
        and all(
            _reading(printed[:at] + other + printed[at + 1 :], plan_year) == reading
            for other in "0123456789"
            if other != char
        )
    ]


CASES = [
    case for name in ("deadlines", "deadlines_held_out", "deadlines_held_out_2") for case in load_cases(f"{name}.txt")
]


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


TEXTS = [case.text for case in CASES]
joined = st.tuples(
    st.sampled_from(TEXTS), st.sampled_from(["; ", ", ", " ", "\n", " (", ": ", " và ", " - "]), st.sampled_from(TEXTS)
)


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A deadline of the tables with one letter more, or another one in its place, or one less."""
    text = draw(st.sampled_from(TEXTS))
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(st.sampled_from(["", *" 0123456789/-.,lIO;("])) + text[at + draw(st.integers(0, 1)) :]


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.one_of(joined.map("".join), slips()), st.sampled_from([2026, None]))
def test_every_digit_of_joined_and_damaged_deadlines_is_read_or_noted(text: str, plan_year: int | None) -> None:
    assert ([], []) == (lost_digits(text, plan_year), idle_digits(text, plan_year))


def test_the_rules_that_pass_over_digits_are_these() -> None:
    """An hour, a part of a period, the number of a round or of a document, a vision, "trong 5 năm": nothing else."""
    expected = {"deadline.in", "deadline.clock", "deadline.part_of", "deadline.round", "deadline.document"}
    assert expected | {"deadline.vision"} == SILENT
