"""Loading one rule file: YAML into a strict model, or a one-line error that names file and rule."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from planparse.errors import RuleError


class RuleModel(BaseModel):
    """Base of every rule model: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


R = TypeVar("R", bound=RuleModel)


def read_rule_file(path: Path, model: type[R]) -> R:
    """The file's content as ``model``.

    Raises:
        RuleError: the file is missing, is no YAML, or does not fit the model.
    """
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=_Loader)
    except OSError as exc:
        raise RuleError(f"{path}: cannot read this rule file ({exc.strerror})") from exc
    except (yaml.YAMLError, UnicodeDecodeError) as exc:
        raise RuleError(f"{path}: not valid YAML: {_where(exc)}") from exc
    if data is None:
        raise RuleError(f"{path}: this rule file is empty")
    try:
        return model.model_validate(data)
    except ValidationError as exc:
        raise RuleError(f"{path}: {_first_error(data, exc)}") from exc


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _where(exc: Exception) -> str:
    """The parser's words on one line, without its name for a text that came from no stream."""
    return " ".join(str(exc).replace('in "<unicode string>", ', "at ").split())


def _first_error(data: object, exc: ValidationError) -> str:
    """The first finding of pydantic, with the id of the rule it is in, where the rule has one."""
    error = exc.errors()[0]
    where = ".".join(str(part) for part in error["loc"])
    return f"{_rule_id(data, error['loc'])}{where}: {error['msg']}"


def _rule_id(data: object, loc: tuple[int | str, ...]) -> str:
    found = ""
    for part in loc:
        try:
            data = data[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(data, dict) and isinstance(name := data.get("id") or data.get("code"), str):
            found = f"rule {name!r}, "
    return found
