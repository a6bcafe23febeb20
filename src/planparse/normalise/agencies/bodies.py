"""Pieces of a cell joined again to bodies: the longest known name first, an unknown name as one.

The road not taken is a pattern of all names: unknown offices (provinces may name their own) would be cut anywhere.
"""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from planparse.model.values import AgencyRole
from planparse.normalise.agencies.collectives import is_noun_of
from planparse.normalise.agencies.likeness import guess_agency
from planparse.normalise.agencies.names import Found, find_agency
from planparse.normalise.agencies.pieces import EDGES, TRAILING, Opening, Piece, cut_chunks, cut_pieces, open_chunk
from planparse.normalise.agencies.readings import begins_body, is_leader, place_at
from planparse.normalise.agencies.roles import Body, settle_roles
from planparse.normalise.agencies.seams import part_at_seams
from planparse.rulebook.agencies import AgencyRules
from planparse.rulebook.phrases import Word, split_words
from planparse.text.unicode import tidy, tidy_lines

_LONGEST_JOIN = 12  # pieces of one name; a list of nouns ("các phòng, ban, ngành, ...") is the longest known
_LONGEST_SIMILAR = 4  # pieces; looking for what is similar takes time
_ONE_FIELD = 2  # words of a field ("kinh tế")
_LAST_BRACKETS = regex.compile(r"\(([^()]+)\)\s*$")
_LONGEST_NAME = 40  # words; longer runs are prose, and looking them up takes time


class Taken(NamedTuple):
    """Where a body that begins at a piece ends, and its words."""

    end: int
    words: tuple[Word, ...]
    found: Found | None = None


def cut_bodies(text: str, rules: AgencyRules) -> tuple[Body, ...]:
    """Bodies in order; a role that a label or link gives lasts until another chunk says one."""
    found: list[Body] = []
    role: AgencyRole | None = None
    for chunk in cut_chunks(tidy_lines(text), rules):
        opening = open_chunk(chunk, rules)
        role = opening.role or role
        bodies = _chunk_bodies(opening._replace(role=role), rules)
        role = bodies[-1].role if bodies else role
        found += settle_roles(bodies, found, rules)
    return tuple(part for body in found for part in _parted(body, rules))


def _parted(body: Body, rules: AgencyRules) -> list[Body]:
    """A body that no rule knows may be two known ones, whose line break the page lost."""
    if body.found:
        return [body]
    parts = part_at_seams(body.raw, rules)
    if len(parts) == 1:
        return [body]
    return [_body(part, rules.weigh(split_words(part)), body.role, rules)[0] for part in parts]


def _chunk_bodies(opening: Opening, rules: AgencyRules) -> list[Body]:
    words = rules.weigh(split_words(opening.rest))
    if rules.no_body.length_at(words, 0):
        return _body(opening.rest, words, opening.role, rules)
    return _join(opening, cut_pieces(opening.rest, rules), rules)


def _body(printed: str, words: tuple[Word, ...], role: AgencyRole | None, rules: AgencyRules) -> list[Body]:
    return _printed(printed, Taken(0, words, find_agency(words, rules)), role, rules)


def _printed(printed: str, taken: Taken, role: AgencyRole | None, rules: AgencyRules) -> list[Body]:
    raw = tidy(printed).lstrip(EDGES).rstrip(TRAILING)
    found = _in_brackets(raw, taken.words, rules) or taken.found
    return [Body(raw, taken.words, role, found)] if any(char.isalnum() for char in raw) else []


def _in_brackets(raw: str, words: tuple[Word, ...], rules: AgencyRules) -> Found | None:
    """The body that brackets name where the words before them only stand in for it."""
    if not rules.stand_ins.length_at(words, 0) or not (brackets := _LAST_BRACKETS.search(raw)):
        return None
    return find_agency(rules.weigh(split_words(brackets[1])), rules)


def _join(opening: Opening, pieces: Sequence[Piece], rules: AgencyRules) -> list[Body]:
    bodies: list[Body] = []
    head, index = opening.head, 0
    # A chunk with a link of its own says who leads in it.
    role = None if any(piece.role for piece in pieces[1:]) else opening.role
    while index < len(pieces):
        taken = _take(pieces, index, head, rules)
        role = pieces[index].role or role
        bodies += _printed(opening.rest[pieces[index].start : pieces[taken.end - 1].end], taken, role, rules)
        head = _head_of(taken.words, rules) or head
        index = taken.end
    return bodies


def _take(pieces: Sequence[Piece], start: int, head: tuple[Word, ...], rules: AgencyRules) -> Taken:
    """The body that begins at ``start``: a known name, else a known name behind the shared head, else what hangs on."""
    alone = _longest_known(pieces, start, (), rules)
    # A piece with a noun of its own ("HĐND và UBND" behind "Văn phòng Đảng ủy") shares one only if it is known without.
    shares = head and (alone or not _has_head(pieces[start], rules))
    shared = _longest_known(pieces, start, head, rules) if shares else None
    if shared and (not alone or shared.end > alone.end):
        return shared
    if alone and (alone.end == len(pieces) or _is_complete(pieces, alone, rules)):
        return alone
    if not alone and (similar := _longest_similar(pieces, start, rules)):
        return similar
    return _unknown(pieces, start, alone.end if alone else start + 1, rules)


def _longest_known(pieces: Sequence[Piece], start: int, head: tuple[Word, ...], rules: AgencyRules) -> Taken | None:
    best: Taken | None = None
    words: tuple[Word, ...] = ()
    for end in range(start, min(len(pieces), start + _LONGEST_JOIN)):
        if words and pieces[end].role:
            break
        if words and pieces[end].new_line and _begins_line(words, pieces[end], rules):
            break
        words += _wrapped(pieces[end].words) if pieces[end].new_line else pieces[end].words
        if len(words) > _LONGEST_NAME:
            break
        weighed = _behind(head, pieces[start].weighed if end == start else rules.weigh(words))
        alone = end == start and not head
        found = pieces[start].found if alone else find_agency(weighed, rules)
        if found and not (best and _swallows(found, pieces[end], rules)):
            best = Taken(end + 1, weighed, found)
    return best


def _wrapped(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Words that go on with a name on the next line: the line break is no comma."""
    return (words[0]._replace(breaks=False), *words[1:])


def _swallows(found: Found, piece: Piece, rules: AgencyRules) -> bool:
    """A collective takes no body of its own into its list: "các thôn, Tổ giúp việc Ban Chỉ đạo" are two."""
    if not any(named.level == "collective" for named in found.options) or not _has_head(piece, rules):
        return False
    words, alone = piece.weighed, piece.found
    if alone is None or any(named.level == "collective" for named in alone.options):
        return False
    codes = {named.code for named in found.options}
    return not is_noun_of(words, len(alone.options[0].words.split()), codes, rules)


def _longest_similar(pieces: Sequence[Piece], start: int, rules: AgencyRules) -> Taken | None:
    """A name of several pieces, one word of it misspelt ("Vãn phòng HĐND và UBND")."""
    for end in range(min(len(pieces), start + _LONGEST_SIMILAR), start + 1, -1):
        words = rules.weigh(_joined(pieces[start:end]))
        if not any(piece.role for piece in pieces[start + 1 : end]) and guess_agency(words, rules):
            return Taken(end, words)
    return None


def _behind(head: tuple[Word, ...], words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words with the head they share; the comma before them is not one within their name ("Thôn 1, 2")."""
    return (*head, words[0]._replace(breaks=False), *words[1:]) if head and words else words


def _begins_line(before: tuple[Word, ...], piece: Piece, rules: AgencyRules) -> bool:
    """A new line that opens with a head noun is a new body, unless a title ("Lãnh đạo") or a bare noun waits for it."""
    weighed = rules.weigh(before)
    return _has_head(piece, rules) and not is_leader(weighed, rules) and not _is_bare_noun(weighed, rules)


def _is_bare_noun(words: tuple[Word, ...], rules: AgencyRules) -> bool:
    """A noun that names no body by itself ("Trung tâm"), or an office by custom only ("Văn phòng")."""
    if rules.heads.length_at(words, 0) != len(words):
        return False
    found = find_agency(words, rules)
    return found is None or all(rules.kinds[named.code] == "office" for named in found.options)


def _has_head(piece: Piece, rules: AgencyRules) -> bool:
    return begins_body(piece.weighed, 0, rules)


def _is_complete(pieces: Sequence[Piece], taken: Taken, rules: AgencyRules) -> bool:
    """The name ends here: it says its place, or what follows is no field of it, or is a body of its own."""
    if any(place_at(taken.words, index, rules) for index in range(1, len(taken.words))):
        return True
    head = _head_of(taken.words, rules)
    if not rules.field_heads.length_at(head, 0) and not pieces[taken.end].joins:
        return True
    return _begins_body(pieces, taken.end, head, rules) and _fields_end(pieces, taken, rules) == taken.end


def _is_one_office(piece: Piece, before: Sequence[Word], rules: AgencyRules) -> bool:
    """Two fields joined by "và" are one unknown office, even if each is an office ("Phòng Y tế và Nội vụ")."""
    if not piece.joins or max(len(before), len(piece.weighed)) > _ONE_FIELD or piece.found is None:
        return False
    return all(rules.kinds[named.code] == "office" for named in piece.found.options)


def _fields_end(pieces: Sequence[Piece], taken: Taken, rules: AgencyRules) -> int:
    """Where a list of fields ends that goes on with a name: "Phòng Giáo dục, Y tế và Môi trường" is one office.

    The fields alone may be offices too; the last one, joined by "và", tells: if there is no such office, none is meant.
    """
    head, start = _head_of(taken.words, rules), taken.end
    if start == len(pieces) or not rules.field_heads.length_at(head, 0):
        return start
    if _is_one_office(pieces[start], taken.words[len(head) :], rules):
        return start + 1
    for index in range(start, len(pieces)):
        piece = pieces[index]
        if piece.role or _has_head(piece, rules):
            break
        if piece.joins and index > start:
            known = any(_longest_known(pieces, index, given, rules) for given in ((), head))
            return start if known else index + 1
    return start


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
    begun = Taken(end, rules.weigh(_joined(pieces[start:end])))
    head, end = _head_of(begun.words, rules), _fields_end(pieces, begun, rules)
    while end < len(pieces) and not _begins_body(pieces, end, head, rules):
        end += 1
    words = rules.weigh(_joined(pieces[start:end]))
    return Taken(end, words, find_agency(words, rules))


def _joined(pieces: Sequence[Piece]) -> tuple[Word, ...]:
    return tuple(word for piece in pieces for word in piece.words)


def _head_of(words: Sequence[Word], rules: AgencyRules) -> tuple[Word, ...]:
    """The noun with which a name begins ("phòng"), without "các" or a title before it."""
    bare = tuple(words[rules.plural.length_at(words, 0) :])
    length = rules.heads.length_at(bare, 0)
    # A title may begin with a noun of bodies: "Ban nhân dân thôn A, B" shares "thôn".
    while (title := rules.leaders.length_at(bare, 0)) > length:
        bare = bare[title:]
        length = rules.heads.length_at(bare, 0)
    return bare[:length]
