"""When two titles are one: what they are about, without the words that any copy may or may not print."""

import unicodedata

import regex

from planparse.store.files import File
from planparse.text.unicode import fold

_SLIP_SHARE = 0.2  # of a title's words may hold a slip of the scanner
_LEAST_LETTERS = 3  # of a word with one wrong letter
_LIKE = 0.6  # of their words two titles share, for tasks to be compared at all

_TYPES = r"(?:xã|phường|đặc khu|thị trấn)"
_DRAFT = regex.compile(r"\(?\s*(?<!\p{L})dự thảo(?!\p{L})(?:\s+lần\s+\d+)?\s*\)?")
_SIGNS = regex.compile(r"[^\p{L}\d]+")


def title_words(file: File) -> tuple[str, ...]:
    """The words of a title that tell it from others of its commune and year.

    >>> empty = File("p", "x", "Mai Hiên", "KẾ HOẠCH", "", 2026, None, None, None, "draft", "", "native", False)
    >>> title_words(empty._replace(title="Chuyển đổi số – trên địa bàn xã Mai Hiên năm 2026 (dự thảo)"))
    ('chuyển', 'đổi', 'số')
    """
    text = _DRAFT.sub(" ", fold(file.title or ""))
    spaced = r"\s*".join(regex.escape(word) for word in fold(file.commune or "").split())  # a scan may join words
    name = rf"(?:\s+{spaced})?" if spaced else ""
    place = rf"(?<!\p{{L}}){_TYPES}{name}(?!\p{{L}})(?!\s+hội)"
    text = regex.sub(rf"(?:(?<!\p{{L}})(?:trên địa bàn|của|tại)\s+)?{place}", " ", text)
    if file.plan_year:
        text = regex.sub(rf"(?<!\p{{L}})năm\s+{file.plan_year}(?!\s*[\d\-])", " ", text)
    return tuple(_SIGNS.sub(" ", text).split())


def is_one_title(first: File, second: File) -> bool:
    """Whether titles agree but for slips: without the commune and the year, or as a whole (a slip may be in these)."""
    return _are_slips(first.words, second.words) or _are_slips(_all_words(first), _all_words(second))


def _all_words(file: File) -> tuple[str, ...]:
    return tuple(_SIGNS.sub(" ", fold(file.title or "")).split())


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
