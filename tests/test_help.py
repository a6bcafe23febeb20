"""Help and wrong calls: every command and parameter has its words in both languages."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import typer.main

from planparse.cli.app import app
from planparse.cli.main import run
from planparse.wording.catalogue import LANGUAGES, Catalogue

Run = Callable[..., tuple[int, str, str]]
VIETNAMESE = re.compile(r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)


@pytest.fixture
def planparse(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command; gives exit code, stdout and stderr."""
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def walk(words: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield words, command
    for name, child in (getattr(command, "commands", None) or {}).items():
        yield from walk(f"{words} {name}".strip(), child)


COMMANDS = dict(walk("", typer.main.get_command(app)))


def list_wanted(words: str, command: Any) -> Iterator[tuple[str, ...]]:
    """The texts that a command must have; each may stand at any of these keys."""
    place = f"help.{words or 'planparse'}"
    yield (f"{place}.about",)
    if words:
        yield (f"{place}.short",)
    if command.epilog:
        yield (f"{place}.epilog",)
    for param in command.params:
        yield f"{place}.options.{param.name}", f"help.every.{param.name}"


def test_every_command_and_parameter_has_a_text_in_both_languages() -> None:
    """What a new command lacks is listed: texts of help.yaml, by their keys."""
    missing = [
        f"{language}: {keys[0]}"
        for words, command in COMMANDS.items()
        for keys in list_wanted(words, command)
        for language in LANGUAGES
        if not any(Catalogue(language).has(key) for key in keys)
    ]
    assert [] == missing


@pytest.mark.parametrize("words", COMMANDS)
def test_help_is_in_the_language_of_the_call(planparse: Run, words: str) -> None:
    """Before or behind the command, and whatever else is asked."""
    _, vietnamese, _ = planparse(*words.split(), "--help", "--lang", "vi")
    assert (0, vietnamese, "") == planparse("--lang", "vi", *words.split(), "--help")
    assert vietnamese.startswith(f"Cách dùng: planparse {words}".strip())
    assert "Tùy chọn:" in vietnamese and "Options" not in vietnamese
    english = planparse(*words.split(), "--help")[1]
    assert english.startswith("Usage: planparse") and english == planparse(*words.split(), "--lang=en", "--help")[1]


@pytest.mark.parametrize("words", COMMANDS)
def test_vietnamese_help_says_all_that_english_help_says(planparse: Run, words: str) -> None:
    """The same options and commands, each with a text that is Vietnamese."""
    english, vietnamese = (planparse("--lang", language, *words.split(), "--help")[1] for language in LANGUAGES)
    names = re.compile(r"^  (?:-\w, )?(--[\w-]+|[a-z]+(?=  ))", re.MULTILINE)
    assert sorted(names.findall(english)) == sorted(names.findall(vietnamese))
    texts = Catalogue("vi").below(f"help.{words or 'planparse'}")
    assert [] == [key for key, text in texts.items() if not VIETNAMESE.search(text)]


def test_a_call_that_says_its_language_alone_shows_help(planparse: Run) -> None:
    code, out, err = planparse("--lang", "vi")
    assert (2, "") == (code, out) and err.startswith("Cách dùng: planparse [TÙY CHỌN] LỆNH")
    assert planparse("rules", "--lang=vi")[2].startswith("Cách dùng: planparse rules")


def test_the_variable_settles_the_language_and_the_call_decides(
    planparse: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANPARSE_LANG", "vi")
    assert "Thiếu tham số 'FILE'" in planparse("parse")[2]
    assert "Missing argument 'FILE'" in planparse("parse", "--lang", "en")[2]


@pytest.mark.parametrize("arguments", [("--lang", "fr", "status"), ("status", "--lang", "fr"), ("status", "--lang=")])
def test_a_language_that_is_not_spoken_is_one_line(planparse: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = planparse(*arguments)
    assert (2, "", 1) == (code, out, len(err.splitlines()))
    assert "Invalid value for '--lang'" in err and "'vi', 'en'" in err


WRONG_CALLS = [
    (("parse",), "Thiếu tham số 'FILE'"),
    (("export", "out"), "Thiếu tùy chọn '--format'. Chọn một trong: xlsx, parquet, csv, datapackage"),
    (("comp",), "Không có lệnh 'comp'. Có phải anh/chị muốn dùng 'compare'?"),
    (("nonsense",), "Không có lệnh 'nonsense'"),
    (("compare", "--zzzz"), "Không có tùy chọn --zzzz"),
    (("compare", "--form"), "Không có tùy chọn --form (có thể là: --format)"),
    (("compare", "--db"), "Tùy chọn '--db' phải có một giá trị đi kèm"),
    (("compare", "more"), "Thừa tham số (more)"),
    (("compare", "--shared", "x"), "Giá trị của '--shared' không hợp lệ: phải là số nguyên"),
    (("compare", "--shared", "0"), "Giá trị của '--shared' không hợp lệ: phải lớn hơn hoặc bằng 1"),
    (("compare", "--min-score", "101"), "Giá trị của '--min-score' không hợp lệ: phải nhỏ hơn hoặc bằng 100"),
    (("compare", "--min-score", "x"), "Giá trị của '--min-score' không hợp lệ: phải là số"),
    (
        ("compare", "--format", "pdf"),
        "Giá trị của '--format' không hợp lệ: 'pdf' không thuộc các giá trị cho phép: 'table', 'csv', 'json'",
    ),
    (("rules", "explain", "x", "--year", "1.5"), "Giá trị của '--year' không hợp lệ: phải là số nguyên"),
]


@pytest.mark.parametrize(("arguments", "told"), WRONG_CALLS)
def test_a_wrong_call_is_told_in_vietnamese(planparse: Run, arguments: tuple[str, ...], told: str) -> None:
    """One line, and nothing of the English of the library."""
    code, out, err = planparse("--lang", "vi", *arguments)
    assert (2, "", f"planparse: {told} (xem planparse --help)\n") == (code, out, err)


def test_gold_export_does_not_promise_a_folder_that_it_does_not_make() -> None:
    assert "must exist" in Catalogue("en").say("help.gold export.options.out")
    assert "có sẵn" in Catalogue("vi").say("help.gold export.options.out")
