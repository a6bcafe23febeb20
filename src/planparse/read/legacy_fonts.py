"""Text typed with the fonts from before Unicode: TCVN3 (.VnTime, .VnTimeH ...) and VNI (VNI-Times ...).

Such a file holds Latin-1 letters that only the font draws as Vietnamese, so the font of every run must be known. Where
the font is lost or lies, spelling decides: wrong letters make no syllables.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from planparse.text.syllables import is_syllable

Encoding = Literal["tcvn3", "vni"]
ENCODINGS: tuple[Encoding, ...] = ("tcvn3", "vni")

_PREFIXES: tuple[tuple[str, Encoding], ...] = ((".vn", "tcvn3"), ("vni", "vni"))
_UNICODE = re.compile(r"[\u0102-\u01b0\u0300-\u0323\u1ea0-\u1ef9]")
"""Letters that neither font family has: a word with one of them was typed in Unicode, whatever its font is called."""

# TCVN 5712 from 0xA1 and from 0xB5; the soft hyphen (0xAD) is its ư.
_TCVN3 = dict(
    zip(
        [*range(0xA1, 0xAF), *range(0xB5, 0xFF)],
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)

# VNI writes a vowel and behind it a letter that stands for its marks: "Vieät" is "Việt".
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT, _CIRCUMFLEX, _BREVE = "\u0301\u0300\u0309\u0303\u0323\u0302\u0306"
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _CIRCUMFLEX, "á": _CIRCUMFLEX + _ACUTE, "à": _CIRCUMFLEX + _GRAVE, "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE, "ä": _DOT + _CIRCUMFLEX,
    "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE, "ë": _DOT + _BREVE,
}  # fmt: skip
_VNI_LETTERS = dict(zip("ÑñÖöÔôÓóÒòÆæÎî", "ĐđƯưƠơĨĩỊịỈỉỴỵ", strict=True))
_VNI = re.compile(
    "(?i:(?P<plain>[uyoeaôö])(?P<tone>[ùøûõï])|(?P<round>[aeo])(?P<roof>[âáàåãä])|(?P<short>a)(?P<bowl>[êéèúüë]))"
    "|[ÑñÖöÔôÓóÒòÆæÎî]"
)

# Letters and signs of Latin-1 that Vietnamese in Unicode has no use for, and both encodings cannot do without.
_ODD = re.compile(r"[§¨©ª«¬\xad®µ¶¸¹º»¼½¾ÄÅÆÇËÎÏÐÑÖØÛÜÞßäåæçëîïðñöøûüþÿ]")
_WORD = re.compile(r"[A-Za-z\u00a1-\uffff]+")
_FEWEST_WORDS = 3
"""One or two odd words prove nothing: they may be French, or a slip."""
_SURE_SHARE = 0.7
"""Of the words that are no Vietnamese as they stand: abbreviations and foreign names are among them."""
_WHOLE_SHARE = 0.9
"""From here on, what is no Vietnamese after decoding is abbreviations and slips."""


def is_legacy_font(font: str | None) -> bool:
    """Whether a font draws Vietnamese letters in the places of others.

    >>> [is_legacy_font(name) for name in (".VnTimeH", "VNI-Times", "Times New Roman", None)]
    [True, True, False, False]
    """
    return font_encoding(font) is not None


def font_encoding(font: str | None) -> Encoding | None:
    """The encoding that a font stands for by its name; None for Unicode."""
    name = (font or "").lower()
    return next((encoding for prefix, encoding in _PREFIXES if name.startswith(prefix)), None)


def to_unicode(text: str, font: str | None) -> str:
    """The letters that a reader of the printed page sees; text in any other font stays as it is.

    >>> to_unicode("H¶i Phßng", ".VnTime"), to_unicode("kÕ ho¹ch", ".VnTimeH"), to_unicode("Vieät Nam", "VNI-Times")
    ('Hải Phòng', 'KẾ HOẠCH', 'Việt Nam')
    """
    encoding = font_encoding(font)
    if encoding is None or _UNICODE.search(text):
        return text
    letters = decode_letters(text, encoding)
    # The fonts of capitals have small letters inside; TCVN3 has no room for accented capitals.
    return letters.upper() if is_capital_font(font) else letters


def is_capital_font(font: str | None) -> bool:
    """Whether a font draws small letters as capitals: .VnTimeH, .VnArialH."""
    return font_encoding(font) == "tcvn3" and (font or "").lower().endswith("h")


def decode_letters(text: str, encoding: Encoding) -> str:
    r"""Text in an encoding as Unicode; ASCII never changes.

    >>> decode_letters("tr\xadíc 30/6", "tcvn3"), decode_letters("tröôùc 30/6", "vni")
    ('trước 30/6', 'trước 30/6')
    """
    if encoding == "tcvn3":
        return text.translate(_TCVN3)
    return _VNI.sub(_read_vni, unicodedata.normalize("NFC", text))


def split_mark(text: str, following: str, font: str | None) -> str:
    """The first letter of the following run where, in VNI, it belongs to the last vowel of this one; else "".

    >>> split_mark("Vie", "ät", "VNI-Times"), split_mark("Vie", "ät", "Arial")
    ('ä', '')
    """
    return split_vowel(text, following) if font_encoding(font) == "vni" else ""


def split_vowel(text: str, following: str) -> str:
    """As :func:`split_mark`, for texts that are known to be VNI."""
    pair = _VNI.fullmatch(text[-1:] + following[:1]) if text else None
    return following[:1] if pair else ""


def guess_encoding(text: str) -> Encoding | None:
    """The encoding in which letters that make no sense as they stand are Vietnamese; None where there is none.

    Only words with letters beyond ASCII that are no syllables as they stand are asked, so that Unicode text is never
    taken for anything else, and text of both kinds is known by its foreign part.

    >>> guess_encoding("Uû ban nh©n d©n x\u00b7 H\u00b6i Phßng"), guess_encoding("UÛy ban nhaân daân xaõ Vieät")
    ('tcvn3', 'vni')
    >>> guess_encoding("Ủy ban nhân dân xã Hà Trì"), guess_encoding("People's Committee"), guess_encoding("«café»")
    (None, None, None)
    """
    if not is_odd(text):
        return None  # nearly every text: looking at its words would take far longer
    # Where other languages are in the text too, one line may still be sure.
    return _guess_words(text) or next(filter(None, map(_guess_words, text.split("\n"))), None)


def _guess_words(text: str) -> Encoding | None:
    words = _odd_words(text)
    if len(words) < _FEWEST_WORDS:
        return None
    scores = {encoding: count_syllables(words, encoding) / len(words) for encoding in ENCODINGS}
    best = max(ENCODINGS, key=lambda encoding: scores[encoding])
    return best if scores[best] >= _SURE_SHARE else None


def is_mixed(text: str, encoding: Encoding) -> bool:
    """Whether a text in an encoding has parts that are not: typed in Unicode, or in another language."""
    words = _odd_words(text)
    return _UNICODE.search(text) is not None or count_syllables(words, encoding) < _WHOLE_SHARE * len(words)


def _odd_words(text: str) -> list[str]:
    words = _accented_words(text)
    odd = {word for word in set(words) if not is_syllable(word)}
    return [word for word in words if word in odd]


def is_vietnamese(text: str) -> bool:
    """Whether the words with letters beyond ASCII are nearly all Vietnamese as they stand, and there are some."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return len(words) >= _FEWEST_WORDS and _count_syllables(words) >= _SURE_SHARE * len(words)


def is_odd(text: str) -> bool:
    """Whether some letter or sign is one that Vietnamese in Unicode does not use."""
    return _ODD.search(text) is not None


def is_better_in(text: str, encoding: Encoding) -> int:
    """By how many words a text is better read in an encoding; below zero where it is better as it stands.

    >>> is_better_in("H¶i Phßng", "tcvn3"), is_better_in("Hà Trì", "tcvn3"), is_better_in("30/6", "vni")
    (2, 0, 0)
    >>> is_better_in("le maïs où Noël", "vni")
    -1
    """
    words = _accented_words(text)
    decoded = count_syllables(words, encoding)
    return decoded - max(_count_syllables(words), len(words) - decoded)


def count_syllables(words: Iterable[str], encoding: Encoding) -> int:
    """How many of the words are Vietnamese in an encoding."""
    return sum(count for word, count in Counter(words).items() if is_syllable(decode_letters(word, encoding)))


def _count_syllables(words: Iterable[str]) -> int:
    """How many of the words are syllables as they stand; in a text nearly every word is there more than once."""
    return sum(count for word, count in Counter(words).items() if is_syllable(word))


def has_unicode(text: str) -> bool:
    """Whether some of the text was typed in Unicode: it has letters that neither encoding has."""
    return _UNICODE.search(text) is not None


def decode_guessed(text: str, encoding: Encoding, *, mixed: bool) -> str:
    r"""A stretch of text in an encoding that was guessed.

    Its font is lost, and with it the capitals that only the font made: words typed in capitals are whole again.

    Args:
        text: a line, or the part of it in one font.
        encoding: what the text around it is in.
        mixed: some of that text is in Unicode, so that a stretch that makes no more sense decoded is left alone.

    >>> decode_guessed("KÕ HO¹CH 2026", "tcvn3", mixed=False), decode_guessed("Xã Hà Trì", "tcvn3", mixed=True)
    ('KẾ HOẠCH 2026', 'Xã Hà Trì')
    """
    if has_unicode(text) or (mixed and is_better_in(text, encoding) <= 0):
        return text
    return _WORD.sub(lambda match: _restore_capitals(match[0], encoding, text), text)


def _restore_capitals(word: str, encoding: Encoding, line: str) -> str:
    letters = decode_letters(word, encoding)
    plain = "".join(filter(str.isascii, word))
    # One capital begins a name (§µ N½ng, Uû ban), unless nothing around it is small.
    capitals = (plain.isupper() and (len(plain) > 1 or _is_upper(line))) or (not plain and _is_upper(line))
    return letters.upper() if encoding == "tcvn3" and capitals else letters


def _is_upper(line: str) -> bool:
    return "".join(filter(str.isascii, line)).isupper()


def repair_lines(text: str) -> tuple[str, Encoding | None]:
    r"""Text without fonts: the encoding that parts of it are in, or None, and its lines with those parts in Unicode.

    >>> repair_lines("Uû ban nh©n d©n\nx\u00b7 S«ng Thö")
    ('Uỷ ban nhân dân\nxã Sông Thử', 'tcvn3')
    """
    encoding = guess_encoding(text)
    if encoding is None:
        return text, None
    mixed = is_mixed(text, encoding)
    return "\n".join(decode_guessed(line, encoding, mixed=mixed) for line in text.split("\n")), encoding


def _accented_words(text: str) -> list[str]:
    """The words with letters beyond ASCII that might be of either encoding."""
    return [word for word in _WORD.findall(text) if not word.isascii() and _UNICODE.search(word) is None]


def _read_vni(match: re.Match[str]) -> str:
    letters = match[0]
    base = _VNI_LETTERS.get(letters[0], letters[0])
    marks = _VNI_MARKS[letters[1].lower()] if len(letters) > 1 else ""
    return unicodedata.normalize("NFC", base + marks)
