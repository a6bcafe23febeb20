"""How cells look: one format for each kind of cell, made when it is first asked for."""

from typing import Any

from planparse.wording.catalogue import Language

HEADER_COLOUR, BAND_COLOUR, LINK_COLOUR = "#1F4E78", "#DDEBF7", "#0B5394"
LATE_COLOUR, SOON_COLOUR, GREY = "#F8D7DA", "#FFF3CD", "#666666"
_LINE = "#BFC9D4"

_BASE: dict[str, object] = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_LINED = _BASE | {"bottom": 4, "bottom_color": _LINE}  # 4: dotted; for the cover, which has no grid
_KINDS: dict[str, dict[str, object]] = {
    "text": _BASE | {"text_wrap": True, "indent": 1},
    "centred": _BASE | {"text_wrap": True, "align": "center"},
    "long": _BASE | {"indent": 1},  # wrapped, it would fill the screen
    "number": _BASE | {"align": "right", "indent": 1},
    "doubtful": _BASE | {"text_wrap": True, "align": "center", "bg_color": SOON_COLOUR},
    "header": _BASE
    | {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": HEADER_COLOUR,
        "text_wrap": True,
        "valign": "vcenter",
        "align": "center",
        "border": 1,
        "border_color": "#FFFFFF",
    },
    "subheader": _BASE
    | {
        "bold": True,
        "bg_color": BAND_COLOUR,
        "text_wrap": True,
        "valign": "vcenter",
        "align": "center",
        "border": 1,
        "border_color": _LINE,
    },
    "title": _BASE | {"bold": True, "font_size": 18, "font_color": HEADER_COLOUR},
    "lead": _BASE | {"font_size": 12, "text_wrap": True},
    "section": _BASE | {"bold": True, "font_color": "#FFFFFF", "bg_color": HEADER_COLOUR},
    "group": _BASE | {"bold": True, "bg_color": BAND_COLOUR},
    "fact": _LINED | {"bold": True},
    "plain": _LINED | {"text_wrap": True},
    "left": _LINED | {"align": "left"},
    "link": _LINED | {"font_color": LINK_COLOUR, "underline": 1, "text_wrap": True},
    "name": _BASE | {"font_name": "Consolas", "font_size": 10, "font_color": GREY},
}


class Styles:
    """The formats of one workbook.

    Numbers and dates carry the language of the call: programs that heed it write 1.500,5 for Vietnamese; others, like
    Excel, write them as the computer is set.
    """

    def __init__(self, workbook: Any, language: Language) -> None:
        self._workbook = workbook
        self._locale = "[$-42A]" if language == "vi" else ""
        self._made: dict[tuple[str, str], Any] = {}
        # numbers are asked for cell by cell
        self._whole = self._format("number", f"{self._locale}#,##0")
        self._broken = self._format("number", f"{self._locale}#,##0.######")
        self._late = workbook.add_format({"bg_color": LATE_COLOUR})
        self._soon = workbook.add_format({"bg_color": SOON_COLOUR})

    def of(self, kind: str) -> Any:
        """The format of a kind of cell."""
        return self._format(kind, "")

    def number(self, value: float) -> Any:
        """A quantity: grouped digits, no needless decimals."""
        return self._whole if value == int(value) else self._broken

    def signed(self, value: float, sign: str) -> Any:
        """A quantity with a sign in front that belongs to the format: the cell holds the number, to be sorted."""
        digits = "#,##0" if value == int(value) else "#,##0.######"
        return self._format("centred", f'{self._locale}"{sign} "{digits}' if sign else f"{self._locale}{digits}")

    def left_number(self) -> Any:
        """A quantity of the cover, beside the words that name it."""
        return self._format("left", f"{self._locale}#,##0")

    def left_date(self) -> Any:
        """A day of the cover."""
        return self._format("left", f"{self._locale}dd/mm/yyyy")

    def counting(self) -> Any:
        """A number that is a name (a year, a page): digits without grouping."""
        return self._format("number", "0")

    def date(self) -> Any:
        """A day: 30/06/2026."""
        return self._format("number", f"{self._locale}dd/mm/yyyy")

    def time(self) -> Any:
        """A moment: 30/06/2026 14:05."""
        return self._format("number", f"{self._locale}dd/mm/yyyy hh:mm")

    def late(self) -> Any:
        """What colours a cell that is overdue, or an error."""
        return self._late

    def soon(self) -> Any:
        """What colours a cell that needs a look."""
        return self._soon

    def _format(self, kind: str, digits: str) -> Any:
        if (kind, digits) not in self._made:
            settings = _KINDS[kind] | ({"num_format": digits} if digits else {})
            self._made[kind, digits] = self._workbook.add_format(settings)
        return self._made[kind, digits]
