"""Tasks of running text: labelled lines below an item, and, in a plan without any, sentences that give a duty.

What counts as a task, and why: every plan tells its offices what they have to do ("Phòng Kinh tế chủ trì, phối hợp
..."), beside the tasks themselves. Only labels of two kinds (who, with whom, by when, with what result), or one kind
in a run of items made alike, show that the item is a task with a place in a schedule. Where a plan lists its tasks in
tables, both who and when must be there.
"""

from collections.abc import Sequence

from planparse.extract.candidates import Candidate, find_candidates
from planparse.extract.duties import find_duties, find_lead
from planparse.extract.hosts import Line, place_of, plan_to_hosts
from planparse.extract.labelled import Value, strip_end
from planparse.model.base import Note, Outcome
from planparse.model.drafts import TaskDraft
from planparse.model.plan import Plan
from planparse.rulebook.book import RuleBook
from planparse.rulebook.columns import ColumnRules
from planparse.rulebook.tasks import FieldRole
from planparse.text.unicode import fold

_DOUBTFUL_CONFIDENCE = 0.8
_RUN_CONFIDENCE = 0.7
# So many items with one label each, under one heading, are made alike on purpose.
_SHORTEST_RUN = 3
_QUOTED_LETTERS = 160


def find_prose_tasks(plan: Plan, *, table_names: frozenset[str], rules: RuleBook) -> Outcome[tuple[TaskDraft, ...]]:
    """The tasks of the plan's text, in document order. May add ``task.*`` notes.

    Args:
        plan: the plan.
        table_names: names, as :func:`name_key` gives them, of the tasks in the plan's tables.
        rules: the rules to read by.
    """
    found = find_candidates(plan_to_hosts(plan, rules=rules.tasks), rules=rules.tasks)
    if not table_names:
        found = tuple(_with_lead(candidate, rules) for candidate in found)
    whole = [c for c in found if c.named and _is_whole(c, strict=bool(table_names))]
    taken = whole if table_names else [c for c in found if c in whole or _is_alike(c, found, whole)]
    tasks = _candidates_to_drafts(taken, rules)
    notes = [*_left_notes([c for c in found if c not in taken], strict=bool(table_names)), *tasks.notes]
    once = [task for task in tasks.value if name_key(task.name) not in table_names]
    notes += [_note("task.repeated", t) for t in tasks.value if name_key(t.name) in table_names]
    if not once and not table_names:
        duties = find_duties(plan, rules=rules)
        return Outcome(value=duties, notes=(*notes, *(_note("task.from_prose", task) for task in duties)))
    return Outcome(value=tuple(sorted(once, key=lambda task: task.order)), notes=tuple(notes))


def name_key(name: str) -> str:
    """What two spellings of one task's name have in common."""
    return "".join(char for char in fold(name) if char.isalnum())


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


def _is_alike(candidate: Candidate, found: Sequence[Candidate], whole: Sequence[Candidate]) -> bool:
    """One label, but its neighbours have it too, or are tasks beyond doubt."""
    if not candidate.named or not candidate.roles & {"lead", "deadline"}:
        return False
    run = [other for other in found if other.run == candidate.run and other.named]
    alike = [other for other in run if other.roles & candidate.roles]
    return any(other.run == candidate.run for other in whole) or len(alike) >= _SHORTEST_RUN


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
            draft = draft.model_copy(update={field: getattr(drafts[-1], field) for field in dittos})
        if candidate.doubtful:
            notes.append(_note("task.shared_labels", draft))
        notes += [_line_note("task.unknown_label", [line]) for line in candidate.strange]
        drafts.append(draft)
    return Outcome(value=tuple(drafts), notes=tuple(notes))


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
        locus=place_of(lines),
        order=candidate.order,
    )


def _field(candidate: Candidate, role: FieldRole) -> str | None:
    """The values of a role; those that only may have it, where no other has."""
    values = (*candidate.values, *candidate.inherited)
    present = {value.role for value in values}
    own = [value.text for value in values if _role(value, present) == role]
    return "; ".join(own) or None


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
    """Labelled lines that became no task: a warning where they make one up, else a word."""
    notes = []
    for candidate in left:
        if candidate.named is None and len(candidate.roles) > 1:
            code = "task.unattached"
        elif strict:
            continue
        else:
            code = "task.lone_label"
        notes.append(_line_note(code, candidate.lines))
    return notes


def _line_note(code: str, lines: Sequence[Line]) -> Note:
    text = " | ".join(line.part.text for line in lines)
    return Note(code=code, text=text[:_QUOTED_LETTERS], locus=lines[0].part.locus)


def _note(code: str, task: TaskDraft) -> Note:
    return Note(code=code, text=task.name[:_QUOTED_LETTERS], locus=task.locus)
