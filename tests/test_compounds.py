"""pyvi's model without pyvi's module: the same words for every text."""

import subprocess
import sys
from pathlib import Path

import pytest

from planparse.rulebook.indicators import load_indicator_rules
from planparse.text import words
from planparse.text.compounds import load_model
from planparse.text.words import WordMemory, load_slowly, load_splitter

RULES = Path(__file__).parents[1] / "rules"
ODD = [
    "", "  ", "\n\n", "...", "3%", "a@b.vn gửi tệp", "https://chinhphu.vn/van-ban đã mở", "1.500,5 tỷ ==> 2 -> 3",
    "Tp. HCM, ThS. An và TS. Bình", "UBND xã Hòa Tiến", "hồ sơ - giấy tờ", "Ủỷ ð 07/2026 _a_", "CÁN BỘ, công chức",
    "xã An Phú Khê", "một", "(chữ ký số)",
]  # fmt: skip


def test_every_wording_of_the_catalogue_has_the_words_that_pyvi_gives() -> None:
    keys = [key for keys in load_indicator_rules(RULES).keys_of.values() for key in keys]
    fast, slow = load_model().split, load_slowly()
    differing = [text for text in (*keys, *ODD) if fast(text) != slow(text)]
    assert (differing, len(keys) > 500) == ([], True)


def test_the_words_are_found_without_scikit_learn() -> None:
    code = """
import sys
from planparse.text.words import load_splitter
assert load_splitter()("hộ gia đình") == ("hộ", "gia_đình")
assert not {"sklearn", "scipy", "pandas"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_model_kept_elsewhere_is_read_by_pyvi_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise KeyError("modelfile")

    monkeypatch.setattr(words, "load_model", fail)
    assert load_splitter()("có chữ ký số") == ("có", "chữ_ký", "số")


def test_words_are_remembered() -> None:
    memory = WordMemory()
    assert memory.words_of("hộ gia đình") is memory.words_of("hộ gia đình")
