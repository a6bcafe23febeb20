"""What comes back falls due on days: rules to days, days to rows, and the three questions that the views answer."""

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from builders import deadline_row, occurrence_row, plan_row, records, task_row
from reading import setting

from planparse.model.base import Locus
from planparse.model.drafts import TaskDraft
from planparse.model.records import Records
from planparse.normalise.deadlines import DueCalendar, find_due_days, read_deadline
from planparse.normalise.task_rows import build_tasks
from planparse.rulebook.deadlines import load_deadline_rules
from planparse.store.duck import open_for_writing
from planparse.store.lines import build_plan_lines
from planparse.store.opening import open_read_only

RULES = load_deadline_rules(Path(__file__).parents[1] / "rules")

DAYS = [
    ("FREQ=YEARLY", "12-31"),
    ("FREQ=MONTHLY;INTERVAL=6", "06-30 12-31"),
    ("FREQ=MONTHLY;INTERVAL=3", "03-31 06-30 09-30 12-31"),
    ("FREQ=MONTHLY", "01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31"),
    ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "03-31 06-30 09-30 12-31"),
    ("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=20", "06-20 12-20"),
    ("FREQ=YEARLY;BYMONTH=11", "11-30"),
    ("FREQ=YEARLY;BYMONTH=5,11", "05-31 11-30"),
    ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30", "11-30"),
    ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25", "03-25 06-25 09-25 12-25"),
    # a run of months or days is one period, due when it ends
    ("FREQ=YEARLY;BYMONTH=10,11,12", "12-31"),
    ("FREQ=YEARLY;BYMONTH=1,2,11,12", "02-28"),
    ("FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12", "12-31"),
    ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10,11,12", "03-12"),
    # a month that is shorter than the day is due on its last
    ("FREQ=MONTHLY;BYMONTHDAY=31", "01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31"),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "02-28"),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "02-28"),
    # no calendar entry
    ("FREQ=DAILY", ""),
    ("FREQ=YEARLY;INTERVAL=2", ""),
    ("FREQ=WEEKLY;INTERVAL=2", ""),
    ("FREQ=MONTHLY;INTERVAL=5", ""),
]


@pytest.mark.parametrize(("rule", "days"), DAYS)
def test_the_days_of_a_rule_in_2026(rule: str, days: str) -> None:
    assert days.split() == [day.strftime("%m-%d") for day in find_due_days(rule, 2026)]


@pytest.mark.parametrize(("rule", "weekday", "count"), [
    ("FREQ=WEEKLY", 6, 52), ("FREQ=WEEKLY;BYDAY=FR", 4, 52), ("FREQ=MONTHLY;BYDAY=-1FR", 4, 12),
])  # fmt: skip
def test_weeks_are_due_on_their_day_or_on_sunday(rule: str, weekday: int, count: int) -> None:
    days = find_due_days(rule, 2026)
    assert ({weekday}, count) == ({day.weekday() for day in days}, len(days))


def test_a_leap_year_has_its_29_february() -> None:
    assert dt.date(2028, 2, 29) in find_due_days("FREQ=MONTHLY", 2028)


def occurrences(text: str, year: int | None = 2026) -> list[str]:
    parts = read_deadline(text, rules=RULES, plan_year=year).value
    return [f"{part}: {day:%m-%d}" for part, day in DueCalendar(year, RULES).find_occurrences(parts)]


BOUNDED = [
    ("Hằng quý", ["1: 03-31", "1: 06-30", "1: 09-30", "1: 12-31"]),
    ("Tháng 6/2026", []),
    ("Thường xuyên; báo cáo trước ngày 15/12 hằng năm", ["2: 12-15"]),
    ("Từ tháng 9/2026, hằng quý", ["2: 09-30", "2: 12-31"]),
    ("Quý II/2026 và định kỳ hằng quý", ["2: 06-30", "2: 09-30", "2: 12-31"]),
    ("Hằng quý đến hết tháng 6/2026", ["1: 03-31", "1: 06-30"]),
    ("Hằng quý trong năm 2027", []),
    ("Hằng năm, giai đoạn 2026-2030", ["1: 12-31"]),
    ("Hằng năm, giai đoạn 2027-2030", []),
    ("Hằng quý; tổng kết tháng 12/2026", ["1: 03-31", "1: 06-30", "1: 09-30", "1: 12-31"]),
]


@pytest.mark.parametrize(("text", "expected"), BOUNDED)
def test_dates_beside_a_recurrence_bound_it(text: str, expected: list[str]) -> None:
    assert expected == occurrences(text)


def test_without_the_plans_year_nothing_is_due() -> None:
    assert [] == occurrences("Hằng quý", None)


def test_the_command_line_starts_without_dateutil() -> None:
    """What expands rules is loaded by the plan that has one."""
    code = "import planparse.cli.main, sys; sys.exit('dateutil.rrule' in sys.modules)"
    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode


# ---- rows and views


def ask(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with open_read_only(db) as connection:
        return connection.execute(sql).fetchall()


TODAY = dt.date.today()


def in_days(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def plan_with_three_tasks(plan_id: str = "p1", **given: object) -> Records:
    """A task due in ten days, one that comes back in 20 and in 50 days, one that waits for the province."""
    return records(
        plan_row(plan_id, **given),
        tasks=(
            task_row(1, plan_id, name="Một", due_on=in_days(10), deadline_kind="dated"),
            task_row(2, plan_id, name="Hai", deadline_kind="recurring"),
            task_row(3, plan_id, name="Ba", deadline_kind="conditional"),
        ),
        deadlines=(
            deadline_row(1, plan_id, kind="dated", end_on=in_days(10)),
            deadline_row(2, plan_id, kind="recurring", rrule="FREQ=MONTHLY", raw="Hằng tháng"),
            deadline_row(3, plan_id, kind="conditional", condition="Theo hướng dẫn của tỉnh", waits_for="province"),
        ),
        occurrences=(
            occurrence_row(in_days(-10), 2, plan_id),
            occurrence_row(in_days(20), 2, plan_id),
            occurrence_row(in_days(50), 2, plan_id),
        ),
    )


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "plans.duckdb"
    plans = [plan_with_three_tasks("p1"), plan_with_three_tasks("p2", status="draft")]
    with open_for_writing(path) as store:
        store.put([build_plan_lines(plan) for plan in plans], [])
    yield path


def test_what_is_due_in_the_next_thirty_days(db: Path) -> None:
    """Dated and recurring alike, in one plain SELECT; a draft beside the issued plan does not count."""
    assert [("Một", 10, "dated", "p1"), ("Hai", 20, "recurring", "p1")] == ask(
        db, "SELECT task, days_left, how, plan_id FROM v_due_days WHERE days_left BETWEEN 0 AND 30 ORDER BY due_on"
    )


def test_what_recurs(db: Path) -> None:
    assert [("Hai", "FREQ=MONTHLY", in_days(20))] == ask(db, "SELECT task, rrule, next_on FROM v_recurring")


def test_what_waits_for_the_province(db: Path) -> None:
    assert [("Ba", "Theo hướng dẫn của tỉnh")] == ask(
        db, "SELECT task, condition FROM v_waiting WHERE waits_for = 'province'"
    )


def test_a_task_is_due_once_on_a_day(tmp_path: Path) -> None:
    """A day that the deadline names, and on which the task comes back as well, is one row."""
    plan = records(
        tasks=(task_row(1),),
        deadlines=(deadline_row(1, kind="dated", end_on=TODAY), deadline_row(1, ordinal=2, kind="recurring")),
        occurrences=(occurrence_row(TODAY, deadline_ordinal=2),),
    )
    with open_for_writing(tmp_path / "one.duckdb") as store:
        store.put([build_plan_lines(plan)], [])
    assert [(0, "dated")] == ask(tmp_path / "one.duckdb", "SELECT days_left, how FROM v_due_days")


def test_a_drafts_deadline_becomes_rows_with_their_place() -> None:
    """``occurrences`` point to the part of ``deadlines`` they come from, and stand where it stands."""
    draft = TaskDraft(
        table=None,
        label="1",
        groups=(),
        name="Báo cáo",
        deadline="Quý I/2026; hằng quý; theo kế hoạch của tỉnh",
        locus=Locus(path="line 4"),
        order=0,
    )
    rows, _ = build_tasks((draft,), setting("p1", year=2026))
    assert ["province"] == [row.waits_for for row in rows.deadlines if row.kind == "conditional"]
    assert [(2, month) for month in (3, 6, 9, 12)] == [(r.deadline_ordinal, r.due_on.month) for r in rows.occurrences]
    recurring = rows.deadlines[1]
    places = {(row.task_id, row.plan_id, row.page, row.bbox, row.locator) for row in rows.occurrences}
    assert {(recurring.task_id, "p1", recurring.page, recurring.bbox, recurring.locator)} == places
