"""Which files of one commune hold one plan. The rules are told in ``versions``."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from planparse.store.files import File, Names, is_part
from planparse.store.titles import are_like, is_one_digit_off, is_one_title

_SHARED_TASKS = 0.6  # of the smaller file's tasks and indicators stand in the other
_LEAST_TASKS = 3


def group_copies(files: Sequence[File], names: Names) -> list[list[File]]:
    """The files of one commune, those of one plan together."""
    covered = _covered_parts(files, names)
    sets = _Sets(file.plan_id for file in files)
    for same in _same(files, lambda file: _number_key(file) if _is_numbered(file, covered) else None):
        sets.join_all(same)
    for same in _same(files, lambda file: (file.kind,) if file.kind and file.title else None):
        for first, second in combinations(same, 2):
            if _may_be_numbered_alike(first, second) and _may_be_one(first, second) and is_one_title(first, second):
                sets.join_all((first, second))
    by_id = {file.plan_id: file for file in files}
    groups = [[by_id[plan_id] for plan_id in group] for group in sets.groups()]
    return list(_adopt_drafts(groups, names))


def _same(files: Sequence[File], key: Callable[[File], tuple[object, ...] | None]) -> list[list[File]]:
    """The files that share a key."""
    found: dict[tuple[object, ...], list[File]] = defaultdict(list)
    for file in files:
        if (own := key(file)) is not None:
            found[own].append(file)
    return list(found.values())


def _is_numbered(file: File, covered: frozenset[str]) -> bool:
    """Whether number, symbol and day tell the plan; appendices alone only where another file holds what they hold."""
    told = file.number is not None and file.letters is not None and file.issued_on is not None
    return told and (not is_part(file) or file.plan_id in covered)


def _may_be_numbered_alike(first: File, second: File) -> bool:
    """Cheap: of many plans of a commune nearly all have other numbers; drafts are looked at on their own."""
    if first.number == second.number:
        return True
    return first.number is not None and second.number is not None and "ocr" in (first.text_origin, second.text_origin)


class _Sets:
    """Groups that grow together."""

    def __init__(self, items: Iterable[str]) -> None:
        self._leader = {item: item for item in items}

    def find(self, item: str) -> str:
        while self._leader[item] != item:
            item = self._leader[item]
        return item

    def join(self, first: str, second: str) -> None:
        one, other = sorted((self.find(first), self.find(second)))
        self._leader[other] = one

    def join_all(self, files: Sequence[File]) -> None:
        for file in files[1:]:
            self.join(files[0].plan_id, file.plan_id)

    def groups(self) -> list[list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for item in self._leader:
            found[self.find(item)].append(item)
        return list(found.values())


def _covered_parts(files: Sequence[File], names: Names) -> frozenset[str]:
    """Files of appendices only all of whose tasks and indicators stand in another file of the same number."""
    parts = [(part, other) for part in files if is_part(part) for other in files if _has_number_of(part, other)]
    if not parts:
        return frozenset()
    held = names({file.plan_id for pair in parts for file in pair})
    return frozenset(
        part.plan_id
        for part, other in parts
        if (own := held.get(part.plan_id)) and own <= held.get(other.plan_id, frozenset())
    )


def _has_number_of(file: File, other: File) -> bool:
    if file.plan_id == other.plan_id or file.number is None or file.symbol is None or file.issued_on is None:
        return False
    return _number_key(file) == _number_key(other)


def _number_key(file: File) -> tuple[object, ...]:
    return file.number, file.letters, file.issued_on


def _may_be_one(first: File, second: File) -> bool:
    if not (first.title and second.title and first.kind) or first.kind != second.kind:
        return False
    return _agree_in_year(first, second) and _agree_in_number(first, second)


def _agree_in_year(first: File, second: File) -> bool:
    """Whether both are for one year; where one does not tell, the number must be printed on both."""
    if first.plan_year is None or second.plan_year is None:
        return first.number is not None and first.number == second.number
    return first.plan_year == second.plan_year


def _agree_in_number(first: File, second: File) -> bool:
    """Whether the numbers do not contradict. A number is given once a year, whatever day a scanner made of it."""
    if first.number is None or second.number is None:
        return True
    if first.letters and second.letters and first.letters != second.letters:
        return False
    if first.number != second.number:
        scanned = "ocr" in (first.text_origin, second.text_origin)
        one_day = first.issued_on is not None and first.issued_on == second.issued_on
        return scanned and one_day and is_one_digit_off(first.number, second.number)
    days = (first.issued_on, second.issued_on)
    return None in days or len({day.year for day in days if day}) == 1


def _adopt_drafts(groups: list[list[File]], names: Names) -> Iterator[list[File]]:
    """Gives each group without a number to the one numbered group that it is a draft of."""
    numbered = [list(group) for group in groups if any(file.number is not None for file in group)]
    for draft in (group for group in groups if all(file.number is None for file in group)):
        home = _find_home(draft, numbered, names)
        if home is None:
            yield draft
        else:
            home.extend(draft)
    yield from numbered


def _find_home(draft: list[File], numbered: list[list[File]], names: Names) -> list[File] | None:
    alike = [group for group in numbered if _any_pair(draft, group, _is_like)]
    if not alike:
        return None
    equal = [group for group in alike if _any_pair(draft, group, _is_slip)]
    if len(equal) == 1:
        return equal[0]
    held = names({file.plan_id for group in (draft, *alike) for file in group})
    scores = [_shared(draft, group, held) for group in equal or alike]
    best = max(scores)
    homes = [group for group, score in zip(equal or alike, scores, strict=True) if score == best]
    if len(homes) > 1:
        homes = [group for group in homes if _any_pair(draft, group, _is_of_month)]
    return homes[0] if best >= _SHARED_TASKS and len(homes) == 1 else None


def _is_of_month(draft: File, issued: File) -> bool:
    """What is printed of the draft's date agrees with the day of issue."""
    return bool(draft.printed and issued.issued_on and issued.issued_on.isoformat().startswith(draft.printed))


def _any_pair(one: list[File], other: list[File], holds: Callable[[File, File], bool]) -> bool:
    return any(holds(first, second) for first in one for second in other)


def _is_slip(first: File, second: File) -> bool:
    return _may_be_one(first, second) and is_one_title(first, second)


def _is_like(first: File, second: File) -> bool:
    return _may_be_one(first, second) and (are_like(first.words, second.words) or is_one_title(first, second))


def _shared(draft: list[File], group: list[File], held: Mapping[str, frozenset[str]]) -> float:
    """The part of the smaller file's tasks and indicators that the other has; 0 where there are too few to tell."""
    found = 0.0
    for first in draft:
        for second in group:
            one, other = held.get(first.plan_id, frozenset()), held.get(second.plan_id, frozenset())
            smaller = min(len(one), len(other))
            if smaller >= _LEAST_TASKS:
                found = max(found, len(one & other) / smaller)
    return found
