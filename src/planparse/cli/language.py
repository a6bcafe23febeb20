"""The language of the running call: ``--lang`` of the call, else ``PLANPARSE_LANG``, else the locale.

It is settled before the command line is understood, from its words alone: help and what is wrong with a call are said
in it, too. ``run`` hands the catalogue to the context of the call; a command asks ``catalogue()`` for it.
"""

import os
from collections.abc import Sequence
from itertools import zip_longest

from typer._click.globals import get_current_context  # typer has no public name for it

from planparse.wording.catalogue import LANGUAGES, Catalogue
from planparse.wording.language import settle_language

_OPTION = "--lang"
_END_OF_OPTIONS = "--"


def catalogue() -> Catalogue:
    """The texts in the language of the running call.

    To be asked in the thread that runs the command: other threads are handed what it gives.
    """
    context = get_current_context(silent=True)
    found = None if context is None else context.find_object(Catalogue)
    return found or settle_catalogue(())


def settle_catalogue(arguments: Sequence[str]) -> Catalogue:
    """The texts in the language that a call and its surroundings ask for."""
    return Catalogue(settle_language(find_wish(arguments), os.environ))


def find_wish(arguments: Sequence[str]) -> str | None:
    """What a call says after ``--lang``, wherever it stands; the last word wins. Whether we speak it is not asked here.

    >>> find_wish(["--lang", "vi", "ingest", "--lang=en"]), find_wish(["check", "--", "--lang", "vi"]), find_wish([])
    ('en', None, None)
    """
    words = list(arguments)
    if _END_OF_OPTIONS in words:
        words = words[: words.index(_END_OF_OPTIONS)]
    wish = None
    for word, following in zip_longest(words, words[1:]):
        name, equals, value = word.partition("=")
        if name == _OPTION:
            wish = value if equals else following
    return wish


def is_wish_alone(arguments: Sequence[str]) -> bool:
    """Whether a call says in which language to speak, and nothing else.

    >>> is_wish_alone(["--lang", "vi"]), is_wish_alone(["--lang=vi"]), is_wish_alone(["--lang"]), is_wish_alone([])
    (True, True, False, False)
    """
    wish = find_wish(arguments)
    return wish in LANGUAGES and list(arguments) in ([_OPTION, wish], [f"{_OPTION}={wish}"])
