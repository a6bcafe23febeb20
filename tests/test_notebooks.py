"""The notebooks: stored without outputs, on the public interface, and shown with pictures that exist."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

import planparse

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PAGE = (ROOT / "docs" / "notebooks.md").read_text("utf-8")


def cells(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text("utf-8"))["cells"]


def code(path: Path) -> str:
    return "\n".join("".join(cell["source"]) for cell in cells(path) if cell["cell_type"] == "code")


def test_there_are_four() -> None:
    assert ["01", "02", "03", "04"] == [path.name[:2] for path in NOTEBOOKS]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_hold_no_outputs(path: Path) -> None:
    assert [] == [cell for cell in cells(path) if cell.get("outputs") or cell.get("execution_count")]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_use_public_names_only(path: Path) -> None:
    tree = ast.parse(code(path))
    imported = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    imported += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert [] == [name for name in imported if name.startswith("planparse.")]
    names = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "planparse"
    }
    assert set() == names - set(planparse.__all__)


def test_the_page_shows_every_picture_and_names_every_notebook() -> None:
    shown = re.findall(r"\]\(notebooks/([\w-]+)\.png\)", PAGE)
    named = [cell["metadata"]["picture"] for path in NOTEBOOKS for cell in cells(path) if "picture" in cell["metadata"]]
    there = [file.stem for file in (ROOT / "docs" / "notebooks").glob("*.png")]
    assert sorted(shown) == sorted(named) == sorted(there)
    assert [] == [path.name for path in NOTEBOOKS if f"(../notebooks/{path.name})" not in PAGE]
