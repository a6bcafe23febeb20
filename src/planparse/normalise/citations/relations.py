"""What a plan does with the documents it mentions: rests on them, carries them out, replaces them, or only names them.

A sentence ends at a full stop, and where a comma is followed by the capital of a new basis ("..., Căn cứ Luật ...").
A mention is *governed* when a verb stands before it with nothing but fillers between ("Thực hiện các nhiệm vụ tại
Kế hoạch số ..."). A list hands the verb on: ";" always opens a new item, "," and "và" do when the document follows
directly. A document inside the description of another ("... về thực hiện Nghị quyết ...") is only mentioned.
"""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import regex

from planparse.model.values import Relation
from planparse.rulebook.citations import CitationRules

_SENTENCE_END = regex.compile(
    r'(?<!(?<!\p{L})(?:TP|Tp|TT|TX|ThS|TS|PGS|GS|Q|P|H|X))(?:[.!?…]["”)]*)\s+(?=[-+•*"“(]*\s*[\p{Lu}\d])'
)
_LIST_GAP = regex.compile(r"[\s,()]*(?:(?:và|hoặc|cùng|cùng với)\s*)?(?:các\s+)?")
_ENDS_AS_ITEM = regex.compile(r"(?:,|(?<!\p{L})và)\s*(?:các\s+)?$")


class Mention(NamedTuple):
    """A document found in a text, before its relation to the plan is known.

    Attributes:
        start, end: half-open span in the text, from its kind or "số" to its date or issuer.
        symbol: None where the document is named without one; ``named`` is the document then.
        code: folded first code of the symbol ("kh"), or the folded kind.
        rule: how it was found, for people who ask.
    """

    start: int
    end: int
    symbol: str | None
    doc_type: str | None
    issued_on: dt.date | None
    issuer: str | None
    code: str
    named: str | None = None
    rule: str = "symbol"


class _State(NamedTuple):
    """Where the reading of a sentence stands.

    Attributes:
        top: relation of the list that is being read; code: that of its last document.
        relation: that of the document before; nested: it stands in the description of another; last: its own code.
    """

    top: Relation
    code: str
    relation: Relation
    nested: bool
    last: str = ""


def find_relations(
    printed: str, folded: str, mentions: Sequence[Mention], *, rules: CitationRules
) -> tuple[Relation, ...]:
    """One relation for each of ``mentions``, in order."""
    found: list[Relation] = []
    at = 0
    ends = (match.start() for pattern in (_SENTENCE_END, rules.reopened) for match in pattern.finditer(printed))
    for end in [*sorted(ends), len(printed)]:
        inside = [mention for mention in mentions if at <= mention.start < end]
        if inside:
            found += _relate_sentence(folded[at:end], [_shift(mention, at) for mention in inside], rules)
        at = end
    return tuple(found)


def find_carriers(
    printed: str, folded: str, mentions: Sequence[Mention], *, rules: CitationRules
) -> tuple[int | None, ...]:
    """For each mention the one before it that carries it out, by its place among ``mentions``.

    "Kế hoạch số 49/KH-UBND của UBND thành phố về triển khai Nghị quyết 57-NQ/TW": the plan carries the resolution.
    """
    carriers: list[int | None] = []
    for index, mention in enumerate(mentions):
        carriers.append(_carrier(printed, folded, (mentions[index - 1], mention), carriers, rules) if index else None)
    return tuple(carriers)


def _carrier(
    printed: str, folded: str, pair: tuple[Mention, Mention], carriers: list[int | None], rules: CitationRules
) -> int | None:
    start, end = pair[0].end, max(pair[0].end, pair[1].start)
    gap, before = folded[start:end], carriers[-1]
    if ";" in gap or _SENTENCE_END.search(printed, start, end) or rules.reopened.search(printed, start, end):
        return None
    if rules.own_subject.search(gap):
        return None
    if rules.carried_out.search(gap):
        return len(carriers) - 1 if before is None else before
    return before if _LIST_GAP.fullmatch(gap) and pair[0].code == pair[1].code else None


def _shift(mention: Mention, by: int) -> Mention:
    return mention._replace(start=mention.start - by, end=mention.end - by)


def _relate_sentence(sentence: str, mentions: list[Mention], rules: CitationRules) -> list[Relation]:
    states: list[_State] = []
    at = 0
    for mention in mentions:
        gap = sentence[at : mention.start]
        state = _continue(gap, mention, states[-1], rules) if states else _open(gap, mention, rules)
        states.append(state._replace(last=mention.code))
        at = max(at, mention.end)
    if _is_ended(sentence, mentions, rules):
        return ["mentions" if state.nested else "replaces" for state in states]
    return [state.relation for state in states]


def _open(gap: str, mention: Mention, rules: CitationRules) -> _State:
    """The first document of a sentence or of an item after ";"."""
    relation = _governed(gap, rules)
    return _State(relation, mention.code, relation, False)


def _continue(gap: str, mention: Mention, before: _State, rules: CitationRules) -> _State:
    top, nested = before.top, before.nested
    if ";" in gap:
        return _next_item(gap.rpartition(";")[2], mention, before, rules)
    # "Kế hoạch A thực hiện Quyết định B và Kế hoạch C": the kind of C is that of the list of A.
    returns = nested and mention.code == before.code != before.last
    if _LIST_GAP.fullmatch(gap) and not returns:
        return before._replace(code=before.code if nested else mention.code)
    if rules.own_subject.search(gap) and rules.replaces.search(gap):
        return _State("replaces", mention.code, "replaces", False)
    if rules.added_verb.search(gap):
        return _State("implements", mention.code, "implements", False)
    # After a nested document the comma may go on with either list: the kind of document tells.
    if _ENDS_AS_ITEM.search(gap) and (not nested or mention.code == before.code):
        return _State(top, mention.code, top, False)
    return before._replace(relation="mentions", nested=True)


def _next_item(item: str, mention: Mention, before: _State, rules: CitationRules) -> _State:
    """The first document behind a ";", with the words between; a description may hold semicolons of its own."""
    names_kind = item.rstrip().endswith(":") and rules.type_word.search(
        item
    )  # "các Quyết định của Thủ tướng: 5/QĐ-TTg"
    if names_kind or rules.only_fillers.match(item):
        return _State(before.top, mention.code, before.top, False)
    opened = _open(item, mention, rules)
    return opened if opened.relation != "mentions" else before._replace(relation="mentions", nested=True)


def _governed(gap: str, rules: CitationRules) -> Relation:
    """The relation that the words before the first document of a sentence give it."""
    if rules.replaces.search(gap):
        return "replaces"
    basis = rules.basis.match(gap)
    if basis and (rules.only_fillers.match(basis[1]) or not rules.implements.search(gap)):
        return "basis"
    if rules.implements.search(gap):
        return "implements"
    return "mentions"


def _is_ended(sentence: str, mentions: list[Mention], rules: CitationRules) -> bool:
    """Whether the sentence opens with documents and then says that they are no longer in force."""
    opens = rules.only_fillers.match(sentence[: mentions[0].start]) is not None
    return opens and rules.replaced.search(sentence, mentions[0].end) is not None
