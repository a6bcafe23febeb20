"""Letters from before Unicode: told by the name of the font where it is true, by spelling where it is not."""

import unicodedata

import pytest
from docx_builder import build_docx, notes, para, reference, run
from hypothesis import given, settings
from hypothesis import strategies as st
from legacy_letters import to_tcvn3, to_vni

from planparse.model.base import Outcome
from planparse.model.source import Paragraph, Source
from planparse.read.docx import read_docx
from planparse.read.legacy_fonts import decode_guessed, guess_encoding, is_legacy_font, repair_lines, to_unicode
from planparse.read.text import decode_text, read_text
from planparse.text.syllables import is_syllable

PLAIN = "Ủy ban nhân dân xã Sông Thử giao Phòng Văn hóa - Xã hội rà soát 12 khu phố trước ngày 30/6/2026; đường thủy."
FRENCH = "Le café de Müller à Besançon coûte 3 €; l'élève naïf déjà reçu, maïs, Noël, où, hôpital."


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def texts(outcome: Outcome[Source]) -> list[str]:
    return [block.text for block in outcome.value.blocks if isinstance(block, Paragraph)]


def codes(outcome: Outcome[Source]) -> list[tuple[str, str]]:
    return [(note.code, note.text) for note in outcome.notes]


SYLLABLES = [
    "nghiêng",
    "quyết",
    "khuỷu",
    "giếng",
    "Ủy",
    "ủy",
    "uỷ",
    "hoà",
    "hòa",
    "ĐƯỜNG",
    "xoong",
    "yến",
    "iếc",
    "gì",
    "quý",
]
NO_SYLLABLES = ["HĐND", "viêt", "hoạcc", "Vieät", "nh©n", "café", "tháǹg", "ngg", "đươơng", ""]


@pytest.mark.parametrize("word", SYLLABLES)
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", NO_SYLLABLES)
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_the_encoding_is_told_by_spelling() -> None:
    assert "tcvn3" == guess_encoding(to_tcvn3(PLAIN))
    assert "vni" == guess_encoding(to_vni(PLAIN))


@pytest.mark.parametrize("text", [PLAIN, FRENCH, "12 m², ±5 °C, «Chỉ tiêu», §3", "", "HĐND; NĐ-CP; ®", "Vieät"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert (text, None) == repair_lines(text)


OTHERS = [PLAIN, FRENCH, "Xã Hà Trì, 12 m²"]


@pytest.mark.parametrize("others", [OTHERS, [FRENCH, FRENCH]], ids=["unicode", "french"])
def test_only_the_foreign_lines_of_a_text_are_decoded(others: list[str]) -> None:
    text, encoding = repair_lines("\n".join([*others, to_vni(PLAIN), *others]))
    assert [*others, PLAIN, *others] == text.split("\n")
    assert "vni" == encoding


def test_capitals_that_only_the_font_made_come_back() -> None:
    plain = "KẾ HOẠCH\nVỀ ĐẦU TƯ VÀ Ủ ẤM\nĐà Nẵng, Ủy ban, MTTQ đã"
    typed = to_tcvn3(plain).replace("ñ ban", "û ban")
    repaired, _ = repair_lines(typed)
    assert ["KẾ HOẠCH", "VỀ ĐẦU TƯ VÀ Ủ ẤM"] == repaired.split("\n")[:2]
    assert "MTTQ đã" in repaired


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(st.characters(max_codepoint=126), max_size=40), st.sampled_from(["tcvn3", "vni"]))
def test_digits_and_ascii_never_change(text: str, encoding: str) -> None:
    assert text == decode_guessed(text, encoding, mixed=False)  # type: ignore[arg-type]
    for name in (".VnTime", "VNI-Times"):
        assert text == to_unicode(text, name)
    assert text.upper() == to_unicode(text, ".VnTimeH")


def test_fonts_are_known_by_their_names() -> None:
    assert [True, True, False] == [is_legacy_font(name) for name in (".vnarialh", "VNI-Helve", "")]


LYING = {
    "tcvn3": (to_tcvn3(PLAIN), "TCVN3"),
    "vni": (to_vni(PLAIN), "VNI"),
}


@pytest.mark.parametrize(("typed", "encoding"), LYING.values(), ids=LYING.keys())
@pytest.mark.parametrize("name", ["Times New Roman", ""])
def test_a_font_that_lies_is_not_believed(typed: str, encoding: str, name: str) -> None:
    outcome = read_docx(build_docx(para(run(typed, font(name) if name else "")) + para("Khu phố 2026")))
    assert [PLAIN.lower(), "Khu phố 2026".lower()] == [text.lower() for text in texts(outcome)]
    assert [("read.font_guessed", f"{name or 'no font'}: {encoding}")] == codes(outcome)


def test_another_legacy_font_than_the_name_says() -> None:
    outcome = read_docx(build_docx(para(run(to_vni(PLAIN), font(".VnTime")))))
    assert [PLAIN] == texts(outcome)
    assert ("read.font_guessed", ".VnTime: VNI") in codes(outcome)


@pytest.mark.parametrize("text", ["Xã Hà Trì, Lãng Bí, sáu tháng đầu năm", PLAIN])
def test_unicode_in_a_legacy_font_stays(text: str) -> None:
    outcome = read_docx(build_docx(para(run(text, font(".VnTime")))))
    assert [text] == texts(outcome)
    assert ("read.font_guessed", ".VnTime: Unicode") in codes(outcome)


def test_ascii_in_a_legacy_font_stays() -> None:
    outcome = read_docx(build_docx(para(run("Khu 12, 30/6/2026", font(".VnTime")))))
    assert ["Khu 12, 30/6/2026"] == texts(outcome)
    assert [("read.legacy_font", ".VnTime")] == codes(outcome)


def test_one_paragraph_of_a_font_may_be_foreign() -> None:
    body = para(PLAIN) + para(to_tcvn3("Phòng Văn hóa rà soát khu phố")) + para("Xã Hà Trì; 12 m²")
    outcome = read_docx(build_docx(body))
    assert [PLAIN, "Phòng Văn hóa rà soát khu phố", "Xã Hà Trì; 12 m²"] == texts(outcome)


def test_letters_cut_by_runs_are_whole_in_a_font_that_lies() -> None:
    typed = to_vni(PLAIN)
    cut = "".join(run(letter, "<w:b/>" if index % 2 else "") for index, letter in enumerate(typed))
    assert [PLAIN] == texts(read_docx(build_docx(para(cut))))


def test_footnotes_are_decoded_too() -> None:
    data = build_docx(
        para(run("Xã") + reference("footnote", 1)), footnotes_xml=notes("footnote", para(run(to_vni(PLAIN))))
    )
    [footnote] = read_docx(data).value.footnotes
    assert PLAIN == footnote.text


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (to_tcvn3(PLAIN).encode("latin-1"), "TCVN3"),
        (to_vni(PLAIN).encode("latin-1"), "VNI"),
        (to_tcvn3(PLAIN).encode(), "TCVN3"),
        (unicodedata.normalize("NFC", "xã Mường Khải").encode("cp1252", "ignore") + b"\xe2\xcc \xf0a\xde\xf2m", None),
    ],
    ids=["tcvn3", "vni", "tcvn3_as_utf_8", "garbage"],
)
def test_plain_text_from_before_unicode(data: bytes, encoding: str | None) -> None:
    text, found = decode_text(data)
    if encoding is None:
        assert ["read.undecodable"] == [note.code for note in found]
    else:
        assert PLAIN.lower() == text.lower()
        assert [("read.font_guessed", encoding)] == [(note.code, note.text) for note in found]


def test_windows_1258_is_read() -> None:
    decomposed = "".join(
        letter if letter in "đĐăâêôơưĂÂÊÔƠƯ" else unicodedata.normalize("NFD", letter)
        for letter in "kê\u0301 hoa\u0323ch câ\u0301p xa\u0303 đươ\u0300ng phô\u0301 2026"
    )
    outcome = read_text(decomposed.encode("cp1258"))
    assert ["kế hoạch cấp xã đường phố 2026"] == texts(outcome)
    assert [("read.font_guessed", "WINDOWS-1258")] == codes(outcome)
