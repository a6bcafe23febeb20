"""Which syllables of a Vietnamese text make one word: "hộ gia đình" is the words *hộ* and *gia đình*.

This is the only module that knows pyvi. Its model takes more than a second and a hundred megabytes to load, so it is
imported when the first text is asked for, and not before.
"""

import warnings
from collections.abc import Callable


def load_splitter() -> Callable[[str], tuple[str, ...]]:
    """Loads the model; what comes back gives the words of a text in order, compounds joined by "_".

    >>> load_splitter()("hộ gia đình có chữ ký số")
    ('hộ', 'gia_đình', 'có', 'chữ_ký', 'số')
    """
    with warnings.catch_warnings():
        # The model was stored by an older scikit-learn, which says so at every load; its results are tested.
        warnings.simplefilter("ignore")
        from pyvi import ViTokenizer

    return lambda text: tuple(ViTokenizer.tokenize(text).split())


class WordMemory:
    """The compound words of texts that are asked for again and again, such as the wordings of a catalogue."""

    def __init__(self) -> None:
        self._split: Callable[[str], tuple[str, ...]] | None = None
        self._words: dict[str, tuple[str, ...]] = {}

    def words_of(self, text: str) -> tuple[str, ...]:
        """The words of a text; the first text of all takes as long as loading the model."""
        if text not in self._words:
            self._split = self._split or load_splitter()
            self._words[text] = self._split(text)
        return self._words[text]
