"""A pool without processes: tests that replace the parser need it where they are."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

from planparse.batch import work
from planparse.batch.pool import Outside
from planparse.batch.results import Failed, FileResult, Job, Skipped
from planparse.rulebook.book import load_rules


class PoolHere:
    """Reads files in this process, one after another, without limits."""

    def __init__(self, rules_folder: Path | None) -> None:
        self._rules_folder = rules_folder

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def results(self, items: Iterable[Job | Failed | Skipped], outside: Outside) -> Iterator[FileResult]:
        rules = load_rules(self._rules_folder)
        for item in items:
            result = work.read_plan(item, rules) if isinstance(item, Job) else item
            if outside.should_stop():
                return
            yield result


def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes ``ingest`` read in this process."""

    def open_pool(jobs: int | None, rules_folder: Path | None, options: Any) -> PoolHere:
        return PoolHere(rules_folder)

    monkeypatch.setattr("planparse.batch.ingest.open_pool", open_pool)
