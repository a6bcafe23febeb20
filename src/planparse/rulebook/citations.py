"""Words around the symbols of legal documents: rules/citations.yaml, validated and compiled."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import regex

from planparse.model.values import Relation
from planparse.rulebook.base import RuleModel, read_rules
from planparse.rulebook.documents import DocumentRules, load_document_rules
from planparse.rulebook.issuers import IssuerLevelRule, IssuerLevels
from planparse.text.memory import Memory
from planparse.text.unicode import fold


class SymbolRule(RuleModel):
    """What belongs to a symbol and what only looks like one.

    Attributes:
        not_after: words after which a number is no document's ("mẫu số 02/...").
        whole_codes: codes that print may cut in two ("T W").
        examples: text -> the symbol found in it first.
    """

    id: str
    number_words: tuple[str, ...]
    not_after: tuple[str, ...]
    whole_codes: tuple[str, ...]
    examples: dict[str, str]
    rejects: tuple[str, ...]


class DocType(RuleModel):
    """A kind of legal document (*loại văn bản*).

    Attributes:
        words: what is printed before the number.
        codes: how the symbol itself names the kind ("KH", "CTr").
        generic: says nothing of the kind ("Văn bản"); a code in the symbol says more.
        named: the document's name may stand between the word and the number ("Luật Lưu trữ số ...").
        scheme: also the name of what no symbol was given to ("Đề án 06/CP").
    """

    id: str
    name: str
    words: tuple[str, ...]
    codes: tuple[str, ...] = ()
    generic: bool = False
    named: bool = False
    scheme: bool = False
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


class RelationRule(RuleModel):
    """Verbs that say what a plan does with a document.

    Attributes:
        openers: stand before the document.
        closers: stand behind it.
        subjects: name the plan itself, and stand before the opener.
        not_after: words after which an opener governs nothing.
    """

    id: str
    relation: Relation
    openers: tuple[str, ...]
    closers: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


class FillerRule(RuleModel):
    """Words that may stand between a verb and its document."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


class IssuerRule(RuleModel):
    """How the body that issued a document is named after "của".

    Attributes:
        examples: text -> the issuer of its first citation.
    """

    id: str
    heads: tuple[str, ...]
    stops: tuple[str, ...]
    with_comma: tuple[str, ...]
    examples: dict[str, str]
    rejects: tuple[str, ...]


class CitationFile(RuleModel):
    """The content of rules/citations.yaml."""

    symbol: SymbolRule
    doc_types: tuple[DocType, ...]
    relations: tuple[RelationRule, ...]
    fillers: FillerRule
    issuer: IssuerRule
    issuer_levels: tuple[IssuerLevelRule, ...]


@dataclass(frozen=True, eq=False)
class CitationRules:
    """The rules of citations, compiled.

    Attributes:
        file: the rules as written.
        types: folded word -> kind of document.
        codes: folded code of a symbol -> kinds that use it, the usual one first.
        symbol: a symbol: groups number, year, first (its first code).
        type_before, number_before, reject_before: what ends directly before a symbol.
        type_word: the words of any kind, anywhere.
        basis: the text before a document that is a plan's basis.
        implements, replaces: a verb that governs the document right behind it.
        carried_out: the same verb, a noun before it or not: what the document before carries out.
        added_verb: the same verb, after "và", for one more document.
        replaced: words behind a document that end its force.
        own_subject: words that name the plan itself.
        only_fillers: nothing but fillers, labels and list marks.
        reopened: a comma before the capital of a new basis ("..., Căn cứ Luật").
        issuer_head, issuer_stop, issuer_phrase: begin, end and inner commas of an issuer's name.
        levels: the bodies that issue documents.
        spellings: folded code -> the code as it is written.
        joined: a kind and a body without the sign between them ("NQTW"): groups kind, body.
        documents: the catalogue of national documents.
    """

    file: CitationFile
    types: dict[str, DocType]
    codes: dict[str, tuple[DocType, ...]]
    symbol: regex.Pattern[str]
    type_before: regex.Pattern[str]
    number_before: regex.Pattern[str]
    reject_before: regex.Pattern[str]
    type_word: regex.Pattern[str]
    basis: regex.Pattern[str]
    implements: regex.Pattern[str]
    replaces: regex.Pattern[str]
    carried_out: regex.Pattern[str]
    added_verb: regex.Pattern[str]
    replaced: regex.Pattern[str]
    own_subject: regex.Pattern[str]
    only_fillers: regex.Pattern[str]
    reopened: regex.Pattern[str]
    issuer_head: regex.Pattern[str]
    issuer_stop: regex.Pattern[str]
    issuer_phrase: regex.Pattern[str]
    levels: IssuerLevels
    spellings: dict[str, str]
    joined: regex.Pattern[str]
    documents: DocumentRules

    @cached_property
    def readings(self) -> Memory:
        """What other texts cited."""
        return Memory()


_NUMBER_MARK = r"\s*[:.]?\s*"
_OPENING = r"^[^\p{L}\d]*(?:(?:\d+(?:\.\d+)*|\p{L})[.)]\s*)*[^\p{L}\d]*"  # bullets and labels: "- ", "1.2. ", "a) "


def load_citation_rules(*folders: Path) -> CitationRules:
    """The rules of ``citations.yaml`` and the catalogue ``documents.yaml`` of these folders.

    Raises:
        RuleError: the file is missing or wrong.
    """
    file = read_rules(folders, "citations", CitationFile)
    symbol, issuer = file.symbol, file.issuer
    codes = _codes(file.doc_types)
    joined = _joined(codes, file.issuer_levels)
    number = f"(?:{_any_of(symbol.number_words)})"
    types = {fold(word): kind for kind in file.doc_types for word in kind.words}
    return CitationRules(
        file=file,
        types=types,
        codes=codes,
        symbol=_symbol(codes, joined, types, symbol),
        type_before=regex.compile(rf"(?<![\p{{L}}\d])({_any_of(types)})\s*[:(]?\s*(?:{number}{_NUMBER_MARK})?$"),
        number_before=regex.compile(rf"(?<![\p{{L}}\d])({number}){_NUMBER_MARK}$"),
        reject_before=regex.compile(rf"(?<![\p{{L}}\d])(?:{_any_of(symbol.not_after)})\s*(?:{number})?{_NUMBER_MARK}$"),
        type_word=regex.compile(rf"(?<![\p{{L}}\d])(?:{_any_of(types)})(?![\p{{L}}\d])"),
        issuer_head=regex.compile(rf"(?:{_any_of(issuer.heads)})(?![\p{{L}}\d])"),
        issuer_stop=_issuer_stop(issuer.stops, file.doc_types),
        issuer_phrase=regex.compile(_any_of(issuer.with_comma)),
        levels=IssuerLevels(file.issuer_levels),
        spellings=_spellings(file),
        joined=regex.compile(rf"(?i)(?P<kind>{_any_of(codes)})(?P<body>{_any_of(_bodies(file.issuer_levels))})"),
        documents=load_document_rules(*folders),
        **_verbs(file),
    )


def _codes(kinds: Iterable[DocType]) -> dict[str, tuple[DocType, ...]]:
    found: dict[str, tuple[DocType, ...]] = {}
    for kind in kinds:
        for code in kind.codes:
            found[fold(code)] = (*found.get(fold(code), ()), kind)
    return found


def _any_of(words: Iterable[str]) -> str:
    """Alternatives, the longest first, so that "kế hoạch hành động" is tried before "kế hoạch"."""
    return "|".join(regex.escape(word) for word in sorted(map(fold, words), key=lambda w: (-len(w), w)))


def _bodies(levels: Iterable[IssuerLevelRule]) -> list[str]:
    return [code for rule in levels for code in rule.codes]


def _joined(codes: Iterable[str], levels: Iterable[IssuerLevelRule]) -> str:
    return rf"(?:{_any_of(codes)})(?:{_any_of(_bodies(levels))})"


def _spellings(file: CitationFile) -> dict[str, str]:
    """Codes as they are written; "TƯ" is "TW"."""
    codes = [code for kind in file.doc_types for code in kind.codes] + _bodies(file.issuer_levels)
    return {fold(code): code for code in reversed(codes)} | {"tư": "TW"}


def _symbol(codes: Iterable[str], joined: str, words: Iterable[str], rule: SymbolRule) -> regex.Pattern[str]:
    """A symbol in tidied text, its dashes plain: "57-NQ/TW", "12/2025/NĐ-CP", "310/UBND-NC"."""
    spoken = "|".join(regex.escape(word) for word in words if " " in word)  # "Nghị quyết57-NQ/TW": the space is lost
    broken = "|".join(r"\s?".join(regex.escape(letter) for letter in code) for code in rule.whole_codes)
    known = _any_of(codes)
    glued = r"(?:ngày\s?\d|của\s)"  # "71/NQ-CPngày 01/4/2025": the space is lost
    token = rf"""(?:
          (?:{broken})                                              # BCĐT W, BCĐ TW, QH 15
        | \p{{Lu}}{{0,8}}(?:{broken})
        | (?=\p{{L}}*\p{{Lu}}\p{{L}}*\p{{Lu}})\p{{Lu}}(?:(?!{glued})[\p{{L}}&]){{1,14}}\d{{0,3}}   # KH, TTg, QH15
        | (?i:{known})                                              # Ctr
        )(?:(?![\p{{L}}\d])|(?={glued}))"""
    office = r"\p{Lu}\d{1,3}(?![\p{L}\d])"  # the number of a department, C06: never alone, for "12/T5" is a month
    return regex.compile(
        rf"""
        (?:(?<![\p{{L}}\d/\-])(?<!\d[.,]) | (?<=(?i:số)) | (?<=(?i:{spoken})))
        (?P<number>\d{{1,2}}\.\d{{3}}|\d{{1,5}}[a-zđ]?|(?P<slip>(?=[lIO]*\d)[\dlIO]{{2,5}}))
        (?: \s?/\s?(?P<year>(?:19|20)\d\d)\s?/\s? | \s?/\s?
          | \s?-\s?(?=[\p{{L}}&\s]{{1,16}}/)
          | \s?-\s?(?=(?i:{known})\s?-\s?\p{{Lu}}|(?i:{joined})(?![\p{{L}}\d]))   # 57-NQ-TW, 57-NQTW
          | \s?(?P<bare>)(?=(?i:{known})\s?[/\-]\s?\p{{Lu}})                       # 57NQ/TW
        )
        (?P<first>{token}|{office}(?=-\p{{Lu}}{{2}}))
        (?P<rest>(?:\s-\s{token})?(?:(?:\s?/\s?|-\s?|\s-(?=\p{{Lu}})){token}|-{office})*)
        """,
        regex.VERBOSE,
    )


def _issuer_stop(stops: tuple[str, ...], kinds: Iterable[DocType]) -> regex.Pattern[str]:
    """Where a name ends; small letters and full capitals only, for "Bộ Xây dựng" holds no verb."""
    small = [unicodedata.normalize("NFC", stop) for stop in stops]
    words = "|".join(regex.escape(form) for stop in small for form in (stop, stop.upper()))
    names = "|".join(regex.escape(kind.name) for kind in kinds)
    return regex.compile(
        rf'[;:.()"“”\[\]]|,|(?<![\p{{L}}\d])(?:{words})(?![\p{{L}}\d])|\s(?:và|VÀ)\s+(?:các\s+)?(?i:{names}|số\s+\d)'
    )


def _verbs(file: CitationFile) -> dict[str, regex.Pattern[str]]:
    rules = {rule.relation: rule for rule in file.relations}
    filler = rf"(?:[\s,]+|(?<![\p{{L}}\d])(?:(?:{_any_of(file.fillers.words)})|[a-zđ\d]\d?)(?![\p{{L}}\d]))*"
    implements, replaces = rules["implements"], rules["replaces"]
    openers = (*rules["basis"].openers, *implements.openers)
    reopening = "|".join(regex.escape(f"{opener[0].upper()}{opener[1:]}") for opener in openers)
    verb = rf"(?<![\p{{L}}\d])(?:{_any_of(implements.openers)})(?![\p{{L}}\d])"
    chain = rf"(?:[\s,]+(?:{_any_of(implements.openers)}))*[\s,]+"  # "kết quả triển khai, thực hiện"
    no_noun = rf"(?<!(?<![\p{{L}}\d])(?:{_any_of(implements.not_after)}){chain})"
    return {
        "reopened": regex.compile(rf",\s+(?=(?:{reopening})(?!\p{{L}}))"),
        "basis": regex.compile(rf"{_OPENING}(?:{_any_of(rules['basis'].openers)})(?![\p{{L}}\d])([^;]{{0,90}})$"),
        "implements": regex.compile(rf"{no_noun}{verb}{filler}$"),
        "carried_out": regex.compile(rf"{verb}{filler}$"),
        "added_verb": regex.compile(rf"(?<![\p{{L}}\d])và\s+(?:\p{{L}}+\s+){{0,3}}?{verb}{filler}$"),
        "replaces": regex.compile(rf"(?<![\p{{L}}\d])(?:{_any_of(replaces.openers)})(?![\p{{L}}\d]){filler}$"),
        "own_subject": regex.compile(rf"(?<![\p{{L}}\d])(?:{_any_of(replaces.subjects)})(?![\p{{L}}\d])"),
        "replaced": regex.compile(rf"(?<![\p{{L}}\d])(?:{_any_of(replaces.closers)})(?![\p{{L}}\d])"),
        "only_fillers": regex.compile(rf"{_OPENING}{filler}[\s,(]*$"),
    }
