"""Letters of TCVN3 and VNI fonts on a page, turned into the letters that a reader of the page sees.

The font's name tells the encoding, as in Word; where a printer driver gave the font another name, the spelling of its
text does.
"""

from collections.abc import Iterator, Sequence

import regex

from planparse.read.legacy_fonts import guess_encoding, is_legacy_font, split_mark, to_unicode
from planparse.read.pdf.page import Char, PageContent, Strip
from planparse.read.pdf.strips import chain_texts, gather, take_apart
from planparse.text.syllables import is_syllable

_APART = 0.15  # em: a wider gap parts two words
_SUBSET = regex.compile(r"^[a-z]{6}\+")
_STYLE = regex.compile(r"(?:[,-](?:bold|italic|regular|oblique).*|(?:ps)?mt)$")
_NAMES = {"tcvn3": ".vntime", "vni": "vni-times"}
_LETTERS = regex.compile(r"[\p{L}-]+")
_SUSPECT = regex.compile(r"[\u00a1-\u00ff--[ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý«»°±²³·×÷§©®]]", regex.V1)
_SOFT_HYPHEN = "\u00ad"  # the ư of TCVN3; PDF libraries give it out as "-"


class LegacyFonts:
    """What is known of the fonts of a document; pages are handed in one after the other."""

    def __init__(self) -> None:
        self.named: dict[str, str] = {}
        """Each font found to be legacy, by its name in the file, and the name that tells its encoding."""

    def unfold(self, page: PageContent) -> PageContent:
        """The page with Vietnamese letters in the place of those that only a legacy font draws as such."""
        if not self._is_suspect(page.strips):
            return page
        chars = tuple(take_apart(page.strips))
        texts = _text_by_font(chars)
        guessed = guess_encoding(" ".join(texts.values()))
        for font, text in texts.items():
            encoding = guess_encoding(text) or guessed
            name = clean_name(font) if is_legacy_font(clean_name(font)) else _NAMES[encoding] if encoding else ""
            if name and not _is_unicode(text, name):
                self.named.setdefault(font, name)
        used = self.named.keys() & texts.keys()
        if not used:
            return page
        known = {font: self.named[font] for font in used if not _is_unicode(texts[font], self.named[font])}
        return page._replace(strips=tuple(gather(_convert(chars, known))))

    def _is_suspect(self, strips: Sequence[Strip]) -> bool:
        """Whether it is worth a closer look; nearly no page is."""
        fonts = {strip.font for strip in strips}
        if fonts & self.named.keys() or any(is_legacy_font(clean_name(font)) for font in fonts):
            return True
        return _SUSPECT.search("".join(set(chain_texts(strips)))) is not None


def clean_name(font: str) -> str:
    """The name of a font without what a PDF adds to it.

    >>> clean_name("abcdef+.vntimeh,bold"), clean_name("vni-times-bold")
    ('.vntimeh', 'vni-times')
    """
    return _STYLE.sub("", _SUBSET.sub("", font))


def _text_by_font(chars: Sequence[Char]) -> dict[str, str]:
    texts: dict[str, list[str]] = {}
    for word in _split_words(chars):
        texts.setdefault(word[0].font, []).append("".join(char.text for char in word))
    return {font: " ".join(words) for font, words in texts.items()}


def _is_unicode(text: str, name: str) -> bool:
    """Has the text letters that no legacy font has, whatever the font is called?"""
    probe = "\u00b8" if name.startswith(".vn") else "Ñ"
    return to_unicode(text + probe, name).endswith(probe)


def _split_words(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """Stretches of characters of one font with nothing between, in the order of the file; spaces are words too."""
    word: list[Char] = []
    for last, char in zip((None, *chars), chars, strict=False):
        if word and last and _parts(last, char):
            yield word
            word = []
        word.append(char)
    if word:
        yield word


def _parts(last: Char, char: Char) -> bool:
    blank = last.text.isspace() or char.text.isspace()
    apart = abs(char.base - last.base) > char.size / 2 or char.x0 - last.x1 > _APART * char.size
    return blank or apart or last.font != char.font


def _convert(chars: Sequence[Char], known: dict[str, str]) -> Iterator[Char]:
    for word in _split_words(chars):
        name = known.get(word[0].font)
        if name is None:
            yield from word
        elif name.startswith(".vn"):
            yield from _read_tcvn3(word, name)
        else:
            yield from _read_vni(word, name)


def _read_tcvn3(word: Sequence[Char], name: str) -> Iterator[Char]:
    letters = [to_unicode(char.text, name) for char in word]
    horned = to_unicode(_SOFT_HYPHEN, name)
    hyphens = [i for i, letter in enumerate(letters) if letter == "-"]
    if hyphens and _is_word("".join(horned if letter == "-" else letter for letter in letters)):
        for index in hyphens:
            letters[index] = horned
    for char, letter in zip(word, letters, strict=True):
        yield char._replace(text=letter)


def _is_word(text: str) -> bool:
    return any(is_syllable(part) for part in _LETTERS.findall(text) if len(part) > 1 and "ư" in part.lower())


def _read_vni(word: Sequence[Char], name: str) -> Iterator[Char]:
    """VNI writes a vowel and its marks as two letters; they become one, as wide as both."""
    taken = False
    for char, following in zip(word, (*word[1:], None), strict=True):
        if taken:
            taken = False
        elif following and split_mark(char.text, following.text, name):
            taken = True
            right, top = max(char.x1, following.x1), min(char.top, following.top)
            yield char._replace(text=to_unicode(char.text + following.text, name), x1=right, top=top)
        else:
            yield char._replace(text=to_unicode(char.text, name))
