"""No network anywhere: a whole run with sockets forbidden, and files that ask to be completed from afar."""

import io
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from raw_pdf import one_page

from planparse.errors import UnreadableError
from planparse.read.dispatch import read_source

SAMPLES = Path(__file__).parents[1] / "samples"

# Python runs it at the start of every process, workers too. What is tried is written down as well: a library may
# swallow the exception. Sockets between processes of one machine (AF_UNIX) are how a pool talks to its workers.
FORBID = """
import os, socket

def forbid(*args, **kwargs):
    with open(os.environ["PLANPARSE_TRIED"], "a") as file:
        file.write(repr(args) + "\\n")
    raise OSError("no network in this test")

class Local(socket.socket):
    def __init__(self, family=socket.AF_INET, *args, **kwargs):
        if family in (socket.AF_INET, socket.AF_INET6) and kwargs.get("fileno") is None and len(args) < 3:
            forbid("socket", family)
        super().__init__(family, *args, **kwargs)

socket.socket = Local
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = forbid
"""


@pytest.fixture
def offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory whose programs of Python may open no socket; the file that tells what they tried."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(FORBID)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(site), *sys.path]))
    monkeypatch.setenv("PLANPARSE_TRIED", str(tmp_path / "tried"))
    return tmp_path / "tried"


def start(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)


def test_the_test_would_notice(offline: Path) -> None:
    """Also in a worker process, and where the exception is swallowed."""
    code = (
        "import multiprocessing, socket, contextlib\n"
        "def ask(n):\n    with contextlib.suppress(OSError): socket.create_connection(('127.0.0.1', n))\n"
        "    with contextlib.suppress(OSError): socket.socket()\n"
        "if __name__ == '__main__':\n    multiprocessing.get_context('spawn').Pool(1).map(ask, [9])\n"
    )
    Path("ask.py").write_text(code)
    assert 0 == start("ask.py").returncode
    assert 2 == len(offline.read_text().splitlines())


def test_a_run_needs_no_network(offline: Path) -> None:
    """Ingest of every common kind with workers, query, compare, export, status, watch."""
    Path("plans").mkdir()
    for name in ("docx/con-say.docx", "pdf/con-say.pdf", "html/con-say.html", "text/mao-dien.txt"):
        shutil.copy(SAMPLES / name, "plans")
    for arguments in (
        ("ingest", "plans", "--jobs", "1"),
        ("query", "SELECT count(*) AS n FROM plans", "--format", "json"),
        ("compare", "--format", "csv"),
        ("export", "out", "--format", "csv"),
        ("export", "out", "--format", "xlsx"),
        ("status",),
        ("watch", "plans", "--once", "--settle", "0"),
    ):
        done = start("-m", "planparse", *arguments)
        assert (0, arguments) == (done.returncode, arguments), done.stderr
        if arguments[0] == "query":
            assert [{"n": 4}] == json.loads(done.stdout)
    assert not offline.exists()


# --- what asks to be completed from afar ---------------------------------------------------------------------------


class Listener:
    """A server of this machine that counts who calls, libraries written in C and other programs included."""

    def __init__(self) -> None:
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._answer, daemon=True).start()

    def _answer(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            connection.close()

    def close(self) -> None:
        # one call of our own: it is answered after all others, so the count is whole when it comes back
        calls = self.calls
        with socket.create_connection(self._socket.getsockname()) as own:
            own.recv(1)
        assert calls + 1 == self.calls
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    yield server
    server.close()


def html(url: str) -> bytes:
    return f"""<!DOCTYPE html SYSTEM "{url}/html.dtd">
<html><head><base href="{url}/"><meta http-equiv="refresh" content="0;url={url}/m">
<link rel="stylesheet" href="{url}/c">
<script src="{url}/s"></script><style>@import url({url}/i); body {{ background: url({url}/b) }}</style></head>
<body><p>KẾ HOẠCH</p><img src="{url}/p.png"><img src="p.png"><iframe src="{url}/f"></iframe>
<object data="{url}/o"></object>
<table background="{url}/t"><tr><td>Nhiệm vụ</td></tr></table></body></html>""".encode()


def mhtml(url: str) -> bytes:
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    part = f"Content-Type: text/html; charset=utf-8\r\nContent-Location: {url}/page\r\n\r\n"
    body = f'Content-Type: message/external-body; access-type=URL; URL="{url}/e"\r\n\r\n'
    return (head + part).encode() + html(url) + f"\r\n--x\r\n{body}\r\n--x--\r\n".encode()


def pdf(url: str) -> bytes:
    at = url.encode()
    action = b"/OpenAction << /S /URI /URI (%s/a) >>" % at
    more = [
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
        b" /F << /FS /URL /F (%s/x) >> /FFilter /DCTDecode /Length 0 >>\nstream\n\nendstream" % at,
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 99 99] /A << /S /SubmitForm /F (%s/l) >> >>" % at,
    ]
    page = b"/MediaBox [0 0 595 842] /Annots [7 0 R]"
    return one_page(b"BT /F1 12 Tf 72 700 Td (KE HOACH) Tj ET /X1 Do", page=page, catalog=action, more=more)


def with_parts(path: Path, parts: dict[str, tuple[str, str]], more: dict[str, str]) -> bytes:
    """A zip file with texts replaced in its parts, and more parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as copy:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename in parts:
                old, new = parts[entry.filename]
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode(), 1)
            copy.writestr(entry.filename, data)
        for name, text in more.items():
            copy.writestr(name, text)
    return out.getvalue()


REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(url: str) -> bytes:
    rels = "".join(
        f'<Relationship Id="x{kind}" Type="{REL}/{kind}" Target="{url}/{kind}" TargetMode="External"/>'
        for kind in ("image", "hyperlink", "attachedTemplate", "oleObject", "subDocument", "header", "footnotes")
    )
    drawing = (
        '<w:body><w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:href="ximage" '
        f'src="{url}/v"/></v:shape></w:pict></w:r><w:r><w:instrText>INCLUDEPICTURE "{url}/i"</w:instrText></w:r></w:p>'
    )
    return with_parts(
        SAMPLES / "docx" / "con-say.docx",
        {"word/_rels/document.xml.rels": ("</Relationships>", f"{rels}</Relationships>"),
         "word/document.xml": ("<w:body>", drawing)},
        {},
    )  # fmt: skip


def docx_with_dtd(url: str) -> bytes:
    path = SAMPLES / "docx" / "con-say.docx"
    with zipfile.ZipFile(path) as archive:
        head = archive.read("word/document.xml").decode().partition("<w:document")[0]
    dtd = f'<!DOCTYPE x SYSTEM "{url}/x.dtd" [<!ENTITY % e SYSTEM "{url}/e"> %e; <!ENTITY f SYSTEM "{url}/f">]>'
    return with_parts(path, {"word/document.xml": ("<w:document", f"{dtd}<w:document")} if head else {}, {})


def word_xml(url: str) -> bytes:
    return f"""<?xml version="1.0"?><!DOCTYPE w:wordDocument SYSTEM "{url}/w.dtd" [<!ENTITY x SYSTEM "{url}/e">]>
<?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">
<w:body><w:p><w:r><w:t>KẾ HOẠCH &x;</w:t></w:r></w:p></w:body></w:wordDocument>""".encode()


def rtf(url: str) -> bytes:
    field = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{url}/p.png" \\d}}{{\fldrslt x}}}}'
    return (r"{\rtf1\ansi{\*\template " + url + r"/t.dot} KE HOACH " + field + r"\par}").encode()


def odt(url: str) -> bytes:
    out = io.BytesIO()
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0"'
        for name, kind in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} '
        'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:text>'
        '<text:p>KẾ HOẠCH</text:p><text:p><draw:frame text:anchor-type="as-char" svg:width="1cm" svg:height="1cm">'
        f'<draw:image xlink:href="{url}/p.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
        f'</draw:frame></text:p><text:section text:name="s"><text:section-source xlink:href="{url}/s.odt"/><text:p/>'
        "</text:section></office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in (("mimetype", kind), ("content.xml", content), ("META-INF/manifest.xml", manifest)):
            archive.writestr(name, text)
    return out.getvalue()


FROM_AFAR = (html, mhtml, pdf, docx, docx_with_dtd, word_xml)


@pytest.mark.parametrize("build", FROM_AFAR, ids=lambda build: build.__name__)
def test_what_a_file_refers_to_is_not_fetched(build: object, listener: Listener) -> None:
    """Whether it can be read or not."""
    try:
        read_source(build(listener.url), "x")  # type: ignore[operator]
    except UnreadableError:
        assert build in (docx_with_dtd, word_xml)
    assert 0 == listener.calls


@pytest.mark.skipif(not (shutil.which("soffice") or shutil.which("libreoffice")), reason="LibreOffice is not here")
@pytest.mark.parametrize("build", (rtf, odt), ids=lambda build: build.__name__)
def test_libreoffice_fetches_nothing_either(build: object, listener: Listener) -> None:
    read_source(build(listener.url), "x")  # type: ignore[operator]
    assert 0 == listener.calls
