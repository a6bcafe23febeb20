"""A message that is not said yet: which text, with which values. Whoever shows it chooses the language."""

from planparse.wording.catalogue import Catalogue


class Message:
    """A text of the catalogue with its values; as a string it is English, which is what databases and logs keep.

    >>> str(Message("errors.example", path="a.docx"))
    'a.docx: no such file'
    """

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values

    def __str__(self) -> str:
        """The message in English."""
        return self.say(Catalogue("en"))

    def say(self, catalogue: Catalogue) -> str:
        """The message in the language of a catalogue; values that are messages themselves too."""
        said = {
            name: value.say(catalogue) if isinstance(value, Message) else value for name, value in self.values.items()
        }
        return catalogue.say(self.key, **said)
