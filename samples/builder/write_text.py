"""The text form: what an OCR program leaves of a scanned plan (rows with tabs, blank lines where pages end)."""

import re
from collections.abc import Iterator

from builder.forms import TextForm
from builder.model import (
    CUT,
    Appendix,
    Block,
    DashRow,
    Duty,
    GroupRow,
    Paragraph,
    RecordRow,
    Row,
    Sample,
    Section,
    Sentences,
    Table,
    TableBlock,
)

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_SIGN = re.compile(r"([≥≤])\s*(\d[\d.,]*)\s*(%?)")


def write_text(sample: Sample) -> str:
    form = sample.forms.text
    parts = [*_head(sample, form), *_blocks(sample.body, form), *_end(sample, form)]
    for appendix in sample.appendices:
        parts += _appendix(appendix, form)
    return "\n\n".join(parts) + "\n"


def _head(sample: Sample, form: TextForm) -> list[str]:
    head = sample.head
    marks = [head.number_line, head.date_line]
    if form.header == "one_line":
        marks = [" ".join(marks)]
    zones = ["\n".join(head.issuer), "\n".join(MOTTO)] if form.header == "full" else []
    title = "\n".join(head.title)
    return [*zones, *marks, _heading(head.doc_type, form, "## "), _strong(title, form)]


def _blocks(blocks: tuple[Block, ...], form: TextForm) -> Iterator[str]:
    for block in blocks:
        match block:
            case Section(head=None):
                yield _cut(f"{block.sec}{block.close} {block.words}", form)
            case Section():
                marks = "#" * min(block.level + 1, 5) + " "
                yield _cut(_heading(f"{block.sec}{block.close} {block.words}", form, marks), form)
            case Paragraph():
                yield _cut(block.p, form)
            case Sentences():
                yield _cut(block.words, form)
            case Duty():
                yield "\n".join(block.lines)
            case TableBlock():
                yield _table(block.table, form)


def _cut(text: str, form: TextForm) -> str:
    return _latex(text, form).replace(CUT, "\n\n")


def _heading(text: str, form: TextForm, marks: str) -> str:
    return f"{marks}**{text}**" if form.markdown else text


def _strong(text: str, form: TextForm) -> str:
    return f"**{text}**" if form.markdown else text


def _latex(text: str, form: TextForm) -> str:
    if not form.latex:
        return text
    command = {"≥": "\\geq", "≤": "\\leq"}
    return _SIGN.sub(lambda m: f"${command[m[1]]} {m[2]}{chr(92) + '%' if m[3] else ''}$", text)


def _table(table: Table, form: TextForm) -> str:
    header = ["\t".join(row) for row in table.header_rows()]
    lines = list(header)
    for row in table.rows:
        lines += _row(row, table, form, header)
    return "\n".join(lines)


def _row(row: Row, table: Table, form: TextForm, header: list[str]) -> list[str]:
    match row:
        case DashRow():
            return ["\t".join([row.dash] * len(table.columns))]
        case GroupRow():
            return [*_page(row.page, header), _group(row, len(table.columns), form)]
        case RecordRow():
            return [*_page(row.page, header), *_record(row, form, header)]


def _page(page: bool | str, header: list[str]) -> list[str]:
    if not page:
        return []
    return ["", *header] if page == "header" else [""]


def _group(row: GroupRow, columns: int, form: TextForm) -> str:
    label, text = row.g[0], _cell(row.g[1], form)
    cells = [" ".join(filter(None, (label, text)))] if row.merged == "all" else [label, text]
    if form.html:
        cells = [f"<b>{cell}</b>" if cell else "" for cell in cells]
    return "\t".join(cells + [""] * (columns - len(cells)))


def _record(row: RecordRow, form: TextForm, header: list[str]) -> list[str]:
    halves = [cell.split(CUT) if CUT in cell else [cell, ""] for cell in row.r]
    first = "\t".join(_cell(half[0], form) for half in halves)
    if not any(CUT in cell for cell in row.r):
        return [first.rstrip("\t") if row.short else first]
    second = "\t".join(_cell(half[1], form) for half in halves)
    return [first, *_page("header" if row.cut_header else True, header), second]


def _cell(text: str, form: TextForm) -> str:
    return _latex(text.strip(), form).replace("\n", "<br>" if form.html else " ")


def _end(sample: Sample, form: TextForm) -> list[str]:
    signer = sample.signer
    recipients = "\n".join(["Nơi nhận:", *(f"- {line}" for line in sample.recipients)])
    office = "\n".join([*signer.authority, signer.title])
    signature = [_strong(office, form), _strong(signer.name, form)]
    return [*signature, recipients] if form.signature_first else [recipients, *signature]


def _appendix(appendix: Appendix, form: TextForm) -> list[str]:
    title = _strong("\n".join([appendix.label_line, *appendix.title]), form)
    attached = [appendix.attached] if appendix.attached else []
    return [title, *attached, *_blocks(appendix.blocks, form)]
