"""What generated plans are made of: the skeletons, rows and sentences of our own samples, and the list of communes."""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

import yaml
from builder.load import load_sample
from builder.model import GroupRow, Paragraph, RecordRow, Sample, Table, plain

ROOT = Path(__file__).parents[2]

_CLAUSE = re.compile(r"(?:;|,| gắn với| để| nhằm) ")
_VERB = re.compile(r" (?=(?:được|có|đạt|tham gia|sử dụng|áp dụng|lắp|dùng|bán|chấp nhận|hoàn thành|biết)\b)")
_T = TypeVar("_T")
_SHORTEST = 12  # letters: a shorter clause says nothing


class Commune(NamedTuple):
    """A commune of today's list. ``type`` and ``province_type`` are words: xã, tỉnh."""

    name: str
    type: str
    province: str
    province_type: str


class Parts(NamedTuple):
    """The pools that plans are drawn from.

    Attributes:
        skeletons: samples with a table of tasks, by type of commune.
        task_names: names of tasks as the samples print them.
        heads, tails: first clauses of these names, and what follows them.
        cells: further cells of task rows by role (lead, support, output, deadline, notes).
        indicators: name and unit, of the catalogue in all its wordings (most of real plans stand in it) and of the
            samples; subjects, predicates: their names cut at the verb.
        groups: headings within tables.
        prose: paragraphs and numbered items, to lengthen the body.
    """

    communes: tuple[Commune, ...]
    skeletons: dict[str, tuple[Sample, ...]]
    task_names: tuple[str, ...]
    heads: tuple[str, ...]
    tails: tuple[str, ...]
    cells: dict[str, tuple[str, ...]]
    indicators: tuple[tuple[str, str], ...]
    subjects: tuple[str, ...]
    predicates: tuple[str, ...]
    groups: tuple[str, ...]
    prose: tuple[str, ...]
    indicator_tables: tuple[Table, ...]


@cache
def load_parts() -> Parts:
    """The pools, each in a fixed order. Loaded once in a process."""
    samples = [load_sample(path) for path in sorted((ROOT / "samples" / "plans").glob("[!_]*.yaml"))]
    tables = [table for sample in samples for table in sample.tables()]
    names = _unique(row["name"].rstrip(".") for row in _rows(tables, "task") if row["name"][:1].isupper())
    clauses = [_CLAUSE.split(name, maxsplit=1) for name in names]
    indicators = _unique((row["name"], row.get("unit", "")) for row in _rows(tables, "indicator"))
    cut = [_VERB.split(name, maxsplit=1) for name, _ in indicators if name.startswith(("Tỷ lệ", "Số"))]
    return Parts(
        communes=tuple(_communes()),
        skeletons={kind: _skeletons(samples, kind) for kind in ("xã", "phường", "đặc khu")},
        task_names=names,
        heads=_unique(clause[0] for clause in clauses),
        tails=_unique(clause[1] for clause in clauses if len(clause) == 2 and len(clause[1]) > _SHORTEST),
        cells={role: _cells(tables, role) for role in ("lead", "support", "output", "deadline", "notes")},
        indicators=_unique((*_catalogue(), *indicators)),
        subjects=_unique(pair[0] for pair in cut if len(pair) == 2),
        predicates=_unique(pair[1] for pair in cut if len(pair) == 2),
        groups=_unique(_groups(tables)),
        prose=_unique(_prose(samples)),
        indicator_tables=tuple(table for table in tables if table.kind == "indicator"),
    )


def _communes() -> Iterator[Commune]:
    with (ROOT / "rules" / "communes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Commune(row["name"], row["type"], row["province_name"], row["province_type"])


def _catalogue() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "rules" / "indicators").glob("*.yaml")):
        for rule in yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader).get("indicators", []):
            yield from ((name, rule.get("unit") or "") for name in (rule["name"], *rule.get("aliases", [])))


def _skeletons(samples: list[Sample], kind: str) -> tuple[Sample, ...]:
    return tuple(
        sample
        for sample in samples
        if sample.commune.type == kind and any(_has_ordinals(table) for table in sample.tables())
    )


def _has_ordinals(table: Table) -> bool:
    return table.kind == "task" and table.columns[0].role == "ordinal" and len(table.columns) > 3


def _rows(tables: list[Table], kind: str) -> Iterator[dict[str, str]]:
    """The cells of each record by role; of several columns of one role the last."""
    for table in tables:
        for row in table.rows:
            if table.kind == kind and isinstance(row, RecordRow):
                yield {column.role: plain(cell) for column, cell in zip(table.columns, row.r, strict=True)}


def _cells(tables: list[Table], role: str) -> tuple[str, ...]:
    """Every cell, as often as it stands there: most are like others, and many notes are empty."""
    return tuple(row[role] for row in _rows(tables, "task") if role in row)


def _groups(tables: list[Table]) -> Iterator[str]:
    for table in tables:
        for row in table.rows:
            if isinstance(row, GroupRow) and row.rank == 1 and not re.search(r"\d", row.g[1]):
                yield row.g[1].rstrip(":")


def _prose(samples: list[Sample]) -> Iterator[str]:
    """Sentences of every commune: those that name their own place or cite a document stay where they are."""
    for sample in samples:
        for block in sample.body:
            text = block.p if isinstance(block, Paragraph) else getattr(block, "prose", None)
            if text and len(text) > 40 and not re.search(r"UBND|Kế hoạch|\d{4}|/|Phụ lục|[:;]$", text):
                yield plain(text).removeprefix("- ")


def _unique(items: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))
