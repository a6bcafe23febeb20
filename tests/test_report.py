"""The report as a file: what it holds, what a call chooses, both languages, and that words of plans stay words."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from builders import plan_row, records
from report_plans import (
    HALL,
    HOSTILE,
    POLICE,
    build_database,
    make,
    plan_of,
    three_plans,
    unpack,
)

from planparse.errors import UsageError
from planparse.report.page.choosing import Wish
from planparse.report.page.links import build_link
from planparse.report.page.packing import join_scripts, read_asset
from planparse.wording.catalogue import LANGUAGES, Catalogue, Language


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return three_plans(tmp_path_factory.mktemp("report"))


def texts_of(part: dict[str, object], table: str, column: str, numbers: str) -> list[str]:
    """A column of numbers as the texts that they stand for."""
    return [part["lists"][column][number] for number in part["tables"][table][numbers]]  # type: ignore[index]


def test_values_are_in_canonical_form_of_the_language(database: Path) -> None:
    for language, expected in (("vi", "≥ 80,5 %"), ("en", "≥ 80.5 %")):
        part = unpack(make(database, language=language).html, "matrix")  # type: ignore[arg-type]
        assert expected in texts_of(part, "values", "shown", "shown")


def test_a_value_in_another_unit_is_told_and_not_compared(database: Path) -> None:
    part = unpack(make(database).html, "matrix")
    raws = texts_of(part, "values", "raw", "raw")
    kinds = texts_of(part, "values", "kinds", "kind")
    assert ["unit_differs"] == [kind for raw, kind in zip(raws, kinds, strict=True) if raw == "12 thôn"]


def test_a_corrected_value_is_marked(database: Path) -> None:
    part = unpack(make(database).html, "matrix")
    values = part["tables"]["values"]
    corrected = [part["lists"]["raw"][values["raw"][row]] for row, is_so in enumerate(values["corrected"]) if is_so]
    assert ["≥90%"] == corrected


def test_values_lead_back_to_page_and_place_in_words(database: Path) -> None:
    part = unpack(make(database).html, "matrix")
    assert [2] == sorted(set(part["tables"]["values"]["page"]))
    assert ["page 2/table[1]/row[3]", "trang 2, bảng 1, dòng 3"] == part["lists"]["locators"][0]


def test_tasks_have_their_days_their_people_and_their_field(database: Path) -> None:
    part = unpack(make(database).html, "tasks")
    tasks, days = part["tables"]["tasks"], part["tables"]["days"]
    assert 12 == len(tasks["plan"])
    assert 3 * (2 + 4) == len(days["task"])  # two dated, four times each quarter
    assert 3 == len(part["tables"]["waiting"]["task"]) == len(part["tables"]["recurring"]["task"])
    of_field = [part["lists"]["names"][tasks["name"][row]] for row, field in enumerate(tasks["field"]) if field >= 0]
    assert ["Theo tỉnh"] * 3 == of_field


def test_the_summary_counts_what_is_overdue_and_what_comes(database: Path) -> None:
    html = make(database).html
    numbers = dict(re.findall(r'id="sum-(\w+)">(\d+)<', html))
    expected = {"communes": "3", "plans": "3", "tasks": "12", "indicators": "9", "overdue": "3", "soon": "6"}
    assert expected == numbers


@pytest.mark.parametrize(
    ("wish", "communes"),
    [
        (Wish(province="hai phong"), 2),
        (Wish(province="Thành phố Hải Phòng"), 2),
        (Wish(province="01"), 1),
        (Wish(commune="00001"), 1),
        (Wish(commune="dang son"), 1),
        (Wish(commune="phuong Dang Son"), 1),
        (Wish(province="ha noi", commune="song thu"), 1),
        (Wish(agency="cong an"), 3),
        (Wish(agency="CAX"), 3),
        (Wish(province="lai chau"), 0),
    ],
    ids=str,
)
def test_names_are_found_without_diacritics_and_codes_are_accepted(database: Path, wish: Wish, communes: int) -> None:
    assert communes == make(database, wish).communes


def test_an_agency_leaves_the_records_that_name_it(database: Path) -> None:
    html = make(database, Wish(agency=POLICE)).html
    tasks = unpack(html, "tasks")
    names = {tasks["lists"]["names"][number] for number in tasks["tables"]["tasks"]["name"]}
    assert {"Đăng ký chữ ký số", f"Mở thư viện {HOSTILE}"} == names
    assert [] == unpack(html, "matrix")["tables"]["values"]["plan"]
    assert 3 == len(unpack(make(database, Wish(agency=HALL)).html, "matrix")["tables"]["values"]["plan"])


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (Wish(province="hai fong"), "Hải Phòng"),
        (Wish(commune="song thuu"), "xã Sông Thử (Hải Phòng) [00001]"),
        (Wish(commune="song thu"), "[00003]"),  # two communes of one name
        (Wish(agency="van phong hdnd"), "no error"),
        (Wish(agency="cong a"), "Công an xã"),
        (Wish(province="zzzzqqq"), "zzzzqqq"),
        (Wish(province=""), "“”"),
    ],
    ids=str,
)
def test_an_unknown_name_is_told_with_what_is_near(database: Path, wish: Wish, told: str) -> None:
    if told == "no error":
        assert 3 == make(database, wish).communes
        return
    with pytest.raises(UsageError) as found:
        make(database, wish)
    for language in LANGUAGES:
        message = found.value.say(Catalogue(language))
        assert told in message
        assert "\n" not in message


def test_words_of_plans_never_become_markup(database: Path) -> None:
    html = make(database).html
    assert "window.hacked" not in html  # they travel packed
    assert HOSTILE in unpack(html, "quality")["lists"]["messages"]
    hostile = build_database_with_hostile_header(database.parent / "hostile")
    report = make(hostile).html
    assert "<b>hỏng</b>" not in report
    assert "<script>window" not in report


def build_database_with_hostile_header(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return build_database(folder, plan_of("p1", title=HOSTILE, commune_name=HOSTILE, commune_code=None))


def test_nothing_is_asked_of_the_network(database: Path) -> None:
    html = make(database).html
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    assert "default-src &#39;none&#39;" in policy[1]
    assert "unsafe" not in policy[1]
    head = html.partition("<script")[0]
    assert [] == re.findall(r'(?:src|href)="(?:https?:)?//', head)
    assert 2 == html.count("data:")  # the icon that is none, and the policy


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_have_a_page_of_their_own(database: Path, language: Language) -> None:
    html = make(database, language=language).html
    assert f'<html lang="{language}">' in html
    for title in ("summary", "matrix", "deadlines", "agencies", "map", "citations", "quality"):
        assert Catalogue(language).say(f"report.page.{title}.title") in html


def test_every_text_that_the_scripts_ask_for_is_there() -> None:
    texts = Catalogue("vi").below("report.page")
    asked = set(re.findall(r'say\("([\w.]+)"', join_scripts())) | set(
        re.findall(r't\["([\w.]+)"\]', read_asset("page.html"))
    )
    assert set() == asked - set(texts)


def test_an_empty_database_says_so_kindly(tmp_path: Path) -> None:
    html = make(build_database(tmp_path)).html
    assert Catalogue("vi").say("report.nothing_there") in html
    assert 'id="data-core"' not in html


def test_a_plan_without_commune_keeps_its_place(tmp_path: Path) -> None:
    nameless = plan_row("p9", commune_code=None, commune_name=None, commune_type=None, province_name=None)
    html = make(build_database(tmp_path, records(nameless))).html
    assert ["plans/p9.docx"] == unpack(html, "core")["tables"]["places"]["name"]


def test_a_copy_of_a_plan_is_told_and_not_counted(tmp_path: Path) -> None:
    copy = plan_of("p2", commune_code="00001", commune_name="Sông Thử", commune_type="xã")
    report = make(build_database(tmp_path, plan_of("p1"), copy))
    assert (1, 1) == (report.communes, report.plans)
    assert [1, 0] == sorted(unpack(report.html, "core")["tables"]["plans"]["current"], reverse=True)
    assert 4 == len(unpack(report.html, "tasks")["tables"]["tasks"]["plan"])


@pytest.mark.parametrize("code", ["20333", "22736"], ids=["Hoàng Sa", "Trường Sa"])
def test_the_islands_are_always_on_the_map(database: Path, code: str) -> None:
    html = make(database, Wish(commune="00001")).html
    assert code in unpack(html, "core")["tables"]["points"]["code"]
    assert code in read_asset("map.js")  # named, whatever the filters leave


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("plans/a b.pdf", "./plans/a%20b.pdf"),
        ("zip/a.zip!/in/b.pdf", "./zip/a.zip"),
        ("javascript:alert(1)", "./javascript%3Aalert%281%29"),
        ("//host/share/a.pdf", "file:///host/share/a.pdf"),
        ("/data/kế hoạch.pdf", "file:///data/k%E1%BA%BF%20ho%E1%BA%A1ch.pdf"),
        ("C:\\plans\\a.pdf", "file:///C%3A/plans/a.pdf"),
        ('"><script>.pdf', "./%22%3E%3Cscript%3E.pdf"),
    ],
)
def test_a_link_is_never_more_than_a_file(path: str, link: str, tmp_path: Path) -> None:
    assert link == build_link(path, tmp_path)


def test_a_file_that_is_found_is_linked_from_where_the_report_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "a.pdf").touch()
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)
    assert "./../plans/a.pdf" == build_link("plans/a.pdf", tmp_path / "out")


def call(*arguments: str, folder: Path, language: str = "vi") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PLANPARSE_LANG": language, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "planparse", "report", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_the_command_writes_one_file_and_says_where(tmp_path: Path) -> None:
    three_plans(tmp_path)
    done = call("--out", "r.html", "--province", "hai phong", "--today", "2026-06-15", folder=tmp_path)
    assert (0, "") == (done.returncode, done.stderr)
    assert "r.html: đã ghi báo cáo" in done.stdout
    assert "Hải Phòng" in (tmp_path / "r.html").read_text("utf-8")
    assert [] == list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--out", "plans.duckdb"), "plans.duckdb"),
        (("--out", "notes.txt"), "notes.txt"),
        (("--out", "no/folder/r.html"), "no/folder"),
        (("--db", "none.duckdb"), "none.duckdb"),
        (("--today", "30/6/2026"), "30/6/2026"),
        (("--province", "hai fong"), "Hải Phòng"),
    ],
)
def test_a_wrong_call_is_one_line(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    three_plans(tmp_path)
    (tmp_path / "notes.txt").write_text("kept", "utf-8")
    done = call(*arguments, folder=tmp_path)
    assert 2 == done.returncode
    assert 1 == len(done.stderr.splitlines())
    assert told in done.stderr
    assert not (tmp_path / "report.html").exists()
    assert "kept" == (tmp_path / "notes.txt").read_text("utf-8")


@pytest.mark.parametrize("before", ["", "\ufeff<!DOCTYPE html><p>yesterday's", "<html>"])
def test_a_report_takes_the_place_of_a_page(tmp_path: Path, before: str) -> None:
    three_plans(tmp_path)
    (tmp_path / "r.html").write_text(before, "utf-8")
    assert 0 == call("--out", "r.html", folder=tmp_path).returncode
    assert "Hải Phòng" in (tmp_path / "r.html").read_text("utf-8")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_in_coloured_cells_is_readable(theme: str) -> None:
    """Contrast of at least 4.5:1, as WCAG asks for text of this size."""
    light, _, rest = read_asset("page.css").partition("@media (prefers-color-scheme: dark)")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light if theme == "light" else rest.partition("* {")[0]))
    pairs = [("cell-ink", cell) for cell in ("b2", "b1", "c0", "a1", "a2", "text-cell", "differs")]
    pairs += [("ink-soft", ground) for ground in ("none-a", "none-b", "paper", "ground", "line-soft")]
    pairs += [("late", "late-soft"), ("soon", "soon-soft"), ("accent", "paper"), ("ink-soft", "soon-soft")]
    assert [] == [(ink, ground) for ink, ground in pairs if contrast(colours[ink], colours[ground]) < 4.5]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
