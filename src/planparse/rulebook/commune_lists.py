"""The lists of communes: rules/communes.csv and rules/communes_before_2025_07.csv."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from planparse.errors import RuleError
from planparse.wording.message import Message


class Commune(NamedTuple):
    """A commune-level unit since July 2025: a row of rules/communes.csv. Degrees are WGS 84; None where not known."""

    code: str
    name: str
    type: str
    province_code: str
    province_name: str
    province_type: str
    latitude: float | None
    longitude: float | None
    area_km2: float | None


class Province(NamedTuple):
    """A province (*tỉnh, thành phố*) since July 2025."""

    code: str
    name: str
    type: str


class OldCommune(NamedTuple):
    """A commune-level unit before July 2025; ``new_codes`` are the communes it went into."""

    code: str
    name: str
    type: str
    district: str
    province: str
    new_codes: tuple[str, ...]


def find_lists(folders: Sequence[Path], name: str) -> tuple[Path, ...]:
    """The files of this name; the first folder must have one."""
    if not (first := folders[0] / name).is_file():
        raise RuleError(Message("errors.rules.missing", path=first))
    return tuple(path for folder in folders if (path := folder / name).is_file())


def read_communes(path: Path) -> Iterator[Commune]:
    """The communes since July 2025, in the order of the file."""
    for number, row in enumerate(_read_csv(path), 2):
        try:
            code, name, kind, province_code, province, province_type, *figures = row
            latitude, longitude, area = (float(figure) if figure else None for figure in figures)
            yield Commune(code, name, kind, province_code, province, province_type, latitude, longitude, area)
        except ValueError as exc:
            raise RuleError(Message("errors.rules.nine_columns", path=path, number=number, reason=str(exc))) from exc


def read_old_communes(path: Path) -> Iterator[OldCommune]:
    """The communes of before July 2025."""
    for number, row in enumerate(_read_csv(path), 2):
        if len(row) != 6:
            raise RuleError(Message("errors.rules.six_columns", path=path, number=number))
        code, name, kind, district, province, successors = row
        yield OldCommune(code, name, kind, district, province, tuple(successors.split()))


def _read_csv(path: Path) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines)
            next(rows, None)
            yield from (row for row in rows if row)
    except (OSError, UnicodeDecodeError, csv.Error) as exc:
        raise RuleError(Message("errors.rules.unread", path=path, reason=str(exc))) from exc
