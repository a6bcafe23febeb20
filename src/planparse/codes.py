"""Every note a stage may add: how grave it is, what it means, what to do about it."""

from typing import NamedTuple

from planparse.model.records import Severity


class Code(NamedTuple):
    """What is the same for every note of one code."""

    severity: Severity
    meaning: str
    advice: str


CODES: dict[str, Code] = {
    "read.undecodable": Code("warning", "Bytes that are no text were replaced", "Save the file as UTF-8"),
    "read.empty_page": Code(
        "error",
        "A page has no text that can be read",
        "Install OCR (make ocr; pip install 'planparse[ocr]') and read the file again",
    ),
    "read.too_large": Code("error", "A page holds more than was read", "Open the file and compare this page by eye"),
    "read.bad_text_layer": Code(
        "error",
        "The text layer of a page is not its text",
        "Install OCR (make ocr; pip install 'planparse[ocr]') and read the file again",
    ),
    "ocr.pages": Code("info", "Pages were read by OCR", "Look at the findings on them, and compare some rows"),
    "ocr.blank_page": Code("info", "A scanned page is blank", "Is it the back of a sheet?"),
    "ocr.failed": Code("error", "OCR could not read a page", "Compare the page by eye, or scan it again"),
    "ocr.doubtful": Code("warning", "OCR was not sure of these words", "Compare them with the page"),
    "ocr.unread": Code("warning", "There is print that OCR made no word of", "Look at the place on the page"),
    "ocr.mended": Code("info", "A numeral or sign was read by its strokes", "Compare with the page"),
    "read.page_failed": Code("error", "A page could not be read", "Open the file and compare this page by eye"),
    "read.nested_table": Code("info", "A table inside a cell was read as text of that cell", "Compare the cell by eye"),
    "read.legacy_font": Code("info", "Text in a TCVN3 or VNI font was turned into Unicode", "Compare some words"),
    "read.font_guessed": Code(
        "warning",
        "Letters are not what their font says: spelling decided",
        "Compare some words",
    ),
    "read.embedded": Code("warning", "An object or another file set into the document was left out", "Open it in Word"),
    "read.picture": Code("info", "Pictures were left out", "Is there text in them?"),
    "read.contents": Code("info", "The table of contents was left out", "Its headings stand in the text"),
    "read.floating": Code("info", "A text box that floats beside the text was left out", "It is mostly a stamp"),
    "read.web_page": Code("info", "Parts of a web page around the document were left out", "Compare with the page"),
    "read.hidden_sheet": Code("warning", "A hidden sheet of a workbook was left out", "Show it in Excel and save it"),
    "read.hidden_cells": Code("info", "Hidden rows or columns of a sheet were read", "Do they belong to the plan?"),
    "read.formula": Code("warning", "A formula has no stored result", "Open the file in Excel, save it, read it again"),
    "read.watermark": Code(
        "info", "Large words across the page were left out of its text", "See that they are a watermark"
    ),
    "read.footnotes": Code("warning", "A footnote has a mark and no text", "Look it up in the file"),
    "signature.unread": Code(
        "info", "A digital signature was not read in full", "Open the file in a program that shows signatures"
    ),
    "header.no_type": Code("warning", "No kind of document (KẾ HOẠCH ...) was found", "Is this file a plan?"),
    "header.no_symbol": Code("warning", "No number and symbol line (Số: .../KH-UBND) was found", "Look at page 1"),
    "header.no_date": Code("warning", "No place and date line was found", "Look at page 1"),
    "header.no_year": Code("warning", "The plan's year is not known", "Undated deadlines are left without a year"),
    "header.no_signer": Code(
        "info", "No name of a signer was found", "Is the last page missing, or the plan not signed yet?"
    ),
    "header.from_attachment": Code(
        "info",
        'The header prints none: it was taken from a "Kèm theo" line or a title of an appendix',
        "Compare with the plan itself",
    ),
    "header.attachments_differ": Code(
        "warning",
        "Appendices contradict each other about the plan they belong to: nothing was taken",
        "Are they of one plan?",
    ),
    "plan.empty": Code(
        "warning",
        "No task and no indicator was found",
        "Are they in pictures, or in prose outside a section of targets?",
    ),
    "section.numbering": Code("info", "The numbering of sections jumps or repeats", "It is kept as printed"),
    "table.no_header": Code(
        "warning", "A table has no header row that the rules know", "Add its words to rules/columns.yaml"
    ),
    "table.other": Code("info", "A table holds neither tasks nor indicators", "Its rows are kept in source_rows"),
    "table.unruled": Code(
        "warning", "A table has no lines: its columns were told from white space", "Compare its rows with the page"
    ),
    "table.span_cut": Code(
        "info", "A merged cell that a page cuts was taken to hold for the rows on both pages", "Compare both pages"
    ),
    "row.short": Code("warning", "A row has fewer cells than its header", "Compare the row with its page"),
    "row.long": Code("warning", "A row has more cells than its header", "Compare the row with its page"),
    "row.shifted": Code(
        "warning", "The cells of a row stood one column off and were moved back", "Compare the row with its page"
    ),
    "row.joined": Code("info", "A row without ordinal was taken as the rest of the row above", "Compare the two rows"),
    "row.no_name": Code("warning", "A record has no name", "Compare the row with its page"),
    "row.name_only": Code("info", "A record has a name and nothing else", "Is it a heading of the rows below it?"),
    "row.group_values": Code(
        "info", "A heading row also names an agency or a deadline", "They hold for all its rows: compare the page"
    ),
    "row.deadline_above": Code(
        "info", "A row without date has the date of the row above", "Does that date head both rows?"
    ),
    "row.unparsed": Code("warning", "A row became no record", "Compare the row with its page"),
    "row.ordinal": Code("info", "The ordinals of a table jump or repeat", "A row may be missing in the source"),
    "task.unattached": Code(
        "warning", "Labelled lines (who, by when) stand below nothing that names a task", "Compare with the page"
    ),
    "task.lone_label": Code("info", "A labelled line (who, by when) became no task", "Is there a task above it?"),
    "task.unknown_label": Code(
        "info", "A line among labelled lines of a task has a label that is not known", "Add it to rules/tasks.yaml"
    ),
    "task.shared_labels": Code(
        "info", "Labelled lines stand below several items and were given to one task", "Are they about all of them?"
    ),
    "task.from_prose": Code(
        "info", "A sentence that names an agency and a day was taken as a task", "Compare with the page"
    ),
    "task.ditto": Code("info", '"nt" was read as the value of the task above', "Compare with the page"),
    "task.repeated": Code("info", "A task of the text is also a row of a table: the row was kept", "Compare the two"),
    "indicator.no_target": Code("info", "An indicator has no target value", "Compare the row with its page"),
    "indicator.unmatched": Code("info", "An indicator is not in the catalogue", "Add an alias in rules/indicators/"),
    "indicator.fuzzy": Code(
        "info", "An indicator was matched by similarity only", "Is it the same? Add the wording in rules/indicators/"
    ),
    "indicator.tie": Code(
        "info",
        "An indicator is like two of the catalogue, and none was chosen",
        "Add the wording to the right one in rules/indicators/",
    ),
    "target.text": Code("info", "A target is words, not a number", "It is kept as text"),
    "target.leftover": Code(
        "warning", "A number or a comparison in a target was not read", "Compare the cell with its values"
    ),
    "target.repaired": Code("info", "A target was read after mending a slip of OCR", "Compare with the page"),
    "deadline.unparsed": Code("warning", "A deadline was not understood", "Add a pattern to rules/deadlines.yaml"),
    "deadline.impossible": Code("warning", "A deadline names a day that does not exist", "Compare with the page"),
    "deadline.coarse": Code(
        "info", "A deadline was read less exactly than it is printed", "Read deadlines.raw for the whole of it"
    ),
    "deadline.repaired": Code("info", "A deadline was read after mending a slip of OCR", "Compare with the page"),
    "agency.unmatched": Code("info", "An agency is not in the rules", "Add an alias in rules/agencies/"),
    "agency.fuzzy": Code("info", "An agency was matched by similarity only", "Add the spelling in rules/agencies/"),
    "agency.tie": Code(
        "info", "An agency can be one of several, and was matched with none", "Add the spelling to the right one"
    ),
    "agency.outdated": Code(
        "info",
        "An agency has a name that was not in use at the plan's place and time",
        "If the name is right, add it with province and days in rules/agencies/",
    ),
    "citation.two_dates": Code(
        "warning",
        "A plan gives one cited document two dates",
        "One is a slip, or there are two documents: look at both",
    ),
    "citation.other_date": Code(
        "info", "A cited document is dated otherwise in rules/documents.yaml", "Compare with the document itself"
    ),
    "place.no_commune": Code("warning", "The commune that issued the plan is not known", "Look at page 1"),
    "place.ambiguous": Code(
        "warning", "Several communes have this name and the text does not decide", "Look at page 1"
    ),
    "place.unknown": Code("warning", "No commune of this name and type exists since July 2025", "Look at page 1"),
    "place.repaired": Code("info", "The commune's name was matched by similarity only", "Look at page 1"),
    "correction.lost": Code(
        "warning",
        "A correction does not fit what is read now, and changes nothing",
        "Look whether the plan is right without it; then undo it, or make it again",
    ),
    "correction.dropped": Code("info", "A reviewer says that this is no record", "See corrections for who and when"),
    "correction.settled": Code("info", "A reviewer has settled a finding", "See corrections for what was changed"),
    "place.old_name": Code("info", "The commune's name is from before July 2025", "It was mapped to its successor"),
}
