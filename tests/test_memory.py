"""What was read before is not read again, and no reading depends on what was read before it."""

import datetime as dt
from pathlib import Path

from planparse.normalise.agencies import AgencyContext, find_short_names, read_agencies
from planparse.normalise.deadlines import read_deadline
from planparse.normalise.targets import read_target_cell
from planparse.normalise.task_names import build_task_key
from planparse.rulebook.book import load_rules
from planparse.text.memory import Memory

RULES = load_rules()
ROOT = Path(__file__).parents[1]


class Reader:
    """Counts how often a text is read."""

    def __init__(self) -> None:
        self.texts: list[str] = []


def read(reader: Reader, text: str, times: int) -> str:
    reader.texts.append(text)
    return text * times


def test_a_text_is_read_once_for_each_set_of_arguments() -> None:
    memory, reader = Memory(), Reader()
    given = [memory.recall(read, reader, text, times) for text, times in [("a", 1), ("a", 2), ("a", 1), ("b", 1)]]
    assert (given, reader.texts) == (["a", "aa", "a", "b"], ["a", "a", "b"])


def test_what_is_asked_for_again_is_kept_and_the_rest_forgotten() -> None:
    memory, reader = Memory(most=3), Reader()
    for text in (*"abcdefgh", "a"):
        memory.recall(read, reader, "often", 1)
        memory.recall(read, reader, text, 1)
    assert (reader.texts.count("often"), reader.texts.count("a"), len(memory) <= 6) == (1, 2, True)


def test_texts_of_any_length_take_no_more_room() -> None:
    memory, reader = Memory(), Reader()
    for number in range(2_000):
        memory.recall(read, reader, f"{number:0900}", 1)
    assert len(memory) <= 2 * 300_000 // 900


def test_long_texts_are_not_kept() -> None:
    memory, reader = Memory(), Reader()
    memory.recall(read, reader, "a" * 5_000, 1)
    assert len(memory) == 0


def test_a_deadline_without_a_year_takes_that_of_each_plan() -> None:
    ends = [read_deadline("Quý II", rules=RULES.deadlines, plan_year=year).value[0] for year in (2025, 2026, 2025)]
    assert [part.edtf for part in ends if part.kind == "dated"] == ["2025-34", "2026-34", "2025-34"]


def test_a_target_takes_unit_and_year_of_each_column() -> None:
    columns = [("hộ", 2025), ("người", 2026), ("hộ", 2026), ("hộ", 2025)]
    cells = [read_target_cell("20", rules=RULES.targets, unit_hint=unit, year=year) for unit, year in columns]
    assert [(cell.value[0].unit, cell.value[0].year) for cell in cells] == columns


def test_the_key_of_a_task_leaves_out_the_place_of_each_plan_and_counts_years_from_it() -> None:
    name = "Xây dựng chuyên mục chuyển đổi số trên trang thông tin xã Hòa Tiến năm 2026"
    plans = [(2026, ("Hòa Tiến",)), (2025, ("Hòa Tiến",)), (2026, ("Mai Hiên",)), (2026, ("Hòa Tiến",))]
    warm = [build_task_key(name, year=year, places=places, rules=RULES.task_names) for year, places in plans]
    cold = [
        build_task_key(name, year=year, places=places, rules=load_rules().task_names) for year, places in plans[::-1]
    ]
    assert (warm, len(set(warm))) == (cold[::-1], 3)


def test_place_and_time_of_each_plan_decide_between_bodies() -> None:
    contexts = [
        AgencyContext(province_name=province, issued_on=day, year=day.year)
        for province in ("Hải Phòng", "Đồng Nai", "Hà Nội", None)
        for day in (dt.date(2024, 1, 5), dt.date(2026, 1, 5))
    ]
    names = sorted({name for one in RULES.agencies.agencies for entry in one.names for name in (entry.name,)})
    warm = [[read_agencies(name, rules=RULES.agencies, context=context) for name in names] for context in contexts]
    fresh = load_rules().agencies
    cold = [[read_agencies(name, rules=fresh, context=context) for name in names] for context in reversed(contexts)]
    assert warm == cold[::-1]
    assert any(len({outcome.model_dump_json() for outcome in one}) > 1 for one in zip(*warm, strict=True))


def test_a_short_name_of_one_plan_means_nothing_in_another() -> None:
    own = RULES.agencies.with_names(
        find_short_names(["Trung tâm Phục vụ hành chính công (gọi tắt là TTP)"], RULES.agencies)
    )
    read_here = [read_agencies("TTP", rules=rules).value[0].code for rules in (RULES.agencies, own, RULES.agencies)]
    assert (read_here[0], read_here[2], read_here[1] is None) == (None, None, False)
