"""Proposals from what went unmatched: they load, they pass the check, and they match what was unmatched."""

from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from builders import assignment_row, deadline_row, indicator_row, plan_row, records, table_row, task_row
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planparse.cli.main import run
from planparse.normalise.agencies import read_agencies
from planparse.normalise.indicators import match_indicator
from planparse.rulebook.book import RuleBook, load_rules
from planparse.store.duck import open_for_writing
from planparse.store.lines import build_plan_lines
from planparse.suggest import SuggestOptions, gather_unmatched, suggest_rules, write_suggestions
from planparse.suggest.agencies import group_agencies, propose_agencies
from planparse.suggest.gathering import Mention, Unmatched
from planparse.suggest.indicators import group_indicators, propose_indicators
from planparse.suggest.proposals import Listed, Proposal, Suggestions, build_code
from planparse.suggest.writing import write_files

SAMPLES = Path(__file__).parents[1] / "samples" / "text"
FILES = [str(SAMPLES / f"{name}.txt") for name in ("mao-dien", "nam-cuong-ha", "trang-dai")]
NOTHING = Unmatched((), (), (), (), ())


@pytest.fixture(scope="module")
def rules() -> RuleBook:
    return load_rules()


def mentions(*texts: str, unit: str | None = None) -> tuple[Mention, ...]:
    """Each text from a commune of its own."""
    return tuple(Mention(text, f"p{n}", f"c{n}", f"{n}.docx, page 1", unit) for n, text in enumerate(texts, start=1))


def agencies(rules: RuleBook, *texts: str, **options: int) -> tuple[Proposal, ...]:
    unmatched = NOTHING._replace(agencies=mentions(*texts))
    return suggest_rules(unmatched, rules, SuggestOptions(**options)).agencies


def indicators(rules: RuleBook, *texts: str, unit: str | None = "%") -> tuple[Proposal, ...]:
    unmatched = NOTHING._replace(indicators=mentions(*texts, unit=unit))
    return suggest_rules(unmatched, rules, SuggestOptions()).indicators


def says(proposal: Proposal) -> dict[str, Any]:
    return {"code": proposal.code} | dict(proposal.fields)


def test_spellings_and_places_of_one_agency_are_one_proposal(rules: RuleBook) -> None:
    texts = ("Tổ Cây xanh xã Nậm Cường", "Tổ Cây  Xanh xã", "TỔ CÂY XANH")
    (proposal,) = agencies(rules, *texts)
    assert proposal.is_new and "" == proposal.doubt
    assert ("to_cay_xanh", "Tổ Cây xanh", "commune") == tuple(map(says(proposal).get, ("code", "name", "level")))
    assert proposal.evidence[0] == "3 × in 3 plans of 3 communes, first in 1.docx, page 1"
    assert proposal.evidence[-1].startswith("nearest: ")
    assert {"code", "kind", "level", "rejects"} <= proposal.guessed


def test_the_level_of_a_new_agency_comes_from_its_place(rules: RuleBook) -> None:
    (proposal,) = agencies(rules, "Đài Khí tượng Thủy văn tỉnh Mẫu")
    assert ("Đài Khí tượng Thủy văn", "province") == (says(proposal)["name"], says(proposal)["level"])


def test_a_proper_name_behind_a_noun_is_left_out_of_the_name(rules: RuleBook) -> None:
    (proposal,) = agencies(rules, "Tổ Cây xanh thân thiện Nậm Cường", "Đội", "Tổ Cây xanh thân thiện Suối Mơ")[:1]
    said = says(proposal)
    assert ("Tổ Cây xanh thân thiện", True, 2) == (said["name"], said["named"], len(said["examples"]))


def test_a_kind_of_a_known_body_with_proper_names_is_an_alias(rules: RuleBook) -> None:
    (proposal,) = agencies(rules, "Hợp tác xã du lịch Nậm Cường", "Hợp tác xã du lịch Suối Mơ")
    said = says(proposal)
    assert (False, "hop_tac_xa", ("Hợp tác xã du lịch",)) == (proposal.is_new, proposal.code, said["aliases"])
    assert "" == proposal.doubt


def test_a_name_that_is_near_is_an_alias(rules: RuleBook) -> None:
    (proposal,) = agencies(rules, "Trung tâm Phục vụ hành chính công cơ bản xã")
    assert (False, "tt_pvhcc") == (proposal.is_new, proposal.code)
    assert ("Trung tâm Phục vụ hành chính công cơ bản",) == says(proposal)["aliases"]


def test_the_most_frequent_come_first_and_the_rare_are_left_out(rules: RuleBook) -> None:
    texts = ("Tổ Cây xanh", "Đội Múa lân", "Đội Múa lân", "Nhóm Ong mật", "Nhóm Ong mật", "Nhóm Ong mật")
    names = [says(proposal)["name"] for proposal in agencies(rules, *texts, least=2)]
    assert ["Nhóm Ong mật", "Đội Múa lân"] == names
    assert ["Nhóm Ong mật"] == [says(proposal)["name"] for proposal in agencies(rules, *texts, top=1)]


DOUBTFUL = ["Nguyễn Văn An", "Ông Bùi Văn Ba", "Ủy viên phụ trách cây xanh", "Bách", "???", "và " * 30 + "x"]


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_is_no_agency_is_left_to_a_person(rules: RuleBook, text: str) -> None:
    assert all(proposal.doubt for proposal in agencies(rules, text))


def test_an_indicator_loses_its_target_and_keeps_its_unit(rules: RuleBook) -> None:
    texts = ("Tỷ lệ hộ trồng cây ăn quả ven đường đạt từ 50% trở lên", "100% hộ trồng cây ăn quả ven đường")
    (proposal,) = indicators(rules, *texts)
    said = says(proposal)
    assert ("Tỷ lệ hộ trồng cây ăn quả ven đường", "%") == (said["name"], said["unit"])
    assert texts == said["examples"]
    assert "." in proposal.code and "field" in proposal.guessed


def test_a_sentence_with_its_target_inside_is_left_to_a_person(rules: RuleBook) -> None:
    (proposal,) = indicators(rules, "Các thôn xây dựng được 02 mô hình trồng cây ăn quả ven đường", unit="mô hình")
    assert "give it a name" in proposal.doubt


def test_wordings_of_a_known_indicator_are_one_addition(rules: RuleBook) -> None:
    known = next(one for one in rules.indicators.indicators if len(one.name.split()) > 8 and one.unit == "%")
    texts = (f"{known.name} vườn", f"{known.name} rừng")
    found = [one for one in indicators(rules, *texts) if not one.is_new]
    assert [known.code] == [one.code for one in found]
    assert 2 == len(says(found[0])["aliases"])


def test_a_proposal_that_would_break_a_rule_is_set_aside(rules: RuleBook) -> None:
    (proposal,) = indicators(rules, "Số điểm tập kết rơm có mái che", unit="điểm")
    assert proposal.doubt.startswith("this fails: ")


def test_codes(rules: RuleBook) -> None:
    assert "dvc.ty_le_duong" == build_code("Tỷ lệ đường", (), "dvc.")
    assert "a_3" == build_code("Á", ("a", "a_2"))
    assert "moi" == build_code("…", ())
    assert len(build_code("rất " * 40, ())) <= 48


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database in which nothing is matched."""
    monkeypatch.chdir(tmp_path)
    with open_for_writing(tmp_path / "plans.duckdb") as store:
        for plan in ("p1", "p2"):
            rows = records(
                plan_row(plan, commune_code=plan),
                source_tables=(table_row(1, plan, kind="task", header=("Việc", "Màu sắc"), roles=("name", "other")),),
                tasks=(task_row(1, plan),),
                indicators=(indicator_row(1, plan, name="Tỷ lệ hộ nuôi ong có mã QR", unit_raw="%"),),
                deadlines=(deadline_row(1, plan, kind="unparsed", raw='Khi trăng "tròn"'),),
                assignments=(assignment_row(f"{plan}-k1", plan, agency_raw="Tổ Cây xanh", agency_code=None),),
            )
            store.put([build_plan_lines(rows)], [])
    return tmp_path / "plans.duckdb"


def test_everything_unmatched_is_gathered(database: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("ALTER TABLE targets ADD COLUMN IF NOT EXISTS unit_code VARCHAR")
        found = gather_unmatched(connection)
    assert ["Tổ Cây xanh"] * 2 == [mention.text for mention in found.agencies]
    assert [("Tỷ lệ hộ nuôi ong có mã QR", "%")] * 2 == [(mention.text, mention.unit) for mention in found.indicators]
    assert ["Màu sắc"] * 2 == [mention.text for mention in found.headers]
    assert {"p1", "p2"} == {mention.commune for mention in found.deadlines}
    assert () == found.units


def test_the_command_writes_files_that_load(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run(["rules", "suggest"])
    out = capsys.readouterr().out
    files = ["agencies.yaml", "columns.yaml", "deadlines.yaml", "indicators/suggested.yaml"]
    assert files == sorted(str(path.relative_to("rules-suggested")) for path in Path("rules-suggested").rglob("*.yaml"))
    assert [] == [name for name in files if f"rules-suggested/{name}\n" not in out]
    assert '# "Khi trăng \\"tròn\\""  2 × in 2 plans of 2 communes' in Path("rules-suggested/deadlines.yaml").read_text(
        "utf-8"
    )
    assert "Hãy xem từng mục" in Path("rules-suggested/agencies.yaml").read_text("utf-8")
    assert 0 == run(["rules", "check", "--rules", "rules-suggested"])
    assert 2 == run(["rules", "suggest"])
    assert "add --force" in capsys.readouterr().err
    assert 0 == run(["rules", "suggest", "--force", "--top", "1"])


def test_nothing_to_suggest(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run(["rules", "suggest", "--min", "9", "--out", "none"])
    assert (False, True) == (Path("none").exists(), "nothing to suggest" in capsys.readouterr().out)


def test_own_rules_are_known_to_the_proposals(database: Path) -> None:
    Path("own").mkdir()
    Path("own/agencies.yaml").write_text('agencies: [{code: cong_an_xa, aliases: ["Tổ Cây xanh"]}]', "utf-8")
    assert 0 == run(["rules", "suggest", "--rules", "own"])
    kept = yaml.safe_load(Path("rules-suggested/agencies.yaml").read_text("utf-8"))["agencies"] or []
    assert [] == [item for item in kept if item.get("name") == "Tổ Cây xanh"]


@pytest.mark.slow
def test_the_samples_read_again_with_their_suggestions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was unmatched is matched for sure, but for what was left to a person; nothing else changes."""
    monkeypatch.chdir(tmp_path)
    assert 0 == run(["ingest", *FILES, "--jobs", "1", "--db", "a.duckdb"])
    assert 0 == run(["rules", "suggest", "--db", "a.duckdb"])
    assert 0 == run(["rules", "check", "--rules", "rules-suggested"])
    assert 0 == run(["ingest", *FILES, "--jobs", "1", "--db", "b.duckdb", "--rules", "rules-suggested"])
    before, after = unmatched("a.duckdb"), unmatched("b.duckdb")
    with duckdb.connect("a.duckdb", read_only=True) as connection:
        suggestions = suggest_rules(gather_unmatched(connection), load_rules(), SuggestOptions())
    assert len(doubtful(suggestions)) < len(before) / 2
    assert set(after) <= doubtful(suggestions)


def unmatched(name: str) -> set[str]:
    with duckdb.connect(name, read_only=True) as connection:
        found = gather_unmatched(connection)
    return {mention.text for mention in (*found.agencies, *found.indicators)}


def doubtful(suggestions: Suggestions) -> set[str]:
    """The texts of which nothing is proposed without a person."""
    both = (*suggestions.agencies, *suggestions.indicators)
    return {text for one in both if one.doubt for name, texts in one.fields if name == "examples" for text in texts}


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_give_files_that_are_yaml(rules: RuleBook, tmp_path: Path, texts: list[str]) -> None:
    found = mentions(*texts, unit="%")
    proposals = (
        tuple(propose_agencies(group_agencies(found, rules.agencies), rules.agencies)),
        tuple(propose_indicators(group_indicators(found, rules), rules)),
    )
    listed = tuple(Listed(text, text) for text in texts)
    for path in write_files(Suggestions(*proposals, listed, listed, listed), tmp_path):
        assert isinstance(yaml.safe_load(path.read_text("utf-8")), dict)


def test_matched_after_pasting(rules: RuleBook, tmp_path: Path) -> None:
    """A proposal as it is written gives its own code."""
    texts = ("Tổ Cây xanh xã Nậm Cường", "Hội Nuôi ong mật")
    found = suggest_rules(
        NOTHING._replace(agencies=mentions(*texts), indicators=mentions("Tỷ lệ hộ nuôi ong có mã QR", unit="%")),
        rules,
        SuggestOptions(),
    )
    write_suggestions(found, tmp_path / "out", force=False)
    added = load_rules(tmp_path / "out")
    for text, proposal in zip(texts, found.agencies, strict=True):
        (match,) = read_agencies(text, rules=added.agencies).value
        assert (proposal.code, 100) == (match.code, match.score)
    match_of_it = match_indicator("Tỷ lệ hộ nuôi ong có mã QR", unit="%", rules=added.indicators)
    assert found.indicators[0].code == match_of_it.code
