"""When two titles are one: what they are about, without the words that any copy may or may not print."""

import unicodedata

import regex

from planparse.store.files import File, bare_symbol
from planparse.text.unicode import fold

_SLIP_SHARE = 0.2  # of a title's words may hold a slip of the scanner
_LEAST_LETTERS = 3  # of a word with one wrong letter
_LIKE = 0.6  # of their words two titles share, for tasks to be compared at all

_TYPES = (("xã",), ("phường",), ("đặc", "khu"), ("thị", "trấn"))
_BEFORE = (("trên", "địa", "bàn"), ("của",), ("tại",))
_SIGNS = regex.compile(r"[^\p{L}\d]+")
_DRAFT = regex.compile(r"\(?\s*(?<!\p{L})dự thảo(?!\p{L})(?:\s+lần\s+\d+)?\s*\)?")


def fold_file(file: File) -> File:
    """A file with what is compared of it."""
    return file._replace(
        kind=fold(file.doc_type or ""),
        letters=bare_symbol(file.symbol),
        words=title_words(file),
        all_words=_split(fold(file.title or "")),
    )


def title_words(file: File) -> tuple[str, ...]:
    """The words of a title that tell it from others of its commune and year.

    >>> empty = File("p", "x", "Mai Hiên", "KẾ HOẠCH", "", 2026, None, None, None, "draft", "", "native", False)
    >>> title_words(empty._replace(title="Chuyển đổi số – trên địa bàn xã Mai Hiên năm 2026 (dự thảo)"))
    ('chuyển', 'đổi', 'số')
    """
    words = _split(_DRAFT.sub(" ", fold(file.title or "")))
    commune, kept, at = "".join(_split(fold(file.commune or ""))), list[str](), 0
    while at < len(words):
        if (end := _end_of_place(words, at, commune)) > at:
            _drop_before(kept)
            at = end
        elif _is_year(words, at, file.plan_year):
            at += 2
        else:
            kept.append(words[at])
            at += 1
    return tuple(kept)


def _split(folded: str) -> tuple[str, ...]:
    return tuple(_SIGNS.sub(" ", folded).split())


def _end_of_place(words: tuple[str, ...], at: int, commune: str) -> int:
    """Where "xã Mai Hiên" or a bare "xã" ends that begins here; a scan may join the words of the name."""
    kind = next((kind for kind in _TYPES if words[at : at + len(kind)] == kind), None)
    if kind is None:
        return at
    end = start = at + len(kind)
    if words[start : start + 1] == ("hội",):
        return at
    name = ""
    while end < len(words) and len(name) < len(commune):
        name += words[end]
        end += 1
    return end if name == commune else start


def _drop_before(kept: list[str]) -> None:
    for words in _BEFORE:
        if tuple(kept[-len(words) :]) == words:
            del kept[-len(words) :]
            return


def _is_year(words: tuple[str, ...], at: int, year: int | None) -> bool:
    """Whether "năm 2026" stands here, and no period that begins with it."""
    behind = words[at + 2 : at + 3]
    return words[at : at + 2] == ("năm", str(year)) and not (behind and behind[0].isdigit())


def is_one_title(first: File, second: File) -> bool:
    """Whether titles agree but for slips: without the commune and the year, or as a whole (a slip may be in these)."""
    return _are_slips(first.words, second.words) or _are_slips(first.all_words, second.all_words)


def _are_slips(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    if not first or not second:
        return False
    if first == second or "".join(first) == "".join(second):
        return True
    if len(first) != len(second):
        return False
    differing = [(one, other) for one, other in zip(first, second, strict=True) if one != other]
    return len(differing) <= max(1, _SLIP_SHARE * len(first)) and all(_is_near(*pair) for pair in differing)


def is_one_digit_off(one: int, other: int) -> bool:
    """Whether a scanner may have misread one digit of a number of two or more."""
    first, second = str(one), str(other)
    return len(first) > 1 and _differ_by_one(first, second)


def _is_near(one: str, other: str) -> bool:
    """Whether two words differ in marks only, or by one letter; digits differ never by a slip."""
    if any(letter.isdigit() for letter in one + other):
        return False
    return _plain(one) == _plain(other) or (len(one) >= _LEAST_LETTERS and _differ_by_one(one, other))


def _differ_by_one(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _plain(word: str) -> str:
    """A word without marks: only to tell whether two words of titles that agree otherwise may be one."""
    bare = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def are_like(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether titles share most of their words: not enough to be one plan, enough to compare the tasks."""
    one, other = set(first), set(second)
    return len(one & other) >= _LIKE * max(len(one | other), 1)
