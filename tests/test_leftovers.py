"""Temporary folders that a killed process left behind."""

import os
import tempfile
import time
from pathlib import Path

import pytest

from planparse.read.leftovers import remove_leftovers


def test_only_our_own_folders_older_than_a_day_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("planparse-old", "planparse-new", "other-old"):
        (tmp_path / name / "profile").mkdir(parents=True)
    (tmp_path / "planparse-link").symlink_to(tmp_path / "other-old")
    long_ago = time.time() - 90_000
    for name in ("planparse-old", "other-old"):
        os.utime(tmp_path / name, (long_ago, long_ago))
    remove_leftovers()
    assert ["other-old", "planparse-link", "planparse-new"] == sorted(path.name for path in tmp_path.iterdir())
    assert (tmp_path / "other-old" / "profile").is_dir()
