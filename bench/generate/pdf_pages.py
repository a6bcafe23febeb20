"""Pages of a made PDF, written from top to bottom: lines of words, and rules."""

from collections.abc import Iterator, Sequence

from generate.packing import Packed, pack_pdf
from generate.pdf_face import Face, Line, load_faces, wrap

_UPRIGHT, _LANDSCAPE = (595, 842), (842, 595)
_LEFT, _RIGHT, _TOP, _BOTTOM = 85, 57, 57, 57
_OBJECTS_OF_FACE = 5


class Pages:
    """The pages so far, and where the next line goes."""

    def __init__(self, size: float) -> None:
        self.size = size
        self._faces = load_faces()
        self._pages: list[tuple[tuple[int, int], list[str]]] = []
        self._form = _UPRIGHT
        self.left, self.at = _LEFT, 0.0
        self.new_page()

    @property
    def width(self) -> float:
        """Points between the margins."""
        return self._form[0] - _LEFT - _RIGHT

    @property
    def room(self) -> float:
        """Points that are left on this page."""
        return self.at - _BOTTOM

    def new_page(self, *, landscape: bool | None = None) -> None:
        """Goes on on a new page, whose number stands at its top, but not on the first."""
        if landscape is not None:
            self._form = _LANDSCAPE if landscape else _UPRIGHT
        self._pages.append((self._form, []))
        self.at = self._form[1] - _TOP
        if len(self._pages) > 1:
            text = str(len(self._pages))
            self._show(text, "F1", 11, self._form[0] / 2 - 4, self._form[1] - 37)

    def wrapped(self, text: str, face: str, size: float, width: float) -> list[Line]:
        """The text in lines of a face."""
        return wrap(text, self._faces[face], size, width)

    def paragraph(self, text: str, *, face: str = "F1", centred: bool = False) -> None:
        """A paragraph over the width of the page; it goes on on the next page where this one ends."""
        leading = self.size * 1.3
        for line in self.wrapped(text, face, self.size, self.width):
            if self.room < leading:
                self.new_page()
            self.at -= leading
            indent = (self.width - line.width) / 2 if centred else 0
            self._show(line.text, face, self.size, self.left + indent, self.at)
        self.at -= 4

    def columns(self, columns: Sequence[tuple[Sequence[str], str]], shares: Sequence[float]) -> None:
        """Lines side by side, each column centred in its share of the width: the zones of a header or a signature."""
        size, top, left = self.size * 0.88, self.at, self.left
        leading, lowest = size * 1.35, self.at
        for (lines, face), share in zip(columns, shares, strict=True):
            self.at, width = top, self.width * share
            for line in (one for text in lines for one in self.wrapped(text, face, size, width)):
                self.at -= leading
                self._show(line.text, face, size, left + (width - line.width) / 2, self.at)
            left, lowest = left + int(width), min(lowest, self.at)
        self.at = lowest - 6

    def lines(self, lines: Sequence[Line], face: str, size: float, x: float, top: float, *, centre: float = 0) -> None:
        """Lines of a cell, the first below ``top``; centred in ``centre`` points if given."""
        leading = size * 1.25
        for number, line in enumerate(lines, 1):
            indent = (centre - line.width) / 2 if centre else 0
            self._show(line.text, face, size, x + indent, top - number * leading + 0.25 * size)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A thin straight line."""
        self._pages[-1][1].append(f"{x0:.1f} {y0:.1f} m {x1:.1f} {y1:.1f} l S")

    def packed(self) -> Packed:
        """The file."""
        return pack_pdf(self._objects())

    def _show(self, text: str, face: str, size: float, x: float, y: float) -> None:
        if text:
            codes = self._faces[face].codes(text)
            self._pages[-1][1].append(f"BT /{face} {size:g} Tf {x:.2f} {y:.2f} Td <{codes}> Tj ET")

    def _objects(self) -> Iterator[tuple[str, bytes | None]]:
        """Catalogue, page tree, fonts, then two objects for each page."""
        faces: list[Face] = list(self._faces.values())
        first = 3 + _OBJECTS_OF_FACE * len(faces)
        kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(self._pages)))
        fonts = "".join(f"/{face.name} {3 + _OBJECTS_OF_FACE * index} 0 R" for index, face in enumerate(faces))
        yield "/Type/Catalog/Pages 2 0 R/Lang(vi-VN)", None
        yield f"/Type/Pages/Kids[{kids}]/Count {len(self._pages)}/Resources<</Font<<{fonts}>>>>", None
        for index, face in enumerate(faces):
            yield from face.objects(3 + _OBJECTS_OF_FACE * index)
        for index, (form, marks) in enumerate(self._pages):
            content = first + 2 * index + 1
            yield f"/Type/Page/Parent 2 0 R/MediaBox[0 0 {form[0]} {form[1]}]/Contents {content} 0 R", None
            yield "", "\n".join(["0.5 w", *marks]).encode()
