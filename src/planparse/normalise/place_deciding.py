"""Between communes of one name: which province, and which of the communes of before July 2025, the text speaks of.

Each kind of evidence is asked only where the one before it leaves the question open: provinces that are announced,
provinces that are gone, districts of before July 2025, communes named beside the own one. None of them guesses: a tie
is no answer.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from planparse.normalise.place_evidence import Evidence, count_old_provinces
from planparse.rulebook.commune_lists import Commune, OldCommune
from planparse.rulebook.places import PlaceRules, name_key
from planparse.text.aligned import align_line

MARGIN = 1.5  # a province must outweigh the next one by this factor to decide between communes of one name
_CONTRADICTION = 10  # weight of another province that makes a commune found by its name alone doubtful
_NEIGHBOURS = 2  # as many other communes of one province must be named: a single one may be a partner far away


def decide_province(communes: Sequence[Commune], evidence: Evidence, *, rules: PlaceRules) -> str | None:
    """The province of the one of these communes that the text speaks of; None where it does not tell."""
    codes = {commune.province_code for commune in communes}
    if len(codes) == 1:
        only = next(iter(codes))
        other = max((w for code, w in evidence.provinces.items() if code != only), default=0)
        return only if evidence.provinces[only] or other < _CONTRADICTION else None
    counts: tuple[Callable[[], Counter[str]], ...] = (
        lambda: evidence.provinces,
        lambda: count_old_provinces(evidence, rules=rules),
        lambda: _count_districts(communes, evidence, rules),
        lambda: _count_neighbours(communes[0].name, evidence, rules),
    )
    for count in counts:
        codes = _outweighing(codes, count())
        if len(codes) == 1:
            return next(iter(codes))
    return None


def _outweighing(codes: set[str], votes: Counter[str]) -> set[str]:
    """Those that no other outweighs; all where nothing speaks for any."""
    top = max(votes[code] for code in codes)
    return {code for code in codes if votes[code] * MARGIN > top} if top else codes


def _count_districts(communes: Sequence[Commune], evidence: Evidence, rules: PlaceRules) -> Counter[str]:
    """Votes of districts that are gone: "xã Tân An thuộc huyện Ninh Giang (cũ)"."""
    texts = _spaced_texts(evidence)
    votes: Counter[str] = Counter()
    for commune in communes:
        for district in rules.old_districts.get(commune.code, ()):
            votes[commune.province_code] += sum(f" {name_key(district)} " in text for text in texts)
    return votes


def _count_neighbours(own: str, evidence: Evidence, rules: PlaceRules) -> Counter[str]:
    """Votes of other communes that are named with their type, and are of one province only."""
    votes: Counter[str] = Counter()
    for key, types in evidence.types.items():
        if key == name_key(own):
            continue
        codes = {commune.province_code for commune in rules.by_name.get(key, ()) if commune.type in types}
        if len(codes) == 1:
            votes[codes.pop()] += 1
    return Counter({code: count for code, count in votes.items() if count >= _NEIGHBOURS})


def nearest_old(candidates: list[OldCommune], evidence: Evidence) -> list[OldCommune]:
    """Those whose district is named in the text; where none is, those whose province is."""
    texts = _spaced_texts(evidence) if len(candidates) > 1 else []
    for place in ("district", "province"):
        named = {getattr(old, place) for old in candidates}
        votes = {name: sum(f" {name_key(name)} " in text for text in texts) for name in named}
        best = max(votes.values(), default=0)
        if best:
            candidates = [old for old in candidates if votes[getattr(old, place)] == best]
    return list({old.code: old for old in candidates}.values())


def _spaced_texts(evidence: Evidence) -> list[str]:
    return [_spaced(name_key(align_line(text).folded)) for text in evidence.texts]


def _spaced(text: str) -> str:
    """A text's words with one space around each, "TP" written out, so that whole names can be found in it."""
    words = "".join(letter if letter.isalnum() or letter == "-" else " " for letter in text)
    return f" {' '.join(words.split())} ".replace(" tp ", " thành phố ")
