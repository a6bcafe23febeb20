"""How like two profiles are, from 0 to 1; 0 also where anything keeps them apart."""

from collections.abc import Mapping

from planparse.link.profiles import Profile
from planparse.model.task_terms import Act

Near = frozenset[tuple[str, str]]

# What one name says and the other does not costs little; what each says that the other does not, much: a longer name
# gives details, but two objects are two tasks.
_DETAIL = 0.4
_OTHER = 1.0
_BOTH = 0.9  # as much as a thing: however much two long names share, each has an object of its own
# How much more one name may say: little more than a thing, or a part of what both say where that is long.
_MOST = 1.2
_SHARE = 0.3
_HALF = 0.5  # what things that are near each other have in common
_ALIKE = 0.74
_LEAST = 0.8  # what must be the same: nearly a thing, or two rare words


def compare(one: Profile, other: Profile, near: Near) -> float:
    """How like they are."""
    if are_apart(one, other) or not (_holds(one, other.first, near) and _holds(other, one.first, near)):
        return 0.0
    return _likeness(one.things, other.things, near)


def is_enough(likeness: float) -> bool:
    """Whether names so like each other are one task."""
    return likeness >= _ALIKE


def are_apart(one: Profile, other: Profile) -> bool:
    """Whether what is done, for whom, when or by which document differs."""
    return (
        one.firm != other.firm
        or not _papers_agree(one, other)
        or not (one.further <= other.said and other.further <= one.said)
        or not _acts_agree(one.acts, other.acts)
        or not _periods_agree(one, other)
        or not _whom_agrees(one, other)
    )


def _holds(profile: Profile, thing: str, near: Near) -> bool:
    """Whether the object of one name is anywhere in the other."""
    return not thing or thing in profile.things or any((thing, own) in near for own in profile.things)


def _papers_agree(one: Profile, other: Profile) -> bool:
    if one.papers == other.papers:
        return True
    unsaid = not one.papers or not other.papers
    return unsaid and any(act.dated for act in one.acts)


def _acts_agree(mine: tuple[Act, ...], yours: tuple[Act, ...]) -> bool:
    if not mine or not yours:
        return not any(act.alone for act in (*mine, *yours))
    return mine == yours or any(
        act.id == other.id or other.id in act.like or act.id in other.like for act in mine for other in yours
    )


def _periods_agree(one: Profile, other: Profile) -> bool:
    if one.periods == other.periods:
        return True
    unsaid = not one.periods or not other.periods
    return unsaid and not any(act.dated for act in (*one.acts, *other.acts))


def _whom_agrees(one: Profile, other: Profile) -> bool:
    mine, yours = one.whom - other.whom, other.whom - one.whom
    if mine and yours:
        return bool(one.whom & other.whom) and (mine <= one.loose or yours <= other.loose)
    both = (one.whom & other.whom) - one.loose
    return bool(both) or (mine <= one.loose and yours <= other.loose)


def _likeness(mine: Mapping[str, float], yours: Mapping[str, float], near: Near) -> float:
    same = sum(weight for thing, weight in mine.items() if thing in yours)
    left = {thing: weight for thing, weight in mine.items() if thing not in yours}
    right = {thing: weight for thing, weight in yours.items() if thing not in mine}
    for thing in [*left]:
        kin = next((other for other in right if (thing, other) in near), None)
        if kin is not None:
            half = _HALF * min(left[thing], right[kin])
            same += half
            left[thing] -= half
            right[kin] -= half
    if same < _LEAST:
        return 0.0
    few, many = sorted((sum(left.values()), sum(right.values())))
    if few > _BOTH or many > max(_MOST, _SHARE * same):
        return 0.0
    return same / (same + _OTHER * few + _DETAIL * many)
