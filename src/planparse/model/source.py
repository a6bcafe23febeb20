"""What a reader gives: the blocks of a document in reading order, each with its place."""

import datetime as dt
from typing import Literal

from planparse.model.base import Frozen, Locus

TextOrigin = Literal["native", "ocr"]


class Paragraph(Frozen):
    """One paragraph of running text, a heading, or a line of the header or signature block.

    Attributes:
        text: NFC, white space collapsed, markup and automatic numbering resolved; never empty.
        bold: at least nine tenths of the letters after a leading label are bold (or the line is a Markdown heading).
        centred: the paragraph is set in the middle of its column.
        page_break_before: a page begins between the block above and this one.
        confidence: of OCR, 0 to 1: the mean over its letters; None for text that the file gives as text.
    """

    text: str
    locus: Locus
    bold: bool = False
    centred: bool = False
    page_break_before: bool = False
    confidence: float | None = None


class Cell(Frozen):
    """One cell of a table row.

    Attributes:
        text: NFC; paragraphs of the cell are separated by a line feed, other white space collapsed. Empty is "".
        colspan: number of grid columns the cell covers, itself included.
        merged_above: the cell is the lower part of a vertical merge; its text repeats the text of the cell above.
        bold: as in :class:`Paragraph`.
        locus: only where it says more than the row's locus (PDF: the cell's box).
        confidence: as in :class:`Paragraph`.
    """

    text: str
    colspan: int = 1
    merged_above: bool = False
    bold: bool = False
    locus: Locus | None = None
    confidence: float | None = None


class Row(Frozen):
    """One row of a table as the file prints it.

    Attributes:
        cells: one entry per grid column, from 0; None where a cell to the left covers the position.
        page_break_before: the first row after a page break within its table.
        guessed: no lines show it: where its cells end, and where it ends itself, is told from white space.
    """

    cells: tuple[Cell | None, ...]
    locus: Locus
    page_break_before: bool = False
    guessed: bool = False


class Grid(Frozen):
    """A table as the file holds it: one page's part of it in a PDF, a ``w:tbl`` in Word, a run of rows elsewhere.

    Attributes:
        guessed: no lines show it; only white space parts its columns.
        otherwise: of a guessed one, the paragraphs that its lines are if they are no table.
    """

    rows: tuple[Row, ...]
    locus: Locus
    page_break_before: bool = False
    guessed: bool = False
    otherwise: tuple[Paragraph, ...] = ()


Block = Paragraph | Grid


class Footnote(Frozen):
    """A footnote or an endnote, which is no part of the text that it belongs to.

    Attributes:
        mark: as printed: ``1``, ``iv``, ``*``.
        text: as in :class:`Cell`; never empty.
        locus: the place of the mark where the file links the two, else the place of the note itself.
    """

    mark: str
    text: str
    locus: Locus


class DigitalSignature(Frozen):
    """A digital signature of the file; nobody has checked that it is valid.

    Attributes:
        signer_name: the holder of the certificate: a person, or a body whose seal it is; None where it is not told.
        organisation: the bodies the certificate names, the nearest first.
        signed_at: in UTC, as the signing program claims; None where it gives no time or no offset.
        reason: in the words of the signing program.
        locus: the page where its mark shows; without a page where it shows none.
    """

    signer_name: str | None
    organisation: str | None
    signed_at: dt.datetime | None
    reason: str | None
    locus: Locus


class Source(Frozen):
    """A document as read: nothing interpreted, nothing dropped but page numbers and running headers.

    Attributes:
        media_type: the kind of file its content shows, for example ``application/pdf``.
        page_count: None where the format has no pages.
        has_format: the format can tell bold from plain (Word, PDF, Markdown), so that absence of bold means something.
        signatures: the digital signatures of the file (only PDFs have any).
    """

    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...] = ()
    media_type: str
    page_count: int | None = None
    text_origin: TextOrigin = "native"
    has_format: bool = False
    signatures: tuple[DigitalSignature, ...] = ()
