"""A text and its form for matching, tied together letter by letter.

Rules match a folded text (lower case, one dash, tone marks in one place, slips of OCR mended); what is stored are the
words as printed. ``Aligned`` holds both and leads back from any span of the one to the words of the other.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import regex

from planparse.text.unicode import plain_dashes, tidy, tidy_lines, tone_first

_SLASHES = str.maketrans("\u2044\u2215\uff0f", "///")
_SLASH = re.compile(r"[\u2044\u2215\uff0f]")


class Aligned(NamedTuple):
    """A text in two forms.

    Attributes:
        printed: NFC, white space collapsed, line feeds between lines kept.
        folded: the form rules match on.
        origin: for each offset of ``folded`` (its end included) the offset of ``printed`` that it stands for.
    """

    printed: str
    folded: str
    origin: Sequence[int]

    def words(self, start: int, end: int) -> str:
        """The printed words of a half-open span of ``folded``."""
        return " ".join(self.printed[self.origin[start] : self.origin[end]].split())


def align(text: str) -> Aligned:
    r"""Any text beside its folded form, which has the same length.

    >>> align("Quý  II\u2013III").folded
    'quý ii-iii'
    """
    return _fold(tidy_lines(text.encode("utf-8", "replace").decode("utf-8")))  # half a surrogate pair becomes "?"


def align_line(text: str) -> Aligned:
    """Any text as one line with one kind of dash and slash, beside its folded form.

    >>> align_line("Văn  hoá \u2013 Xã hội")[:2]
    ('Văn hoá - Xã hội', 'văn hóa - xã hội')
    """
    plain = plain_dashes(tidy(text))
    return _fold(plain.translate(_SLASHES) if _SLASH.search(plain) else plain)


def _fold(printed: str) -> Aligned:
    plain = plain_dashes(printed)
    lower = plain.casefold()
    if len(lower) != len(plain):  # a letter whose folded form is longer ("ß") stays: it would shift all behind it
        lower = "".join(low if len(low := char.casefold()) == 1 else char for char in plain)
    toned = tone_first(lower)
    return Aligned(printed, toned if len(toned) == len(printed) else lower, range(len(printed) + 1))


def replace(
    text: Aligned, pattern: "regex.Pattern[str]", template: str | Callable[["regex.Match[str]"], str]
) -> tuple[Aligned, tuple[tuple[int, int], ...]]:
    r"""Mends the folded form and says which printed spans were mended.

    >>> import regex
    >>> mended, spans = replace(align("QuýIL2026"), regex.compile(r"il(?=20)"), "ii/")
    >>> mended.folded, spans, mended.words(0, len(mended.folded))
    ('quýii/2026', ((3, 5),), 'QuýIL2026')
    """
    folded, origin, spans, done = "", [], [], 0
    for match in pattern.finditer(text.folded):
        new = match.expand(template) if isinstance(template, str) else template(match)
        if new == match.group():
            continue
        start, end = match.span()
        folded += text.folded[done:start] + new
        origin += [*text.origin[done:start], *_spread(text.origin[start : end + 1], len(new))]
        spans.append((text.origin[start], text.origin[end]))
        done = end
    if not spans:
        return text, ()
    origin += text.origin[done:]
    return Aligned(text.printed, folded + text.folded[done:], tuple(origin)), tuple(spans)


def _spread(old: Sequence[int], length: int) -> list[int]:
    """Origins for ``length`` new letters in place of the old ones; letters beyond them stand at their end."""
    return [old[min(k, len(old) - 1)] for k in range(length)]
