"""Parts that Word keeps beside the body, or hides in it: text boxes, footnotes, fields, links, controls, moves."""

import copy
import unicodedata
from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table
from docx.text.paragraph import Paragraph

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_DRAWING = " ".join(
    f'xmlns:{prefix}="http://schemas.{host}"'
    for prefix, host in (
        ("mc", "openxmlformats.org/markup-compatibility/2006"),
        ("wps", "microsoft.com/office/word/2010/wordprocessingShape"),
        ("wp", "openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "openxmlformats.org/drawingml/2006/main"),
    )
)
_LEGACY_DRAWING = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def add_text_box(paragraph: Paragraph, words: str) -> None:
    """A red frame with words, as Word writes it: once for new programs, once more for old ones."""
    inner = f'<w:txbxContent><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{_red(words)}</w:p></w:txbxContent>'
    shape = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1152000" cy="360000"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln w="19050"><a:solidFill>'
        '<a:srgbClr val="FF0000"/></a:solidFill></a:ln></wps:spPr>'
        f"<wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp>"
    )
    place = (
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:posOffset>120000</wp:posOffset>'
        '</wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>60000</wp:posOffset></wp:positionV>'
        '<wp:extent cx="1152000" cy="360000"/><wp:wrapNone/><wp:docPr id="71" name="Khung 1"/><wp:cNvGraphicFramePr/>'
    )
    uri = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    anchor = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" '
        f'layoutInCell="1" allowOverlap="1">{place}<a:graphic><a:graphicData uri="{uri}">{shape}</a:graphicData>'
        "</a:graphic></wp:anchor>"
    )
    old = f'<w:pict><v:shape style="width:90pt;height:28pt"><v:textbox>{inner}</v:textbox></v:shape></w:pict>'
    choice = f'<mc:Choice Requires="wps"><w:drawing>{anchor}</w:drawing></mc:Choice>'
    whole = f"<mc:AlternateContent>{choice}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')} {_DRAWING} {_LEGACY_DRAWING}>{whole}</w:r>"))


def _red(words: str) -> str:
    return f'<w:r><w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr><w:t>{escape(words)}</w:t></w:r>'


def add_footnote(document: Document, paragraph: Paragraph, words: str) -> None:
    """A footnote whose sign stands at the end of the paragraph."""
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{sign}/></w:r></w:p></w:footnote>'
        for kind, number, sign in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    )
    text = f'<w:r><w:t xml:space="preserve"> {escape(words)}</w:t></w:r>'
    note = f'<w:footnote w:id="1"><w:p>{mark}{text}</w:p></w:footnote>'
    data = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{lines}{note}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, data.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    sign = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="1"/>'
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{sign}</w:r>"))


def link_words(paragraph: Paragraph, words: str, address: str) -> None:
    """Puts the run that is these words inside a hyperlink."""
    number = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    for run in paragraph.runs:
        if run.text == words:
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), number)
            run._r.addprevious(link)
            link.append(run._r)


def split_run(paragraph: Paragraph, words: str) -> bool:
    """Makes these words a run of their own; whether they stand in one run of the paragraph."""
    for run in paragraph.runs:
        before, found, after = run.text.partition(words)
        if not found:
            continue
        for text in (before, words):
            if text:
                twin = copy.deepcopy(run._r)
                run._r.addprevious(twin)
                _set_text(twin, text)
        if after:
            _set_text(run._r, after)
        else:
            run._r.getparent().remove(run._r)
        return True
    return False


def _set_text(run: object, text: str) -> None:
    for child in list(run):  # type: ignore[call-overload]
        if child.tag in (qn("w:t"), qn("w:noBreakHyphen")):
            run.remove(child)  # type: ignore[attr-defined]
    element = OxmlElement("w:t")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(element)  # type: ignore[attr-defined]


def put_in_field(paragraph: Paragraph, words: str, code: str) -> None:
    """Makes the run that is these words the result of a field."""
    for run in paragraph.runs:
        if run.text == words:
            for kind in ("begin", "code", "separate"):
                run._r.addprevious(_field_run(kind, code))
            run._r.addnext(_field_run("end", code))


def _field_run(kind: str, code: str) -> object:
    inner = f'<w:fldChar w:fldCharType="{kind}"/>'
    if kind == "code":
        inner = f'<w:instrText xml:space="preserve"> {escape(code)} </w:instrText>'
    return parse_xml(f"<w:r {nsdecls('w')}>{inner}</w:r>")


def control_blocks(paragraphs: Sequence[Paragraph]) -> None:
    """Puts neighbouring paragraphs inside one content control."""
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    control.append(OxmlElement("w:sdtPr"))
    control.append(content)
    paragraphs[0]._p.addprevious(control)
    for paragraph in paragraphs:
        content.append(paragraph._p)


def move_paragraph(paragraph: Paragraph) -> None:
    """A tracked move: the paragraph's words stand, struck, also where they were taken from (below the paragraph)."""
    twin = copy.deepcopy(paragraph._p)
    paragraph._p.addnext(twin)
    for element, tag in ((paragraph._p, "w:moveTo"), (twin, "w:moveFrom")):
        wrapper = OxmlElement(tag)
        for name, value in (("w:id", "9100"), ("w:author", "Van phong"), ("w:date", "2026-01-01T00:00:00Z")):
            wrapper.set(qn(name), value)
        runs = element.findall(qn("w:r"))
        runs[0].addprevious(wrapper)
        for run in runs:
            wrapper.append(run)
    properties = twin.find(qn("w:pPr"))
    mark = parse_xml(
        f'<w:rPr {nsdecls("w")}><w:moveFrom w:id="9101" w:author="Van phong" w:date="2026-01-01T00:00:00Z"/></w:rPr>'
    )
    properties.append(mark)


def harden_hyphens(paragraph: Paragraph, words: str) -> None:
    """The hyphens of the run that is these words become no-break hyphens, an element of their own in Word."""
    for run in paragraph.runs:
        if run.text != words:
            continue
        for child in run._r.findall(qn("w:t")):
            run._r.remove(child)
        for index, piece in enumerate(words.split("-")):
            if index:
                run._r.append(OxmlElement("w:noBreakHyphen"))
            element = OxmlElement("w:t")
            element.text = piece
            run._r.append(element)


def decompose(document: Document) -> None:
    """The letters of the body in Unicode's decomposed form (NFD), as some Macs and converters leave them."""
    for element in document.element.body.iter(qn("w:t"), qn("w:delText")):
        element.text = unicodedata.normalize("NFD", element.text or "")


def merge_down(table: Table, column: int, first: int, last: int) -> None:
    """One cell over several rows; the covered cells keep an empty paragraph, as Word writes them."""
    for row in range(first, last + 1):
        cell = table.rows[row]._tr.tc_lst[column]
        cell.vMerge = "restart" if row == first else "continue"
        if row > first:
            for paragraph in cell.findall(qn("w:p"))[1:]:
                cell.remove(paragraph)
            for run in cell.find(qn("w:p")).findall(qn("w:r")):
                run.getparent().remove(run)
