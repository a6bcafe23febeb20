"""``planparse watch``: what it is told to do, and where it writes its log."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from planparse.batch.inbox.log import WatchLog
from planparse.batch.inbox.stop import stop_on_signals
from planparse.batch.inbox.watch import WatchOptions, watch
from planparse.errors import DatabaseError, UsageError
from planparse.rulebook.book import load_rules
from planparse.store.opening import open_read_only
from planparse.wording.message import Message
from planparse.wording.system import name_reason


def run_watch(options: WatchOptions, log: Path | None) -> int:
    """Watches until Ctrl-C. Returns the exit code: 1 where files failed, with ``once``."""
    check_options(options)
    with _open_log(log) as stream, stop_on_signals() as stop:
        totals = watch(options, WatchLog(stream), stop)
    return 1 if options.once and totals.failed else 0


def check_options(options: WatchOptions) -> None:
    """What is wrong from the start is told at once; what goes wrong later is waited for.

    Raises:
        UsageError: the inbox is no folder, or the quarantine would be searched as part of another.
        DatabaseError: the database is none of ours, or cannot be made there.
        RuleError: the rules do not load.
    """
    if not options.inbox.is_dir():
        raise UsageError(Message("errors.watch.no_inbox", path=options.inbox))
    if options.quarantine.resolve() == options.inbox.resolve():
        raise UsageError(Message("errors.watch.quarantine_is_inbox", path=options.quarantine))
    if not options.db.absolute().parent.is_dir():
        raise DatabaseError(Message("errors.database.no_parent_short", path=options.db, parent=options.db.parent))
    load_rules(options.rules_folder)
    if options.db.exists():
        try:
            open_read_only(options.db).close()
        except DatabaseError as exc:
            if "another program has" not in str(exc):  # that one may end
                raise


@contextmanager
def _open_log(log: Path | None) -> Iterator[TextIO]:
    if log is None:
        yield sys.stdout
        return
    try:
        stream = log.open("a", encoding="utf-8")
    except OSError as exc:
        raise UsageError(Message("errors.call.no_writing_there", path=log, reason=name_reason(exc))) from exc
    with stream:
        yield stream
