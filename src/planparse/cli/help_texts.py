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

    def find(self, part: str, written: str | None) -> str:
        """A text about the command: its page, its line in a list, its last words.

        Args:
            part: which of them.
            written: what the code has, in English: of the page the docstring, which says less.
        """
        return self._choose(self._find(part), None if part == "about" else written, None, written)

    def find_parameter(self, name: str, written: str | None) -> str:
        """What a parameter is for.

        Args:
            name: the parameter, as the code calls it.
            written: what the code says of it, in English.
        """
        everywhere = f"help.every.{name}"
        said = self._catalogue.say(everywhere) if self._catalogue.has(everywhere) else None
        return self._choose(self._find(f"options.{name}"), written, said, written)

    def _choose(self, here: str | None, in_code: str | None, everywhere: str | None, written: str | None) -> str:
        """In English, what somebody wrote into the code is newer than the catalogue."""
        newest = in_code if self._catalogue.language == "en" else None
        return newest or here or everywhere or written or ""

    def _find(self, part: str) -> str | None:
        key = f"help.{self._words}.{part}"
        return self._catalogue.say(key) if self._catalogue.has(key) else None
