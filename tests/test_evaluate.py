"""Scores against gold: what counts, what is left open, and how figures are put together."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest
from builders import (
    appendix_row,
    assignment_row,
    citation_row,
    deadline_row,
    indicator_row,
    plan_row,
    records,
    section_row,
    table_row,
    target_row,
    task_row,
)

from planparse.errors import UsageError
from planparse.model.records import Records
from planparse.report.comparing import comparable, comparable_symbol, pair_records
from planparse.report.evaluate import evaluate_gold
from planparse.report.facts import RecordFact
from planparse.report.gold import find_gold, read_gold
from planparse.report.scores import Score, Scoreboard
from planparse.store.duck import open_for_writing
from planparse.store.lines import build_plan_lines
from planparse.store.opening import open_read_only

Json = dict[str, object]

TASK: Json = {"table": "T1", "i": 0, "label": "1", "group_labels": ["I"], "name": "Mở phòng đọc thứ 1",
              "lead_raw": "Phòng VH-XH; Công an xã", "deadline_raw": "Quý II/2026"}  # fmt: skip
TARGET: Json = {"raw": "≥80%", "year": 2026, "comparator": ">=", "low": 80.0, "high": None, "unit": "%"}
INDICATOR: Json = {"name": "Tỷ lệ thôn có tủ sách 1", "label": "1", "unit_raw": "%", "targets": [TARGET]}
GOLD: Json = {
    "file": "plan.txt",
    "plan": {"number": 7, "symbol": "KH-UBND", "title": "Thư viện", "recipients": ["Sở Văn hóa (b/c)"], "replaces": []},
    "sections": [{"label": "I", "level": 1, "heading": "MỤC ĐÍCH", "parent": None}],
    "appendices": [{"label": "I", "number": 1, "title": "DANH MỤC NHIỆM VỤ"}],
    "tables": [{"id": "T1", "kind": "task"}],
    "tasks": [TASK],
    "indicators": [INDICATOR],
    "citations": [{"symbol": "01-NQ/TW", "date": "2025-01-02", "type": "Nghị quyết"}],
}
DEADLINES = [{"raw": "Quý II/2026", "parts": [{"kind": "dated", "start": "2026-04-01", "end": "2026-06-30",
                                               "edtf": "2026-34", "rrule": None}]}]  # fmt: skip
AGENCIES = [{"cell": "Phòng VH-XH; Công an xã", "units": [{"raw": "Phòng VH-XH", "id": "a"},
                                                          {"raw": "Công an xã", "id": "b"}]}]  # fmt: skip


def perfect_plan() -> Records:
    """The plan exactly as the gold has it."""
    lead = {"record_id": "p1-n1", "role": "lead"}
    return records(
        plan_row(
            source_path="plans/plan.txt", number=7, symbol="KH-UBND", title="Thư viện", doc_type=None, plan_year=None,
            commune_name=None, commune_type=None, recipients=("Sở Văn hóa (b/c);",)
        ),
        sections=(section_row(),),
        appendices=(appendix_row(),),
        source_tables=(table_row(), table_row(2, kind="other")),
        tasks=(
            task_row(group_labels=("I",), lead_raw="Phòng VH-XH; Công an xã", deadline_raw="Quý II/2026",
                     due_on=dt.date(2026, 6, 30), deadline_kind="dated"),
        ),
        indicators=(indicator_row(),),
        targets=(target_row(low=Decimal(80)),),
        deadlines=(
            deadline_row(raw="Quý II/2026", kind="dated", start_on=dt.date(2026, 4, 1), end_on=dt.date(2026, 6, 30),
                         edtf="2026-34", precision="quarter"),
        ),
        assignments=(
            assignment_row(**lead, agency_raw="Phòng VH-XH", agency_code="p_vhxh"),
            assignment_row(**lead, agency_raw="Công an xã", agency_code="ca_xa", ordinal=2),
        ),
        citations=(citation_row(issued_on=dt.date(2025, 1, 2)),),
    )  # fmt: skip


def evaluate(folder: Path, plan: Records, gold: Json, **sidecars: object) -> Scoreboard:
    """The scores of one plan against one gold."""
    (folder / "plan.json").write_text(json.dumps(gold), "utf-8")
    for name, content in ({"deadlines": DEADLINES, "agencies": AGENCIES} | sidecars).items():
        (folder / f"plan.{name}.json").write_text(json.dumps(content), "utf-8")
    with open_for_writing(folder / "p.duckdb") as store:
        store.put([build_plan_lines(plan)], [])
    with open_read_only(folder / "p.duckdb") as connection:
        (evaluation,) = evaluate_gold(connection, read_gold(folder / "plan.json"), source="plan.txt", form=None)
    return evaluation.board


def scores_of(board: Scoreboard) -> dict[str, tuple[float, float, float]]:
    return {score.field: (score.correct, score.expected, score.found) for score in board.scores()}


def test_a_plan_read_perfectly_scores_one(tmp_path: Path) -> None:
    """Every field of the gold is counted, and none is wrong."""
    board = evaluate(tmp_path, perfect_plan(), GOLD)
    assert 1.0 == board.mean_f1()
    assert {
        "agencies.same_body", "agencies.split", "appendices", "citations", "citations.date", "deadlines",
        "indicators.label", "indicators.name", "indicators.rows", "indicators.unit_raw", "plan", "plan.recipients",
        "sections", "sections.parent", "tables", "targets", "tasks.deadline_raw", "tasks.group_labels", "tasks.label",
        "tasks.lead_raw", "tasks.name", "tasks.rows",
    } == set(scores_of(board))  # fmt: skip


WRONG = [
    ("plan", {"plan": {"number": 8, "symbol": "KH-UBND", "title": "Thư viện"}}, (2, 3, 3)),
    ("plan.recipients", {"plan": {"recipients": ["Sở Văn hóa (b/c)", "Lưu: VT"]}}, (1, 2, 1)),
    ("plan.replaces", {"plan": {"replaces": ["76/KH-UBND"]}}, (0, 1, 0)),
    ("sections", {"sections": [{"label": "II", "heading": "MỤC ĐÍCH", "parent": None}]}, (0, 1, 1)),
    ("tables", {"tables": [{"kind": "task"}, {"kind": "indicator"}]}, (1, 2, 1)),
    ("tasks.rows", {"tasks": [TASK, TASK | {"name": "Tập huấn thủ thư"}]}, (1, 2, 1)),
    ("tasks.rows", {"tasks": []}, (0, 0, 1)),
    ("tasks.lead_raw", {"tasks": [TASK | {"lead_raw": "Văn phòng"}]}, (0, 1, 1)),
    ("tasks.notes_raw", {"tasks": [TASK | {"notes_raw": "Gấp"}]}, (0, 1, 0)),
    ("tasks.group_labels", {"tasks": [TASK | {"group_labels": ["I", "1"]}]}, (0, 1, 1)),
    ("targets", {"indicators": [INDICATOR | {"targets": [TARGET | {"low": 85}]}]}, (0, 1, 1)),
    ("citations", {"citations": [{"symbol": "01-NQ/TW"}, {"symbol": "02-NQ/TW"}]}, (1, 2, 1)),
    ("citations.date", {"citations": [{"symbol": "01-NQ/TW", "date": "2025-01-03"}]}, (0, 1, 1)),
]


@pytest.mark.parametrize(("field", "change", "expected"), WRONG)
def test_each_difference_is_counted_in_its_field(
    tmp_path: Path, field: str, change: Json, expected: tuple[float, float, float]
) -> None:
    """Correct, expected and found."""
    assert expected == scores_of(evaluate(tmp_path, perfect_plan(), GOLD | change))[field]


def test_derived_values_count_only_where_the_cell_was_read_right(tmp_path: Path) -> None:
    """A cell that was misread is one mistake, not three."""
    misread = GOLD | {"tasks": [TASK | {"lead_raw": "Phòng VH-XH", "deadline_raw": "Quý III/2026"}]}
    assert {"deadlines", "agencies.split"}.isdisjoint(scores_of(evaluate(tmp_path, perfect_plan(), misread)))


def test_a_wrong_deadline_and_a_wrong_split(tmp_path: Path) -> None:
    """A cell counts as right when all of its parts are."""
    deadlines = [{"raw": "Quý II/2026", "parts": [{"kind": "ongoing"}]}]
    agencies = [{"cell": "Phòng VH-XH; Công an xã", "units": [{"raw": "Phòng VH-XH; Công an xã", "id": "a"}]}]
    found = scores_of(evaluate(tmp_path, perfect_plan(), GOLD, deadlines=deadlines, agencies=agencies))
    assert ((0, 1, 1), (0, 1, 1)) == (found["deadlines"], found["agencies.split"])


def test_two_bodies_under_one_code_lower_the_score(tmp_path: Path) -> None:
    """Precision is a half, recall whole: two thirds."""
    merged = perfect_plan().model_copy(
        update={
            "assignments": tuple(row.model_copy(update={"agency_code": "same"}) for row in perfect_plan().assignments)
        }
    )
    correct, expected, _ = scores_of(evaluate(tmp_path, merged, GOLD))["agencies.same_body"]
    assert pytest.approx(2 / 3) == correct / expected


def test_what_gold_leaves_open_does_not_count(tmp_path: Path) -> None:
    """Neither an open record nor an open field, whatever was found."""
    gold = GOLD | {
        "tasks": [TASK | {"name": "Điều không rõ", "ambiguous": True}],
        "indicators": [INDICATOR | {"unit_raw": "thôn", "ambiguous_fields": ["unit_raw", "group_labels"]}],
        "citations": [{"symbol": "01-NQ/TW", "ambiguous": True}],
    }
    found = scores_of(evaluate(tmp_path, perfect_plan(), gold))
    assert {"tasks.rows", "indicators.unit_raw", "citations"}.isdisjoint(found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"$\geq 95\%$", "≥95%"),
        ("<b>Đạt</b> **80%**", "đạt 80%"),
        ("Văn hoá – xã hội", "văn hoá - xã hội"),
        ("a\u0300", "à"),
    ],
)
def test_texts_that_count_as_the_same(one: str, other: str) -> None:
    """Markup, kinds of dash, letter case and Unicode form do not count."""
    assert comparable(one) == comparable(other)


def test_symbols_are_compared_without_spaces() -> None:
    """ "02 -KH/BCĐTW" is "02-KH/BCĐTW"."""
    assert comparable_symbol("02 -KH/BCĐTW") == comparable_symbol("02-KH/BCĐTW")


def test_rows_are_paired_in_order() -> None:
    """A row left out does not push the others off; two rows of the same name keep their places."""
    expected = [RecordFact(name=name, label=str(i)) for i, name in enumerate(("mở lớp", "mua sách", "mở lớp"))]
    found = [expected[1], expected[2], RecordFact(name="thừa")]
    pairs = [(x.expected and x.expected.label, x.found and x.found.name) for x in pair_records(expected, found)]
    assert [("0", None), ("1", "mua sách"), ("2", "mở lớp"), (None, "thừa")] == pairs


def test_figures_of_a_field() -> None:
    """Precision over what was found, recall over what was expected; nothing at all is no mistake."""
    score = Score("x", 6, 8, 12)
    assert (0.5, 0.75, 0.6) == (score.precision, score.recall, pytest.approx(score.f1))
    assert (1.0, 1.0, 1.0) == (Score("x", 0, 0, 0).precision, Score("x", 0, 0, 0).recall, Score("x", 0, 0, 0).f1)


def test_every_field_weighs_the_same() -> None:
    """The mean is over fields, not over values; boards of several plans add up."""
    board, other = Scoreboard(), Scoreboard()
    board.add_bag("many", "aaaa", "aaaa")
    other.add_value("one", "x", "y")
    other.add_value("none", "", None)
    board.merge(other)
    assert (0.5, ["many", "one"]) == (board.mean_f1(), [score.field for score in board.scores()])


def test_gold_files_are_found(tmp_path: Path) -> None:
    """In folders, without their sidecars; with the file that is meant after "="."""
    for name in ("a.json", "a.deadlines.json", "a.agencies.json", "b.json"):
        (tmp_path / name).write_text("{}")
    assert ["a.json", "b.json"] == [request.path.name for request in find_gold([str(tmp_path)])]
    (request,) = find_gold([f"{tmp_path}/a.json=x/plan.word.docx"])
    assert ("a.json", "x/plan.word.docx", "word.docx") == (request.path.name, request.source, request.form)


@pytest.mark.parametrize("content", ["", "[]", '{"plan": {"number": "seven"}}', "\x00", '{"plan": {}, "tasks": [{}]}'])
def test_a_spoilt_gold_file_is_one_line(tmp_path: Path, content: str) -> None:
    """It names the file and what is wrong in it."""
    path = tmp_path / "a.json"
    path.write_text(content)
    with pytest.raises(UsageError, match=r"a\.json: (not a|cannot read this) gold file") as caught:
        read_gold(path)
    assert "\n" not in str(caught.value) and "pydantic" not in str(caught.value)


def test_no_gold_is_a_mistake_of_the_call(tmp_path: Path) -> None:
    """A path that does not exist, or a folder without gold."""
    for argument in (str(tmp_path), str(tmp_path / "none.json")):
        with pytest.raises(UsageError):
            find_gold([argument])
