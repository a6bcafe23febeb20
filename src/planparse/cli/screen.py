"""Where output goes: the terminal, as wide as it is; elsewhere a page wide enough for tables."""

import os
from typing import TextIO

from rich.console import Console

_PAGE_WIDTH = 160  # of output that goes into a file or another program


def build_console(stream: TextIO) -> Console:
    """A console that prints text as it is: no colours or markup made from the words of a plan."""
    width = None if stream.isatty() or "COLUMNS" in os.environ else _PAGE_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def count_of(number: int, noun: str) -> str:
    """A number with its noun.

    >>> count_of(1, "task"), count_of(12, "task")
    ('1 task', '12 tasks')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
