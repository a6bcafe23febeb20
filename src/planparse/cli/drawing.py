"""Pictures for people: the page of a record with its cells, and the pages of a plan with all that was found."""

from pathlib import Path

from planparse.cli.language import catalogue
from planparse.errors import UsageError
from planparse.model.base import BBox
from planparse.read.dispatch import read_source
from planparse.read.pdf.debugging import draw_blocks
from planparse.read.pictures import Outline, add_legend, draw_page, is_pdf, outline, set_side_by_side, to_png
from planparse.report.record import Record, Values
from planparse.wording.message import Message
from planparse.wording.system import name_reason

_ROW = (20, 60, 200)
_CELL = (200, 30, 30)
_OTHER = (0, 130, 60)

Pages = dict[int, list[Outline]]


def find_outlines(record: Record) -> Pages:
    """What to draw on which page, in the order of pages; nothing where the format has no pages."""
    found: list[tuple[int, Outline]] = []
    rows = record.parts.get("source_rows") or [record.row]
    found += [(page, Outline(box, _ROW, width=6)) for page, box in map(_place, rows) if page and box]
    fields: dict[tuple[int, BBox], list[str]] = {}
    for row in record.parts.get("field_sources", ()):
        page, box = _place(row)
        if page and box:
            fields.setdefault((page, box), []).append(str(row["field"]).removesuffix("_raw"))
    for (page, box), names in fields.items():
        found.append((page, Outline(box, _CELL, ", ".join(dict.fromkeys(names)), filled=True)))
    return {page: [one for at, one in found if at == page] for page in sorted({page for page, _ in found})}


def draw_record(data: bytes, pages: Pages) -> bytes:
    """The pages of a record side by side, as PNG.

    Raises:
        UnreadableError: a page cannot be drawn.
    """
    sheets = [outline(draw_page(data, number), outlines) for number, outlines in pages.items()]
    legend = ((_ROW, catalogue().say("cli.show.legend_row")), (_CELL, catalogue().say("cli.show.legend_cell")))
    return to_png(add_legend(set_side_by_side(sheets), legend))


def draw_plan(data: bytes, name: str, target: Path) -> list[Path]:
    """Each page of a PDF as a picture in a folder, or beside a file name; none for other files.

    Raises:
        UsageError: there is no such folder and none can be made.
        UnreadableError: a page cannot be drawn.
    """
    if not is_pdf(data):
        return []
    source = read_source(data, name).value
    written: list[Path] = []
    for number, image in draw_blocks(data, source):
        file = _file_of(target, number, source.page_count or 1)
        file.write_bytes(to_png(image))
        written.append(file)
    return written


def _file_of(target: Path, number: int, count: int) -> Path:
    """``out.png`` for a document of one page, ``out-3.png`` for one of more; ``page-3.png`` in a folder."""
    if target.suffix.lower() == ".png" and not target.is_dir():
        if not target.absolute().parent.is_dir():
            raise UsageError(Message("errors.call.no_parent", path=target, parent=target.parent))
        return target if count == 1 else target.with_name(f"{target.stem}-{number}{target.suffix}")
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise UsageError(Message("errors.call.no_folder_made", path=target, reason=name_reason(exc))) from exc
    return target / f"page-{number}.png"


def _place(row: Values) -> tuple[int | None, BBox | None]:
    page, box = row.get("page"), row.get("bbox")
    if not isinstance(page, int) or not isinstance(box, list | tuple):
        return None, None
    x0, y0, x1, y1 = box
    return page, (x0, y0, x1, y1)
