"""The READMEs: every command, table and view is explained; every command line, link and make target exists."""

import doctest
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from planparse.cli.app import app
from planparse.codes import CODES

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.vi.md")
STORE = ROOT / "src" / "planparse" / "store"


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def commands() -> dict[str, Any]:
    """Every command by its words ("rules check")."""
    return dict(walk("", typer.main.get_command(app)))


def walk(words: str, command: Any) -> Iterator[tuple[str, Any]]:
    children = getattr(command, "commands", None)
    if not children:
        yield words, command
    for name, child in (children or {}).items():
        yield from walk(f"{words} {name}".strip(), child)


def tables_and_views() -> list[str]:
    sql = (STORE / "schema.sql").read_text("utf-8") + (STORE / "views.sql").read_text("utf-8")
    return re.findall(r"^CREATE (?:TABLE|OR REPLACE VIEW) (\w+)", sql, re.MULTILINE)


def command_lines(text: str) -> list[str]:
    """What the reader is told to type: after a prompt in a block, or between backticks."""
    typed = re.findall(r'^ {4}\$ planparse ((?:[^"\n]|"[^"]*")*)$', text, re.MULTILINE)
    quoted = re.findall(r"`planparse ([^`]+)`", text)
    return [*typed, *quoted]


def test_there_are_commands_tables_and_views_to_look_for() -> None:
    assert {"ingest", "rules check"} <= set(commands())
    assert {"plans", "tasks", "v_coverage"} <= set(tables_and_views())


@pytest.mark.parametrize("command", commands())
@pytest.mark.parametrize("readme", READMES)
def test_every_command_is_explained(readme: str, command: str) -> None:
    assert f"`planparse {command}" in read(readme)


@pytest.mark.parametrize("name", tables_and_views())
def test_every_table_and_view_has_a_line_in_a_table(name: str) -> None:
    assert f"\n| `{name}` |" in read("README.md")


@pytest.mark.parametrize("readme", READMES)
def test_every_command_line_names_a_command_and_options_that_exist(readme: str) -> None:
    known = commands()
    lines = command_lines(read(readme))
    assert len(lines) > 10
    for line in lines:
        words = shlex.split(line)
        name = " ".join(words[:2]) if " ".join(words[:2]) in known else words[0]
        assert name in known or name == "COMMAND", line
        options = {text for param in getattr(known.get(name), "params", ()) for text in param.opts} | {"--help"}
        assert {word for word in words if word.startswith("--")} <= options, line


@pytest.mark.parametrize("readme", READMES)
def test_every_relative_link_leads_to_a_file_or_heading(readme: str) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", read(readme))
    assert links
    for link in links:
        path, _, heading = link.partition("#")
        assert (ROOT / path).exists(), link
        headings = re.findall(r"^#+ (.+)$", read(path or readme), re.MULTILINE) if heading else []
        assert not heading or heading in {slug(text) for text in headings}, link


@pytest.mark.parametrize("readme", READMES)
def test_every_make_target_exists(readme: str) -> None:
    makefile = read("Makefile")
    targets = set(re.findall(r"\bmake ([a-z-]+)(?=`|  )", read(readme)))
    assert {"demo", "test"} <= targets
    assert [] == [target for target in sorted(targets) if not re.search(rf"^{target}:", makefile, re.MULTILINE)]


@pytest.mark.parametrize("readme", READMES)
def test_every_note_code_in_a_readme_exists(readme: str) -> None:
    subjects = "|".join(sorted({code.split(".")[0] for code in CODES}))
    named = set(re.findall(rf"[`\[]((?:{subjects})\.(?!yaml|csv)[a-z_]+)[`\]]", read(readme)))
    assert "agency.unmatched" in named
    assert set() == named - set(CODES)


def slug(heading: str) -> str:
    """How a heading is addressed in a link."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_what_the_page_about_python_shows_is_what_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its examples read the samples, as a person at the root of a checkout would."""
    monkeypatch.chdir(ROOT)
    assert 0 == doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False).failed
