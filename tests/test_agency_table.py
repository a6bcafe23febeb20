"""The table of agency cells, and what must hold for every cell: properties that no list of cases can show."""

import itertools
from pathlib import Path

import pytest
from agency_table import Case, load_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.normalise.agencies import read_agencies
from planparse.rulebook.agencies import load_agency_rules
from planparse.rulebook.phrases import phrase, split_words
from planparse.text.unicode import tidy

RULES = load_agency_rules(Path(__file__).parents[1] / "rules")
CASES = load_cases()

# Read otherwise than the table says, each with the reason why it stays so.
KNOWN_FAILURES: dict[str, str] = {}

# Names whose bodies a plan sets side by side.
MAIN = (
    "Văn phòng HĐND và UBND", "Phòng Kinh tế", "Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Văn hóa - Xã hội",
    "Trung tâm Phục vụ hành chính công", "Phòng Xây dựng, Nông nghiệp và Môi trường",
    "Phòng Văn hóa, Khoa học và Thông tin", "Trung tâm Dịch vụ sự nghiệp công",
    "Trung tâm Cung ứng dịch vụ sự nghiệp công", "Trung tâm Văn hóa - Thể thao và Truyền thông",
    "Trung tâm Học tập cộng đồng", "Ban Quản lý dự án", "Đảng ủy xã", "Văn phòng Đảng ủy", "Ban Xây dựng Đảng",
    "Ủy ban Kiểm tra Đảng ủy", "HĐND xã", "UBND xã", "Thường trực HĐND xã", "Ủy ban MTTQ Việt Nam xã",
    "Đoàn TNCS Hồ Chí Minh", "Hội Liên hiệp Phụ nữ", "Hội Nông dân", "Hội Cựu chiến binh", "Công đoàn",
    "Hội Người cao tuổi", "Hội Chữ thập đỏ", "Hội Khuyến học", "Công an xã", "Ban Chỉ huy quân sự xã",
    "Đồn Biên phòng", "Trạm Y tế", "Trường THCS Kim Đồng", "Trường Mầm non Hoa Mai", "Các trường học",
    "Tổ công nghệ số cộng đồng", "Ban Chỉ đạo Chuyển đổi số", "Tổ giúp việc Ban Chỉ đạo", "Tổ công tác Đề án 06",
    "Các thôn", "Các khu phố, tổ dân phố", "Thôn An Lạc", "Ấp 3", "Khu phố 5", "Tổ dân phố số 2",
    "Các phòng, ban, đơn vị liên quan", "Các tổ chức chính trị - xã hội", "Sở Khoa học và Công nghệ", "Sở Nội vụ",
    "Sở Văn hóa, Thể thao và Du lịch", "Sở Nông nghiệp và Môi trường", "UBND tỉnh", "Công an tỉnh",
    "Bộ Khoa học và Công nghệ", "Thuế cơ sở", "Kho bạc Nhà nước", "Bưu điện xã", "VNPT", "Viettel",
    "Ngân hàng Chính sách xã hội", "Agribank", "Các doanh nghiệp", "Hợp tác xã Đại Thắng",
)  # fmt: skip
SEPARATORS = ("; ", ", ", " và ", "\n", "\n- ")


def codes(cell: str) -> list[str | None]:
    return [match.code for match in read_agencies(cell, rules=RULES).value]


def test_the_table_is_long_and_says_nothing_twice():
    cells = [case.cell for case in CASES]
    assert len(cells) >= 500
    assert len(set(cells)) == len(cells)
    known = {agency.code for agency in RULES.agencies}
    assert set() == {code for case in CASES for code in case.codes if code} - known


@pytest.mark.parametrize("case", [case for case in CASES if case.cell not in KNOWN_FAILURES], ids=lambda c: c.cell)
def test_cell_of_the_table(case: Case):
    matches = read_agencies(case.cell, rules=RULES).value
    assert list(zip(case.raws, case.codes, strict=True)) == [(match.raw, match.code) for match in matches]


@pytest.mark.parametrize("cell", KNOWN_FAILURES)
def test_known_failure_still_fails(cell: str):
    """A cell that is read right now must leave the list."""
    case = next(case for case in CASES if case.cell == cell)
    matches = read_agencies(cell, rules=RULES).value
    assert list(zip(case.raws, case.codes, strict=True)) != [(match.raw, match.code) for match in matches]


@pytest.mark.parametrize("separator", SEPARATORS, ids=repr)
def test_any_two_names_joined_come_back(separator: str):
    """Enumerated: every pair of the main names, with every separator."""
    wrong = []
    for left, right in itertools.permutations(MAIN, 2):
        if codes(left) == codes(right):
            continue  # "các thôn, các khu phố" are one assignment
        matches = read_agencies(f"{left}{separator}{right}", rules=RULES).value
        if [match.raw for match in matches] != [left, right]:
            wrong.append((left, right, [match.raw for match in matches]))
    assert wrong == []


WORDS = sorted(
    {text for name in MAIN for text in name.split()}
    | {
        "chủ trì",
        "phối hợp",
        "phối hợp với",
        "(chủ trì)",
        "(PH)",
        "Chủ trì:",
        "các",
        "liên quan",
        "xã",
        "và",
        ",",
        ";",
        "-",
    }
    | {"\n", "/", "1.", "+", "Nguyễn Văn An", "theo dõi", "thực hiện", "trên địa bàn", "khác", "Phỏng", "Ban"}
)
CELLS = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.lists(st.sampled_from(MAIN), max_size=4).flatmap(
        lambda names: st.sampled_from(("; ", ", ", " và ", "\n", " ", " - ", "/")).map(lambda mark: mark.join(names))
    ),
)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(CELLS)
def test_raws_stand_in_the_cell_in_order_and_do_not_overlap(text: str):
    cell, at = tidy(text), 0
    for match in read_agencies(text, rules=RULES).value:
        found = cell.find(match.raw, at)
        assert found >= 0, match.raw
        at = found + len(match.raw)


# Words that may stand beside bodies without being part of one: of separators, roles, labels.
BESIDE = {
    word
    for text in (
        *(words for words in ("và", "phối hợp", "với", "cùng", "chặt chẽ", "chủ trì", "triển khai", "tổ chức")),
        *("thực hiện", "tham mưu", "tham gia", "làm đầu mối", "giao", "cơ quan", "đơn vị", "bộ phận", "là"),
        *("các", "CT", "PH", "C.trì", "P.hợp"),
    )
    for word in phrase(text)
}


@settings(derandomize=True, max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_no_word_of_a_cell_is_lost(text: str):
    """Each word is in a body, or is one that the rules name as separator, role or label, or counts a list."""
    kept = [word.text for match in read_agencies(text, rules=RULES).value for word in split_words(match.raw)]
    for word in split_words(tidy(text)):
        if word.text in kept:
            kept.remove(word.text)
        else:
            assert word.text in BESIDE or word.text.isdigit() or RULES.heads.length_at((word,), 0), word


SHORTS = (
    ("Phòng", "P."), ("Văn phòng", "VP"), ("Trung tâm", "TT"), ("Văn hóa - Xã hội", "VH-XH"),
    ("Kinh tế, Hạ tầng và Đô thị", "KT-HT&ĐT"), ("Kinh tế", "KT"), ("HĐND và UBND", "HĐND&UBND"),
    ("Phục vụ hành chính công", "PVHCC"), ("Dịch vụ sự nghiệp công", "DVSNC"), ("Hội Nông dân", "Hội ND"),
    ("Công an", "CA"), ("Ban Chỉ huy quân sự", "BCHQS"), ("Trạm Y tế", "TYT"),
    ("Trường THCS", "Trường Trung học cơ sở"),
    ("Ủy ban MTTQ Việt Nam", "UBMTTQVN"), ("Hội Liên hiệp Phụ nữ", "Hội LHPN"), ("Hội Cựu chiến binh", "HCCB"),
    ("Tổ công nghệ số cộng đồng", "Tổ CNSCĐ"), ("Chuyển đổi số", "CĐS"), ("Ban Chỉ đạo", "BCĐ"), ("Đảng ủy", "ĐU"),
    ("Khoa học và Công nghệ", "KH&CN"), ("Nông nghiệp và Môi trường", "NN&MT"), ("Tổ dân phố", "TDP"),
    ("Ngân hàng Chính sách xã hội", "NHCSXH"), ("Hợp tác xã", "HTX"), ("Ban Quản lý dự án", "BQLDA"),
)  # fmt: skip


@pytest.mark.parametrize("name", MAIN)
def test_a_shortened_or_respaced_name_keeps_its_code(name: str):
    """Enumerated: every abbreviation that fits, alone and with every later one; spaces more and fewer; capitals."""
    expected = codes(name)
    spellings, short = {name, name.upper(), name.replace(" - ", "-"), name.replace(" - ", " – ")}, name
    for long, abbreviation in SHORTS:
        spellings.add(name.replace(long, abbreviation))
        short = short.replace(long, abbreviation)
        spellings.add(short)
    spellings |= {spelling.replace(" ", "  ").replace(",", " ,") for spelling in spellings}
    spellings |= {f" {spelling}. " for spelling in spellings} | {
        spelling.replace("- ", "-\n") for spelling in spellings
    }
    assert dict.fromkeys(spellings, expected) == {spelling: codes(spelling) for spelling in spellings}


FIELDS = (
    "Kinh tế", "Hạ tầng", "Đô thị", "Văn hóa", "Xã hội", "Nội vụ", "Tư pháp", "Tài chính", "Kế hoạch", "Y tế",
    "Giáo dục",
    "Đào tạo", "Nông nghiệp", "Môi trường", "Xây dựng", "Khoa học", "Công nghệ", "Thông tin", "Du lịch", "Thể thao",
    "Dân tộc", "Tôn giáo", "Lao động", "Công thương", "Tài nguyên", "Cây xanh", "Thủy sản", "Kinh kế", "Y tá",
    "Văn hiến",
)  # fmt: skip


def test_an_office_of_two_fields_has_its_code_by_rule_or_none():
    """Enumerated: swapping a field of an office for another one never gives an office whose fields are others."""
    for left, right in itertools.permutations(FIELDS, 2):
        for joint in (" - ", " và "):
            for match in read_agencies(f"Phòng {left}{joint}{right}", rules=RULES).value:
                assert match.score in (None, 100.0), (left, right, match)
                agency = next((agency for agency in RULES.agencies if agency.code == match.code), None)
                names = agency and [agency.name, *agency.aliases, *(name.name for name in agency.names)]
                wanted = {*phrase(left), *phrase(right)}
                assert agency is None or any(wanted <= set(phrase(name)) for name in names or ()), (left, right, match)


def test_swapping_a_word_of_an_office_never_gives_another_office():
    """Enumerated: every word of every two-field office, replaced by every word that other offices are made of."""
    offices = [agency for agency in RULES.agencies if agency.kind in ("office", "department") and " " in agency.name]
    words = {word for agency in offices for word in agency.name.split() if word.isalpha()}
    beside = (RULES.any_place, RULES.tails)  # words that say where a body is, not which
    pool = sorted(word for word in words if not any(phrases.may_begin(split_words(word)[0]) for phrases in beside))
    by_name = {" ".join(w.text for w in RULES.weigh(split_words(text))): a.code
               for a in RULES.agencies for text in (a.name, *a.aliases, *(n.name for n in a.names))}  # fmt: skip
    for agency in offices[:10]:
        words = agency.name.split()
        for index, word in itertools.product(range(1, len(words)), pool):
            swapped = " ".join([*words[:index], word, *words[index + 1 :]])
            matches = read_agencies(swapped, rules=RULES).value
            known = by_name.get(" ".join(w.text for w in RULES.weigh(split_words(swapped))))
            guessed = {match.code for match in matches if match.score not in (None, 100.0)} - {agency.code}
            assert guessed == set(), (agency.name, swapped)
            whole = [match.code for match in matches if match.raw == swapped and match.code]
            assert all(code in (known, agency.code) for code in whole), (agency.name, swapped, whole)
