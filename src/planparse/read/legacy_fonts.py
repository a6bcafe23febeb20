"""Text typed with the fonts from before Unicode: TCVN3 (.VnTime, .VnTimeH ...) and VNI (VNI-Times ...).

Such a file holds Latin-1 letters that only the font draws as Vietnamese, so the font of every run must be known.
"""

import re
import unicodedata
from typing import Literal

from planparse.text.syllables import is_syllable

Encoding = Literal["tcvn3", "vni"]

_TCVN3_PREFIX = ".vn"
_VNI_PREFIX = "vni"
_UNICODE = re.compile(r"[\u0102-\u01b0\u0300-\u0323\u1ea0-\u1ef9]")
"""Letters that neither font family has: a run with one of them was typed in Unicode, whatever its font is called."""

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

_WORD = re.compile(r"[A-Za-z\u00a1-\uffff]+")
_FEWEST_WORDS = 3
"""One or two odd words prove nothing: they may be French, or a slip."""
_SURE_SHARE = 0.7
"""Of the words that are no Vietnamese as they stand: abbreviations and foreign names are among them."""


def is_legacy_font(font: str | None) -> bool:
    """Whether a font draws Vietnamese letters in the places of others.

    >>> [is_legacy_font(name) for name in (".VnTimeH", "VNI-Times", "Times New Roman", None)]
    [True, True, False, False]
    """
    return (font or "").lower().startswith((_TCVN3_PREFIX, _VNI_PREFIX))


def to_unicode(text: str, font: str | None) -> str:
    """The letters that a reader of the printed page sees; text in any other font stays as it is.

    >>> to_unicode("H¶i Phßng", ".VnTime"), to_unicode("kÕ ho¹ch", ".VnTimeH"), to_unicode("Vieät Nam", "VNI-Times")
    ('Hải Phòng', 'KẾ HOẠCH', 'Việt Nam')
    """
    if not is_legacy_font(font) or _UNICODE.search(text):
        return text
    name = (font or "").lower()
    if name.startswith(_VNI_PREFIX):
        return _VNI.sub(_read_vni, unicodedata.normalize("NFC", text))
    # The fonts of capitals have small letters inside; TCVN3 has no room for accented capitals.
    letters = text.translate(_TCVN3)
    return letters.upper() if name.endswith("h") else letters


def split_mark(text: str, following: str, font: str | None) -> str:
    """The first letter of the following run where, in VNI, it belongs to the last vowel of this one; else "".

    >>> split_mark("Vie", "ät", "VNI-Times"), split_mark("Vie", "ät", "Arial")
    ('ä', '')
    """
    is_vni = (font or "").lower().startswith(_VNI_PREFIX)
    pair = _VNI.fullmatch(text[-1:] + following[:1]) if is_vni and text else None
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
    words = [word for word in _WORD.findall(text) if not word.isascii() and not is_syllable(word)]
    if len(words) < _FEWEST_WORDS:
        return None
    scores: dict[Encoding, float] = {
        "tcvn3": sum(is_syllable(to_unicode(word, _TCVN3_PREFIX)) for word in words) / len(words),
        "vni": sum(is_syllable(to_unicode(word, _VNI_PREFIX)) for word in words) / len(words),
    }
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] >= _SURE_SHARE else None


def _read_vni(match: re.Match[str]) -> str:
    letters = match[0]
    base = _VNI_LETTERS.get(letters[0], letters[0])
    marks = _VNI_MARKS[letters[1].lower()] if len(letters) > 1 else ""
    return unicodedata.normalize("NFC", base + marks)
