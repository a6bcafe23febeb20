"""The lines below the body, in every order in which columns of a signature block arrive."""

import pytest
from reading import plan_of

FRONT = """Số: 1/KH-UBND
Tân Hòa, ngày 01 tháng 02 năm 2026

KẾ HOẠCH
Giảm nghèo năm 2026

I. NHIỆM VỤ

Giao các phòng.

"""
COMMITTEE = "TM. ỦY BAN NHÂN DÂN"
LIST = "Nơi nhận:\n- UBND tỉnh;\n- Các phòng;\n- Lưu: VT.\n"
RECIPIENTS = ("UBND tỉnh", "Các phòng", "Lưu: VT")


@pytest.mark.parametrize(
    ("block", "authority", "title", "name"),
    [
        (LIST + "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Bình", COMMITTEE, "CHỦ TỊCH", "Lê Văn Bình"),
        (
            "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n(Đã ký)\nLê Văn Bình\n" + LIST,
            "TM. ỦY BAN NHÂN DÂN",
            "CHỦ TỊCH",
            "Lê Văn Bình",
        ),
        (LIST + "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Thị Mai", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Mai"),
        (LIST + "KT. CHỦ TỊCH PHÓ CHỦ TỊCH\nLê Thị Mai", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Mai"),
        (
            LIST + "TUQ. CHỦ TỊCH\nTRƯỞNG PHÒNG KINH TẾ\nLê Thị Mai",
            "TUQ. CHỦ TỊCH",
            "TRƯỞNG PHÒNG KINH TẾ",
            "Lê Thị Mai",
        ),
        (LIST + "Q. CHỦ TỊCH\nLÊ THỊ MAI", None, "Q. CHỦ TỊCH", "LÊ THỊ MAI"),
        (LIST + "TM. Ủy ban nhân dân\nChủ tịch\nLê Thị Mai", "TM. Ủy ban nhân dân", "Chủ tịch", "Lê Thị Mai"),
        (LIST + "CHỦ TỊCH\nK’ Brèo", None, "CHỦ TỊCH", "K’ Brèo"),
        (
            "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- UBND tỉnh;\tCHỦ TỊCH\n- Các phòng;\n- Lưu: VT.\tLê Văn Bình",
            "TM. ỦY BAN NHÂN DÂN",
            "CHỦ TỊCH",
            "Lê Văn Bình",
        ),
    ],
)
def test_signature_block(block: str, authority: str | None, title: str, name: str) -> None:
    header = plan_of(FRONT + block + "\n").header
    assert RECIPIENTS == header.recipients
    assert (authority, title, name) == (header.signer_authority, header.signer_title, header.signer_name)


def test_numbered_recipients() -> None:
    block = "NƠI NHẬN\n1. UBND tỉnh\n2. Các phòng, ban\n3. Lưu VT\nCHỦ TỊCH\nLê Văn Bình\n"
    assert ("UBND tỉnh", "Các phòng, ban", "Lưu VT") == plan_of(FRONT + block).header.recipients
