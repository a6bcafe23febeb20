"""Rules of several folders: what a folder of one's own adds, changes and takes away, and what its mistakes are told."""

import json
import shutil
from pathlib import Path

import pytest

from planparse.cli.main import run
from planparse.errors import RuleError
from planparse.normalise.agencies import read_agencies
from planparse.normalise.deadlines import read_deadline
from planparse.normalise.indicators import match_indicator
from planparse.rulebook.base import find_rule_places
from planparse.rulebook.book import RuleBook, load_rules, shipped_rules
from planparse.rulebook.layers import LayerError, add_layer, join_files
from planparse.rulecheck import check_rules

PLAN = """ỦY BAN NHÂN DÂN
XÃ SÔNG THỬ
Số: 12/KH-UBND
Sông Thử, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Phát triển thư viện xã năm 2026

II. NHIỆM VỤ

| STT | Nhiệm vụ | Đơn vị chủ trì | Thời gian |
|---|---|---|---|
| 1 | Mua sách mới | Tổ Cây xanh | Quý II/2026 |
| 2 | Sửa mái nhà | Công an xã | Tháng 3/2026 |
"""


def overlay(folder: Path, **files: str) -> Path:
    """A folder of rule files; ``indicators__own`` is indicators/own.yaml, ``communes_csv`` is communes.csv."""
    for name, text in files.items():
        path = folder / (f"{name[:-4]}.csv" if name.endswith("_csv") else f"{name.replace('__', '/')}.yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def agencies(words: str, code: str = "cong_an_xa") -> dict[str, str]:
    """An overlay that says these words of an agency."""
    return {"agencies": f"agencies: [{{code: {code}, {words}}}]"}


def agency(text: str, rules: RuleBook) -> str | None:
    return read_agencies(text, rules=rules.agencies).value[0].code


def deadline(text: str, rules: RuleBook) -> list[str]:
    return [part.kind for part in read_deadline(text, rules=rules.deadlines, plan_year=2026).value]


# --- what a layer does ---------------------------------------------------------------------------------------------

LAYERS = [
    ("a scalar takes the place of the earlier one", {"year": "x"}, {"year": "y"}, {"year": "y"}),
    ("a list is added to", {"units": ["%"]}, {"units": ["xã"]}, {"units": ["%", "xã"]}),
    ("words that are one after folding", {"words": ["Hòa Đồng"]}, {"words": ["HOÀ  ĐỒNG"]}, {"words": ["Hòa Đồng"]}),
    ("words of one layer that are one after folding", {}, {"words": ["a", "A"]}, {"words": ["a"]}),
    ("examples count letter by letter", {"examples": ["a"]}, {"examples": ["A"]}, {"examples": ["a", "A"]}),
    ("patterns count letter by letter", {"tails": [r"\d"]}, {"tails": [r"\D"]}, {"tails": [r"\d", r"\D"]}),
    ("a mapping is merged", {"v": {"a": "1", "b": "2"}}, {"v": {"b": "3"}}, {"v": {"a": "1", "b": "3"}}),
    (
        "an item is known by its code",
        {"list": [{"code": "a", "name": "A"}, {"code": "b", "name": "B"}]},
        {"list": [{"code": "a", "name": "C"}, {"code": "c", "name": "D"}]},
        {"list": [{"code": "a", "name": "C"}, {"code": "b", "name": "B"}, {"code": "c", "name": "D"}]},
    ),
    (
        "replace_all drops the earlier item",
        {"list": [{"id": "a", "words": ["x"], "after": ["y"]}]},
        {"list": [{"id": "a", "replace_all": True, "words": ["z"]}]},
        {"list": [{"id": "a", "words": ["z"]}]},
    ),
    ("replace_all of a mapping", {"v": {"a": "1"}}, {"v": {"replace_all": True, "b": "2"}}, {"v": {"b": "2"}}),
    ("replace_all at the top", {"a": [1], "b": [2]}, {"replace_all": True, "a": [3]}, {"a": [3]}),
    ("replace_all of a new item", {}, {"list": [{"id": "a", "replace_all": True}]}, {"list": [{"id": "a"}]}),
    (
        "words are removed from an item, folded",
        {"list": [{"code": "a", "aliases": ["Hoà", "B"]}]},
        {"list": [{"code": "a", "remove": {"aliases": ["hòa"]}, "aliases": ["C"]}]},
        {"list": [{"code": "a", "aliases": ["B", "C"]}]},
    ),
    (
        "items are removed by code",
        {"list": [{"code": "a"}, {"id": "b"}]},
        {"remove": {"list": ["a", "b"]}},
        {"list": []},
    ),
    (
        "items are removed by name",
        {"names": [{"name": "Hoà", "province": "1"}, {"name": "B"}]},
        {"remove": {"names": ["hòa"]}},
        {"names": [{"name": "B"}]},
    ),
    ("keys are removed", {"v": {"a": "1", "b": "2"}}, {"v": {}, "remove": {"v": "a"}}, {"v": {"b": "2"}}),
    (
        "an example with the same words takes the place of the earlier one",
        {"examples": [{"text": "x", "gives": ["1"]}, {"text": "x", "gives": ["2"], "year": 2027}]},
        {"examples": [{"text": "x", "gives": ["3"]}]},
        {"examples": [{"text": "x", "gives": ["3"]}, {"text": "x", "gives": ["2"], "year": 2027}]},
    ),
    (
        "the last folder says what an abbreviation stands for",
        {"expand": [{"short": ["TT", "T.Tâm"], "long": "trung tâm"}, {"short": ["P"], "long": "phòng"}]},
        {"expand": [{"short": ["tt", "p"], "long": "thường trực"}]},
        {"expand": [{"short": ["T.Tâm"], "long": "trung tâm"}, {"short": ["tt", "p"], "long": "thường trực"}]},
    ),
]


@pytest.mark.parametrize(("base", "layer", "expected"), [c[1:] for c in LAYERS], ids=[c[0] for c in LAYERS])
def test_a_layer(base: dict, layer: dict, expected: dict) -> None:
    assert expected == add_layer(base, layer)


@pytest.mark.parametrize("base", [case[3] for case in LAYERS], ids=[case[0] for case in LAYERS])
def test_a_layer_that_says_the_same_changes_nothing(base: dict) -> None:
    assert base == add_layer(base, base)


SLIPS = [
    ({"list": [{"code": "a", "remove": {"aliases": ["x"]}}]}, "rule 'a': cannot remove 'x': it is not among"),
    ({"remove": {"list": ["z"]}}, "cannot remove 'z': it is not among the earlier list"),
    ({"list": [{"code": "a", "remove": ["x"]}]}, "rule 'a': remove names a list"),
    ({"list": [{"code": "a", "replace_all": "yes"}]}, "rule 'a': replace_all can only be true"),
    ({"list": [{"code": "c"}, {"code": "c"}]}, "'c' stands twice in this list"),
]


@pytest.mark.parametrize(("layer", "told"), SLIPS, ids=[slip[1] for slip in SLIPS])
def test_a_slip_in_a_layer_names_the_rule(layer: dict, told: str) -> None:
    with pytest.raises(LayerError) as caught:
        add_layer({"list": [{"code": "a", "aliases": ["b"]}]}, layer)
    assert told in str(caught.value)


def test_files_of_one_folder_stand_side_by_side() -> None:
    assert {"list": [{"code": "a"}, {"code": "b"}]} == join_files({"list": [{"code": "a"}]}, {"list": [{"code": "b"}]})
    for second in ({"list": [{"code": "a"}]}, {"other": [{"code": "c"}, {"code": "c"}]}, {"year": "y"}):
        with pytest.raises(LayerError):
            join_files({"list": [{"code": "a"}], "year": "x"}, second)


# --- through the real loaders --------------------------------------------------------------------------------------


def test_an_alias_in_three_lines(tmp_path: Path) -> None:
    own = overlay(tmp_path, agencies='agencies:\n- code: "cong_an_xa"\n  aliases: ["Tổ Cây xanh"]\n')
    assert (None, "cong_an_xa") == (agency("Tổ Cây xanh", load_rules()), agency("Tổ Cây xanh", load_rules(own)))
    assert "cong_an_xa" == agency("Công an xã", load_rules(own))
    assert () == check_rules(load_rules(own))


def test_an_alias_that_is_there_already_in_other_letters(tmp_path: Path) -> None:
    own = overlay(tmp_path, agencies='agencies:\n- code: phong_vh_xh\n  aliases: ["PHÒNG  VĂN HÓA và xã hội"]\n')
    assert () == check_rules(load_rules(own))


def test_letters_typed_with_their_marks_apart(tmp_path: Path) -> None:
    import unicodedata

    text = 'agencies:\n- code: "cong_an_xa"\n  aliases: ["Tổ Cây xanh"]\n'
    own = overlay(tmp_path, agencies="\ufeff" + unicodedata.normalize("NFD", text))
    assert "cong_an_xa" == agency("Tổ Cây xanh", load_rules(own))


def test_a_wrong_alias_is_taken_away(tmp_path: Path) -> None:
    first = overlay(tmp_path / "a", agencies='agencies: [{code: cong_an_xa, aliases: ["Tổ Cây xanh"]}]')
    assert "cong_an_xa" == agency("Tổ Cây xanh", load_rules(first))
    built_in = next(agency for agency in load_rules().agencies.agencies if len(agency.aliases) > 1)
    gone = built_in.aliases[0]
    own = overlay(
        tmp_path / "b", agencies=f'agencies: [{{code: {built_in.code}, remove: {{aliases: ["{gone.upper()}"]}}}}]'
    )
    left = next(agency for agency in load_rules(own).agencies.agencies if agency.code == built_in.code)
    assert built_in.aliases[1:] == left.aliases


def test_an_indicator_file_of_its_own(tmp_path: Path) -> None:
    text = """indicators:
- code: "own.cay_xanh"
  name: "Số cây xanh trồng dọc đường thôn"
  unit: "cây"
  field: "hạ tầng số"
  examples: ["Số cây xanh trồng dọc đường thôn"]
  rejects: ["Số cây xanh bị đổ"]
"""
    rules = load_rules(overlay(tmp_path, indicators__own=text))
    name = "Số cây xanh trồng dọc đường thôn"
    assert "own.cay_xanh" == match_indicator(name, unit="cây", rules=rules.indicators).code
    assert len(rules.indicators.indicators) == len(load_rules().indicators.indicators) + 1


def test_a_scalar_is_overridden(tmp_path: Path) -> None:
    first = load_rules().indicators.indicators[0]
    rules = load_rules(overlay(tmp_path, indicators=f'indicators: [{{code: {first.code}, name: "Tên khác hẳn"}}]'))
    assert ("Tên khác hẳn", first.unit) == (rules.indicators.indicators[0].name, rules.indicators.indicators[0].unit)


def test_replace_all(tmp_path: Path) -> None:
    first = load_rules().indicators.indicators[0]
    whole = f"""indicators: [{{code: {first.code}, replace_all: true, name: "Số cây xanh", unit: "cây",
      field: "dữ liệu", examples: ["Số cây xanh"], rejects: ["Số cây đổ"]}}]"""
    changed = load_rules(overlay(tmp_path, indicators=whole)).indicators.indicators[0]
    assert ("Số cây xanh", ()) == (changed.name, changed.aliases)


def test_a_commune_of_its_own(tmp_path: Path) -> None:
    header = (shipped_rules() / "communes.csv").read_text("utf-8").splitlines()[0]
    row = "99999,Sông Thử,xã,01,Hà Nội,thành phố,,,"
    rules = load_rules(overlay(tmp_path / "a", communes_csv=f"{header}\n{row}\n"))
    assert ("Sông Thử", 1) == (
        rules.places.by_code["99999"].name,
        len(rules.places.by_code) - len(load_rules().places.by_code),
    )
    with pytest.raises(RuleError, match="line 1: its first line must be code,name"):
        load_rules(overlay(tmp_path / "b", communes_csv=f"{row}\n"))
    with pytest.raises(RuleError, match=r"communes.csv: line 2"):
        load_rules(overlay(tmp_path / "c", communes_csv=f"{header}\n{row.replace(',', ';')}\n"))


def test_a_lexeme_of_its_own(tmp_path: Path) -> None:
    text = """lexemes:
- id: "deadline.own.market"
  token: "condition"
  pattern: "phiên chợ (?:xuân|thu)"
  examples: [{text: "Phiên chợ xuân", gives: ["conditional"]}]
  rejects: ["Phiên chợ hè"]
"""
    rules = load_rules(overlay(tmp_path, deadlines=text))
    assert (["unparsed"], ["conditional"]) == (
        deadline("Phiên chợ xuân", load_rules()),
        deadline("Phiên chợ xuân", rules),
    )
    assert () == check_rules(rules)


def test_a_value_of_its_own(tmp_path: Path) -> None:
    rules = load_rules(overlay(tmp_path, deadlines="values: {month: {'mọt': '1'}}"))
    assert ("1", "12") == (rules.deadlines.value("month", "mọt"), rules.deadlines.value("month", "chạp"))


# the files of an overlay, and what is said of them
_LEXEME = "id: 'deadline.x', token: '{}', pattern: '{}', examples: [{{text: 'x', gives: ['ongoing']}}], rejects: ['y']"
FAULTS = [
    (agencies("alias: ['X']"), "agencies.yaml: rule 'cong_an_xa', agencies.alias: Extra"),
    (agencies("aliases: 'X'"), "agencies.yaml: rule 'cong_an_xa', agencies.aliases: "),
    (agencies("aliases: [no]"), "rule 'cong_an_xa', agencies.aliases."),
    (
        agencies("aliases: [X]", code="cong_an_xaa"),
        "'cong_an_xaa' is new (or 'cong_an_xa' is meant) and lacks name, kind,",
    ),
    (agencies("aliases: [X]", code="zzz"), "agencies.yaml: rule 'zzz' is new and lacks name, kind"),
    (agencies("aliases: ['a'], aliases: ['b']"), "'aliases' stands twice"),
    (agencies("remove: {aliases: ['Z']}"), "agencies.yaml: rule 'cong_an_xa': cannot remove"),
    ({"agencies": 'agencys: [{code: "cong_an_xa"}]'}, "agencies.yaml: agencys: Extra inputs"),
    ({"agencies": "agencies: [{code: 'x'"}, "agencies.yaml: not valid YAML"),
    ({"agencies": "agencies: []\nagencies: []"}, "agencies.yaml: not valid YAML: 'agencies' stands twice"),
    ({"agencies": "- code: 'x'"}, "agencies.yaml: a rule file begins with"),
    ({"agencies": "# nothing"}, "agencies.yaml: this rule file is empty"),
    ({"deadlines": f"lexemes: [{{{_LEXEME.format('year', '(')}}}]"}, "rule 'deadline.x': the pattern does not compile"),
    (
        {"deadlines": f"lexemes: [{{{_LEXEME.format('age', 'x')}}}]"},
        "rule 'deadline.x', lexemes.token: Input should be",
    ),
    (
        dict.fromkeys(["indicators__a", "indicators__b"], "indicators: [{code: 'a.b'}]"),
        "b.yaml: 'a.b' stands in another",
    ),
    ({"agencys": "agencies: []"}, "agencys.yaml: no rule file has this name: they are agencies.yaml,"),
    ({"agencies.yaml": "agencies: []"}, "agencies.yaml.yaml: no rule file has this name"),
    ({"commune_csv": "code"}, "commune.csv: no rule file has this name"),
    ({}, "no rule file in this folder"),
]


@pytest.mark.parametrize(("files", "told"), FAULTS, ids=[fault[1] for fault in FAULTS])
def test_a_fault_is_one_line_that_names_the_file_of_the_overlay(tmp_path: Path, files: dict, told: str) -> None:
    with pytest.raises(RuleError) as caught:
        load_rules(overlay(tmp_path, **files))
    assert (True, 1) == (told in str(caught.value), len(str(caught.value).splitlines())), str(caught.value)
    assert str(caught.value).startswith(str(tmp_path))


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    file = overlay(tmp_path, agencies="agencies: []") / "agencies.yaml"
    for path, told in ((tmp_path / "nowhere", "no such rules folder"), (file, "give the folder that it is in")):
        with pytest.raises(RuleError, match=told):
            load_rules(path)


def test_notes_and_hidden_files_may_lie_beside_the_rules(tmp_path: Path) -> None:
    own = overlay(tmp_path, agencies="agencies: []")
    (own / "README.txt").write_text("Of 2026", "utf-8")
    (own / ".git").mkdir()
    (own / ".git" / "x.yaml").write_text("a: b", "utf-8")
    load_rules(own)


def test_a_full_copy_gives_the_same_rules(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(shipped_rules(), tmp_path / "copy"))
    one, two = load_rules(), load_rules(copy)
    assert [(a.code, a.name, a.aliases, a.examples) for a in one.agencies.agencies] == [
        (a.code, a.name, a.aliases, a.examples) for a in two.agencies.agencies
    ]
    assert (one.deadlines.file, one.targets.file, one.citations.file) == (
        two.deadlines.file,
        two.targets.file,
        two.citations.file,
    )
    assert (one.columns, one.structure, one.tasks) == (two.columns, two.structure, two.tasks)
    assert (one.indicators.indicators, one.places.file) == (two.indicators.indicators, two.places.file)
    assert (one.agencies.exact, one.indicators.exact, one.places.communes) == (
        two.agencies.exact,
        two.indicators.exact,
        two.places.communes,
    )
    assert () == check_rules(two)


def test_where_a_rule_stands(tmp_path: Path) -> None:
    own = overlay(tmp_path, agencies='# mine\nagencies:\n- code: "cong_an_xa"\n  aliases: ["Tổ Cây xanh"]\n')
    built_in, mine = find_rule_places((shipped_rules(), own), "agencies", "cong_an_xa")
    assert (True, own / "agencies.yaml", 3) == (built_in.path.is_relative_to(shipped_rules()), mine.path, mine.line)
    assert "cong_an_xa" in built_in.path.read_text("utf-8").splitlines()[built_in.line - 1]
    (section,) = find_rule_places((shipped_rules(),), "deadlines", "values")
    assert section.path.read_text("utf-8").splitlines()[section.line - 1].startswith("values:")
    assert () == find_rule_places((shipped_rules(), own), "agencies", "no such rule")


SQL = "SELECT rules_version, agency_code FROM plans JOIN assignments USING (plan_id) ORDER BY agency_raw DESC LIMIT 1"

# --- the version of the rules --------------------------------------------------------------------------------------


def test_rules_are_stored_with_a_plan_and_a_change_reads_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.md").write_text(PLAN, "utf-8")
    own = overlay(tmp_path / "own", agencies='agencies:\n- code: "cong_an_xa"\n  aliases: ["Tổ Cây xanh"]\n')

    def ingest(*options: str) -> tuple[str, str, str]:
        assert 0 == run(["ingest", "plan.md", "--jobs", "1", *options])
        skipped = "skipped" if "skipped: plan.md" in capsys.readouterr().out else "read"
        run(["query", SQL, "--format", "csv"])
        return skipped, *capsys.readouterr().out.splitlines()[1].split(",")

    calls = [ingest(), ingest(), ingest("--rules", str(own)), ingest("--rules", str(own))]
    (own / "agencies.yaml").write_text("agencies: []\n", "utf-8")
    calls += [ingest("--rules", str(own)), ingest()]
    done, versions, codes = zip(*calls, strict=True)
    assert ("read", "skipped", "read", "skipped", "read", "read") == done
    assert ("", "", "cong_an_xa", "cong_an_xa", "", "") == codes
    assert (versions[0], 3) == (versions[-1], len(set(versions)))


# --- overlaps ------------------------------------------------------------------------------------------------------


def two(section: str, first: str, second: str, both: str) -> str:
    """A rule file with two rules that say ``both`` and differ in one word."""
    return f"{section}: [{{id: r.a, {first}, {both}}}, {{id: r.b, {second}, {both}}}]"


_MARKET = "pattern: 'phiên chợ', examples: [{text: 'Phiên chợ', gives: ['conditional']}], rejects: ['x']"
_BEYOND = "role: before, pattern: 'vượt xa', examples: [{text: 'vượt xa 5%', gives: ['>= 5 %']}], rejects: ['5%']"
_HEADER = "pattern: '^thứ tự cột$', examples: ['Thứ tự cột'], rejects: ['x']"
_LABEL = "pattern: 'cây cối', examples: ['Cây cối: A'], rejects: ['x']"
OVERLAPS = [
    (
        {"deadlines": two("lexemes", "token: condition", "token: weak_condition", _MARKET)},
        "deadlines.yaml: r.a and r.b both read 'phiên chợ'",
    ),
    (
        {"targets": two("rules", "comparator: '>='", "comparator: '>'", _BEYOND)},
        "targets.yaml: r.a and r.b both read 'vượt xa' of 'vượt xa 5%'",
    ),
    (
        {"columns": two("columns", "role: notes", "role: unit", _HEADER)},
        "columns.yaml: r.a and r.b both read 'thứ tự cột'",
    ),
    ({"tasks": two("labels", "role: lead", "role: notes", _LABEL)}, "tasks.yaml: r.a and r.b both read 'cây cối:' of"),
    ({"citations": "doc_types: [{id: luat, words: [nghị quyết]}]"}, "nghi-quyet and luat both have 'nghị quyết'"),
    ({"places": "province_words: [{id: province-office, words: [TP]}]"}, "both have 'tp' among their words"),
    (agencies("aliases: ['Công an tỉnh', 'Phòng Kinh tế']"), "'phòng kinh tế'"),
    ({"structure": "abbreviations: [TT, Tt]"}, ""),
]


@pytest.mark.parametrize(("files", "told"), OVERLAPS, ids=[overlap[1] for overlap in OVERLAPS])
def test_an_overlap_is_found_and_names_the_file(tmp_path: Path, files: dict, told: str) -> None:
    own = overlay(tmp_path, **files)
    failures = check_rules(load_rules(own))
    assert bool(told) == bool(failures), failures
    assert told in "\n".join(failures).replace(f"{own}/", "")
    assert all(failure.startswith(str(own)) for failure in failures if told in failure)


def test_a_rule_that_gives_way_overlaps_with_none(tmp_path: Path) -> None:
    text = "{id: %s, role: %s, %spattern: '^thứ tự cột$', examples: [%s], rejects: ['x']}"
    two = [text % ("c", "notes", "", "'Thứ tự cột'"), text % ("d", "unit", "after: [c], ", "'Thứ tự cột'")]
    told = check_rules(load_rules(overlay(tmp_path, columns=f"columns: [{', '.join(two)}]")))
    assert [f"{tmp_path}/columns.yaml: d: example 'Thứ tự cột' is read by c"] == list(told)


def test_the_check_prints_each_failure_and_their_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run(["rules", "check"])
    assert capsys.readouterr().out.endswith(f"0 failed (rules {load_rules().fingerprint})\n")
    own = overlay(tmp_path, **agencies("examples: ['Tổ Cây xanh']"))
    assert 1 == run(["rules", "check", "--rules", str(own)])
    first, last = capsys.readouterr().out.splitlines()
    assert f"{own}/agencies.yaml: cong_an_xa: example 'Tổ Cây xanh' gives [None]" == first
    assert " 1 failed (rules " in last


# --- explain -------------------------------------------------------------------------------------------------------

EXPLAINED = [
    ("Quý II/2026", "deadline", ["  dated 2026-34  = Quý II/2026", "deadline.quarter", "deadlines.yaml:"]),
    ("≥80%, phấn đấu", "target", ["  >= 80 %, aspirational  = phấn đấu ≥ 80%", "target.at_least"]),
    ("Công an xã; Tổ Cây xanh", "agency", ["  cong_an_xa", "  none\n", "(agency.unmatched)"]),
    ("Nghị quyết số 12-NQ/TU", "citation", ["12-NQ/TU", "nghi-quyet", "citations.yaml:"]),
    ("Tỷ lệ phủ sóng 5G", "indicator", ["  ha_tang.phu_song_5g"]),
]


@pytest.mark.parametrize(("text", "kind", "told"), EXPLAINED, ids=[case[0] for case in EXPLAINED])
def test_a_text_is_explained(text: str, kind: str, told: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run(["rules", "explain", text])
    out = capsys.readouterr().out
    assert [] == [words for words in [f"{kind} (", *told] if words not in out], out
    assert f"{kind} (" not in out[out.index("not read as: ") :]
    assert out == "".join(f"{line.rstrip()}\n" for line in out.splitlines())


def test_a_text_is_explained_as_one_kind_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["rules", "explain", "Tháng 6", "--as", "deadline", "--format", "json"]
    assert (1, 0) == (run(arguments), run([*arguments, "--year", "2027"]))
    without, given = capsys.readouterr().out.split("]\n[")
    (reading,) = json.loads("[" + given)
    assert ("deadline", ["dated 2027-06"], ["Tháng 6/2027"]) == (
        reading["kind"],
        reading["reading"],
        reading["in_words"],
    )
    step = reading["steps"][0]
    assert (True, "deadline.month") == (step["places"][0]["file"].endswith("deadlines.yaml"), step["rule"])
    assert "deadline.unparsed" in without


@pytest.mark.parametrize("text", ["", "-", "- x", "xin chào", "[red]x[/red]"])
def test_a_text_that_nothing_reads(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 1 == run(["rules", "explain", text])
    assert capsys.readouterr().out.startswith("not read as: deadline (thời hạn), target")


def test_a_missing_year_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    run(["rules", "explain", "Tháng 6"])
    assert "add --year 2026" in capsys.readouterr().out
    run(["rules", "explain", "Tháng 6", "--year", "2026"])
    assert "--year" not in capsys.readouterr().out


def test_an_explanation_names_the_rule_in_the_overlay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = overlay(tmp_path, **agencies("aliases: ['Tổ Cây xanh']"))
    assert 0 == run(["rules", "explain", "Tổ Cây xanh", "--as", "agency", "--rules", str(own), "--format", "json"])
    (reading,) = json.loads(capsys.readouterr().out)
    places = [step["places"] for step in reading["steps"] if step["rule"] == "cong_an_xa"][-1]
    assert (["cong_an_xa"], f"{own}/agencies.yaml", 1) == (reading["reading"], places[-1]["file"], places[-1]["line"])
    run(["rules", "explain", "Tổ Cây xanh", "--rules", str(own)])
    assert "agencies.yaml:1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("QUÝ II/2026", "deadline", ["Quý II/2026"]),
        ("31/02/2026", "deadline", [""]),
        ("tối thiểu 80 %", "target", ["≥ 80%"]),
        ("Công an xã", "agency", []),
    ],
)
def test_a_reading_is_said_in_words(
    text: str, kind: str, expected: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(["rules", "explain", text, "--as", kind, "--format", "json"])
    (reading,) = json.loads(capsys.readouterr().out)
    assert expected == reading["in_words"]
