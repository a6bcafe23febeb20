"""``planparse export``: tables and views as files."""

import sys
from datetime import datetime
from pathlib import Path

from planparse import __version__
from planparse.cli.language import catalogue
from planparse.errors import UsageError
from planparse.report.export import ExportFormat, ExportJob, export_all
from planparse.report.making import Making
from planparse.report.relations import choose_relations
from planparse.store.opening import open_read_only
from planparse.wording.message import Message
from planparse.wording.system import name_reason


def run_export(db: Path, folder: Path, form: ExportFormat, only: tuple[str, ...] = ()) -> None:
    """Writes tables and views, and says where."""
    with open_read_only(db) as connection:
        choose_relations(connection, only)  # no folder is made where there is nothing to export
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise UsageError(Message("export.errors.cannot_make", path=folder, reason=name_reason(exc))) from exc
    making = Making(datetime.now().astimezone().replace(microsecond=0), db.name, __version__)
    with open_read_only(db, out=folder) as connection:
        exported = export_all(connection, folder, ExportJob(form, making, catalogue(), only))
    for file in exported.files:
        print(file)
    if exported.cut:
        print(f"planparse: {catalogue().say('export.cli.cut', count=exported.cut)}", file=sys.stderr)
