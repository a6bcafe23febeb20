"""``planparse parse``: one file, nothing stored; and how a command reads a single file."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from planparse.batch.files import label
from planparse.batch.reading import load_job
from planparse.batch.timing import FILE_SECONDS, end_command_after
from planparse.cli.language import catalogue
from planparse.cli.screen import count_of
from planparse.errors import UnreadableError, UsageError
from planparse.model.records import Records
from planparse.pipeline import parse_bytes
from planparse.report.outline import format_outline
from planparse.rulebook.book import load_rules
from planparse.wording.message import Message

T = TypeVar("T")


def run_parse(file: Path, form: str, rules_folder: Path | None, *, debug_image: Path | None = None) -> int:
    """Prints one plan, and draws its pages where that is asked for."""
    require_files([file])
    rules = load_rules(rules_folder)
    records = read_file(file, lambda data, name: parse_bytes(data, name, rules))
    sys.stdout.write(format_records(records, form))
    if debug_image is not None:
        print(f"planparse: {_draw(file, debug_image)}", file=sys.stderr)
    return 0


def format_records(records: Records, form: str) -> str:
    """A plan as JSON, as YAML, or as an outline in Markdown."""
    if form == "md":
        return format_outline(records, catalogue())
    if form == "json":
        return records.model_dump_json(indent=2) + "\n"
    import yaml

    data = records.model_dump(mode="json")
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(data, Dumper=dumper, allow_unicode=True, sort_keys=False))


def _draw(file: Path, target: Path) -> str:
    """Draws the pages of a plan; says what was drawn, or that there was nothing to draw."""
    from planparse.cli.drawing import draw_plan  # what draws takes a while to load

    written = draw_plan(load_job(file, label(file)).data, label(file), target)
    if not written:
        return catalogue().say("cli.parse.no_pages", file=label(file))
    key = "cli.parse.drawn" if written[1:] else "cli.parse.drawn_one"
    return catalogue().say(key, pages=count_of(len(written), "page"), first=written[0], last=written[-1])


def require_files(files: Sequence[Path]) -> None:
    """Every path is a file.

    Raises:
        UsageError: one is a folder, or is not there.
    """
    for file in files:
        if not file.is_file():
            key = "errors.call.folder_given" if file.is_dir() else "errors.call.no_file"
            raise UsageError(Message(key, path=label(file)))


def read_file(file: Path, read: Callable[[bytes, str], T]) -> T:
    """What ``read`` makes of the bytes and the name of a file; it may take so long and no longer.

    Raises:
        UnreadableError: the file cannot be read, for whatever reason.
    """
    try:
        with end_command_after(FILE_SECONDS, label(file), catalogue()):
            return read(load_job(file, label(file)).data, label(file))
    except UnreadableError as exc:
        reason = exc.message
    except Exception as exc:  # a file can be broken in ways that no reader foresees: it is named, in one line
        reason = Message("errors.file.unexpected", kind=type(exc).__name__, words=exc)
    named = label(file) in str(reason)
    raise UnreadableError(reason if named else Message("errors.file.named", path=label(file), problem=reason))
