"""The set of made plans on disk: ``python bench/make_plans.py 1000`` makes it.

Plans lie in ``build/bench/plans``, a thousand to a folder, so that a smaller set is the beginning of a larger one. They
are made once. Before they are measured, every file is compared with what was written, and the digest of all names and
contents with the one that ``digests.json`` keeps: whoever measures, measures the same plans.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from builder.write_text import write_text

from generate.packing import Packed
from generate.parts import ROOT
from generate.plans import Made, make_plan
from generate.write_docx import write_docx
from generate.write_pdf import write_pdf

FOLDER = ROOT / "build" / "bench" / "plans"
DIGESTS = Path(__file__).with_name("digests.json")
IN_FOLDER = 1_000
SIZES = (1_000, 5_000, 20_000)
SAMPLE = 20
"""So many plans are made by a test, whose digest is kept too."""

_CHUNK = 25


class Entry(NamedTuple):
    """A file that was made: digests of its contents and of its bytes, and how many records its tables hold."""

    name: str
    contents: str
    sha256: str
    tasks: int
    indicators: int


class PlanSet(NamedTuple):
    """The plans of one size."""

    folders: tuple[Path, ...]
    entries: tuple[Entry, ...]

    def of_form(self, form: str) -> list[Path]:
        """The files of one form, in order."""
        return [path for path in self.files() if path.suffix == f".{form}"]

    def files(self) -> list[Path]:
        """All files, in order."""
        return [self.folders[index // IN_FOLDER] / entry.name for index, entry in enumerate(self.entries)]


class PlansDifferError(Exception):
    """The plans are not those that the kept digests are of."""


def plan_set(size: int) -> PlanSet:
    """The first ``size`` plans (a multiple of a thousand), made where they are not there, and checked.

    Raises:
        PlansDifferError: the generator, or a library that it uses, is another than when the digest was kept.
    """
    folders = [FOLDER / f"{number:02d}" for number in range(size // IN_FOLDER)]
    entries = [entry for number, folder in enumerate(folders) for entry in _folder(folder, number * IN_FOLDER)]
    kept, found = json.loads(DIGESTS.read_text("utf-8")).get(str(size)), digest(entries)
    if kept != found:
        raise PlansDifferError(
            f"{size} plans: their digest is {found}, {DIGESTS.name} keeps {kept}. If the generator was changed on"
            f" purpose, keep the new one with: python bench/make_plans.py {size} --keep"
        )
    return PlanSet(tuple(folders), tuple(entries))


def keep_digest(size: int) -> None:
    """Writes the digest of the first ``size`` plans into ``digests.json``."""
    folders = max(1, size // IN_FOLDER)
    entries = [entry for number in range(folders) for entry in _folder(FOLDER / f"{number:02d}", number * IN_FOLDER)]
    kept = json.loads(DIGESTS.read_text("utf-8")) if DIGESTS.exists() else {}
    kept[str(size)] = digest(entries[:size])
    DIGESTS.write_text(json.dumps(dict(sorted(kept.items(), key=lambda item: int(item[0]))), indent=1) + "\n", "utf-8")


def digest(entries: Iterable[Entry]) -> str:
    """One digest of names and contents."""
    lines = (f"{entry.name} {entry.contents}\n" for entry in entries)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def pack(made: Made) -> Packed:
    """The bytes of a plan in its form."""
    if made.form == "txt":
        data = write_text(made.sample).encode()
        return Packed(data, hashlib.sha256(data).hexdigest())
    return write_docx(made.sample) if made.form == "docx" else write_pdf(made.sample)


def write_plans(folder: Path, numbers: Sequence[int], make: Callable[[int], Made] = make_plan) -> list[Entry]:
    """Writes plans into a folder, in as many processes as there are processors."""
    folder.mkdir(parents=True, exist_ok=True)
    chunks = [numbers[at : at + _CHUNK] for at in range(0, len(numbers), _CHUNK)]
    with get_context("spawn").Pool(min(os.cpu_count() or 1, len(chunks))) as pool:
        return [entry for chunk in pool.imap(partial(_write_chunk, folder, make), chunks) for entry in chunk]


def make_entry(made: Made, packed: Packed) -> Entry:
    """What is kept of a file."""
    return Entry(made.name, packed.contents, hashlib.sha256(packed.data).hexdigest(), made.tasks, made.indicators)


def _write_chunk(folder: Path, make: Callable[[int], Made], numbers: Sequence[int]) -> list[Entry]:
    return list(_write(folder, map(make, numbers)))


def _write(folder: Path, plans: Iterable[Made]) -> Iterator[Entry]:
    for made in plans:
        packed = pack(made)
        (folder / made.name).write_bytes(packed.data)
        yield make_entry(made, packed)


def _folder(folder: Path, first: int) -> list[Entry]:
    """The entries of one folder; it is made anew unless all files are there as they were written."""
    listed = folder.with_suffix(".json")
    if listed.exists():
        entries = [Entry(*row) for row in json.loads(listed.read_text("utf-8"))]
        if all(_is_there(folder / entry.name, entry) for entry in entries):
            return entries
    entries = write_plans(folder, range(first, first + IN_FOLDER))
    listed.write_text(json.dumps(entries), "utf-8")
    return entries


def _is_there(path: Path, entry: Entry) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == entry.sha256
