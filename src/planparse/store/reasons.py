"""Kinds of failure: what each means and what to do about it, in English and Vietnamese, for clerks."""

from typing import NamedTuple, get_args

from planparse.store.rows import FailureReason
from planparse.wording.catalogue import ENGLISH, Catalogue

_UNTOLD = "untold"  # an older version kept no reason


class Words(NamedTuple):
    """A text in both languages."""

    english: str
    vietnamese: str


class Explanation(NamedTuple):
    """What a kind of failure means, and what to do: one clause each."""

    meaning: Words
    advice: Words


def explain_reason(reason: str | None) -> Explanation:
    """The words for a kind of failure, whoever wrote it."""
    known = reason if reason in get_args(FailureReason) else _UNTOLD
    return Explanation(_say(f"reasons.{known}.meaning"), _say(f"reasons.{known}.advice"))


def _say(key: str) -> Words:
    return Words(ENGLISH.say(key), Catalogue("vi").say(key))
