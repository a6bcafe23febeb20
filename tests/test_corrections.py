"""Corrections of reviewers, every kind, on Word, PDF and text: what they change, what they leave, what is refused."""

import contextlib
import datetime as dt
from decimal import Decimal
from typing import Any, get_args

import pytest
from corrections import Shelf, parse_sample, wish
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planparse.correct import CannotCorrectError, apply_corrections
from planparse.correct.refusal import Reason
from planparse.errors import ConflictError, CorrectionError
from planparse.model.corrections import CorrectionKind, Wish
from planparse.model.records import IndicatorRow, Records, TaskRow
from planparse.wording.catalogue import Catalogue

SAMPLES = ("docx/mao-dien.docx", "pdf/mao-dien.pdf", "text/mao-dien.txt", "docx/nam-cuong-ha.docx")


@pytest.fixture(params=SAMPLES)
def plan(request: pytest.FixtureRequest) -> Records:
    return parse_sample(request.param)


@pytest.fixture
def shelf(plan: Records) -> Shelf:
    return Shelf(plan)


def task_of(records: Records, task_id: str) -> TaskRow:
    return next(task for task in records.tasks if task.task_id == task_id)


def indicator_of(records: Records, indicator_id: str) -> IndicatorRow:
    return next(one for one in records.indicators if one.indicator_id == indicator_id)


def table_task(records: Records, at: int = 0) -> TaskRow:
    return [task for task in records.tasks if task.table_id is not None][at]


def test_a_corrected_raw_deadline_is_read_by_the_rules(plan: Records, shelf: Shelf) -> None:
    task = table_task(plan, 1)
    made = shelf.make(*[wish(plan, task.task_id, "set", field="deadline_raw", new="Quý III/2026")], by="Lan")
    after = shelf.now
    changed = task_of(after, task.task_id)
    assert ("Quý III/2026", dt.date(2026, 9, 30), "dated") == (
        changed.deadline_raw,
        changed.due_on,
        changed.deadline_kind,
    )
    assert [("Quý III/2026", "2026-35")] == [
        (part.raw, part.edtf) for part in after.deadlines if part.task_id == task.task_id
    ]
    assert (("deadline_raw",), 1.0) == (changed.corrected, changed.confidence)
    assert [("applied", task.deadline_raw, "Lan")] == [(one.state, one.old, one.made_by) for one in made]


def test_a_deadline_given_in_words_leaves_the_print_as_it_is(plan: Records, shelf: Shelf) -> None:
    task = table_task(plan)
    shelf.make(*[wish(plan, task.task_id, "set", field="deadline", new="hằng tháng, ngày 20")], by="Lan")
    after = shelf.now
    changed = task_of(after, task.task_id)
    assert (task.deadline_raw, "recurring", ("deadline",)) == (
        changed.deadline_raw,
        changed.deadline_kind,
        changed.corrected,
    )
    assert 12 == sum(day.task_id == task.task_id for day in after.occurrences)


def test_a_corrected_name_gives_a_new_key_and_agencies_are_read_anew(plan: Records, shelf: Shelf) -> None:
    task = table_task(plan)
    wishes = [
        wish(plan, task.task_id, "set", field="name", new="Lắp camera tại nhà văn hóa"),
        wish(plan, task.task_id, "set", field="lead_raw", new="Công an xã; Trạm Y tế xã"),
    ]
    shelf.make(*wishes, by="Lan")
    after = shelf.now
    changed = task_of(after, task.task_id)
    assert "camera" in (changed.task_key or "")
    leads = [row for row in after.assignments if (row.record_id, row.role) == (task.task_id, "lead")]
    assert ["Công an xã", "Trạm Y tế xã"] == [row.agency_raw for row in leads]
    assert "cong_an_xa" == leads[0].agency_code
    assert 2 == len(changed.leads)
    assert ("lead_raw", "name") == changed.corrected


def test_a_chosen_agency_is_certain_and_leads(plan: Records, shelf: Shelf) -> None:
    task = table_task(plan)
    choice = wish(plan, task.task_id, "choose", field="lead", ordinal=1, new="cong_an_xa")
    shelf.make(*[choice], by="Lan")
    after = shelf.now
    (first, *_) = [row for row in after.assignments if (row.record_id, row.role) == (task.task_id, "lead")]
    assert ("cong_an_xa", 100.0) == (first.agency_code, first.match_score)
    assert "Công an" in task_of(after, task.task_id).leads[0]
    shelf.make(*[wish(after, task.task_id, "choose", field="lead", ordinal=1, new="")], by="Lan")
    (first, *_) = [row for row in shelf.now.assignments if (row.record_id, row.role) == (task.task_id, "lead")]
    assert (None, None) == (first.agency_code, first.match_score)


def test_a_chosen_indicator_reaches_its_targets(plan: Records, shelf: Shelf) -> None:
    indicator = plan.indicators[-1]
    shelf.make(*[wish(plan, indicator.indicator_id, "choose", field="code", new="ha_tang.phu_song_5g")], by="Lan")
    after = shelf.now
    assert "ha_tang.phu_song_5g" == indicator_of(after, indicator.indicator_id).code
    codes = {row.code for row in after.targets if row.indicator_id == indicator.indicator_id}
    assert codes <= {"ha_tang.phu_song_5g"}
    about = [row for row in after.diagnostics if indicator.name[:40] in row.message]
    assert not [row.code for row in about if row.code.startswith("indicator.unmatched")]


def test_a_target_in_words_changes_its_reading_alone(plan: Records, shelf: Shelf) -> None:
    target = plan.targets[0]
    change = wish(plan, target.indicator_id, "set", field="target", ordinal=target.ordinal, new="≥ 85,5%")
    shelf.make(*[change], by="Lan")
    after = shelf.now
    (changed,) = [
        row for row in after.targets if (row.indicator_id, row.ordinal) == (target.indicator_id, target.ordinal)
    ]
    assert (target.raw, target.year, ">=", Decimal("85.5"), None, "%", True) == (
        *(changed.raw, changed.year, changed.comparator, changed.low, changed.high, changed.unit, changed.corrected),
    )
    assert ("target",) == indicator_of(after, target.indicator_id).corrected


def test_a_printed_target_that_was_misread_is_set_with_its_reading(plan: Records, shelf: Shelf) -> None:
    target = plan.targets[0]
    change = wish(plan, target.indicator_id, "set", field="target_raw", ordinal=target.ordinal, new="không quá 5%")
    shelf.make(*[change], by="Lan")
    (changed,) = [
        row for row in shelf.now.targets if (row.indicator_id, row.ordinal) == (target.indicator_id, target.ordinal)
    ]
    assert ("không quá 5%", "<=", Decimal(5)) == (changed.raw, changed.comparator, changed.high)


def test_a_dropped_record_leaves_its_row_and_says_who(plan: Records, shelf: Shelf) -> None:
    task = table_task(plan, 2)
    shelf.make(*[wish(plan, task.task_id, "drop")], by="Lan")
    after = shelf.now
    assert task.task_id not in {one.task_id for one in after.tasks}
    assert len(plan.source_rows) == len(after.source_rows)
    freed = [row.kind for row in after.source_rows if row.locator == task.locator and row.page == task.page]
    assert "unparsed" in freed
    (told,) = [row for row in after.diagnostics if row.code == "correction.dropped"]
    assert ("info", True, True) == (told.severity, "Lan" in told.message, "2026-05-04 12:00" in told.message)
    assert list(range(1, len(after.tasks) + 1)) == [one.ordinal for one in after.tasks]


def test_a_joined_record_is_the_rest_of_the_one_above(plan: Records, shelf: Shelf) -> None:
    above, below = table_task(plan, 0), table_task(plan, 1)
    shelf.make(*[wish(plan, below.task_id, "join")], by="Lan")
    after = shelf.now
    joined = task_of(after, above.task_id)
    assert f"{above.name} {below.name}" == joined.name
    assert below.task_id not in {one.task_id for one in after.tasks}
    kinds = [row.kind for row in after.source_rows if row.record_id == above.task_id]
    assert ["record", "continuation"] == kinds
    cells = {row.raw for row in after.field_sources if row.record_id == above.task_id}
    assert {above.name, below.name} <= cells


def test_a_split_record_becomes_two_that_share_the_rest(plan: Records, shelf: Shelf) -> None:
    task = table_task(plan)
    words = task.name.split()
    rest = " ".join(words[3:])
    shelf.make(*[wish(plan, task.task_id, "split", new=rest)], by="Lan")
    after = shelf.now
    at = next(index for index, one in enumerate(after.tasks) if one.task_id == task.task_id)
    first, second = after.tasks[at : at + 2]
    assert (" ".join(words[:3]), rest) == (first.name, second.name)
    assert (task.lead_raw, task.due_on) == (second.lead_raw, second.due_on)
    assert len(after.tasks) == len({one.task_id for one in after.tasks})
    drop = wish(after, second.task_id, "drop")
    shelf.make(*[drop], by="Minh")
    assert len(plan.tasks) == len(shelf.now.tasks)


def test_a_dropped_row_can_be_made_a_record_again(plan: Records, shelf: Shelf) -> None:
    task = table_task(plan, 1)
    row = next(row for row in plan.source_rows if row.record_id == task.task_id)
    shelf.make(*[wish(plan, task.task_id, "drop")], by="Lan")
    shelf.make(*[wish(shelf.now, row.row_id, "record", new="task")], by="Minh")
    after = shelf.now
    made = after.tasks[plan.tasks.index(task)]
    assert (task.name, task.lead_raw, task.deadline_raw, task.due_on, task.task_key) == (
        *(made.name, made.lead_raw, made.deadline_raw, made.due_on, made.task_key),
    )
    same = [(row.role, row.agency_code) for row in after.assignments if row.record_id == made.task_id]
    assert [(row.role, row.agency_code) for row in plan.assignments if row.record_id == task.task_id] == same


def test_a_confirmed_record_is_certain_and_its_findings_are_settled(plan: Records, shelf: Shelf) -> None:
    indicator = plan.indicators[-1]
    shelf.make(*[wish(plan, indicator.indicator_id, "confirm")], by="Lan")
    after = shelf.now
    changed = indicator_of(after, indicator.indicator_id)
    assert [(None, 64 + 1 + 16)] == [(one.new, len(one.content_hash)) for one in shelf.held]
    assert (1.0, ("all",), indicator.name) == (changed.confidence, changed.corrected, changed.name)
    assert len(plan.diagnostics) == len(after.diagnostics)


def test_the_header_is_corrected_with_what_repeats_it(plan: Records, shelf: Shelf) -> None:
    plan_id = plan.plan.plan_id
    wishes = [
        wish(plan, plan_id, "set", field="title", new="Chuyển đổi số năm 2027"),
        wish(plan, plan_id, "set", field="number", new="12"),
        wish(plan, plan_id, "set", field="issued_on", new="2026-02-03"),
        wish(plan, plan_id, "set", field="plan_year", new="2027"),
        wish(plan, plan_id, "set", field="commune_code", new="00004"),
    ]
    shelf.make(*wishes, by="Lan")
    header = shelf.now.plan
    assert ("Chuyển đổi số năm 2027", 12, dt.date(2026, 2, 3), "2026-02-03", 2027, "issued") == (
        *(header.title, header.number, header.issued_on, header.issued_edtf, header.plan_year, header.status),
    )
    assert ("00004", "Ba Đình", "phường") == (header.commune_code, header.commune_name, header.commune_type)
    assert {"title", "number", "issued_on", "plan_year", "commune_code"} == set(header.corrected)
    kept = [one.message.split(": ")[-2] for one in shelf.now.diagnostics if one.code == "correction.kept"]
    assert ["issued_on", "plan_year", "commune_code"] == kept  # what was read by the old values is told, not changed


REFUSED = [
    ("task", {"kind": "set", "field": "name", "new": " "}, "must have a name"),
    ("task", {"kind": "set", "field": "unit_raw", "new": "%"}, "unit_raw"),
    ("task", {"kind": "set", "field": "deadline", "new": None}, "Nothing can be read"),
    ("task", {"kind": "split", "new": "không có trong tên"}, "does not stand inside"),
    ("task", {"kind": "choose", "field": "lead", "ordinal": 1, "new": "khong_co"}, "khong_co"),
    ("task", {"kind": "choose", "field": "code", "new": "x"}, "code"),
    ("indicator", {"kind": "choose", "field": "code", "new": "khong.co"}, "khong.co"),
    ("indicator", {"kind": "set", "field": "target", "ordinal": 1, "new": "xã: 80%; thôn: 90%"}, "several values"),
    ("plan", {"kind": "set", "field": "number", "new": "mười"}, "mười"),
    ("plan", {"kind": "set", "field": "issued_on", "new": "30/2/2026"}, "30/2/2026"),
    ("plan", {"kind": "set", "field": "plan_year", "new": "26"}, "26"),
    ("plan", {"kind": "set", "field": "commune_code", "new": "99999"}, "99999"),
    ("plan", {"kind": "set", "field": "plan_id", "new": "p"}, "plan_id"),
    ("plan", {"kind": "drop"}, "cannot be corrected"),
]


@pytest.mark.parametrize(("what", "given", "said"), REFUSED)
def test_what_cannot_be_done_is_said_and_changes_nothing(what: str, given: dict[str, Any], said: str) -> None:
    plan = parse_sample("docx/nam-cuong-ha.docx")
    shelf = Shelf(plan)
    ids = {"task": table_task(plan).task_id, "indicator": plan.indicators[0].indicator_id, "plan": plan.plan.plan_id}
    bare = Wish(plan_id=plan.plan.plan_id, record_id=ids[what], **given)
    with contextlib.suppress(CannotCorrectError):
        bare = wish(plan, ids[what], **given)
    with pytest.raises(CorrectionError, match=said):
        shelf.make(bare)
    assert (plan, ()) == (shelf.now, shelf.held)


def test_two_reviewers_do_not_overwrite_each_other(plan: Records, shelf: Shelf) -> None:
    task = table_task(plan)
    first = wish(plan, task.task_id, "set", field="deadline", new="Tháng 5/2026")
    second = wish(plan, task.task_id, "set", field="deadline", new="Tháng 6/2026")
    shelf.make(*[first], by="Lan")
    with pytest.raises(ConflictError, match=r"Lan.*Tháng 5/2026"):
        shelf.make(*[second], by="Minh")
    seen = second.model_copy(update={"old": "Tháng 5/2026"})
    assert "applied" == shelf.make(*[seen], by="Minh")[0].state


def test_all_wishes_of_a_call_are_done_or_none(plan: Records, shelf: Shelf) -> None:
    good = wish(plan, table_task(plan).task_id, "confirm")
    bad = wish(plan, table_task(plan).task_id, "split", new="không có trong tên")
    with pytest.raises(CorrectionError):
        shelf.make(*[good, bad], by="Lan")
    assert () == shelf.held


def test_a_prose_record_is_corrected_too() -> None:
    """Records of running text have no source row: they are found by their words."""
    shelf = Shelf(parse_sample("docx/lung-van-thuong.docx"))
    task = shelf.read.tasks[1]
    shelf.make(
        shelf.wish(task.task_id, "set", field="deadline_raw", new="Quý IV/2026"),
        shelf.wish(shelf.read.tasks[2].task_id, "join"),
        shelf.wish(shelf.read.tasks[0].task_id, "drop"),
    )
    assert ["applied"] * 3 == [one.state for one in shelf.held]
    assert dt.date(2026, 12, 31) == task_of(shelf.now, task.task_id).due_on or "Quý IV" in str(
        task_of(shelf.now, task.task_id).deadline_raw
    )
    assert len(shelf.read.tasks) - 2 == len(shelf.now.tasks)


def test_a_unit_is_given_to_the_targets_that_print_none() -> None:
    shelf = Shelf(parse_sample("docx/phuoc-an-dong.docx"))
    indicator = next(one for one in shelf.read.indicators if one.unit_raw == "%" and one.table_id)
    shelf.make(shelf.wish(indicator.indicator_id, "set", field="unit_raw", new="điểm"))
    own = [row for row in shelf.now.targets if row.indicator_id == indicator.indicator_id]
    assert {"điểm"} == {row.unit_raw for row in own}
    bare = [row for row in own if "%" not in row.raw]
    assert {"điểm"} >= {row.unit for row in bare}


def test_a_chosen_code_outlives_a_corrected_name(plan: Records) -> None:
    """The order of corrections that do not touch each other does not matter."""
    indicator = plan.indicators[-1]
    one, other = Shelf(plan), Shelf(plan)
    choose = wish(plan, indicator.indicator_id, "choose", field="code", new="ha_tang.phu_song_5g")
    name = wish(plan, indicator.indicator_id, "set", field="label", new="9")
    one.make(choose, name)
    other.make(name, choose)
    assert one.now.indicators == other.now.indicators
    one.make(one.wish(indicator.indicator_id, "set", field="name", new="Tên khác hẳn, đạt 60%"))
    assert "ha_tang.phu_song_5g" == indicator_of(one.now, indicator.indicator_id).code


def test_a_target_can_be_added_and_taken_away(plan: Records) -> None:
    shelf = Shelf(plan)
    indicator_id = plan.targets[0].indicator_id
    last = max(row.ordinal for row in plan.targets if row.indicator_id == indicator_id)
    shelf.make(shelf.wish(indicator_id, "set", field="target", ordinal=last + 1, new="12 thôn"))
    added = [row for row in shelf.now.targets if row.indicator_id == indicator_id][-1]
    assert ("", Decimal(12), last + 1) == (added.raw, added.low, added.ordinal)
    shelf.make(shelf.wish(indicator_id, "set", field="target", ordinal=last + 1, new=""))
    assert plan.targets == shelf.now.targets


def test_a_continuation_becomes_a_record_of_its_own(plan: Records) -> None:
    shelf = Shelf(plan)
    above, below = table_task(plan, 0), table_task(plan, 1)
    row = next(row for row in plan.source_rows if row.record_id == below.task_id)
    shelf.make(shelf.wish(below.task_id, "join"))
    shelf.make(shelf.wish(row.row_id, "record", new="task"))
    names = [task.name for task in shelf.now.tasks]
    assert [task.name for task in plan.tasks] == names
    alone = task_of(shelf.now, above.task_id)
    assert (above.lead_raw, above.due_on, above.task_key) == (alone.lead_raw, alone.due_on, alone.task_key)


def test_a_task_row_can_be_made_an_indicator(plan: Records) -> None:
    shelf = Shelf(plan)
    task = table_task(plan, 1)
    row = next(row for row in plan.source_rows if row.record_id == task.task_id)
    shelf.make(shelf.wish(task.task_id, "drop"))
    shelf.make(shelf.wish(row.row_id, "record", new="indicator"))
    made = [one for one in shelf.now.indicators if one.name == task.name]
    assert [("record",)] == [one.corrected for one in made]
    with pytest.raises(CorrectionError, match="already"):
        shelf.make(shelf.wish(row.row_id, "record", new="task"))


def test_a_correction_of_a_record_that_is_gone_is_lost_and_told(plan: Records) -> None:
    shelf = Shelf(plan)
    task = table_task(plan, 1)
    made = shelf.make(shelf.wish(task.task_id, "set", field="notes_raw", new="Đã xem"))
    other = parse_sample("docx/trang-dai.docx")
    same_plan = [one.model_copy(update={"plan_id": other.plan.plan_id}) for one in made]
    result = apply_corrections(other, same_plan, Shelf(plan)._rules)
    assert ["lost"] == [one.state for one in result.corrections]
    (told,) = [row for row in result.records.diagnostics if row.code == "correction.lost"]
    assert ("warning", True) == (told.severity, "Lan" in told.message)
    assert other.tasks == result.records.tasks


def test_text_of_a_reviewer_is_kept_as_text(plan: Records) -> None:
    shelf = Shelf(plan)
    hostile = '<script>alert(1)</script> =HYPERLINK("x") \x00\u2028\ud800 ' + "dài" * 2000
    shelf.make(shelf.wish(table_task(plan).task_id, "set", field="notes_raw", new=hostile), by="=Lan<b>")
    notes = task_of(shelf.now, table_task(plan).task_id).notes_raw or ""
    assert notes.startswith('<script>alert(1)</script> =HYPERLINK("x") dài')
    assert notes.encode()


def test_every_refusal_is_said_in_both_languages() -> None:
    reasons = [f"corrections.refused.{reason}" for reason in get_args(Reason)]
    kinds = [f"corrections.conflict.{kind}" for kind in get_args(CorrectionKind) if kind not in ("set", "choose")]
    assert [] == [key for key in (*reasons, *kinds) if not (Catalogue("vi").has(key) and Catalogue("en").has(key))]


def test_a_confirmation_vouches_for_what_was_seen_alone(plan: Records) -> None:
    """It is lost where something else is read now, because an earlier correction was undone or the rules are newer."""
    shelf = Shelf(plan)
    task, other = table_task(plan, 0), table_task(plan, 1)
    (first, *_) = shelf.make(shelf.wish(task.task_id, "set", field="deadline", new="Quý III/2026"))
    shelf.make(
        shelf.wish(task.task_id, "confirm"),
        shelf.wish(task.task_id, "confirm", field="name"),
        shelf.wish(other.task_id, "confirm"),
        shelf.wish(plan.plan.plan_id, "confirm"),
    )
    shelf.undo(first.correction_id)
    assert ["undone", "lost", "applied", "applied", "applied"] == [one.state for one in shelf.held]
    assert ("all",) == task_of(shelf.now, other.task_id).corrected
    assert ("name",) == task_of(shelf.now, task.task_id).corrected


CHANGES = st.sampled_from(
    [
        ("set", {"field": "deadline_raw", "new": "Quý II/2026"}),
        ("set", {"field": "deadline", "new": "hằng tháng"}),
        ("set", {"field": "name", "new": "Tên mới, đạt 50%"}),
        ("set", {"field": "lead_raw", "new": "Công an xã"}),
        ("set", {"field": "notes_raw", "new": ""}),
        ("set", {"field": "unit_raw", "new": "hộ"}),
        ("set", {"field": "target", "ordinal": 1, "new": "80%"}),
        ("choose", {"field": "lead", "ordinal": 1, "new": "cong_an_xa"}),
        ("choose", {"field": "code", "new": ""}),
        ("drop", {}),
        ("join", {}),
        ("confirm", {}),
        ("split", {"new": "mới"}),
    ]
)


@pytest.mark.parametrize("name", ["docx/nam-cuong-ha.docx", "text/mao-dien.txt"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=st.lists(st.tuples(st.integers(0, 30), CHANGES), max_size=6))
def test_whatever_is_corrected_nothing_is_lost_and_undoing_all_gives_the_parse(
    name: str, changes: list[tuple[int, tuple[CorrectionKind, dict[str, Any]]]]
) -> None:
    plan = parse_sample(name)
    shelf = Shelf(plan)
    for at, (kind, told) in changes:
        ids = [*(task.task_id for task in shelf.now.tasks), *(one.indicator_id for one in shelf.now.indicators)]
        with contextlib.suppress(CorrectionError, CannotCorrectError):
            shelf.make(shelf.wish(ids[at % len(ids)], kind, **told))
    now = shelf.now
    ids = [*(task.task_id for task in now.tasks), *(one.indicator_id for one in now.indicators)]
    assert len(ids) == len(set(ids))
    assert [row.row_id for row in plan.source_rows] == [row.row_id for row in now.source_rows]
    owned = [row.record_id for row in (*now.source_rows, *now.assignments, *now.field_sources, *now.citations)]
    assert {one for one in owned if one} | {row.indicator_id for row in now.targets} <= set(ids)
    assert {row.task_id for row in now.deadlines} == {task.task_id for task in now.tasks}
    assert [one.state for one in shelf.held] == ["applied"] * len(shelf.held)
    assert apply_corrections(plan, shelf.held, shelf._rules) == (now, shelf.held)
    for one in shelf.held:
        shelf.undo(one.correction_id)
    assert plan == shelf.now
    assert apply_corrections(plan, (), shelf._rules).records is plan


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=st.permutations(range(5)))
def test_the_order_of_independent_corrections_does_not_matter(order: list[int]) -> None:
    plan = parse_sample("docx/nam-cuong-ha.docx")
    wishes = [
        wish(plan, table_task(plan, 0).task_id, "set", field="deadline", new="Quý II/2026"),
        wish(plan, table_task(plan, 0).task_id, "set", field="lead_raw", new="Công an xã"),
        wish(plan, table_task(plan, 2).task_id, "join"),
        wish(plan, table_task(plan, 4).task_id, "drop"),
        wish(plan, plan.targets[0].indicator_id, "set", field="target", ordinal=1, new="≥ 81%"),
    ]
    straight, shuffled = Shelf(plan), Shelf(plan)
    straight.make(*wishes)
    shuffled.make(*(wishes[at] for at in order))
    plain = {"diagnostics": ()}  # they are told in the order in which they were made
    assert straight.now.model_copy(update=plain) == shuffled.now.model_copy(update=plain)
