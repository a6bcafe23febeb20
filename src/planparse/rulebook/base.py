"""Loading rules: YAML of one or several folders into a strict model, or a one-line error that names file and rule."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from planparse.errors import RuleError
from planparse.rulebook.layers import IDENTITIES, LayerError, RuleData, add_layer, join_files
from planparse.rulebook.misfits import explain_misfit
from planparse.wording.message import Message
from planparse.wording.recognition import Told
from planparse.wording.system import name_reason


class RuleModel(BaseModel):
    """Base of every rule model: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


R = TypeVar("R", bound=RuleModel)


class RuleFile(NamedTuple):
    """A rule file and what it says."""

    path: Path
    data: RuleData


class RulePlace(NamedTuple):
    """Where a rule stands: a file and a line that counts from 1."""

    path: Path
    line: int


def read_rules(folders: Sequence[Path], name: str, model: type[R]) -> R:
    """The rules called ``name`` of all folders as one ``model``; each folder adds to those before it (see ``layers``).

    Args:
        folders: the first holds the whole rules; the others what is added or overridden, if they have such a file.
        name: of a file ``name.yaml``, or of a folder ``name`` of such files.
        model: what the rules must fit.

    Raises:
        RuleError: a file is missing, is no YAML, or the whole does not fit the model.
    """
    layers = _read_layers(folders, name)
    data = _merge(layers)
    try:
        return model.model_validate(data)
    except ValidationError as exc:
        raise RuleError(explain_misfit(data, layers, exc)) from exc


def read_data(folders: Sequence[Path], name: str) -> RuleData:
    """The rules called ``name`` of all folders as one, as they are written.

    Raises:
        RuleError: a file is missing or is no YAML.
    """
    return _merge(_read_layers(folders, name))


def _read_layers(folders: Sequence[Path], name: str) -> tuple[tuple[RuleFile, ...], ...]:
    layers = tuple(_read_layer(folder, name) for folder in folders)
    if not layers[0]:
        raise RuleError(Message("errors.rules.no_file", path=folders[0] / f"{name}.yaml"))
    return layers


def _merge(layers: Sequence[Sequence[RuleFile]]) -> RuleData:
    data = _join(layers[0])
    for layer in layers[1:]:
        _join(layer)  # finds what two files of one folder both say
        for file in layer:
            data = _put_together(add_layer, data, file)
    return data


def find_rule_files(folder: Path, name: str) -> tuple[Path, ...]:
    """The files of a folder that hold the rules called ``name``, in order."""
    single = folder / f"{name}.yaml"
    return (*((single,) if single.is_file() else ()), *sorted((folder / name).glob("*.yaml")))


def locate_rule(folders: Sequence[Path], name: str, rule: str) -> Path:
    """The file of the rules called ``name`` that a person should open to mend ``rule``."""
    places = find_rule_places(folders, name, rule)
    return places[-1].path if places else next(iter(find_rule_files(folders[0], name)), folders[0] / f"{name}.yaml")


def find_rule_places(folders: Sequence[Path], name: str, rule: str) -> tuple[RulePlace, ...]:
    """Every place at which files of the rules called ``name`` say something of ``rule``: where it began comes first.

    Args:
        folders: of the rules, in order.
        name: of the rules.
        rule: the id or code of a rule; else what a list or mapping at the top of a file is called.
    """
    word, keys = re.escape(rule), "|".join(IDENTITIES)
    item = re.compile(rf"""(?:^|[\s{{,-])(?:{keys}):\s*(["']?){word}\1\s*(?:[,}}#]|$)""")
    return _find_lines(folders, name, item) or _find_lines(folders, name, re.compile(rf"^{word}:"))


def _find_lines(folders: Sequence[Path], name: str, pattern: re.Pattern[str]) -> tuple[RulePlace, ...]:
    return tuple(
        RulePlace(path, number)
        for folder in folders
        for path in find_rule_files(folder, name)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if pattern.search(line)
    )


def _read_layer(folder: Path, name: str) -> tuple[RuleFile, ...]:
    return tuple(RuleFile(path, _read_file(path)) for path in find_rule_files(folder, name))


def _read_file(path: Path) -> RuleData:
    try:
        # People's keyboards compose letters differently; patterns and words are matched in NFC.
        data = yaml.load(unicodedata.normalize("NFC", path.read_text("utf-8-sig")), Loader=_Loader)
    except OSError as exc:
        raise RuleError(Message("errors.rules.unread", path=path, reason=name_reason(exc))) from exc
    except UnicodeDecodeError as exc:
        raise RuleError(Message("errors.rules.no_utf8", path=path, reason=exc.reason)) from exc
    except yaml.YAMLError as exc:
        raise RuleError(Message("errors.rules.no_yaml", path=path, words=_where(exc))) from exc
    if data is None:
        raise RuleError(Message("errors.rules.empty", path=path))
    if not isinstance(data, dict):
        raise RuleError(Message("errors.rules.no_list", path=path))
    return data


def _join(files: Sequence[RuleFile]) -> RuleData:
    """The files of one folder as one."""
    data: RuleData = {}
    for file in files:
        data = _put_together(join_files, data, file)
    return data


def _put_together(how: Callable[[RuleData, RuleData], RuleData], data: RuleData, file: RuleFile) -> RuleData:
    try:
        return how(data, file.data)
    except LayerError as exc:
        raise RuleError(Message("errors.rules.fault", path=file.path, fault=Told(str(exc), "faults"))) from exc


_STRING = "tag:yaml.org,2002:str"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which a key stands once: of two lists of one name the first would be lost without a word."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> Any:
        if kind is yaml.ScalarNode and not implicit[0]:
            return _STRING  # quoted
        return super().resolve(kind, value, implicit)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        if type(node) is yaml.ScalarNode and node.tag == _STRING:
            return node.value  # nearly all of a rule file, in half the time
        return super().construct_object(node, deep=deep)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if len(set(keys)) < len(keys):
            twice = next(key for key in keys if keys.count(key) > 1)
            raise yaml.constructor.ConstructorError(None, None, f"{twice!r} stands twice", node.start_mark)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def _where(exc: Exception) -> str:
    """The parser's words on one line, without its name for a text that came from no stream."""
    return " ".join(str(exc).replace('in "<unicode string>", ', "at ").split())
