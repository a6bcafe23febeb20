"""Mentions of legal documents in running text, in cells and in titles."""

import regex

from planparse.model.values import Citation, Relation
from planparse.normalise.citations.canonical import mend_letters
from planparse.normalise.citations.documents import Identity, identify
from planparse.normalise.citations.names import find_names
from planparse.normalise.citations.relations import Mention, find_carriers, find_relations
from planparse.normalise.citations.symbols import find_symbols
from planparse.rulebook.citations import CitationRules
from planparse.text.aligned import align_line

# Cheap: most paragraphs cite nothing.
_MAYBE = regex.compile(r"\d\p{L}?\s*[/\-\u2010-\u2015\u2044\u2212\u2215\uff0f]\s*[\p{L}\d]|\d\p{Lu}{2}")


def find_citations(text: str, *, rules: CitationRules) -> tuple[Citation, ...]:
    """Every legal document that ``text`` mentions by its symbol or by a name that is known, in order of appearance.

    What is true of the result: (1) a symbol holds no space and has a number; a document named without a symbol has
    none; (2) ``raw`` stands in the tidied text (dashes plain), and the mentions do not overlap; (3) a date is a day of
    the calendar printed next to its mention; (4) ``document`` is set, without the place, which only a plan tells;
    (5) a document without a symbol is never replaced.

    >>> from pathlib import Path
    >>> from planparse.rulebook.citations import load_citation_rules
    >>> found = find_citations("Căn cứ Nghị quyết 57- NQ/TW; Luật Dữ liệu", rules=load_citation_rules(Path("rules")))
    >>> [(c.doc_type, c.symbol, c.relation, c.document) for c in found]
    [('Nghị quyết', '57-NQ/TW', 'basis', '57-NQ/TW'), ('Luật', None, 'basis', '60/2024/QH15')]
    """
    return rules.readings.recall(_find_citations, rules, text)


def _find_citations(rules: CitationRules, text: str) -> tuple[Citation, ...]:
    found = find_mentions(text, rules=rules)
    if not found:
        return ()
    two = align_line(text)
    carriers = find_carriers(two.printed, two.folded, [mention for mention, _ in found], rules=rules)
    citations = (
        _citation(two.printed, mention, relation, identify(mention, rules=rules)) for mention, relation in found
    )
    return tuple(one.model_copy(update={"carrier": at}) for one, at in zip(citations, carriers, strict=True))


def find_mentions(text: str, *, rules: CitationRules) -> tuple[tuple[Mention, Relation], ...]:
    """The mentions behind :func:`find_citations`, with what the plan does with each."""
    if not (_MAYBE.search(text) or rules.documents.maybe.search(text)):
        return ()
    two = align_line(mend_letters(text))
    by_symbol = tuple(find_symbols(two, rules=rules))
    spans = [(mention.start, mention.end) for mention in by_symbol]
    mentions = sorted((*by_symbol, *find_names(two, spans, rules=rules)), key=lambda mention: mention.start)
    return tuple(zip(mentions, find_relations(two.printed, two.folded, mentions, rules=rules), strict=True))


def _citation(printed: str, mention: Mention, relation: Relation, identity: Identity) -> Citation:
    return Citation(
        raw=printed[mention.start : mention.end].strip(),
        doc_type=mention.doc_type,
        symbol=mention.symbol,
        issued_on=mention.issued_on,
        issuer=mention.issuer,
        relation="mentions" if mention.symbol is None and relation == "replaces" else relation,
        document=identity.key,
        issuer_level=identity.body.level if identity.body else None,
    )
