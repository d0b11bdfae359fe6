"""The core's values as JSON, for whoever keeps or carries them.

A dataclass becomes an object of those fields that differ from their default; where several may
stand (a block, a span, a target), `is` names the class. Reading is strict: an unknown class or
field, or a value of the wrong kind, is a ValueError, never a guess. A field added later with a
default reads well from what was written before.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar, Union, cast, get_args, get_origin
from typing import get_type_hints as hints_of

from bot.chat.calls import Answer, Invocation
from bot.chat.forms import Form
from bot.chat.posts import Post, Target
from bot.chat.views import View

T = TypeVar("T")
TAG = "is"
MICROSECOND = timedelta(microseconds=1)
_quoted = json.encoder.encode_basestring_ascii


class Codec(Generic[T]):
    """Writes and reads values of one kind: a dataclass, a union of them, or a tuple or mapping."""

    def __init__(self, kind: Any) -> None:
        """Prepare for `kind`; TypeError if something in it has no form in JSON."""
        self._pair = _pair(kind)

    def to_json(self, value: T) -> str:
        """Return a value as JSON; equal values give equal text."""
        return self._pair.write(value)

    def from_json(self, text: str) -> T:
        """Return the value that `text` was written from; ValueError if it can't be one."""
        try:
            return cast(T, self._pair.read(json.loads(text)))
        except (TypeError, KeyError, AttributeError, InvalidOperation) as error:
            raise ValueError(f"This is not what was written: {error}") from error


class _Pair(NamedTuple):
    """How values of a type become JSON's text, and are made of what JSON's text holds."""

    write: Callable[[Any], str]
    read: Callable[[Any], Any]


def _pair(kind: Any) -> _Pair:
    """Return how values of the type `kind` are written and read."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _union(inner)
    if origin is tuple:
        return _many(inner[0], tuple) if inner[-1] is Ellipsis else _row(inner)
    if origin is frozenset:
        return _many(inner[0], frozenset)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(*inner)
    if dataclasses.is_dataclass(kind):
        return _object(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _Pair(_quoted, kind)
    if kind in _PLAIN:
        return _PLAIN[kind]
    raise TypeError(f"{kind} has no form in JSON here")


def _exactly(kind: type, write: Callable[[Any], str]) -> _Pair:
    def read(raw: Any) -> Any:
        if type(raw) is not kind:
            raise ValueError(f"{kind.__name__} expected, not {type(raw).__name__}")
        return raw

    return _Pair(write, read)


_PLAIN: dict[Any, _Pair] = {
    str: _exactly(str, _quoted),
    int: _exactly(int, str),
    bool: _exactly(bool, lambda value: "true" if value else "false"),
    datetime: _Pair(lambda value: f'"{value.isoformat()}"', datetime.fromisoformat),
    date: _Pair(lambda value: f'"{value.isoformat()}"', date.fromisoformat),
    time: _Pair(lambda value: f'"{value.isoformat()}"', time.fromisoformat),
    timedelta: _Pair(lambda value: str(value // MICROSECOND), lambda raw: raw * MICROSECOND),
    Decimal: _Pair(lambda value: f'"{value}"', Decimal),
}


def _many(kind: Any, build: Callable[[Any], Any]) -> _Pair:
    write, read = _pair(kind)

    def write_all(value: Any) -> str:
        told = map(write, value)
        ordered = sorted(told, key=json.loads) if build is frozenset else told
        return f"[{','.join(ordered)}]"

    return _Pair(write_all, lambda raw: build(map(read, _listed(raw))))


def _row(kinds: tuple[Any, ...]) -> _Pair:
    pairs = [_pair(kind) for kind in kinds]

    def write(value: Any) -> str:
        told = [pair.write(each) for pair, each in zip(pairs, value, strict=True)]
        return f"[{','.join(told)}]"

    return _Pair(
        write,
        lambda raw: tuple(pair.read(each) for pair, each in zip(pairs, _listed(raw), strict=True)),
    )


def _listed(raw: Any) -> list[Any]:
    if not isinstance(raw, list):
        raise ValueError(f"a list expected, not {type(raw).__name__}")
    return raw


def _mapping(key: Any, kind: Any) -> _Pair:
    write_key, read_key = _pair(key)
    write, read = _pair(kind)

    def write_all(value: Any) -> str:
        told = [f"{write_key(name)}:{write(each)}" for name, each in value.items()]
        return f"{{{','.join(told)}}}"

    return _Pair(
        write_all,
        lambda raw: {read_key(name): read(each) for name, each in raw.items()},
    )


def _union(kinds: tuple[Any, ...]) -> _Pair:
    some = [kind for kind in kinds if kind is not type(None)]
    write, read = _pair(some[0]) if len(some) == 1 else _tagged(some)
    if len(some) == len(kinds):
        return _Pair(write, read)
    return _Pair(
        lambda value: "null" if value is None else write(value),
        lambda raw: None if raw is None else read(raw),
    )


def _tagged(kinds: list[Any]) -> _Pair:
    if not all(dataclasses.is_dataclass(kind) for kind in kinds):
        raise TypeError(f"Only dataclasses can be told apart, not {kinds}")
    known = {kind.__name__: kind for kind in kinds}

    def write(value: Any) -> str:
        name = type(value).__name__
        rest = _fields(known[name]).write(value)[1:]
        return f'{{"{TAG}":"{name}"{"" if rest == "}" else ","}{rest}'

    def read(raw: Any) -> Any:
        rest = dict(raw)
        name = rest.pop(TAG)
        if name not in known:
            raise ValueError(f"{name} is none of {', '.join(known)}")
        return _fields(known[name]).read(rest)

    return _Pair(write, read)


def _object(kind: Any) -> _Pair:
    return _Pair(lambda value: _fields(kind).write(value), lambda raw: _fields(kind).read(raw))


@cache
def _fields(kind: Any) -> _Pair:
    """Return how a dataclass is written and read; made when first used, for values nest."""
    hints = hints_of(kind)
    pairs = {each.name: _pair(hints[each.name]) for each in _told(kind)}
    fields = [(each.name, pairs[each.name].write, _default(each)) for each in _told(kind)]
    readers = {name: pair.read for name, pair in pairs.items()}

    def write(value: Any) -> str:
        told = []
        for name, write_own, default in fields:
            own = getattr(value, name)
            if default is dataclasses.MISSING or own != default:
                told.append(f'"{name}":{write_own(own)}')
        return f"{{{','.join(told)}}}"

    def read(raw: Any) -> Any:
        return kind(**{name: readers[name](own) for name, own in raw.items()})

    return _Pair(write, read)


def _told(kind: Any) -> list[dataclasses.Field[Any]]:
    return [each for each in dataclasses.fields(kind) if each.init]


def _default(field: dataclasses.Field[Any]) -> Any:
    """Return a field's default; MISSING if it has none."""
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


VIEWS: Codec[View] = Codec(View)
FORMS: Codec[Form] = Codec(Form)
ANSWERS: Codec[Answer] = Codec(Answer)
POSTS: Codec[Post] = Codec(Post)
TARGETS: Codec[Target] = Codec(Target)
INVOCATIONS: Codec[Invocation] = Codec(Invocation)
"""A kept invocation is written without its files."""
