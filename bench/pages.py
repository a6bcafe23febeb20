"""How fast the pages answer that people look at: opened and filtered in a real Chromium, with every commune in them.

    python bench/communes.py SOURCE communes.duckdb     # a plan for each of the 3,321 communes
    python bench/pages.py communes.duckdb [--distinct] [--parts map ...]

``--distinct`` gives each task a name of its own, as plans of communes that copy from nobody would have. Times are of
``performance.now()`` in the page: from the change of a filter until the part in view has been filled and painted. On
a machine that others use as well the best run is nearest to what the page itself takes.
"""

import argparse
import datetime as dt
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import duckdb
from playwright.sync_api import Page, sync_playwright

from planparse.report.page.choosing import Choice
from planparse.report.page.making import Setting, make_report
from planparse.store.opening import open_read_only
from planparse.wording.catalogue import Catalogue

RUNS = 3
PARTS = ("summary", "matrix", "deadlines", "agencies", "map", "citations", "quality")
CHANGES = (
    ("query", "hai phong"),
    ("query", "dang ky"),
    ("query", ""),
    ("province", "Hải Phòng"),
    ("province", ""),
    ("field", "kinh tế số"),
    ("field", ""),
    ("year", "2026"),
    ("year", ""),
)
# The part in view is filled first; after the next frame it has been painted.
_CHANGE = """
([name, value, part]) => new Promise((done) => {
  const input = document.getElementById(`filter-${name}`);
  const begun = performance.now();
  performance.clearMeasures();
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  const look = () => {
    const filled = performance.getEntriesByType("measure").some((one) => one.name === `fill ${part}`);
    if (!filled) return setTimeout(look, 1);
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
  };
  look();
})
"""


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("--distinct", action="store_true")
    parser.add_argument("--browser", default=shutil.which("chromium") or shutil.which("google-chrome"))
    parser.add_argument("--parts", nargs="+", default=PARTS, choices=PARTS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = make_distinct(given.database, Path(folder)) if given.distinct else given.database
        page = Path(folder) / "report.html"
        write_report(database, page)
        measure_page(page, given.browser, given.parts)


def make_distinct(source: Path, folder: Path) -> Path:
    """A copy of a database in which no two tasks have the same name."""
    copy = folder / "distinct.duckdb"
    shutil.copy(source, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute("UPDATE tasks SET name = name || ' ' || plan_id")
    return copy


def write_report(database: Path, page: Path) -> None:
    """Makes the report and says how long it took."""
    begun = time.perf_counter()
    with open_read_only(database) as connection:
        setting = Setting(Choice(), dt.date(2026, 6, 15), database.name, page.parent)
        report = make_report(connection, setting, Catalogue("vi"))
    page.write_text(report.html, "utf-8")
    size = page.stat().st_size / 1e6
    print(f"report of {report.communes} communes: made in {time.perf_counter() - begun:.1f} s, {size:.1f} MB")


def measure_page(path: Path, browser_path: str, parts: Sequence[str]) -> None:
    """Opens the page several times, then changes the filters in front of each of its parts."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        opened = [open_page(browser.new_page(), path) for _ in range(RUNS)]
        for what, times in zip(("first part can be used", "all data is there"), zip(*opened, strict=True), strict=True):
            print(f"opened, {what}: {median(times):.0f} ms (best {min(times):.0f}, worst {max(times):.0f})", flush=True)
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        open_page(page, path)
        page.wait_for_timeout(3000)  # as long as a person looks before typing: texts are folded meanwhile
        for part in parts:
            page.evaluate(f"document.getElementById('{part}').scrollIntoView({{behavior: 'instant'}})")
            page.wait_for_selector(f"#{part}:not([aria-busy])")
            page.wait_for_timeout(1000)
            runs = {change: [change_filter(page, part, *change) for _ in range(RUNS)] for change in CHANGES}
            slowest = max(runs, key=lambda change: min(runs[change]))
            all_times = [one for taken in runs.values() for one in taken]
            told = f"median {median(all_times):.0f} ms, worst {max(all_times):.0f} ms"
            best = f"best run of the slowest change {min(runs[slowest]):.0f} ms ({slowest[0]} {slowest[1]!r})"
            print(f"filters before {part}: {told}; {best}", flush=True)
        browser.close()


def open_page(page: Page, path: Path) -> tuple[float, float]:
    """Milliseconds from the start of navigation until the matrix can be used, and until all data is there."""
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-whole]")
    ready, whole = page.evaluate("[document.documentElement.dataset.ready, document.documentElement.dataset.whole]")
    return float(ready), float(whole)


def change_filter(page: Page, part: str, name: str, value: str) -> float:
    """Milliseconds from a change until it is painted; another value is set before, so that there is a change."""
    page.evaluate(_CHANGE, [name, "x" if name == "query" and not value else "", part])
    page.wait_for_timeout(200)
    took = float(page.evaluate(_CHANGE, [name, value, part]))
    page.wait_for_timeout(200)
    return took


if __name__ == "__main__":
    sys.exit(main())
