"""The commune and province of a plan, from its heading, date line, title and prose."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.codes import CODES
from planparse.errors import RuleError
from planparse.model.plan import Header
from planparse.normalise.places import check_place_rules, find_place
from planparse.rulebook.places import load_place_rules, name_key

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
RULES = load_place_rules(ROOT / "rules")
UBND = "ỦY BAN NHÂN DÂN"


def find(*texts, **fields):
    return find_place(Header(**fields), texts, rules=RULES)


def short(outcome):
    place = outcome.value
    notes = [note.code for note in outcome.notes]
    return place.commune_type, place.commune_name, place.province_name, place.commune_code is not None, notes


def test_every_rule_is_proven_by_its_examples():
    assert () == check_place_rules(RULES)


def test_the_country_since_july_2025():
    assert (3321, 34) == (len(RULES.communes), len(RULES.provinces))
    assert {"xã": 2621, "phường": 687, "đặc khu": 13} == {
        kind: sum(commune.type == kind for commune in RULES.communes) for kind in ("xã", "phường", "đặc khu")
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HOÀ TIẾN", "Hòa Tiến"),
        ("Mĩ Lộc", "Mỹ Lộc"),
        ("Phường 01", "phường 1"),
        ("Đăk Pxi", "Đắk Pxi"),
        ("Ea M’Droh", "Ea M'Droh"),
    ],
)
def test_one_name_in_two_spellings(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Thắng Lợi", "Tháng Lợi"), ("Hà Giang 1", "Hà Giang 2")])
def test_two_names(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("province", "announced"),
    [
        ("Hải Phòng", "Kế hoạch của UBND thành phố Hải Phòng"),
        ("Hải Phòng", "liên hệ: xabinhgiang.haiphong.gov.vn"),
        ("Hải Phòng", "sáp nhập từ tỉnh Hải Dương"),
        ("Ninh Bình", "Ban Thường vụ Tỉnh ủy Ninh Bình; học tập kinh nghiệm tỉnh Lào Cai"),
        ("An Giang", "Sở Tài chính tỉnh An Giang, Công an tỉnh An Giang, so với tỉnh Ninh Bình"),
    ],
)
def test_three_communes_are_named_binh_giang(province, announced):
    found = find("UBND xã ban hành Kế hoạch", announced, place_name="Bình Giang")
    assert ("xã", "Bình Giang", province, True, []) == short(found)


@pytest.mark.parametrize("text", ["", "ứng dụng Smart Hải Phòng", "UBND tỉnh An Giang và UBND tỉnh Ninh Bình"])
def test_without_evidence_nothing_is_chosen(text):
    found = find(text, issuer=(UBND, "XÃ BÌNH GIANG"))
    assert ("xã", "Bình Giang", None, False, ["place.ambiguous"]) == short(found)
    assert all(name in found.notes[0].text for name in ("Hải Phòng", "Ninh Bình", "An Giang"))


def test_the_beginning_of_a_longer_name_is_no_name():
    text = "(Kèm theo Kế hoạch số 12/KH-UBND của UBND xã An Phú Khê)"
    assert (None, None, None) == short(find(text))[:3]
    assert "An Phú" == find("Kế hoạch của UBND xã An Phú, thành phố Hồ Chí Minh").value.commune_name


@pytest.mark.parametrize(("bare", "expected"), [("UBND phường giao", "Hà Nội"), ("trên địa bàn xã", "Thanh Hóa")])
def test_the_type_decides_between_ward_and_commune(bare, expected):
    assert expected == find(bare, place_name="Ba Đình").value.province_name


@pytest.mark.parametrize(
    ("fields", "texts", "expected"),
    [
        ({"issuer": (UBND, "XÃ HÀ BẮC")}, (), ("xã", "Hà Bắc", "Hải Phòng", True, [])),
        ({"issuer": ("UBND XÃ HÀ BẮC CỘNG HÒA XÃ HỘI CHỦ NGHĨA",)}, (), ("xã", "Hà Bắc", "Hải Phòng", True, [])),
        (
            {"issuer": ("THÀNH PHỐ HẢI PHÒNG", "ĐẢNG ỦY PHƯỜNG LÊ CHÂN")},
            (),
            ("phường", "Lê Chân", "Hải Phòng", True, []),
        ),
        ({"issuer": (UBND, "ĐẶC KHU PHÚ QUỐC")}, (), ("đặc khu", "Phú Quốc", "An Giang", True, [])),
        ({"title": "Chuyển đổi số phường Giảng Võ năm 2026"}, (), ("phường", "Giảng Võ", "Hà Nội", True, [])),
        ({"place_name": "Hà Nội"}, ("UBND phường Giảng Võ",), ("phường", "Giảng Võ", "Hà Nội", True, [])),
        # a name that begins like a known one, and no date line to tell
        ({"issuer": (UBND, "XÃ HÀ BẮC THƯỢNG")}, (), ("xã", "Hà Bắc Thượng", None, False, ["place.unknown"])),
        ({"issuer": (UBND, "XÃ MAI HIÊN NĂM 2026")}, (), ("xã", "Mai Hiên", None, False, ["place.unknown"])),
        (
            {"issuer": (UBND, "PHƯỜNG XUÂN HUƠNG - ĐÀ LẠT")},
            ("UBND tỉnh Lâm Đồng",),
            ("phường", "Xuân Hương - Đà Lạt", "Lâm Đồng", True, ["place.repaired"]),
        ),
        ({}, (), (None, None, None, False, ["place.no_commune"])),
    ],
)
def test_sources_of_evidence(fields, texts, expected):
    assert expected == short(find(*texts, **fields))


@pytest.mark.parametrize(
    ("fields", "texts", "province"),
    [
        ({"issuer": (UBND, "TỈNH CÀ MAU"), "place_name": "Cà Mau"}, ("UBND xã Tân Hưng",), "Cà Mau"),
        ({"issuer": ("UBND TỈNH SƠN LA", "SỞ NỘI VỤ")}, ("Kính gửi: UBND các xã, phường",), "Sơn La"),
        ({"place_name": "Đồng Tháp", "title": "Cải cách hành chính"}, ("UBND tỉnh Đồng Tháp ban hành",), "Đồng Tháp"),
        ({"issuer": ("BỘ XÂY DỰNG",), "place_name": "Hà Nội"}, (), "Hà Nội"),
    ],
)
def test_plans_of_no_commune(fields, texts, province):
    assert (None, None, province, False, ["place.no_commune"]) == short(find(*texts, **fields))


@pytest.mark.parametrize(
    ("fields", "texts", "expected"),
    [
        (
            {"issuer": (UBND, "PHƯỜNG 7"), "title": "Dân vận trên địa bàn Phường 7, thành phố Vũng Tàu"},
            ("UBND TP. Vũng Tàu giao",),
            ("phường", "7", "Hồ Chí Minh", True, ["place.old_name"]),
        ),
        (
            {"issuer": (UBND, "PHƯỜNG 7")},
            (),
            ("phường", "7", None, False, ["place.ambiguous"]),
        ),
        (
            {"issuer": ("HUYỆN BẢO THẮNG", "UBND THỊ TRẤN PHỐ LU")},
            (),
            ("thị trấn", "Phố Lu", "Lào Cai", True, ["place.old_name"]),
        ),
    ],
)
def test_names_of_before_the_reform(fields, texts, expected):
    assert expected == short(find(*texts, issued_year=2025, issued_month=3, **fields))


FIELDS = {"P": "place_name", "T": "title", "A": "attached_issuer"}


def situations():
    lines = (Path(__file__).parent / "tables" / "places.txt").read_text("utf-8").splitlines()
    return [line.split(" => ") for line in lines if line and not line.startswith("#")]


def read_situation(printed):
    """Header fields and texts of a line of the table."""
    fields, texts = {}, []
    for part in printed.split("; "):
        name, _, value = part.partition("=")
        if name not in (*FIELDS, *"IRXD"):  # a semicolon of a text
            texts[-1] += f"; {part}"
            continue
        lines = tuple(line.strip() for line in value.split(" / "))
        if name == "D":
            year, month = value.split("-")
            fields |= {"issued_year": int(year), "issued_month": int(month)}
        elif name == "X":
            texts += lines
        else:
            fields |= {FIELDS[name]: value} if name in FIELDS else {"issuer" if name == "I" else "recipients": lines}
    return fields, texts


def test_situations():
    wrong = []
    for printed, expected in situations():
        fields, texts = read_situation(printed)
        found = find(*texts, **fields)
        place = found.value
        values = (place.commune_type, place.commune_name, place.province_name, place.commune_code)
        notes = " ".join(note.code.removeprefix("place.") for note in found.notes)
        got = "|".join([*(value or "" for value in values), notes])
        if got != expected:
            wrong.append(f"{printed}\n   wanted {expected}\n   got    {got}")
    assert [] == wrong, "\n".join(wrong)


def test_there_are_many_situations():
    assert len(situations()) >= 60


def test_every_commune_is_found_with_its_province():
    for commune in RULES.communes[::37]:
        issuer = (
            f"UBND {commune.province_type} {commune.province_name}".upper(),
            f"{commune.type} {commune.name}".upper(),
        )
        assert commune.code == find(issuer=issuer).value.commune_code


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    st.text(), st.lists(st.text() | st.sampled_from(["UBND xã", "xã Ba Đình", "tỉnh Cà Mau", "PHƯỜNG 1"]), max_size=5)
)
def test_any_words_give_a_place_or_a_note(heading, texts):
    found = find(*texts, issuer=(heading,), title=heading, place_name=heading)
    assert found.value.commune_code is not None or found.notes
    assert {note.code for note in found.notes} <= CODES.keys()


def test_wrong_rule_files_are_named(tmp_path):
    (tmp_path / "places.yaml").write_bytes((ROOT / "rules" / "places.yaml").read_bytes())
    (tmp_path / "communes_before_2025_07.csv").write_text("", "utf-8")
    (tmp_path / "communes.csv").write_text("code,name\n1,Ba Đình\n", "utf-8")
    with pytest.raises(RuleError, match=r"communes\.csv: line 2"):
        load_place_rules(tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated plans are not here")
@pytest.mark.parametrize("known", [(), ("place_name",), ("place_name", "title")])
@pytest.mark.parametrize("name", ["binh-giang", "ha-bac", "xuan-lap"])
def test_annotated_plans(name, known):
    gold = json.loads((SHARED / "gold" / f"{name}.json").read_text("utf-8"))["plan"]
    texts = (SHARED / "plans" / f"{name}.txt").read_text("utf-8").splitlines()
    found = find(*texts, **{field: gold[field] for field in known})
    expected = gold["commune_type"], gold["commune_name"], gold["province_name"], True, []
    assert expected == short(found)
