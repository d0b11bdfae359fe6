"""Writes values as YAML that yamltext reads back the same, as plainly as it can be written."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.resolver import BaseResolver
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    LiteralScalarString,
    SingleQuotedScalarString,
)

from adapters.files.yaml.text import NOTHING

Value = str | Mapping[str, "Value"] | Sequence["Value"]
Words = dict[str, Value]

INLINE = 72
"""The longest mapping or list that is written on one line, in characters."""
UNFOLDED = 1_000_000
"""A width that no line reaches."""


class _TextResolver(BaseResolver):
    """Takes every plain scalar for text, so that none needs quotes to stay text."""

    def __init__(self, version: object = None, loader: object = None) -> None:
        super().__init__(loader)


def given(words: Mapping[str, Value | None]) -> Words:
    """Return `words` without those that say nothing."""
    return {name: value for name, value in words.items() if value}


def write_yaml(data: Mapping[str, Value]) -> str:
    """Return `data` as YAML, its top-level parts apart; every scalar is text."""
    return "\n".join(_written({name: _styled(value)}) for name, value in data.items())


def scalar(text: str) -> str:
    """Return one value as it is written after a name, with quotes where it needs them."""
    sequence = CommentedSeq([_text(" ".join(text.split()))])
    sequence.fa.set_flow_style()
    return _written({"x": sequence}, UNFOLDED).partition("[")[2].rpartition("]")[0]


def _written(data: Mapping[str, object], width: int = 96) -> str:
    yaml = YAML()
    yaml.Resolver = _TextResolver
    yaml.default_flow_style = False
    yaml.width = width
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    yaml.dump(data, stream)
    return stream.getvalue()


def _styled(value: Value, inner: bool = False) -> object:
    """Return a value with marks for how it is written: small ones on one line."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        mapping = CommentedMap((_text(name), _styled(one, True)) for name, one in value.items())
        if inner and _short(value):
            mapping.fa.set_flow_style()
        return mapping
    sequence = CommentedSeq(_styled(one, True) for one in value)
    if _short(value) or not value:
        sequence.fa.set_flow_style()
    return sequence


def _text(text: str) -> str:
    """Return a text with the style it needs to be read back as it is."""
    styled: str = text
    # In a list on one line, the library reads a plain `?x` as a name without a value.
    if text in NOTHING or text[0] in "?:-":
        styled = SingleQuotedScalarString(text)
    lines = text.split("\n")
    plain = all(line == line.strip() and line.isprintable() for line in lines)
    if len(lines) > 1 and plain and all(lines):
        styled = LiteralScalarString(text)
    elif not text.isprintable():
        styled = DoubleQuotedScalarString(text)
    return styled


def _short(value: Value) -> bool:
    """Whether a mapping or list of nothing but scalars fits on one line."""
    items = [*value.keys(), *value.values()] if isinstance(value, Mapping) else [*value]
    texts = [one for one in items if isinstance(one, str)]
    small = sum(len(one) + 2 for one in texts) < INLINE
    return len(texts) == len(items) and small and not any("\n" in one for one in texts)
