"""What ``planparse watch`` says: one event a line, as JSON, written at once.

Every line has ``at`` (UTC) and ``event``; other fields stand where they apply.

started  inbox, db, quarantine, pid
taken    file, plan (its SHA-256 in ``sha256``), tasks, indicators, seconds: the file is in the database
skipped  file, reason (known, duplicate, other), error: it need not be read, or is no plan by its name
failed   file, reason, error, seconds, quarantined_to; of a member of an archive that stays: report
waiting  file, reason (cut: its end is missing; written: a program writes to it; locked: it cannot be read now); or
         error, retry_in: another ingest holds the database
round    taken, skipped, failed, seconds: after each round that took files
error    error, retry_in: what kept it from working; the files stay where they are
stopped  taken, skipped, failed, seconds: the last line
"""

import datetime as dt
import json
from typing import Literal, TextIO

Event = Literal["started", "taken", "failed", "skipped", "waiting", "round", "stopped", "error"]
Value = str | int | float | None


class WatchLog:
    """Writes events to a stream."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, event: Event, **fields: Value) -> None:
        """One line; fields that are None are left out."""
        at = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        told = {"at": at, "event": event} | {name: value for name, value in fields.items() if value is not None}
        self._stream.write(json.dumps(told, ensure_ascii=False) + "\n")
        self._stream.flush()
