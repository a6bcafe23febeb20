"""Builds small Word documents in memory from pieces of their XML."""

import io
import zipfile
from collections.abc import Mapping

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def bold(text: str) -> str:
    return run(text, "<w:b/>")


def para(content: str, properties: str = "") -> str:
    """A paragraph; plain text becomes one run."""
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def numbered(content: str, *, list_id: int = 1, level: int = 0) -> str:
    return para(content, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def cell(content: str, properties: str = "") -> str:
    inner = content if content.startswith(("<w:p>", "<w:tbl>")) else para(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def span(count: int) -> str:
    return f'<w:gridSpan w:val="{count}"/>'


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(part if part.startswith("<w:tc>") else cell(part) for part in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def level(number: int, shape: str, text: str, extra: str = "") -> str:
    shape_xml = f'<w:start w:val="1"/><w:numFmt w:val="{shape}"/>'
    return f'<w:lvl w:ilvl="{number}">{shape_xml}{extra}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}</w:numbering>'


def styles(content: str) -> str:
    return f"<w:styles {_W}>{content}</w:styles>"


def document(body: str) -> str:
    return f"<w:document {_W} {_MC} {_M}><w:body>{body}</w:body></w:document>"


def build_zip(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def notes(kind: str, *bodies: str) -> str:
    """The part of a document that holds its footnotes or endnotes, ids from 1."""
    items = "".join(f'<w:{kind} w:id="{number}">{body}</w:{kind}>' for number, body in enumerate(bodies, 1))
    return f"<w:{kind}s {_W}>{items}</w:{kind}s>"


def reference(kind: str, number: int, own_mark: str = "") -> str:
    custom = f' w:customMarkFollows="1"/><w:t>{own_mark}</w:t>' if own_mark else "/>"
    return f'<w:r><w:{kind}Reference w:id="{number}"{custom}</w:r>'


def build_docx(body: str, **parts: str) -> bytes:
    """A Word document; other parts by name: ``styles_xml=...`` is word/styles.xml."""
    others = {f"word/{name.removesuffix('_xml')}.xml": content for name, content in parts.items() if content}
    return build_zip({"[Content_Types].xml": _TYPES, "word/document.xml": document(body)} | others)
