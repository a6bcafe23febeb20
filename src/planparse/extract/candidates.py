"""Blocks of labelled values -> what may be tasks: the line that names each, and the values it shares with others."""

from collections.abc import Sequence
from typing import NamedTuple

from planparse.extract.blocks import Block, host_to_blocks, roles_of
from planparse.extract.hosts import Host, Line
from planparse.extract.labelled import Value
from planparse.model.drafts import Group
from planparse.rulebook.tasks import FieldRole, TaskRules

# How deep a bullet stands: "- Việc" holds "+ Chủ trì: ...". Others stand below both.
_DEPTHS = {"": 0, "*": 1, "-": 2, "+": 3}
_DEEPEST = 4
_SHARED_ROLES: tuple[FieldRole, ...] = ("lead", "support", "deadline")

_Heads = dict[int | None, Host]
Run = tuple[str, int | None]
"""Whether candidates are items or lines, and the section they stand in."""


class Candidate(NamedTuple):
    """What may be a task.

    Attributes:
        host: the section whose line names it; the section with the block, where nothing names it.
        named: the line that names it; None where the layout does not tell.
        lines: the labelled lines.
        inherited: values that a heading above, or a block directly below it, gives all its tasks.
        strange: lines among the labelled ones whose label is not known.
        heads: it stands directly below a heading, so that it may be about all tasks under it.
        doubtful: the labels stand below several items, and might be about another of them.
        assumed: who leads is not labelled, but stands in the item or its heading.
        run: what its neighbours of one make share.
    """

    host: Host
    named: Line | None
    lines: tuple[Line, ...]
    values: tuple[Value, ...]
    inherited: tuple[Value, ...] = ()
    strange: tuple[Line, ...] = ()
    heads: bool = False
    doubtful: bool = False
    assumed: bool = False
    run: Run = ("", None)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The headings it stands under."""
        return self.host.groups if self.named is self.host.own else self.host.inner

    @property
    def label(self) -> str | None:
        """Its number as printed."""
        own = self.named is self.host.own
        return self.host.label if own else self.named.label if self.named else None

    @property
    def order(self) -> int:
        """Place in the document."""
        return (self.named or self.lines[0]).part.order

    @property
    def roles(self) -> frozenset[str]:
        """The roles that have a value, its own or a shared one."""
        return roles_of((*self.values, *self.inherited))


def find_candidates(hosts: Sequence[Host], *, rules: TaskRules) -> tuple[Candidate, ...]:
    """Everything that labelled values are about, in document order."""
    blocks = [host_to_blocks(host, rules=rules) for host in hosts]
    heads: _Heads = {host.section: host for host in hosts if host.section is not None}
    found: list[Candidate] = []
    for host, own in zip(hosts, blocks, strict=True):
        found += [_candidate(host, own, index, rules) for index in range(len(own))]
    found = [_closing_list(candidate, found, hosts, heads, rules) for candidate in found]
    return _share(found, heads, rules)


def _candidate(host: Host, blocks: Sequence[Block], index: int, rules: TaskRules) -> Candidate:
    block = blocks[index]
    named, doubtful = _find_name(host, block, alone=len(blocks) == 1)
    if named is host.own and named is not None and _names_nothing(named, rules):
        named, doubtful = _only_item(block), False
    run = ("items", host.parent) if named is host.own else ("lines", host.section)
    return Candidate(
        host=host,
        named=named,
        lines=block.lines,
        values=block.values,
        strange=block.strange,
        heads=host.headed and (named is host.own or not (block.above or block.inline)),
        doubtful=doubtful,
        run=run,
    )


def _find_name(host: Host, block: Block, *, alone: bool) -> tuple[Line | None, bool]:
    """The line that names the task of a block, and whether another might.

    A block below a heading is about the heading, and what stands between is detail; where a section has several
    blocks, or the labels stand deeper than the bullets, each is about the item above it.
    """
    if block.inline:
        return block.inline, False
    if block.closing or not block.above:
        return host.own, False
    items = _top_items(block.above)
    if host.own and alone and not _deeper(block.lines[0], items[-1]):
        return host.own, False
    return items[-1], len(items) > 1 and not _deeper(block.lines[0], items[-1])


def _only_item(block: Block) -> Line | None:
    """Below a heading that names nothing: the one item above the labels."""
    items = _top_items(block.above) if block.above else []
    return items[0] if len(items) == 1 else None


def _top_items(above: Sequence[Line]) -> list[Line]:
    """The lines with the bullet of the first one; the others say more about them."""
    numbered = [line for line in above if line.label]
    return numbered or [line for line in above if line.text.mark == above[0].text.mark]


def _deeper(inner: Line, outer: Line) -> bool:
    depth = _DEPTHS.get(outer.text.mark, _DEEPEST)
    return depth > 0 and _DEPTHS.get(inner.text.mark, _DEEPEST) > depth


def _names_nothing(line: Line, rules: TaskRules) -> bool:
    """A heading such as "Nội dung, thời gian thực hiện" or "Quý I/2026"."""
    return any(rules.match(phrase, line.text.before) for phrase in ("no_name", "period"))


def _closing_list(
    candidate: Candidate,
    found: Sequence[Candidate],
    hosts: Sequence[Host],
    heads: _Heads,
    rules: TaskRules,
) -> Candidate:
    """Labels below the last of several lettered items, none of which has labels, are about the list's heading."""
    host, parent = candidate.host, heads.get(candidate.host.parent)
    if not _may_close(candidate) or parent is None or not parent.headed or parent.own is None:
        return candidate
    siblings = {other.section for other in hosts if other.parent == host.parent}
    others = sum(1 for other in found if other.host.section in siblings)
    if others > 1 or _names_nothing(parent.own, rules):
        return candidate
    said = candidate.lines[0].text.before != "" and candidate.named is host.own
    return candidate._replace(host=parent, named=parent.own, doubtful=not said, run=("items", parent.parent))


def _may_close(candidate: Candidate) -> bool:
    host = candidate.host
    lettered = host.label is not None and len(host.label) == 1 and host.label.islower()
    inline = any(line is candidate.named for line in candidate.lines)
    return host.last and lettered and candidate.named is host.own and not inline


def _share(found: Sequence[Candidate], heads: _Heads, rules: TaskRules) -> tuple[Candidate, ...]:
    """Gives candidates the values that stand directly below a heading above them, or that the heading is.

    A block that only gave values away is no task itself.
    """
    given: set[int] = set()
    result = []
    for candidate in found:
        inherited: list[Value] = []
        for giver in _givers(candidate, found, heads):
            missing = [v for v in giver.values if _is_missing(v, candidate, inherited)]
            inherited += missing
            given |= {id(giver)} if missing else set()
        inherited += _period_value(candidate, inherited, rules)
        result.append((candidate, candidate._replace(inherited=tuple(inherited))))
    return tuple(new for old, new in result if id(old) not in given)


def _givers(candidate: Candidate, found: Sequence[Candidate], heads: _Heads) -> list[Candidate]:
    """Blocks directly below a heading that the candidate stands under, the nearest first."""
    chain = _ancestors(candidate, heads)
    blocks = {id(c.host): c for c in found if c.heads and c is not candidate}
    return [blocks[id(host)] for host in chain if id(host) in blocks and blocks[id(host)].order < candidate.order]


def _ancestors(candidate: Candidate, heads: _Heads) -> list[Host]:
    chain = [] if candidate.named is candidate.host.own else [candidate.host]
    parent = candidate.host.parent
    while parent is not None:
        if parent in heads:
            chain.append(heads[parent])
        parent = heads[parent].parent if parent in heads else None
    return chain


def _is_missing(value: Value, candidate: Candidate, inherited: Sequence[Value]) -> bool:
    has = {v.role for v in (*candidate.values, *inherited)}
    return value.role in _SHARED_ROLES and value.role not in has


def _period_value(candidate: Candidate, inherited: Sequence[Value], rules: TaskRules) -> list[Value]:
    """The time that the nearest heading names: "Quý I/2026"."""
    if any(value.role == "deadline" for value in (*candidate.values, *inherited)):
        return []
    for group in reversed(candidate.groups):
        if match := rules.match("period", group.text):
            start, end = match.span("period")
            return [Value("deadline", group.text[start:end])]
    return []
