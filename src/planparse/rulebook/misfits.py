"""Why rules do not fit their model, in one line that names the file to open and the rule in it."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Protocol

from pydantic import ValidationError

from planparse.rulebook.layers import IDENTITIES, RuleData
from planparse.wording.message import Message
from planparse.wording.recognition import Told

Loc = tuple[int | str, ...]


class ReadFile(Protocol):
    """A rule file and what it says."""

    @property
    def path(self) -> Path:
        """Its path as the user gave it."""

    @property
    def data(self) -> RuleData:
        """What it says."""


def explain_misfit(data: RuleData, layers: Sequence[Sequence[ReadFile]], exc: ValidationError) -> Message:
    """The first finding of pydantic, with the file it is in and the id of the rule, where the rule has one.

    Args:
        data: the rules of all files as one.
        layers: the files, by folder.
        exc: what pydantic says of them.
    """
    error = exc.errors()[0]
    rule, depth = _find_rule(data, error["loc"])
    path = _file_of([file for layer in layers for file in layer], rule, str(error["loc"][0]))
    if not rule:
        return Message(
            "errors.rules.misfit", path=path, place=_dotted(error["loc"]), fault=Told(error["msg"], "faults")
        )
    if error["type"] == "missing" and not any(_holds(file.data, rule) for file in layers[0]):
        lacking = {"path": path, "rule": rule, "keys": _missing(exc, error["loc"])}
        if meant := _find_meant(rule, data, error["loc"]):
            return Message("errors.rules.new_or_meant", meant=meant, **lacking)
        return Message("errors.rules.new_lacks", **lacking)
    place = _dotted((error["loc"][0], *error["loc"][depth:]))
    return Message("errors.rules.rule_misfit", path=path, rule=rule, place=place, fault=Told(error["msg"], "faults"))


def _dotted(loc: Loc) -> str:
    return ".".join(map(str, loc))


def _missing(exc: ValidationError, loc: Loc) -> str:
    """Every key that this item lacks."""
    found = [error["loc"] for error in exc.errors() if error["type"] == "missing"]
    return ", ".join(str(other[-1]) for other in found if other[:-1] == loc[:-1])


def _find_meant(rule: str, data: RuleData, loc: Loc) -> str | None:
    """A name that was probably meant: whoever adds to a rule and mistypes its name makes a new one."""
    names = [name for item in data.get(str(loc[0]), ()) if (name := _name(item)) and name != rule]
    close = get_close_matches(rule, names, n=1, cutoff=0.8)
    return close[0] if close else None


def _find_rule(data: object, loc: Loc) -> tuple[str, int]:
    """The name of the rule that a place is in, and how many steps lead to that rule; "" where it has none."""
    found, depth = "", 0
    for step, part in enumerate(loc, start=1):
        try:
            data = data[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            break
        if name := _name(data):
            found, depth = name, step
    return found, depth


def _file_of(files: Sequence[ReadFile], rule: str, section: str) -> Path:
    """The last file that holds the rule, else the last with the section, else the first of all."""
    with_rule = [file for file in files if rule and _holds(file.data, rule)]
    with_section = [file for file in files if section in file.data]
    return [*files[:1], *with_section, *with_rule][-1].path


def _holds(value: Any, rule: str) -> bool:
    if isinstance(value, dict):
        return _name(value) == rule or any(_holds(inner, rule) for inner in value.values())
    return isinstance(value, list) and any(_holds(item, rule) for item in value)


def _name(item: object) -> str | None:
    if not isinstance(item, dict):
        return None
    return next((item[key] for key in IDENTITIES if isinstance(item.get(key), str)), None)
