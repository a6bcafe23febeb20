"""Writes Vietnamese in the encodings from before Unicode, as the typists of the time did."""

import unicodedata

_TCVN3 = dict(
    zip(
        "ăâêôơưđàảãáạẲằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        "¨©ª«¬\xad®µ¶·¸¹»»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ¡¢£¤¥¦§",
        strict=True,
    )
)
_VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_ROOF = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_VNI_BOWL = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_VNI_LETTERS = {"đ": "ñ", "ĩ": "ó", "ị": "ò", "ỉ": "æ", "ỵ": "î", "í": "í", "ì": "ì"}


def to_tcvn3(text: str) -> str:
    """Capitals with a tone have no place in TCVN3: they are typed small."""
    letters = unicodedata.normalize("NFC", text)
    return "".join(_TCVN3.get(letter) or _TCVN3.get(letter.lower(), letter) for letter in letters)


def to_vni(text: str) -> str:
    return "".join(map(_vni_letter, unicodedata.normalize("NFC", text)))


def _vni_letter(letter: str) -> str:
    small = letter.lower()
    if small.isascii():
        return letter
    typed = _VNI_LETTERS.get(small) or _vni_vowel(small)
    return typed.upper() if letter.isupper() else typed


def _vni_vowel(letter: str) -> str:
    base, marks = letter[0], unicodedata.normalize("NFD", letter)[1:]
    base = unicodedata.normalize("NFD", letter)[0]
    tone = "".join(mark for mark in marks if mark in _VNI_TONES)
    if "\u0302" in marks:
        return base + _VNI_ROOF[tone]
    if "\u0306" in marks:
        return base + _VNI_BOWL[tone]
    if "\u031b" in marks:
        base = {"o": "ô", "u": "ö"}[base]
    return base + (_VNI_TONES[tone] if tone else "")
