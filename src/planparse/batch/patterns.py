"""Patterns such as ``plans/**/*.docx``, for where the shell does not expand them.

The library's own follows links through ``**``, and two links that lead to each other would keep it busy for ever.
"""

import fnmatch
import os
from collections.abc import Iterator
from glob import has_magic
from pathlib import Path

_ANY_DEPTH = "**"


def expand_pattern(text: str) -> list[tuple[str, str]]:
    """The paths that match, in alphabetical order, each with the folder that the pattern names without a wildcard.

    Hidden names match only where the pattern begins with a dot; ``**`` goes through no link.
    """
    parts = Path(text).parts
    plain = next((place for place, part in enumerate(parts) if has_magic(part)), None)
    if plain is None:
        return []
    base = str(Path(*parts[:plain]))
    prefix = "" if plain == 0 else base
    return [(match, base) for match in sorted(set(_matches(prefix, parts[plain:])))]


def _matches(folder: str, parts: tuple[str, ...]) -> Iterator[str]:
    part, rest = parts[0], parts[1:]
    if part == _ANY_DEPTH:
        for below in _folders(folder):
            yield from _matches(below, rest) if rest else (below or os.curdir,)
    else:
        for path in _named(folder, part):
            if not rest:
                yield path
            elif os.path.isdir(path):  # noqa: PTH112
                yield from _matches(path, rest)


def _named(folder: str, part: str) -> Iterator[str]:
    if not has_magic(part):
        path = os.path.join(folder, part)  # noqa: PTH118
        return iter([path] if os.path.lexists(path) else [])
    shown = part.startswith(".")
    names = (entry.name for entry in _entries(folder) if shown or not entry.name.startswith("."))
    return (os.path.join(folder, name) for name in fnmatch.filter(names, part))  # noqa: PTH118


def _folders(top: str) -> Iterator[str]:
    """A folder and all folders under it that are no links."""
    stack = [top]
    while stack:
        folder = stack.pop()
        yield folder
        stack += [
            os.path.join(folder, entry.name)  # noqa: PTH118
            for entry in _entries(folder)
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".")
        ]


def _entries(folder: str) -> list["os.DirEntry[str]"]:
    """What is in a folder; nothing where it cannot be listed, as in any shell."""
    try:
        with os.scandir(folder or os.curdir) as scan:
            return list(scan)
    except OSError:
        return []
