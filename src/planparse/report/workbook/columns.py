"""The sheet that names every column: what people call it, what it is called in the database, what it holds."""

from collections.abc import Sequence

from planparse.report.relations import Relation
from planparse.report.workbook.layout import set_up_print
from planparse.report.workbook.workshop import Workshop

_HEADERS = ("of_sheet", "label", "relation", "column", "type", "meaning")
_WIDTHS = (26, 32, 22, 22, 14, 80)


def write_columns(shop: Workshop, relations: Sequence[Relation]) -> tuple[str, int]:
    """Writes the sheet; returns its name and how many columns it lists."""
    name, sheet = shop.add_sheet(shop.say("export.columns.sheet"))
    text, technical = shop.styles.of("text"), shop.styles.of("name")
    for position, (key, width) in enumerate(zip(_HEADERS, _WIDTHS, strict=True)):
        sheet.set_column(position, position, width)
        sheet.write_string(0, position, shop.say(f"export.columns.{key}"), shop.styles.of("header"))
    row = 0
    for relation in relations:
        for column in relation.columns:
            row += 1
            said = (shop.labels.relation(relation.name), shop.labels.column(relation.name, column.name))
            for position, value in enumerate((*said, relation.name, column.name, column.type, column.comment)):
                sheet.write_string(row, position, value, technical if position in (2, 3, 4) else text)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, row, len(_HEADERS) - 1)
    set_up_print(sheet, shop.labels, name, header_rows=1)
    return name, row
