"""``planparse gold export``: a plan of the database into a gold file and its sidecars."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from planparse.cli.language import catalogue
from planparse.errors import PlanparseError, UsageError
from planparse.report.gold_export import GoldFiles, build_gold, find_named_plan
from planparse.store.opening import open_read_only
from planparse.store.reading_back import read_records
from planparse.wording.message import Message
from planparse.wording.system import name_reason


def run_gold_export(plan: str, out: Path, db: Path) -> None:
    """Writes the files, tells their names, and warns of what nobody has confirmed."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise UsageError(Message("errors.call.no_folder_made", path=out, reason=name_reason(exc))) from exc
    with open_read_only(db) as connection:
        records = read_records(connection, find_named_plan(connection, plan, db))
    if records is None:
        raise UsageError(Message("corrections.gold.no_such_plan", plan=plan, path=db))
    files = build_gold(records)
    written = _write(files, out)
    say = catalogue().say
    title = records.plan.title or records.plan.source_path
    print(say("corrections.gold.written", title=title, files=", ".join(map(str, written))))
    if files.unconfirmed:
        told = say("corrections.gold.unconfirmed", count=files.unconfirmed, total=files.records)
        print(f"planparse: {told}", file=sys.stderr)
    if files.unread:
        print(f"planparse: {say('corrections.gold.unreadable', count=files.unread)}", file=sys.stderr)


def _write(files: GoldFiles, out: Path) -> list[Path]:
    """All files beside their places first, then each into its place: none is ever there by half."""
    contents: Mapping[str, object] = {
        f"{files.name}.json": files.gold,
        f"{files.name}.deadlines.json": files.deadlines,
        f"{files.name}.agencies.json": files.agencies,
    }
    beside = {out / name: out / f".{name}.new" for name in contents}
    try:
        for (target, new), content in zip(beside.items(), contents.values(), strict=True):
            if target.is_dir():
                raise PlanparseError(Message("corrections.gold.is_folder", path=target))
            new.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
        for target, new in beside.items():
            new.replace(target)
    except OSError as exc:
        raise PlanparseError(
            Message("corrections.gold.cannot_write", path=exc.filename or out, reason=name_reason(exc))
        ) from exc
    finally:
        for new in beside.values():
            new.unlink(missing_ok=True)
    return list(beside)
