"""``planparse rules suggest``: files of proposals, and in a few lines what is in them."""

import sys
from pathlib import Path
from typing import NamedTuple

from planparse.cli.language import catalogue
from planparse.cli.screen import build_console, count_of
from planparse.rulebook.book import load_rules
from planparse.store.opening import open_read_only
from planparse.suggest import Suggestions, SuggestOptions, gather_unmatched, suggest_rules, write_suggestions


class SuggestFiles(NamedTuple):
    """Where suggestions come from and where they go."""

    db: Path
    out: Path
    force: bool


def run_suggest(files: SuggestFiles, options: SuggestOptions, folder: Path | None) -> None:
    """Writes the suggestions, and says where."""
    rules = load_rules(folder)
    with open_read_only(files.db) as connection:
        unmatched = gather_unmatched(connection)
    suggestions = suggest_rules(unmatched, rules, options)
    written = write_suggestions(suggestions, files.out, force=files.force)
    for path in written:
        print(path)
    console = build_console(sys.stdout)
    if not written:
        console.print(catalogue().say("cli.suggest.nothing"))
        return
    for line in _summary(suggestions):
        console.print(line)
    console.print(catalogue().say("cli.suggest.review", folder=files.out), soft_wrap=True)


def _summary(suggestions: Suggestions) -> list[str]:
    lines = []
    for noun, proposals in (("agency", suggestions.agencies), ("indicator", suggestions.indicators)):
        kept = [proposal for proposal in proposals if not proposal.doubt]
        new = sum(proposal.is_new for proposal in kept)
        doubtful = len(proposals) - len(kept)
        counts = {"new": new, "known": len(kept) - new, "doubtful": doubtful}
        lines.append(catalogue().say(f"cli.suggest.{noun}", **counts))
    for noun, listed in (
        ("deadline", suggestions.deadlines),
        ("column header", suggestions.headers),
        ("unit", suggestions.units),
    ):
        lines += [catalogue().say("cli.suggest.unread", things=count_of(len(listed), noun))] if listed else []
    return lines
