"""A cell cut wherever two bodies may part: chunks that certainly part, and pieces between weaker separators."""

from collections.abc import Iterator
from typing import NamedTuple

import regex

from planparse.model.values import AgencyRole
from planparse.normalise.agencies.names import Found, find_agency
from planparse.normalise.agencies.roles import role_of
from planparse.normalise.agencies.seams import part_at_seams
from planparse.rulebook.agencies import AgencyRules
from planparse.rulebook.phrases import Word, split_words
from planparse.text.unicode import fold, plain_dashes

EDGES = " \n\t.;,:…-–—+*•▪/&"
TRAILING = " \n\t.;,:…"

_HARD = regex.compile(r"\s*;\s*|(?:^|\n)\s*(?:[-+*•▪–—]|\d{1,2}[.)]|[a-zđ]\))\s*")
_NUMBERED = regex.compile(r"^\s*\d{1,2}[.)]\s")
_NEXT_NUMBER = regex.compile(r"\s+\d{1,2}[.)]\s+(?=\p{Lu})")
_DASHED = regex.compile(r"\s*[-–—]\s")
_PARTS = regex.compile(r"[;,]")
_BRACKETS = regex.compile(r"\([^()]*\)|\[[^\[\]]*\]")


class Piece(NamedTuple):
    """A stretch of the cell between two separators: half-open offsets, its words, and what stands before it.

    Attributes:
        role: that the words of the separator give to what follows ("phối hợp với").
        joins: the separator is no more than "và": what follows may be the rest of one name.
        weighed: the words that carry weight, abbreviations written out.
        found: the agencies whose name the piece alone is.
    """

    start: int
    end: int
    words: tuple[Word, ...]
    new_line: bool
    role: AgencyRole | None = None
    joins: bool = False
    weighed: tuple[Word, ...] = ()
    found: Found | None = None


class Opening(NamedTuple):
    """A chunk without the label it begins with: the head noun and the role that the label gives to its list."""

    head: tuple[Word, ...]
    rest: str
    role: AgencyRole | None


def cut_chunks(cell: str, rules: AgencyRules) -> list[str]:
    """The cell cut where bodies certainly part: semicolons, bullets, numbers of a list, labels ("Phối hợp:")."""
    if _NUMBERED.match(cell):
        cell = _NEXT_NUMBER.sub(";", cell)
    cell = _rejoin_lines(cell, rules)
    cell = rules.roles.label.sub(lambda match: f";{match.group()}", cell)
    return [chunk for part in _HARD.split(cell) if (chunk := part.strip(EDGES.replace("/", "")))]


def _rejoin_lines(cell: str, rules: AgencyRules) -> str:
    """A dash that begins a line may stand inside a name that the line broke ("Phòng Văn hóa", "- Xã hội")."""
    lines = cell.split("\n")
    joined = lines[:1]
    for line in lines[1:]:
        before, after = _PARTS.split(joined[-1])[-1], _PARTS.split(line)[0]
        if _DASHED.match(line) and _is_known(f"{before} {after}", rules) and not _is_known(after, rules):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return "\n".join(joined)


def _is_known(text: str, rules: AgencyRules) -> bool:
    return find_agency(rules.weigh(split_words(text)), rules) is not None


def open_chunk(chunk: str, rules: AgencyRules) -> Opening:
    """The chunk without "Phối hợp:", or without the "Các Sở:" of "Các Sở: Tài chính, Nội vụ"."""
    label, colon, rest = chunk.partition(":")
    words = rules.weigh(split_words(label))
    if words and rules.lead_ins.length_at(words, 0) == len(words):
        return Opening((), rest.strip(), role_of(label, rules))
    bare = words[rules.plural.length_at(words, 0) :]
    if colon and bare and rules.heads.length_at(bare, 0) == len(bare):
        return Opening(bare, rest.strip(), None)
    return Opening((), chunk, None)


def cut_pieces(chunk: str, rules: AgencyRules) -> list[Piece]:
    """The chunk cut at every separator outside brackets; words in brackets do not count."""
    plain = _BRACKETS.sub(lambda match: "\0" * len(match.group()), plain_dashes(chunk))
    pieces: list[Piece] = []
    for piece, mark in _raw_pieces(plain, rules):
        if pieces and mark.strip() == "-" and rules.persons.length_at(pieces[-1].words, 0):
            longer = pieces[-1]._replace(end=piece.end, words=(*pieces[-1].words, *piece.words))
            pieces[-1] = _looked_up(longer, rules)
        else:
            pieces += _part_piece(piece, plain, rules)
    return pieces or [_looked_up(Piece(0, len(chunk), split_words(chunk), False), rules)]


def _raw_pieces(plain: str, rules: AgencyRules) -> Iterator[tuple[Piece, str]]:
    """Each stretch with words in it, and the separator before it."""
    start, mark, breaks = 0, "", False
    for match in (*rules.separator.finditer(plain), None):
        end = match.start() if match else len(plain)
        words = split_words(plain[start:end], breaks=breaks)
        if words:
            new_line, joins = "\n" in mark and not mark.strip(), fold(mark).strip() in (*rules.drop, "&")
            yield Piece(start, end, words, new_line, role_of(mark, rules), joins), mark
            breaks = True
        if match:
            start, mark = match.end(), match.group()


def _part_piece(piece: Piece, plain: str, rules: AgencyRules) -> Iterator[Piece]:
    """Known names that run together ("UBND Phòng Kinh tế") as pieces of their own; what is one name is joined later."""
    whole = _looked_up(piece, rules)
    text = plain[piece.start : piece.end]
    first, *others = (text,) if whole.found else part_at_seams(text, rules)
    if not others:
        yield whole
        return
    end = piece.start + plain[piece.start :].index(first) + len(first)
    yield _looked_up(piece._replace(end=end, words=split_words(first, breaks=piece.words[0].breaks)), rules)
    for other in others:
        start = plain.index(other, end)
        end = start + len(other)
        yield _looked_up(Piece(start, end, split_words(other, breaks=True), new_line=False), rules)


def _looked_up(piece: Piece, rules: AgencyRules) -> Piece:
    weighed = rules.weigh(piece.words)
    return piece._replace(weighed=weighed, found=find_agency(weighed, rules))
