"""``planparse review``: starting the page, and telling where it is."""

import contextlib
import os
import sys
import webbrowser
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from planparse.batch.correcting import Desk
from planparse.cli.language import catalogue
from planparse.errors import UsageError
from planparse.review.hosts import is_loopback
from planparse.review.queue import Queue
from planparse.review.server import open_socket, serve
from planparse.review.workbench import Workbench, build_workbench
from planparse.rulebook.book import load_rules
from planparse.wording.catalogue import Catalogue
from planparse.wording.message import Message


class ReviewOptions(NamedTuple):
    """What was asked for; ``opens``: the browser is opened."""

    db: Path
    port: int
    host: str
    files: Path | None
    user: str | None
    rules_folder: Path | None
    opens: bool


def run_review(options: ReviewOptions) -> None:
    """Serves the page until Ctrl-C.

    Raises:
        UsageError: the port is in use, or there is no such folder of files.
        DatabaseError: the database cannot be read.
        RuleError: the rules do not load.
        StoppedError: a person or the system ended it.
    """
    texts = catalogue()
    if options.files is not None and not options.files.is_dir():
        raise UsageError(Message("review.server.no_files", folder=options.files))
    opened = open_socket(options.host, options.port)
    with opened:
        print(texts.say("review.server.preparing"), file=sys.stderr, flush=True)
        bench = _prepare(options, texts)
        if not is_loopback(options.host):
            warning = texts.say("review.server.exposed", host=options.host)
            print(f"planparse: {warning}", file=sys.stderr, flush=True)
        try:
            serve(bench, opened, options.host, lambda address: _announce(address, texts, opens=options.opens))
        finally:
            bench.queue.close()


def _prepare(options: ReviewOptions, texts: Catalogue) -> Workbench:
    """Rules and queue at once: either takes about a second, and the database makes its queue on another processor."""
    with ThreadPoolExecutor(1) as helper:
        rules = helper.submit(load_rules, options.rules_folder)
        queue = Queue(options.db)
        queue.renew()
        desk = Desk(options.db, rules.result())
    return build_workbench(queue, desk, texts, files=options.files, user=options.user)


def _announce(address: str, texts: Catalogue, *, opens: bool) -> None:
    print(texts.say("review.server.ready", address=address), flush=True)
    print(texts.say("review.server.stop"), file=sys.stderr, flush=True)
    if opens and _has_screen():
        with contextlib.suppress(webbrowser.Error, OSError):
            webbrowser.open(address)


def _has_screen() -> bool:
    """A machine without one would open a browser of text in the terminal, over what is printed there."""
    graphic = sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(graphic) and sys.stdout.isatty()
