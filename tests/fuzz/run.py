"""Damages the sample files at random and reads them: every one must be read, or refused with UnreadableError.

    python tests/fuzz/run.py --minutes 30 --seed 1 --jobs 1

Each input comes from the seed and its number alone. An input that ends in anything else is kept in the folder --keep,
named by format, seed and number, beside a text that tells what happened. --only 1234 runs one number again.

A plain mutator is the choice here, not a coverage-guided one: most time goes into libraries written in C, which
instrumented Python does not see, and XML must stay XML for the reader behind it to be reached.
"""

import argparse
import queue
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mutators import mutate

ROOT = Path(__file__).parents[2]
SECONDS = 60
MEGABYTES = 2048
_DIED = "the process died"


class Worker:
    """A process that reads files; it is started anew when one kills it or takes too long."""

    def __init__(self, seconds: float, megabytes: int) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()

    def judge(self, data: bytes) -> str:
        """What becomes of a file: "ok", "refused", or what went wrong."""
        process = self._running()
        try:
            assert process.stdin is not None
            process.stdin.write(len(data).to_bytes(8, "big") + data)
            process.stdin.flush()
            answer = self._answers.get(timeout=self._seconds)
        except queue.Empty:
            self.close()
            return f"no answer within {self._seconds:.0f} seconds"
        except OSError:
            answer = b""
        if not answer:
            self.close()
            return f"{_DIED}: {process.returncode}"
        return answer.decode().strip()

    def close(self) -> None:
        """Ends the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            command = [sys.executable, str(Path(__file__).with_name("worker.py")), str(self._megabytes)]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self._answers = queue.Queue()
            threading.Thread(target=_pump, args=(self._process.stdout, self._answers), daemon=True).start()
        return self._process


def _pump(stream: "subprocess.IO[bytes]", answers: "queue.Queue[bytes]") -> None:
    for line in iter(stream.readline, b""):
        answers.put(line)
    answers.put(b"")


def find_samples(formats: list[str]) -> list[Path]:
    """The files that are damaged: those of samples/ in the formats asked for."""
    files = (file for folder in formats for file in (ROOT / "samples" / folder).glob("*.*"))
    return sorted(file for file in files if file.suffix not in {".json", ".yaml", ".md", ".py"})


def build_input(samples: list[Path], seed: int, number: int) -> tuple[str, bytes]:
    """The name of an input and its bytes; the same for the same seed and number."""
    rng = random.Random(f"{seed}/{number}")
    sample = rng.choice(samples)
    return f"{sample.suffix[1:]}-{seed}-{number}", mutate(sample.read_bytes(), rng)


def main() -> int:
    """Returns 1 where an input failed."""
    options = _parse_options()
    samples = find_samples(options.formats.split(","))
    if not samples:
        print("no samples: build them first (see samples/README.md)", file=sys.stderr)
        return 2
    numbers = (
        iter([options.only]) if options.only is not None else _count_until(time.monotonic() + options.minutes * 60)
    )
    lock, outcomes = threading.Lock(), Counter[str]()
    threads = [
        threading.Thread(target=_work, args=(samples, options, numbers, lock, outcomes)) for _ in range(options.jobs)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    failed = sum(count for outcome, count in outcomes.items() if outcome not in {"ok", "refused"})
    print(f"{outcomes['ok']} read, {outcomes['refused']} refused, {failed} failed; seed {options.seed}")
    return 1 if failed else 0


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", type=int, help="run the input of this number and nothing else")
    parser.add_argument("--formats", default="docx,pdf,text,html,xlsx", help="folders of samples/, by commas")
    parser.add_argument("--keep", type=Path, default=ROOT / "tests" / "fuzz" / "found")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for one input")
    parser.add_argument("--megabytes", type=int, default=MEGABYTES, help="for one input")
    return parser.parse_args()


def _count_until(end: float) -> Iterator[int]:
    number = 0
    while time.monotonic() < end:
        number += 1
        yield number


def _work(
    samples: list[Path],
    options: argparse.Namespace,
    numbers: Iterator[int],
    lock: threading.Lock,
    outcomes: "Counter[str]",
) -> None:
    worker = Worker(options.seconds, options.megabytes)
    while True:
        with lock:
            number = next(numbers, None)
        if number is None:
            break
        name, data = build_input(samples, options.seed, number)
        answer = worker.judge(data)
        with lock:
            outcomes[answer] += 1
            if answer not in {"ok", "refused"}:
                _keep(options.keep, name, data, answer)
    worker.close()


def _keep(folder: Path, name: str, data: bytes, answer: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    told = answer.encode().decode("unicode_escape", "replace") if answer.startswith("'") else answer
    (folder / f"{name}.txt").write_text(told, encoding="utf-8", errors="replace")
    print(f"{name}: {told.strip().splitlines()[-1][:160]}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
