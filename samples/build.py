"""Builds the samples: ``python samples/build.py [--out DIR] [--forms text,gold,docx,...]``.

Each ``plans/NAME.yaml`` gives ``text/NAME.txt``, ``docx/NAME.docx``, ``pdf/NAME.pdf``, ``gold/NAME.json`` with its
two sidecars, and the further forms that it names; each ``drafts/NAME.yaml`` gives ``drafts/NAME.docx``. The same YAML
gives the same bytes, but for the signature of a signed PDF and for the form ``office``, which LibreOffice writes and
which is built only when asked for (``--forms office``). The PDF forms need reportlab and the fonts of matplotlib.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from builder.convert_office import convert
from builder.load import load_readings, load_sample
from builder.model import Sample
from builder.readings import Readings
from builder.sign_pdf import without_signature
from builder.write_auto_docx import write_auto_docx
from builder.write_docx import write_docx
from builder.write_gold import (
    only_appendices,
    write_agencies,
    write_deadlines,
    write_gold,
    write_sheet_deadlines,
    write_sheet_gold,
)
from builder.write_html import write_html
from builder.write_legacy import write_lying, write_tcvn3, write_vni
from builder.write_text import write_text
from builder.write_xlsx import write_xlsx
from pydantic import ValidationError

HERE = Path(__file__).parent
_LEGACY: dict[str, Callable[[Sample], bytes]] = {
    "tcvn3.docx": write_tcvn3,
    "vni.docx": write_vni,
    "lying.docx": write_lying,
}
_OFFICE: dict[str, Callable[[Sample], bytes]] = {
    "rtf": write_docx,
    "odt": write_docx,
    "doc": write_docx,
    "tcvn3.doc": write_tcvn3,
}

Files = Iterator[tuple[str, bytes]]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument("--forms", default=",".join(form for form in FORMS if form != "office"))
    parser.add_argument("--only", help="the name of one sample")
    options = parser.parse_args(arguments)
    try:
        build(options.out, tuple(options.forms.split(",")), options.only)
    except Exception as error:
        if not _is_of_the_data(error):
            raise
        print(f"build: {error}", file=sys.stderr)
        return 1
    return 0


def _is_of_the_data(error: Exception) -> bool:
    """Whether the message alone says what to mend: a missing reading, a bad YAML, a missing font or program."""
    told = ("FontMissingError", "OfficeMissingError")
    return isinstance(error, ValidationError | ValueError) or type(error).__name__ in told


def build(out: Path, forms: tuple[str, ...], only: str | None = None) -> None:
    if unknown := set(forms) - set(FORMS):
        raise ValueError(f"no such form: {', '.join(sorted(unknown))} (known: {', '.join(FORMS)})")
    readings = load_readings(HERE / "plans" / "_readings.yaml")
    for path in sorted((HERE / "plans").glob(f"{only or '[!_]*'}.yaml")):
        try:
            sample = load_sample(path)
            files = [file for form in forms for file in FORMS[form](sample, readings)]
        except KeyError as error:
            raise ValueError(f"{path.name}: plans/_readings.yaml has no reading of {error}") from error
        except ValidationError as error:
            raise ValueError(f"{path.name}: {error}") from error
        for name, data in files:
            target = out / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if not _is_there(target, data):
                target.write_bytes(data)
    if "docx" in forms:
        _build_drafts(out, only)


def _build_drafts(out: Path, only: str | None) -> None:
    """Drafts that are not fit to be signed: in Word only, and without gold, for nobody should read such plans."""
    for path in sorted((HERE / "drafts").glob(f"{only or '[!_]*'}.yaml")):
        target = out / "drafts" / f"{path.stem}.docx"
        target.parent.mkdir(parents=True, exist_ok=True)
        data = write_docx(load_sample(path))
        if not _is_there(target, data):
            target.write_bytes(data)


def _is_there(path: Path, data: bytes) -> bool:
    """Whether the file is there already and differs, if at all, in its signature only."""
    return path.is_file() and without_signature(path.read_bytes()) == without_signature(data)


def _text(sample: Sample, readings: Readings) -> Files:
    yield f"text/{sample.meta.name}.txt", write_text(sample).encode()


def _gold(sample: Sample, readings: Readings) -> Files:
    name = sample.meta.name
    yield f"gold/{name}.json", _json(write_gold(sample, readings))
    yield f"gold/{name}.deadlines.json", _json(write_deadlines(sample, readings))
    yield f"gold/{name}.agencies.json", _json(write_agencies(sample, readings))
    if sample.forms.xlsx:
        yield f"gold-xlsx/{name}.json", _json(write_sheet_gold(sample, readings))
        yield f"gold-xlsx/{name}.deadlines.json", _json(write_sheet_deadlines(sample, readings))
        yield f"gold-xlsx/{name}.agencies.json", _json(write_agencies(only_appendices(sample), readings))


def _docx(sample: Sample, readings: Readings) -> Files:
    yield f"docx/{sample.meta.name}.docx", write_docx(sample)


def _auto_docx(sample: Sample, readings: Readings) -> Files:
    if sample.forms.auto:
        yield f"auto-docx/{sample.meta.name}.docx", write_auto_docx(sample, sample.forms.auto)


def _legacy(sample: Sample, readings: Readings) -> Files:
    for ending in sample.forms.legacy:
        if ending in _LEGACY:
            yield f"legacy/{sample.meta.name}.{ending}", _LEGACY[ending](sample)


def _office(sample: Sample, readings: Readings) -> Files:
    for ending in sample.forms.legacy:
        if ending in _OFFICE:
            data = _OFFICE[ending](sample)
            yield f"legacy/{sample.meta.name}.{ending}", convert(data, ending.rpartition(".")[2])


def _html(sample: Sample, readings: Readings) -> Files:
    if sample.forms.html:
        yield f"html/{sample.meta.name}.html", write_html(sample, sample.forms.html).encode()


def _xlsx(sample: Sample, readings: Readings) -> Files:
    if sample.forms.xlsx:
        yield f"xlsx/{sample.meta.name}.xlsx", write_xlsx(sample)


def _pdf(sample: Sample, readings: Readings) -> Files:
    from builder.write_pdf import write_pdf  # reportlab is needed for the PDF forms only

    yield f"pdf/{sample.meta.name}.pdf", write_pdf(sample)


def _hard_pdf(sample: Sample, readings: Readings) -> Files:
    from builder.write_hard_pdf import write_hard_pdf

    if sample.forms.hard_pdf:
        yield f"hard-pdf/{sample.meta.name}.pdf", write_hard_pdf(sample, sample.forms.hard_pdf)


def _scan(sample: Sample, readings: Readings) -> Files:
    from builder.write_scan import write_scan

    if sample.forms.scan:
        yield f"scan/{sample.meta.name}.pdf", write_scan(sample, sample.forms.scan)


FORMS: dict[str, Callable[[Sample, Readings], Files]] = {
    "text": _text,
    "gold": _gold,
    "docx": _docx,
    "auto-docx": _auto_docx,
    "legacy": _legacy,
    "office": _office,
    "html": _html,
    "xlsx": _xlsx,
    "pdf": _pdf,
    "hard-pdf": _hard_pdf,
    "scan": _scan,
}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


if __name__ == "__main__":
    sys.exit(main())
