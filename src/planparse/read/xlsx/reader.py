"""A workbook as blocks in reading order, sheet after sheet."""

import re
from collections.abc import Iterator

from planparse.errors import UnreadableError
from planparse.model.base import Locus, Note, Outcome
from planparse.model.source import Block, Paragraph, Source
from planparse.read.legacy_fonts import is_legacy_font
from planparse.read.xlsx.grids import build_grids
from planparse.read.xlsx.package import Package, SheetPart, local_name
from planparse.read.xlsx.regions import Region, find_regions
from planparse.read.xlsx.sheet import Book, SheetCells, read_sheet
from planparse.read.xlsx.styles import read_runs, read_styles
from planparse.text.unicode import tidy
from planparse.wording.message import Message

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_DEFAULT_NAME = re.compile(r"(?i)(?:sheet|trang[ _]?tính|bảng tính)\s*\d*")
_HIDDEN = frozenset({"hidden", "veryHidden"})


def read_xlsx(data: bytes) -> Outcome[Source]:
    """Reads a workbook: the lines above a table as paragraphs, tables with their merged cells, numbers as shown.

    1. Every filled cell of a sheet that is shown stands in exactly one block; cells in hidden rows and columns too.
    2. Paths name the sheet and the row as Excel counts them.

    Notes: read.hidden_sheet, read.hidden_cells, read.formula, read.legacy_font, read.picture, read.floating.

    Raises:
        UnreadableError: the file is damaged, protected, or far too large.
    """
    with Package(data) as package:
        reader = _BookReader(package)
        blocks = tuple(reader.read_blocks())
        notes = (*reader.notes, *_note_drawings(package))
    return Outcome[Source](value=Source(blocks=blocks, media_type=MEDIA_TYPE, has_format=True), notes=notes)


class _BookReader:
    """Walks the sheets once."""

    def __init__(self, package: Package) -> None:
        main = next(
            (part for kind, part in package.related("").values() if kind == "officeDocument"), "xl/workbook.xml"
        )
        if main not in package.names:
            raise UnreadableError(Message("errors.workbook.no_sheet"))
        self.notes: list[Note] = []
        self._package = package
        self._related = package.related(main)
        self._sheets, from_1904 = _read_workbook(package, main, self._related)
        styles = read_styles(package, self._part("styles"), from_1904=from_1904)
        strings = self._part("sharedStrings")
        shared = package.elements(strings, "si") if strings in package.names else ()
        self._book = Book(tuple(tuple(read_runs(item)) for item in shared), styles)

    def read_blocks(self) -> Iterator[Block]:
        begun = False
        for sheet in self._sheets:
            if sheet.hidden:
                self.notes.append(Note(code="read.hidden_sheet", text=sheet.name, locus=_locus(sheet.name)))
                continue
            for index, block in enumerate(self._read_sheet(sheet)):
                yield block.model_copy(update={"page_break_before": begun and index == 0})
                begun = True

    def _part(self, kind: str) -> str | None:
        return next((part for found, part in self._related.values() if found == kind), None)

    def _read_sheet(self, sheet: SheetPart) -> Iterator[Block]:
        cells = read_sheet(self._package, sheet.part, sheet.name, self._book)
        self.notes += cells.notes
        legacy = next((font for font in sorted(cells.fonts) if is_legacy_font(font)), None)
        if legacy is not None:
            self.notes.append(Note(code="read.legacy_font", text=legacy, locus=_locus(sheet.name)))
        regions = tuple(find_regions(cells))
        if regions and regions[0].is_table and not _DEFAULT_NAME.fullmatch(sheet.name.strip()):
            # Nothing on the sheet says what its table is, so the name of the sheet does.
            yield Paragraph(text=tidy(sheet.name) or "-", locus=_locus(sheet.name), bold=True, centred=True)
        for region in regions:
            yield from _read_region(cells, region, sheet.name)


def _read_region(cells: SheetCells, region: Region, name: str) -> Iterator[Block]:
    if region.is_table or any(len(cells.rows[row]) > 1 for row in region.rows):
        yield from build_grids(cells, region.rows, name)
        return
    for row in region.rows:
        for cell in cells.rows[row].values():
            for line in cell.text.split("\n"):
                centred = cell.style.centred
                yield Paragraph(text=line, locus=_locus(name, row), bold=cell.bold, centred=centred)


def _locus(name: str, row: int | None = None) -> Locus:
    return Locus(path=f'sheet "{name}"' if row is None else f'sheet "{name}"/row {row}')


def _read_workbook(
    package: Package, main: str, related: dict[str, tuple[str, str]]
) -> tuple[tuple[SheetPart, ...], bool]:
    """The sheets in the order of their tabs, and whether days count from 1904."""
    sheets = []
    from_1904 = False
    for element in package.elements(main, "workbookPr", "sheet"):
        if local_name(element) == "workbookPr":
            from_1904 = element.get("date1904", "0") not in {"0", "false"}
            continue
        identifier = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        kind, part = related.get(identifier, ("", ""))
        if kind == "worksheet":
            sheets.append(SheetPart(element.get("name", ""), part, element.get("state") in _HIDDEN))
    if not any(not sheet.hidden for sheet in sheets):
        raise UnreadableError(Message("errors.workbook.no_sheet"))
    return tuple(sheets), from_1904


def _note_drawings(package: Package) -> Iterator[Note]:
    """What lies over the cells is left out, but not in silence."""
    for name in sorted(package.names):
        if name.startswith("xl/drawings/drawing"):
            text = tidy(" ".join(element.text or "" for element in package.elements(name, "t")))
            yield from [Note(code="read.floating", text=text)] if text else []
        elif name.startswith("xl/media/"):
            yield Note(code="read.picture", text=name.rsplit("/", 1)[-1])
