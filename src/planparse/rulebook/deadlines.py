"""``rules/deadlines.yaml``: the words in which people write deadlines (*thời hạn*).

The file names lexemes: for each, what it is for the grammar (``token``) and how it is worded (``pattern``). The grammar
that puts tokens together is code, in ``normalise/deadlines``. In patterns a space stands for any white space (a cell
wraps its lines anywhere) and ``{name}`` for a piece; they match the folded text, between word boundaries.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import regex
from pydantic import Field

from planparse.errors import RuleError
from planparse.model.values import WaitsFor
from planparse.rulebook.base import RuleModel, locate_rule, read_rules
from planparse.text.memory import Memory
from planparse.wording.message import Message
from planparse.wording.recognition import Told

TokenKind = Literal[
    # periods of the calendar
    "date", "day", "month", "quarter", "half", "year", "number", "roman",
    # what stands before or after a period
    "before", "until", "to", "from", "after", "in", "part", "approx", "onward",
    # what comes back
    "each", "unit", "times", "weekday",
    # the rest
    "ongoing", "condition", "weak_condition", "faint_condition", "lead", "deny", "lunar", "aside", "clock",
    "and",
]  # fmt: skip
"""What a lexeme is for the grammar.

- ``in`` stands before a period and changes nothing ("trong", "vào"), ``clock`` ("17h00") before or after it; ``part``
  is a part of a period ("đầu", "tuần 2"), read as the whole of it; ``lead`` is a verb before an expression ("hoàn
  thành", "báo cáo").
- ``condition`` opens a condition anywhere, ``weak_condition`` ("theo") at the beginning of a clause, or in a cell that
  says nothing else, ``faint_condition`` ("đúng tiến độ") in such a cell only.
- ``deny`` takes the meaning from what follows ("không"), ``lunar`` from the days before it ("âm lịch").
- ``aside`` is told apart so that nothing in it is taken for a date: the number of a document, "đợt 1".

Digits that add nothing to a reading stand in lexemes with ``passes_over_digits``; every other digit of a deadline is
read, or quoted by a note.
"""


class DeadlineExample(RuleModel):
    """A deadline as printed and its parts, written short: "dated 2026-06", "recurring FREQ=YEARLY", "ongoing"."""

    text: str
    gives: Annotated[tuple[str, ...], Field(min_length=1)]
    year: int | None = 2026


class _Proven(RuleModel):
    """A rule with its proof: it must be at work in each example, and in no reject."""

    id: str
    pattern: str
    examples: Annotated[tuple[DeadlineExample, ...], Field(min_length=1)]
    rejects: Annotated[tuple[str, ...], Field(min_length=1)]


class LexemeRule(_Proven):
    """One way of saying one kind of token. Named groups of the pattern are its values.

    Attributes:
        passes_over_digits: its digits add nothing to the reading, and that is meant ("17h00", "tuần 2", "đợt 1").
    """

    token: TokenKind
    passes_over_digits: bool = False


class WaitRule(RuleModel):
    """Words of a condition that say for whom it waits; the first rule of the file that finds its words decides.

    Attributes:
        whom: ``central``, ``province``, ``commune``, or ``event``: something that happens, or a term of days.
        examples: conditions in which this rule decides.
    """

    id: str
    whom: WaitsFor
    pattern: str
    examples: Annotated[tuple[str, ...], Field(min_length=1)]
    rejects: Annotated[tuple[str, ...], Field(min_length=1)]


class RepairRule(_Proven):
    """A slip of OCR or of the keyboard and how it is mended before anything is read."""

    replace: str


class DeadlineFile(RuleModel):
    """The whole of ``rules/deadlines.yaml``.

    Attributes:
        pieces: parts of patterns; a piece may use the pieces before it.
        values: for a named group, what its words stand for ("ii" is quarter 2).
    """

    pieces: dict[str, str]
    values: dict[str, dict[str, str]]
    repairs: tuple[RepairRule, ...]
    lexemes: tuple[LexemeRule, ...]
    waits: tuple[WaitRule, ...] = ()


class Lexeme(NamedTuple):
    """A lexeme rule ready to match."""

    id: str
    token: TokenKind
    pattern: "regex.Pattern[str]"


class Repair(NamedTuple):
    """A repair rule ready to match."""

    id: str
    pattern: "regex.Pattern[str]"
    replace: str


class Wait(NamedTuple):
    """A rule about whom a condition waits for, ready to match."""

    id: str
    whom: WaitsFor
    pattern: "regex.Pattern[str]"


@dataclass(frozen=True)
class DeadlineRules:
    """The rules of deadlines, compiled."""

    file: DeadlineFile
    lexemes: tuple[Lexeme, ...]
    repairs: tuple[Repair, ...]
    waits: tuple[Wait, ...]

    @cached_property
    def readings(self) -> Memory:
        """What other deadlines said: plans word nearly all of theirs alike."""
        return Memory()

    def value(self, group: str, words: str) -> str:
        """What the words of a named group stand for; the words themselves where no table says."""
        return self.file.values.get(group, {}).get(words, words)


_WORD = r"[\p{L}\p{M}\p{N}]"
_PIECE = regex.compile(r"\{([a-z_]+)\}")


def load_deadline_rules(*folders: Path) -> DeadlineRules:
    """The compiled rules of ``deadlines.yaml`` of these folders.

    Raises:
        RuleError: the file is missing, does not fit the models, or a pattern does not compile.
    """
    file = read_rules(folders, "deadlines", DeadlineFile)
    try:
        pieces = _expand_pieces(file.pieces)
        lexemes = tuple(Lexeme(rule.id, rule.token, _compile(rule, pieces, words=True)) for rule in file.lexemes)
        repairs = tuple(Repair(rule.id, _compile(rule, pieces, words=False), rule.replace) for rule in file.repairs)
        waits = tuple(Wait(rule.id, rule.whom, _compile(rule, pieces, words=True)) for rule in file.waits)
    except _PatternError as exc:
        raise RuleError(
            Message(
                "errors.rules.fault", path=locate_rule(folders, "deadlines", exc.owner), fault=Told(str(exc), "faults")
            )
        ) from exc
    return DeadlineRules(file, lexemes, repairs, waits)


class _PatternError(ValueError):
    """A pattern that is no pattern, said in one line; ``owner`` is the id of its rule, or its piece."""

    def __init__(self, owner: str, fault: str) -> None:
        super().__init__(f"{owner}: {fault}" if owner.startswith("piece") else f"rule {owner!r}: {fault}")
        self.owner = owner


def _expand_pieces(pieces: dict[str, str]) -> dict[str, str]:
    done: dict[str, str] = {}
    for name, pattern in pieces.items():
        done[name] = _fill(pattern, done, f"piece {name!r}")
    return done


def _fill(pattern: str, pieces: dict[str, str], owner: str) -> str:
    """Pieces put in their places, and every space made to match any white space."""
    if missing := [name for name in _PIECE.findall(pattern) if name not in pieces]:
        raise _PatternError(owner, f"the piece {{{missing[0]}}} is not defined above it")
    return _PIECE.sub(lambda match: f"(?:{pieces[match.group(1)]})", pattern).replace(" ", r"\s")


def _compile(rule: _Proven | WaitRule, pieces: dict[str, str], *, words: bool) -> "regex.Pattern[str]":
    """The pattern of a rule; with ``words`` it begins and ends at a word boundary."""
    filled = _fill(rule.pattern, pieces, rule.id)
    try:
        return regex.compile(rf"(?<!{_WORD})(?:{filled})(?!{_WORD})" if words else filled)
    except regex.error as exc:
        raise _PatternError(rule.id, f"the pattern does not compile: {exc}") from exc
