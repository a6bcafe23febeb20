"""Is the text layer of a page its text?

Three ways it is not: there is none, or only the stamp that signing software printed on a scan; the letters carry no
meaning (a font without, or with a false, table of its letters); or OCR for another language left the marks of
Vietnamese out. The road not taken: a list of words. Which letters a text may have, and how they stand together, tells
nonsense from words without knowing any.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import regex

from planparse.read.pdf.page import PageContent, Strip
from planparse.read.pdf.strips import find_spaces

Verdict = Literal["good", "bad", "none"]

_FEWEST_CHARS = 20  # a page with fewer letters and a picture is a scan
_FEWEST_ON_PICTURE = 300  # a scan with a stamp has 5 to 250 characters; a page of text under a picture has 1,000
_MOSTLY_COVERED = 0.6  # share of the page: a scan leaves at most its margins free
_MOSTLY_HIDDEN = 0.5  # share of characters that are not painted: a layer that OCR made
_FEWEST_SHAPES = 100  # a page of letters drawn as outlines has one shape a letter
_FEWEST_JUDGED = 40  # characters; fewer do not show what is usual on the page
_MOST_LOST = 0.05  # of a broken font at least the Vietnamese letters are lost, a quarter of all; of bullets, 1 in 50
_MOST_PRIVATE = 0.10  # bullets of symbol fonts are private-use; a page of short bullets has 1 in 20
_MOST_ODD = 0.06  # text in a false alphabet has 12 % and more of letters that Vietnamese has not; a foreign name, one
_FEWEST_READABLE = 0.6  # share of words; of a text at least nine tenths are readable, of shuffled letters a third
_FEWEST_MARKED = 0.12  # share of words with a mark; in Vietnamese more than half, in OCR for English fewer than 5 %
_FEWEST_WORDS = 20  # fewer words do not show what is usual on the page
_APART = 0.15  # em: a wider gap parts two words
_NEXT_LINE = 0.5  # em: a baseline further off is another line

_PLAIN = r"\s!-~\u00a0\u00ab\u00b0-\u00b3\u00b7\u00bb\u00bc-\u00be\u00d7\u00f7"
_MARKS = r"\u0300-\u0303\u0306\u0309\u031b\u0323\u0302"
_SYMBOLS = r"\u2010-\u206f\u20ab\u2190-\u22ff\u2460-\u24ff\u25a0-\u27bf\u00a7\u00ae\u00a9\u00ad\ufb00-\ufb06"
_VIETNAMESE = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯàáâãèéêìíòóôõùúýăđĩũơư\u1ea0-\u1ef9"
_USUAL = regex.compile(f"[{_PLAIN}{_MARKS}{_SYMBOLS}{_VIETNAMESE}]")
_UNUSUAL = regex.compile(f"[^{_PLAIN}{_MARKS}{_SYMBOLS}{_VIETNAMESE}]")
_PRIVATE = regex.compile(r"\p{Co}")
_MARKED = regex.compile(f"[{_VIETNAMESE}{_MARKS}]")
_EDGES = "()[]{}<>\"'“”‘’«».,;:!?…*_-–—+•/"
_LETTERS = regex.compile(r"\p{L}\p{M}*(?:[-–/&.’']?\p{L}\p{M}*)*")
_CASED = regex.compile(r"\p{Lu}?\p{Ll}+|\p{Lu}+")
_VOWELS = "aeiouyàáâãèéêìíòóôõùúýăĩũơư" + "".join(map(chr, range(0x1EA1, 0x1EFA, 2)))
_CONSONANTS = "bcdfghjklmnpqrstvwxzđ"
_SYLLABLE = re.compile(f"[{_CONSONANTS}]{{0,4}}[{_VOWELS}]+[{_CONSONANTS}]{{0,4}}")
_VOWEL = regex.compile("[aeiouyăâêôơư]")
_CROWDED = regex.compile("[^aeiouyăâêôơư]{5}")
_MARK = regex.compile(r"\p{M}")
_JOINT = regex.compile(r"[-–/&.’']")
_DIGIT = regex.compile(r"\d")
_MIXED = regex.compile(r"\d\p{Ll}\d|\p{L}\d\p{L}\d")
_PUNCTUATED = regex.compile(r"[!-,:-@\[-`{-~]")


class _Text(NamedTuple):
    """What a page says, stamps put on it afterwards left out: how often it has each character, and each word."""

    page: PageContent
    chars: Counter[str]
    words: Counter[str]


def judge_text(page: PageContent) -> Verdict:
    """Whether the text layer of a page can be read as its text.

    Returns:
        "good": it can, or the page is blank; "bad": there is one, but of no use (see :func:`find_fault`); "none":
        there is none, or only a stamp on a picture.
    """
    if _has_no_text(page):
        return "none"
    return "good" if find_fault(page) is None else "bad"


def find_fault(page: PageContent) -> str | None:
    """What is wrong with the text layer of a page, in a few words; None where nothing is."""
    text = _read_text(page)
    if text.chars.total() < _FEWEST_JUDGED and page.lost < _FEWEST_READABLE:
        return None
    return next((f"{fault} ({share:.0%})" for fault, find in _FAULTS if (share := find(text)) is not None), None)


def _has_no_text(page: PageContent) -> bool:
    if page.lost > _MOST_LOST:
        return False  # there is text, though its letters are not known
    if page.images == 0 and page.shapes < _FEWEST_SHAPES:
        return False
    printed = sum([find_spaces(strip).count(False) for strip in page.strips if strip.run >= 0])
    return printed < _FEWEST_CHARS or _is_stamped_scan(page, printed)


def _is_stamped_scan(page: PageContent, printed: int) -> bool:
    return page.covered >= _MOSTLY_COVERED and page.hidden < _MOSTLY_HIDDEN and printed < _FEWEST_ON_PICTURE


def _read_text(page: PageContent) -> _Text:
    text = _part_words([strip for strip in page.strips if strip.run >= 0])
    words = Counter(unicodedata.normalize("NFC", text).split())
    return _Text(page, Counter("".join(text.split())), words)


def _part_words(strips: Sequence[Strip]) -> str:
    """The letters in the order of the file, with a space where there is room; exact places matter little for shares."""
    parts: list[str] = []
    for last, strip in zip((None, *strips), strips, strict=False):
        room = strip.size * _APART
        if last and (strip.x0[0] - last.x1[-1] > room or abs(strip.base - last.base) > strip.size * _NEXT_LINE):
            parts.append(" ")
        apart = [start - end > room for end, start in zip(strip.x1, strip.x0[1:], strict=False)]
        if True in apart:
            parts += [f" {text}" if wide else text for wide, text in zip((False, *apart), strip.text, strict=True)]
        else:
            parts += [strip.text] if isinstance(strip.text, str) else strip.text
    return "".join(parts)


def _find_lost(text: _Text) -> float | None:
    return text.page.lost if text.page.lost > _MOST_LOST else None


def _find_private(text: _Text) -> float | None:
    if not _PRIVATE.search("".join(text.chars)):
        return None
    share = _find_share(text, lambda char: _PRIVATE.match(char) is not None)
    return share if share > _MOST_PRIVATE else None


def _find_odd(text: _Text) -> float | None:
    """Letters that no Vietnamese text has; private-use ones are judged apart."""
    if not _UNUSUAL.search("".join(text.chars)):
        return None  # one look at all of them, where each by itself takes as long as all the rest
    share = _find_share(text, lambda char: not (_USUAL.match(char) or _PRIVATE.match(char)))
    return share if share > _MOST_ODD else None


def _find_share(text: _Text, is_meant: Callable[[str], bool]) -> float:
    return sum([times for char, times in text.chars.items() if is_meant(char)]) / max(text.chars.total(), 1)


def _find_unreadable(text: _Text) -> float | None:
    words: Counter[str] = Counter()
    for word, times in text.words.items():
        bare = word.strip(_EDGES)
        if len(bare) > 1 and (bare.isalpha() or any(map(str.isalpha, bare))):
            words[bare] += times
    total = words.total()
    if total < _FEWEST_WORDS:
        return None
    readable = 0
    for word, times in words.items():
        readable += times if _is_readable(word) else 0
        if readable / total >= _FEWEST_READABLE:
            return None  # whatever the rest is
    return 1 - readable / total


def _is_readable(word: str) -> bool:
    """Could this be a word, an abbreviation or a symbol of any language in Latin letters?"""
    if word[1:].islower() and _SYLLABLE.fullmatch(word.lower()):
        return True  # nearly all words; what follows would say so too, ten times as slowly
    if word.isalpha():
        return word.isupper() or (_CASED.fullmatch(word) is not None and _is_pronounceable(word))
    if _DIGIT.search(word):
        return _MIXED.search(word) is None and _PUNCTUATED.search(word) is None
    if not _LETTERS.fullmatch(word):
        return False
    return word.isupper() or (all(map(_CASED.fullmatch, _JOINT.split(word))) and _is_pronounceable(word))


def _is_pronounceable(word: str) -> bool:
    bare = _MARK.sub("", unicodedata.normalize("NFD", word.lower())).replace("đ", "d")
    return _VOWEL.search(bare) is not None and _CROWDED.search(bare) is None


def _find_unmarked(text: _Text) -> float | None:
    """OCR for another language under a picture: words without the marks of Vietnamese."""
    if text.page.hidden < _MOSTLY_HIDDEN:
        return None
    words = {word: times for word, times in text.words.items() if len(word) > 1 and word.strip(_EDGES).isalpha()}
    if sum(words.values()) < _FEWEST_WORDS:
        return None
    share = sum([times for word, times in words.items() if _MARKED.search(word)]) / sum(words.values())
    return 1 - share if share < _FEWEST_MARKED else None


_FAULTS: tuple[tuple[str, Callable[[_Text], float | None]], ...] = (
    ("characters without a letter", _find_lost),
    ("characters of private use", _find_private),
    ("letters that Vietnamese has not", _find_odd),
    ("words that cannot be read", _find_unreadable),
    ("words without marks, as OCR for another language leaves them", _find_unmarked),
)
