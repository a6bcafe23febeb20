"""Names of files as people and the database read them."""

import unicodedata

_INSTEAD = "\ufffd"


def printable(name: str) -> str:
    r"""The name on one line: control characters, which could also steer a terminal, are replaced.

    >>> printable("Kế hoạch\n2026.docx")
    'Kế hoạch�2026.docx'
    """
    return "".join(_INSTEAD if unicodedata.category(letter) == "Cc" else letter for letter in name)
