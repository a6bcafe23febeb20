"""What a printed line begins with: a bullet, a label, a small letter."""

import regex

_BULLET = regex.compile(r"^[-–—+•●▪*\uf0b7\uf02d](?=\s|\p{L}|$)")
_LABEL = regex.compile(
    r"^(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[IVXLC]{1,5}|\p{Ll})[.)]|\d{1,2}(?:\.\d{1,2})+|[IVX]{1,5}\s?[-/])(?=\s|\p{Lu}|$)"
)
_LONGEST_LABEL = 7  # "III.1.2"
_SMALL = regex.compile(r"^[^\p{L}\p{N}]{0,2}\p{Ll}")


def has_bullet(text: str) -> bool:
    """Does the line begin with a bullet?

    >>> has_bullet("- Lưu: VT."), has_bullet("-2%")
    (True, False)
    """
    return _BULLET.search(text) is not None


def has_label(text: str) -> bool:
    """Does the line begin with a bullet or with a label such as "1.", "1.1.", "a)", "IV.", "(1)"?

    >>> has_label("1.2. Yêu cầu"), has_label("2026. Các phòng")
    (True, False)
    """
    return has_bullet(text) or _LABEL.search(text) is not None


def is_label(text: str) -> bool:
    """Is the text a bullet or a label and nothing else?

    >>> is_label("1.1."), is_label("-"), is_label("a) Nhóm")
    (True, True, False)
    """
    return has_label(text) and " " not in text.strip() and len(text) <= _LONGEST_LABEL


def goes_on(text: str) -> bool:
    """Does the line begin with a small letter, as only the middle of a sentence does?"""
    return not has_label(text) and _SMALL.search(text) is not None


def is_capitals(text: str) -> bool:
    """Is the text in capitals?"""
    return text.isupper()
