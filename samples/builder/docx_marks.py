"""Parts of Word's XML that python-docx has no words for: automatic numbers, tracked changes, content controls."""

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

_LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-"))
_AUTHOR = {"w:author": "Van phong", "w:date": "2026-01-01T00:00:00Z"}


def start_numbering(document: Document) -> int:
    """The number of a new list "I. / 1. / a) / -", whose lower levels restart under each upper one."""
    return _add_list(document, _LEVELS)


def start_ordinals(document: Document) -> int:
    """The number of a new list "1", "2", "3" for the ordinal column of one table."""
    return _add_list(document, (("decimal", "%1"),))


def _add_list(document: Document, levels: tuple[tuple[str, str], ...]) -> int:
    root = document.part.numbering_part.element
    taken = [int(item.get(qn("w:abstractNumId"))) for item in root.findall(qn("w:abstractNum"))]
    number = max(taken, default=0) + 1
    inner = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (kind, text) in enumerate(levels)
    )
    multi = '<w:multiLevelType w:val="multilevel"/>'
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{multi}{inner}</w:abstractNum>')
    first = root.find(qn("w:num"))
    if first is None:
        root.append(abstract)
    else:
        first.addprevious(abstract)
    return int(root.add_num(number).numId)


def number_paragraph(paragraph: Paragraph, numbering: int, level: int) -> None:
    """Gives the paragraph its automatic number, which is not in its text."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = numbering


def add_tracked(paragraph: Paragraph, inserted: str, deleted: str) -> None:
    """Adds a tracked deletion (none when empty) and a tracked insertion."""
    if deleted:
        gone = _wrapper("w:del", 9001)
        run = paragraph.add_run(deleted)._r
        run.find(qn("w:t")).tag = qn("w:delText")
        _wrap(run, gone)
    _wrap(paragraph.add_run(inserted)._r, _wrapper("w:ins", 9002))


def add_control(paragraph: Paragraph, text: str) -> None:
    """Adds the text inside a content control."""
    run = paragraph.add_run(text)._r
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    control.append(OxmlElement("w:sdtPr"))
    control.append(content)
    run.getparent().replace(run, control)
    content.append(run)


def _wrapper(tag: str, number: int) -> object:
    element = OxmlElement(tag)
    element.set(qn("w:id"), str(number))
    for name, value in _AUTHOR.items():
        element.set(qn(name), value)
    return element


def _wrap(run: object, wrapper: object) -> None:
    run.getparent().replace(run, wrapper)  # type: ignore[attr-defined]
    wrapper.append(run)  # type: ignore[attr-defined]
