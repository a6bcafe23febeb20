"""Mentions of documents by their symbols ("Nghị quyết số 57-NQ/TW"), and what is printed around them."""

from collections.abc import Iterator
from typing import NamedTuple

import regex

from planparse.normalise.citations.canonical import mend_number, read_symbol
from planparse.normalise.citations.relations import Mention
from planparse.normalise.citations.tails import Tail, read_before, read_between, read_tail
from planparse.rulebook.citations import CitationRules, DocType
from planparse.text.aligned import Aligned
from planparse.text.unicode import fold

_WINDOW = 80  # characters before a symbol that can hold its words: "Chương trình hành động (số hiệu: "
_CLAUSE = 220  # "Luật ... số" and "Chương trình công tác ... (số" name themselves far ahead of the number

_BRACKET_OPEN = regex.compile(r"\(\s*(?:số\s*:?\s*)?$")
_CLAUSE_END = regex.compile(r"[;:.]\s")
_YEAR = regex.compile(r"20\d\d")
_LIST_GAP = regex.compile(r"[\s,;]*(?:(?:và|hoặc|cùng)\s*)?")
_NUMBERS = regex.compile(r"(?<![\d/\-])(\d{1,4})\s*(?:,|và)\s*")
_SHARED = regex.compile(r"\s*(?:số\s*:?\s*)?(?:\d{1,4}\s*(?:,|và)\s*)+$")


def find_symbols(text: Aligned, *, rules: CitationRules) -> Iterator[Mention]:
    """Documents mentioned by a symbol, in order; numbers that share the symbol behind them come before it.

    Of "các Nghị quyết 57, 59-NQ/TW" only the last prints its symbol: the others have none, but are known.
    """
    before: Mention | None = None
    for found in rules.symbol.finditer(text.printed):
        mention = _build_mention(text, found, before, rules)
        if mention is not None:
            yield from _share(text, found, mention, before, rules)
            yield mention
            before = mention


def _build_mention(
    text: Aligned, found: regex.Match[str], before: Mention | None, rules: CitationRules
) -> Mention | None:
    """The document whose symbol was ``found``; None where it is no symbol of a document."""
    floor = before.end if before else 0
    ahead = text.folded[max(floor, found.start() - _WINDOW) : found.start()]
    if rules.reject_before.search(ahead):
        return None
    words = rules.type_before.search(ahead)
    number_word = rules.number_before.search(ahead)
    gap = ahead[: number_word.start()] if number_word else ahead
    listed = before is not None and _LIST_GAP.fullmatch(gap)
    lead = _Lead(rules.types[words[1]] if words else None, bool(number_word), before if listed else None)
    if not _is_document(found, lead, rules):
        return None
    start = found.start() - (len(ahead) - words.start() if words else len(ahead) - len(gap))
    tail = read_tail(text, found.end(), rules)
    head = None if words else _find_head(text, start, floor, rules)
    name, start = (
        (head.kind.name, head.start) if head else _name_type(text, found, lead, start=start, floor=floor, rules=rules)
    )
    told = head.tail if head else read_before(text, max(floor, start - _CLAUSE), start, rules)
    return Mention(
        start=start,
        end=tail.end,
        symbol=_spell_symbol(found),
        doc_type=name,
        issued_on=tail.issued_on or (told.issued_on if told else None),
        issuer=tail.issuer or (told.issuer if told else None),
        code=_code(found, rules),
    )


class _Head(NamedTuple):
    """A kind that stands before the number with date or issuer between: "Quyết định của Thủ tướng Chính phủ số"."""

    kind: DocType
    start: int
    tail: Tail


def _find_head(text: Aligned, at: int, floor: int, rules: CitationRules) -> _Head | None:
    words = list(rules.type_word.finditer(text.folded, max(floor, at - _CLAUSE), at))
    for word in reversed(words[-2:]):  # a body's name may hold such a word: "của Ban Chương trình ..."
        if tail := read_between(text, word.end(), at, rules):
            return _Head(rules.types[word[0]], word.start(), tail)
    return None


def _spell_symbol(found: regex.Match[str]) -> str:
    """The symbol as printed, without spaces; letters in its number are digits that a scanner took for letters."""
    behind = found[0][found.end("number") - found.start() :]
    number = mend_number(found["number"]) if found["slip"] else found["number"]
    return "".join(f"{number}{behind}".split())


def _share(
    text: Aligned, found: regex.Match[str], mention: Mention, before: Mention | None, rules: CitationRules
) -> Iterator[Mention]:
    """The numbers of a list that leave the rest of the symbol to the last: "57, 59, 66-NQ/TW"."""
    if mention.symbol is None or not (shared := _find_shared(text, found, before, rules)):
        return
    behind = "".join(found[0][found.end("number") - found.start() :].split())
    for number in _NUMBERS.finditer(text.printed, *shared):
        document = read_symbol(number[1] + behind, rules=rules).text
        yield mention._replace(
            start=number.start(1), end=number.end(1), symbol=None, named=document, issued_on=None, rule="shared symbol"
        )


def _find_shared(
    text: Aligned, found: regex.Match[str], before: Mention | None, rules: CitationRules
) -> tuple[int, int] | None:
    low = max(before.end if before else 0, found.start() - _WINDOW)
    for word in reversed(list(rules.type_word.finditer(text.folded, low, found.start()))):
        if _SHARED.fullmatch(text.folded, word.end(), found.start()):
            return word.end(), found.start()
        break
    return None


class _Lead(NamedTuple):
    """What stands directly before a symbol: words of a kind, "số", or a document that it continues the list of."""

    kind: DocType | None
    numbered: bool
    before: Mention | None


def _is_document(found: regex.Match[str], lead: _Lead, rules: CitationRules) -> bool:
    """Whether the shape ``found`` is the symbol of a document, judged by its codes and the words before it.

    A number with one code ("06/CP", "12/KH") is weak: schemes and many other things look like it. So is one that had
    to be mended.
    """
    known = _code(found, rules) in rules.codes
    announced = lead.kind is not None or lead.numbered
    if found["slip"] or found["bare"] is not None:
        return known and announced
    if not found["rest"] and not found["year"] and not rules.joined.fullmatch(found["first"]):
        if _YEAR.fullmatch(found["number"]) and not lead.numbered:
            return False  # "KH 2026/TH 2025" sets the plan of one year against the result of another
        return (lead.kind is not None and not lead.kind.scheme) or (lead.numbered and known)
    return known or bool(found["year"]) or announced or lead.before is not None


def _code(found: regex.Match[str], rules: CitationRules) -> str:
    """The folded first code of a symbol without the term of a parliament: "QH15" is "qh", "NQTW" is "nq"."""
    joined = rules.joined.fullmatch(found["first"])
    return fold(joined["kind"] if joined else found["first"]).replace(" ", "").rstrip("0123456789")


def _name_type(
    text: Aligned, found: regex.Match[str], lead: _Lead, *, start: int, floor: int, rules: CitationRules
) -> tuple[str | None, int]:
    """The document's kind, and where its words begin, which may be far ahead of the symbol."""
    by_code = rules.codes.get(_code(found, rules), ())
    usual = next((kind for kind in by_code if not kind.named), None)
    if lead.kind is not None:
        vague = lead.kind.generic or (lead.kind.scheme and lead.kind not in by_code)
        return (usual.name if vague and usual else lead.kind.name), start
    if far := _far_type(text, found.start(), by_code, rules, floor=floor):
        return far
    if usual is None or usual is not by_code[0]:
        return (lead.before.doc_type if lead.before else None), start
    return usual.name, start


def _far_type(
    text: Aligned, at: int, kinds: tuple[DocType, ...], rules: CitationRules, *, floor: int
) -> tuple[str, int] | None:
    """The last words of a fitting kind in the clause: "Luật Lưu trữ số ...", "Chương trình của Ban ... (số ...)"."""
    low = max(floor, at - _CLAUSE)
    bracketed = _BRACKET_OPEN.search(text.folded[low:at]) is not None
    for end in _CLAUSE_END.finditer(text.folded, low, at):
        low = end.end()
    for word in reversed(list(rules.type_word.finditer(text.folded, low, at))):
        kind = rules.types[word[0]]
        fits = kind in kinds or (kind.named and any(k.named for k in kinds)) or _is_named_act(kind, kinds)
        if fits and (bracketed or any(k.named for k in kinds)):
            return kind.name, word.start()
    return None


def _is_named_act(kind: DocType, kinds: tuple[DocType, ...]) -> bool:
    """A parliament also passes resolutions: "Nghị quyết về ... số 190/2025/QH15"."""
    return any(k.named for k in kinds) and "NQ" in kind.codes
