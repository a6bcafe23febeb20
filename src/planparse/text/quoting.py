"""Which of several places of a text the words of a value stand in."""

from collections.abc import Sequence
from itertools import accumulate

from planparse.model.base import BBox, Locus, Quote


def join_quotes(quotes: Sequence[Quote]) -> Locus:
    """The place of a text that was put together from these, one at least: the path and the page of the first.

    The box is around all that stand on that page; what stands where is kept in the quotes.
    """
    if len(quotes) == 1:
        only = quotes[0].locus
        return Locus(path=only.path, page=only.page, bbox=only.bbox, quotes=only.quotes or tuple(quotes))
    single = [own for quote in quotes for own in quote.locus.quotes or (quote,)]
    first = single[0].locus
    boxes = [quote.locus.bbox for quote in single if quote.locus.bbox and quote.locus.page == first.page]
    return Locus(path=first.path, page=first.page, bbox=around(boxes) if boxes else None, quotes=tuple(single))


def place_of(words: str, locus: Locus) -> Locus:
    """The place of some words of a text: one of the places that the text was put together from.

    1. A place that holds all the words goes before one that holds their beginning only.
    2. Words that run over several places of one page have the box around these.
    3. Words that stand in none of them have the place of the whole text.
    """
    if len(locus.quotes) <= 1:  # nearly all texts
        return locus.quotes[0].locus if locus.quotes else locus
    whole = next((quote for quote in locus.quotes if _flat(words) in _flat(quote.text)), None)
    if whole is not None:
        return whole.locus
    spanned = [quote.locus for quote in quotes_of(words, locus)]
    if not spanned:
        return locus.model_copy(update={"quotes": ()})
    boxes = [place.bbox for place in spanned if place.bbox and place.page == spanned[0].page]
    return spanned[0].model_copy(update={"bbox": around(boxes)}) if boxes else spanned[0]


def quotes_of(words: str, locus: Locus) -> tuple[Quote, ...]:
    """What of some words of a text stands where, in order; () where the words are not in the text."""
    if not locus.quotes:
        return ()
    texts = [_flat(quote.text) for quote in locus.quotes]
    begins = accumulate((len(text) + 1 for text in texts), initial=0)
    start = " ".join(texts).find(_flat(words))
    end = start + len(_flat(words))
    if start < 0:
        return ()
    return tuple(
        Quote(text=text[max(start - begin, 0) : end - begin].strip(), locus=quote.locus)
        for quote, text, begin in zip(locus.quotes, texts, begins, strict=False)
        if begin < end and start < begin + len(text)
    )


def around(boxes: list[BBox]) -> BBox:
    """The box around some boxes.

    >>> around([(10, 20, 30, 40), (5, 40, 25, 50)])
    (5, 20, 30, 50)
    """
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


def _flat(text: str) -> str:
    return " ".join(text.split())
