"""Reading gold files: hand-made annotations of plans (see the SCHEMA.md that comes with them)."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, TypeVar

from planparse.errors import UsageError
from planparse.report.facts import AgencyReading, DeadlineReading, Fact, Facts
from planparse.wording.message import Message

_SIDECARS = (".deadlines.json", ".agencies.json")

F = TypeVar("F", bound=Fact)


class Gold(NamedTuple):
    """A gold file with its sidecars.

    Attributes:
        source: name of the annotated file, as the gold says it.
    """

    path: Path
    source: str
    facts: Facts
    deadlines: tuple[DeadlineReading, ...]
    agencies: tuple[AgencyReading, ...]


class GoldRequest(NamedTuple):
    """A gold file to evaluate.

    Attributes:
        source: the file whose plan is meant, where the call names one (``GOLD=SOURCE``).
        form: its ending, where the call names it with one (``GOLD=plan.word.docx``); None means every form.
    """

    path: Path
    source: str | None = None
    form: str | None = None


def find_gold(arguments: Iterable[str]) -> tuple[GoldRequest, ...]:
    """The gold files meant by the arguments of a call: files, folders, ``FILE=SOURCE``; sidecars are passed over.

    Raises:
        UsageError: a path does not exist, or there is no gold file.
    """
    given = list(arguments)
    requests = [request for argument in given for request in _expand(argument)]
    if not requests:
        raise UsageError(Message("errors.gold.none", paths=", ".join(given)))
    return tuple(requests)


def read_gold(path: Path) -> Gold:
    """A gold file and the sidecars beside it.

    Raises:
        UsageError: it cannot be read, or is not a gold file.
    """
    data = _read_json(path)
    source = data.get("file") if isinstance(data, dict) else None
    return Gold(
        path=path,
        source=source if isinstance(source, str) else path.name,
        facts=_validate(Facts, data, path),
        deadlines=_read_sidecar(path.with_suffix(".deadlines.json"), DeadlineReading),
        agencies=_read_sidecar(path.with_suffix(".agencies.json"), AgencyReading),
    )


def _expand(argument: str) -> list[GoldRequest]:
    path, source, form = Path(argument), None, None
    if not path.exists() and "=" in argument:
        name, _, source = argument.rpartition("=")
        path, form = Path(name), Path(source).name.partition(".")[2] or None
    if not path.exists():
        raise UsageError(Message("errors.gold.no_file", path=path))
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    return [GoldRequest(file, source, form) for file in files if not file.name.endswith(_SIDECARS)]


def _read_sidecar(path: Path, model: type[F]) -> tuple[F, ...]:
    if not path.exists():
        return ()
    data = _read_json(path)
    return tuple(_validate(model, entry, path) for entry in (data if isinstance(data, list) else [data]))


def _read_json(path: Path) -> object:
    try:
        data: object = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as exc:
        raise UsageError(Message("errors.gold.unread", path=path, reason=" ".join(str(exc).split()))) from exc
    return data


def _validate(model: type[F], data: object, path: Path) -> F:
    try:
        return model.model_validate(data)
    except ValueError as exc:
        _, field, problem, *_ = [*str(exc).splitlines(), "", ""]  # a title, then field and problem by turns
        whole = field.startswith(" ")  # a problem of the file as a whole stands under no field
        told = "no JSON object" if whole else f"{field}: {problem.split('[')[0].strip()}"
        raise UsageError(Message("errors.gold.misfit", path=path, told=told)) from exc
