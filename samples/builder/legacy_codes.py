"""The two codes of Vietnamese that were written before Unicode, from the published tables of TCVN 5712:1993 and VNI.

In both a letter is one or two characters of the Western code page, and only the font shows what is meant.
"""

import unicodedata

_TCVN3_LOWER = (
    "A8ă A9â AAê ABô ACơ ADư AEđ "
    "B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ "
    "CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị "
    "DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ "
    "EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ"
)
_TCVN3_UPPER = "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ"
# The tone marks of VNI stand behind their vowel: á à ả ã ạ, and â ấ ầ ẩ ẫ ậ, ă ắ ằ ẳ ẵ ặ.
_VNI_MARKS = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_ROOF = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_VNI_BREVE = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_VNI_WHOLE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}
_VNI_HORN = {"o": "ô", "u": "ö"}
_ROOF, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"


def _tcvn3_table() -> dict[str, str]:
    return {item[2]: chr(int(item[:2], 16)) for item in f"{_TCVN3_LOWER} {_TCVN3_UPPER}".split()}


def _vni_letter(letter: str) -> str:
    """A lower-case Vietnamese letter in VNI."""
    if letter in _VNI_WHOLE:
        return _VNI_WHOLE[letter]
    base, *marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in _VNI_MARKS), "")
    if _ROOF in marks:
        return base + _VNI_ROOF[tone]
    if _BREVE in marks:
        return base + _VNI_BREVE[tone]
    stem = _VNI_HORN[base] if _HORN in marks else base
    return stem + _VNI_MARKS.get(tone, "")


_LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
TCVN3 = _tcvn3_table()
VNI = {letter: _vni_letter(letter) for letter in _LETTERS} | {
    letter.upper(): _vni_letter(letter).upper() for letter in _LETTERS
}


def encode_tcvn3(text: str) -> str | None:
    """The text in TCVN3; None where it holds a letter that this code has not (accented capitals)."""
    return _encode(text, TCVN3)


def encode_vni(text: str) -> str | None:
    """The text in VNI; None where it holds a letter that this code has not."""
    return _encode(text, VNI)


def _encode(text: str, table: dict[str, str]) -> str | None:
    known = [table.get(letter, letter if _is_common(letter) else "") for letter in text]
    return "".join(known) if all(known) else None


def _is_common(letter: str) -> bool:
    """A sign that the font of either code shows as it is: ASCII, curly quotes, dashes, dots."""
    return letter.isascii() or letter in "“”‘’–—…"
