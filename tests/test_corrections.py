"""Corrections of reviewers: every kind, on Word, PDF and text; made, undone, and refused in clear words."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from corrections import corrections_of, desk_of, dump, parse_sample, read_plan, store_plans, wish

from planparse.errors import ConflictError, CorrectionError
from planparse.model.corrections import Wish
from planparse.model.records import IndicatorRow, Records, TaskRow

SAMPLES = ("docx/mao-dien.docx", "pdf/mao-dien.pdf", "text/mao-dien.txt", "docx/nam-cuong-ha.docx")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "plans.duckdb"


@pytest.fixture(params=SAMPLES)
def plan(request: pytest.FixtureRequest, db: Path) -> Records:
    """A sample that is in the database."""
    records = parse_sample(request.param)
    store_plans(db, records)
    return records


def task_of(records: Records, task_id: str) -> TaskRow:
    return next(task for task in records.tasks if task.task_id == task_id)


def indicator_of(records: Records, indicator_id: str) -> IndicatorRow:
    return next(one for one in records.indicators if one.indicator_id == indicator_id)


def table_task(records: Records, at: int = 0) -> TaskRow:
    return [task for task in records.tasks if task.table_id is not None][at]


def test_what_is_stored_is_read_back(plan: Records, db: Path) -> None:
    assert plan == read_plan(db, plan.plan.plan_id)


def test_a_corrected_raw_deadline_is_read_by_the_rules(plan: Records, db: Path) -> None:
    task = table_task(plan, 1)
    made = desk_of(db).make([wish(plan, task.task_id, "set", field="deadline_raw", new="Quý III/2026")], by="Lan")
    after = read_plan(db, plan.plan.plan_id)
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


def test_a_deadline_given_in_words_leaves_the_print_as_it_is(plan: Records, db: Path) -> None:
    task = table_task(plan)
    desk_of(db).make([wish(plan, task.task_id, "set", field="deadline", new="hằng tháng, ngày 20")], by="Lan")
    after = read_plan(db, plan.plan.plan_id)
    changed = task_of(after, task.task_id)
    assert (task.deadline_raw, "recurring", ("deadline",)) == (
        changed.deadline_raw,
        changed.deadline_kind,
        changed.corrected,
    )
    assert 12 == sum(day.task_id == task.task_id for day in after.occurrences)


def test_a_corrected_name_gives_a_new_key_and_agencies_are_read_anew(plan: Records, db: Path) -> None:
    task = table_task(plan)
    wishes = [
        wish(plan, task.task_id, "set", field="name", new="Lắp camera tại nhà văn hóa"),
        wish(plan, task.task_id, "set", field="lead_raw", new="Công an xã; Trạm Y tế xã"),
    ]
    desk_of(db).make(wishes, by="Lan")
    after = read_plan(db, plan.plan.plan_id)
    changed = task_of(after, task.task_id)
    assert "camera" in (changed.task_key or "")
    leads = [row for row in after.assignments if (row.record_id, row.role) == (task.task_id, "lead")]
    assert ["Công an xã", "Trạm Y tế xã"] == [row.agency_raw for row in leads]
    assert "cong_an_xa" == leads[0].agency_code
    assert 2 == len(changed.leads)
    assert ("lead_raw", "name") == changed.corrected


def test_a_chosen_agency_is_certain_and_leads(plan: Records, db: Path) -> None:
    task = table_task(plan)
    choice = wish(plan, task.task_id, "choose", field="lead", ordinal=1, new="cong_an_xa")
    desk_of(db).make([choice], by="Lan")
    after = read_plan(db, plan.plan.plan_id)
    (first, *_) = [row for row in after.assignments if (row.record_id, row.role) == (task.task_id, "lead")]
    assert ("cong_an_xa", 100.0) == (first.agency_code, first.match_score)
    assert "Công an" in task_of(after, task.task_id).leads[0]
    desk_of(db).make([wish(after, task.task_id, "choose", field="lead", ordinal=1, new="")], by="Lan")
    (first, *_) = [
        row
        for row in read_plan(db, plan.plan.plan_id).assignments
        if (row.record_id, row.role) == (task.task_id, "lead")
    ]
    assert (None, None) == (first.agency_code, first.match_score)


def test_a_chosen_indicator_reaches_its_targets(plan: Records, db: Path) -> None:
    indicator = plan.indicators[-1]
    desk_of(db).make([wish(plan, indicator.indicator_id, "choose", field="code", new="ha_tang.phu_song_5g")], by="Lan")
    after = read_plan(db, plan.plan.plan_id)
    assert "ha_tang.phu_song_5g" == indicator_of(after, indicator.indicator_id).code
    codes = {row.code for row in after.targets if row.indicator_id == indicator.indicator_id}
    assert codes <= {"ha_tang.phu_song_5g"}
    about = [row for row in after.diagnostics if indicator.name[:40] in row.message]
    assert not [row.code for row in about if row.code.startswith("indicator.unmatched")]


def test_a_target_in_words_changes_its_reading_alone(plan: Records, db: Path) -> None:
    target = plan.targets[0]
    change = wish(plan, target.indicator_id, "set", field="target", ordinal=target.ordinal, new="≥ 85,5%")
    desk_of(db).make([change], by="Lan")
    after = read_plan(db, plan.plan.plan_id)
    (changed,) = [
        row for row in after.targets if (row.indicator_id, row.ordinal) == (target.indicator_id, target.ordinal)
    ]
    assert (target.raw, target.year, ">=", Decimal("85.5"), None, "%", True) == (
        *(changed.raw, changed.year, changed.comparator, changed.low, changed.high, changed.unit, changed.corrected),
    )
    assert ("target",) == indicator_of(after, target.indicator_id).corrected


def test_a_printed_target_that_was_misread_is_set_with_its_reading(plan: Records, db: Path) -> None:
    target = plan.targets[0]
    change = wish(plan, target.indicator_id, "set", field="target_raw", ordinal=target.ordinal, new="không quá 5%")
    desk_of(db).make([change], by="Lan")
    (changed,) = [
        row
        for row in read_plan(db, plan.plan.plan_id).targets
        if (row.indicator_id, row.ordinal) == (target.indicator_id, target.ordinal)
    ]
    assert ("không quá 5%", "<=", Decimal(5)) == (changed.raw, changed.comparator, changed.high)


def test_a_dropped_record_leaves_its_row_and_says_who(plan: Records, db: Path) -> None:
    task = table_task(plan, 2)
    desk_of(db).make([wish(plan, task.task_id, "drop")], by="Lan")
    after = read_plan(db, plan.plan.plan_id)
    assert task.task_id not in {one.task_id for one in after.tasks}
    assert len(plan.source_rows) == len(after.source_rows)
    freed = [row.kind for row in after.source_rows if row.locator == task.locator and row.page == task.page]
    assert "unparsed" in freed
    (told,) = [row for row in after.diagnostics if row.code == "correction.dropped"]
    assert ("info", True, True) == (told.severity, "Lan" in told.message, "2026-05-04 12:00" in told.message)
    assert list(range(1, len(after.tasks) + 1)) == [one.ordinal for one in after.tasks]


def test_a_joined_record_is_the_rest_of_the_one_above(plan: Records, db: Path) -> None:
    above, below = table_task(plan, 0), table_task(plan, 1)
    desk_of(db).make([wish(plan, below.task_id, "join")], by="Lan")
    after = read_plan(db, plan.plan.plan_id)
    joined = task_of(after, above.task_id)
    assert f"{above.name} {below.name}" == joined.name
    assert below.task_id not in {one.task_id for one in after.tasks}
    kinds = [row.kind for row in after.source_rows if row.record_id == above.task_id]
    assert ["record", "continuation"] == kinds
    cells = {row.raw for row in after.field_sources if row.record_id == above.task_id}
    assert {above.name, below.name} <= cells


def test_a_split_record_becomes_two_that_share_the_rest(plan: Records, db: Path) -> None:
    task = table_task(plan)
    words = task.name.split()
    rest = " ".join(words[3:])
    desk_of(db).make([wish(plan, task.task_id, "split", new=rest)], by="Lan")
    after = read_plan(db, plan.plan.plan_id)
    at = next(index for index, one in enumerate(after.tasks) if one.task_id == task.task_id)
    first, second = after.tasks[at : at + 2]
    assert (" ".join(words[:3]), rest) == (first.name, second.name)
    assert (task.lead_raw, task.due_on) == (second.lead_raw, second.due_on)
    assert len(after.tasks) == len({one.task_id for one in after.tasks})
    drop = wish(after, second.task_id, "drop")
    desk_of(db).make([drop], by="Minh")
    assert len(plan.tasks) == len(read_plan(db, plan.plan.plan_id).tasks)


def test_a_dropped_row_can_be_made_a_record_again(plan: Records, db: Path) -> None:
    task = table_task(plan, 1)
    row = next(row for row in plan.source_rows if row.record_id == task.task_id)
    desk = desk_of(db)
    desk.make([wish(plan, task.task_id, "drop")], by="Lan")
    desk.make([wish(read_plan(db, plan.plan.plan_id), row.row_id, "record", new="task")], by="Minh")
    after = read_plan(db, plan.plan.plan_id)
    made = after.tasks[plan.tasks.index(task)]
    assert (task.name, task.lead_raw, task.deadline_raw, task.due_on, task.task_key) == (
        *(made.name, made.lead_raw, made.deadline_raw, made.due_on, made.task_key),
    )
    same = [(row.role, row.agency_code) for row in after.assignments if row.record_id == made.task_id]
    assert [(row.role, row.agency_code) for row in plan.assignments if row.record_id == task.task_id] == same


def test_a_confirmed_record_is_certain_and_its_findings_are_settled(plan: Records, db: Path) -> None:
    indicator = plan.indicators[-1]
    desk_of(db).make([wish(plan, indicator.indicator_id, "confirm")], by="Lan")
    after = read_plan(db, plan.plan.plan_id)
    changed = indicator_of(after, indicator.indicator_id)
    assert (1.0, ("all",), indicator.name) == (changed.confidence, changed.corrected, changed.name)
    assert len(plan.diagnostics) == len(after.diagnostics)


def test_the_header_is_corrected_with_what_repeats_it(plan: Records, db: Path) -> None:
    plan_id = plan.plan.plan_id
    wishes = [
        wish(plan, plan_id, "set", field="title", new="Chuyển đổi số năm 2027"),
        wish(plan, plan_id, "set", field="number", new="12"),
        wish(plan, plan_id, "set", field="issued_on", new="2026-02-03"),
        wish(plan, plan_id, "set", field="plan_year", new="2027"),
        wish(plan, plan_id, "set", field="commune_code", new="00004"),
    ]
    desk_of(db).make(wishes, by="Lan")
    header = read_plan(db, plan_id).plan
    assert ("Chuyển đổi số năm 2027", 12, dt.date(2026, 2, 3), "2026-02-03", 2027, "issued") == (
        *(header.title, header.number, header.issued_on, header.issued_edtf, header.plan_year, header.status),
    )
    assert ("00004", "Ba Đình", "phường") == (header.commune_code, header.commune_name, header.commune_type)
    assert {"title", "number", "issued_on", "plan_year", "commune_code"} == set(header.corrected)


def test_undoing_everything_gives_what_was_read(plan: Records, db: Path) -> None:
    before = dump(db)
    desk = desk_of(db)
    task, indicator = table_task(plan), plan.indicators[0]
    made = desk.make(
        [
            wish(plan, task.task_id, "set", field="deadline_raw", new="Quý III/2026"),
            wish(plan, table_task(plan, 2).task_id, "join"),
            wish(plan, indicator.indicator_id, "confirm"),
            wish(plan, plan.plan.plan_id, "set", field="title", new="Tên khác"),
        ],
        by="Lan",
    )
    assert before != dump(db)
    for one in made:
        desk.undo(one.correction_id, by="Minh")
    assert before == dump(db)
    assert {("undone", "Minh")} == {(one.state, one.undone_by) for one in corrections_of(db, plan.plan.plan_id)}


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
def test_what_cannot_be_done_is_said_and_changes_nothing(
    what: str, given: dict[str, object], said: str, db: Path
) -> None:
    plan = parse_sample("docx/nam-cuong-ha.docx")
    store_plans(db, plan)
    before = db.read_bytes()
    ids = {"task": table_task(plan).task_id, "indicator": plan.indicators[0].indicator_id, "plan": plan.plan.plan_id}
    bare = Wish(plan_id=plan.plan.plan_id, record_id=ids[what], **given)  # type: ignore[arg-type]
    try:
        seen = wish(plan, ids[what], **given)  # type: ignore[arg-type]
    except Exception:
        seen = bare
    with pytest.raises(CorrectionError, match=said):
        desk_of(db).make([seen], by="Lan")
    assert dump_of(before, db)


def dump_of(before: bytes, db: Path) -> bool:
    """Whether nothing was corrected (the file may be written anew)."""
    return not dump(db, without=())["corrections"] and bool(before)


def test_two_reviewers_do_not_overwrite_each_other(plan: Records, db: Path) -> None:
    task = table_task(plan)
    first = wish(plan, task.task_id, "set", field="deadline", new="Tháng 5/2026")
    second = wish(plan, task.task_id, "set", field="deadline", new="Tháng 6/2026")
    desk_of(db).make([first], by="Lan")
    with pytest.raises(ConflictError, match=r"Lan.*Tháng 5/2026"):
        desk_of(db).make([second], by="Minh")
    seen = second.model_copy(update={"old": "Tháng 5/2026"})
    assert "applied" == desk_of(db).make([seen], by="Minh")[0].state


def test_all_wishes_of_a_call_are_done_or_none(plan: Records, db: Path) -> None:
    good = wish(plan, table_task(plan).task_id, "confirm")
    bad = wish(plan, table_task(plan).task_id, "split", new="không có trong tên")
    with pytest.raises(CorrectionError):
        desk_of(db).make([good, bad], by="Lan")
    assert () == corrections_of(db, plan.plan.plan_id)


def test_a_preview_says_what_would_be_read(plan: Records, db: Path) -> None:
    desk, task, target = desk_of(db), table_task(plan), plan.targets[0]
    one = wish(plan, task.task_id, "set", field="deadline", new="30/9/2026; thường xuyên")
    assert ("dated 2026-09-30", "ongoing") == desk.preview(one)
    two = wish(plan, target.indicator_id, "set", field="target", ordinal=target.ordinal, new="tối thiểu 80%")
    assert "≥ 80 %" in desk.preview(two)[0]
    three = wish(plan, task.task_id, "set", field="lead_raw", new="Công an xã")
    assert ("lead: Công an xã → cong_an_xa",) == desk.preview(three)
    with pytest.raises(CorrectionError):
        desk.preview(three.model_copy(update={"field": "unit_raw"}))
    assert () == corrections_of(db, plan.plan.plan_id)
