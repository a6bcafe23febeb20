"""Which files hold one plan, and which plan replaces which: decided on plain values, without a database.

Two files of one commune hold one plan

1. when number, symbol and date of issue agree;
2. when kind, year and title agree and their numbers do not contradict (a year that one file does not tell needs the
   same number on both). Titles agree whatever their case, placement of tones, dashes, quotes and spaces; with or
   without the commune's name, the year and "(dự thảo)"; and when words differ by a slip of a scanner only (one letter,
   or marks). Digits never may differ;
3. a file without number (a draft) also when its title differs by some words, but most of its tasks and indicators are
   those of the other file.

Numbers contradict when both are printed and differ: two plans of one title in one year are two plans, one of which may
replace the other. Only beside the same date, on a scan, one digit may be misread. A draft that fits two plans belongs
to the one with more of its tasks, where these are as many to the one issued in the month printed on the draft, else to
none. A file of appendices only (neither kind nor title) is a copy only of a file that holds all its tasks and
indicators.

A plan is replaced by the plan of the same commune that says so with its number and symbol, and with its date where one
is printed. The later replaces the earlier: of two that replace each other the later date wins.
"""

from collections import defaultdict
from collections.abc import Sequence

from planparse.store.copies import group_copies
from planparse.store.files import File, Link, Names, Replacing, rank_file
from planparse.store.replacing import find_replaced
from planparse.store.titles import fold_file


def link_files(files: Sequence[File], replacing: Sequence[Replacing], names: Names) -> dict[str, Link]:
    """The links of every file that is given, by its id."""
    by_place: dict[str, list[File]] = defaultdict(list)
    for file in files:
        if file.place is not None:
            by_place[file.place].append(fold_file(file))
    links = {file.plan_id: Link(None, None) for file in files}
    said = defaultdict(list)
    for one in replacing:
        said[one.plan_id].append(one)
    for neighbours in by_place.values():
        groups = group_copies(neighbours, names) if len(neighbours) > 1 else [neighbours]
        best = {file.plan_id: min(group, key=rank_file) for group in groups for file in group}
        replaced = find_replaced(groups, said, best)
        for group in groups:
            chosen = best[group[0].plan_id].plan_id
            for file in group:
                same = chosen if file.plan_id != chosen else None
                links[file.plan_id] = Link(same, replaced.get(chosen))
    return links
