"""Findings as SARIF 2.1.0 (OASIS), which editors and review tools show beside the file."""

import json
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

import regex

from planparse.inspect.writing.checked import Checked
from planparse.inspect.writing.telling import Told
from planparse.wording.catalogue import Catalogue

_LEVELS: Mapping[str, str] = {"error": "error", "warning": "warning", "info": "note"}
_LINE = regex.compile(r"line (\d+)")
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def format_sarif(files: tuple[Checked, ...], catalogue: Catalogue, *, version: str) -> str:
    """One run over all files; a file that could not be read is a notification of the run."""
    told = [one for file in files for one in file.told]
    codes = sorted({one.code for one in told})
    failed = [file for file in files if file.error is not None]
    run = {
        "tool": {"driver": _driver(codes, told, catalogue, version)},
        "invocations": [
            {
                "executionSuccessful": not failed,
                "toolExecutionNotifications": [_failure(file) for file in failed],
            }
        ],
        "artifacts": [{"location": {"uri": _uri(file.path)}} for file in files],
        "columnKind": "unicodeCodePoints",
        "results": [_result(file.path, one, codes) for file in files for one in file.told],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _driver(codes: list[str], told: list[Told], catalogue: Catalogue, version: str) -> dict[str, Any]:
    first = {one.code: one for one in reversed(told)}
    return {
        "name": "planparse check",
        "version": version,
        "language": catalogue.language,
        "shortDescription": {"text": catalogue.say("check.tool.description")},
        "rules": [_rule(first[code]) for code in codes],
    }


def _rule(told: Told) -> dict[str, Any]:
    why = ". ".join(filter(None, (told.why, told.basis)))
    rule: dict[str, Any] = {
        "id": told.code,
        "help": {"text": told.do},
        "defaultConfiguration": {"level": _LEVELS[told.severity]},
    }
    if why:
        rule["fullDescription"] = {"text": why}
    return rule


def _result(path: str, told: Told, codes: list[str]) -> dict[str, Any]:
    text = f"{told.what}: “{told.quote}”" if told.quote else told.what
    return {
        "ruleId": told.code,
        "ruleIndex": codes.index(told.code),
        "level": _LEVELS[told.severity],
        "message": {"text": f"{text}. {told.do}"},
        "locations": [_location(path, told)],
        "properties": {"about": told.about, "where": told.where, "page": told.page, "bbox": told.bbox},
    }


def _location(path: str, told: Told) -> dict[str, Any]:
    """The file; the line of a text; for everything else the way inside the file."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(path)}}
    if line := _LINE.fullmatch(told.locator or ""):
        physical["region"] = {"startLine": int(line[1])}
    location: dict[str, Any] = {"physicalLocation": physical, "message": {"text": told.where}}
    if told.locator:
        location["logicalLocations"] = [{"fullyQualifiedName": told.locator, "kind": "element"}]
    return location


def _failure(file: Checked) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": file.error},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(file.path)}}}],
    }


def _uri(path: str) -> str:
    """A path as a reference: relative ones stay relative."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())
