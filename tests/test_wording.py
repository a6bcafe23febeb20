"""The catalogues: both languages say the same things, with the same values."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from planparse.codes import CODES, format_message, say_finding
from planparse.wording.catalogue import LANGUAGES, Catalogue, Language, list_topics
from planparse.wording.language import settle_language
from planparse.wording.message import Message

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
