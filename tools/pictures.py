"""Draws the pictures of the READMEs from the samples: ``python tools/pictures.py`` (needs Chromium: make browser)."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from browsing import DESKTOP, chromium  # noqa: E402 - what starts the browser of the tests starts this one

PICTURES = ROOT / "docs" / "pictures"
PLANPARSE = (sys.executable, "-m", "planparse", "--lang", "vi")


def main() -> None:
    """Reads the samples, makes the report, opens the review page, and photographs both."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "plans.duckdb")
        run("ingest", "samples/pdf", "--db", str(database))
        page = Path(folder, "report.html")
        run("report", "--db", str(database), "--out", str(page), "--today", "2026-07-01")
        photograph_report(page.as_uri())
        photograph_review(database)


def run(*arguments: str) -> None:
    """Runs planparse on the samples."""
    subprocess.run([*PLANPARSE, *arguments], cwd=ROOT, check=True, capture_output=True)


def photograph_report(address: str) -> None:
    """The heat map, in the middle of the page."""
    with chromium() as browser:
        page = browser.new_page(viewport=DESKTOP)
        page.goto(address)
        page.locator("#matrix [role=gridcell]").first.wait_for()
        page.locator("#matrix").scroll_into_view_if_needed()
        page.evaluate("document.getElementById('matrix').scrollIntoView()")
        page.screenshot(path=PICTURES / "report-matrix.png")


def photograph_review(database: Path) -> None:
    """A task beside its page, with its cells outlined."""
    command = [*PLANPARSE, "review", "--db", str(database), "--no-open", "--user", "Lan"]
    with (
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server,
        chromium() as browser,
    ):
        try:
            told = next(line for line in server.stdout or () if "token=" in line)
            page = browser.new_page(viewport=DESKTOP)
            page.goto(re.findall(r"http://\S+", told)[0])
            page.locator("[type=search]").fill("tu cham diem chi so")
            page.get_by_text("Tự chấm điểm chỉ số").first.click()
            page.locator("svg rect").first.wait_for()
            page.wait_for_load_state("networkidle")
            page.screenshot(path=PICTURES / "review.png")
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
