"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Database = Annotated[
    Path, typer.Option("--db", envvar="PLANPARSE_DB", metavar="FILE", help="The database (cơ sở dữ liệu).")
]
Rules = Annotated[
    Path | None,
    typer.Option("--rules", metavar="DIR", help="A folder of rules that add to the built-in ones and override them."),
]
DEFAULT_DB = Path("plans.duckdb")
