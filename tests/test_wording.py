"""The catalogues: both languages say the same things, with the same values."""

import ast
import errno
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from planparse import errors
from planparse.codes import CODES, format_message, say_finding
from planparse.errors import PlanparseError, UsageError
from planparse.wording.catalogue import LANGUAGES, Catalogue, Language, list_topics
from planparse.wording.language import settle_language
from planparse.wording.message import Message
from planparse.wording.recognition import say_again
from planparse.wording.system import SystemReason

TOPICS = list_topics("en")
PACKAGE = Path(__file__).parents[1] / "src" / "planparse"


def texts(language: Language, topic: str) -> dict[str, str]:
    return Catalogue(language).below(topic)


def placeholders(text: str) -> list[str]:
    return sorted(set(re.findall(r"\{(\w+)[^}]*\}", text)))


def test_both_languages_have_the_same_files() -> None:
    assert list_topics("en") == list_topics("vi")


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_have_the_same_texts_with_the_same_values(topic: str) -> None:
    english, vietnamese = texts("en", topic), texts("vi", topic)
    assert sorted(english) == sorted(vietnamese)
    differing = {key for key, text in english.items() if placeholders(text) != placeholders(vietnamese[key])}
    assert set() == differing


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_no_text_is_empty(topic: str, language: Language) -> None:
    assert {} == {key: text for key, text in texts(language, topic).items() if not text.strip() or text == "None"}


def keys_in_code() -> Iterator[tuple[str, str]]:
    """Every text that the code asks for by a key that it spells out."""
    asked = re.compile(r"""(?:\bsay|\bMessage)\(\s*f?["']([a-z_]+(?:\.[a-z_0-9]+)+)["']""")
    for path in sorted(PACKAGE.rglob("*.py")):
        for key in asked.findall(path.read_text("utf-8")):
            yield path.name, key


def test_every_text_that_the_code_asks_for_exists() -> None:
    asked = list(keys_in_code())
    assert asked
    assert [] == [(name, key) for name, key in asked if not Catalogue("en").has(key)]


def test_the_call_decides_before_the_variable_and_the_variable_before_the_locale() -> None:
    assert settle_language("en", {"PLANPARSE_LANG": "vi", "LANG": "vi_VN.UTF-8"}) == "en"
    assert settle_language(None, {"PLANPARSE_LANG": "vi", "LANG": "en_US.UTF-8"}) == "vi"
    assert settle_language(None, {"LANG": "vi_VN.UTF-8"}) == "vi"
    assert settle_language(None, {"LC_ALL": "C", "LANG": "vi_VN.UTF-8"}) == "en"
    assert settle_language(None, {}) == "en"


def test_a_message_within_a_message_is_said_in_the_same_language() -> None:
    inner = Message("errors.example", path="a.docx")
    assert Message("errors.example", path=inner).say(Catalogue("vi")).count("không có tệp này") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_meaning_and_an_advice(language: Language) -> None:
    """And there is no text for a code that does not exist."""
    told = texts(language, "codes")
    assert sorted(f"{code}.{part}" for code in CODES for part in ("advice", "meaning")) == sorted(told)


@pytest.mark.parametrize("code", CODES)
def test_a_stored_finding_is_said_in_the_language_of_the_reader(code: str) -> None:
    """Its meaning; the words of the plan stay as they are, whatever they are."""
    for quoted in ("", "Đạt: {x}", CODES[code].meaning):
        stored = format_message(code, quoted)
        assert stored == say_finding(code, stored, Catalogue("en"))
        said = say_finding(code, stored, Catalogue("vi"))
        assert said == (f"{CODES[code].say_meaning(Catalogue('vi'))}: {quoted}" if quoted else said)
        assert CODES[code].meaning not in said.removesuffix(quoted)
    assert "of a later version" == say_finding("later.code", "of a later version", Catalogue("vi"))


RECOGNISED = ("errors", "system", "faults", "rulecheck", "explain", "calls.wrong")


def sample_values(text: str) -> dict[str, object]:
    """A value for each placeholder: a number where one is formatted, else a name that no text has."""
    found = re.findall(r"\{(\w+)(![rs])?(:[^}]*)?\}", text)
    return {name: 7 if spec else f"tệp {name} số 1" for name, _, spec in found}


@pytest.mark.parametrize("topic", RECOGNISED)
def test_an_english_sentence_is_recognised_by_its_text(topic: str) -> None:
    """What a database keeps in English is said in Vietnamese, with the same values; no two texts are mistaken."""
    english, vietnamese = Catalogue("en").below(topic), Catalogue("vi").below(topic)
    mistaken = {}
    for key, text in english.items():
        values = sample_values(text)
        said = say_again(text.format_map(values), Catalogue("vi"), topic)
        if said != vietnamese[key].format_map(values):
            mistaken[key] = said
    assert {} == mistaken


def test_a_sentence_that_no_text_fits_stays_as_it_is() -> None:
    for told in ("", "nothing of ours", "a: b: c", "Binder Error: no such column {x}"):
        assert (
            told == say_again(told, Catalogue("vi"), "errors", "system") == say_again(told, Catalogue("en"), "errors")
        )


def test_a_reason_of_the_system_within_an_error_is_said_too() -> None:
    stored = "cannot be opened (Permission denied)"
    assert "không mở được (không có quyền truy cập)" == say_again(stored, Catalogue("vi"), "errors", "system")
    named = Message("errors.file.named", path="a.docx", problem=SystemReason(errno.EACCES, "Permission denied"))
    assert ("a.docx: Permission denied", "a.docx: không có quyền truy cập") == (str(named), named.say(Catalogue("vi")))


def test_a_message_goes_to_another_process_and_back() -> None:
    """Workers hand errors over: what they say must be the same there."""
    error = UsageError(Message("errors.file.named", path=Path("a.docx"), problem=Message("errors.file.empty")))
    again = pickle.loads(pickle.dumps(error))
    assert ("a.docx: the file is empty", "a.docx: tệp trống") == (str(again), again.say(Catalogue("vi")))


ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, PlanparseError)}
NOT_MOVED_YET = {"report/export.py"}


def errors_in_mere_words(path: Path) -> Iterator[int]:
    """Lines at which an error is made with words instead of a key of the catalogue."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS and node.args:
            words = node.args[0]
            if isinstance(words, ast.JoinedStr) or (isinstance(words, ast.Constant) and isinstance(words.value, str)):
                yield node.lineno


def test_every_error_is_named_by_a_key() -> None:
    """So that it can be said in the language of the call."""
    found = [
        f"{name}:{line}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if (name := path.relative_to(PACKAGE).as_posix()) not in NOT_MOVED_YET
        for line in errors_in_mere_words(path)
    ]
    assert [] == found
