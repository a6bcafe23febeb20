"""Markdown and HTML marks in OCR'd text: what is bold, where lines end; the marks themselves are no text."""

import html
import re
import unicodedata
from collections.abc import Iterator

from planparse.read.emphasis import Piece
from planparse.read.latex import plain_formulas

SOFT_BREAK = "\x0b"
"""Stands for a line break that markup makes (``<br>``, ``</p>``) within a line of the file."""

_ON, _OFF = "\x02", "\x03"
_SHIELD = 0xF100  # a private place for punctuation that a backslash protects

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HEADING = re.compile(r"\s{0,3}(?:#{1,6}\s+|#{2,6}(?=\S))(?P<text>.*?)\s*#*\s*$")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,2000}\)|<!--.{0,2000}?-->|<img\b[^<>]*>", re.DOTALL)
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((?:https?:|mailto:|www\.|#)[^()\s]{0,2000}\)")
_BREAK_TAG = re.compile(
    r"(?i)\s*</?(?:br|p|div|center|li|ul|ol|blockquote|hr|table|thead|tbody|tr|td|th)(?:\s[^<>]*)?/?>\s*"
)
_BOLD_TAG = re.compile(r"(?i)<(?P<close>/?)(?:b|strong|h[1-6])(?:\s[^<>]*)?>")
_OTHER_TAG = re.compile(r"(?i)</?(?:i|em|u|s|del|ins|sup|sub|span|font|small|mark|a|code|page)(?:\s[^<>]*)?/?>")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HARD_BREAK = re.compile(r"(?m)\\$")
# A star inside a word or number ("5*10") or before a bracket ("(*) Ghi chú") is itself; a pair around words is a mark.
_STARS = re.compile(r"(?<![\w*])\*(?=[^\s*)])([^*]*[^\s*(])\*(?![\w*])")
_UNDERLINES = re.compile(r"(?<![\w_])(_{1,2})(?=[^\s_])([^_]*[^\s_])\1(?![\w_])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")

# One of these is in whatever the patterns above, formulas and protected punctuation begin with.
_MARK = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f$\\\[<*_&\uf100-\uf180]")


def strip_heading(line: str) -> tuple[str, bool]:
    """A line without its leading ``#`` marks, and whether it had any.

    >>> strip_heading("### II. NỘI DUNG"), strip_heading("#1 trong tỉnh")
    (('II. NỘI DUNG', True), ('#1 trong tỉnh', False))
    """
    match = _HEADING.match(line)
    return (str(match["text"]), True) if match else (line, False)


def read_markup(text: str) -> list[Piece]:
    r"""The text without its marks, in pieces of one weight; a bold mark without a partner is dropped.

    >>> read_markup("a) **Mục tiêu**: *(kèm theo)*")
    [Piece(text='a) ', bold=False), Piece(text='Mục tiêu', bold=True), Piece(text=': (kèm theo)', bold=False)]
    """
    text = unicodedata.normalize("NFC", text)
    if not _MARK.search(text):
        return [Piece(text, bold=False)] if text else []  # nearly every cell: the steps below would change nothing
    text = plain_formulas(_CONTROL.sub("", text))
    text = _HARD_BREAK.sub("", _ESCAPED.sub(_shield, text))
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _BOLD_TAG.sub(lambda match: _OFF if match["close"] else _ON, _BREAK_TAG.sub(_break, text))
    text = _mark_bold(_OTHER_TAG.sub("", text))
    text = _STARS.sub(r"\1", _UNDERLINES.sub(_underline, text))
    return list(_cut(text))


def _break(match: re.Match[str]) -> str:
    """A tag at the end of a line adds no line to the one that ends there."""
    return "\n" if "\n" in match[0] else SOFT_BREAK


def _shield(match: re.Match[str]) -> str:
    return chr(_SHIELD + ord(match[1]))


def _underline(match: re.Match[str]) -> str:
    return f"{_ON}{match[2]}{_OFF}" if len(match[1]) == 2 else str(match[2])


def _mark_bold(text: str) -> str:
    parts = text.split("**")
    if len(parts) % 2 == 0:
        # The last mark has no partner, for example where OCR lost it.
        parts[-2:] = [parts[-2] + parts[-1]]
    return "".join(part + mark for part, mark in zip(parts, _marks(len(parts)), strict=True))


def _marks(count: int) -> Iterator[str]:
    """The mark after each of so many parts: on, off, on, off ... and nothing after the last."""
    for index in range(count - 1):
        yield _OFF if index % 2 else _ON
    yield ""


def _cut(text: str) -> Iterator[Piece]:
    depth = 0
    for part in re.split(f"([{_ON}{_OFF}])", text):
        if part in {_ON, _OFF}:
            depth = max(depth + (1 if part == _ON else -1), 0)
        elif part:
            yield Piece(_unshield(_ENTITY.sub(_entity, part)), bold=depth > 0)


def _entity(match: re.Match[str]) -> str:
    return html.unescape(match[0])


def _unshield(text: str) -> str:
    return "".join(chr(ord(char) - _SHIELD) if _SHIELD < ord(char) < _SHIELD + 128 else char for char in text)
