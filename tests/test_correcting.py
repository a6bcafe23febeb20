"""The desk and the database: what reviewers say is committed, outlasts newer rules, and is never overwritten unseen."""

import contextlib
import json
import re
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from corrections import (
    NOON,
    SAMPLES,
    corrections_of,
    desk_of,
    dump,
    parse_sample,
    read_plan,
    shipped,
    store_plans,
    wish,
)

from planparse.batch.cluster.lake_run import load_into
from planparse.batch.correcting import apply_pending
from planparse.cli.main import run
from planparse.errors import ConflictError, CorrectionError, DatabaseError
from planparse.model.records import Records, TaskRow
from planparse.pipeline import parse_bytes
from planparse.rulebook.book import RuleBook, load_rules, shipped_rules
from planparse.store.duck import open_for_writing
from planparse.store.lake import mark_lake
from planparse.store.lines import build_plan_lines
from planparse.store.manifests import PartFile, Versions
from planparse.store.opening import SCHEMA_VERSION, open_read_only
from planparse.store.parts import write_part
from planparse.store.storage import FolderStorage

SAMPLE = "docx/nam-cuong-ha.docx"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "plans.duckdb"


@pytest.fixture
def plan(db: Path) -> Records:
    """A sample that is in the database."""
    records = parse_sample(SAMPLE)
    store_plans(db, records)
    return records


def table_task(records: Records, at: int = 0) -> TaskRow:
    return [task for task in records.tasks if task.table_id is not None][at]


def read_anew(db: Path, sample: str, rules: RuleBook) -> Records:
    """What ingest does when there are newer rules: the plan is replaced, and its corrections are applied."""
    path = SAMPLES / sample
    records = parse_bytes(path.read_bytes(), f"samples/{sample}", rules)
    store_plans(db, records, rules=rules)
    with open_for_writing(db) as store:
        assert 1 == apply_pending(store, rules)
        assert 0 == apply_pending(store, rules)
    return records


@pytest.fixture(scope="module")
def other_rules(tmp_path_factory: pytest.TempPathFactory) -> RuleBook:
    """Rules with another fingerprint."""
    folder = tmp_path_factory.mktemp("rules")
    shutil.copy(shipped_rules() / "task_terms.yaml", folder / "task_terms.yaml")
    with (folder / "task_terms.yaml").open("a", encoding="utf-8") as lines:
        lines.write("# other rules\n")
    return load_rules(folder)


@pytest.mark.parametrize("sample", ["docx/mao-dien.docx", "pdf/mao-dien.pdf", "text/mao-dien.txt", SAMPLE])
def test_what_is_stored_is_read_back(sample: str, db: Path) -> None:
    plan = parse_sample(sample)
    store_plans(db, plan)
    assert plan == read_plan(db, plan.plan.plan_id)


def test_undoing_everything_gives_what_was_read(plan: Records, db: Path) -> None:
    before = dump(db)
    desk = desk_of(db)
    made = desk.make(
        [
            wish(plan, table_task(plan).task_id, "set", field="deadline_raw", new="Quý III/2026"),
            wish(plan, table_task(plan, 2).task_id, "join"),
            wish(plan, plan.indicators[0].indicator_id, "confirm"),
            wish(plan, plan.plan.plan_id, "set", field="title", new="Tên khác"),
        ],
        by="Lan",
    )
    changed = dump(db)
    assert before != changed
    assert before["plans"][0][-1] == changed["plans"][0][-1], "when the plan was read does not change"
    assert changed["parsed_rows"]
    for one in made:
        desk.undo(one.correction_id, by="Minh")
    assert before == dump(db)
    assert {("undone", "Minh", NOON)} == {
        (one.state, one.undone_by, one.undone_at) for one in corrections_of(db, plan.plan.plan_id)
    }
    with pytest.raises(CorrectionError, match="Minh has undone"):
        desk.undo(made[0].correction_id, by="Lan")
    with pytest.raises(CorrectionError, match="no correction"):
        desk.undo("p0-x00001", by="Lan")


def test_corrections_outlast_newer_rules(plan: Records, db: Path, other_rules: RuleBook) -> None:
    task = table_task(plan)
    desk_of(db).make(
        [
            wish(plan, task.task_id, "set", field="deadline_raw", new="Quý III/2026"),
            wish(plan, table_task(plan, 1).task_id, "drop"),
            wish(plan, table_task(plan, 2).task_id, "split", new=" ".join(table_task(plan, 2).name.split()[2:])),
            wish(plan, plan.plan.plan_id, "set", field="signer_name", new="Lê Văn Thử"),
        ],
        by="Lan",
    )
    corrected = read_plan(db, plan.plan.plan_id)
    parsed = read_anew(db, SAMPLE, other_rules)
    assert shipped().fingerprint != parsed.plan.rules_version
    after = read_plan(db, plan.plan.plan_id)
    assert corrected.tasks == after.tasks
    assert ("Lê Văn Thử", other_rules.fingerprint) == (after.plan.signer_name, after.plan.rules_version)
    assert ["applied"] * 4 == [one.state for one in corrections_of(db, plan.plan.plan_id)]


def test_corrections_find_their_rows_when_ids_shift(plan: Records, db: Path) -> None:
    """As if newer rules found a record more above, and called the tables otherwise."""
    task, below = table_task(plan), table_task(plan, 1)
    made = desk_of(db).make(
        [
            wish(plan, task.task_id, "set", field="deadline", new="Quý III/2026"),
            wish(plan, below.task_id, "join"),
        ],
        by="Lan",
    )
    shifted = Records.model_validate_json(shift_ids(plan.model_dump_json()))
    assert task.task_id in {one.task_id for one in shifted.tasks}, "another record has its id now"
    store_plans(db, shifted)
    with open_for_writing(db) as store:
        assert 1 == apply_pending(store, shipped())
    after = read_plan(db, plan.plan.plan_id)
    changed = next(one for one in after.tasks if one.name.startswith(task.name))
    assert changed.task_id != task.task_id
    assert (f"{task.name} {below.name}", ("deadline", "name")) == (changed.name, changed.corrected)
    held = corrections_of(db, plan.plan.plan_id)
    assert ["applied", "applied"] == [one.state for one in held]
    assert held[0].record_id == changed.task_id != made[0].record_id
    assert [one.content_hash for one in made] == [one.content_hash for one in held]


def shift_ids(text: str) -> str:
    """Each task is called as the next one was, and the last as the first."""
    ids = sorted(set(re.findall(r"-k\d{4}", text)))
    others = dict(zip(ids, [*ids[1:], ids[0]], strict=True))
    return re.sub(r"-k\d{4}", lambda found: others[found[0]], text)


def test_a_row_that_is_gone_loses_its_correction_and_finds_it_again(plan: Records, db: Path) -> None:
    task = table_task(plan)
    row = next(row for row in plan.source_rows if row.record_id == task.task_id)
    desk_of(db).make([wish(plan, task.task_id, "set", field="notes_raw", new="Đã xem")], by="Lan")
    rows = tuple(
        one.model_copy(update={"cells": (*one.cells[:-1], "khác")}) if one is row else one for one in plan.source_rows
    )
    store_plans(db, plan.model_copy(update={"source_rows": rows}))
    with open_for_writing(db) as store:
        apply_pending(store, shipped())
    lost = read_plan(db, plan.plan.plan_id)
    assert ["lost"] == [one.state for one in corrections_of(db, plan.plan.plan_id)]
    assert ["correction.lost"] == [one.code for one in lost.diagnostics if one.code.startswith("correction.")]
    store_plans(db, plan)
    with open_for_writing(db) as store:
        apply_pending(store, shipped())
    assert ["applied"] == [one.state for one in corrections_of(db, plan.plan.plan_id)]


def test_two_desks_at_once_lose_nothing(plan: Records, db: Path) -> None:
    """Two review servers with several threads each: every correction is there, and each has an id of its own."""
    desks = [desk_of(db, patience=300.0), desk_of(db, patience=300.0)]
    wishes = [wish(plan, task.task_id, "set", field="notes_raw", new=f"Xem {task.task_id}") for task in plan.tasks[:6]]

    def make(at: int) -> None:
        desks[at % 2].make([wishes[at]], by=f"Người {at}")

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(make, range(6)))
    after = read_plan(db, plan.plan.plan_id)
    assert [one.new for one in wishes] == [task.notes_raw for task in after.tasks[:6]]
    held = corrections_of(db, plan.plan.plan_id)
    assert 6 == len({one.correction_id for one in held})
    assert {f"Người {at}" for at in range(6)} == {one.made_by for one in held}


def test_changes_that_wait_share_a_session_and_one_bad_wish_spoils_no_other(plan: Records, db: Path) -> None:
    desk = desk_of(db)
    task = table_task(plan)
    good = wish(plan, plan.indicators[0].indicator_id, "confirm")
    first = wish(plan, task.task_id, "set", field="deadline", new="Tháng 5/2026")
    second = wish(plan, task.task_id, "set", field="deadline", new="Tháng 6/2026")
    outcomes: list[object] = []
    gate = threading.Barrier(3)

    def make(one: object, by: str) -> None:
        gate.wait()
        with contextlib.suppress(CorrectionError):
            outcomes.append(desk.make([one], by=by))  # type: ignore[list-item]

    threads = [threading.Thread(target=make, args=told) for told in ((good, "A"), (first, "B"), (second, "C"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 2 == len(outcomes), "of the two that contradict each other one was told so"
    assert 2 == len(corrections_of(db, plan.plan.plan_id))


def test_a_reviewer_is_told_who_was_first(plan: Records, db: Path) -> None:
    first = wish(plan, table_task(plan).task_id, "set", field="name", new="Tên một")
    second = wish(plan, table_task(plan).task_id, "set", field="name", new="Tên hai")
    desk_of(db).make([first], by="Lan")
    with pytest.raises(ConflictError, match=r"Lan.*Tên một"):
        desk_of(db).make([second], by="Minh")
    gone = wish(plan, table_task(plan, 1).task_id, "confirm")
    desk_of(db).make([wish(plan, table_task(plan, 1).task_id, "drop")], by="Lan")
    with pytest.raises(ConflictError, match=r"Lan has marked this row as no record"):
        desk_of(db).make([gone], by="Minh")


def test_an_ingest_that_holds_the_database_is_named_and_nothing_is_lost(plan: Records, db: Path) -> None:
    one = wish(plan, table_task(plan).task_id, "confirm")
    with open_for_writing(db), pytest.raises(DatabaseError, match="being read into this database"):
        desk_of(db, patience=0.0).make([one], by="Lan")
    assert () == corrections_of(db, plan.plan.plan_id)
    desk_of(db).make([one], by="Lan")
    assert 1 == len(corrections_of(db, plan.plan.plan_id))


def test_who_corrects_must_be_said_and_what_is_corrected_must_be_there(plan: Records, db: Path) -> None:
    one = wish(plan, table_task(plan).task_id, "confirm")
    with pytest.raises(CorrectionError, match="Say who"):
        desk_of(db).make([one], by="  ")
    with pytest.raises(CorrectionError, match="no plan"):
        desk_of(db).make([one.model_copy(update={"plan_id": "p0"})], by="Lan")
    with pytest.raises(CorrectionError, match="no plan"):
        desk_of(db).preview(one.model_copy(update={"plan_id": "p0"}))
    assert () == desk_of(db).make([], by="Lan")


def test_hostile_words_are_kept_as_words(plan: Records, db: Path) -> None:
    """What no file prints is left out; the rest is text, in the database too."""
    task = table_task(plan)
    hostile = '<script>alert("1")</script> =HYPERLINK("x")\x00\u2028\ud800 ' + "dài" * 3000
    change = wish(plan, task.task_id, "set", field="notes_raw", new=hostile)
    (made,) = desk_of(db).make([change], by="=Lan\ud800</b>")
    after = read_plan(db, plan.plan.plan_id)
    notes = next(one.notes_raw for one in after.tasks if one.task_id == task.task_id)
    assert made.new == notes
    assert (notes or "").startswith('<script>alert("1")</script> =HYPERLINK("x") dài')
    assert "=Lan </b>" == made.made_by
    with pytest.raises(CorrectionError):
        desk_of(db).make([wish(plan, task.task_id, "set", field="target", ordinal=2**40, old="", new="1")], by="Lan")


def test_a_preview_says_what_would_be_read(plan: Records, db: Path) -> None:
    desk, task, target = desk_of(db), table_task(plan), plan.targets[0]
    one = wish(plan, task.task_id, "set", field="deadline", new="30/9/2026; thường xuyên")
    assert ("dated 2026-09-30", "ongoing") == desk.preview(one)
    two = wish(plan, target.indicator_id, "set", field="target", ordinal=target.ordinal, new="tối thiểu 80%")
    assert "≥ 80 %" in desk.preview(two)[0]
    three = wish(plan, task.task_id, "set", field="lead_raw", new="Công an xã")
    assert ("lead: Công an xã → cong_an_xa",) == desk.preview(three)
    four = wish(plan, plan.plan.plan_id, "set", field="commune_code", new="00004")
    assert "phường Ba Đình" in desk.preview(four)[0]
    with pytest.raises(CorrectionError):
        desk.preview(three.model_copy(update={"field": "unit_raw"}))
    assert () == corrections_of(db, plan.plan.plan_id)


def test_ingest_applies_what_waits_and_other_tables_follow(
    tmp_path: Path, db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command itself, with rules that the first run did not have."""
    folder, rules = tmp_path / "in", tmp_path / "rules"
    folder.mkdir()
    rules.mkdir()
    shutil.copy(SAMPLES / SAMPLE, folder)
    assert 0 == run(["ingest", str(folder), "--db", str(db), "--jobs", "1"])
    plan_id = parse_sample(SAMPLE).plan.plan_id
    before = read_plan(db, plan_id)
    task = table_task(before)
    desk_of(db).make([wish(before, task.task_id, "set", field="name", new="Tên do người rà soát sửa")], by="Lan")
    corrected = read_plan(db, plan_id)
    shutil.copy(shipped_rules() / "task_terms.yaml", rules)
    with (rules / "task_terms.yaml").open("a", encoding="utf-8") as lines:
        lines.write("# newer\n")
    assert 0 == run(["ingest", str(folder), "--db", str(db), "--jobs", "1", "--rules", str(rules)])
    after = read_plan(db, plan_id)
    assert after.plan.rules_version != before.plan.rules_version
    assert corrected.tasks == after.tasks
    newer = load_rules(rules)
    again = parse_bytes((SAMPLES / SAMPLE).read_bytes(), after.plan.source_path, newer)
    store_plans(db, again, rules=newer)  # a crash before the corrections were applied
    assert 0 == run(["ingest", str(folder), "--db", str(db), "--jobs", "1", "--rules", str(rules)])
    assert corrected.tasks == read_plan(db, plan_id).tasks
    capsys.readouterr()


def test_a_load_from_a_lake_applies_corrections_of_its_plans(tmp_path: Path, db: Path) -> None:
    """Corrections are the database's: a lake knows none, and plans that come from it anew have them on top."""
    storage = FolderStorage(tmp_path / "lake")
    mark_lake(storage)
    plan = parse_sample(SAMPLE)

    def put(records: Records, run_id: str, at: str) -> None:
        header = records.plan
        part = PartFile(0, header.source_path, header.source_sha256, header.plan_id, 1.0, 10, 2)
        versions = Versions(header.parser_version, header.rules_version, SCHEMA_VERSION)
        write_part(storage, [(part, build_plan_lines(records))], versions, run_id=run_id, at=at)

    put(plan, "run1", "2026-01-01 00:00:00")
    assert 1 == load_into(storage, db, shipped())
    task = table_task(plan)
    desk_of(db).make([wish(plan, task.task_id, "set", field="deadline", new="Quý III/2026")], by="Lan")
    newer = plan.model_copy(update={"plan": plan.plan.model_copy(update={"rules_version": "newer"})})
    put(newer, "run2", "2126-01-01 00:00:00")
    assert 1 == load_into(storage, db, shipped())
    after = read_plan(db, plan.plan.plan_id)
    assert ("newer", ("deadline",)) == (after.plan.rules_version, table_task(after).corrected)


def test_a_gold_file_of_a_reviewed_plan_agrees_with_the_database(
    plan: Records, db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    task = table_task(plan)
    desk_of(db).make(
        [
            wish(plan, task.task_id, "set", field="deadline", new="Quý III/2026"),
            wish(plan, table_task(plan, 1).task_id, "drop"),
            wish(plan, plan.targets[0].indicator_id, "set", field="target", ordinal=1, new="≥ 85%"),
        ],
        by="Lan",
    )
    assert 0 == run(["gold", "export", "nam-cuong-ha.docx", "--out", str(tmp_path), "--db", str(db)])
    told = capsys.readouterr()
    assert "Nobody has confirmed" in told.err or "chưa có ai xác nhận" in told.err
    names = [f"nam-cuong-ha{ending}" for ending in (".agencies.json", ".deadlines.json", ".json")]
    assert names == sorted(file.name for file in tmp_path.glob("*.json"))
    gold = json.loads((tmp_path / "nam-cuong-ha.json").read_text("utf-8"))
    assert set(json.loads((SAMPLES / "gold" / "nam-cuong-ha.json").read_text("utf-8"))) == set(gold)
    assert len(plan.tasks) - 1 == len(gold["tasks"])
    assert 0 == run(["eval", str(tmp_path / "nam-cuong-ha.json"), "--db", str(db), "--fail-under", "1"])
    assert "mean F1 1.0000" in capsys.readouterr().out


def test_a_gold_export_says_what_it_cannot_do(
    plan: Records, db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 2 == run(["gold", "export", "khong-co.docx", "--out", str(tmp_path), "--db", str(db)])
    assert 2 == run(["gold", "export", plan.plan.plan_id, "--out", str(db), "--db", str(db)])
    (tmp_path / "nam-cuong-ha.deadlines.json").mkdir()
    assert 1 == run(["gold", "export", plan.plan.plan_id, "--out", str(tmp_path), "--db", str(db)])
    assert 3 == len(capsys.readouterr().err.splitlines())
    assert not list(tmp_path.glob("*.new")) + list(tmp_path.glob(".*.new"))


def test_a_preview_works_beside_whoever_has_the_database_open(plan: Records, db: Path) -> None:
    task = table_task(plan)
    asked = wish(plan, task.task_id, "set", field="deadline", new="Quý III/2026")
    reader = open_read_only(db)  # locks the settings of all that is opened by its path
    try:
        assert desk_of(db).preview(asked)
    finally:
        reader.close()


def test_a_database_that_was_taken_away_is_not_made_again(db: Path, plan: Records) -> None:
    desk, task = desk_of(db), table_task(plan)
    db.unlink()
    with pytest.raises(DatabaseError):
        desk.make([wish(plan, task.task_id, "drop")], by="Lan")
    with pytest.raises(DatabaseError):
        desk.undo("x1", by="Lan")
    assert not db.exists()
