"""Where output goes: the terminal, as wide as it is; elsewhere a page wide enough for tables."""

import os
import sys
from typing import TextIO

from rich.console import Console

from planparse.cli.language import catalogue

_VIETNAMESE_SIGNS = str.maketrans(",.", ".,")  # 1.234,5
_PAGE_WIDTH = 160  # of output that goes into a file or another program


def build_console(stream: TextIO) -> Console:
    """A console that prints text as it is: no colours or markup made from the words of a plan."""
    width = None if stream.isatty() or "COLUMNS" in os.environ else _PAGE_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def count_of(number: int, noun: str) -> str:
    """A number with its noun, in the language of the call; nouns stand below ``cli.count``.

    >>> count_of(1, "task"), count_of(12, "task")
    ('1 task', '12 tasks')
    """
    return catalogue().say(f"cli.count.{noun}.{'one' if number == 1 else 'many'}", number=number)


def format_decimal(number: float, places: int, *, grouped: bool = False) -> str:
    """A number with so many decimal places, as the language of the call writes it.

    >>> format_decimal(1234.56, 1), format_decimal(1234.56, 0, grouped=True)
    ('1234.6', '1,235')
    """
    text = f"{number:,.{places}f}" if grouped else f"{number:.{places}f}"
    return text if catalogue().language == "en" else text.translate(_VIETNAMESE_SIGNS)


def tell(message: str) -> None:
    """A line on stderr, in the name of the program."""
    print(catalogue().say("cli.planparse_says", told=message), file=sys.stderr)
