"""Mentions of documents by name alone: "Luật Dữ liệu năm 2024", "Đề án 06", "Nghị quyết 57 của Bộ Chính trị".

No symbol is ever made up for them: ``symbol`` stays empty, the document is known all the same. A law that is in no list
is read only with its year behind it, for nothing else says where its name ends.
"""

from collections.abc import Iterator, Sequence

import regex

from planparse.normalise.citations.documents import is_near
from planparse.normalise.citations.relations import Mention
from planparse.normalise.citations.tails import Tail, read_tail
from planparse.rulebook.citations import CitationRules
from planparse.rulebook.documents import DocumentRule
from planparse.text.aligned import Aligned
from planparse.text.unicode import fold

_UNLISTED = regex.compile(
    r"(?<!\p{L})(?P<name>(?P<kind>Luật|Bộ luật|Pháp lệnh)\s+\p{Lu}\p{Ll}*[^\d;:.()\"/]{1,80}?)"
    r"(?:\s*\(sửa đổi\))?,?\s+năm\s+(?P<year>(?:19|20)\d\d)(?![\d/])"
)
_LONGEST_NAME = 12  # words: "Luật Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở"
_NUMBER_WORD = regex.compile(r"\s+(?:số\s*:?\s*)?(?=\d)")
_GOES_ON = regex.compile(r"\s?[/\-]\s?[\p{L}\d]|\s*,\s*\d|[\p{L}\d]")


def find_names(text: Aligned, taken: Sequence[tuple[int, int]], *, rules: CitationRules) -> Iterator[Mention]:
    """Documents named in a text outside the spans that are ``taken``, in order."""
    spans = list(taken)
    for mention in (*_find_listed(text, rules), *_find_unlisted(text, rules)):
        if not any(start < mention.end and mention.start < end for start, end in spans):
            spans.append((mention.start, mention.end))
            yield mention


def _find_listed(text: Aligned, rules: CitationRules) -> Iterator[Mention]:
    for found in rules.documents.named.finditer(text.folded):
        if not text.printed[found.start()].isupper():  # "pháp luật dữ liệu", "thuật toán": a name has a capital
            continue
        name = _NUMBER_WORD.sub(" ", fold(found["name"]))
        listed = rules.documents.by_name[name]
        is_alias = any(character.isdigit() for character in name)
        if is_alias and _GOES_ON.match(text.folded, found.end("name")):
            continue
        if not is_alias and not found["year"] and not rules.documents.follows.match(text.folded, found.end()):
            continue
        end = found.end("name") if is_alias else found.end()
        tail = read_tail(text, end, rules)
        year = None if is_alias or not found["year"] else int(found["year"])
        document = _choose(listed, year, tail, is_alias, rules)
        if document is not None:
            yield _mention(found.start(), tail, document, _kind(name, listed), f"documents: {document}")


def _choose(
    listed: tuple[DocumentRule, ...], year: int | None, tail: Tail, is_alias: bool, rules: CitationRules
) -> str | None:
    """The key of the one document that name, year, date and issuer fit; of a law that is not listed, its name."""
    fitting = [rule for rule in listed if _fits(rule, year, tail, rules)]
    fitting = [rule for rule in fitting if rule.issued_on == tail.issued_on] or fitting
    printed = year or (tail.issued_on.year if tail.issued_on else None)
    if len(fitting) == 1 and (printed or not fitting[0].needs_date):
        return fitting[0].code
    if is_alias:
        return None
    return f"{listed[0].name} {printed}" if printed else listed[0].name


def _fits(rule: DocumentRule, year: int | None, tail: Tail, rules: CitationRules) -> bool:
    if year is not None and year != rule.issued_on.year:
        return False
    if tail.issued_on is not None and not is_near(tail.issued_on, rule.issued_on):
        return False
    if tail.issuer is None:
        return True
    printed, own = (rules.levels.find_by_name(name) for name in (tail.issuer, rule.issuer))
    return printed is None or own is None or printed.id == own.id


def _kind(name: str, listed: tuple[DocumentRule, ...]) -> str:
    """What the text calls it: "Đề án 06" is a decision that is called a scheme."""
    word = listed[0].type
    return word if name.startswith(fold(word)) else " ".join(name.split(" ")[:-1]).capitalize()


def _find_unlisted(text: Aligned, rules: CitationRules) -> Iterator[Mention]:
    for found in _UNLISTED.finditer(text.printed):
        name = " ".join(found["name"].split())
        rest = text.folded[found.start() + len(found["kind"]) : found.end("name")]
        first = found.start() + len(found["kind"]) + 1
        if len(name.split()) > _LONGEST_NAME or rules.type_word.search(rest):
            continue
        if _has_verb(text, first, found.end("name"), rules):
            continue
        tail = read_tail(text, found.end(), rules)
        yield _mention(found.start(), tail, f"{name} {found['year']}", found["kind"], "name with year")


def _has_verb(text: Aligned, start: int, end: int, rules: CitationRules) -> bool:
    """Whether words in small letters end the name before its end ("Luật Dữ liệu, tổ chức ... trong năm 2026")."""
    stops = rules.issuer_stop.finditer(text.printed, text.printed.find(" ", start), end)
    return any(stop[0] != "," for stop in stops)


def _mention(start: int, tail: Tail, document: str, kind: str, rule: str) -> Mention:
    return Mention(start, tail.end, None, kind, tail.issued_on, tail.issuer, fold(kind), document, rule)
