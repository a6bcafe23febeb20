"""What commands say in Vietnamese; that they say the same in English is tested where each command is."""

import json
import re
from pathlib import Path

import pytest

from planparse.cli.main import run
from planparse.wording.catalogue import Catalogue

PLAN = """ỦY BAN NHÂN DÂN
XÃ SÔNG THỬ
Số: 12/KH-UBND

Sông Thử, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Chuyển đổi số năm 2026

I. CHỈ TIÊU

| TT | Chỉ tiêu | Đơn vị tính | Năm 2026 |
|---|---|---|---|
| 1 | Tỷ lệ phủ sóng 5G | % | ≥ 80 |
| 2 | Số tủ sách không ai biết | tủ | 5 |

II. NHIỆM VỤ

| TT | Nhiệm vụ | Đơn vị chủ trì | Thời gian |
|---|---|---|---|
| 1 | Lập tủ sách thôn | Phòng Văn hóa - Xã hội | Quý II/2026 |
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, and a wide terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PLANPARSE_DB", raising=False)
    monkeypatch.setenv("COLUMNS", "160")
    return tmp_path


@pytest.fixture
def taken_in(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """A database with one plan, made by a run in Vietnamese over three files; what the run printed."""
    Path("plans").mkdir()
    Path("plans/a.md").write_text(PLAN, "utf-8")
    Path("plans/b.md").write_text(PLAN, "utf-8")
    Path("plans/c.docx").write_bytes(b"")
    code = run(["ingest", "plans", "--jobs", "1", "--lang", "vi"])
    said = capsys.readouterr()
    return code, said.out, said.err


def say(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["--lang", "vi", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_ingest_tells_in_vietnamese_what_became_of_files(taken_in: tuple[int, str, str]) -> None:
    """Lines, table, reasons: also those that came from another process, in English."""
    code, out, err = taken_in
    assert 1 == code
    assert [
        "bỏ qua plans/b.md: trùng nội dung với plans/a.md",
        "lỗi plans/c.docx: tệp trống",
        "xong plans/a.md (1 nhiệm vụ, 2 chỉ tiêu)",
    ] == sorted(line.split(" ", 1)[1] for line in err.splitlines())
    assert re.search(r"số kế hoạch đã lưu +│ 1 │", out) and "lỗi: plans/c.docx: tệp trống" in out
    assert re.search(r"^\d+,\d giây; cơ sở dữ liệu: plans\.duckdb$", out, re.MULTILINE)


def test_the_database_keeps_english(taken_in: tuple[int, str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever asks it later may speak another language; so do programs."""
    _, out, _ = say(capsys, "query", "SELECT error FROM ingests WHERE status <> 'ok' ORDER BY ALL", "--format", "json")
    assert ["the file is empty", "the same bytes as plans/a.md"] == [row["error"] for row in json.loads(out)]
    _, out, _ = say(capsys, "query", "SELECT message FROM diagnostics", "--format", "csv")
    assert "An indicator is not in the catalogue" in out


def test_forms_for_programs_are_the_same_in_both_languages(
    taken_in: tuple[int, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """CSV and JSON: no header, no value is translated."""
    calls = [
        ("compare", "--format", "csv"),
        ("compare", "--format", "json"),
        ("compare", "--indicator", "ha_tang.phu_song_5g", "--format", "csv"),
        ("status", "--format", "json"),
        ("query", "SELECT * FROM tasks", "--format", "csv"),
        ("rules", "explain", "Quý II/2026", "--format", "json"),
    ]
    for call in calls:
        vietnamese = say(capsys, *call)
        run(list(call))
        assert vietnamese[1] == capsys.readouterr().out


def test_status_show_and_compare_speak_vietnamese(
    taken_in: tuple[int, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Headings, reasons, names of fields, places in words."""
    status = say(capsys, "status")[1]
    assert "1 tệp lỗi: không đọc được kế hoạch từ tệp này (unreadable)" in status
    assert "Cơ sở dữ liệu: 1 kế hoạch, 1 nhiệm vụ, 2 chỉ tiêu" in status and "open it" not in status
    compare = say(capsys, "compare", "--indicator", "ha_tang.phu_song_5g")[1]
    assert "xã, phường, đặc khu" in compare and "nơi duy nhất có số liệu" in compare and "↑ cao hơn" in compare
    _, listed, _ = say(capsys, "query", "SELECT indicator_id FROM indicators WHERE code IS NULL", "--format", "json")
    show = say(capsys, "show", json.loads(listed)[0]["indicator_id"])[1]
    assert "Chỉ tiêu chưa có trong danh mục: Số tủ sách không ai biết" in show
    assert "→ Thêm tên gọi vào rules/indicators/" in show and "đơn vị tính" in show and "lead_raw" not in show


def test_an_outline_has_vietnamese_headings(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.md").write_text(PLAN, "utf-8")
    _, out, _ = say(capsys, "parse", "a.md", "--format", "md")
    assert "## Nhiệm vụ: 1" in out and "- Ngày ban hành: 2026-03-05" in out and "| TT | Chỉ tiêu |" in out
    assert [] == re.findall(r"^(?:##|- )[^\n]*(?:Findings|Tasks|warning|whole)", out, re.MULTILINE)


WRONG = [
    (("status",), 2, "không có cơ sở dữ liệu tại plans.duckdb: hãy chạy planparse ingest trước"),
    (("ingest", "nothing"), 2, "nothing: không có tệp hoặc thư mục này"),
    (("parse", "."), 2, ".: đây là một thư mục: hãy chỉ ra một tệp kế hoạch"),
    (("parse", "no.docx"), 2, "no.docx: không có tệp này"),
    (("parse", "empty.docx"), 1, "empty.docx: tệp trống"),
    (("watch", "nothing"), 2, "nothing: không có thư mục này để theo dõi"),
    (("query",), 2, "hãy nhập một câu lệnh SELECT"),
    (("query", "--example", "x"), 2, "không có câu hỏi 'x'"),
    (("rules", "check", "--rules", "r"), 1, "r/agencies.yaml: tệp quy tắc này trống"),
    (("status", "--run", "x", "--all"), 2, "chỉ dùng một trong hai: --run hoặc --all"),
    (("ingest", "empty.docx", "--lake", "l"), 2, "--address và --lake chỉ dùng cho cụm máy"),
    (("eval", "gold"), 2, "gold: không có tệp hoặc thư mục tệp chuẩn này"),
]


@pytest.mark.parametrize(("arguments", "code", "told"), WRONG)
def test_an_error_is_one_vietnamese_line(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, told: str
) -> None:
    Path("empty.docx").touch()
    Path("r").mkdir()
    Path("r/agencies.yaml").touch()
    found, _, err = say(capsys, *arguments)
    assert (code, 1) == (found, len(err.splitlines()))
    assert err.startswith(f"planparse: {told}")


def test_words_of_the_system_are_said_in_vietnamese(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the system says of an error stands in our messages."""
    Path("file").touch()
    code, _, err = say(capsys, "query", "SELECT 1", "--db", "file/x.duckdb")
    assert 2 == code and err.startswith("planparse: ")
    english = Catalogue("en").below("system")
    assert [] == [text for text in english.values() if text in err]
