"""Rules in several files: those of one folder stand side by side, those of a later folder add to the earlier ones.

A later folder need only hold what it adds or changes, so a clerk can keep a file of two lines:

- an item with the ``id`` or ``code`` of an earlier one changes it: its lists are added to the earlier lists, everything
  else takes the place of what was there; with ``replace_all: true`` the earlier item is gone as a whole;
- any other item of a list is added, unless it is there already;
- a mapping is merged key by key.
"""

from typing import Any

RuleData = dict[str, Any]

IDENTITIES = ("id", "code")
"""The keys that name an item, in the order in which they are looked for."""

_REPLACE = "replace_all"


def join_files(first: RuleData, second: RuleData) -> RuleData:
    """Two files of one folder: their lists one after the other.

    Raises:
        ValueError: both say something else of the same thing.

    >>> join_files({"units": ["%"]}, {"units": ["xã"], "per": []})
    {'units': ['%', 'xã'], 'per': []}
    """
    joined = dict(first)
    for key, value in second.items():
        if key not in joined:
            joined[key] = value
        elif isinstance(joined[key], list) and isinstance(value, list):
            if twice := sorted(_names(joined[key]) & _names(value)):
                raise ValueError(f"{twice[0]!r} stands in another file of this folder too")
            joined[key] = [*joined[key], *value]
        else:
            raise ValueError(f"{key!r} stands in another file of this folder too")
    return joined


def add_layer(base: RuleData, layer: RuleData) -> RuleData:
    """The rules of ``base`` with what ``layer`` adds and changes.

    >>> add_layer({"agencies": [{"code": "a", "name": "A", "aliases": ["B"]}]},
    ...           {"agencies": [{"code": "a", "aliases": ["C"]}]})
    {'agencies': [{'code': 'a', 'name': 'A', 'aliases': ['B', 'C']}]}
    """
    return {key: _add(base.get(key), layer[key]) if key in layer else base[key] for key in {**base, **layer}}


def _add(base: Any, layer: Any) -> Any:
    if isinstance(base, dict) and isinstance(layer, dict):
        return add_layer(base, layer)
    if isinstance(base, list) and isinstance(layer, list):
        return _add_items(base, layer)
    return layer


def _add_items(base: list[Any], layer: list[Any]) -> list[Any]:
    places = {name: index for index, item in enumerate(base) if (name := _name(item))}
    items = list(base)
    for item in layer:
        index = places.get(_name(item) or "")
        if index is not None:
            items[index] = _change(items[index], item)
        elif item not in items:
            items.append(_without_mark(item))
    return items


def _change(base: RuleData, item: RuleData) -> RuleData:
    return _without_mark(item) if item.get(_REPLACE) is True else add_layer(base, _without_mark(item))


def _without_mark(item: Any) -> Any:
    return {key: value for key, value in item.items() if key != _REPLACE} if isinstance(item, dict) else item


def _name(item: object) -> str | None:
    if not isinstance(item, dict):
        return None
    return next((item[key] for key in IDENTITIES if isinstance(item.get(key), str)), None)


def _names(items: list[Any]) -> set[str]:
    return {name for item in items if (name := _name(item))}
