"""Reads one file after the other through the whole pipeline and says what became of each.

A file comes as its length (eight bytes) and its bytes; the answer is one line: "ok", "refused", or the exception.
"""

import resource
import sys
import traceback

from planparse.errors import UnreadableError
from planparse.pipeline import parse_bytes
from planparse.rulebook.book import load_rules
from planparse.store.lines import build_plan_lines


def main(megabytes: int) -> None:
    """Answers until there is nothing more to read."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    rules = load_rules()
    source, answers = sys.stdin.buffer, sys.stdout
    while head := source.read(8):
        print(judge(source.read(int.from_bytes(head, "big")), rules), file=answers, flush=True)


def judge(data: bytes, rules: object) -> str:
    """What becomes of a file; a line break in the answer is written as such."""
    try:
        build_plan_lines(parse_bytes(data, "x", rules))  # type: ignore[arg-type]
    except UnreadableError as error:
        return "refused" if len(str(error).splitlines()) == 1 else f"message of several lines: {str(error)!r}"
    except Exception:
        return repr(traceback.format_exc()[-4000:])
    return "ok"


if __name__ == "__main__":
    main(int(sys.argv[1]))
