"""A text in two forms of equal length, so that what is matched in one can be cut from the other."""

from typing import NamedTuple

from planparse.text.unicode import plain_dashes, tidy, tone_first

_SLASHES = str.maketrans("\u2044\u2215\uff0f", "///")


class Aligned(NamedTuple):
    """One text as printed (tidied, one kind of dash and slash) and folded for comparison; positions agree."""

    printed: str
    folded: str


def align_text(text: str) -> Aligned:
    """Both forms of ``text``.

    >>> align_text("Văn  hoá – Xã hội")
    Aligned(printed='Văn hoá - Xã hội', folded='văn hóa - xã hội')
    """
    printed = plain_dashes(tidy(text)).translate(_SLASHES)
    small = printed.casefold()
    if len(small) != len(printed):
        # A letter whose folded form is longer ("ß") would shift all positions behind it: such letters stay as they are.
        small = "".join(low if len(low := letter.casefold()) == 1 else letter for letter in printed)
    folded = tone_first(small)
    return Aligned(printed, folded if len(folded) == len(printed) else small)
