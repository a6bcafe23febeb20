"""Findings for programs: JSON of our own."""

import json
from typing import Any

from planparse.inspect.writing.checked import Checked, count_severities
from planparse.inspect.writing.telling import Told
from planparse.wording.catalogue import Catalogue

_VERSION = 1
"""Changes when a field loses its name or its meaning; fields may be added."""


def format_json(files: tuple[Checked, ...], catalogue: Catalogue) -> str:
    """All files with their findings; a file that could not be read has an error instead."""
    data = {
        "version": _VERSION,
        "language": catalogue.language,
        "counts": count_severities(files),
        "files": [_file(file) for file in files],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _file(file: Checked) -> dict[str, Any]:
    if file.error is not None:
        return {"path": file.path, "error": file.error, "counts": count_severities((file,)), "findings": []}
    return {
        "path": file.path,
        "error": None,
        "counts": count_severities((file,)),
        "findings": [_finding(told) for told in file.told],
    }


def _finding(told: Told) -> dict[str, Any]:
    fields = told._asdict()
    return {name: (value if value != "" else None) for name, value in fields.items()}
