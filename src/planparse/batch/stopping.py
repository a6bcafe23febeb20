"""Ctrl-C, and SIGTERM from the system: a wish to end that is heeded where nothing breaks in two."""

import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self

from planparse.batch.bell import Bell
from planparse.batch.results import Ending

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_ONE_WISH_SECONDS = 0.3  # a terminal and a program that passes signals on may both send the one that a person sent


class Stopping:
    """Hears the wish to end while it is entered, in the main thread only: others hear no signals.

    The second wish ends the process at once: its workers see that and end too.
    """

    def __init__(self, bell: Bell) -> None:
        self.bell = bell
        self._signal: int | None = None
        self._heard_at = 0.0
        self._may_raise = False
        self._before: dict[int, Callable[[int, FrameType | None], Any] | int | None] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = {number: signal.signal(number, self._hear) for number in _SIGNALS}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @property
    def is_wanted(self) -> bool:
        """Whether somebody wants it to end."""
        return self._signal is not None

    @property
    def ending(self) -> Ending:
        """How the batch ends."""
        match self._signal:
            case None:
                return "finished"
            case signal.SIGTERM:
                return "terminated"
            case _:
                return "interrupted"

    def break_off(self, action: Callable[[], None]) -> None:
        """Does something that the wish may break off at any moment, and that has then not been done."""
        self._may_raise = True
        try:
            if not self.is_wanted:
                action()
        except (KeyboardInterrupt, RuntimeError):  # the second is what duckdb makes of it while a statement runs
            if not self.is_wanted:
                raise
        finally:
            self._may_raise = False

    def _hear(self, number: int, frame: FrameType | None) -> None:
        now = time.monotonic()
        if self._signal is None:
            self._signal, self._heard_at = number, now
            self.bell.ring()
            if self._may_raise:
                raise KeyboardInterrupt
        elif now - self._heard_at > _ONE_WISH_SECONDS:
            os._exit(128 + number)
