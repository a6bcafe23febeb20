"""Rows of made plans: names of tasks and indicators recombined from parts, deadlines, targets, agencies."""

import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from builder.model import RecordRow, Table

from generate.parts import Commune, Parts

_YEAR = re.compile(r"\b20[23]\d\b")
_TYPE = re.compile(r"\b(?:xã|phường|đặc khu)\b")
_SHARED_TASKS = 0.36  # of the tasks are printed alike by other communes: two thirds of all wordings are distinct
_SHARED_INDICATORS = 0.92
_CITING = 0.1
_VILLAGES = ("thôn", "ấp", "bản", "khu phố", "tổ dân phố", "xóm")
_OPENERS = ("Tổ chức ", "Tiếp tục ", "Triển khai ", "Chủ động ", "Phối hợp ", "Tăng cường ")
_ENDS = ("", "", "", ".", " trên địa bàn {type}", " theo quy định", " năm {year}", ".")
_PERCENT = (
    "≥ {n}%",
    "{n}%",
    "{n}",
    "100%",
    "trên {n}%",
    "từ {n}% trở lên",
    "tối thiểu {n}%",
    "phấn đấu {n}%",
    "{n}-100%",
)
_COUNT = ("{k:02d}", "≥ {k}", "{k}", "ít nhất {k:02d}", "{k}.{n}0", "tối đa {k}", "Hoàn thành", "-")


_Cells = Callable[[str], str]
"""The cells of one row by the role of their column."""


class Setting(NamedTuple):
    """What a made plan's rows refer to."""

    commune: Commune
    year: int
    shift: int
    communes: tuple[Commune, ...]

    def fit(self, text: str) -> str:
        """A text of a sample as this commune would print it: its type of commune, its years."""
        years = _YEAR.sub(lambda match: str(int(match[0]) + self.shift), text) if self.shift else text
        return _TYPE.sub(self.commune.type, years)


def make_rows(table: Table, count: int, parts: Parts, setting: Setting, dice: random.Random) -> Iterator[RecordRow]:
    """Records for the columns of a table, numbered on from 1."""
    make = _make_task if table.kind == "task" else _make_indicator
    for number in range(1, count + 1):
        cells = make(parts, setting, dice)
        ordinal = f"{number}." if table.numbers else str(number)
        texts = (ordinal if column.role == "ordinal" else cells(column.role) for column in table.columns)
        yield RecordRow(r=tuple(texts))


def _make_task(parts: Parts, setting: Setting, dice: random.Random) -> _Cells:
    def cell(role: str) -> str:
        if role == "name":
            return _task_name(parts, setting, dice)
        if role == "deadline" and dice.random() < 0.5:
            return _deadline(setting.year, dice)
        if role == "other":
            return str(dice.randrange(5, 400))
        return setting.fit(dice.choice(parts.cells[role]))

    return cell


def _task_name(parts: Parts, setting: Setting, dice: random.Random) -> str:
    """A name that other communes print too, or one of this commune's own."""
    if dice.random() < _SHARED_TASKS:
        name = _opened(setting.fit(dice.choice(parts.task_names)), dice)
        return name + dice.choice(_ENDS).format(type=setting.commune.type, year=setting.year)
    places = " và ".join(_village(setting, dice) for _ in range(dice.randrange(1, 3)))
    tails = [setting.fit(dice.choice(parts.tails)) for _ in range(dice.choice((1, 1, 2, 2, 3)))]
    whole = f"{setting.fit(dice.choice(parts.heads))} tại {places}"
    cited = f" theo {cited_document(setting, dice)}" if dice.random() < _CITING else ""
    return "; ".join([_opened(whole, dice), *tails]) + cited + dice.choice(("", "."))


def cited_document(setting: Setting, dice: random.Random) -> str:
    """A document of the province or the commune, as plans name it."""
    kind, letters = dice.choice((("Kế hoạch", "KH"), ("Quyết định", "QĐ"), ("Công văn", "CV")))
    day = f"{dice.randrange(1, 29):02d}/{dice.randrange(1, 13):02d}/{setting.year - dice.randrange(2)}"
    issuer = dice.choice(
        (f"UBND {setting.commune.province_type} {setting.commune.province}", f"UBND {setting.commune.type}")
    )
    return f"{kind} số {dice.randrange(1, 3000)}/{letters}-UBND ngày {day} của {issuer}"


def _opened(name: str, dice: random.Random) -> str:
    if dice.random() < 0.8:
        return name
    return dice.choice(_OPENERS) + name[0].lower() + name[1:]


def _village(setting: Setting, dice: random.Random) -> str:
    return f"{dice.choice(_VILLAGES)} {dice.choice(setting.communes).name}"


def _deadline(year: int, dice: random.Random) -> str:
    month = dice.randrange(1, 13)
    return dice.choice(
        (
            f"Tháng {month}/{year}",
            f"Trước ngày {dice.randrange(1, 29):02d}/{month}/{year}",
            f"Quý {dice.choice(('I', 'II', 'III', 'IV'))}/{year}",
            f"Chậm nhất ngày {dice.randrange(1, 29)}/{month}/{year}",
            f"Tháng {min(month, 11)} - {min(month, 11) + 1}/{year}",
            "Thường xuyên",
            f"Năm {year}",
        )
    )


def _make_indicator(parts: Parts, setting: Setting, dice: random.Random) -> _Cells:
    name, unit = dice.choice(parts.indicators)
    if dice.random() > _SHARED_INDICATORS:
        name = f"{dice.choice(parts.subjects)} {dice.choice(parts.predicates)} tại {_village(setting, dice)}"
        unit = "%" if name.startswith("Tỷ lệ") else unit or "Mô hình"

    def cell(role: str) -> str:
        if role == "name":
            return setting.fit(name)
        if role == "unit":
            return unit
        if role in ("target", "other"):
            return _value("%" in unit or name.startswith("Tỷ lệ"), dice)
        return setting.fit(dice.choice(parts.cells[role])) if role in parts.cells else ""

    return cell


def _value(is_share: bool, dice: random.Random) -> str:
    form = dice.choice(_PERCENT if is_share else _COUNT)
    return form.format(n=dice.randrange(20, 99), k=dice.randrange(1, 60))
