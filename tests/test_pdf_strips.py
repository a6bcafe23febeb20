"""Strips of characters, and lines whose words are told from their text alone."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.read.pdf.lines import find_lines
from planparse.read.pdf.page import Char, Strip
from planparse.read.pdf.plain_words import find_plain_words
from planparse.read.pdf.strips import count_chars, cut, gather, part_spaces, pick, take_apart
from planparse.read.pdf.words import build_row, find_words

SIZE = 12.0
# Room before a letter, in points: overlapping, touching, loose, and as wide as the narrow and the usual space.
ROOMS = [-4.0, -0.1, 0.0, 0.3, 0.9, 1.2, 2.5, 3.0]
ODD_TEXTS = st.text("aộđĐT1.-\u2010 \u00ad", min_size=1, max_size=8)
PLAIN_TEXTS = st.lists(st.text("aộđĐT1.-", min_size=1, max_size=3), min_size=1, max_size=4).map(" ".join)


@st.composite
def lines(draw: st.DrawFn) -> list[Strip]:
    """The strips of one line, of one letter or more each."""
    x, chars = 100.0, list[Char]()
    rooms, texts = draw(st.sampled_from([(ROOMS, ODD_TEXTS), ([0.0, -0.1], PLAIN_TEXTS.map(lambda text: text + " "))]))
    for run in range(draw(st.integers(1, 3))):
        stamp = draw(st.sampled_from([0, 0, 0, -9]))
        bold, size = draw(st.booleans()), draw(st.sampled_from([SIZE, SIZE, 8.0]))
        for letter in draw(texts):
            x += draw(st.sampled_from(rooms))
            chars.append(Char(letter, x, 100, x + 3, 112, 110, size, bold, run=stamp + run))
            x += 3
    return list(gather(chars))


@given(lines())
def test_words_told_from_the_text_are_those_told_from_the_room(strips: list[Strip]) -> None:
    ordered = sorted(strips, key=lambda strip: strip.x0[0])
    plain, row = find_plain_words(ordered), build_row(strips)
    assert plain is None or plain == (find_words(row) if row else ())


@given(lines())
def test_strips_are_taken_apart_and_put_together_again(strips: list[Strip]) -> None:
    assert strips == list(gather(take_apart(strips)))
    assert count_chars(strips) == len(list(take_apart(strips)))


def strip_of(text: Sequence[str]) -> Strip:
    chars = [Char(letter, 10.0 * index, 100, 10.0 * index + 9, 112, 110, SIZE) for index, letter in enumerate(text)]
    [strip] = gather(chars)
    return strip


@pytest.mark.parametrize(("text", "letters", "spaces"), [("a b", "ab", " "), ("ab", "ab", None), ("  ", None, "  ")])
def test_letters_and_spaces_of_a_strip_are_parted(text: str, letters: str | None, spaces: str | None) -> None:
    assert (letters, spaces) == tuple(part and part.text for part in part_spaces(strip_of(text)))


def test_a_part_of_a_strip_has_its_own_box() -> None:
    strip = strip_of("abc")
    assert ("bc", (10, 100, 29, 112)) == (cut(strip, 1, 3).text, cut(strip, 1, 3).box)
    assert pick(strip, [False, True, True]) == cut(strip, 1, 3)._replace(
        x0=(10, 20), x1=(19, 29), top=(100, 100), bottom=(112, 112)
    )


def test_letters_of_several_signs_keep_their_places() -> None:
    strip = strip_of(["e\u0323\u0302", "b"])
    assert (("e\u0323\u0302", "b"), 2) == (strip.text, count_chars([strip]))
    assert ["ệb"] == [line.text for line in find_lines([strip])]
