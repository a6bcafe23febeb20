"""Names as people type them in a hurry: without diacritics, in any case. Only for looking up, never for stored text."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from planparse.text.unicode import fold_typed

_NOT_WORD = re.compile(r"[\W_]+")
_NEAR = 60.0
"""Likeness from which a name is worth suggesting: a slip or a missing word stays above, another name below."""


def fold_name(text: str) -> str:
    """Letters and digits only, without diacritics, in lower case.

    >>> fold_name("Đặc khu Hoàng  Sa"), fold_name("P. Văn hoá – Xã hội")
    ('dac khu hoang sa', 'p van hoa xa hoi')
    """
    return _NOT_WORD.sub(" ", fold_typed(text)).strip()


def find_near(wanted: str, names: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """The names that are written nearest to what was asked for, the nearest first.

    >>> find_near("hai fong", ["Hải Phòng", "Hà Nội", "Lào Cai"])
    ('Hải Phòng',)
    """
    distinct = list(dict.fromkeys(names))
    found = process.extract(
        fold_name(wanted), list(map(fold_name, distinct)), scorer=fuzz.WRatio, score_cutoff=_NEAR, limit=limit
    )
    return tuple(distinct[position] for _, _, position in found)
