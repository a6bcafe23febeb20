"""Commands that ask a database. Each hands over to a function that imports what it needs."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from planparse.cli.options import DEFAULT_DB, Database

app = typer.Typer()


@app.command()
def compare(
    indicator: Annotated[str | None, typer.Option("--indicator", metavar="CODE")] = None,
    shared: Annotated[
        int,
        typer.Option("--shared", metavar="N", min=1),
    ] = 1,
    tasks: Annotated[bool, typer.Option("--tasks")] = False,
    cluster: Annotated[str | None, typer.Option("--cluster", metavar="ID")] = None,
    least: Annotated[
        float,
        typer.Option("--min-score", metavar="N", min=0, max=100),
    ] = 0,
    db: Database = DEFAULT_DB,
    form: Annotated[Literal["table", "csv", "json"], typer.Option("--format")] = "table",
) -> None:
    """Compare communes: communes down, indicators (chỉ tiêu) and years across; or the tasks they share."""
    if tasks or cluster is not None:
        from planparse.cli.shared_tasks import run_shared_tasks

        run_shared_tasks(db, form, shared=shared, cluster=cluster, indicator=indicator, least=least)
        return
    from planparse.cli.databases import run_compare

    run_compare(db, indicator, shared, form)


@app.command()
def show(
    record: Annotated[str, typer.Argument(metavar="ID")],
    db: Database = DEFAULT_DB,
    image: Annotated[Path | None, typer.Option("--image", metavar="FILE")] = None,
    file: Annotated[Path | None, typer.Option("--file", metavar="PATH")] = None,
    form: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """Show a record: what is printed, what was read from it, and where it stands (nguồn gốc)."""
    from planparse.cli.showing import run_show

    run_show(record, db, form, image=image, file=file)


@app.command(
    context_settings={"ignore_unknown_options": True},  # a statement may begin with a comment: "-- ..."
)
def query(
    sql: Annotated[str | None, typer.Argument(metavar="SQL", show_default=False)] = None,
    example: Annotated[
        str | None,
        typer.Option("--example", metavar="NAME"),
    ] = None,
    examples: Annotated[bool, typer.Option("--examples")] = False,
    db: Database = DEFAULT_DB,
    form: Annotated[Literal["table", "csv", "json", "parquet"], typer.Option("--format")] = "table",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE")] = None,
    lake: Annotated[
        str | None,
        typer.Option("--lake", metavar="DIR|URL"),
    ] = None,
) -> None:
    """Ask the database with SQL; it can only be read."""
    from planparse.cli.databases import print_questions, run_query_command, settle_sql

    if examples:
        print_questions()
    elif lake is not None:
        from planparse.cli.clustering import run_lake_query

        run_lake_query(lake, settle_sql(sql, example), form, out)
    else:
        run_query_command(db, settle_sql(sql, example), form, out)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    form: Annotated[Literal["xlsx", "parquet", "csv", "datapackage"], typer.Option("--format")],
    db: Database = DEFAULT_DB,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="NAME")] = None,
) -> None:
    """Write every table and view to files (xuất dữ liệu); xlsx is one workbook.

    datapackage: CSV for programs (lists as JSON) with datapackage.json, which csv and parquet get, too.
    """
    from planparse.cli.exporting import run_export

    run_export(db, folder, form, tuple(only or ()))


@app.command(
    "eval",
)
def evaluate(
    gold: Annotated[
        list[str],
        typer.Argument(metavar="GOLD"),
    ],
    db: Database = DEFAULT_DB,
    fail_under: Annotated[float, typer.Option("--fail-under", metavar="F", min=0, max=1)] = 0.0,
    detail: Annotated[bool, typer.Option("--detail")] = False,
    form: Annotated[str | None, typer.Option("--form", metavar="ENDING")] = None,
) -> None:
    """Measure how well plans were read, against annotations made by hand (đối chiếu)."""
    from planparse.cli.evaluating import EvalOptions, run_eval

    raise typer.Exit(run_eval(gold, db, EvalOptions(fail_under=fail_under, detail=detail, form=form)))
