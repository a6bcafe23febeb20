"""Footnotes and endnotes: read apart from the text, each with its mark and the place of the mark."""

from collections.abc import Iterator
from typing import NamedTuple

from planparse.model.base import Locus, Note
from planparse.model.source import Footnote
from planparse.read.docx.numbering import format_number
from planparse.read.docx.package import Package
from planparse.read.docx.survey import ENDNOTE_MARK, FOOTNOTE_MARK
from planparse.read.docx.tables import TableReader, is_deleted_row
from planparse.read.docx.xml import Element, W, switch_attribute, text_value, unwrapped, whole_value

# Kept as they are until accepted, but a reader does not see them; text boxes are noted as a whole.
_UNSEEN = frozenset({W + "del", W + "moveFrom", W + "txbxContent"})


class _Series(NamedTuple):
    """Footnotes or endnotes: their texts by id, and how their marks are counted."""

    kind: str
    bodies: dict[str, Element]
    start: int
    shape: str


class FootnoteReader:
    """Collects the notes whose marks stand in the blocks of the body, in the order of their marks."""

    def __init__(self, package: Package, tables: TableReader) -> None:
        self._tables = tables
        self._series = {
            FOOTNOTE_MARK: _build_series("footnote", package.footnotes, package, "decimal"),
            ENDNOTE_MARK: _build_series("endnote", package.endnotes, package, "lowerRoman"),
        }
        self._marks: list[tuple[Element, str]] = []

    def find_marks(self, block: Element, path: str) -> None:
        """Takes up the marks of one paragraph or table of the body."""
        rows: dict[Element, int] | None = None
        for mark in block.iter(FOOTNOTE_MARK, ENDNOTE_MARK):
            above = list(mark.iterancestors())
            if any(parent.tag in _UNSEEN or (parent.tag == W + "tr" and is_deleted_row(parent)) for parent in above):
                continue
            if block.tag == W + "tbl":
                rows = rows or {row: number for number, row in enumerate(_rows(block), 1)}
                number = next((rows[parent] for parent in above if parent in rows), None)
                self._marks.append((mark, f"{path}/row[{number}]"))
            else:
                self._marks.append((mark, path))

    def read_footnotes(self) -> Iterator[Footnote | Note]:
        """The notes; one whose text is missing in the file is a finding."""
        counts = dict.fromkeys(self._series, 0)
        places: dict[str, int] = {}
        for element, path in self._marks:
            series = self._series[element.tag]
            own = custom_mark(element)
            if own is None:
                counts[element.tag] += 1
            mark = own or format_number(series.start + counts[element.tag] - 1, series.shape)
            place = f"{path}/{series.kind}"
            places[place] = places.get(place, 0) + 1
            locus = Locus(path=f"{place}[{places[place]}]")
            text = self._read_text(series.bodies.get(element.get(W + "id", "")), own, locus.path)
            yield (
                Footnote(mark=mark, text=text, locus=locus)
                if text
                else Note(code="read.footnotes", text=mark, locus=locus)
            )

    def _read_text(self, body: Element | None, own_mark: str | None, path: str) -> str:
        if body is None:
            return ""
        text, _ = self._tables.read_content(unwrapped(body), path)
        return text.removeprefix(own_mark or "").strip()


def custom_mark(reference: Element) -> str | None:
    """The mark that was typed for a note in place of its number: it follows the reference in the same run."""
    if not switch_attribute(reference, "customMarkFollows"):
        return None
    following = reference.itersiblings(W + "t", W + "sym")
    return "".join(part.text or "*" for part in following).strip() or None


def _rows(table: Element) -> Iterator[Element]:
    return (child for child in unwrapped(table) if child.tag == W + "tr")


def _build_series(kind: str, root: Element | None, package: Package, shape: str) -> _Series:
    bodies = {} if root is None else {body.get(W + "id", ""): body for body in root.findall(W + kind)}
    said = list(_settings(kind, package))
    starts = (whole_value(element, "numStart") for element in said)
    shapes = (text_value(element, "numFmt") for element in said)
    start = next((number for number in starts if number is not None), 1)
    return _Series(kind, bodies, start, next((name for name in shapes if name), shape))


def _settings(kind: str, package: Package) -> Iterator[Element]:
    """What the last section says about the marks, then what the document does."""
    yield from package.document.findall(f"{W}body/{W}sectPr/{W}{kind}Pr")
    if package.settings is not None:
        yield from package.settings.findall(f"{W}{kind}Pr")
