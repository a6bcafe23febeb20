"""Turning what the page holds into text that a browser reads and never runs."""

import base64
import gzip
import hashlib
import json
import math
from collections.abc import Mapping
from importlib import resources
from typing import Any

_SCRIPTS = (
    *("texts", "dom", "inflate", "fold", "filters", "tables", "origin", "charts"),
    *("heat", "grid", "matrix", "deadlines", "agencies", "map", "citations", "quality", "summary", "main"),
)


def pack(text: str) -> str:
    """Text as gzip in base64: a third of its size or less, and no letter in it that HTML could take for its own."""
    return base64.b64encode(gzip.compress(text.encode("utf-8"), compresslevel=6, mtime=0)).decode("ascii")


def to_json(value: object) -> str:
    """JSON without spaces; numbers that JSON does not have become null.

    >>> to_json({"a": (1.5, float("nan"))})
    '{"a":[1.5,null]}'
    """
    try:
        return _dump(value)
    except ValueError:  # an infinite number: hardly ever, and looking for one costs more than all the rest
        return _dump(_plain(value))


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def to_inert_json(value: object) -> str:
    r"""JSON that can stand in a script element: nothing in it ends the element.

    >>> to_inert_json({"a": "</script><!--"})
    '{"a":"\\u003c/script>\\u003c!--"}'
    """
    return to_json(value).replace("<", "\\u003c")


def hash_of(text: str) -> str:
    """How a Content-Security-Policy names a script or a style that may be used."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"


def build_policy(scripts: tuple[str, ...], style: str) -> str:
    """What the page may do: run its own scripts, by their hashes, and draw. Nothing leads to the network."""
    allowed = " ".join(map(hash_of, scripts)) or "'none'"
    rules = (
        "default-src 'none'",
        f"script-src {allowed}",
        f"style-src {hash_of(style)}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def read_asset(name: str) -> str:
    """A file of the folder assets."""
    return resources.files("planparse.report.page").joinpath("assets", name).read_text("utf-8")


def join_scripts() -> str:
    """All scripts as one, in a function of their own: they share names with each other and with nothing else."""
    parts = "\n".join(read_asset(f"{name}.js") for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();\n'


def _plain(value: object) -> Any:
    match value:
        case float():
            return value if math.isfinite(value) else None
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            return value
