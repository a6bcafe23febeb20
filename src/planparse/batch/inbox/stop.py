"""Ending at Ctrl-C or SIGTERM between two steps: at once while waiting or reading, else after the step."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stop:
    """Whether somebody has asked for the end."""

    def __init__(self) -> None:
        self.asked = False
        self._may_break = False

    def ask(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Asks for the end; a handler of signals. A second time changes nothing: the end is near."""
        first, self.asked = not self.asked, True
        if first and self._may_break:
            raise KeyboardInterrupt

    @contextmanager
    def breakable(self) -> Iterator[None]:
        """A step that may be broken off anywhere: KeyboardInterrupt is raised in it."""
        self._may_break = True
        try:
            if self.asked:
                raise KeyboardInterrupt
            yield
        finally:
            self._may_break = False

    def wait(self, seconds: float) -> None:
        """Waits, unless the end is asked for."""
        try:
            with self.breakable():
                time.sleep(seconds)
        except KeyboardInterrupt:
            self.asked = True


@contextmanager
def stop_on_signals() -> Iterator[Stop]:
    """Ctrl-C and SIGTERM ask for the end, while the block runs."""
    stop = Stop()
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, stop.ask) for number in numbers]
    try:
        yield stop
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
