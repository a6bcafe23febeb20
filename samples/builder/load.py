"""Loading the YAML of a sample and of the readings; a key that stands twice is an error."""

from pathlib import Path

import yaml

from builder.model import Sample
from builder.readings import Readings


def load_sample(path: Path) -> Sample:
    return Sample.model_validate(_load(path))


def load_readings(path: Path) -> Readings:
    return Readings.model_validate(_load(path))


class _UniqueLoader(yaml.SafeLoader):
    """YAML takes the last of two equal keys in silence; here that is an error."""


def _unique_mapping(loader: _UniqueLoader, node: yaml.MappingNode) -> dict[object, object]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    twice = [key for i, key in enumerate(keys) if key in keys[:i]]
    if twice:
        raise ValueError(f"line {node.start_mark.line + 1}: the key {twice[0]!r} stands twice")
    return loader.construct_mapping(node, deep=True)


_UniqueLoader.add_constructor("tag:yaml.org,2002:map", _unique_mapping)


def _load(path: Path) -> object:
    return yaml.load(path.read_text("utf-8"), Loader=_UniqueLoader)
