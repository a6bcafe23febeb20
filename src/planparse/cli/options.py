"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Database = Annotated[Path, typer.Option("--db", envvar="PLANPARSE_DB", metavar="FILE")]
Rules = Annotated[
    Path | None,
    typer.Option("--rules", metavar="DIR"),
]
DEFAULT_DB = Path("plans.duckdb")
