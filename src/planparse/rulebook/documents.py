"""The national documents that plans cite: rules/documents.yaml, validated, with look-ups by symbol and by name."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import regex

from planparse.rulebook.base import RuleModel, read_rules
from planparse.text.unicode import fold


class DocumentRule(RuleModel):
    """A national document (*văn bản*).

    Attributes:
        code: its canonical symbol ("57-NQ/TW").
        aliases: names without a symbol ("Đề án 06") and wrong spellings of the symbol ("71-NQ/CP").
        needs_date: documents of other years bear this number or name: a mention without a date or year is not joined.
        examples: texts that cite it; rejects: texts that do not.
    """

    code: str
    name: str
    type: str
    issued_on: dt.date
    issuer: str
    needs_date: bool = False
    aliases: tuple[str, ...] = ()
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


class NameRule(RuleModel):
    """How a law is named without its symbol. ``follows``: words that may stand behind the name."""

    id: str
    follows: tuple[str, ...]
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


class DocumentFile(RuleModel):
    """The content of rules/documents.yaml."""

    names: NameRule
    documents: tuple[DocumentRule, ...]


@dataclass(frozen=True, eq=False)
class DocumentRules:
    """The catalogue, compiled.

    Attributes:
        file: the rules as written.
        by_code: canonical symbol -> document.
        by_name: folded name or alias -> documents, the latest first.
        maybe: cheap test for a name in a printed text.
        named: a law or alias in folded text: groups name, year.
        follows: what may stand behind a name.
    """

    file: DocumentFile
    by_code: dict[str, DocumentRule]
    by_name: dict[str, tuple[DocumentRule, ...]]
    maybe: regex.Pattern[str]
    named: regex.Pattern[str]
    follows: regex.Pattern[str]


def load_document_rules(*folders: Path) -> DocumentRules:
    """The catalogue of ``documents.yaml`` of these folders.

    Raises:
        RuleError: the file is missing or wrong.
    """
    file = read_rules(folders, "documents", DocumentFile)
    by_name = _by_name(file.documents)
    return DocumentRules(
        file=file,
        by_code={rule.code: rule for rule in file.documents},
        by_name=by_name,
        maybe=_maybe(by_name),
        named=_named(by_name),
        follows=regex.compile(rf"\s*(?:$|[^\p{{L}}\d\s\-]|-\s|(?:{_any_of(file.names.follows)})(?!\p{{L}}))"),
    )


def _by_name(documents: Iterable[DocumentRule]) -> dict[str, tuple[DocumentRule, ...]]:
    found: dict[str, tuple[DocumentRule, ...]] = {}
    for rule in sorted(documents, key=lambda rule: rule.issued_on, reverse=True):
        names = {fold(name) for name in rule.aliases if name[0].isalpha()}
        if rule.name.startswith(rule.type):  # "Luật Dữ liệu": what others are about is no name to cite them by
            names.add(fold(rule.name))
        for name in sorted(names):
            found[name] = (*found.get(name, ()), rule)
    return found


def _maybe(names: Iterable[str]) -> regex.Pattern[str]:
    """The first words of all names: "luật", "đề án 06". Tones stand where print may put them: nothing here moves."""
    heads = {name.split(" ")[0] if name.split(" ")[0].endswith("luật") else name[:4] for name in names} | {"luật"}
    return regex.compile(rf"(?i)(?<!\p{{L}})(?:{_any_of(heads)})")


def _named(names: Iterable[str]) -> regex.Pattern[str]:
    spaced = sorted((name for name in names), key=lambda name: (-len(name), name))
    words = "|".join(_loose(name) for name in spaced)
    year = r"(?:\s*\(?\s*(?:sửa\s+đổi)\s*\)?)?(?:\s*,?\s*(?:năm\s+)?(?P<year>(?:19|20)\d\d)(?![\d/]))?"
    return regex.compile(rf"(?<![\p{{L}}\d])(?P<name>{words})(?![\p{{L}}\d]){year}")


def _loose(name: str) -> str:
    """A name with any spaces, and with "số" before its number or not."""
    spaced = r"\s+".join(regex.escape(word) for word in name.split())
    return regex.sub(r"\\s\+(?=\d)", r"\\s+(?:số\\s*:?\\s*)?", spaced)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(regex.escape(word) for word in sorted(map(fold, words), key=lambda w: (-len(w), w)))
