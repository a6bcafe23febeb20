"""Commands that look after the rules. Each hands over to a function that imports what it needs."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from planparse.cli.options import DEFAULT_DB, Database, Rules

app = typer.Typer(no_args_is_help=True)


@app.command("check")
def check_rules(rules: Rules = None) -> None:
    """Check the rule files and run the examples in them."""
    from planparse.cli.rules import run_rules_check

    raise typer.Exit(run_rules_check(rules))


@app.command(
    "explain",
    context_settings={"ignore_unknown_options": True},  # a text may begin with a dash: "- Phòng Kinh tế"
)
def explain_text(
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    kind: Annotated[
        Literal["deadline", "target", "agency", "indicator", "citation", "task"] | None,
        typer.Option("--as"),
    ] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="YEAR")] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="UNIT")] = None,
    rules: Rules = None,
    form: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """Show which rule reads a text, where the rule stands, and what it gives (giải thích)."""
    from planparse.cli.explanations import run_explain
    from planparse.explaining import ExplainOptions

    raise typer.Exit(run_explain(text, kind, ExplainOptions(year, unit), rules, form))


@app.command(
    "suggest",
)
def suggest(
    db: Database = DEFAULT_DB,
    out: Annotated[Path, typer.Option("--out", metavar="DIR")] = Path("rules-suggested"),
    least: Annotated[int, typer.Option("--min", metavar="N", min=1)] = 1,
    top: Annotated[int, typer.Option("--top", metavar="N", min=1)] = 100,
    force: Annotated[bool, typer.Option("--force")] = False,
    rules: Rules = None,
) -> None:
    """Write rule files (YAML) that propose aliases, agencies and indicators for what went unmatched (đề xuất)."""
    from planparse.cli.suggesting import SuggestFiles, run_suggest
    from planparse.suggest import SuggestOptions

    run_suggest(SuggestFiles(db, out, force), SuggestOptions(least, top), rules)
