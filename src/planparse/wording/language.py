"""Which language to speak: what the call says, else ``PLANPARSE_LANG``, else the locale; English where none says."""

from collections.abc import Mapping

from planparse.wording.catalogue import LANGUAGES, Language

VARIABLE = "PLANPARSE_LANG"
_OF_THE_SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")  # in the order in which POSIX asks them


def settle_language(given: str | None, environment: Mapping[str, str]) -> Language:
    """The language of a call.

    >>> settle_language(None, {"LANG": "vi_VN.UTF-8"}), settle_language("en", {"PLANPARSE_LANG": "vi"})
    ('vi', 'en')
    """
    system = next((environment[name] for name in _OF_THE_SYSTEM if environment.get(name)), None)
    for wanted in (given, environment.get(VARIABLE), system):
        if language := _as_language(wanted):
            return language
    return "en"


def _as_language(wanted: str | None) -> Language | None:
    return next((language for language in LANGUAGES if (wanted or "").lower().partition("_")[0] == language), None)
