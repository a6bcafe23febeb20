"""What went unmatched → suggestions that pass the check of the rules, the most frequent first."""

from collections.abc import Iterable
from typing import NamedTuple

from planparse.rulebook.book import RuleBook
from planparse.suggest.agencies import group_agencies, propose_agencies
from planparse.suggest.gathering import Mention, Unmatched
from planparse.suggest.grouping import Group, group_by_text
from planparse.suggest.indicators import group_indicators, propose_indicators
from planparse.suggest.proposals import Listed, Suggestions, join_additions
from planparse.suggest.proving import set_aside_failing


class SuggestOptions(NamedTuple):
    """How much is suggested.

    Attributes:
        least: what is named less often is left out.
        top: how many proposals of each kind at most.
    """

    least: int = 1
    top: int = 100


def suggest_rules(unmatched: Unmatched, rules: RuleBook, options: SuggestOptions) -> Suggestions:
    """Proposals for everything that no rule knew.

    1. Each mention is in one proposal or list, if that is named often enough.
    2. Every proposal without a doubt passes ``rules check``, together with the rules it was made for.
    """
    headers = (mention for mention in unmatched.headers if not rules.columns.find_rules(mention.text))
    agencies = _often(group_agencies(unmatched.agencies, rules.agencies), options)
    indicators = _often(group_indicators(unmatched.indicators, rules), options)
    suggestions = Suggestions(
        agencies=join_additions(propose_agencies(agencies, rules.agencies)),
        indicators=join_additions(propose_indicators(indicators, rules)),
        deadlines=_list(unmatched.deadlines, options),
        headers=_list(headers, options),
        units=_list(unmatched.units, options),
    )
    return set_aside_failing(suggestions, rules)


def _often(groups: Iterable[Group], options: SuggestOptions) -> list[Group]:
    return [group for group in groups if group.times >= options.least][: options.top]


def _list(mentions: Iterable[Mention], options: SuggestOptions) -> tuple[Listed, ...]:
    groups = _often(group_by_text(mentions), options)
    return tuple(Listed(group.texts[0], group.evidence[0]) for group in groups)
