"""Every note a stage may add: how grave it is; what it means and what to do stand in ``codes.yaml`` of the wording."""

from typing import NamedTuple

from planparse.model.records import Severity
from planparse.wording.catalogue import ENGLISH, Catalogue


class Code(NamedTuple):
    """What is the same for every note of one code."""

    name: str
    severity: Severity

    @property
    def meaning(self) -> str:
        """What it means, in English: what the database keeps."""
        return self.say_meaning(ENGLISH)

    @property
    def advice(self) -> str:
        """What to do about it, in English."""
        return self.say_advice(ENGLISH)

    def say_meaning(self, catalogue: Catalogue) -> str:
        """What it means, in the language of a catalogue.

        >>> CODES["header.no_date"].say_meaning(Catalogue("vi"))
        'Không thấy dòng địa danh, ngày tháng năm'
        """
        return catalogue.say(f"codes.{self.name}.meaning")

    def say_advice(self, catalogue: Catalogue) -> str:
        """What to do about it, in the language of a catalogue."""
        return catalogue.say(f"codes.{self.name}.advice")


def format_message(code: str, quoted: str) -> str:
    """The message of a finding as it is stored: what its code means, and the words that it is about.

    >>> format_message("header.no_year", ""), format_message("target.text", "Đạt")
    ("The plan's year is not known", 'A target is words, not a number: Đạt')
    """
    return f"{CODES[code].meaning}: {quoted}" if quoted else CODES[code].meaning


def say_finding(code: str, message: str, catalogue: Catalogue) -> str:
    """A stored message in the language of a catalogue; the words of the plan in it stay as they are.

    Args:
        code: of the finding; one that is not known (of a later version) keeps its message.
        message: as it is stored, in English.
        catalogue: of the reader.

    >>> say_finding("target.text", "A target is words, not a number: Đạt", Catalogue("vi"))
    'Giá trị chỉ tiêu ghi bằng chữ, không phải số: Đạt'
    """
    known = CODES.get(code)
    if known is None or not message.startswith(known.meaning):
        return message
    return known.say_meaning(catalogue) + message.removeprefix(known.meaning)


def say_advice(code: str, catalogue: Catalogue) -> str | None:
    """What to do about a finding; None where the code is not known."""
    known = CODES.get(code)
    return None if known is None else known.say_advice(catalogue)


_SEVERITIES: dict[str, Severity] = {
    "read.undecodable": "warning",
    "read.empty_page": "error",
    "read.too_large": "error",
    "read.bad_text_layer": "error",
    "ocr.pages": "info",
    "ocr.blank_page": "info",
    "ocr.failed": "error",
    "ocr.doubtful": "warning",
    "ocr.unread": "warning",
    "ocr.mended": "info",
    "read.page_failed": "error",
    "read.nested_table": "info",
    "read.legacy_font": "info",
    "read.font_guessed": "warning",
    "read.embedded": "warning",
    "read.picture": "info",
    "read.contents": "info",
    "read.floating": "info",
    "read.web_page": "info",
    "read.hidden_sheet": "warning",
    "read.hidden_cells": "info",
    "read.formula": "warning",
    "read.watermark": "info",
    "read.footnotes": "warning",
    "signature.unread": "info",
    "header.no_type": "warning",
    "header.no_symbol": "warning",
    "header.no_date": "warning",
    "header.no_year": "warning",
    "header.no_signer": "info",
    "header.from_attachment": "info",
    "header.attachments_differ": "warning",
    "plan.empty": "warning",
    "section.numbering": "info",
    "table.no_header": "warning",
    "table.other": "info",
    "table.unruled": "warning",
    "table.span_cut": "info",
    "row.short": "warning",
    "row.long": "warning",
    "row.shifted": "warning",
    "row.joined": "info",
    "row.no_name": "warning",
    "row.name_only": "info",
    "row.group_values": "info",
    "row.deadline_above": "info",
    "row.unparsed": "warning",
    "row.ordinal": "info",
    "task.unattached": "warning",
    "task.lone_label": "info",
    "task.unknown_label": "info",
    "task.shared_labels": "info",
    "task.from_prose": "info",
    "task.ditto": "info",
    "task.repeated": "info",
    "indicator.no_target": "info",
    "indicator.unmatched": "info",
    "indicator.fuzzy": "info",
    "indicator.tie": "info",
    "target.text": "info",
    "target.leftover": "warning",
    "target.repaired": "info",
    "deadline.unparsed": "warning",
    "deadline.impossible": "warning",
    "deadline.coarse": "info",
    "deadline.repaired": "info",
    "agency.unmatched": "info",
    "agency.fuzzy": "info",
    "agency.tie": "info",
    "agency.outdated": "info",
    "citation.two_dates": "warning",
    "citation.other_date": "info",
    "place.no_commune": "warning",
    "place.ambiguous": "warning",
    "place.unknown": "warning",
    "place.repaired": "info",
    "place.old_name": "info",
    "correction.lost": "warning",
    "correction.dropped": "info",
    "correction.settled": "info",
    "correction.kept": "warning",
}

CODES: dict[str, Code] = {name: Code(name, severity) for name, severity in _SEVERITIES.items()}
