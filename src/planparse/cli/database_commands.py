"""Commands that ask a database. Each hands over to a function that imports what it needs."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from planparse.cli.options import DEFAULT_DB, Database

app = typer.Typer()


@app.command(
    short_help="Compare the indicators (chỉ tiêu) or tasks (nhiệm vụ) of communes.",
    epilog="Example: planparse compare --format csv > matrix.csv",
)
def compare(
    indicator: Annotated[
        str | None, typer.Option("--indicator", metavar="CODE", help="Only this indicator (mã chỉ tiêu).")
    ] = None,
    shared: Annotated[
        int,
        typer.Option("--shared", metavar="N", min=1, help="Only what N communes or more set (tasks: 2 at least)."),
    ] = 1,
    tasks: Annotated[
        bool, typer.Option("--tasks", help="Tasks that several communes set (nhiệm vụ chung): who leads, by when.")
    ] = False,
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="ID", help="Only this task (cluster_id of task_clusters).")
    ] = None,
    least: Annotated[
        float,
        typer.Option(
            "--min-score", metavar="N", min=0, max=100, help="Only tasks so surely the same; 100: same words."
        ),
    ] = 0,
    db: Database = DEFAULT_DB,
    form: Annotated[Literal["table", "csv", "json"], typer.Option("--format", help="Form of the output.")] = "table",
) -> None:
    """Compare communes: communes down, indicators (chỉ tiêu) and years across; or the tasks they share."""
    if tasks or cluster is not None:
        from planparse.cli.shared_tasks import run_shared_tasks

        run_shared_tasks(db, form, shared=shared, cluster=cluster, indicator=indicator, least=least)
        return
    from planparse.cli.databases import run_compare

    run_compare(db, indicator, shared, form)


@app.command(
    short_help="Show a record and its place in the file (nguồn gốc).",
    epilog="Example: planparse show p0123456789abcdef-k0003 --image page.png",
)
def show(
    record: Annotated[
        str, typer.Argument(metavar="ID", help="A task_id, indicator_id, section_id, table_id, row_id ... of a table.")
    ],
    db: Database = DEFAULT_DB,
    image: Annotated[
        Path | None, typer.Option("--image", metavar="FILE", help="Draw its page with its cells outlined (PNG).")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="PATH", help="Where the source file lies now, if it was moved.")
    ] = None,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="Form of the output.")] = "text",
) -> None:
    """Show a record: what is printed, what was read from it, and where it stands (nguồn gốc)."""
    from planparse.cli.showing import run_show

    run_show(record, db, form, image=image, file=file)


@app.command(
    context_settings={"ignore_unknown_options": True},  # a statement may begin with a comment: "-- ..."
    epilog='Example: planparse query "SELECT commune_name, task, due_on FROM v_tasks_due ORDER BY due_on"',
)
def query(
    sql: Annotated[str | None, typer.Argument(metavar="SQL", help="One SELECT statement.", show_default=False)] = None,
    example: Annotated[
        str | None,
        typer.Option("--example", metavar="NAME", help="Ask a ready question, for example due (sắp đến hạn)."),
    ] = None,
    examples: Annotated[bool, typer.Option("--examples", help="List the ready questions with their SQL.")] = False,
    db: Database = DEFAULT_DB,
    form: Annotated[
        Literal["table", "csv", "json", "parquet"], typer.Option("--format", help="Form of the output.")
    ] = "table",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to this file.")] = None,
    lake: Annotated[
        str | None,
        typer.Option("--lake", metavar="DIR|URL", help="Ask the Parquet files of a lake (kho tệp), not a database."),
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


@app.command(
    short_help="Write every table and view to files (xuất dữ liệu).",
    epilog="Example: planparse export out --format xlsx",
)
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder for the files; made where there is none.")],
    form: Annotated[Literal["xlsx", "parquet", "csv", "datapackage"], typer.Option("--format", help="Kind of file.")],
    db: Database = DEFAULT_DB,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="NAME", help="Only this table or view; may be given again.")
    ] = None,
) -> None:
    """Write every table and view to files (xuất dữ liệu); xlsx is one workbook.

    datapackage: CSV for programs (lists as JSON) with datapackage.json, which csv and parquet get, too.
    """
    from planparse.cli.exporting import run_export

    run_export(db, folder, form, tuple(only or ()))


@app.command(
    "eval",
    short_help="Measure how well plans were read (đối chiếu).",
    epilog="Example: planparse eval gold --db plans.duckdb --fail-under 0.95",
)
def evaluate(
    gold: Annotated[
        list[str],
        typer.Argument(metavar="GOLD", help="Gold files or folders; GOLD=NAME takes the plan from file NAME."),
    ],
    db: Database = DEFAULT_DB,
    fail_under: Annotated[
        float, typer.Option("--fail-under", metavar="F", min=0, max=1, help="Exit code 1 below this mean F1.")
    ] = 0.0,
    detail: Annotated[bool, typer.Option("--detail", help="Show what differs.")] = False,
    form: Annotated[
        str | None, typer.Option("--form", metavar="ENDING", help="Only plans from files such as NAME.ENDING.")
    ] = None,
) -> None:
    """Measure how well plans were read, against annotations made by hand (đối chiếu)."""
    from planparse.cli.evaluating import EvalOptions, run_eval

    raise typer.Exit(run_eval(gold, db, EvalOptions(fail_under=fail_under, detail=detail, form=form)))
