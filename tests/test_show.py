"""``planparse show`` and ``parse --debug-image``: a record with its place, and pictures whose outlines are right."""

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from reading import ROOT, rules

from planparse.cli.main import run
from planparse.model.base import BBox
from planparse.pipeline import parse_bytes
from planparse.read.pictures import Outline, PagePicture, draw_page, outline

SAMPLES = ROOT / "samples"
STITCHED = "phuoc-an-dong"  # a task of it is cut by a page
RED, BLUE = (200, 30, 30), (20, 60, 200)

Show = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF, a Word file, a text and an archive with a PDF, all in a database."""
    place = tmp_path_factory.mktemp("plans")
    shutil.copy(SAMPLES / "pdf" / f"{STITCHED}.pdf", place)
    shutil.copy(SAMPLES / "docx" / "muong-khai.docx", place)
    shutil.copy(SAMPLES / "text" / "hon-ngoc.txt", place)
    with zipfile.ZipFile(place / "old.zip", "w") as archive:
        archive.write(SAMPLES / "pdf" / "tan-an.pdf", "in/tan-an.pdf")
    assert 0 == run(["ingest", str(place), "--db", str(place / "plans.duckdb"), "--jobs", "1"])
    return place


@pytest.fixture
def database(folder: Path) -> Path:
    return folder / "plans.duckdb"


@pytest.fixture
def show(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Show:
    monkeypatch.setenv("COLUMNS", "200")

    def call(record: str, *options: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(["show", record, "--db", str(folder / "plans.duckdb"), *options])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def one(database: Path, sql: str) -> str:
    with duckdb.connect(str(database), read_only=True) as connection:
        (value,) = connection.execute(sql).fetchall()[0]
    return str(value)


STITCHED_TASK = """
SELECT record_id FROM field_sources WHERE field = 'name' AND record_id LIKE '%-k%'
GROUP BY record_id HAVING count(DISTINCT page) = 2
"""
WORD_TASK = "SELECT min(task_id) FROM tasks JOIN plans USING (plan_id) WHERE source_path LIKE '%.docx'"
TEXT_INDICATOR = (
    "SELECT min(indicator_id) FROM indicators JOIN plans USING (plan_id) WHERE source_path LIKE '%.txt' "
    "AND table_id IS NOT NULL"
)
ARCHIVED_TASK = "SELECT min(task_id) FROM tasks JOIN plans USING (plan_id) WHERE source_path LIKE '%!/%'"


def test_a_record_is_shown_with_its_readings_rows_and_places(show: Show, database: Path) -> None:
    task = one(database, STITCHED_TASK)
    code, out, err = show(task)
    assert (0, "") == (code, err)
    for words in ("phong_vh_xh", "2026-34", "page 4/table[1]/row[8]/cell[5]", "page 5/table[1]/row[3]/cell[2]"):
        assert words in out
    for words in ("continuation", "Thời hạn hoàn thành: Quý II/2026", f"{STITCHED}.pdf", "PHÂN CÔNG NHIỆM VỤ"):
        assert words in out


def test_json_holds_the_rows_of_every_table(show: Show, database: Path) -> None:
    task = one(database, STITCHED_TASK)
    shown = json.loads(show(task, "--format", "json")[1])
    assert ("task", task) == (shown["kind"], shown["record"]["task_id"])
    assert ["record", "continuation"] == [row["kind"] for row in shown["source_rows"]]
    assert [4, 5] == [row["page"] for row in shown["field_sources"] if row["field"] == "name"]
    assert {"targets", "deadlines", "assignments", "citations", "diagnostics"} - set(shown) == {"targets"}
    assert shown["deadlines"][0]["bbox"] and shown["plan"]["source_sha256"]


def test_a_word_row_is_told_as_word_counts_it(show: Show, database: Path) -> None:
    code, out, _ = show(one(database, WORD_TASK))
    assert (0, True) == (code, "table 3 of the file, row 2" in out)
    assert "section (mục) III: NHIỆM VỤ" in out


@pytest.mark.parametrize(("sql", "kind"), [(WORD_TASK, "wordprocessingml"), (TEXT_INDICATOR, "text/plain")])
def test_a_file_without_pages_has_none_to_draw(show: Show, database: Path, tmp_path: Path, sql: str, kind: str) -> None:
    image = tmp_path / "out.png"
    code, _, err = show(one(database, sql), "--image", str(image))
    assert (0, False, 1) == (code, image.exists(), err.count("\n"))
    assert "no page to draw" in err and kind in err


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("sections", "section_id"),
        ("appendices", "appendix_id"),
        ("source_tables", "table_id"),
        ("source_rows", "row_id"),
        ("indicators", "indicator_id"),
        ("plans", "plan_id"),
    ],
)
def test_every_kind_of_id_is_shown(show: Show, database: Path, table: str, column: str) -> None:
    record = one(
        database, f"SELECT min({column}) FROM {table} WHERE plan_id IN (SELECT plan_id FROM plans WHERE page_count > 0)"
    )
    code, out, _ = show(record)
    assert (0, True) == (code, record in out)


def test_findings_at_the_place_of_a_record_are_shown(show: Show, database: Path) -> None:
    indicator = one(database, "SELECT min(indicator_id) FROM indicators WHERE code IS NULL")
    assert "[indicator.unmatched]" in show(indicator)[1]


def test_an_unknown_id_is_one_line_with_ids_alike(show: Show, database: Path) -> None:
    task = one(database, WORD_TASK)
    code, out, err = show(f"{task[:-4]}0999")
    assert (2, "", 1) == (code, out, err.count("\n"))
    assert task in err
    assert "no such record" in show("quite-another-thing")[2]


# The source file


def test_a_member_of_an_archive_is_drawn(show: Show, database: Path, tmp_path: Path) -> None:
    code, _, err = show(one(database, ARCHIVED_TASK), "--image", str(tmp_path / "out.png"))
    assert (0, True) == (code, (tmp_path / "out.png").is_file()), err


def test_a_moved_file_is_named_and_given_with_file(show: Show, database: Path, folder: Path, tmp_path: Path) -> None:
    task, image = one(database, STITCHED_TASK), tmp_path / "out.png"
    source, moved = folder / f"{STITCHED}.pdf", tmp_path / "moved.pdf"
    source.rename(moved)
    try:
        code, _, err = show(task, "--image", str(image))
        assert (2, 1, True) == (code, err.count("\n"), str(source) in err and "--file" in err)
        assert (0, True) == (show(task, "--image", str(image), "--file", str(moved))[0], image.is_file())
        assert 0 == show(task)[0]  # without a picture nobody asks for the file
    finally:
        moved.rename(source)


def test_another_file_is_refused(show: Show, database: Path, tmp_path: Path) -> None:
    other = SAMPLES / "pdf" / "tan-an.pdf"
    code, _, err = show(one(database, STITCHED_TASK), "--image", str(tmp_path / "out.png"), "--file", str(other))
    assert (2, True, 1) == (code, "SHA-256 differs" in err, err.count("\n"))


def test_a_folder_that_is_not_there_is_one_line(show: Show, database: Path) -> None:
    code, _, err = show(one(database, STITCHED_TASK), "--image", "nowhere/out.png")
    assert (2, True) == (code, "there is no folder nowhere" in err)


# The pictures


def painted(image: Image.Image, colour: tuple[int, int, int]) -> int:
    """How many pixels have exactly this colour."""
    return sum(count for count, found in image.convert("RGB").getcolors(2**24) or [] if found == colour)


def test_a_cut_row_is_drawn_on_both_pages(show: Show, database: Path, tmp_path: Path) -> None:
    image = tmp_path / "out.png"
    _, _, err = show(one(database, STITCHED_TASK), "--image", str(image))
    assert "page 4, 5" in err
    with Image.open(image) as sheet:
        halves = [sheet.crop((left, 0, left + sheet.width // 2, sheet.height)) for left in (0, sheet.width // 2)]
    assert [True, True] == [painted(half, RED) > 500 for half in halves]


def pdf(*, crop: tuple[float, float, float, float] | None = None, turn: int = 0) -> bytes:
    """A sample with another visible box, and turned by a rotation of its pages."""
    with pypdfium2.PdfDocument(SAMPLES / "pdf" / "dong-an-thanh.pdf") as document:
        for page in document:
            width, height = page.get_size()
            if crop:
                page.set_cropbox(crop[0], crop[1], width - crop[2], height - crop[3])
            page.set_rotation(turn)
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()


def cell_boxes(data: bytes, page: int) -> list[tuple[str, BBox]]:
    """Words and boxes of the cells on a page."""
    sources = parse_bytes(data, "plan.pdf", rules()).field_sources
    return [(source.raw, source.bbox) for source in sources if source.page == page and source.raw and source.bbox]


def cut_out(page: PagePicture, box: BBox) -> Image.Image:
    x0, y0, x1, y1 = (round(side * page.scale) for side in box)
    return page.image.convert("L").crop((x0 + 3, y0 + 3, x1 - 3, y1 - 3)).resize((200, 60))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("page", [1, 3], ids=["upright", "landscape"])
def test_boxes_of_a_cropped_and_rotated_page_are_right_on_its_picture(page: int, turn: int) -> None:
    """What stands in the box of a cell is the same picture as in the plain file."""
    plain, changed = pdf(), pdf(crop=(40, 30, 20, 25), turn=turn)
    cells, moved = cell_boxes(plain, page), cell_boxes(changed, page)
    assert cells
    assert [raw for raw, _ in cells] == [raw for raw, _ in moved]
    pictures = draw_page(plain, page), draw_page(changed, page)
    for (raw, box), (_, other) in zip(cells, moved, strict=True):
        left, right = cut_out(pictures[0], box), cut_out(pictures[1], other)
        assert ImageStat.Stat(ImageChops.difference(left, right)).mean[0] < 12, raw
        assert ImageStat.Stat(left).stddev[0] > 10  # there is something in it


def test_an_outline_stands_where_its_box_says() -> None:
    page = PagePicture(Image.new("RGB", (200, 100), "white"), 2.0)
    image = outline(page, [Outline((10, 10, 60, 30), RED, width=1, filled=True)])
    assert (RED, RED) == (image.getpixel((20, 20)), image.getpixel((120, 60)))
    assert (255, 255, 255) == image.getpixel((122, 62))
    assert image.getpixel((60, 40)) not in {RED, (255, 255, 255)}


@pytest.mark.parametrize(
    ("turn", "size", "expected"),
    [
        (0, (200, 400), (10, 20, 30, 60)),
        (90, (400, 200), (140, 10, 180, 30)),
        (180, (200, 400), (70, 140, 90, 180)),
        (270, (400, 200), (20, 70, 60, 90)),
    ],
)
def test_a_box_turns_with_its_page(turn: int, size: tuple[int, int], expected: BBox) -> None:
    """The page is 100 points wide and 200 high; its picture has two pixels a point."""
    picture = PagePicture(Image.new("L", size), 2.0, turn)
    assert expected == picture.turn_box((10, 20, 30, 60))


def test_a_picture_file_is_a_page_of_a4(tmp_path: Path) -> None:
    stream = io.BytesIO()
    Image.new("L", (1240, 1754), 255).save(stream, "PNG")
    page = draw_page(stream.getvalue(), 1)
    assert (1240, 1754) == page.image.size
    assert 842.0 == pytest.approx(page.image.height / page.scale)


# parse --debug-image


def colours(file: Path) -> set[tuple[int, int, int]]:
    with Image.open(file) as image:
        return {found for _, found in image.convert("RGB").getcolors(2**24) or [] if isinstance(found, tuple)}


def test_debug_images_are_drawn_page_by_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "pages"
    plan = SAMPLES / "pdf" / "mao-dien.pdf"
    assert 0 == run(["parse", str(plan), "--debug-image", str(folder)])
    printed = capsys.readouterr()
    files = sorted(folder.glob("page-*.png"))
    with pypdfium2.PdfDocument(plan) as document:
        assert len(document) == len(files)
    assert json.loads(printed.out)["plan"]["source_path"] == str(plan)
    assert f"{len(files)} page" in printed.err
    assert {RED, BLUE, (0, 130, 60)} <= colours(files[0])


def test_a_file_name_is_numbered_by_page(tmp_path: Path) -> None:
    assert 0 == run(["parse", str(SAMPLES / "pdf" / "mao-dien.pdf"), "--debug-image", str(tmp_path / "look.png")])
    assert (tmp_path / "look-1.png").is_file()


def test_only_a_pdf_has_debug_images(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["parse", str(SAMPLES / "text" / "hon-ngoc.txt"), "--debug-image", str(tmp_path / "out")])
    err = capsys.readouterr().err
    assert (0, 1, False) == (code, err.count("\n"), (tmp_path / "out").exists())
    assert "this file is none" in err
