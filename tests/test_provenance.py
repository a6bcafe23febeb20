"""Every locus leads back to its quoted words, as a library or a resolver that is not ours finds them."""

import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import lxml.html
import openpyxl
import pdfplumber
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx_builder import build_docx, cell, para, row, span, table
from lxml import etree
from reading import ROOT, SHARED, records_of, rules

from planparse.model.base import Locus, Quote
from planparse.model.records import Placed, Records
from planparse.model.source import Cell, Grid, Row, Source
from planparse.pipeline import parse_bytes
from planparse.read.cells import place_all_cells
from planparse.text.quoting import join_quotes, place_of, quotes_of

SAMPLES = ROOT / "samples"
SHARED_PLANS = SHARED / "plans"


def plans(ending: str, *, samples: str, shared: tuple[str, ...]) -> list[object]:
    """The samples of a form, and (slow) the annotated plans in it where they are at hand."""
    own = [pytest.param(path, id=path.name) for path in sorted((SAMPLES / samples).glob(f"*.{ending}"))]
    others = sorted(path for form in shared for path in SHARED_PLANS.glob(form) if ".scan." not in path.name)
    return [*own, *(pytest.param(path, id=path.name, marks=pytest.mark.slow) for path in others)]


@cache
def read(path: Path) -> Records:
    return parse_bytes(path.read_bytes(), path.name, rules())


def squeeze(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def values(records: Records) -> Iterator[tuple[str, Placed]]:
    """Everything that was read from one place, with its words as printed."""
    yield from ((target.raw, target) for target in records.targets)
    yield from ((deadline.raw, deadline) for deadline in records.deadlines)
    yield from ((assignment.agency_raw, assignment) for assignment in records.assignments)
    yield from ((citation.raw, citation) for citation in records.citations)
    yield from ((source.raw, source) for source in records.field_sources if source.field != "label")


def is_found(raw: str, printed: str) -> bool:
    return squeeze(raw) in printed


def is_cut(raw: str, printed: str) -> bool:
    """The place ends with the beginning of the words, one word at least: the rest is on the next page."""
    words, first = squeeze(raw), len(squeeze(raw.split()[0]))
    return any(printed.endswith(words[:end]) for end in range(first, len(words)))


def lost(records: Records, resolve: Callable[[Placed], str]) -> list[tuple[str, str, str]]:
    """The values whose words are not at their place; a value that a page cut begins there."""
    cut = Counter((source.record_id, source.field) for source in records.field_sources)
    told = any(count > 1 for count in cut.values())
    missing = [(raw, row.locator, text) for raw, row in values(records) if not is_found(raw, text := resolve(row))]
    return [found for found in missing if not (told and is_cut(found[0], found[2]))]


# PDF: pdfplumber says what is printed inside a box


@cache
def pdf_pages(path: Path) -> list[pdfplumber.page.Page]:
    return list(pdfplumber.open(io.BytesIO(path.read_bytes())).pages)


@cache
def printed_in(path: Path, page: int, box: tuple[float, float, float, float]) -> str:
    return squeeze(pdf_pages(path)[page - 1].crop(box, strict=True).extract_text() or "")


@pytest.mark.parametrize("path", plans("pdf", samples="pdf", shared=("*.pdf", "real/phuong*.pdf")))
def test_every_value_of_a_pdf_stands_in_its_box(path: Path) -> None:
    """pdfplumber refuses a box that leaves the page."""

    def resolve(row: Placed) -> str:
        assert row.page and row.bbox, row
        return printed_in(path, row.page, row.bbox)

    records = read(path)
    assert records.field_sources or records.citations
    assert [] == lost(records, resolve)


@pytest.mark.parametrize("path", plans("pdf", samples="pdf", shared=("*.pdf", "real/phuong*.pdf")))
def test_headings_and_rows_of_a_pdf_stand_in_their_boxes(path: Path) -> None:
    """Of a row that the page cut, the box holds the words of its first part: source_rows lead to the others."""
    records = read(path)
    for section in records.sections:
        assert section.page and section.bbox
        printed = printed_in(path, section.page, section.bbox)
        assert is_found(section.heading or section.label, printed) or is_cut(section.heading or "", printed), section
    for appendix in records.appendices:
        assert appendix.page and appendix.bbox
        assert is_found(appendix.title, printed_in(path, appendix.page, appendix.bbox))
    for source in records.source_rows:
        assert source.page and source.bbox
        printed = printed_in(path, source.page, source.bbox)
        # the text of a vertically merged cell stands beside any of its rows
        spread = {word for words in source.cells for word in words.split() if squeeze(word) not in printed}
        assert not spread or source.kind != "record" or len(spread) < sum(len(c.split()) for c in source.cells), source


@pytest.mark.parametrize("path", plans("pdf", samples="pdf", shared=("*.pdf", "real/phuong*.pdf")))
def test_a_record_that_runs_over_a_page_has_a_source_row_for_each_part(path: Path) -> None:
    records = read(path)
    pages = {row.record_id: set[int | None]() for row in records.source_rows if row.record_id}
    for part in records.source_rows:
        if part.record_id:
            pages[part.record_id].add(part.page)
    for source in records.field_sources:
        assert source.record_id not in pages or source.page in pages[source.record_id], source
    first = {row.task_id: row.page for row in records.tasks} | {
        row.indicator_id: row.page for row in records.indicators
    }
    assert [] == [key for key, found in pages.items() if first[key] != min(page for page in found if page)]


def test_some_values_stand_on_the_second_page_of_their_row() -> None:
    """The page of a value is that of its cell, not that of the row's first part."""
    paths = sorted((SAMPLES / "pdf").glob("*.pdf"))
    rows = {task.task_id: task.page for path in paths for task in read(path).tasks}
    later = [
        part for path in paths for part in read(path).field_sources if part.page != rows.get(part.record_id, part.page)
    ]
    assert later


# Word: the path is followed in the XML


def docx_children(element: object, tag: str) -> list[object]:
    """Children of one kind; content controls and the like are looked through."""
    found: list[object] = []
    for child in element:  # type: ignore[attr-defined]
        if child.tag == qn(tag):
            found.append(child)
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")}:
            found += docx_children(child, tag)
    return found


_TAGS = {"p": "w:p", "table": "w:tbl", "row": "w:tr", "cell": "w:tc"}


def docx_words(body: object, locator: str) -> str:
    element = body
    for name, number in re.findall(r"/(\w+)\[(\d+)\]", locator.removeprefix("body")):
        element = docx_children(element, _TAGS[name])[int(number) - 1]
    return squeeze("".join(part.text or "" for part in element.iter(qn("w:t"))))  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", plans("docx", samples="docx", shared=("*.word.docx", "*.auto.docx", "real/*.docx")))
def test_every_value_of_a_word_file_stands_at_its_path(path: Path) -> None:
    body = Document(str(path)).element.body
    records = read(path)
    found = ((raw.replace("-", ""), found) for raw, found in values(records))  # an automatic bullet is no text
    assert [] == [raw for raw, at in found if not is_found(raw, docx_words(body, at.locator).replace("-", ""))]
    assert all(row.page is None and row.bbox is None for _, row in values(records))


def test_cells_of_a_word_row_are_counted_as_the_file_has_them() -> None:
    """A merged cell counts once; one that covers rows has the place of its first row, where its words are."""
    head = row("STT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Thời hạn")
    first = row("1", cell("Mở phòng đọc", span(2)), cell("Công an xã", '<w:vMerge w:val="restart"/>'), "Quý II/2026")
    second = row("2", "Mua sách", "Tủ sách", cell("", "<w:vMerge/>"), "Trước 30/6/2026")
    data = build_docx(para("KẾ HOẠCH") + para("Mở thư viện năm 2026") + table(head, first, second))
    records = parse_bytes(data, "a.docx", rules())
    assert ["body/table[1]/row[2]/cell[3]"] * 2 == [found.locator for found in records.assignments]
    assert ["body/table[1]/row[2]/cell[4]", "body/table[1]/row[3]/cell[5]"] == [d.locator for d in records.deadlines]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
    assert ["QuýII/2026", "Trước30/6/2026"] == [docx_words(body, found.locator) for found in records.deadlines]


def test_cells_are_counted_as_seen_where_a_reader_names_rows_only() -> None:
    wide = Cell(text="Kết quả", colspan=2)
    upper = Row(cells=(Cell(text="STT"), wide, None, Cell(text="Ghi chú")), locus=Locus(path="table[1]/row[1]"))
    merged = Cell(text="STT", merged_above=True)
    named = Cell(text="2026", locus=Locus(path="own"))
    lower = Row(cells=(merged, Cell(text="2025"), named, Cell(text="")), locus=Locus(path="table[1]/row[2]"))
    line = Row(cells=(Cell(text="a"), Cell(text="b")), locus=Locus(path="line 7"))
    grid = Grid(rows=(upper, lower, line), locus=Locus(path="table[1]"))
    (placed,) = place_all_cells(Source(blocks=(grid,), media_type="text/html")).blocks
    assert isinstance(placed, Grid)
    paths = [[cell and cell.locus and cell.locus.path for cell in part.cells] for part in placed.rows]
    first = "table[1]/row[1]"
    assert [f"{first}/cell[1]", f"{first}/cell[2]", None, f"{first}/cell[3]"] == paths[0]
    assert [f"{first}/cell[1]", "table[1]/row[2]/cell[2]", "own", "table[1]/row[2]/cell[4]"] == paths[1]
    assert [None, None] == paths[2]


# Excel: openpyxl opens the cell. Web pages: the row is counted in the tree


def shown(value: object) -> str:
    """A date is kept as a date: the samples show it as day, month, year, with or without zeros."""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y} {value.day}/{value.month}/{value.year}"
    return str(value or "")


@pytest.mark.parametrize("path", plans("xlsx", samples="xlsx", shared=("*.xlsx",)))
def test_every_value_of_a_workbook_stands_in_its_cell(path: Path) -> None:
    """A number is kept as a number: 70% is 0.7 there."""
    book = openpyxl.load_workbook(path)
    lost_values = []
    for raw, found in values(read(path)):
        place = re.fullmatch(r'sheet "(.+)"/(?:([A-Z]+\d+)|row (\d+))', found.locator)
        assert place, found.locator
        sheet = book[place[1]]
        cells = [sheet[place[2]]] if place[2] else sheet[int(place[3])]
        printed = squeeze("".join(map(shown, (cell.value for cell in cells))))
        if not is_found(raw, printed) and not isinstance(cells[0].value, int | float):
            lost_values.append((raw, found.locator, printed))
    assert [] == lost_values


@pytest.mark.parametrize("path", plans("html", samples="html", shared=("*.html",)))
def test_every_cell_of_a_web_page_stands_in_its_row(path: Path) -> None:
    """The number of a cell counts those that reach down from above, which the file writes in another row."""
    tables = lxml.html.parse(path).getroot().findall(".//table")
    for raw, found in values(read(path)):
        if place := re.fullmatch(r"table\[(\d+)\]/row\[(\d+)\]/cell\[\d+\]", found.locator):
            part = tables[int(place[1]) - 1].findall(".//tr")[int(place[2]) - 1]
            assert is_found(raw, squeeze(part.text_content())), (raw, found.locator)


# Text: the line is looked up


def line_words(path: Path, locator: str) -> str:
    number = re.fullmatch(r"line (\d+)", locator)
    assert number, locator
    line = path.read_text("utf-8-sig").split("\n")[int(number[1]) - 1]
    plain = re.sub(r"</?[a-z]+/?>", "", line)
    return squeeze(re.sub(r"[*_$\\]", "", plain).replace("geq", "≥").replace("leq", "≤").replace("&nbsp;", " "))


@pytest.mark.parametrize("path", plans("txt", samples="text", shared=("*.txt",)))
def test_every_value_of_a_text_stands_on_its_line(path: Path) -> None:
    records = read(path)
    assert records.field_sources
    assert [] == lost(records, lambda row: line_words(path, row.locator))


HTML_TABLE = """KẾ HOẠCH
Mở thư viện năm 2026

<table>
<tr><th>STT</th><th>Nhiệm vụ</th><th>Chủ trì</th><th>Thời hạn</th></tr>
<tr>
<td>1</td>
<td>Mở phòng đọc</td>
<td rowspan="2">Công an xã</td>
<td>Quý II/2026</td>
</tr>
<tr><td>2</td><td>Mua sách</td><td>Quý III/2026</td></tr>
</table>
"""


def test_a_cell_of_an_html_table_has_the_line_it_begins_on() -> None:
    records = records_of(HTML_TABLE)
    assert ["line 10", "line 12"] == [found.locator for found in records.deadlines]
    assert ["line 9", "line 9"] == [found.locator for found in records.assignments]


def test_a_sentence_in_the_middle_of_a_wrapped_paragraph_has_its_own_line() -> None:
    text = (
        "KẾ HOẠCH\nMở thư viện năm 2026\n\nI. MỤC TIÊU CỤ THỂ\n"
        "- Tủ sách của các thôn được bổ sung đều đặn và được cả cộng đồng chăm sóc trong\n"
        "năm theo phương thức xã hội hóa. Tỷ lệ thôn có tủ sách dùng chung của cộng đồng\n"
        "dân cư đạt 80% trở lên.\n"
    )
    (target,) = records_of(text).targets
    assert ("line 7", "80% trở lên") == (target.locator, target.raw[-11:])


LABELLED = """KẾ HOẠCH
Mở thư viện năm 2026

II. NHIỆM VỤ
1. Mở phòng đọc cho thiếu nhi do Công an xã giúp sức
- Chủ trì: Công an xã
- Phối hợp: các thôn
- Thời gian hoàn thành: Quý II/2026
2. Mua sách
- Chủ trì: Trạm Y tế
- Phối hợp: nt
- Thời gian hoàn thành: Quý III/2026
"""


def test_a_task_of_the_text_leads_back_to_its_labelled_lines() -> None:
    """A field that repeats the one above stands there."""
    records = records_of(LABELLED)
    assert ["line 8", "line 12"] == [found.locator for found in records.deadlines]
    places = [(found.role, found.agency_raw, found.locator) for found in records.assignments]
    assert ("lead", "Công an xã", "line 6") in places
    assert [("support", "các thôn", "line 7")] * 2 == [place for place in places if place[0] == "support"]
    names = [found.locator for found in records.field_sources if found.field == "name"]
    assert ["line 5", "line 9"] == names


# One text, several places


def quote(text: str, path: str, page: int | None = None, top: float = 0) -> Quote:
    return Quote(text=text, locus=Locus(path=path, page=page, bbox=(0, top, 10, top + 10) if page else None))


CUT = join_quotes([quote("Phòng Kinh tế; Công", "a", 1, 90), quote("an xã; các thôn", "b", 2, 0)])


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("Phòng Kinh tế", "a"),
        ("các  thôn", "b"),
        ("Công an xã", "a"),  # begins on the first page
        ("", "a"),
        ("Trạm Y tế", "a"),  # nowhere: the place of the whole
    ],
)
def test_words_have_the_place_they_stand_in(words: str, path: str) -> None:
    assert path == place_of(words, CUT).path
    assert () == place_of(words, CUT).quotes


def test_words_over_two_pages_are_quoted_part_by_part() -> None:
    assert [("Công", "a"), ("an xã", "b")] == [(part.text, part.locus.path) for part in quotes_of("Công an xã", CUT)]


def test_the_box_of_a_joined_text_is_around_the_parts_on_its_first_page() -> None:
    joined = join_quotes([quote("a", "p[1]", 1, 10), quote("b", "p[2]", 1, 30), quote("c", "p[3]", 2, 50)])
    assert (1, (0, 10, 10, 40), 3) == (joined.page, joined.bbox, len(joined.quotes))
