"""Temporary folders. What a process that was killed left behind, the next one clears away a day later."""

import os
import shutil
import tempfile
import time
from pathlib import Path

PREFIX = "planparse-"
"""How every temporary folder of ours begins."""

_DAY = 86_400.0


def remove_leftovers() -> None:
    """Removes folders of ours that are older than a day: no file takes that long. Nothing else is ever touched."""
    try:
        entries = list(os.scandir(tempfile.gettempdir()))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(PREFIX) and _is_stale(entry):
            shutil.rmtree(Path(entry.path), ignore_errors=True)


def _is_stale(entry: os.DirEntry[str]) -> bool:
    try:
        about = entry.stat(follow_symlinks=False)
        is_ours = not hasattr(os, "getuid") or about.st_uid == os.getuid()
        return is_ours and entry.is_dir(follow_symlinks=False) and time.time() - about.st_mtime > _DAY
    except OSError:
        return False
