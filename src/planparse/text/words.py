"""Which syllables of a Vietnamese text make one word: "hộ gia đình" is the words *hộ* and *gia đình*.

This module and ``compounds`` are the only ones that know pyvi. Its model is loaded when the first text is asked for,
and not before.
"""

import warnings
from collections.abc import Callable

from planparse.text.compounds import load_model
from planparse.text.memory import Memory


def load_splitter() -> Callable[[str], tuple[str, ...]]:
    """Loads the model; what comes back gives the words of a text in order, compounds joined by "_".

    >>> load_splitter()("hộ gia đình có chữ ký số")
    ('hộ', 'gia_đình', 'có', 'chữ_ký', 'số')
    """
    try:
        return load_model().split
    except Exception:  # another pyvi than ours, that keeps its model elsewhere: slower, but the same words
        return load_slowly()


def load_slowly() -> Callable[[str], tuple[str, ...]]:
    """The same by pyvi's own module, which loads scikit-learn."""
    with warnings.catch_warnings():
        # The model was stored by an older scikit-learn, which says so at every load; its results are tested.
        warnings.simplefilter("ignore")
        from pyvi import ViTokenizer

    return lambda text: tuple(ViTokenizer.tokenize(text).split())


class WordMemory:
    """The compound words of texts that are asked for again and again, such as the wordings of a catalogue."""

    def __init__(self) -> None:
        self._split: Callable[[str], tuple[str, ...]] | None = None
        self._memory = Memory()

    def words_of(self, text: str) -> tuple[str, ...]:
        """The words of a text; the first text of all takes as long as loading the model."""
        return self._memory.recall(_split, self, text)

    def split(self, text: str) -> tuple[str, ...]:
        """The words of a text that nobody remembers."""
        self._split = self._split or load_splitter()
        return self._split(text)


def _split(words: WordMemory, text: str) -> tuple[str, ...]:
    return words.split(text)
