"""A cell that names agencies (*đơn vị chủ trì, phối hợp*) → the bodies in it, in order.

A cell is cut at everything that may separate two bodies, and neighbours are joined again where the joined words are a
known name, the longest first: "Phòng Kinh tế, Hạ tầng và Đô thị" is one office although it holds a comma and a "và".
The road not taken is a pattern of all names: unknown offices (provinces may name their own) would be cut anywhere.
"""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from planparse.model.base import Note, Outcome
from planparse.model.values import AgencyMatch, AgencyRole
from planparse.normalise.agencies.names import find_agency, guess_agency, is_leader, place_at
from planparse.normalise.agencies.roles import Body, role_of, settle_roles
from planparse.normalise.agencies.seams import part_at_seams
from planparse.rulebook.agencies import AgencyRules
from planparse.rulebook.phrases import Word, split_words
from planparse.text.unicode import fold, plain_dashes, tidy, tidy_lines

SURE = 100.0  # the score of a name that a rule spells out
_LONGEST_JOIN = 12  # pieces of one name; a list of nouns ("các phòng, ban, ngành, ...") is the longest known
_LONGEST_NAME = 40  # words; longer runs are prose, and looking them up takes time

_HARD = regex.compile(r"\s*;\s*|(?:^|\n)\s*(?:[-+*•▪–—]|\d{1,2}[.)]|[a-zđ]\))\s*")
_NUMBERED = regex.compile(r"^\s*\d{1,2}[.)]\s")
_NEXT_NUMBER = regex.compile(r"\s+\d{1,2}[.)]\s+(?=\p{Lu})")
_BRACKETS = regex.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_EDGES = " \n\t.;,:…-–—+*•▪/&"
_TRAILING = " \n\t.;,:…"


class Piece(NamedTuple):
    """A stretch of the cell between two separators: half-open offsets, its words, and what stands before it.

    Attributes:
        role: that the words of the separator give to what follows ("phối hợp với").
        joins: the separator is no more than "và": what follows may be the rest of one name.
    """

    start: int
    end: int
    words: tuple[Word, ...]
    new_line: bool
    role: AgencyRole | None = None
    joins: bool = False


class Opening(NamedTuple):
    """A chunk without the label it begins with: the head noun and the role that the label gives to its list."""

    head: tuple[Word, ...]
    rest: str
    role: AgencyRole | None


class Taken(NamedTuple):
    """Where a body that begins at a piece ends, and its words."""

    end: int
    words: tuple[Word, ...]


def read_agencies(text: str, *, rules: AgencyRules) -> Outcome[tuple[AgencyMatch, ...]]:
    """The agencies a cell names, in the order of the cell.

    1. Every body of the cell is in the result once; an empty cell or a dash gives none.
    2. ``raw`` is a stretch of the cell, its white space collapsed.
    3. ``code`` is None exactly where the body has an ``agency.unmatched`` note; a score below 100 has ``agency.fuzzy``.

    Notes: ``agency.unmatched``, ``agency.fuzzy``.
    """
    matches: list[AgencyMatch] = []
    notes: list[Note] = []
    for body in _bodies(text, rules):
        match = _match(body, rules)
        matches.append(match)
        if match.code is None:
            notes.append(Note(code="agency.unmatched", text=body.raw))
        elif match.score != SURE:
            notes.append(Note(code="agency.fuzzy", text=body.raw))
    return Outcome[tuple[AgencyMatch, ...]](value=tuple(matches), notes=tuple(notes))


def split_agencies(text: str, *, rules: AgencyRules) -> tuple[str, ...]:
    """The bodies a cell names, as printed."""
    return tuple(body.raw for body in _bodies(text, rules))


def _match(body: Body, rules: AgencyRules) -> AgencyMatch:
    found = find_agency(body.words, rules)
    if found:
        return AgencyMatch(raw=body.raw, code=found.code, score=SURE, role=body.role)
    guess = guess_agency(body.words, rules)
    if guess:
        return AgencyMatch(raw=body.raw, code=guess.named.code, score=round(guess.score, 1), role=body.role)
    return AgencyMatch(raw=body.raw, code=None, score=None, role=body.role)


def _bodies(text: str, rules: AgencyRules) -> list[Body]:
    """Bodies in order; a role that a label or link gives lasts until another chunk says one."""
    found: list[Body] = []
    role: AgencyRole | None = None
    for chunk in _chunks(tidy_lines(text), rules):
        opening = _open(chunk, rules)
        role = opening.role or role
        bodies = _chunk_bodies(opening._replace(role=role), rules)
        role = bodies[-1].role if bodies else role
        found += settle_roles(bodies, found, rules)
    return [part for body in found for part in _parted(body, rules)]


def _parted(body: Body, rules: AgencyRules) -> list[Body]:
    """A body that no rule knows may be two known ones, whose line break the page lost."""
    if find_agency(body.words, rules):
        return [body]
    parts = part_at_seams(body.raw, rules)
    return [Body(part, rules.weigh(split_words(part)), body.role) for part in parts] if len(parts) > 1 else [body]


def _chunks(cell: str, rules: AgencyRules) -> list[str]:
    """The cell cut where bodies certainly part: semicolons, bullets, numbers of a list, labels ("Phối hợp:")."""
    if _NUMBERED.match(cell):
        cell = _NEXT_NUMBER.sub(";", cell)
    cell = rules.roles.label.sub(lambda match: f";{match.group()}", cell)
    return [chunk for part in _HARD.split(cell) if (chunk := part.strip(_EDGES.replace("/", "")))]


def _chunk_bodies(opening: Opening, rules: AgencyRules) -> list[Body]:
    words = rules.weigh(split_words(opening.rest))
    if rules.no_body.length_at(words, 0):
        return _body(opening.rest, words, opening.role)
    return _join(opening, _pieces(opening.rest, rules), rules)


def _body(printed: str, words: tuple[Word, ...], role: AgencyRole | None) -> list[Body]:
    raw = tidy(printed).lstrip(_EDGES).rstrip(_TRAILING)
    return [Body(raw, words, role)] if any(char.isalnum() for char in raw) else []


def _open(chunk: str, rules: AgencyRules) -> Opening:
    """The chunk without "Phối hợp:", or without the "Các Sở:" of "Các Sở: Tài chính, Nội vụ"."""
    label, colon, rest = chunk.partition(":")
    words = rules.weigh(split_words(label))
    if words and rules.lead_ins.length_at(words, 0) == len(words):
        return Opening((), rest.strip(), role_of(label, rules))
    bare = words[rules.plural.length_at(words, 0) :]
    if colon and bare and rules.heads.length_at(bare, 0) == len(bare):
        return Opening(bare, rest.strip(), None)
    return Opening((), chunk, None)


def _pieces(chunk: str, rules: AgencyRules) -> list[Piece]:
    """The chunk cut at every separator outside brackets; words in brackets do not count."""
    plain = _BRACKETS.sub(lambda match: "\0" * len(match.group()), plain_dashes(chunk))
    pieces: list[Piece] = []
    start, mark = 0, ""
    for match in (*rules.separator.finditer(plain), None):
        end = match.start() if match else len(plain)
        words = split_words(plain[start:end], breaks=bool(pieces))
        if words:
            new_line, joins = "\n" in mark and not mark.strip(), fold(mark).strip() in (*rules.drop, "&")
            pieces.append(Piece(start, end, words, new_line, role_of(mark, rules), joins))
        if match:
            start, mark = match.end(), match.group()
    return pieces or [Piece(0, len(chunk), split_words(chunk), False)]


def _join(opening: Opening, pieces: Sequence[Piece], rules: AgencyRules) -> list[Body]:
    bodies: list[Body] = []
    head, index = opening.head, 0
    # A chunk with a link of its own says who leads in it.
    role = None if any(piece.role for piece in pieces[1:]) else opening.role
    while index < len(pieces):
        taken = _take(pieces, index, head, rules)
        role = pieces[index].role or role
        bodies += _body(opening.rest[pieces[index].start : pieces[taken.end - 1].end], taken.words, role)
        head = _head_of(taken.words, rules) or head
        index = taken.end
    return bodies


def _take(pieces: Sequence[Piece], start: int, head: tuple[Word, ...], rules: AgencyRules) -> Taken:
    """The body that begins at ``start``: a known name, else a known name behind the shared head, else what hangs on."""
    alone = _longest_known(pieces, start, (), rules)
    shared = _longest_known(pieces, start, head, rules) if head else None
    if shared and (not alone or shared.end > alone.end):
        return shared
    if alone and (alone.end == len(pieces) or _is_complete(pieces, alone, rules)):
        return alone
    return _unknown(pieces, start, alone.end if alone else start + 1, rules)


def _longest_known(pieces: Sequence[Piece], start: int, head: tuple[Word, ...], rules: AgencyRules) -> Taken | None:
    best: Taken | None = None
    words: tuple[Word, ...] = ()
    for end in range(start, min(len(pieces), start + _LONGEST_JOIN)):
        if words and pieces[end].role:
            break
        if words and pieces[end].new_line and _begins_line(words, pieces[end], rules):
            break
        words += pieces[end].words
        if len(words) > _LONGEST_NAME:
            break
        weighed = _behind(head, rules.weigh(words))
        if find_agency(weighed, rules):
            best = Taken(end + 1, weighed)
    return best


def _behind(head: tuple[Word, ...], words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words with the head they share; the comma before them is not one within their name ("Thôn 1, 2")."""
    return (*head, words[0]._replace(breaks=False), *words[1:]) if head and words else words


def _begins_line(before: tuple[Word, ...], piece: Piece, rules: AgencyRules) -> bool:
    """A new line that opens with a head noun is a new body, unless a title ("Lãnh đạo") waits for it."""
    return _has_head(piece, rules) and not is_leader(rules.weigh(before), rules)


def _has_head(piece: Piece, rules: AgencyRules) -> bool:
    words = rules.weigh(piece.words)
    return bool(
        rules.heads.length_at(words, 0) or rules.plural.length_at(words, 0) or rules.leaders.length_at(words, 0)
    )


def _is_complete(pieces: Sequence[Piece], taken: Taken, rules: AgencyRules) -> bool:
    """The name ends here: it says its place, or what follows is a body of its own."""
    if any(place_at(taken.words, index, rules) for index in range(1, len(taken.words))):
        return True
    return _begins_body(pieces, taken.end, _head_of(taken.words, rules), rules)


def _begins_body(pieces: Sequence[Piece], start: int, head: tuple[Word, ...], rules: AgencyRules) -> bool:
    piece = pieces[start]
    if piece.role or (piece.new_line and piece.words[0].capital):
        return True
    # "Trung tâm Truyền thông và Văn hóa" may be one name, although there is a "Trung tâm Văn hóa" too.
    goes_on = piece.joins and rules.field_heads.length_at(head, 0)
    heads = ((),) if goes_on else ((), head)
    return _has_head(piece, rules) or any(_longest_known(pieces, start, given, rules) for given in heads)


def _unknown(pieces: Sequence[Piece], start: int, end: int, rules: AgencyRules) -> Taken:
    """A name that no rule knows: the pieces up to ``end`` and those after it that cannot stand alone."""
    head = _head_of(rules.weigh(_joined(pieces[start:end])), rules)
    while end < len(pieces) and not _begins_body(pieces, end, head, rules):
        end += 1
    return Taken(end, rules.weigh(_joined(pieces[start:end])))


def _joined(pieces: Sequence[Piece]) -> tuple[Word, ...]:
    return tuple(word for piece in pieces for word in piece.words)


def _head_of(words: Sequence[Word], rules: AgencyRules) -> tuple[Word, ...]:
    """The noun with which a name begins ("phòng"), without "các" before it."""
    bare = tuple(words[rules.plural.length_at(words, 0) :])
    return bare[: rules.heads.length_at(bare, 0)]
