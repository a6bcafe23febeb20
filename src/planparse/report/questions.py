"""Questions that people ask of a database, and the statement that answers each: ``questions.sql``."""

import re
from importlib.resources import files
from typing import NamedTuple

from planparse.errors import UsageError
from planparse.wording.catalogue import Catalogue
from planparse.wording.message import Message

_QUESTION = re.compile(r"^-- (?P<name>[a-z]+): (?P<asks>.+)\n(?P<sql>(?:(?!--|\s*$).*\n?)+)", re.MULTILINE)

_IN_BRACKETS = re.compile(r"\(([^()]+)\)$")


class Question(NamedTuple):
    """A question by its name, what it asks in English, with the Vietnamese in brackets behind it, and its statement."""

    name: str
    asks: str
    sql: str

    def say(self, catalogue: Catalogue) -> str:
        """What it asks; in Vietnamese only the Vietnamese."""
        vietnamese = _IN_BRACKETS.search(self.asks)
        return vietnamese[1] if vietnamese and catalogue.language == "vi" else self.asks


def list_questions() -> tuple[Question, ...]:
    """The questions in the order of the file."""
    text = files("planparse.report").joinpath("questions.sql").read_text("utf-8")
    return tuple(
        Question(found["name"], found["asks"], found["sql"].strip().removesuffix(";"))
        for found in _QUESTION.finditer(text)
    )


def find_question(name: str) -> Question:
    """The question of this name.

    Raises:
        UsageError: there is none.
    """
    questions = list_questions()
    found = next((question for question in questions if question.name == name), None)
    if found is None:
        raise UsageError(
            Message("errors.call.no_question", name=name, names=", ".join(question.name for question in questions))
        )
    return found
