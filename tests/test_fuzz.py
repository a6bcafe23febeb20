"""The fuzzer: the same seed gives the same damage, and what it damages is read or refused."""

import random
import sys
from pathlib import Path

import pytest
from docx_builder import build_docx, numbered, para, row, table

from planparse.errors import UnreadableError
from planparse.pipeline import parse_bytes
from planparse.rulebook.book import load_rules

sys.path.insert(0, str(Path(__file__).with_name("fuzz")))

from mutators import mutate

SAMPLES = {
    "docx": build_docx(para("KẾ HOẠCH") + numbered("Mục tiêu") + table(row("STT", "Nội dung"), row("1", "Rà soát"))),
    "text": "KẾ HOẠCH\nI. MỤC TIÊU\nSTT\tNội dung\tChủ trì\n1\tRà soát\tCông an xã\n".encode(),
}


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())
def test_damage_comes_from_the_seed_alone(sample: bytes) -> None:
    damaged = [mutate(sample, random.Random(seed)) for seed in range(40)]
    assert damaged == [mutate(sample, random.Random(seed)) for seed in range(40)]
    assert 20 < len({*damaged, sample})


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())
def test_damaged_files_are_read_or_refused(sample: bytes) -> None:
    rules = load_rules()
    for seed in range(60):
        try:
            parse_bytes(mutate(sample, random.Random(seed)), "x", rules)
        except UnreadableError as error:
            assert 1 == len(str(error).splitlines())
