"""How a text was searched for documents: what ``planparse rules explain`` shows."""

from collections.abc import Iterator

from planparse.model.base import Note
from planparse.model.explanation import Explanation, Step
from planparse.model.values import Citation, Relation
from planparse.normalise.citations.canonical import read_symbol
from planparse.normalise.citations.documents import identify, is_other_date
from planparse.normalise.citations.finding import find_citations, find_mentions
from planparse.normalise.citations.relations import Mention
from planparse.rulebook.citations import CitationRules

_RELATION_RULES = {"basis": "can-cu", "implements": "thuc-hien", "replaces": "thay-the"}


def explain_citation(text: str, *, rules: CitationRules) -> Explanation:
    """The documents that a text mentions, and what led to each; empty where it mentions none.

    Notes: citation.other_date.

    >>> from pathlib import Path
    >>> from planparse.rulebook.citations import load_citation_rules
    >>> explain_citation("Nghị quyết 57", rules=load_citation_rules(Path("rules"))).reading
    ('Nghị quyết, document 57-NQ/TW, mentions, party',)
    """
    found = find_citations(text, rules=rules)
    mentions = find_mentions(text, rules=rules)
    steps = [step for c, (m, relation) in zip(found, mentions, strict=True) for step in _steps(c, m, relation, rules)]
    return Explanation(
        kind="citation",
        reading=tuple(format_citation(citation) for citation in found),
        steps=tuple(steps),
        notes=tuple(_notes(found, mentions, rules)),
    )


def format_citation(citation: Citation) -> str:
    """A citation on one line: kind, symbol, date, issuer, document, relation, level."""
    parts = (
        citation.doc_type,
        citation.symbol,
        citation.issued_on and f"of {citation.issued_on}",
        citation.issuer and f"by {citation.issuer}",
        f"document {citation.document}",
        citation.relation,
        citation.issuer_level,
    )
    return ", ".join(part for part in parts if part)


def _steps(citation: Citation, mention: Mention, relation: Relation, rules: CitationRules) -> Iterator[Step]:
    yield Step(rule=mention.rule, words=citation.raw, gives=citation.symbol or citation.document)
    kind = next((rule.id for rule in rules.file.doc_types if rule.name == citation.doc_type), None)
    if kind:
        yield Step(rule=f"doc_types: {kind}", words=citation.raw, gives=citation.doc_type or "")
    if citation.symbol and (form := read_symbol(citation.symbol, rules=rules).text) != citation.symbol:
        yield Step(rule="canonical symbol", words=citation.symbol, gives=form)
    identity = identify(mention, rules=rules)
    if identity.listed:
        yield Step(rule=f"documents: {identity.listed.code}", words=citation.raw, gives=identity.listed.name)
    if identity.body:
        words = citation.issuer or citation.symbol or citation.raw
        yield Step(rule=f"issuer_levels: {identity.body.id}", words=words, gives=identity.body.level or "any tier")
    if relation in _RELATION_RULES:
        yield Step(rule=f"relations: {_RELATION_RULES[relation]}", words=citation.raw, gives=citation.relation)


def _notes(
    found: tuple[Citation, ...], mentions: tuple[tuple[Mention, Relation], ...], rules: CitationRules
) -> Iterator[Note]:
    for citation, (mention, _) in zip(found, mentions, strict=True):
        listed = identify(mention, rules=rules).listed
        if listed and citation.issued_on and is_other_date(citation.issued_on, listed):
            yield Note(code="citation.other_date", text=f"{citation.raw}: {listed.issued_on:%d/%m/%Y}")
