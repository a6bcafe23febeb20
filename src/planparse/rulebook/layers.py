"""Rules in several files: those of one folder stand side by side, those of a later folder add to the earlier ones.

A later folder need only hold what it adds, changes or takes away, so a clerk can keep a file of three lines:

- an item with the ``id`` or ``code`` of an earlier one changes it: its lists are added to the earlier lists, everything
  else takes the place of what was there; any other item is new;
- a mapping is merged key by key;
- ``remove:`` inside an item, or at the top of a file, takes away: ``remove: {aliases: ["Phòng Tài chính"]}`` names
  words of a list as they stand there, items by their ``id``, ``code`` or name, keys of a mapping. What is not there
  cannot be removed: that is an error, for it is a slip of the pen;
- ``replace_all: true`` in an item, or at the top of a file, drops all that the earlier folders said there.

Words are compared folded (``text.unicode.fold``), so "Phòng Văn hoá" adds nothing to "phòng văn hóa"; patterns and
examples letter by letter. An example with the words of an earlier one takes its place, for a changed rule may read them
otherwise; and the last folder says what an abbreviation (``short``) stands for.

The roads not taken: lists that take the place of the earlier ones would make every clerk copy 30 aliases to add one,
and lose those that a later version of planparse brings; a sign before a word ("-Phòng Tài chính") reads as a word.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from planparse.text.unicode import fold

RuleData = dict[str, Any]

IDENTITIES = ("id", "code")
"""The keys that name an item, in the order in which they are looked for."""

REMOVE, REPLACE = "remove", "replace_all"
"""What a later folder may say beside the keys of the rules."""

_PROVEN = ("text", "cell")  # what an example is about
_GIVEN = ("gives", "support")  # what it says of that
_LETTERS_COUNT = {"examples", "rejects", "abbreviations", "whole_codes"}


class LayerError(ValueError):
    """Files that cannot be put together, said in one line that names the rule."""


def join_files(first: RuleData, second: RuleData) -> RuleData:
    """Two files of one folder: their lists one after the other.

    Raises:
        LayerError: both say something else of the same thing, or one names an item twice.

    >>> join_files({"units": ["%"]}, {"units": ["xã"], "per": []})
    {'units': ['%', 'xã'], 'per': []}
    """
    joined = dict(first)
    for key, value in second.items():
        if isinstance(value, list):
            _check_once(value)
        if key not in joined:
            joined[key] = value
        elif isinstance(joined[key], list) and isinstance(value, list):
            if twice := sorted(set(_names(joined[key])) & set(_names(value))):
                raise LayerError(f"{twice[0]!r} stands in another file of this folder too")
            joined[key] = [*joined[key], *value]
        else:
            raise LayerError(f"{key!r} stands in another file of this folder too")
    return joined


def add_layer(base: RuleData, layer: RuleData) -> RuleData:
    """The rules of ``base`` with what ``layer`` adds, changes and takes away.

    Raises:
        LayerError: the layer removes what is not there, or an item stands in it twice.

    >>> add_layer({"agencies": [{"code": "a", "name": "A", "aliases": ["B", "D"]}]},
    ...           {"agencies": [{"code": "a", "aliases": ["C", "b"], "remove": {"aliases": ["D"]}}]})
    {'agencies': [{'code': 'a', 'name': 'A', 'aliases': ['B', 'C']}]}
    """
    said = {key: value for key, value in layer.items() if key not in (REMOVE, REPLACE)}
    kept: RuleData = {} if _replaces(layer) else base
    if REMOVE in layer:
        kept = _remove(kept, layer[REMOVE], _name(layer))
    changed = {key: _add(kept.get(key), value, exact=key in _LETTERS_COUNT) for key, value in said.items()}
    return {**kept, **changed}


def _replaces(layer: RuleData) -> bool:
    """Whether the earlier rules go; anything but true beside ``replace_all`` is a slip."""
    if layer.get(REPLACE, True) is not True:
        raise LayerError(f"{_of(_name(layer))}{REPLACE} can only be true; leave it out to add to what is there")
    return REPLACE in layer


def _add(base: Any, layer: Any, *, exact: bool) -> Any:
    if isinstance(layer, dict):
        return add_layer(base if isinstance(base, dict) else {}, layer)
    if isinstance(layer, list):
        return _add_items(base if isinstance(base, list) else [], layer, exact=exact)
    return layer


def _add_items(base: list[Any], layer: list[Any], *, exact: bool) -> list[Any]:
    """The items of both; an item of the layer stands where the same item stood before."""
    _check_once(layer)
    items = {_key(item, exact=exact): item for item in _without_shorts(base, layer)}
    for item in layer:
        key = _key(item, exact=exact)
        if isinstance(item, dict):
            items[key] = add_layer(items.get(key, {}) if _name(item) else {}, item)
        else:
            items.setdefault(key, item)
    return list(items.values())


def _key(item: Any, *, exact: bool) -> object:
    """What two items that are the same have in common."""
    if isinstance(item, str):
        return item if exact or "\\" in item else fold(item)
    if name := _name(item):
        return name, None
    if isinstance(item, dict) and any(key in item for key in _PROVEN):
        item = {key: value for key, value in item.items() if key not in _GIVEN}
    return json.dumps(item, sort_keys=True, default=str), None


def _without_shorts(base: list[Any], layer: list[Any]) -> Iterator[Any]:
    """The earlier items without the abbreviations that the layer explains itself."""
    taken = {fold(str(short)) for item in layer for short in _shorts(item)}
    for item in base:
        if item in layer or not _shorts(item):
            yield item
        elif left := [short for short in _shorts(item) if fold(str(short)) not in taken]:
            yield {**item, "short": left}


def _shorts(item: Any) -> list[Any]:
    found = item.get("short") if isinstance(item, dict) else None
    return found if isinstance(found, list) else []


def _remove(base: RuleData, removals: Any, name: str | None) -> RuleData:
    if not isinstance(removals, Mapping):
        raise LayerError(f'{_of(name)}{REMOVE} names a list and what to take from it: {{aliases: ["..."]}}')
    kept = dict(base)
    for key, words in removals.items():
        for word in words if isinstance(words, list) else [words]:
            left = _left(kept.get(key), word)
            if left == kept.get(key):
                raise LayerError(f"{_of(name)}cannot remove {word!r}: it is not among the earlier {key}")
            kept[key] = left
    return kept


def _left(held: Any, word: Any) -> Any:
    """What is left of a list or a mapping without a word, or without the item of that name."""
    folded = fold(str(word))
    if isinstance(held, dict):
        return {key: value for key, value in held.items() if fold(str(key)) != folded}
    if isinstance(held, list):
        return [item for item in held if folded not in {fold(name) for name in _called(item)}]
    return held


def _called(item: Any) -> Iterator[str]:
    """The words by which a person would name an item."""
    if isinstance(item, dict):
        yield from (str(item[key]) for key in (*IDENTITIES, *_PROVEN, "name") if key in item)
    else:
        yield str(item)


def _check_once(items: list[Any]) -> None:
    names = list(_names(items))
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise LayerError(f"{twice!r} stands twice in this list: write one item of it")


def _of(name: str | None) -> str:
    return f"rule {name!r}: " if name else ""


def _name(item: object) -> str | None:
    if not isinstance(item, dict):
        return None
    return next((item[key] for key in IDENTITIES if isinstance(item.get(key), str)), None)


def _names(items: Iterable[Any]) -> Iterator[str]:
    return (name for item in items if (name := _name(item)))
