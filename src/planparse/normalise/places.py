"""The commune that issued a plan, and its province.

A name alone is not enough: 238 names of communes occur in several provinces. The province is taken from what the text
announces ("UBND tỉnh ..."), never from what is likely; where the text does not decide, code and province stay open.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from rapidfuzz import fuzz

from planparse.model.base import Note, Outcome
from planparse.model.plan import Header
from planparse.model.values import Place
from planparse.normalise.place_deciding import MARGIN, decide_province, nearest_old
from planparse.normalise.place_evidence import (
    REFORM,
    Evidence,
    NamedCommune,
    find_communes,
    find_provinces,
    gather_evidence,
)
from planparse.rulebook.commune_lists import Commune, OldCommune, Province
from planparse.rulebook.places import PlaceRules, WordRule, key_without_marks, name_key, without_marks
from planparse.text.aligned import align_line

_ENOUGH = 3  # least weight of a name: one "UBND xã ..." in prose
_OWN_COMMUNE = 6  # on a plan whose date line names a province: least weight of a commune to be the issuer
_SAME_NAME = 92.0  # rapidfuzz ratio: one wrong letter in a name of seven or more


class _Typed(Protocol):
    @property
    def type(self) -> str: ...


_T = TypeVar("_T", bound=_Typed)


def find_place(header: Header, texts: Sequence[str], *, rules: PlaceRules) -> Outcome[Place]:
    """The commune of a plan, from its issuer, date line and title, and from ``texts`` in document order.

    What is true of the result: (1) a code comes with name, type and province of rules/communes.csv, or with the name
    and type as printed and a note ``place.old_name``; (2) without a code there is a note. Notes: place.no_commune,
    place.ambiguous (text: the candidates), place.unknown, place.old_name, place.repaired.
    """
    evidence = gather_evidence(header, texts, rules=rules)
    key = _own_name(header, evidence, rules)
    if key is None:
        province = _top_province(evidence, rules)
        seen = evidence.issuer.printed or header.place_name or ""
        return Outcome(value=_place(None, None, province), notes=(Note(code="place.no_commune", text=seen),))
    kind = _own_type(key, evidence)
    if _is_before_reform(header) and (found := _find_old(key, kind, evidence, rules)):
        return found
    return _find_new(key, kind, evidence, rules)


def _own_name(header: Header, evidence: Evidence, rules: PlaceRules) -> str | None:
    """The key of the issuing commune's name; None where the plan is no commune's."""
    if evidence.issuer_commune is not None:
        return name_key(evidence.issuer_commune.name)
    if rules.higher.search(evidence.issuer.folded):
        return None
    ranked = [(weight, key) for key, weight in evidence.names.most_common() if weight >= _ENOUGH]
    if not ranked:
        return None
    weight, key = ranked[0]
    province = rules.province_names.get(name_key(header.place_name or ""))
    if province is not None and (weight < _OWN_COMMUNE or weight < evidence.provinces[province.code] / 2):
        return None
    return key


def _own_type(key: str, evidence: Evidence) -> str | None:
    named = evidence.types.get(key)
    votes = named if named else evidence.own_types
    return votes.most_common(1)[0][0] if votes else None


def _is_before_reform(header: Header) -> bool:
    if header.issued_year is None:
        return False
    return (header.issued_year, header.issued_month or REFORM[1]) < REFORM


def _find_new(key: str, kind: str | None, evidence: Evidence, rules: PlaceRules) -> Outcome[Place]:
    """Among the communes since July 2025; then among those that a slip of OCR hides; then among the old ones."""
    same_name = _of_type(rules.by_name.get(key, ()), kind)
    if not same_name:
        return (
            _find_misspelt(key, kind, evidence, rules)
            or _find_old(key, kind, evidence, rules)
            or _unknown(key, kind, evidence, rules)
        )
    province = decide_province(same_name, evidence, rules=rules)
    chosen = [commune for commune in same_name if commune.province_code == province]
    rival = _find_rival(chosen[0], evidence, rules) if len(chosen) == 1 else []
    if len(chosen) == 1 and not rival:
        return Outcome(value=_known(chosen[0], rules))
    candidates = ", ".join(f"{c.type} {c.name} ({c.province_name})" for c in (*same_name, *rival))
    types = {commune.type for commune in same_name}
    value = Place(commune_name=same_name[0].name, commune_type=kind or (types.pop() if len(types) == 1 else None))
    return Outcome(value=value, notes=(Note(code="place.ambiguous", text=candidates),))


def _find_rival(chosen: Commune, evidence: Evidence, rules: PlaceRules) -> list[Commune]:
    """The commune of the same province that the date line names where the heading names ``chosen``.

    Only where marks alone part them ("Cẩm Giang", "Cẩm Giàng"): one of the two lines has a slip, who can tell which.
    """
    if evidence.issuer_commune is None or evidence.own_key == name_key(chosen.name):
        return []
    same = [c for c in rules.by_name.get(evidence.own_key, ()) if c.province_code == chosen.province_code]
    return [c for c in same if without_marks(c.name) == without_marks(chosen.name)]


def _of_type(communes: Sequence[_T], kind: str | None) -> list[_T]:
    return [commune for commune in communes if kind is None or commune.type == kind]


def _find_misspelt(key: str, kind: str | None, evidence: Evidence, rules: PlaceRules) -> Outcome[Place] | None:
    """The one commune of the announced province whose name is all but the same."""
    province = _top_province(evidence, rules)
    if province is None:
        return None
    inside = _of_type(rules.by_province[province.code], kind)
    near = [commune for commune in inside if fuzz.ratio(key, rules.key_of[commune.code]) >= _SAME_NAME]
    if not near and key not in rules.old_by_name:  # a name of before July 2025 is no slip
        bare = without_marks(key)
        near = [commune for commune in inside if key_without_marks(rules.key_of[commune.code]) == bare]
    if len(near) != 1:
        return None
    return Outcome(value=_known(near[0], rules), notes=(Note(code="place.repaired", text=evidence.printed[key]),))


def _find_old(key: str, kind: str | None, evidence: Evidence, rules: PlaceRules) -> Outcome[Place] | None:
    """Among the communes of before July 2025; None where none had this name and type."""
    candidates = nearest_old(_of_type(rules.old_by_name.get(key, ()), kind), evidence)
    if not candidates:
        return None
    successors = [rules.by_code[code] for old in candidates for code in old.new_codes if code in rules.by_code]
    provinces = {commune.province_code for commune in successors}
    kinds = {old.type for old in candidates}
    value = Place(
        commune_code=_only_successor(candidates),
        commune_name=_title_case(evidence.printed[key]),
        commune_type=kind or (kinds.pop() if len(kinds) == 1 else None),
    )
    seen = "; ".join(f"{old.type} {old.name}, {old.district}, {old.province}" for old in candidates[:10])
    if len(provinces) != 1:
        return Outcome(value=value, notes=(Note(code="place.ambiguous", text=seen),))
    province = rules.provinces[provinces.pop()]
    value = value.model_copy(update={"province_code": province.code, "province_name": province.name})
    return Outcome(value=value, notes=_old_notes(value, seen, rules))


def _only_successor(candidates: Sequence[OldCommune]) -> str | None:
    """The commune that all of these went into as a whole; None where one was divided."""
    codes = {old.new_codes for old in candidates}
    return next(iter(codes))[0] if len(codes) == 1 and len(next(iter(codes))) == 1 else None


def _old_notes(value: Place, seen: str, rules: PlaceRules) -> tuple[Note, ...]:
    """A commune that kept its name and type is no news."""
    kept = rules.by_code.get(value.commune_code or "")
    if kept and name_key(kept.name) == name_key(value.commune_name or "") and kept.type == value.commune_type:
        return ()
    return (Note(code="place.old_name", text=seen),)


def _unknown(key: str, kind: str | None, evidence: Evidence, rules: PlaceRules) -> Outcome[Place]:
    printed = evidence.printed[key]
    value = _place(_title_case(printed), kind, _top_province(evidence, rules))
    return Outcome(value=value, notes=(Note(code="place.unknown", text=f"{kind or ''} {printed}".strip()),))


def _top_province(evidence: Evidence, rules: PlaceRules) -> Province | None:
    ranked = evidence.provinces.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < MARGIN * ranked[1][1]):
        return None
    return rules.provinces[ranked[0][0]]


def _place(name: str | None, kind: str | None, province: Province | None) -> Place:
    return Place(
        commune_name=name,
        commune_type=kind,
        province_code=province.code if province else None,
        province_name=province.name if province else None,
    )


def _known(commune: Commune, rules: PlaceRules) -> Place:
    place = _place(commune.name, commune.type, rules.provinces[commune.province_code])
    return place.model_copy(update={"commune_code": commune.code})


def _title_case(name: str) -> str:
    """A name in capitals as names are written; any other name as printed.

    >>> _title_case("HÒA TIẾN"), _title_case("Ia Ko")
    ('Hòa Tiến', 'Ia Ko')
    """
    return " ".join(word.capitalize() for word in name.split(" ")) if name.isupper() else name


def check_place_rules(rules: PlaceRules) -> tuple[str, ...]:
    """One line for each example of rules/places.yaml that does not hold."""
    found = (*_check_communes(rules), *_check_provinces(rules), *_check_issuers(rules))
    return tuple(f"places.yaml: {line}" for line in found)


def _check_communes(rules: PlaceRules) -> Iterator[str]:
    proven: tuple[WordRule, ...] = (*rules.file.commune_types, rules.file.name_ends, rules.file.commune_bodies)
    for rule in proven:
        named = rule is not rules.file.commune_bodies
        for text, wanted in rule.examples.items():
            if wanted not in (found := _communes_in(text, rules, named=named)):
                yield f"{rule.id}: {text!r} should give {wanted!r}, not {found}"
        for text in rule.rejects:
            if found := _communes_in(text, rules, named=named):
                yield f"{rule.id}: {text!r} should give nothing, not {found}"


def _communes_in(text: str, rules: PlaceRules, *, named: bool) -> list[str]:
    """Names of communes in capitals and small letters, or the bare types."""
    found = list(find_communes(align_line(text), rules=rules))
    if named:
        return [_title_case(commune.name) for commune in found if isinstance(commune, NamedCommune)]
    return [commune for commune in found if isinstance(commune, str)]


def _check_provinces(rules: PlaceRules) -> Iterator[str]:
    file = rules.file
    words = (*file.province_words, file.province_bodies)
    wanted = [(rule.id, text, name) for rule in words for text, name in rule.examples.items()]
    wanted += [(alias.id, text, name) for name, alias in file.province_aliases.items() for text in alias.examples]
    for rule_id, text, name in wanted:
        if name not in _provinces_in(text, rules):
            yield f"{rule_id}: {text!r} should announce {name}"
    refused = [(rule.id, text) for rule in words for text in rule.rejects]
    refused += [(alias.id, text) for alias in file.province_aliases.values() for text in alias.rejects]
    for rule_id, text in refused:
        if found := _provinces_in(text, rules):
            yield f"{rule_id}: {text!r} should announce nothing, not {found}"


def _provinces_in(text: str, rules: PlaceRules) -> list[str]:
    return [province.name for province, _ in find_provinces(align_line(text).folded, rules=rules)]


def _check_issuers(rules: PlaceRules) -> Iterator[str]:
    rule = rules.file.higher_issuers
    for text, wanted in [*((t, True) for t in rule.examples), *((t, False) for t in rule.rejects)]:
        if bool(rules.higher.search(align_line(text).folded)) != wanted:
            yield f"{rule.id}: {text!r} should {'' if wanted else 'not '}be above the commune"
