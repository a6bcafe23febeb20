"""A deadline cell as tokens: what the rules know, and the marks and words between."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import regex

from planparse.rulebook.deadlines import DeadlineRules
from planparse.text.aligned import Aligned, align, replace

# A dot inside a word ("TP.HCM") ends nothing.
_GAP = regex.compile(r"\n|\.(?!\S)|[,;:/()&+]|=+>|[-→÷]+>?|(?:[^\s,;:/()&+.\-→÷]|\.(?=\S))+")
# Trying every lexeme at the few places where a word begins takes half the time of searching the cell for each lexeme.
_STARTS = regex.compile(r"(?<![\p{L}\p{M}\p{N}])[\p{L}\p{N}]")
_MARKS = {"\n": "line", ",": "comma", ";": "stop", ".": "stop", ":": "colon", "(": "open", ")": "close"}
_MARKS |= {"/": "slash", "&": "slash", "+": "slash", "-": "dash", "=": "dash", "→": "dash", "÷": "dash"}


class Token(NamedTuple):
    """A piece of a cell.

    Attributes:
        kind: a ``TokenKind`` of the rules, or a mark (line, comma, stop, colon, open, close, slash, dash), or "figure"
            (digits that no rule reads), or "word".
        start, end: half-open span of the folded text.
        values: named groups of the lexeme, already as the rules' tables say.
        rule: id of the lexeme; "" for marks and words.
    """

    kind: str
    start: int
    end: int
    values: Mapping[str, str]
    rule: str


class Cell(NamedTuple):
    """A cell ready for the grammar.

    Attributes:
        mended: for each repair, its rule and the printed span it changed.
    """

    text: Aligned
    tokens: tuple[Token, ...]
    mended: tuple[tuple[str, int, int], ...]

    def words(self, first: int, last: int) -> str:
        """The printed words from token ``first`` up to, not including, token ``last``."""
        return self.text.words(self.tokens[first].start, self.tokens[last - 1].end) if first < last else ""

    def folded(self, first: int, last: int) -> str:
        """The same words in the form that rules match on."""
        return self.text.folded[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""


def read_cell(text: str, rules: DeadlineRules) -> Cell:
    """Mends the slips the rules know, then cuts the text into tokens: leftmost first, the longest wins."""
    aligned, mended = align(text), []
    for repair in rules.repairs:
        if repair.pattern.search(aligned.folded):  # most texts have none
            aligned, spans = replace(aligned, repair.pattern, repair.replace)
            mended += [(repair.id, start, end) for start, end in spans]
    tokens = tuple(token for token in _tokens(aligned.folded, rules) if not _wraps(token, aligned))
    return Cell(aligned, tokens, tuple(mended))


def _wraps(token: Token, text: Aligned) -> bool:
    """A line feed in the middle of a sentence: the next line goes on in lower case."""
    return token.kind == "line" and text.printed[text.origin[token.end]].islower()


def find_lexemes(folded: str, start: int, rules: DeadlineRules) -> list[Token]:
    """The match of every lexeme that begins at ``start``, the longest first."""
    matches = [(lexeme, match) for lexeme in rules.lexemes if (match := lexeme.pattern.match(folded, start))]
    found = [_token(match, lexeme.token, lexeme.id, rules) for lexeme, match in matches]
    return sorted(found, key=lambda token: -token.end)


def _token(match: "regex.Match[str]", kind: str, rule: str, rules: DeadlineRules) -> Token:
    groups = {name: rules.value(name, " ".join(words.split())) for name, words in match.groupdict().items() if words}
    return Token(kind, *match.span(), groups, rule)


def _tokens(folded: str, rules: DeadlineRules) -> Iterable[Token]:
    done = 0
    for start in _STARTS.finditer(folded):
        if start.start() >= done and (found := find_lexemes(folded, start.start(), rules)):
            yield from _gap(folded, done, found[0].start)
            yield from _unbind(found[0])
            done = found[0].end
    yield from _gap(folded, done, len(folded))


def _unbind(token: Token) -> Iterable[Token]:
    """The token, and the year that bounds it as a token of its own: "hằng tháng | trong năm 2027"."""
    if "bound" not in token.values:
        yield token
        return
    start = token.end - len(token.values["bound"])
    own = {name: words for name, words in token.values.items() if name not in ("bound", "year")}
    yield token._replace(end=start, values=own)
    yield Token("year", start, token.end, {"year": token.values["year"], "bound": "year"}, "")


def _gap(folded: str, start: int, end: int) -> Iterable[Token]:
    """Marks and words between two lexemes."""
    for match in _GAP.finditer(folded, start, end):
        words = match.group()
        kind = _MARKS.get(words[0], "figure" if words.isdigit() else "word")
        yield Token(kind, *match.span(), {}, "")
