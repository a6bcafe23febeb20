"""pyvi's model of Vietnamese words, without the libraries that it was trained with.

``pyvi.ViTokenizer`` stores its model in a class of sklearn-crfsuite, whose import brings scikit-learn, SciPy and
pandas: 1.6 seconds and 160 megabytes in every process, for a base class that nobody asks anything. The model itself is
a file of CRFsuite inside pyvi's pickle. This module takes it out, and asks CRFsuite what pyvi would ask; a test
compares the two. The road not taken is a copy of the model among our own files: it would not follow pyvi's.
"""

import codecs
import pickle
import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from string import punctuation
from typing import Any
from unicodedata import normalize

_FOLDER, _MODEL, _WORDS = "models", "pyvi3.pkl", "words.txt"
_DATA = "__FILE_RESOURCE_DATA__"  # where sklearn-crfsuite keeps the bytes of a model's file
# The order matters: an abbreviation before its letters, an address before its words.
_TOKEN = re.compile(
    r"""
      [A-ZĐ]+\. | Tp\. | Mr\. | Mrs\. | Ms\. | Dr\. | ThS\.
    | ==> | -> | \.\.\. | >> | \n
    | \w+://[^\s]+
    | [a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+
    | \d+(?:[.,_]\d+)+
    | [^\w\s]
    | \w+
    """,
    re.VERBOSE,
)

Features = dict[str, str | bool | float]


class Splitter:
    """Cuts a text into words, the syllables of each joined by "_"."""

    def __init__(self, model: bytes, known: frozenset[str]) -> None:
        """``model`` is a file of CRFsuite, ``known`` are compounds of two and three syllables."""
        from pycrfsuite import Tagger  # here, as all that only some plans need

        self._model = model  # CRFsuite keeps no copy: it reads these bytes whenever it is asked
        self._tagger = Tagger()
        self._tagger.open_inmemory(model)
        self._known = known

    def split(self, text: str) -> tuple[str, ...]:
        """The words of a text, in order."""
        tokens = _TOKEN.findall(normalize("NFC", text))
        if not tokens:
            return tuple(text.split())
        labels = self._tagger.tag([self._features(tokens, index) for index in range(len(tokens))])
        words = [tokens[0]]
        for index in range(1, len(tokens)):
            if labels[index] == "I_W" and _may_join(tokens[index - 1], tokens[index]):
                words[-1] += f"_{tokens[index]}"
            else:
                words.append(tokens[index])
        return tuple(" ".join(words).split())  # a line feed is a token, but no word

    def _features(self, tokens: Sequence[str], at: int) -> Features:
        """What the model was trained on: a syllable, its neighbours, and whether they are known compounds."""
        found: Features = {
            "bias": 1.0,
            "word.lower()": tokens[at].lower(),
            "word.isupper()": tokens[at].isupper(),
            "word.istitle()": tokens[at].istitle(),
            "word.isdigit()": tokens[at].isdigit(),
        }
        for step in (-1, 1):
            if not 0 <= at + step < len(tokens):
                continue
            beside = tokens[at + step]
            found[f"{step:+}:word.lower()"] = beside.lower()
            found[f"{step:+}:word.istitle()"] = beside.istitle()
            found[f"{step:+}:word.isupper()"] = beside.isupper()
            found[f"{step:+}:word.bi_gram()"] = self._is_known(tokens, at, at + step)
            if 0 <= at + 2 * step < len(tokens):
                found[f"{2 * step:+}:word.tri_gram()"] = self._is_known(tokens, at, at + 2 * step)
        return found

    def _is_known(self, tokens: Sequence[str], one: int, other: int) -> bool:
        return " ".join(tokens[min(one, other) : max(one, other) + 1]).lower() in self._known


def load_model() -> Splitter:
    """The model as pyvi installed it.

    Raises:
        Exception: the files are not there, or hold something else than expected; pyvi's own module may still read them.
    """
    folder = Path(str(files("pyvi"))) / _FOLDER
    with (folder / _MODEL).open("rb") as stream:
        held = _Unpickler(stream).load()
    compounds = (folder / _WORDS).read_text("utf-8").split("\n")
    return Splitter(
        held.state["modelfile"].state[_DATA], frozenset(words for words in compounds if words.count(" ") in (1, 2))
    )


def _may_join(before: str, token: str) -> bool:
    """No sign and no number is a part of a compound, nor a capital behind a small letter."""
    if token in punctuation or before in punctuation or token[0].isdigit() or before[0].isdigit():
        return False
    return not token[0].istitle() or before[0].istitle()


class _Held:
    """What stands in for an object of a library that is not loaded: its state, as it was stored."""

    state: Any = None

    def __init__(self, *stored: object) -> None:
        """Takes what the object was made of, and forgets it."""

    def __setstate__(self, state: Any) -> None:
        self.state = state


class _Unpickler(pickle.Unpickler):
    """Reads a pickle without importing anything that it names."""

    def find_class(self, module_name: str, global_name: str) -> Any:
        """A stand-in for everything but the function that old pickles write bytes with."""
        return codecs.encode if (module_name, global_name) == ("_codecs", "encode") else _Held
