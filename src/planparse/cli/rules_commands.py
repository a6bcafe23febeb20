"""Commands that look after the rules. Each hands over to a function that imports what it needs."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from planparse.cli.options import DEFAULT_DB, Database, Rules

app = typer.Typer(no_args_is_help=True, help="Look after the rule files (quy tắc).")


@app.command("check")
def check_rules(rules: Rules = None) -> None:
    """Check the rule files and run the examples in them."""
    from planparse.cli.rules import run_rules_check

    raise typer.Exit(run_rules_check(rules))


@app.command(
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


@app.command(
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
