"""The whole workbook: the order of its sheets, and nothing else."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter

from planparse.report.making import Making, read_facts
from planparse.report.relations import Relation, order_for_reading
from planparse.report.workbook.columns import write_columns
from planparse.report.workbook.cover import Entry, write_cover
from planparse.report.workbook.matrix import write_matrix
from planparse.report.workbook.sheet import write_relation
from planparse.report.workbook.workshop import Workshop
from planparse.wording.catalogue import Catalogue

_MATRIX = "v_indicator_matrix"
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(
    connection: duckdb.DuckDBPyConnection,
    relations: Sequence[Relation],
    path: Path,
    making: Making,
    catalogue: Catalogue,
) -> int:
    """Writes the workbook; a table too long for one sheet goes on in the next. Returns how many texts had to be cut.

    Raises:
        OSError: the file cannot be written.
        QueryError: the database cannot be read.
    """
    with _open_workbook(path) as workbook:
        shop = Workshop(workbook, catalogue)
        _write_sheets(connection, relations, workbook, shop, making)
    return shop.cut


@contextmanager
def _open_workbook(path: Path) -> Iterator[Any]:
    """A workbook that is written when all went well; its rows wait in files that are gone at the end in any case.

    It is made beside them and then copied: on a disk that is full, the writer of zip files ends with a traceback.
    """
    with tempfile.TemporaryDirectory(prefix="planparse-") as waiting:
        made = Path(waiting) / "made.xlsx"
        workbook = xlsxwriter.Workbook(str(made), _OPTIONS | {"tmpdir": waiting})
        workbook.use_zip64()
        try:
            yield workbook
            workbook.close()
            shutil.copyfile(made, path)
        except xlsxwriter.exceptions.FileCreateError as exc:
            raise OSError(str(exc)) from exc
        finally:
            for sheet in workbook.worksheets():
                sheet._opt_close()


def _write_sheets(
    connection: duckdb.DuckDBPyConnection, relations: Sequence[Relation], workbook: Any, shop: Workshop, making: Making
) -> None:
    title = shop.say("export.cover.sheet")
    workbook.set_properties(
        {"title": shop.say("export.cover.title"), "author": "planparse", "created": making.at.replace(tzinfo=None)}
    )
    cover = shop.add_cover(title)
    entries: list[Entry] = []
    ordered = order_for_reading(relations)
    if any(relation.name == _MATRIX for relation in relations):
        matrix = write_matrix(connection, shop)
        entries.append(Entry(matrix.first, shop.say("export.matrix.holds"), matrix.communes, True))
    for relation in (one for one in ordered if one.is_for_reading):
        entries.append(_write_entry(connection, shop, relation))
    name, listed = write_columns(shop, ordered)
    entries.append(Entry(name, shop.say("export.columns.holds"), listed, True))
    for relation in (one for one in ordered if not one.is_for_reading):
        entries.append(_write_entry(connection, shop, relation))
    write_cover(cover, shop, making, read_facts(connection, making.at.date()), entries)


def _write_entry(connection: duckdb.DuckDBPyConnection, shop: Workshop, relation: Relation) -> Entry:
    written = write_relation(connection, shop, relation)
    return Entry(written.first, shop.labels.holds(relation.name), written.rows, relation.is_for_reading)
