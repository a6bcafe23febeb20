"""What every other model is made of: the frozen base, the place in a document, the note, the outcome."""

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

BBox = tuple[float, float, float, float]
"""x0, y0, x1, y1 in PDF points, origin at the top left of the page."""

T = TypeVar("T")


class Frozen(BaseModel):
    """A closed value: no field can be changed, added or coerced."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Locus(Frozen):
    """Where in a document something stands.

    Attributes:
        path: a way a person can follow inside the file: ``line 214``, ``body/table[3]/row[5]``, ``page 3/p[4]``.
        page: counts from 1; None where the format has no pages (text, Word).
        bbox: the box on that page; None where it is not known.
        quotes: what stands where, in order, for a text that was put together from several places (a paragraph that the
            page cut, a field of several cells); then path, page and bbox are those of the first.
    """

    path: str
    page: int | None = None
    bbox: BBox | None = None
    quotes: tuple["Quote", ...] = ()


class Quote(Frozen):
    """Words of the document and the one place they stand in."""

    text: str
    locus: Locus


class Note(Frozen):
    """A finding: reading went on, but a person should look here.

    Attributes:
        code: a key of ``planparse.codes.CODES``, which knows severity, meaning and advice.
        text: the words of the document (or the file's name) that the finding is about.
        locus: where it stands; None when it is about the whole document.
    """

    code: str
    text: str = ""
    locus: Locus | None = None


class Outcome(Frozen, Generic[T]):
    """What a stage returns: its result, and what it noticed on the way."""

    value: T
    notes: tuple[Note, ...] = ()
