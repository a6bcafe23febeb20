"""Which document a mention is about: ``citations.document``, the key by which mentions are joined.

The key is, in this order:

1. the ``code`` of a document of rules/documents.yaml, where symbol or name lead to it and its date does not contradict
   ("57-NQ/TW"; "71-NQ/CP ngày 01/4/2025" is "71/NQ-CP"). A date of the same day and month, or of the same year,
   does not contradict: a number is given once a year, so it is a slip (note ``citation.other_date``);
2. ``symbol``, of bodies whose numbers are one series for the country, with the year behind it where a date is printed
   and the symbol holds none ("71/NQ-CP 2018", "12/2019/NĐ-CP"): numbers of decisions begin anew each year;
3. ``symbol @place year``, of provinces and communes: "49/KH-UBND" is a document of every commune of the country. The
   place is the code of the province (two digits) or of the commune (five), the name where it has no code now
   ("@Hải Dương"), and "@?" with the plan's id where the text does not tell: then no other plan shares it. The year is
   that of the printed date; two mentions without one are joined when symbol and place agree;
4. the name, of a law that is in no list, with its year ("Luật Du lịch 2017").

Number 2 and 3 are written as far as one text tells; ``settling`` completes them with what the plan tells. A wrong join
is worse than none: "18-NQ/TW" without a date (there is one of 2017 and one of 2022) is "18-NQ/TW ?".
"""

import datetime as dt
from typing import NamedTuple

from planparse.normalise.citations.canonical import Symbol, read_symbol
from planparse.normalise.citations.relations import Mention
from planparse.rulebook.citations import CitationRules
from planparse.rulebook.documents import DocumentRule
from planparse.rulebook.issuers import IssuerLevelRule
from planparse.text.unicode import fold


class Identity(NamedTuple):
    """What one text tells about a document.

    Attributes:
        key: ``citations.document``, without the place.
        body: the kind of body that issued it; None where neither name nor symbol tells.
        listed: the document in rules/documents.yaml.
    """

    key: str
    body: IssuerLevelRule | None
    listed: DocumentRule | None


def identify(mention: Mention, *, rules: CitationRules) -> Identity:
    """The document of a mention, as far as its own text tells."""
    if mention.symbol is None:
        named = mention.named or ""
        listed = rules.documents.by_code.get(named)
        codes = read_symbol(named, rules=rules).codes or ("QH",)  # what has a name and no symbol is a law
        return Identity(named, rules.levels.find_by_codes(codes), listed)
    symbol = read_symbol(complete_symbol(mention.symbol, mention.doc_type, rules=rules), rules=rules)
    body = find_body(mention.issuer, symbol, rules=rules)
    listed = rules.documents.by_code.get(symbol.text)
    if listed is not None and (body is None or body.scope == "national"):
        key = _listed_key(listed, symbol, mention.issued_on)
        return Identity(key, body, listed if key == listed.code else None)
    return Identity(_dated(symbol, mention.issued_on), body, None)


def complete_symbol(symbol: str, doc_type: str | None, *, rules: CitationRules) -> str:
    """A symbol that names a body only, with the code of its kind: "Nghị quyết 57/TW" is 57-NQ/TW.

    >>> from pathlib import Path
    >>> from planparse.rulebook.citations import load_citation_rules
    >>> complete_symbol("71/CP", "Nghị quyết", rules=load_citation_rules(Path("rules")))
    '71/NQ-CP'
    """
    codes = read_symbol(symbol, rules=rules).codes
    kind = next((kind for kind in rules.file.doc_types if kind.name == doc_type and kind.codes), None)
    if len(codes) != 1 or kind is None or fold(codes[0]) not in rules.levels.by_code:
        return symbol
    number, _, body = symbol.rpartition("/")
    return f"{number}/{kind.codes[0]}-{body}" if number else symbol


def find_body(issuer: str | None, symbol: Symbol, *, rules: CitationRules) -> IssuerLevelRule | None:
    """What kind of body issued a document: the printed name goes before the symbol."""
    by_name = rules.levels.find_by_name(issuer) if issuer else None
    by_codes = rules.levels.find_by_codes(symbol.codes)
    if by_name is None or (by_name.level is None and by_codes is not None):
        return by_codes
    return by_name


def _listed_key(listed: DocumentRule, symbol: Symbol, printed: dt.date | None) -> str:
    if printed is None:
        return f"{listed.code} ?" if listed.needs_date and not symbol.year else listed.code
    return listed.code if symbol.year or is_near(printed, listed.issued_on) else _dated(symbol, printed)


def is_near(printed: dt.date, issued_on: dt.date) -> bool:
    """Whether a date may be a slip for another: the same year, or the same day and month of a year beside it."""
    same_day = (printed.day, printed.month) == (issued_on.day, issued_on.month)
    return printed.year == issued_on.year or (same_day and abs(printed.year - issued_on.year) == 1)


def is_other_date(printed: dt.date, listed: DocumentRule) -> bool:
    """Whether a date is a slip for the one of a document."""
    return printed != listed.issued_on and is_near(printed, listed.issued_on)


def _dated(symbol: Symbol, printed: dt.date | None) -> str:
    return f"{symbol.text} {printed.year}" if printed and not symbol.year and not is_of_term(symbol) else symbol.text


def is_of_term(symbol: Symbol) -> bool:
    """A number of a parliament's term ("45/2019/QH14") is never given again."""
    return any(code.startswith("QH") for code in symbol.codes)
