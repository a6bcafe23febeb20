"""Proposals put to the test: those that would break a rule are set aside for a person."""

from pathlib import Path
from tempfile import TemporaryDirectory

from planparse.errors import RuleError
from planparse.rulebook.agencies import load_agency_rules
from planparse.rulebook.book import RuleBook
from planparse.rulebook.indicators import load_indicator_rules
from planparse.rulecheck import find_failures
from planparse.suggest.proposals import Proposal, Suggestions
from planparse.suggest.writing import write_files

_ROUNDS = 5  # what is set aside may uncover another fault; after so many rounds everything that is new is set aside


def set_aside_failing(suggestions: Suggestions, rules: RuleBook) -> Suggestions:
    """The suggestions, in which every proposal without a doubt passes the check of the rules."""
    for _ in range(_ROUNDS):
        failing = _failing(suggestions, rules)
        if not failing:
            return suggestions
        suggestions = suggestions._replace(
            agencies=_set_aside(suggestions.agencies, failing), indicators=_set_aside(suggestions.indicators, failing)
        )
    doubtful = {proposal.code: "the check of the rules" for proposal in _active(suggestions)}
    return suggestions._replace(
        agencies=_set_aside(suggestions.agencies, doubtful), indicators=_set_aside(suggestions.indicators, doubtful)
    )


def _failing(suggestions: Suggestions, rules: RuleBook) -> dict[str, str]:
    """Codes of proposals that fail, and why."""
    codes = {proposal.code for proposal in _active(suggestions)}
    if not codes:
        return {}
    with TemporaryDirectory() as folder:
        write_files(suggestions, Path(folder))
        try:
            findings = find_failures(_with(rules, Path(folder)), ("agencies", "indicators"))
        except RuleError as exc:
            return dict.fromkeys((code for code in codes if repr(code) in str(exc)), "it does not fit the rules")
    return {rule: finding.text for finding in findings for rule in finding.rules if rule in codes}


def _with(rules: RuleBook, folder: Path) -> RuleBook:
    """The rules with those of a folder; only what proposals can change is loaded again."""
    folders = (*rules.folders, folder)
    changed = rules._replace(agencies=load_agency_rules(*folders), indicators=load_indicator_rules(*folders))
    return changed._replace(folders=folders)


def _active(suggestions: Suggestions) -> tuple[Proposal, ...]:
    return tuple(one for one in (*suggestions.agencies, *suggestions.indicators) if not one.doubt)


def _set_aside(proposals: tuple[Proposal, ...], failing: dict[str, str]) -> tuple[Proposal, ...]:
    return tuple(
        one._replace(doubt=f"this fails: {failing[one.code]}") if not one.doubt and one.code in failing else one
        for one in proposals
    )
