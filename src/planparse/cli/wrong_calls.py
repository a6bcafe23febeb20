"""What typer says of a wrong call, in Vietnamese.

Typer says it in English only, in sentences with the words of the call in them. The English texts of the catalogue are
these sentences; what matches one of them is said with its Vietnamese twin. A sentence that typer words in another way
stays English: better than not said.
"""

import re
from collections.abc import Mapping

from planparse.wording.catalogue import Catalogue

_SENTENCES = "calls.wrong"
_INNER = {"told", "problem"}  # placeholders that hold a sentence of their own


def say_wrong_call(told: str, catalogue: Catalogue) -> str:
    """A sentence of typer in the language of a catalogue.

    >>> say_wrong_call("Missing argument 'FILE'", Catalogue("vi"))
    "Thiếu tham số 'FILE'"
    """
    if catalogue.language == "en":
        return told
    for key, text in Catalogue("en").below(_SENTENCES).items():
        if found := _build_pattern(text).fullmatch(told):
            return catalogue.say(f"{_SENTENCES}.{key}", **_say_inner(found.groupdict(), catalogue))
    return told


def _say_inner(values: Mapping[str, str], catalogue: Catalogue) -> dict[str, str]:
    return {name: say_wrong_call(value, catalogue) if name in _INNER else value for name, value in values.items()}


def _build_pattern(text: str) -> re.Pattern[str]:
    """A pattern for the sentence, each placeholder a group."""
    parts = re.split(r"\{(\w+)\}", text)
    pieces = [f"(?P<{part}>.+)" if index % 2 else re.escape(part) for index, part in enumerate(parts)]
    return re.compile("".join(pieces), re.DOTALL)
