"""The plans that are made for measuring: they read as they were written, and are the same everywhere."""

import json
import sys
from pathlib import Path

import pytest
from reading import rules

from planparse.pipeline import parse_bytes

sys.path.append(str(Path(__file__).parents[1] / "bench"))

from generate.make import DIGESTS, SAMPLE, digest, make_entry, pack
from generate.plans import make_plan


@pytest.mark.parametrize("form", ["txt", "docx", "pdf"])
@pytest.mark.parametrize("number", [0, 7, 23])
def test_a_made_plan_is_read_row_by_row_as_it_was_written(number: int, form: str) -> None:
    made = make_plan(number)._replace(form=form)
    records = parse_bytes(pack(made).data, made.name, rules())
    assert made.tasks == sum(row.table_id is not None for row in records.tasks)
    assert made.indicators == sum(row.table_id is not None for row in records.indicators)
    assert made.sample.commune.name == records.plan.commune_name


def test_made_plans_are_those_whose_digest_is_kept() -> None:
    plans = [make_plan(number) for number in range(SAMPLE)]
    assert json.loads(DIGESTS.read_text("utf-8"))[str(SAMPLE)] == digest(make_entry(one, pack(one)) for one in plans)


def test_a_plan_depends_on_its_number_alone() -> None:
    assert pack(make_plan(4)) == pack(make_plan(4))


def test_what_is_stored_to_save_a_join_is_what_the_join_gives() -> None:
    names = {agency.code: agency.name for agency in rules().agencies.agencies}
    for number in (1, 2):
        records = parse_bytes(pack(make_plan(number)).data, "plan", rules())
        leads = [row for row in records.assignments if row.role == "lead"]
        for task in records.tasks:
            own = [names.get(row.agency_code or "", row.agency_raw) for row in leads if row.record_id == task.task_id]
            assert tuple(own) == task.leads
        indicators = {row.indicator_id: row for row in records.indicators}
        for target in records.targets:
            of = indicators[target.indicator_id]
            stored = (target.code, target.indicator_name, target.indicator_ordinal, target.unit_raw)
            assert (of.code, of.name, of.ordinal, of.unit_raw) == stored
