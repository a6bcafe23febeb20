"""English sentences that were written before anybody knew who would read them, in the language of the reader.

Databases, logs and other processes hold English. Whoever shows what they hold does not have the message it came from,
only its words; the English text of the catalogue with anything in its placeholders tells which message it was. A
sentence that no text fits is shown as it is.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from planparse.wording.catalogue import Catalogue
from planparse.wording.message import Message

# Placeholders that hold a sentence or a reason; names of files and words of plans are never translated.
_SENTENCES = frozenset({"told", "problem", "reason", "fault", "advice"})
_PLACEHOLDER = re.compile(r"\{(\w+)[^}]*\}")


def say_again(told: str, catalogue: Catalogue, *topics: str) -> str:
    """An English sentence in the language of a catalogue.

    Args:
        told: the sentence.
        catalogue: of the reader.
        topics: where its text may stand: files of the catalogue, or parts of one.

    >>> say_again("a.docx: no such file", Catalogue("vi"), "errors.call")
    'a.docx: không có tệp này'
    >>> say_again("something else", Catalogue("vi"), "errors.call")
    'something else'
    """
    if catalogue.language == "en":
        return told
    for sentence in _list_sentences(topics):
        if found := sentence.pattern.fullmatch(told):
            return _fill(catalogue.say(sentence.key), found.groupdict(), catalogue, topics)
    return told


class Told(Message):
    """A sentence that somebody else has written in English, as part of a message.

    >>> str(Told("Field required", "faults")), Told("Field required", "faults").say(Catalogue("vi"))
    ('Field required', 'thiếu mục này')
    """

    def __init__(self, sentence: str, *topics: str) -> None:
        super().__init__("")
        self.sentence = sentence
        self.topics = topics

    def say(self, catalogue: Catalogue) -> str:
        """The sentence; as it is where no text fits."""
        return say_again(self.sentence, catalogue, *self.topics)


class _Sentence(NamedTuple):
    key: str
    pattern: re.Pattern[str]


@cache
def _list_sentences(topics: tuple[str, ...]) -> tuple[_Sentence, ...]:
    """The sentences of these topics, those with most words of their own first: they are the most particular."""
    english = Catalogue("en")
    texts = {f"{topic}.{key}": text for topic in topics for key, text in english.below(topic).items()}
    own = {key: len(_PLACEHOLDER.sub("", text)) for key, text in texts.items()}
    return tuple(_Sentence(key, _build_pattern(texts[key])) for key in sorted(texts, key=lambda key: -own[key]))


def _build_pattern(text: str) -> re.Pattern[str]:
    """A pattern for the sentence: a group for each placeholder, which is the same words each time it is named."""
    pattern, end, seen = "", 0, set[str]()
    for found in _PLACEHOLDER.finditer(text):
        name = found[1]
        pattern += re.escape(text[end : found.start()]) + (f"(?P={name})" if name in seen else f"(?P<{name}>.+)")
        seen.add(name)
        end = found.end()
    return re.compile(pattern + re.escape(text[end:]), re.DOTALL)


def _fill(text: str, values: Mapping[str, str], catalogue: Catalogue, topics: tuple[str, ...]) -> str:
    """A text with values that are words already: how a number is written was decided when they were."""

    def value_of(found: re.Match[str]) -> str:
        value = values[found[1]]
        return say_again(value, catalogue, *topics) if found[1] in _SENTENCES else value

    return _PLACEHOLDER.sub(value_of, text)
