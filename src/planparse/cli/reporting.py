"""``planparse report``: the page is written beside its place first, and takes it when it is whole."""

import datetime as dt
import os
from pathlib import Path

from planparse.cli.databases import require_place
from planparse.cli.language import catalogue
from planparse.errors import UsageError
from planparse.report.page.choosing import Wish, settle_choice
from planparse.report.page.making import Setting, make_report
from planparse.report.replacing import replacing
from planparse.store.opening import open_read_only
from planparse.wording.message import Message

_MEGABYTE = 1_000_000
_HEAD = 1024  # bytes: enough to know a web page


def run_report(db: Path, out: Path, wish: Wish, today: str | None) -> None:
    """Makes the report and says where it is."""
    if out.exists() and db.exists() and out.samefile(db):
        raise UsageError(Message("report.same_file", path=out))
    if out.is_file() and not _is_page(out):
        raise UsageError(Message("report.no_page", path=out))
    day = dt.date.today() if today is None else _read_day(today)
    texts = catalogue()
    require_place(out)
    with open_read_only(db) as connection, replacing(out) as place:
        choice = settle_choice(connection, wish)
        folder = Path(os.path.realpath(out)).parent
        report = make_report(connection, Setting(choice, day, db.name, folder), texts)
        place.write_text(report.html, encoding="utf-8", newline="\n")
    size = f"{len(report.html.encode('utf-8')) / _MEGABYTE:.1f}"
    print(texts.say("report.written", path=out, size=size, communes=report.communes, plans=report.plans))


def _is_page(path: Path) -> bool:
    """Whether a file may be replaced by a report: a web page, or nothing yet. Another database would be lost."""
    with path.open("rb") as opened:
        head = opened.read(_HEAD).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return not head or head.startswith((b"<!doctype html", b"<html"))


def _read_day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as exc:
        raise UsageError(Message("report.bad_day", day=text)) from exc
