"""Executes every notebook from top to bottom and fails on the first error; the files themselves keep no outputs.

Charts of cells whose metadata names a picture are drawn to build/notebooks; with --pictures to docs/notebooks, where
docs/notebooks.md shows them. That page and the notebooks must name the same pictures.
"""

import argparse
import base64
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

import planparse

ROOT = Path(__file__).parents[1]
DATABASE = ROOT / "build" / "notebooks.duckdb"
EXECUTED = ROOT / "build" / "notebooks"
PAGE = ROOT / "docs" / "notebooks.md"
PICTURES = ROOT / "docs" / "notebooks"
DRAWING = """
import altair

altair.renderers.enable("png", scale_factor=1.5)  # sharp on a screen of today, small in the repository
altair.theme.register("pictures", enable=True)(lambda: altair.theme.ThemeConfig(config={"font": "DejaVu Sans"}))
"""


def main() -> int:
    """Reads the samples into a database, then runs the notebooks on it. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", action="store_true", help="draw the pictures of docs/notebooks anew")
    folder = PICTURES if parser.parse_args().pictures else EXECUTED
    for made in (EXECUTED, folder):
        made.mkdir(parents=True, exist_ok=True)
    build_database()
    named: set[str] = set()
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        if any(cell.get("outputs") for cell in notebook.cells):
            print(f"{path.name}: holds outputs: clear them before committing", file=sys.stderr)
            return 1
        execute(notebook, path.parent)
        nbformat.write(notebook, EXECUTED / path.name)
        named |= draw_charts(notebook, folder)
        print(f"{path.name}: executed, the run is in {(EXECUTED / path.name).relative_to(ROOT)}")
    return check_page(named)


def build_database() -> None:
    """A database of the samples: plans of invented communes."""
    DATABASE.parent.mkdir(exist_ok=True)
    DATABASE.unlink(missing_ok=True)
    os.chdir(ROOT)  # paths in the database are told from here
    summary = planparse.ingest(["samples/docx"], DATABASE)
    if summary.failed:
        sys.exit(f"{summary.failed[0].source_path}: {summary.failed[0].error}")
    os.environ |= {"PLANPARSE_DB": str(DATABASE), "PLANPARSE_ROOT": str(ROOT)}


def execute(notebook: Any, folder: Path) -> None:
    """Runs all cells; charts come out as pictures, in a font that has all letters of Vietnamese."""
    notebook.cells.insert(0, nbformat.v4.new_code_cell(DRAWING))
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    del notebook.cells[0]


def draw_charts(notebook: Any, folder: Path) -> set[str]:
    """Writes the charts of cells that name a picture; returns the names."""
    named = set()
    for cell in notebook.cells:
        name = cell.metadata.get("picture")
        if name:
            (picture,) = find_pictures(cell)
            (folder / f"{name}.png").write_bytes(picture)
            named.add(name)
    return named


def find_pictures(cell: Any) -> Iterator[bytes]:
    """The charts that a cell shows."""
    for output in cell.outputs:
        if picture := output.get("data", {}).get("image/png"):
            yield base64.b64decode(picture)


def check_page(named: set[str]) -> int:
    """The page shows every picture, and shows none that is not there."""
    shown = set(re.findall(r"\(notebooks/([\w-]+)\.png\)", PAGE.read_text("utf-8")))
    there = {file.stem for file in PICTURES.glob("*.png")}
    for names, trouble in ((named - shown, "not shown in"), (shown - named, "no notebook draws it, but it is in")):
        for name in sorted(names):
            print(f"{name}: {trouble} docs/notebooks.md", file=sys.stderr)
    for name in sorted(named ^ there):
        print(f"{name}: docs/notebooks is not up to date: run notebooks/run.py --pictures", file=sys.stderr)
    return 1 if named != shown or named != there else 0


if __name__ == "__main__":
    sys.exit(main())
