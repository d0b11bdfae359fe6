"""Types of columns, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Dialect,
    Integer,
    Table,
    Text,
    and_,
    bindparam,
    literal,
    tuple_,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

from bot.chat.codec import Codec
from bot.model.participation.acts.words import whole

T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

Key = Text().with_variant(Text(collation="C"), "postgresql")
"""Ids and keys: text that both databases order and compare by its characters alone."""

Counted = BigInteger().with_variant(Integer, "sqlite")
"""A row number that the database counts up (SQLite does so for INTEGER only)."""


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as whole microseconds since 1970 in UTC.

    An integer orders rightly, is small in an index, and never loses its offset, as SQLite's own
    date and time would. A naive one is a ValueError.
    """

    impl = BigInteger
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], int | None]:
        """Return what makes microseconds of an instant."""
        return microseconds

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[int | None], datetime | None]:
        """Return what makes an instant in UTC of microseconds."""
        return _instant


def microseconds(value: datetime | None) -> int | None:
    """Return an instant as a column keeps it; ValueError for a naive one."""
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(f"An instant needs its offset from UTC: {value.isoformat()}")
    return (value - EPOCH) // MICROSECOND


def _instant(value: int | None) -> datetime | None:
    return None if value is None else EPOCH + timedelta(0, 0, value)


class Words(TypeDecorator[str]):
    """What people wrote. Halves of characters and NULs, which no database takes, become U+FFFD."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None]:
        """Return what makes text that can be kept."""
        return lambda value: None if value is None else storable(value)


def storable(text: str) -> str:
    """Return text as a column of Words keeps it and gives it back."""
    return whole(text)


class Word(TypeDecorator[W], Generic[W]):
    """A member of a StrEnum, kept as its value."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[W]) -> None:
        """Take the enumeration."""
        super().__init__()
        self.words = words
        self._values = _Known({word: word.value for word in words})
        self._members = _Known({word.value: word for word in words})

    def bind_processor(self, dialect: Dialect) -> Callable[[W | None], str | None]:
        """Return what makes a value of a member; ValueError for what is no member."""
        return self._values.__getitem__

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[str | None], W | None]:
        """Return what makes a member of a value."""
        return self._members.__getitem__


class _Known(dict[Any, Any]):
    """Words and what they are bound or read as; None stays None."""

    def __missing__(self, word: object) -> None:
        """Complain of a word that is none of these."""
        if word is not None:
            raise ValueError(f"{word} is none of {', '.join(self)}")


class Value(TypeDecorator[T], Generic[T]):
    """A whole value of the core (a view, a place, a policy) as JSON.

    Equal values are equal text, so such a column may be compared and indexed. Of values that are
    read over and over a column may `remember` that many.
    """

    impl = Text().with_variant(Text(collation="C"), "postgresql")
    cache_ok = True

    def __init__(self, kind: Any, remember: int = 0) -> None:
        """Take the value's type, as bot.chat.codec does."""
        super().__init__()
        self.kind = kind
        self.remember = remember
        self._codec: Codec[T] = Codec(kind)
        self._read = lru_cache(remember)(self._codec.from_json)

    def bind_processor(self, dialect: Dialect) -> Callable[[T | None], str | None]:
        """Return what makes JSON of a value."""
        write = self._codec.to_json
        return lambda value: None if value is None else write(value)

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[str | None], T | None]:
        """Return what makes a value of JSON; ValueError if what is kept can't be one."""
        read = self._read
        return lambda value: None if value is None else read(value)


class _Each(FunctionElement[str]):
    """The texts of a JSON array, one a row."""

    type = Text()
    inherit_cache = True


@compiles(_Each, "sqlite")
def _each_sqlite(element: _Each, compiler: SQLCompiler, **more: Any) -> str:
    array = compiler.process(element.clauses, **more)
    return f"(SELECT value FROM json_each({array}))"  # noqa: S608 - a parameter's mark


@compiles(_Each, "postgresql")
def _each_postgresql(element: _Each, compiler: SQLCompiler, **more: Any) -> str:
    array = compiler.process(element.clauses, **more)
    return f"(SELECT json_array_elements_text(CAST({array} AS json)))"


class _EachPair(FunctionElement[str]):
    """The pairs of texts of a JSON array of arrays, one a row."""

    type = Text()
    inherit_cache = True


@compiles(_EachPair, "sqlite")
def _each_pair_sqlite(element: _EachPair, compiler: SQLCompiler, **more: Any) -> str:
    array = compiler.process(element.clauses, **more)
    pair = "json_extract(value, '$[0]'), json_extract(value, '$[1]')"
    return f"(SELECT {pair} FROM json_each({array}))"  # noqa: S608 - a parameter's mark


@compiles(_EachPair, "postgresql")
def _each_pair_postgresql(element: _EachPair, compiler: SQLCompiler, **more: Any) -> str:
    array = compiler.process(element.clauses, **more)
    pairs = f"json_array_elements(CAST({array} AS json)) AS pair"
    return f"(SELECT pair ->> 0, pair ->> 1 FROM {pairs})"  # noqa: S608 - a parameter's mark


def among(column: Column[str], keys: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that a Key column is one of many; an index serves it.

    They are one parameter, however many: IN with one for each takes longer to put into words than
    to answer.
    """
    return column.bool_op("IN")(_Each(literal(many(keys), Text)))


def among_given(column: Column[str], name: str) -> ColumnElement[bool]:
    """Return the same condition for a query that is kept: the keys are given as `many` of them."""
    return column.bool_op("IN")(_Each(bindparam(name, type_=Text)))


def pairs_given(one: Column[str], other: Column[str], name: str) -> ColumnElement[bool]:
    """Return the condition that two Key columns are one of many pairs, given as `many` of them."""
    return tuple_(one, other).bool_op("IN")(_EachPair(bindparam(name, type_=Text)))


def many(keys: Collection[str] | Collection[tuple[str, str]]) -> str:
    """Return keys, or pairs of them, as one parameter."""
    return json.dumps(sorted(keys))


def of_fields(table: Table, kind: Any) -> list[Column[Any]]:
    """Return the columns that hold a flat dataclass's fields, in their order."""
    return [table.c[name] for name in kind.__dataclass_fields__]


def starts_as_given(column: Column[str]) -> ColumnElement[bool]:
    """Return the condition that a Key column starts as `starting` says; an index serves it."""
    return and_(column >= bindparam("prefix"), column < bindparam("beyond"))


def starting(prefix: str) -> dict[str, str]:
    """Return what is given to a statement for what starts with `prefix`."""
    beyond = prefix[:-1] + chr(ord(prefix[-1]) + 1) if prefix else chr(sys.maxunicode)
    return {"prefix": prefix, "beyond": beyond}
