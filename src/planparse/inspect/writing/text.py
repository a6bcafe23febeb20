"""Findings for a person at a screen or on paper: by what they are about, then the gravest first."""

from collections.abc import Iterator
from itertools import groupby
from textwrap import shorten, wrap

from planparse.inspect.writing.checked import Checked, count_severities
from planparse.inspect.writing.telling import Told
from planparse.wording.catalogue import Catalogue

_WIDTH = 100
"""Longer lines are hard to read, however wide the screen is."""
_INDENT = " " * 6


def format_text(files: tuple[Checked, ...], catalogue: Catalogue, *, width: int = _WIDTH) -> str:
    """All files, one after the other, and how many findings there are in all."""
    width = max(min(width, _WIDTH), 40)
    read = tuple(file for file in files if file.error is None)
    lines = [line for file in read for line in (*_file_lines(file, catalogue, width), "")]
    if len(read) > 1:
        key = "total" if any(file.told for file in read) else "total_clean"
        lines.append(catalogue.say(f"check.summary.{key}", files=len(read), counts=_counts(read, catalogue)))
    return "\n".join(lines).rstrip("\n") + "\n" if lines else ""


def _counts(files: tuple[Checked, ...], catalogue: Catalogue) -> str:
    counts = count_severities(files)
    return ", ".join(catalogue.say(f"check.count.{name}", count=count) for name, count in counts.items() if count)


def _file_lines(file: Checked, catalogue: Catalogue, width: int) -> Iterator[str]:
    if not file.told:
        yield catalogue.say("check.summary.clean", path=file.path)
        return
    yield catalogue.say("check.summary.file", path=file.path, counts=_counts((file,), catalogue))
    number = 0
    for about, told in groupby(file.told, key=lambda one: one.about):
        yield from ("", catalogue.say(f"check.about.{about}"))
        for severity, group in groupby(told, key=lambda one: one.severity):
            found = list(group)
            yield from ("", f"  {catalogue.say(f'check.severity.{severity}')} ({len(found)})")
            for alike in _join_alike(found):
                number += 1
                yield from _finding_lines(number, alike, catalogue, width)


def _join_alike(found: list[Told]) -> list[list[Told]]:
    """What the stages noticed, by code: a plan whose names are new to the rules has dozens of one kind."""
    alike: dict[tuple[str, str, int], list[Told]] = {}
    for index, one in enumerate(found):
        alike.setdefault((one.code, one.what, index if one.why else -1), []).append(one)
    return list(alike.values())


def _finding_lines(number: int, alike: list[Told], catalogue: Catalogue, width: int) -> Iterator[str]:
    told = alike[0]
    yield from _hang(f"{number:>4}. ", f"{told.what} [{told.code}]", width)
    if len(alike) == 1:
        yield from _hang(_INDENT, told.where, width)
    why = f"{told.why} ({told.basis})" if told.basis else told.why
    quote = f"“{told.quote}”" if told.quote and len(alike) == 1 else ""
    labels = {name: f"{catalogue.say(f'check.label.{name}')}:" for name in ("quote", "why", "do")}
    space = max(map(len, labels.values())) + 1
    for name, text in (("quote", quote), ("why", why), ("do", told.do)):
        if text:
            yield from _hang(f"{_INDENT}{labels[name]:<{space}}", text, width)
    for one in alike if len(alike) > 1 else ():
        place = f"{one.where}: “{one.quote}”" if one.quote else one.where
        yield from _hang(f"{_INDENT}- ", shorten(place, width - len(_INDENT) - 2, placeholder=" …"), width)


def _hang(first: str, text: str, width: int) -> list[str]:
    """A text whose further lines begin below its first word."""
    return wrap(text, width, initial_indent=first, subsequent_indent=" " * len(first), break_on_hyphens=False)
