"""How long a reviewer waits: the review page of a large database, in a real browser, from a cold server.

Usage: python bench/review_page.py DB [DIR]: a database, which is copied, and where its source files are.
Times are of the page itself: from the request to the moment at which what was asked for is drawn.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from browsing import DESKTOP, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

_RUNS = 5
# Sets a filter as a reviewer does, and waits until the list has been drawn again.
_FILTER = """
([name, value]) => new Promise(resolve => {
    const list = document.getElementById('items');
    const before = performance.now();
    const watch = new MutationObserver(() => requestAnimationFrame(() => {
        watch.disconnect();
        resolve(performance.now() - before);
    }));
    watch.observe(list, {childList: true});
    const control = document.querySelector(`#filters [name="${name}"]`);
    control.value = value;
    control.dispatchEvent(new Event(name === 'text' ? 'input' : 'change', {bubbles: true}));
})
"""
_FILTERS = (
    ("text", "chuyen doi so"),
    ("text", "xã hội số"),
    ("text", ""),
    ("province", "Hà Nội"),
    ("province", ""),
    ("doubt", "indicator.unmatched"),
    ("doubt", ""),
    ("part", "task"),
    ("reviewed", "all"),
)


def main(db: Path, files: Path | None) -> None:
    """Prints the times."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        copy = Path(shutil.copy(db, folder))
        opened, ready = [], []
        for run in range(_RUNS):
            started = time.perf_counter()
            process, address = _start(copy, files)
            ready.append(time.perf_counter() - started)
            page = browser.new_context(viewport=DESKTOP).new_page()
            started = time.perf_counter()
            page.goto(address)
            page.wait_for_selector(".item")
            page.wait_for_selector(".sheet")
            opened.append(time.perf_counter() - started)
            if run == _RUNS - 1:
                page.press("#naming input", "Enter")
                _print_filters(page)
                _print_steps(page)
            page.close()
            process.terminate()
            process.wait()
    print(f"from the command to the printed address: {median(ready):.2f} s")
    print(f"from the address to the first record:    {median(opened):.2f} s (largest {max(opened):.2f})")


def _start(db: Path, files: Path | None) -> tuple["subprocess.Popen[str]", str]:
    options = ["--files", str(files)] if files else []
    command = [sys.executable, "-m", "planparse", "review", "--db", str(db), "--no-open", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    found = re.search(r"http\S+", process.stdout.readline())
    assert found
    return process, found[0]


def _print_filters(page: "Page") -> None:
    for name, value in _FILTERS:
        times = []
        for _ in range(_RUNS):
            times.append(page.evaluate(_FILTER, [name, value]))
            if value:
                page.evaluate(_FILTER, [name, ""])
                page.evaluate(_FILTER, [name, value])
        waits = " (80 ms of it for the next letter)" if name == "text" else ""
        print(f"filter {name} = {value!r}: {median(times):.0f} ms{waits}")


def _print_steps(page: "Page") -> None:
    times = []
    for _ in range(_RUNS * 2):
        before = page.get_attribute(".sheet", "data-record")
        started = time.perf_counter()
        page.keyboard.press("j")
        while page.get_attribute(".sheet", "data-record") == before:
            page.wait_for_timeout(5)
        times.append(time.perf_counter() - started)
    print(f"next record: {median(times) * 1000:.0f} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
