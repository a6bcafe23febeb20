"""Tasks of running text: labelled lines below an item, and, in a plan without any, sentences that give a duty.

What counts as a task, and why: every plan tells its offices what they have to do ("Phòng Kinh tế chủ trì, phối hợp
..."), beside the tasks themselves. Only labels of two kinds (who, with whom, by when, with what result), or one kind
in a run of items made alike, show that the item is a task with a place in a schedule. Where a plan lists its tasks in
tables, both who and when must be there.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from planparse.extract.candidates import Candidate, Run, find_candidates
from planparse.extract.duties import find_duties, find_lead
from planparse.extract.hosts import Host, Line, join_lines, plan_to_hosts, quote
from planparse.extract.labelled import Value, strip_end
from planparse.extract.prose import lists_targets
from planparse.model.base import Note, Outcome
from planparse.model.drafts import FieldPlace, TaskDraft
from planparse.model.plan import Plan
from planparse.rulebook.book import RuleBook
from planparse.rulebook.columns import ColumnRules
from planparse.rulebook.tasks import FieldRole, TaskRules
from planparse.text.quoting import join_quotes
from planparse.text.unicode import fold

_Field = Literal["lead", "support", "output", "deadline", "notes"]

_DOUBTFUL_CONFIDENCE = 0.8
_RUN_CONFIDENCE = 0.7
# So many items with one label each, under one heading, are made alike on purpose.
_SHORTEST_RUN = 3
_QUOTED_LETTERS = 160
_FIELDS: tuple[_Field, ...] = ("lead", "support", "output", "deadline", "notes")


def find_prose_tasks(plan: Plan, *, table_names: frozenset[str], rules: RuleBook) -> Outcome[tuple[TaskDraft, ...]]:
    """The tasks of the plan's text, in document order. May add ``task.*`` notes.

    Args:
        plan: the plan.
        table_names: names, as :func:`name_key` gives them, of the tasks in the plan's tables.
        rules: the rules to read by.
    """
    picked = _pick(plan, table_names, rules)
    tasks = _candidates_to_drafts(picked.taken, rules)
    once = [task for task in tasks.value if name_key(task.name) not in table_names]
    repeated = [_note("task.repeated", task) for task in tasks.value if name_key(task.name) in table_names]
    notes = (*_left_notes(picked.left, strict=bool(table_names)), *tasks.notes, *repeated)
    if once or table_names:
        return Outcome(value=tuple(sorted(once, key=lambda task: task.order)), notes=notes)
    duties = find_duties(plan, rules=rules)
    return Outcome(value=duties, notes=(*notes, *(_note("task.from_prose", task) for task in duties)))


def name_key(name: str) -> str:
    """What two spellings of one task's name have in common."""
    return "".join(filter(str.isalnum, fold(name)))


class _Picked(NamedTuple):
    """Candidates that are tasks, and those that are not."""

    taken: list[Candidate]
    left: list[Candidate]


def _pick(plan: Plan, table_names: frozenset[str], rules: RuleBook) -> _Picked:
    """Tells tasks from labelled lines about something else."""
    found = find_candidates(plan_to_hosts(plan, rules=rules.tasks), rules=rules.tasks)
    if not table_names:
        found = tuple(_with_lead(candidate, rules) for candidate in found)
    able = [c for c in found if c.named and not _is_target(c.named, c.host, plan, rules)]
    able = [c for c in able if not (c.assumed and _is_aside(c, rules.tasks))]
    whole = {id(c) for c in able if _is_whole(c, strict=bool(table_names))}
    sure = {c.run for c in able if id(c) in whole}
    alike = set() if table_names else {id(c) for c in able if _is_alike(c, able, sure, rules.tasks)}
    taken = [c for c in found if id(c) in whole | alike]
    return _Picked(taken, [c for c in found if id(c) not in whole | alike and not _is_known(c, table_names)])


def _is_known(candidate: Candidate, table_names: frozenset[str]) -> bool:
    return candidate.named is not None and name_key(strip_end(candidate.named.text.before)) in table_names


def _with_lead(candidate: Candidate, rules: RuleBook) -> Candidate:
    """Where labels only tell when: who leads may stand in the item itself, or be its heading."""
    if candidate.named is None or "lead" in candidate.roles or "deadline" not in candidate.roles:
        return candidate
    headings = [group.text for group in reversed(candidate.groups)]
    lead = find_lead(candidate.named.text.before, headings, rules=rules)
    if lead is None:
        return candidate
    return candidate._replace(inherited=(*candidate.inherited, Value("lead", lead)), assumed=True)


def _is_whole(candidate: Candidate, *, strict: bool) -> bool:
    """Labels of two kinds; beside tables of tasks, who and when."""
    roles = candidate.roles
    if strict:
        return roles >= {"lead", "deadline"}
    return len(roles) > 1 and bool(roles & {"lead", "deadline"})


def _is_target(named: Line, host: Host, plan: Plan, rules: RuleBook) -> bool:
    """Who leads below a target in a section of targets, leads an indicator."""
    if host.section is None or not lists_targets(plan.sections, host.section, rules.structure):
        return False
    return bool(rules.targets.find_quantities(named.text.before))


def _is_alike(candidate: Candidate, able: Sequence[Candidate], sure: set[Run], rules: TaskRules) -> bool:
    """One label, but its neighbours have it too, or are tasks beyond doubt."""
    if not candidate.roles & {"lead", "deadline"} or _is_aside(candidate, rules):
        return False
    alike = [other for other in able if other.run == candidate.run and other.roles & candidate.roles]
    return candidate.run in sure or len(alike) >= _SHORTEST_RUN


def _is_aside(candidate: Candidate, rules: TaskRules) -> bool:
    """It stands where a plan tells of aims, or of the year that passed."""
    return any(rules.match("aside", group.text) for group in candidate.groups)


def _candidates_to_drafts(taken: Sequence[Candidate], rules: RuleBook) -> Outcome[tuple[TaskDraft, ...]]:
    """The drafts; "nt" becomes the value of the task above, with a note."""
    drafts: list[TaskDraft] = []
    notes: list[Note] = []
    for candidate in taken:
        draft = _draft(candidate, rules.columns)
        fields: tuple[FieldRole, ...] = ("lead", "support", "output", "deadline")
        dittos = [f for f in fields if (text := getattr(draft, f)) and rules.tasks.match("ditto", text)]
        if dittos and drafts:
            notes.append(_note("task.ditto", draft))
            draft = _repeat(drafts[-1], draft, dittos)
        if candidate.doubtful:
            notes.append(_note("task.shared_labels", draft))
        notes += [_line_note("task.unknown_label", [line]) for line in candidate.strange]
        drafts.append(draft)
    return Outcome(value=tuple(drafts), notes=tuple(notes))


def _repeat(above: TaskDraft, draft: TaskDraft, dittos: Sequence[FieldRole]) -> TaskDraft:
    """The draft with fields of the task above it, which stand there."""
    own = [place for place in draft.places if place.role not in dittos]
    taken = [place for place in above.places if place.role in dittos]
    fields = {str(field): getattr(above, field) for field in dittos}
    return draft.model_copy(update=fields | {"places": (*own, *taken)})


def _draft(candidate: Candidate, rules: ColumnRules) -> TaskDraft:
    named = candidate.named or candidate.lines[0]
    lines = [named, *(line for line in candidate.lines if line is not named)]
    return TaskDraft(
        table=None,
        section=candidate.host.section,
        label=candidate.label,
        groups=candidate.groups,
        name=strip_end(named.text.before),
        lead=_field(candidate, "lead"),
        support=_field(candidate, "support"),
        output=_field(candidate, "output"),
        deadline=_interval(candidate, rules) or _field(candidate, "deadline"),
        notes=_field(candidate, "notes"),
        confidence=_confidence(candidate),
        places=tuple(_places(candidate, named)),
        locus=join_lines(lines),
        order=candidate.order,
    )


def _field(candidate: Candidate, role: FieldRole) -> str | None:
    return "; ".join(value.text for value in _values(candidate, role)) or None


def _values(candidate: Candidate, role: FieldRole) -> list[Value]:
    """The values of a role; those that only may have it, where no other has."""
    values = (*candidate.values, *candidate.inherited)
    present = {value.role for value in values}
    return [value for value in values if _role(value, present) == role]


def _places(candidate: Candidate, named: Line) -> Iterator[FieldPlace]:
    """Where each field stands; none for who or when that only a heading tells."""
    yield FieldPlace(role="name", locus=join_quotes(quote(strip_end(named.text.before), named.part)))
    if candidate.label:
        yield FieldPlace(role="ordinal", locus=join_quotes(quote(candidate.label, named.part)))
    for role in _FIELDS:
        if quotes := [found for value in _values(candidate, role) for found in value.quotes]:
            yield FieldPlace(role=role, locus=join_quotes(quotes))


def _interval(candidate: Candidate, rules: ColumnRules) -> str | None:
    """From when till when, where two labels tell: "Thời gian bắt đầu", "Thời gian kết thúc"."""
    times = [value for value in candidate.values if value.role == "deadline"]
    if len(times) != 2 or not rules.is_interval(times[0].label, times[1].label):
        return None
    return " - ".join(value.text for value in times)


def _role(value: Value, present: set[FieldRole]) -> FieldRole:
    return value.fallback if value.fallback and value.fallback not in present else value.role


def _confidence(candidate: Candidate) -> float:
    if len(candidate.roles) < 2:
        return _RUN_CONFIDENCE
    return _DOUBTFUL_CONFIDENCE if candidate.doubtful or candidate.assumed else 1.0


def _left_notes(left: Sequence[Candidate], *, strict: bool) -> list[Note]:
    """Labelled lines that became no task: a warning where they make one up, else a word.

    Beside tables of tasks one label alone means nothing.
    """
    notes = []
    for candidate in left:
        several = len(candidate.roles) > 1
        if candidate.named is None and several:
            notes.append(_line_note("task.unattached", candidate.lines))
        elif several or not strict:
            notes.append(_line_note("task.lone_label", candidate.lines))
    return notes


def _line_note(code: str, lines: Sequence[Line]) -> Note:
    text = " | ".join(line.part.text for line in lines)
    return Note(code=code, text=text[:_QUOTED_LETTERS], locus=lines[0].part.locus)


def _note(code: str, task: TaskDraft) -> Note:
    return Note(code=code, text=task.name[:_QUOTED_LETTERS], locus=task.locus)
