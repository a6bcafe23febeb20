"""``planparse check``: what to look at in drafts before they are signed; nothing is stored."""

import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import get_terminal_size
from typing import Literal

from planparse import __version__
from planparse.batch.files import label
from planparse.cli.documents import read_file, require_files
from planparse.cli.language import catalogue
from planparse.errors import UnreadableError, UsageError
from planparse.inspect.inspecting import choose, inspect_draft, list_codes
from planparse.inspect.writing.checked import Checked, count_severities
from planparse.inspect.writing.data import format_json
from planparse.inspect.writing.sarif import format_sarif
from planparse.inspect.writing.telling import tell
from planparse.inspect.writing.text import format_text
from planparse.pipeline import read_plan
from planparse.rulebook.book import RuleBook, load_rules
from planparse.wording.catalogue import Catalogue
from planparse.wording.message import Message

_PAGE_WIDTH = 100  # of output that goes into a file

Form = Literal["text", "json", "sarif"]


def run_check(
    files: Sequence[Path],
    form: Form,
    *,
    strict: bool,
    rules_folder: Path | None,
    only: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> int:
    """Prints the findings of each file. Returns 1 when there are any that count, or a file could not be read."""
    require_files(files)
    only, ignore = _split(only), _split(ignore)
    _require_codes((*only, *ignore))
    rules, said = load_rules(rules_folder), catalogue()
    checked = tuple(_check_file(file, rules, said, only, ignore) for file in files)
    for file in checked:
        if file.error is not None:
            print(f"planparse: {file.error}", file=sys.stderr)
    sys.stdout.write(_format(checked, form, said))
    counts = count_severities(checked)
    found = counts["error"] + counts["warning"] + (counts["info"] if strict else 0)
    return 1 if found or any(file.error for file in checked) else 0


def _format(checked: tuple[Checked, ...], form: Form, said: Catalogue) -> str:
    if form == "json":
        return format_json(checked, said)
    if form == "sarif":
        return format_sarif(checked, said, version=__version__)
    return format_text(checked, said, width=get_terminal_size((_PAGE_WIDTH, 0)).columns)


def _check_file(file: Path, rules: RuleBook, said: Catalogue, only: Sequence[str], ignore: Sequence[str]) -> Checked:
    try:
        found = read_file(file, lambda data, name: inspect_draft(read_plan(data, name, rules), rules))
    except UnreadableError as exc:
        return Checked(label(file), error=" ".join(exc.say(said).split()))
    return Checked(label(file), tuple(tell(one, said) for one in choose(found, only=only, ignore=ignore)))


def _split(codes: Sequence[str]) -> tuple[str, ...]:
    """Codes one by one; who writes "layout,deadline" means both."""
    return tuple(code.strip() for given in codes for code in given.split(","))


def _require_codes(codes: Sequence[str]) -> None:
    """A code that does not exist would leave out nothing, and nobody would notice."""
    known = list_codes()
    for code in codes:
        if code not in known:
            raise UsageError(Message("check.tool.unknown_code", code=code))
