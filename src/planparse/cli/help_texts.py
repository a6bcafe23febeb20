"""The words of help pages, looked up for each command and parameter.

What is not in the catalogue is said as the code has it, in English: a new command is usable before it is translated.
"""

from planparse.wording.catalogue import Catalogue

ROOT = "planparse"  # where the texts of the program itself stand, beside those of its commands


class HelpTexts:
    """The help of one command: ``help.<its words>.about``, ``.short``, ``.epilog``, ``.options.<parameter>``."""

    def __init__(self, catalogue: Catalogue, words: str) -> None:
        self._catalogue = catalogue
        self._words = words or ROOT

    def find(self, part: str) -> str | None:
        """A text about the command; None where the catalogue has none."""
        return self._find(f"help.{self._words}.{part}")

    def find_parameter(self, name: str, written: str | None) -> str:
        """What a parameter is for: in this command; else as the code has it; else what it is for in every command.

        Args:
            name: the parameter, as the code calls it.
            written: what the code says of it, in English.
        """
        here, everywhere = self._find(f"help.{self._words}.options.{name}"), self._find(f"help.every.{name}")
        in_code = written if self._catalogue.language == "en" else None
        return here or in_code or everywhere or written or ""

    def _find(self, key: str) -> str | None:
        return self._catalogue.say(key) if self._catalogue.has(key) else None
