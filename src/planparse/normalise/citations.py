"""Mentions of legal documents in running text, in cells and in titles."""

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

import regex

from planparse.model.values import Citation
from planparse.normalise.relations import Mention, find_relations
from planparse.rulebook.citations import CitationRules, DocType, RelationRule
from planparse.text.aligned import Aligned, align_line
from planparse.text.unicode import fold

# Cheap: most paragraphs cite nothing.
_MAYBE = regex.compile(r"\d\p{L}?\s*[/\-\u2010-\u2015\u2044\u2212\u2215\uff0f]\s*[\p{L}\d]")
_WINDOW = 80  # characters before a symbol that can hold its words: "Chương trình hành động (số hiệu: "
_CLAUSE = 220  # "Luật ... số" and "Chương trình công tác ... (số" name themselves far ahead of the number
_LONGEST_ISSUER = 130

_DATE = regex.compile(
    r"""\s*,?\s*\(?\s*(?:(?:được\s+)?(?:ban\s+hành|ký)\s+)?
    (?: (?i:ngày)\s*:?\s*(?P<d>\d{1,2})\s*[/.\-]\s*(?P<m>\d{1,2})\s*[/.\-]\s*(?P<y>(?:19|20)\d\d)
      | (?i:ngày)\s*:?\s*(?P<d>\d{1,2})\s+(?i:tháng)\s+(?P<m>\d{1,2})\s+(?i:năm)\s+(?P<y>(?:19|20)\d\d)
      | (?<=[\s(])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)
    )(?!\d)\)?""",
    regex.VERBOSE,
)
_OF = regex.compile(r"\s*,?\s*(?i:của)\s+")
_CLAUSE_END = regex.compile(r"[;:.]\s")
_YEAR = regex.compile(r"20\d\d")
_LIST_GAP = regex.compile(r"[\s,;]*(?:(?:và|hoặc|cùng)\s*)?")


def find_citations(text: str, *, rules: CitationRules) -> tuple[Citation, ...]:
    """Every legal document that ``text`` mentions by its symbol, in order of appearance.

    What is true of the result: (1) a symbol holds no space and has a number; (2) ``raw`` stands in the tidied text
    (dashes plain), and the mentions do not overlap; (3) a date is a day of the calendar printed next to its mention.

    >>> from pathlib import Path
    >>> from planparse.rulebook.citations import load_citation_rules
    >>> found = find_citations("Căn cứ Nghị quyết 43- NQ/TW", rules=load_citation_rules(Path("rules")))
    >>> [(c.doc_type, c.symbol, c.relation) for c in found]
    [('Nghị quyết', '43-NQ/TW', 'basis')]
    """
    if not _MAYBE.search(text):
        return ()
    two = align_line(text)
    mentions = tuple(_find_mentions(two, rules))
    relations = find_relations(two.printed, two.folded, mentions, rules=rules)
    return tuple(
        Citation(
            raw=two.printed[mention.start : mention.end].strip(),
            doc_type=mention.doc_type,
            symbol=mention.symbol,
            issued_on=mention.issued_on,
            issuer=mention.issuer,
            relation=relation,
        )
        for mention, relation in zip(mentions, relations, strict=True)
    )


def _find_mentions(text: Aligned, rules: CitationRules) -> Iterator[Mention]:
    before: Mention | None = None
    for found in rules.symbol.finditer(text.printed):
        mention = _build_mention(text, found, before, rules)
        if mention is not None:
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
    listed = before is not None and _LIST_GAP.fullmatch(ahead[: number_word.start()] if number_word else ahead)
    lead = _Lead(rules.types[words[1]] if words else None, bool(number_word), before if listed else None)
    if not _is_document(found, lead, rules):
        return None
    name, start = _name_type(text, found, lead, rules, floor=floor)
    if words:
        start = found.start() - len(ahead) + words.start()
    elif start is None:
        start = found.start() - (len(ahead) - number_word.start() if number_word else 0)
    issued_on, issuer, end = _read_tail(text, found.end(), rules)
    symbol = _canonical(found[0])
    return Mention(start, end, symbol, name, issued_on, issuer, _code(found))


class _Lead(NamedTuple):
    """What stands directly before a symbol: words of a kind, "số", or a document that it continues the list of."""

    kind: DocType | None
    numbered: bool
    before: Mention | None


def _is_document(found: regex.Match[str], lead: _Lead, rules: CitationRules) -> bool:
    """Whether the shape ``found`` is the symbol of a document, judged by its codes and the words before it.

    A number with one code ("06/CP", "12/KH") is weak: schemes and many other things look like it.
    """
    known = _code(found) in rules.codes
    if not found["rest"] and not found["year"]:
        if _YEAR.fullmatch(found["number"]) and not lead.numbered:
            return False  # "KH 2026/TH 2025" sets the plan of one year against the result of another
        return (lead.kind is not None and not lead.kind.scheme) or (lead.numbered and known)
    return known or bool(found["year"]) or lead.kind is not None or lead.numbered or lead.before is not None


def _code(found: regex.Match[str]) -> str:
    """The folded first code of a symbol without the term of a parliament: "QH15" is "qh"."""
    return fold(found["first"]).replace(" ", "").rstrip("0123456789")


def _canonical(printed: str) -> str:
    return "".join(printed.split())


def _name_type(
    text: Aligned, found: regex.Match[str], lead: _Lead, rules: CitationRules, *, floor: int
) -> tuple[str | None, int | None]:
    """The document's kind, and where its words begin if that is far ahead of the symbol."""
    by_code = rules.codes.get(_code(found), ())
    if lead.kind is not None:
        vague = lead.kind.generic or (lead.kind.scheme and lead.kind not in by_code)
        usual = next((kind for kind in by_code if not kind.named), None)
        return (usual.name if vague and usual else lead.kind.name), None
    if far := _far_type(text, found.start(), by_code, rules, floor=floor):
        return far
    usual = by_code[0] if by_code and not by_code[0].named else None
    if usual is None and lead.before is not None:
        return lead.before.doc_type, None
    return (usual.name if usual else None), None


def _far_type(
    text: Aligned, at: int, kinds: tuple[DocType, ...], rules: CitationRules, *, floor: int
) -> tuple[str, int] | None:
    """The last words of a fitting kind in the clause: "Luật Lưu trữ số ...", "Chương trình của Ban ... (số ...)"."""
    low = max(floor, at - _CLAUSE)
    bracketed = regex.search(r"\(\s*(?:số\s*:?\s*)?$", text.folded[low:at]) is not None
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


def _read_tail(text: Aligned, at: int, rules: CitationRules) -> tuple[dt.date | None, str | None, int]:
    """Date and issuer printed behind a symbol, and where they end; the date may stand behind the issuer too."""
    issued_on, end = _read_date(text.printed, at)
    issuer, end = _read_issuer(text, end, rules)
    if issued_on is None and issuer is not None:
        issued_on, end = _read_date(text.printed, end)
    return issued_on, issuer, end


def _read_date(printed: str, at: int) -> tuple[dt.date | None, int]:
    found = _DATE.match(printed, at)
    if found is None:
        return None, at
    try:
        return dt.date(int(found["y"]), int(found["m"]), int(found["d"])), found.end()
    except ValueError:
        return None, found.end()


def _read_issuer(text: Aligned, at: int, rules: CitationRules) -> tuple[str | None, int]:
    of = _OF.match(text.printed, at)
    if of is None or not rules.issuer_head.match(text.folded, of.end()):
        return None, at
    limit = min(len(text.printed), of.end() + _LONGEST_ISSUER)
    inner = [phrase.span() for phrase in rules.issuer_phrase.finditer(text.folded, of.end(), limit + _WINDOW)]
    stop = next(
        (s.start() for s in rules.issuer_stop.finditer(text.printed, of.end()) if not _is_inside(s.start(), inner)),
        len(text.printed),
    )
    if stop > limit:
        return None, at
    name = text.printed[of.end() : stop].strip()
    return name, of.end() + len(text.printed[of.end() : stop].rstrip())


def _is_inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def check_citation_rules(rules: CitationRules) -> tuple[str, ...]:
    """One line for each example of rules/citations.yaml that does not hold."""
    return (*_check_symbols(rules), *_check_types(rules), *_check_relations(rules), *_check_issuers(rules))


def _check_symbols(rules: CitationRules) -> Iterator[str]:
    rule = rules.file.symbol
    for text, symbol in rule.examples.items():
        if symbol not in [c.symbol for c in find_citations(text, rules=rules)]:
            yield f"citations.yaml: {rule.id}: {text!r} should cite {symbol}"
    for text in rule.rejects:
        if found := find_citations(text, rules=rules):
            yield f"citations.yaml: {rule.id}: {text!r} should cite nothing, not {found[0].symbol}"


def _check_types(rules: CitationRules) -> Iterator[str]:
    for kind in rules.file.doc_types:
        yield from _check_texts(kind, lambda c, name=kind.name: c.doc_type == name, rules)  # type: ignore[misc]


def _check_relations(rules: CitationRules) -> Iterator[str]:
    for rule in rules.file.relations:
        yield from _check_texts(rule, lambda c, name=rule.relation: c.relation == name, rules)  # type: ignore[misc]
    implements = lambda c: c.relation == "implements"  # noqa: E731
    fillers = rules.file.fillers
    for text, wanted in [*((t, True) for t in fillers.examples), *((t, False) for t in fillers.rejects)]:
        if any(map(implements, find_citations(text, rules=rules))) != wanted:
            yield f"citations.yaml: {fillers.id}: {text!r} should {'' if wanted else 'not '}be governed by its verb"


def _check_texts(
    rule: DocType | RelationRule, holds: Callable[[Citation], bool], rules: CitationRules
) -> Iterator[str]:
    for text in rule.examples:
        if not any(map(holds, find_citations(text, rules=rules))):
            yield f"citations.yaml: {rule.id}: not found in its example {text!r}"
    for text in rule.rejects:
        if any(map(holds, find_citations(text, rules=rules))):
            yield f"citations.yaml: {rule.id}: found in its reject {text!r}"


def _check_issuers(rules: CitationRules) -> Iterator[str]:
    rule = rules.file.issuer
    for text, name in rule.examples.items():
        found = [c.issuer for c in find_citations(text, rules=rules)]
        if found[:1] != [unicodedata.normalize("NFC", name)]:
            yield f"citations.yaml: {rule.id}: {text!r} should name {name!r}, not {found}"
    for text in rule.rejects:
        if any(c.issuer for c in find_citations(text, rules=rules)):
            yield f"citations.yaml: {rule.id}: an issuer was found in {text!r}"
