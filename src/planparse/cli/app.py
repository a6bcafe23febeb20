"""The commands with their options. Each hands over to a function that imports what it needs."""

from pathlib import Path
from typing import Annotated, Literal

import typer

app = typer.Typer(
    name="planparse",
    help="Read the plans (kế hoạch) of Vietnamese communes into a DuckDB database and compare them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="Begin with: planparse ingest FOLDER; then: planparse compare",
)
rules_app = typer.Typer(no_args_is_help=True, help="Look after the rule files (quy tắc).")
app.add_typer(rules_app, name="rules")

Database = Annotated[
    Path, typer.Option("--db", envvar="PLANPARSE_DB", metavar="FILE", help="The database (cơ sở dữ liệu).")
]
Rules = Annotated[
    Path | None,
    typer.Option("--rules", metavar="DIR", help="A folder of rules that add to the built-in ones and override them."),
]
DEFAULT_DB = Path("plans.duckdb")


def _show_version(wanted: bool) -> None:
    if wanted:
        from planparse import __version__

        typer.echo(f"planparse {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Options that come before a command."""


@app.command(
    short_help="Read plans into the database.",
    epilog='Example: planparse ingest "plans/2026/*.docx" archive.zip --db plans.duckdb',
)
def ingest(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders, patterns or .zip archives.")],
    db: Database = DEFAULT_DB,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Files read at a time; default: one per processor.")
    ] = None,
    rules: Rules = None,
) -> None:
    """Read plans into the database; files that are in already are skipped."""
    from planparse.cli.ingesting import run_ingest

    raise typer.Exit(run_ingest(paths, db, jobs=jobs, rules_folder=rules))


@app.command(epilog="Example: planparse parse plan.docx --format md")
def parse(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A plan.")],
    form: Annotated[Literal["json", "yaml", "md"], typer.Option("--format", help="Form of the output.")] = "json",
    rules: Rules = None,
    debug_image: Annotated[
        Path | None,
        typer.Option("--debug-image", metavar="DIR|FILE", help="Draw what was found on each page of a PDF (PNG)."),
    ] = None,
) -> None:
    """Read one plan and print what was read; nothing is stored."""
    from planparse.cli.documents import run_parse

    raise typer.Exit(run_parse(file, form, rules, debug_image=debug_image))


@app.command(
    short_help="List what to look at in a plan (kiểm tra).",
    epilog="Exit code 1 when there are warnings or errors; with --strict, remarks (info) count as well.",
)
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Plans.")],
    strict: Annotated[bool, typer.Option("--strict", help="Count remarks (info) as findings too.")] = False,
    rules: Rules = None,
) -> None:
    """List what a reviewer should look at in a plan, the gravest first (kiểm tra)."""
    from planparse.cli.documents import run_check

    raise typer.Exit(run_check(files, strict=strict, rules_folder=rules))


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
) -> None:
    """Ask the database with SQL; it can only be read."""
    from planparse.cli.databases import print_questions, run_query_command, settle_sql

    if examples:
        print_questions()
    else:
        run_query_command(db, settle_sql(sql, example), form, out)


@app.command(
    short_help="Write every table and view to files (xuất dữ liệu).",
    epilog="Example: planparse export out --format xlsx",
)
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder for the files; made where there is none.")],
    form: Annotated[Literal["parquet", "csv", "xlsx"], typer.Option("--format", help="Kind of file.")],
    db: Database = DEFAULT_DB,
) -> None:
    """Write every table and view to files (xuất dữ liệu); xlsx is one workbook."""
    from planparse.cli.databases import run_export

    run_export(db, folder, form)


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


@rules_app.command("check")
def check_rules(rules: Rules = None) -> None:
    """Check the rule files and run the examples in them."""
    from planparse.cli.rules import run_rules_check

    raise typer.Exit(run_rules_check(rules))


@rules_app.command(
    "explain",
    context_settings={"ignore_unknown_options": True},  # a text may begin with a dash: "- Phòng Kinh tế"
    short_help="Show which rule reads a text, and how (giải thích).",
    epilog='Example: planparse rules explain "Quý II/2026"',
)
def explain_text(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A cell or a sentence, as printed.")],
    kind: Annotated[
        Literal["deadline", "target", "agency", "indicator", "citation", "task"] | None,
        typer.Option("--as", help="Read it as this only; without it, as all."),
    ] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="YEAR", help="The plan's year (năm kế hoạch).")] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="UNIT", help="The unit of its row or column (đơn vị tính).")
    ] = None,
    rules: Rules = None,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="Form of the output.")] = "text",
) -> None:
    """Show which rule reads a text, where the rule stands, and what it gives (giải thích)."""
    from planparse.cli.explanations import run_explain
    from planparse.explaining import ExplainOptions

    raise typer.Exit(run_explain(text, kind, ExplainOptions(year, unit), rules, form))


@rules_app.command(
    "suggest",
    short_help="Propose rules for what the database could not match (đề xuất).",
    epilog="Example: planparse rules suggest --db plans.duckdb --out rules-suggested",
)
def suggest(
    db: Database = DEFAULT_DB,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Folder for the files; made where there is none.")
    ] = Path("rules-suggested"),
    least: Annotated[
        int, typer.Option("--min", metavar="N", min=1, help="Leave out what is named less than N times.")
    ] = 1,
    top: Annotated[
        int, typer.Option("--top", metavar="N", min=1, help="At most N of a kind, the most frequent.")
    ] = 100,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there already.")] = False,
    rules: Rules = None,
) -> None:
    """Write rule files (YAML) that propose aliases, agencies and indicators for what went unmatched (đề xuất)."""
    from planparse.cli.suggesting import SuggestFiles, run_suggest
    from planparse.suggest import SuggestOptions

    run_suggest(SuggestFiles(db, out, force), SuggestOptions(least, top), rules)
