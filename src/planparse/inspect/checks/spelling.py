"""Slips in words that every plan prints in the same way, old spellings, and two ways to place the tone mark."""

from collections import Counter
from collections.abc import Iterator, Sequence

import regex

from planparse.inspect.draft import Draft, Line, shorten
from planparse.inspect.finding import Finding, Spot
from planparse.model.records import Severity
from planparse.rulebook.fixed_phrases import FixedPhrase, OldSpelling, cut_words
from planparse.text.unicode import tone_first

_SYLLABLE = regex.compile(r"(?<!\p{L})\p{L}*(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]|ò[ae]|ó[ae]|ỏ[ae]|õ[ae]|ọ[ae]|[ùúủũụ]y)(?!\p{L})")
_SLOGAN_FORM = regex.compile(r"\s-\s")
_SIMILAR = 3
"""Fewer syllables of the rarer kind are names or quotations."""


def check_spelling(draft: Draft) -> Iterator[Finding]:
    """Each slip once, with the number of its places; OCR makes slips of its own, so there they are remarks."""
    severity: Severity | None = "info" if draft.row.text_origin == "ocr" else None
    rules = draft.rules.fixed_phrases
    every: tuple[FixedPhrase | OldSpelling, ...] = (*rules.phrases, *rules.old_spellings)
    counts: Counter[tuple[str, str, str]] = Counter()
    first: dict[tuple[str, str, str], Line] = {}
    for line, times in _distinct(draft.lines):
        cut = cut_words(line.text)
        for rule in every:
            if isinstance(rule, FixedPhrase) and rule.where == "header" and not line.in_front:
                continue
            for slip in rule.find_slips(cut):
                key = ("spelling.phrase" if isinstance(rule, FixedPhrase) else "spelling.old", slip.printed, slip.right)
                first.setdefault(key, line)
                counts[key] += times
    for key, line in first.items():
        code, printed, right = key
        values = {"printed": printed, "right": right, "count": counts[key]}
        yield Finding(
            code, Spot(line.locus), shorten(line.text, 120), values, severity if code != "spelling.old" else None
        )
    yield from _slogan(draft)
    yield from _tones(draft)


def _distinct(lines: Sequence[Line]) -> list[tuple[Line, int]]:
    """Each text once, at its first place, with how often it is printed: cells repeat the same names again and again."""
    first: dict[tuple[str, bool], Line] = {}
    counts: Counter[tuple[str, bool]] = Counter()
    for line in lines:
        first.setdefault((line.text, line.in_front), line)
        counts[line.text, line.in_front] += 1
    return [(line, counts[key]) for key, line in first.items()]


def _slogan(draft: Draft) -> Iterator[Finding]:
    """The dashes of the slogan are hyphens with a space on either side."""
    slogan = next((one for one in draft.rules.fixed_phrases.phrases if one.id == "slogan"), None)
    for line in draft.front if slogan and draft.has_decreed_layout else ():
        if slogan and cut_words(line.text).words == slogan.words and len(_SLOGAN_FORM.findall(line.text)) != 2:
            yield Finding("spelling.slogan_dash", Spot(line.locus), line.text)


def _tones(draft: Draft) -> Iterator[Finding]:
    """One document, both "hoà" and "hòa"."""
    kinds: Counter[bool] = Counter()
    examples: dict[bool, str] = {}
    for line in draft.lines:
        for match in _SYLLABLE.finditer(line.text.lower()):
            syllable = match.group()
            if syllable.startswith("qu"):
                continue
            is_first = tone_first(syllable) == syllable
            kinds[is_first] += 1
            examples.setdefault(is_first, syllable)
    if min(kinds[True], kinds[False]) >= _SIMILAR:
        values = {"one": examples[True], "ones": kinds[True], "two": examples[False], "twos": kinds[False]}
        yield Finding("spelling.tones", Spot(), f"{examples[True]}, {examples[False]}", values)
