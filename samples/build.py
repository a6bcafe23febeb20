"""Builds the samples: ``python samples/build.py [--out DIR] [--forms text,gold,docx,pdf]``.

Each ``plans/NAME.yaml`` gives ``text/NAME.txt``, ``docx/NAME.docx``, ``pdf/NAME.pdf`` and ``gold/NAME.json`` with its
two sidecars. The same YAML gives the same bytes. The PDF form needs reportlab and the fonts of matplotlib.
"""

import argparse
import json
import sys
from pathlib import Path

from builder.load import load_readings, load_sample
from builder.model import Sample
from builder.readings import Readings
from builder.write_auto_docx import write_auto_docx
from builder.write_docx import write_docx
from builder.write_gold import write_agencies, write_deadlines, write_gold
from builder.write_text import write_text
from pydantic import ValidationError

HERE = Path(__file__).parent
FORMS = ("text", "gold", "docx", "pdf", "auto-docx")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument("--forms", default=",".join(FORMS))
    options = parser.parse_args(arguments)
    try:
        build(options.out, tuple(options.forms.split(",")))
    except Exception as error:
        if not _is_of_the_data(error):
            raise
        print(f"build: {error}", file=sys.stderr)
        return 1
    return 0


def _is_of_the_data(error: Exception) -> bool:
    """Whether the message alone says what to mend: a missing reading, a bad YAML, a missing font."""
    return isinstance(error, ValidationError | ValueError) or type(error).__name__ == "FontMissingError"


def build(out: Path, forms: tuple[str, ...]) -> None:
    readings = load_readings(HERE / "plans" / "_readings.yaml")
    for path in sorted((HERE / "plans").glob("[!_]*.yaml")):
        try:
            files = build_sample(load_sample(path), readings, forms)
        except KeyError as error:
            raise ValueError(f"{path.name}: plans/_readings.yaml has no reading of {error}") from error
        except ValidationError as error:
            raise ValueError(f"{path.name}: {error}") from error
        for name, data in files.items():
            target = out / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def build_sample(sample: Sample, readings: Readings, forms: tuple[str, ...]) -> dict[str, bytes]:
    """The files of one sample by their path below ``samples/``."""
    name = sample.meta.name
    files: dict[str, bytes] = {}
    if "text" in forms:
        files[f"text/{name}.txt"] = write_text(sample).encode()
    if "gold" in forms:
        files |= {
            f"gold/{name}.json": _json(write_gold(sample, readings)),
            f"gold/{name}.deadlines.json": _json(write_deadlines(sample, readings)),
            f"gold/{name}.agencies.json": _json(write_agencies(sample, readings)),
        }
    if "docx" in forms:
        files[f"docx/{name}.docx"] = write_docx(sample)
    if "auto-docx" in forms and sample.forms.auto:
        files[f"auto-docx/{name}.docx"] = write_auto_docx(sample, sample.forms.auto)
    if "pdf" in forms:
        from builder.write_pdf import write_pdf  # reportlab is needed for this form only

        files[f"pdf/{name}.pdf"] = write_pdf(sample)
    return files


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


if __name__ == "__main__":
    sys.exit(main())
