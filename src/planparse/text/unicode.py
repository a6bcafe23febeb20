"""Unicode form, white space, folding for comparison.

Stored text is only brought to NFC and stripped of stray white space. Matching works on :func:`fold`, which also
undoes what spelling leaves open (tone-mark placement, case, kinds of dash and quote). It never strips diacritics:
*tháng* (month) and *thắng* (win) must stay apart.
"""

import re
import unicodedata

import regex

_INVISIBLE = regex.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")  # soft hyphen, zero-width marks
_HYPHENS = str.maketrans("\u2010\u2011", "--")  # a hyphen is one, whether or not a line may end at it
_HYPHEN = re.compile(r"[\u2010\u2011]")
_SPACE = regex.compile(r"\s+")
_DASHES, _QUOTES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uf02d", "“”„«»″"
_PLAIN = str.maketrans(dict.fromkeys(_DASHES, "-") | dict.fromkeys(_QUOTES, '"'))
_NOT_PLAIN = re.compile(f"[{_DASHES}{_QUOTES}]")

_TONES = "\u0300\u0301\u0303\u0309\u0323"
# "hoà" and "hòa", "uỷ" and "ủy", "xoè" and "xòe" are one spelling: an open syllable in oa, oe, uy may carry the tone
# on either vowel. After q the u belongs to the consonant: "quý" has one spelling only.
_LATE_TONE = regex.compile(rf"(?i)(?<!q)(o(?=[ae])|u(?=y))([aey])([{_TONES}])(?![\p{{L}}\p{{M}}])")
# Both cases are written out: a pattern that ignores case takes six times as long to find nothing.
_TONED = "áàảãạéèẻẽẹýỳỷỹỵÁÀẢÃẠÉÈẺẼẸÝỲỶỸỴ"
_MAY_BE_LATE = regex.compile(rf"[ouOU](?:[{_TONED}]|[aeyAEY]\p{{M}})")
_IS_LATE = regex.compile(rf"(?<![qQ])[ouOU][{_TONED}](?![\p{{L}}\p{{M}}])")  # "khoá", but not "quý", "toán"


def tidy(text: str) -> str:
    """NFC with all white space collapsed to single spaces, hyphens typed as on any keyboard, and the ends stripped.

    >>> tidy(" Số:   97 ")
    'Số: 97'
    """
    text = unicodedata.normalize("NFC", text)
    if text.isprintable() and not _HYPHEN.search(text):
        return " ".join(text.split())  # nearly all text: nothing invisible, and no white space but the plain one
    return _SPACE.sub(" ", _INVISIBLE.sub("", text.translate(_HYPHENS))).strip()


def tidy_lines(text: str) -> str:
    r"""Like :func:`tidy`, but line feeds between non-empty lines stay.

    >>> tidy_lines("Phòng  VH-XH \n\n Công an xã")
    'Phòng VH-XH\nCông an xã'
    """
    if "\n" not in text and "\r" not in text:
        return tidy(text)
    lines = (tidy(line) for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def plain_dashes(text: str) -> str:
    """Every kind of dash as "-", every kind of double quote as '"'."""
    return text.translate(_PLAIN) if _NOT_PLAIN.search(text) else text


def fold(text: str) -> str:
    """The form in which texts are compared: NFC, lower case, one dash, one quote, tone marks in one place.

    >>> fold("Phòng Văn hoá –  Xã hội") == fold("phòng Văn hóa - xã hội")
    True
    >>> fold("tháng") == fold("thắng")
    False
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())  # numbers, codes of documents
    return tone_first(tidy(plain_dashes(text)).casefold())


def tone_first(text: str) -> str:
    """Moves the tone of an open syllable in oa, oe, uy from its last vowel to its first (hoá → hóa, uỷ → ủy).

    >>> tone_first("hoá, Uỷ ban, quý, thuế")
    'hóa, Ủy ban, quý, thuế'
    """
    if not _MAY_BE_LATE.search(text):
        return text  # nearly all text: taking every letter apart costs most of the folding
    if not _IS_LATE.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    decomposed = unicodedata.normalize("NFD", text)
    moved = _LATE_TONE.sub(r"\1\3\2", decomposed)
    return unicodedata.normalize("NFC", moved)


def fold_typed(text: str) -> str:
    """Lower case without diacritics, as people type in a hurry: to look names up, never to tell what a text says.

    >>> fold_typed("Đồng Văn – TP. Huế")
    'dong van – tp. hue'
    """
    apart = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
