"""The plans that are measured: our samples, and the annotated plans beside the project where they are there."""

from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
_SHARED = ROOT.parent / "shared" / "plans"
_FORMS = {".txt": "text", ".docx": "docx", ".pdf": "pdf"}


class Corpus(NamedTuple):
    """A set of plans, each in several forms."""

    name: str
    files: tuple[Path, ...]

    def of_form(self, ending: str) -> tuple[Path, ...]:
        """The files of one form."""
        return tuple(file for file in self.files if file.suffix == ending)


def find_corpora() -> tuple[Corpus, ...]:
    """The corpora that are there. Scans are left out: they hold no text, and nothing would be measured."""
    samples = [file for form in _FORMS.values() for file in sorted((ROOT / "samples" / form).iterdir())]
    shared = sorted(file for file in _SHARED.glob("*") if not file.name.endswith(".scan.pdf"))
    found = (Corpus("samples", _plans(samples)), Corpus("shared", _plans(shared)))
    return tuple(corpus for corpus in found if corpus.files)


def _plans(files: list[Path]) -> tuple[Path, ...]:
    return tuple(file for file in files if file.suffix in _FORMS)
