"""Lists of words as patterns."""

from collections.abc import Iterable
from typing import Any

import regex

from planparse.text.unicode import fold

LETTER = r"[\p{L}\p{M}\p{N}]"
SIGNS = {"%", "‰"}  # letters may follow them
_END = ""


def choose(words: Iterable[str]) -> str:
    r"""Alternatives, the longest first; a cell may wrap its lines at any space in them.

    Words that begin alike share their beginning in the pattern: hundreds of units are tried at once.

    >>> choose(["hộ", "hộ dân", "%"])
    '(?:(?:hộ(?:\\sdân)?)(?![\\p{L}\\p{M}\\p{N}])|[%])'
    """
    known = set(words)
    signs = "".join(sorted(known & SIGNS))
    nouns = _alternatives(_tree({fold(word) for word in known} - SIGNS))
    parts = [rf"(?:{nouns})(?!{LETTER})" if nouns else "", f"[{signs}]" if signs else ""]
    return f"(?:{'|'.join(filter(None, parts))})"


def _tree(words: Iterable[str]) -> dict[str, Any]:
    """Words letter by letter."""
    root: dict[str, Any] = {}
    for word in sorted(words):
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[_END] = {}
    return root


def _alternatives(node: dict[str, Any]) -> str:
    """What may follow, the longer before the end of the word."""
    branches = [_letters(char, after) for char, after in node.items() if char != _END]
    return "|".join(branches)


def _letters(char: str, after: dict[str, Any]) -> str:
    """A letter and what may follow it; single ways are not bracketed."""
    letters = r"\s" if char == " " else regex.escape(char)
    if set(after) == {_END}:
        return letters
    if _END not in after and len(after) == 1:
        return letters + _alternatives(after)
    return f"{letters}(?:{_alternatives(after)}){'?' if _END in after else ''}"
