"""How Vietnamese is spelled: which words could be syllables of it.

This is a grammar of letters, no list of words. It tells Vietnamese from letters that only look like it, for instance
text whose font is from before Unicode.
"""

import unicodedata

import regex

_TONE = regex.compile("[\u0300\u0301\u0303\u0309\u0323]")
_STOPPED_TONES = frozenset("\u0301\u0323")
_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?"
# Rimes without their tones, by their vowels: what may close each of them.
_RIMES = (
    ("a", "c|ch|i|m|n|ng|nh|o|p|t|u|y|"),
    ("ă|oă", "c|m|n|ng|p|t"),
    ("â|uâ", "c|m|n|ng|p|t|u|y"),
    ("e|oe", "c|m|n|ng|o|p|t|"),
    ("ê|uê", "ch|m|n|nh|p|t|u|c|"),
    ("i|uy", "ch|m|n|nh|p|t|u|"),
    ("iê|yê|uyê", "c|m|n|ng|p|t|u"),
    ("ia|ya|uya|ưa|ua", ""),
    ("o", "c|i|m|n|ng|p|t|"),
    ("oo", "c|ng"),
    ("oa", "c|ch|i|m|n|ng|nh|o|p|t|y|"),
    ("ô", "c|i|m|n|ng|p|t|"),
    ("ơ", "i|m|n|p|t|"),
    ("u", "c|i|m|n|ng|p|t|"),
    ("uô", "c|i|m|n|ng|t|"),
    ("uơ", ""),
    ("ư", "c|i|m|n|ng|t|u|"),
    ("ươ", "c|i|m|n|ng|p|t|u"),
    ("y", ""),
)
_RIME = "|".join(f"(?:{vowels})(?:{ends})" for vowels, ends in _RIMES)
_SYLLABLE = regex.compile(f"{_ONSET}(?:{_RIME})")
_STOPPED = regex.compile("(?:c|ch|p|t)$")


def is_syllable(word: str) -> bool:
    """Whether a word is spelled as a Vietnamese syllable, its tone included; capitals count as small letters.

    >>> [is_syllable(word) for word in ("Nghiêng", "hoà", "quỷ", "việt", "viêt", "Vieät", "d©n", "x")]
    [True, True, True, True, False, False, False, False]
    """
    letters, tones = _TONE.subn("", unicodedata.normalize("NFD", word.lower()))
    plain = unicodedata.normalize("NFC", letters)
    if tones > 1 or _SYLLABLE.fullmatch(plain) is None:
        return False
    tone = _TONE.search(unicodedata.normalize("NFD", word))
    return _STOPPED.search(plain) is None or (tone is not None and tone[0] in _STOPPED_TONES)
