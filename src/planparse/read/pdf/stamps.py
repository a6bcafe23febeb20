"""The words that signing software prints about a digital signature: no part of the document."""

import regex

# Fixed by the signing programs, not by the authors of plans, and so no matter for the rules.
_STRONG = regex.compile(
    r"(?i)\b(?:ký\s*bởi|người\s*ký|thời\s*gian\s*ký|ngày\s*ký|digitally\s*signed|signed\s*by)\s*(?::|by\b)"
)
_WEAK = regex.compile(r"(?i)^\s*(?:cơ\s*quan|tổ\s*chức|email|e-mail|chức\s*vụ|lý\s*do|date|reason|location)\s*:")
_LONGEST_FIELD = 60  # letters: a number or a day in a signature's appearance is far shorter


def is_stamp(text: str) -> bool:
    """Does the text of a signature's appearance describe the signature, rather than give a number or a day?

    >>> is_stamp("Ký bởi: Ủy ban nhân dân xã A"), is_stamp("447")
    (True, False)
    """
    return bool(_STRONG.search(text)) or len(text.strip()) > _LONGEST_FIELD


def opens_stamp(line: str) -> bool:
    """Does this line of a page begin, beyond doubt, the description of a digital signature?"""
    match = _STRONG.search(line)
    return match is not None and not line[: match.start()].strip()


def continues_stamp(line: str) -> bool:
    """Could this line be part of such a description, if one stands next to it?"""
    return opens_stamp(line) or _WEAK.search(line) is not None
