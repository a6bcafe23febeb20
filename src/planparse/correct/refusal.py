"""Why a correction cannot be done, as data: whoever shows it says it in the language of the reader."""

from typing import Literal

Reason = Literal[
    "gone",
    "read_otherwise",
    "no_such_field",
    "no_such_value",
    "needs_name",
    "needs_words",
    "several_targets",
    "bad_number",
    "bad_date",
    "bad_year",
    "unknown_agency",
    "unknown_indicator",
    "unknown_commune",
    "nothing_above",
    "not_in_name",
    "already_record",
    "bad_record_kind",
    "empty_row",
]


class CannotCorrectError(Exception):
    """A correction does not fit what stands there; nothing was changed.

    Args:
        reason: what is wrong; ``corrections.refused.<reason>`` in the catalogue of texts.
        values: what the text needs.
    """

    def __init__(self, reason: Reason, **values: object) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.values = values
