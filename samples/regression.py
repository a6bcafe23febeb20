"""Reads every sample in every form and compares it with its gold: ``python samples/regression.py [FORM ...]``.

Each form has a bar; the run ends with 1 when a form is below its own. A file that needs a program which is not there
(LibreOffice, Tesseract) is passed over, and said so.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb
import yaml

from planparse.report.evaluate import evaluate_gold
from planparse.report.gold import read_gold
from planparse.report.scores import Scoreboard

HERE = Path(__file__).parent
_OFFICE = (".doc", ".rtf", ".odt")
_HEADER = ("plan", "plan.recipients", "plan.replaces", "citations", "citations.date", "sections", "sections.parent")
_SPLITS = ("dev", "held_out")


class Form(NamedTuple):
    """A folder of samples in one form.

    Attributes:
        bar: the least mean F1 over fields.
        open_fields: fields that the gold of this form leaves open.
    """

    folder: str
    bar: float
    gold: str = "gold"
    open_fields: tuple[str, ...] = ()


FORMS = (
    Form("text", 0.99),
    Form("docx", 0.99),
    Form("pdf", 0.99),
    Form("auto-docx", 0.99),
    Form("legacy", 0.99),
    Form("html", 0.99),
    Form("xlsx", 0.99, gold="gold-xlsx", open_fields=_HEADER),
    Form("hard-pdf", 0.99),
    Form("scan", 0.95),
)


class FileScore(NamedTuple):
    """The counts of one file."""

    name: str
    split: str
    board: Scoreboard


class FormScore(NamedTuple):
    """The counts of a form, file by file, and the files that were passed over with the program that each lacks."""

    form: Form
    files: tuple[FileScore, ...]
    lacking: dict[str, str]

    def mean(self, split: str | None = None) -> float | None:
        """Mean F1 over fields; None where no file counts."""
        boards = [file.board for file in self.files if split in (None, file.split)]
        return mean_f1(boards, self.form.open_fields) if boards else None

    @property
    def failed(self) -> bool:
        mean = self.mean()
        return mean is not None and mean < self.form.bar


def mean_f1(boards: Sequence[Scoreboard], open_fields: Sequence[str] = ()) -> float:
    """The mean F1 over the fields that count, of all files together."""
    whole = Scoreboard()
    for board in boards:
        whole.merge(board)
    scores = [score.f1 for score in whole.scores() if score.field not in open_fields]
    return sum(scores) / len(scores)


def missing_program(path: Path) -> str | None:
    """The program without which this file cannot be read, where it is not there."""
    program = "soffice" if path.suffix in _OFFICE else "tesseract" if path.parent.name == "scan" else None
    return program if program and shutil.which(program) is None else None


def score_form(form: Form, out: Path) -> FormScore:
    """Reads a form into a database of its own and compares it with gold.

    Raises:
        subprocess.CalledProcessError: reading ended with an error.
    """
    paths = sorted((HERE / form.folder).iterdir())
    lacking = {path.name: program for path in paths if (program := missing_program(path))}
    paths = [path for path in paths if path.name not in lacking]
    if not paths:
        return FormScore(form, (), lacking)
    database = out / f"{form.folder}.duckdb"
    command = [sys.executable, "-m", "planparse", "ingest", *map(str, paths), "--db", str(database)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    with duckdb.connect(str(database), read_only=True) as connection:
        files = tuple(file for path in paths for file in _score_file(connection, path, form))
    return FormScore(form, files, lacking)


def _score_file(connection: duckdb.DuckDBPyConnection, path: Path, form: Form) -> Iterator[FileScore]:
    name, _, ending = path.name.partition(".")
    gold = read_gold(HERE / form.gold / f"{name}.json")
    found = evaluate_gold(connection, gold, source=gold.source, form=ending)
    if not found:
        raise ValueError(f"{path.name}: no plan of it is in the database")
    for evaluation in found:
        yield FileScore(path.name, split_of(name), evaluation.board)


def split_of(name: str) -> str:
    """Whether a sample is for development or held out."""
    meta = yaml.safe_load((HERE / "plans" / f"{name}.yaml").read_text("utf-8"))["meta"]
    split: str = meta["split"]
    return split


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("build/regression"))
    parser.add_argument("--detail", action="store_true", help="print what differs")
    parser.add_argument("forms", nargs="*", help="folders of forms; all when none is named")
    options = parser.parse_args(arguments)
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    failed = False
    for form in FORMS:
        if not options.forms or form.folder in options.forms:
            try:
                score = score_form(form, options.out)
            except subprocess.CalledProcessError as error:
                print(f"{form.folder:<10} not read: {error.stderr.strip().splitlines()[-1]}")
                failed = True
                continue
            print("\n".join(_told(score, detail=options.detail)), flush=True)
            failed = failed or score.failed
    return int(failed)


def _told(score: FormScore, *, detail: bool) -> Iterator[str]:
    means = [(split, score.mean(split)) for split in (None, *_SPLITS)]
    told = "  ".join(f"{split or 'all'} {mean:.4f}" for split, mean in means if mean is not None)
    yield f"{score.form.folder:<10} {len(score.files):>3} files  {told}  bar {score.form.bar}" + (
        "  BELOW ITS BAR" if score.failed else ""
    )
    for name, program in score.lacking.items():
        yield f"  NOT READ: {name} ({program} is not installed)"
    for file in score.files:
        mean = mean_f1([file.board], score.form.open_fields)
        if detail and mean < 1:
            yield f"  {file.name} ({file.split}): {mean:.4f}"
            for field in file.board.scores():
                if field.field not in score.form.open_fields:
                    yield from (f"    {field.field}: {miss[:180]}" for miss in field.misses[:12])


if __name__ == "__main__":
    sys.exit(main())
