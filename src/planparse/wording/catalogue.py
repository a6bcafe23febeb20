"""One catalogue of texts per language: ``texts/vi``, ``texts/en``, one file for each thing that speaks.

A text is named by its file and its place in it: ``report.map.title`` stands in ``texts/<language>/report.yaml``. Files
are read when the first of their texts is asked for: a command that only stores plans reads none of the report's.
Both languages have the same keys with the same placeholders: a test compares them.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

_TEXTS = Path(__file__).with_name("texts")

Texts = dict[str, str]


class Catalogue:
    """The texts of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, key: str, **values: object) -> str:
        """A text with its placeholders filled in.

        >>> Catalogue("en").say("errors.example", path="a.docx"), Catalogue("vi").say("errors.example", path="a.docx")
        ('a.docx: no such file', 'a.docx: không có tệp này')

        Raises:
            KeyError: there is no such text, or a placeholder has no value.
        """
        text = _load_texts(self.language, key.partition(".")[0])[key]
        return text.format_map(values) if values else text

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in _load_texts(self.language, key.partition(".")[0])

    def name(self, group: str, term: object) -> str:
        """What people call a name of the tables: ``terms.<group>.<term>``; the name itself where no text is.

        >>> Catalogue("vi").name("fields", "lead_raw"), Catalogue("vi").name("fields", "new_column")
        ('đơn vị chủ trì', 'new_column')
        """
        key = f"terms.{group}.{term}"
        return self.say(key) if self.has(key) else str(term)

    def below(self, prefix: str) -> Texts:
        """All texts whose key begins with ``prefix.``, by the rest of it: what a page takes along.

        >>> Catalogue("en").below("severity")["warning"]
        'warning'
        """
        texts = _load_texts(self.language, prefix.partition(".")[0])
        return {key.removeprefix(f"{prefix}."): text for key, text in texts.items() if key.startswith(f"{prefix}.")}


ENGLISH = Catalogue("en")
"""What databases and logs keep, and what is said where nobody says in which language."""


def list_topics(language: Language) -> tuple[str, ...]:
    """The files of a language, by name."""
    return tuple(sorted(file.stem for file in (_TEXTS / language).glob("*.yaml")))


@cache
def _load_texts(language: Language, topic: str) -> Texts:
    import yaml  # loaded with the first text: most calls of the commands that machines run say nothing

    file = _TEXTS / language / f"{topic}.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        tree = yaml.load(file.read_text("utf-8"), Loader=loader)
    except FileNotFoundError as exc:
        raise KeyError(f"no texts about {topic}") from exc
    return dict(_flatten(topic, tree))


def _flatten(prefix: str, tree: Mapping[str, object] | object) -> list[tuple[str, str]]:
    if not isinstance(tree, Mapping):
        return [(prefix, str(tree))]
    return [pair for name, below in tree.items() for pair in _flatten(f"{prefix}.{name}", below)]
