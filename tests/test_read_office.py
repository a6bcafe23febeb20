"""Old files go through LibreOffice, which is bounded, shut in, and may be missing."""

import io
import os
import re
import socket
import stat
import threading
import time
import unicodedata
from pathlib import Path

import docx
import pytest
import xlsxwriter
from docx_builder import build_zip
from rapidfuzz.distance import Levenshtein

from planparse.errors import UnreadableError
from planparse.model.source import Grid, Paragraph, Source
from planparse.read.dispatch import read_source
from planparse.read.kinds import Kind, recognise
from planparse.read.office.convert import convert, find_program
from planparse.read.office.profile import write_profile

LEGACY = Path(__file__).parents[2] / "shared" / "plans" / "legacy"
needs_office = pytest.mark.skipif(find_program(os.environ) is None, reason="LibreOffice is not installed")

OPEN_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
)
WORD_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument '
    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p>'
    "</w:body></w:wordDocument>"
)
EXCEL_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    '<Worksheet ss:Name="Phụ lục"><Table><Row><Cell><Data ss:Type="String">Kế hoạch</Data></Cell>'
    '<Cell><Data ss:Type="String">b</Data></Cell></Row></Table></Worksheet></Workbook>'
)


def open_text(content: str, manifest: str = "") -> bytes:
    body = f"<office:document-content {OPEN_NAMES}><office:body><office:text>{content}</office:text></office:body>"
    entries = (
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{manifest}'
        "</manifest:file-entry>"
    )
    names = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"'
    return build_zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<?xml version="1.0" encoding="UTF-8"?>{body}</office:document-content>',
            "META-INF/manifest.xml": f'<?xml version="1.0"?><manifest:manifest {names}>{entries}</manifest:manifest>',
        }
    )


def old_word() -> bytes:
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH")
    rows = document.add_table(rows=2, cols=2, style="Table Grid")
    for number, values in enumerate((("TT", "Nhiệm vụ"), ("1", "Lập kế hoạch"))):
        for cell, value in zip(rows.rows[number].cells, values, strict=True):
            cell.text = value
    document.add_paragraph("Nơi nhận:")
    buffer = io.BytesIO()
    document.save(buffer)
    return convert(buffer.getvalue(), ".docx", ".doc")


def new_workbook() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        tab = book.add_worksheet("Phụ lục")
        tab.write_row(0, 0, ["TT", "Nhiệm vụ", "Đơn vị"])
        tab.write_row(1, 0, ["1", "a", "b"])
    return buffer.getvalue()


def words(source: Source) -> str:
    lines = []
    for block in source.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines += [" ".join(c.text for c in r.cells if c and not c.merged_above) for r in block.rows]
    return " ".join(lines)


@needs_office
def test_an_old_word_file_is_read_as_its_docx() -> None:
    source = read_source(old_word(), "x.doc").value
    paragraph, grid, _ = source.blocks
    assert "application/msword" == source.media_type
    assert isinstance(paragraph, Paragraph) and "KẾ HOẠCH" == paragraph.text
    assert isinstance(grid, Grid) and "body/table[1]/row[2]" == grid.rows[1].locus.path


@needs_office
def test_an_old_workbook_is_read_as_its_xlsx() -> None:
    book = new_workbook()
    for ending, media_type in (
        (".xls", "application/vnd.ms-excel"),
        (".ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ):
        source = read_source(convert(book, ".xlsx", ending), "x").value
        assert media_type == source.media_type
        assert "Phụ lục TT Nhiệm vụ Đơn vị 1 a b" == words(source)


OTHERS = {
    "rtf": (rb"{\rtf1\ansi K\u7871? ho\u7841?ch}", "application/rtf"),
    "rtf_tcvn3": (rb"{\rtf1\ansi{\fonttbl{\f0 .VnTime;}}\f0 K\'d5 ho\'b9ch}", "application/rtf"),
    "odt": (open_text("<text:p>Kế hoạch</text:p>"), "application/vnd.oasis.opendocument.text"),
    "word_2003": (WORD_2003.encode(), "application/xml"),
    "excel_2003": (EXCEL_2003.encode(), "application/xml"),
}


@needs_office
@pytest.mark.parametrize(("data", "media_type"), OTHERS.values(), ids=OTHERS.keys())
def test_other_kinds(data: bytes, media_type: str) -> None:
    source = read_source(data, "x").value
    assert media_type == source.media_type
    assert "Kế hoạch" in words(source)


def fake_office(folder: Path, script: str) -> str:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


def test_a_missing_libreoffice_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLANPARSE_SOFFICE", str(tmp_path / "nowhere"))
    with pytest.raises(UnreadableError, match=r"PLANPARSE_SOFFICE names no program: .*nowhere"):
        read_source(rb"{\rtf1 a}", "x.rtf")
    monkeypatch.delenv("PLANPARSE_SOFFICE")
    monkeypatch.setattr("planparse.read.office.convert.find_program", lambda environment: None)
    with pytest.raises(UnreadableError, match=r"make office.*save it as \.docx"):
        read_source(rb"{\rtf1 a}", "x.rtf")
    assert find_program({"PATH": str(tmp_path)}) in {None, "/Applications/LibreOffice.app/Contents/MacOS/soffice"}


def test_a_program_that_makes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLANPARSE_SOFFICE", fake_office(tmp_path, "exit 0"))
    with pytest.raises(UnreadableError, match="damaged or protected by a password"):
        read_source(rb"{\rtf1 a}", "x.rtf")


def test_a_program_that_never_ends_is_ended_with_its_children(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("planparse.read.office.convert.MAX_SECONDS", 0.5)
    script = f"sleep 300 & echo $! > {tmp_path}/child; wait"
    monkeypatch.setenv("PLANPARSE_SOFFICE", fake_office(tmp_path, script))
    begun = time.monotonic()
    with pytest.raises(UnreadableError, match="took longer than"):
        read_source(rb"{\rtf1 a}", "x.rtf")
    assert time.monotonic() - begun < 10
    child = Path("/proc") / (tmp_path / "child").read_text().strip() / "status"
    assert not child.exists() or "State:\tZ" in child.read_text()


def test_every_file_has_a_folder_and_a_profile_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(
        "PLANPARSE_SOFFICE", fake_office(tmp_path, f'echo "$@" >> {tmp_path}/calls; pwd >> {tmp_path}/folders')
    )
    for _ in range(2):
        with pytest.raises(UnreadableError):
            read_source(rb"{\rtf1 a}", "x.rtf")
    profiles = re.findall(r"-env:UserInstallation=(\S+)", (tmp_path / "calls").read_text())
    folders = (tmp_path / "folders").read_text().split()
    assert 2 == len(set(profiles)) == len(set(folders))
    assert not any(Path(folder).exists() for folder in folders)


def test_the_profile_forbids_macros_and_links(tmp_path: Path) -> None:
    write_profile(tmp_path)
    settings = (tmp_path / "user" / "registrymodifications.xcu").read_text("utf-8")
    for name, value in (("MacroSecurityLevel", "3"), ("BlockUntrustedRefererLinks", "true"), ("Link", "0")):
        assert re.search(rf'oor:name="{name}" oor:op=.fuse.><value>{value}</value>', settings)


@needs_office
def test_nothing_is_fetched_from_the_network() -> None:
    """Pictures and sections that a file links to stay unread; a listener on this machine would see the call."""
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        ended = threading.Event()

        def listen() -> None:
            while not ended.is_set():
                try:
                    calls.append(server.accept()[1])
                except TimeoutError:
                    continue

        listener = threading.Thread(target=listen)
        listener.start()
        link = f"http://127.0.0.1:{server.getsockname()[1]}/a"
        picture = f'<draw:frame svg:width="1cm" svg:height="1cm"><draw:image xlink:href="{link}.png"/></draw:frame>'
        part = f'<text:section text:name="a"><text:section-source xlink:href="{link}.odt"/></text:section>'
        field = rf'{{\rtf1 a{{\field{{\*\fldinst INCLUDEPICTURE "{link}.png" \\d}}{{\fldrslt b}}}}}}'
        try:
            for data in (open_text(f"<text:p>a{picture}</text:p>{part}"), field.encode()):
                assert "a" in words(read_source(data, "x").value)
        finally:
            ended.set()
            listener.join()
    assert [] == calls


@needs_office
def test_no_other_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("bí mật", "utf-8")
    link = (tmp_path / "secret.txt").as_uri()
    part = f'<text:section text:name="a"><text:section-source xlink:href="{link}"/><text:p>b</text:p></text:section>'
    assert "bí mật" not in words(read_source(open_text(f"<text:p>a</text:p>{part}"), "x").value)


def compound(stream: str, content: bytes) -> bytes:
    """The head, one directory sector and one stream of an OLE file, as far as a look into it goes."""
    head = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + (9).to_bytes(2, "little")).ljust(512, b"\0")
    entry = stream.encode("utf-16-le").ljust(64, b"\0").ljust(116, b"\0")
    entry += (1).to_bytes(4, "little") + (4096).to_bytes(4, "little") + bytes(4)
    return head + entry.ljust(512, b"\0") + content.ljust(4096, b"\0")


LOCKED = {
    "doc": compound("WordDocument", bytes(10) + b"\x00\x01"),
    "xls": compound("Workbook", b"\x09\x08\x04\x00abcd" + b"\x2f\x00\x02\x00xx"),
    "docx": compound("EncryptedPackage", b""),
    "odt": open_text("", "<manifest:encryption-data/>"),
}


@pytest.mark.parametrize("data", LOCKED.values(), ids=LOCKED.keys())
def test_files_under_a_password_are_told_at_once(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="protected by a password"):
        read_source(data, "x")


def test_files_without_a_password_are_not_taken_for_locked() -> None:
    assert Kind.OLD_WORD is recognise(compound("WordDocument", bytes(12)))
    assert Kind.OLD_WORKBOOK is recognise(compound("Workbook", b"\x09\x08\x04\x00abcd\x0a\x00\x00\x00"))
    assert Kind.OLD_WORKBOOK is recognise(compound("Workbook", b"")[:700])


HOSTILE = {
    "deep_rtf": rb"{\rtf1 " + b"{" * 100_000 + b"a",
    "rtf_of_nothing": rb"{\rtf1",
    "noise_in_doc": compound("WordDocument", bytes(range(256)) * 16),
    "noise_in_xls": compound("Workbook", bytes(range(255, -1, -1)) * 16),
    "odt_of_noise": build_zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": b"\xff\xfe<"}),
}


@needs_office
@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_refused_or_read_in_bounds(data: bytes) -> None:
    begun = time.monotonic()
    try:
        read_source(data, "x")
    except UnreadableError as error:
        assert "\n" not in str(error)
    assert time.monotonic() - begun < 100


@needs_office
def test_a_cut_word_file_is_refused_or_read() -> None:
    whole = old_word()
    for end in (600, len(whole) // 2, len(whole) - 100):
        try:
            assert read_source(whole[:end], "x").value.blocks
        except UnreadableError as error:
            assert str(error).startswith("x: ")


def fold(text: str) -> str:
    """White space, case and the bars that the transcripts put between cells do not count.

    The fonts of capitals (.VnTimeH) hold small letters: a transcript has those, a reader of the page sees capitals.
    """
    return " ".join(unicodedata.normalize("NFC", text).replace("|", " ").replace("\xad", "").casefold().split())


FILES = sorted(path for path in LEGACY.glob("*") if path.suffix != ".txt") if LEGACY.is_dir() else []


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    FILES or [pytest.param(None, marks=pytest.mark.skip(reason="no legacy files here"))],
    ids=lambda path: path.name if path else "none",
)
def test_letters_of_fonts_from_before_unicode(path: Path) -> None:
    expected = fold(path.with_suffix(".txt").read_text("utf-8"))
    found = fold(words(read_source(path.read_bytes(), path.name).value))
    assert 1 - Levenshtein.distance(expected, found) / len(expected) >= 0.995
