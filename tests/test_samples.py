"""The samples: every form and gold, gold that agrees with itself, a build that gives the same again, and scores."""

import csv
import importlib.util
import io
import json
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pypdfium2
import pytest
import yaml
from cryptography.hazmat.primitives.serialization import pkcs7
from docx import Document

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
NAMES = sorted(path.stem for path in (SAMPLES / "plans").glob("[!_]*.yaml"))
REAL = {"mao-dien": 1, "trang-dai": 1, "tan-an": 10}  # communes of that name in rules/communes.csv
TASK_KEYS = ("table", "i", "label", "group_labels", "name", "lead_raw", "support_raw", "output_raw", "deadline_raw")
COMPARATORS = {"=": (1, 1), ">=": (1, 0), ">": (1, 0), "<=": (0, 1), "<": (0, 1), "range": (1, 1), "text": (0, 0)}
PART_KEYS = ["kind", "start", "end", "edtf", "rrule", "condition"]
FILLED = {
    "dated": {"edtf"},
    "ongoing": set(),
    "recurring": {"rrule"},
    "conditional": {"condition"},
    "unspecified": set(),
}
FURTHER = ("auto-docx", "legacy", "html", "xlsx", "hard-pdf", "scan")
FONTS = importlib.util.find_spec("matplotlib") is not None


def gold(name: str, kind: str = "") -> Any:
    return json.loads((SAMPLES / "gold" / f"{name}{kind}.json").read_text("utf-8"))


def plan(name: str) -> Any:
    return yaml.safe_load((SAMPLES / "plans" / f"{name}.yaml").read_text("utf-8"))


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def docx_words(data: bytes) -> Counter[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("word/document.xml").decode()
    kept = re.sub(r"<w:delText[^>]*>[^<]*</w:delText>", "", xml)
    plain = re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", " ", kept))
    return Counter(plain.replace("&amp;", "&").split())


def sheet_cells(data: bytes) -> list[Any]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [[cell.value, cell.number_format] for sheet in book for row in sheet.iter_rows() for cell in row]


def pdf_text(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return "\n".join(pages)


def build(out: Path, forms: str) -> None:
    command = [sys.executable, str(SAMPLES / "build.py"), "--out", str(out), "--forms", forms]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ("", 0) == (done.stderr, done.returncode)


def words(text: str) -> set[str]:
    return {word.rstrip(".;:") for word in text.split()}


def gold_words(name: str) -> set[str]:
    """Every word that gold copies from the plan: names, raw cells, targets."""
    rows = records(name)
    texts = [row[key] for row in rows for key in row if key == "name" or key.endswith("_raw")]
    texts += [target["raw"] for row in rows for target in row.get("targets", ())]
    texts += [group["text"] for group in gold(name)["groups"]]
    return set().union(*(words(text) for text in texts if text))


def records(name: str) -> list[Any]:
    whole = gold(name)
    return [*whole["tasks"], *whole["indicators"]]


def test_there_are_enough_samples() -> None:
    splits = Counter(plan(name)["meta"]["split"] for name in NAMES)
    tasks = sum(len(gold(name)["tasks"]) for name in NAMES)
    indicators = sum(len(gold(name)["indicators"]) for name in NAMES)
    assert (True, True, True, True) == (len(NAMES) >= 12, splits["held_out"] >= 4, tasks >= 150, indicators >= 120)


@pytest.mark.parametrize("name", NAMES)
def test_meta_says_what_the_sample_is(name: str) -> None:
    meta = plan(name)["meta"]
    assert (name, True, "MIT, written for planparse") == (meta["name"], bool(meta["shows"]), meta["licence"])


@pytest.mark.parametrize("name", NAMES)
def test_three_forms_and_gold_stand_side_by_side(name: str) -> None:
    files = [f"text/{name}.txt", f"docx/{name}.docx", f"pdf/{name}.pdf", f"gold/{name}.json"]
    files += [f"gold/{name}.deadlines.json", f"gold/{name}.agencies.json"]
    assert [] == [file for file in files if not (SAMPLES / file).is_file()]


def further_files(name: str) -> set[str]:
    """The files of the forms that the plan names beside text, Word and PDF."""
    forms = plan(name)["forms"]
    single = {"auto": "auto-docx/{}.docx", "html": "html/{}.html", "xlsx": "xlsx/{}.xlsx"}
    single |= {"hard_pdf": "hard-pdf/{}.pdf", "scan": "scan/{}.pdf"}
    files = {path.format(name) for form, path in single.items() if form in forms}
    files |= {f"legacy/{name}.{ending}" for ending in forms.get("legacy", ())}
    sheet = {f"gold-xlsx/{name}{kind}.json" for kind in ("", ".deadlines", ".agencies")}
    return files | (sheet if "xlsx" in forms else set())


def test_further_forms_are_those_that_the_plans_name() -> None:
    named = set().union(*(further_files(name) for name in NAMES))
    folders = (*FURTHER, "gold-xlsx")
    assert named == {f"{folder}/{path.name}" for folder in folders for path in (SAMPLES / folder).iterdir()}


def test_every_further_form_has_samples_of_either_split() -> None:
    for folder in FURTHER:
        splits = {plan(path.name.split(".")[0])["meta"]["split"] for path in (SAMPLES / folder).iterdir()}
        assert splits == {"dev", "held_out"}, folder


def test_no_file_is_left_over() -> None:
    folders = (SAMPLES / form for form in ("text", "docx", "pdf", "gold"))
    found = {path.name.split(".")[0] for folder in folders for path in folder.iterdir()}
    assert set(NAMES) == found


@pytest.mark.parametrize("name", NAMES)
def test_communes_are_invented_but_for_three(name: str) -> None:
    with (ROOT / "rules" / "communes.csv").open(encoding="utf-8") as file:
        named = [row for row in csv.DictReader(file) if row["name"] == gold(name)["plan"]["commune_name"]]
    assert REAL.get(name, 0) == len(named)


@pytest.mark.parametrize("name", NAMES)
def test_gold_counts_the_records_of_each_table(name: str) -> None:
    whole = gold(name)
    for table in whole["tables"]:
        kind = "tasks" if table["kind"] == "task" else "indicators"
        rows = [row for row in whole[kind] if row["table"] == table["id"]]
        groups = [group for group in whole["groups"] if group["table"] == table["id"]]
        assert (table["n_records"], table["n_groups"]) == (len(rows), len(groups))
        assert list(range(len(rows))) == [row["i"] for row in rows]
        assert all(0 <= group["before_record"] <= len(rows) for group in groups)


@pytest.mark.parametrize("name", NAMES)
def test_gold_has_the_fields_of_the_schema(name: str) -> None:
    whole = gold(name)
    top = ["file", "plan", "sections", "appendices", "tables", "groups", "tasks", "indicators", "citations"]
    assert (top, f"{name}.txt") == ([*whole], whole["file"])
    assert [] == [row for row in whole["tasks"] if not set(TASK_KEYS) <= set(row)]
    assert [] == [row for row in whole["indicators"] if not {"unit_raw", "targets", "section_label"} <= set(row)]


@pytest.mark.parametrize("name", NAMES)
def test_sections_hang_below_an_earlier_section_of_a_higher_level(name: str) -> None:
    sections = gold(name)["sections"]
    for index, section in enumerate(sections):
        parent = section["parent"]
        assert parent is None or (parent < index and sections[parent]["level"] < section["level"])
        assert (section["heading"] is None) == ("text_start" in section)


@pytest.mark.parametrize("name", NAMES)
def test_group_labels_name_groups_above_the_record(name: str) -> None:
    whole = gold(name)
    for row in records(name):
        above = [g for g in whole["groups"] if g["table"] == row["table"] and g["before_record"] <= row["i"]]
        known = {group["label"] or group["text"][:30].strip() for group in above}
        assert set(row["group_labels"]) <= known


@pytest.mark.parametrize("name", NAMES)
def test_targets_fill_the_bounds_of_their_comparator(name: str) -> None:
    for row in gold(name)["indicators"]:
        for target in row["targets"]:
            bounds = tuple(int(target[side] is not None) for side in ("low", "high"))
            assert COMPARATORS[target["comparator"]] == bounds, target
            assert isinstance(target["year"], int)
            assert target["comparator"] != "=" or target["low"] == target["high"]


@pytest.mark.parametrize("name", NAMES)
def test_each_prose_target_stands_in_its_sentence(name: str) -> None:
    rows = [row for row in gold(name)["indicators"] if row["table"] is None]
    assert [] == [row["name"] for row in rows if not all(target["raw"] in row["name"] for target in row["targets"])]


@pytest.mark.parametrize("name", NAMES)
def test_sidecars_hold_each_cell_once(name: str) -> None:
    rows = records(name)
    deadlines = [entry["raw"] for entry in gold(name, ".deadlines")]
    assert {row["deadline_raw"] or "" for row in gold(name)["tasks"]} == set(deadlines)
    cells = [entry["cell"] for entry in gold(name, ".agencies")]
    named = {row[role] for row in rows for role in ("lead_raw", "support_raw") if row[role]}
    assert (named, len(named), len(deadlines)) == (set(cells), len(cells), len(set(deadlines)))


@pytest.mark.parametrize("name", NAMES)
def test_parts_of_a_deadline_fill_the_fields_of_their_kind(name: str) -> None:
    for entry in gold(name, ".deadlines"):
        for part in entry["parts"]:
            filled = {key for key in ("edtf", "rrule", "condition") if part[key]}
            bounds = bool(part["start"] or part["end"])
            assert (PART_KEYS, FILLED[part["kind"]], part["kind"] == "dated") == ([*part], filled, bounds)


@pytest.mark.parametrize("name", NAMES)
def test_agencies_stand_in_their_cell_in_order(name: str) -> None:
    for entry in gold(name, ".agencies"):
        places = [entry["cell"].find(unit["raw"]) for unit in entry["units"]]
        assert (True, sorted(places)) == (bool(places) and min(places) >= 0, places), entry["cell"]


@pytest.mark.parametrize("name", NAMES)
def test_citations_are_printed_in_the_plan(name: str) -> None:
    text = squeeze((SAMPLES / "text" / f"{name}.txt").read_text("utf-8"))
    symbols = [citation["symbol"] for citation in gold(name)["citations"]]
    assert (len(symbols), []) == (len(set(symbols)), [symbol for symbol in symbols if symbol not in text])
    assert set(gold(name)["plan"]["replaces"]) <= set(symbols)


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_gold_is_printed_in_the_text(name: str) -> None:
    text = (SAMPLES / "text" / f"{name}.txt").read_text("utf-8").replace(r"\geq", "≥").replace(r"\leq", "≤")
    assert set() == gold_words(name) - words(re.sub(r"</?\w+>", " ", re.sub(r"[$\\]", "", text)))


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_gold_is_printed_in_the_word_file(name: str) -> None:
    """A dash may be an automatic bullet, which is not in the text."""
    printed = docx_words((SAMPLES / "docx" / f"{name}.docx").read_bytes())
    assert set() == gold_words(name) - words(" ".join(printed)) - {"-"}


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_gold_is_printed_in_the_pdf(name: str) -> None:
    assert set() == gold_words(name) - words(pdf_text((SAMPLES / "pdf" / f"{name}.pdf").read_bytes()))


def test_some_rows_are_really_cut_by_the_page_of_the_pdf() -> None:
    """Pages of a sample print only part of a long name: a page ends inside its row."""
    whole = gold("an-phu-khe")["tasks"][2]["name"].split()
    with pypdfium2.PdfDocument(SAMPLES / "pdf" / "an-phu-khe.pdf") as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    first = [number for number, page in enumerate(pages) if " ".join(whole[:4]) in " ".join(page.split())]
    last = [number for number, page in enumerate(pages) if " ".join(whole[-4:]) in " ".join(page.split())]
    assert [number + 1 for number in first] == last


def test_building_again_gives_the_same_text_gold_and_word_files(tmp_path: Path) -> None:
    build(tmp_path, "text,gold,docx,auto-docx,legacy,html,xlsx")
    built = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.*"))
    further = [file for name in NAMES for file in further_files(name) if not file.startswith(("hard-pdf/", "scan/"))]
    by_office = [file for file in further if file.endswith((".rtf", ".odt", ".doc"))]
    drafts = tuple((SAMPLES / "drafts").glob("*.yaml"))
    assert len(NAMES) * 5 + len(further) - len(by_office) + len(drafts) == len(built)
    for file in built:
        new, old = (tmp_path / file).read_bytes(), (SAMPLES / file).read_bytes()
        if file.suffix == ".docx":
            assert docx_words(old) == docx_words(new), file
        elif file.suffix == ".xlsx":
            assert sheet_cells(old) == sheet_cells(new), file
        else:
            assert old == new, file


@pytest.mark.slow
@pytest.mark.skipif(not FONTS, reason="the PDF forms are built with the fonts of matplotlib, which is not installed")
def test_building_again_gives_the_same_pdf_pages(tmp_path: Path) -> None:
    build(tmp_path, "pdf,hard-pdf")
    for new in tmp_path.rglob("*.pdf"):
        old = SAMPLES / new.relative_to(tmp_path)
        assert pdf_text(old.read_bytes()) == pdf_text(new.read_bytes()), new.name


def test_headings_of_one_sample_are_numbered_by_word_itself() -> None:
    document = Document(str(SAMPLES / "docx" / "ea-krong-thuong.docx"))
    headings = [paragraph for paragraph in document.paragraphs if paragraph.text == "MỤC ĐÍCH, YÊU CẦU"]
    assert [True] == ["<w:numPr>" in paragraph._p.xml for paragraph in headings]


@pytest.mark.parametrize("path", sorted((SAMPLES / "auto-docx").iterdir()), ids=lambda path: path.stem)
def test_word_numbers_headings_and_rows_of_the_second_word_form(path: Path) -> None:
    """Many labels of the plan are numbers that Word gives; none of those is in the text."""
    document = Document(str(path))
    styled = [p for p in document.paragraphs if p.style is not None and p.style.name.startswith("De muc")]
    cells = [cell for table in document.tables for row in table._tbl.tr_lst for cell in row.tc_lst]
    numbered = [cell for cell in cells if "<w:numPr>" in cell.xml and not "".join(cell.itertext()).strip()]
    whole = gold(path.stem)
    rows = sum(1 for row in (*records(path.stem), *whole["groups"]) if row["label"] and row["table"])
    assert (True, True) == (len(styled) >= len(whole["sections"]) / 2, len(numbered) >= rows / 4)


def test_the_second_word_form_holds_what_it_is_there_to_show() -> None:
    marks = ("w:vMerge", "w:gridSpan", "w:sdt>", "w:ins ", "w:del ", "w:txbxContent", "w:footnoteReference")
    marks += ("w:hyperlink", "w:fldChar", "w:noBreakHyphen", "w:moveFrom ", "w:headerReference")
    texts = [zipfile.ZipFile(path).read("word/document.xml").decode() for path in (SAMPLES / "auto-docx").iterdir()]
    assert [] == [mark for mark in marks if not any(f"<{mark}" in text for text in texts)]
    assert [] == [text[:9] for text in texts if unicodedata.is_normalized("NFC", text)]


@pytest.mark.parametrize("kind", ["tcvn3", "vni"])
def test_legacy_files_hold_no_vietnamese_letter_of_unicode(kind: str) -> None:
    """All letters beyond ASCII are those of the Western code page: only the font tells what they mean."""
    for path in (SAMPLES / "legacy").glob(f"*.{kind}.docx"):
        text = "".join(docx_words(path.read_bytes()))
        assert [] == [letter for letter in text if "\u0100" <= letter < "\u2000"], path.name


def test_the_number_of_a_signed_pdf_stands_in_its_signature_only() -> None:
    data = (SAMPLES / "hard-pdf" / "lung-van-thuong.pdf").read_bytes()
    assert ("Số:/KH-UBND", True) == (number_line(data), b"(31) Tj" in data)


def number_line(data: bytes) -> str:
    lines = pdf_text(data).splitlines()
    first = next(index for index, line in enumerate(lines) if line.startswith("Số:"))
    return squeeze("".join(lines[first : first + 3])).partition("UBND")[0] + "UBND"


def test_the_signature_of_a_signed_pdf_covers_the_whole_file() -> None:
    for name in ("lung-van-thuong", "tan-an"):
        data = (SAMPLES / "hard-pdf" / f"{name}.pdf").read_bytes()
        found = re.search(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]", data)
        assert found is not None
        start, length, second, rest = map(int, found.groups())
        room = bytes.fromhex(data[length + 1 : second - 1].decode())  # DER: a tag, two bytes of length, filled with 0
        blob = room[: 4 + int.from_bytes(room[2:4], "big")]
        owner = pkcs7.load_der_pkcs7_certificates(blob)[0].subject.rfc4514_string()
        assert (0, len(data), True) == (start, second + rest, gold(name)["plan"]["commune_name"].upper() in owner)


def test_scans_are_images_only_and_small() -> None:
    paths = sorted((SAMPLES / "scan").iterdir())
    assert [""] * len(paths) == [pdf_text(path.read_bytes()).strip() for path in paths]
    assert [] == [path.name for path in paths if path.stat().st_size > 400_000]


def regression() -> Any:
    spec = importlib.util.spec_from_file_location("samples_regression", SAMPLES / "regression.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


SCORING = regression()


@pytest.mark.slow
@pytest.mark.parametrize("form", SCORING.FORMS, ids=lambda form: form.folder)
def test_every_form_is_read_as_its_gold_says(form: Any, tmp_path: Path) -> None:
    score = SCORING.score_form(form, tmp_path)
    if score.lacking and not score.files:
        pytest.skip(f"{form.folder} needs {', '.join(sorted(set(score.lacking.values())))}, which is not installed")
    assert (True, False) == (score.mean() >= form.bar, score.failed)


def test_an_archive_of_three_forms_is_read_like_its_files(tmp_path: Path) -> None:
    members = ("docx/mao-dien.docx", "pdf/tan-an.pdf", "text/con-say.txt")
    with zipfile.ZipFile(tmp_path / "ke-hoach.zip", "w") as archive:
        for member in members:
            archive.write(SAMPLES / member, Path(member).name)
    command = [
        sys.executable,
        "-m",
        "planparse",
        "ingest",
        str(tmp_path / "ke-hoach.zip"),
        "--db",
        str(tmp_path / "x.db"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    with duckdb.connect(str(tmp_path / "x.db"), read_only=True) as connection:
        found = connection.execute(
            "SELECT p.title, count(t.task_id) FROM plans p LEFT JOIN tasks t USING (plan_id) GROUP BY ALL"
        ).fetchall()
    names = [Path(member).stem for member in members]
    assert {gold(name)["plan"]["title"]: len(gold(name)["tasks"]) for name in names} == dict(found)
