"""How the end of one printed line meets the beginning of the next: with a space, or without.

Office programs never hyphenate Vietnamese, but they break a line after the "-" or "/" of a document's symbol
("57-NQ/TW"), of a span of years ("2026-2030") or of two words joined by a slash ("kết quả/sản phẩm").
"""

from collections.abc import Sequence

import regex

_TAIL = regex.compile(r"(?:^|\s)(\S*[\p{L}\p{N}])([-–/])$")
_HYPHENS = ("-", "–", "/")
_HEAD = regex.compile(r"^[\p{L}\p{N}][^\s]*")
_NUMBER_FIRST = regex.compile(r"^[(\"“]*\d")
_CAPITALS = regex.compile(r"^[\p{Lu}\p{N}]{2,}(?:$|[-/&.])|^[\p{Lu}\p{N}][\p{L}\p{N}]*[-/]")
_NUMBER_LAST = regex.compile(r"\d$")
_SLASH_FIRST = regex.compile(r"^/\p{Lu}")


def join_lines(lines: Sequence[str]) -> str:
    """The lines as one text.

    >>> join_lines(["Nghị quyết số 57-", "NQ/TW về khoa học", "và công nghệ"])
    'Nghị quyết số 57-NQ/TW về khoa học và công nghệ'
    """
    text = ""
    for line in lines:
        text = join_pair(text, line) if text else line
    return text


def join_pair(left: str, right: str) -> str:
    """Two lines as one text.

    >>> join_pair("giai đoạn 2026-", "2030"), join_pair("Phòng Văn hóa -", "Xã hội")
    ('giai đoạn 2026-2030', 'Phòng Văn hóa - Xã hội')
    """
    return left + right if _is_one_word(left, right) else f"{left} {right}"


def _is_one_word(left: str, right: str) -> bool:
    if _SLASH_FIRST.search(right) and _NUMBER_LAST.search(left):
        return True
    if not left.endswith(_HYPHENS):
        return False
    tail, head = _TAIL.search(left), _HEAD.search(right)
    if tail is None or head is None:
        return False
    if tail[2] == "/":
        return True
    return _is_symbol(tail[1], head[0])


def _is_symbol(tail: str, head: str) -> bool:
    """Do the pieces around a hyphen look like a symbol or a span of numbers?"""
    if _NUMBER_FIRST.search(tail):
        return head[0].isdigit() or head[0].isupper()
    return bool(_CAPITALS.search(tail)) and bool(_CAPITALS.search(head))
