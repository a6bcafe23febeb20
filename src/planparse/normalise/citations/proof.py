"""The examples embedded in the rules of citations, put to the test through the real reader."""

import unicodedata
from collections.abc import Callable, Iterator

from planparse.model.values import Citation
from planparse.normalise.citations.canonical import read_symbol
from planparse.normalise.citations.finding import find_citations
from planparse.rulebook.citations import CitationRules, DocType, RelationRule
from planparse.rulebook.documents import DocumentRule


def check_citation_rules(rules: CitationRules) -> tuple[str, ...]:
    """One line for each example of rules/citations.yaml and rules/documents.yaml that does not hold."""
    parts = (_check_symbols, _check_types, _check_relations, _check_issuers, _check_levels, _check_documents)
    return tuple(line for check in parts for line in check(rules))


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


def _check_levels(rules: CitationRules) -> Iterator[str]:
    for rule in rules.file.issuer_levels:
        for name, wanted in [*((n, True) for n in rule.examples), *((n, False) for n in rule.rejects)]:
            found = rules.levels.find_by_name(name)
            if (found is not None and found.id == rule.id) != wanted:
                yield f"citations.yaml: {rule.id}: {name!r} should {'' if wanted else 'not '}be such a body"


def _check_documents(rules: CitationRules) -> Iterator[str]:
    names = rules.documents.file.names
    for text in names.examples:
        if not any(c.symbol is None for c in find_citations(text, rules=rules)):
            yield f"documents.yaml: {names.id}: no document was found in {text!r}"
    for text in names.rejects:
        if any(c.symbol is None for c in find_citations(text, rules=rules)):
            yield f"documents.yaml: {names.id}: a document was found in {text!r}"
    for rule in rules.documents.file.documents:
        yield from _check_document(rule, rules)


def _check_document(rule: DocumentRule, rules: CitationRules) -> Iterator[str]:
    if read_symbol(rule.code, rules=rules).text != rule.code:
        yield f"documents.yaml: {rule.code}: its canonical form is {read_symbol(rule.code, rules=rules).text}"
    if not rule.examples or not rule.rejects:
        yield f"documents.yaml: {rule.code}: it needs an example and a reject"
    for text in rule.examples:
        if rule.code not in (found := [c.document for c in find_citations(text, rules=rules)]):
            yield f"documents.yaml: {rule.code}: {text!r} cites {found}"
    for text in rule.rejects:
        if rule.code in [c.document for c in find_citations(text, rules=rules)]:
            yield f"documents.yaml: {rule.code}: {text!r} should not cite it"
