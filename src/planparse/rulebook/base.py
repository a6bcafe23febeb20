"""Loading rules: YAML of one or several folders into a strict model, or a one-line error that names file and rule."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from planparse.errors import RuleError
from planparse.rulebook.layers import IDENTITIES, RuleData, add_layer, join_files


class RuleModel(BaseModel):
    """Base of every rule model: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


R = TypeVar("R", bound=RuleModel)


class RuleFile(NamedTuple):
    """A rule file and what it says."""

    path: Path
    data: RuleData


def read_rules(folders: Sequence[Path], name: str, model: type[R]) -> R:
    """The rules called ``name`` of all folders as one ``model``; each folder adds to those before it (see ``layers``).

    Args:
        folders: the first holds the whole rules; the others what is added or overridden, if they have such a file.
        name: of a file ``name.yaml``, or of a folder ``name`` of such files.
        model: what the rules must fit.

    Raises:
        RuleError: a file is missing, is no YAML, or the whole does not fit the model.
    """
    layers = [_read_layer(folder, name) for folder in folders]
    if not layers[0]:
        raise RuleError(f"{folders[0] / f'{name}.yaml'}: cannot read this rule file (No such file or directory)")
    data = _join(layers[0])
    for layer in filter(None, layers[1:]):
        data = add_layer(data, _join(layer))
    try:
        return model.model_validate(data)
    except ValidationError as exc:
        files = [file for layer in layers for file in layer]
        raise RuleError(_first_error(data, files, exc)) from exc


def find_rule_files(folder: Path, name: str) -> tuple[Path, ...]:
    """The files of a folder that hold the rules called ``name``, in order."""
    single = folder / f"{name}.yaml"
    return (*((single,) if single.is_file() else ()), *sorted((folder / name).glob("*.yaml")))


def locate_rule(folders: Sequence[Path], name: str, rule: str) -> Path:
    """The file of the rules called ``name`` that a person should open to mend ``rule``."""
    files = [file for folder in folders for file in _read_layer(folder, name)]
    return _file_of(files, rule, "")


def _read_layer(folder: Path, name: str) -> tuple[RuleFile, ...]:
    return tuple(RuleFile(path, _read_file(path)) for path in find_rule_files(folder, name))


def _read_file(path: Path) -> RuleData:
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=_Loader)
    except OSError as exc:
        raise RuleError(f"{path}: cannot read this rule file ({exc.strerror})") from exc
    except (yaml.YAMLError, UnicodeDecodeError) as exc:
        raise RuleError(f"{path}: not valid YAML: {_where(exc)}") from exc
    if data is None:
        raise RuleError(f"{path}: this rule file is empty")
    if not isinstance(data, dict):
        raise RuleError(f"{path}: a rule file begins with the name of a list of rules, such as 'agencies:'")
    return data


def _join(files: Sequence[RuleFile]) -> RuleData:
    """The files of one folder as one."""
    data: RuleData = {}
    for file in files:
        try:
            data = join_files(data, file.data)
        except ValueError as exc:
            raise RuleError(f"{file.path}: {exc}") from exc
    return data


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _where(exc: Exception) -> str:
    """The parser's words on one line, without its name for a text that came from no stream."""
    return " ".join(str(exc).replace('in "<unicode string>", ', "at ").split())


def _first_error(data: RuleData, files: Sequence[RuleFile], exc: ValidationError) -> str:
    """The first finding of pydantic, with the file it is in and the id of the rule, where the rule has one."""
    error = exc.errors()[0]
    where = ".".join(str(part) for part in error["loc"])
    rule = _rule_id(data, error["loc"])
    path = _file_of(files, rule, str(error["loc"][0]) if error["loc"] else "")
    return f"{path}: {f'rule {rule!r}, ' if rule else ''}{where}: {error['msg']}"


def _rule_id(data: object, loc: tuple[int | str, ...]) -> str:
    found = ""
    for part in loc:
        try:
            data = data[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(data, dict):
            found = next((data[key] for key in IDENTITIES if isinstance(data.get(key), str)), found)
    return found


def _file_of(files: Sequence[RuleFile], rule: str, section: str) -> Path:
    """The last file that holds the rule, else the last with the section, else the first of all."""
    with_rule = [file for file in files if rule and any(_holds(value, rule) for value in file.data.values())]
    with_section = [file for file in files if section in file.data]
    return [*files[:1], *with_section, *with_rule][-1].path


def _holds(value: object, rule: str) -> bool:
    if isinstance(value, dict):
        return any(value.get(key) == rule for key in IDENTITIES)
    return isinstance(value, list) and any(_holds(item, rule) for item in value)
