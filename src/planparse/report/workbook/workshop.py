"""What everybody who writes a sheet needs: the workbook, its formats, the words of its language."""

from typing import Any

from planparse.report.labels import Labels
from planparse.report.workbook.layout import name_sheet
from planparse.report.workbook.styles import HEADER_COLOUR, LINK_COLOUR, Styles
from planparse.wording.catalogue import Catalogue

_TABLE_TAB = "#9AA5B1"


class Workshop:
    """A workbook that is being written. ``cut`` counts texts that are longer than a cell holds."""

    def __init__(self, workbook: Any, catalogue: Catalogue) -> None:
        self.labels = Labels(catalogue)
        self.styles = Styles(workbook, catalogue.language)
        self.cut = 0
        self._workbook = workbook
        self._names: list[str] = []

    def say(self, key: str, **values: object) -> str:
        """A text of the export."""
        return self.labels.catalogue.say(key, **values)

    def add_sheet(self, title: str, part: int = 1, for_reading: bool = True) -> tuple[str, Any]:
        """A new sheet at the end, and what it came to be called."""
        name = name_sheet(title, part, self._names)
        self._names.append(name)
        sheet = self._workbook.add_worksheet(name)
        sheet.set_tab_color(LINK_COLOUR if for_reading else _TABLE_TAB)
        return name, sheet

    def add_cover(self, title: str) -> Any:
        """The first sheet."""
        _, sheet = self.add_sheet(title)
        sheet.set_tab_color(HEADER_COLOUR)
        return sheet
