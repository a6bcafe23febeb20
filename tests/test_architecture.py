"""The table of who may import whom, as a test. See the style of the house in the README: imports run one way."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "planparse"

# room -> rooms it may import. A room may import itself; anything not listed is forbidden.
STAGE_ROOMS = {"read", "clean", "structure", "extract", "normalise"}
MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    # what is said to people; the texts are data. Rooms that raise errors name the texts of them.
    "wording": set(),
    "errors": {"wording"},
    "codes": {"model", "wording"},
    "text": {"model"},
    "rulebook": {"model", "errors", "text", "wording"},
    "read": {"model", "codes", "errors", "text", "wording"},
    "clean": {"model", "codes", "text", "rulebook"},
    "structure": {"model", "codes", "text", "rulebook"},
    "extract": {"model", "codes", "text", "rulebook"},
    "normalise": {"model", "codes", "text", "rulebook"},
    # what holds between plans: keys in, clusters of keys out
    "link": {"model", "text"},
    "pipeline": {"model", "rulebook", "errors", "codes"} | STAGE_ROOMS,
    # link: whether two names are one task is decided by their keys and by what joins keys
    "rulecheck": {"rulebook", "normalise", "structure", "text", "link"},
    "explaining": {"rulebook", "normalise", "model"},
    # proposals are put to the test of the rules before they are written
    "suggest": {"rulebook", "rulecheck", "normalise", "text", "store", "errors", "model", "wording"},
    # text: titles of two files are compared folded
    "store": {"model", "errors", "text", "wording"},
    "batch": {"pipeline", "store", "link", "correct", "model", "errors", "rulebook", "wording"},
    # corrections of a reviewer, on top of what was read
    "correct": {"model", "text", "rulebook", "normalise", "codes"},
    # codes: findings are told in the words of the reader's language; text: names are looked up as people type them
    "report": {"store", "errors", "model", "wording", "codes", "text"},
    # what a clerk asks of a draft before it is signed: all that the stages found, and what only the whole shows;
    # structure: lines of the header and "Kèm theo" lines are taken apart by what read them first
    "inspect": {"pipeline", "structure", "rulebook", "model", "text", "codes", "wording"},
    # the local page; read: pictures of pages; batch: the source files, and the one way into the database
    "review": {
        "store",
        "batch",
        "correct",
        "report",
        "rulebook",
        "read",
        "model",
        "codes",
        "errors",
        "wording",
        "text",
    },
    # read: a picture of a page, with boxes in the coordinates that its reader gave them
    "cli": {
        *("batch", "pipeline", "rulebook", "rulecheck", "explaining", "suggest"),
        *("store", "report", "review", "inspect", "codes", "errors", "model", "read", "wording"),
    },
    "__main__": {"cli"},
    "__init__": {"api"},
    # the commands as functions; wording: their errors are said in each language
    "api": {"batch", "pipeline", "rulebook", "store", "report", "model", "errors", "wording"},
}

# Each of these packages is known to one place only.
OWNED_BY: dict[str, set[str]] = {
    "pydantic": {"model", "rulebook"},
    "yaml": {"rulebook", "cli", "report", "wording"},
    "docx": {"read"},
    "lxml": {"read"},
    "pdfplumber": {"read"},
    "pypdfium2": {"read"},
    "cv2": {"read"},
    "numpy": {"read"},
    "pdfminer": {"read"},
    "cryptography": {"read"},
    "PIL": {"read"},
    "rapidfuzz": {"normalise", "report", "link", "suggest"},
    "dateutil": {"normalise"},
    "duckdb": {"store", "report", "suggest"},
    "filelock": {"store", "batch"},
    "typer": {"cli"},
    "rich": {"cli"},
    "xlsxwriter": {"report"},
    "altair": {"report"},
    "vl_convert": {"report"},
    "jinja2": {"report", "review"},
    "starlette": {"review"},
    "uvicorn": {"review"},
    "pyvi": {"text"},
    "pycrfsuite": {"text"},
    "psutil": {"batch"},
    # optional: only what reads elsewhere than on this machine knows them
    "ray": {"batch"},
    "fsspec": {"batch"},
}


def room_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            yield node.module


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_follow_the_arrows(path: Path) -> None:
    room = room_of(path)
    allowed = MAY_IMPORT[room] | {room}
    ours = [name.split(".")[1] for name in imports_of(path) if name.startswith("planparse.")]
    assert [] == [other for other in ours if other not in allowed]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_each_library_has_its_owner(path: Path) -> None:
    roots = {name.split(".")[0] for name in imports_of(path)}
    assert set() == {root for root in roots & set(OWNED_BY) if room_of(path) not in OWNED_BY[root]}


def test_every_room_is_in_the_table() -> None:
    assert set() == {room_of(path) for path in MODULES} - set(MAY_IMPORT)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_over_300_lines_asks_to_be_split(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300
