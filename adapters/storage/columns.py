"""Types of columns, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, Column, ColumnElement, Dialect, Integer, Text, and_, true
from sqlalchemy.types import TypeDecorator

from bot.chat.codec import Codec

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

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return the microseconds of an instant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"An instant needs its offset from UTC: {value.isoformat()}")
        return (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC."""
        return None if value is None else EPOCH + value * MICROSECOND


class Words(TypeDecorator[str]):
    """What people wrote. Halves of characters and NULs, which no database takes, become U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return text that can be kept."""
        if value is None or (value.isascii() and "\0" not in value):
            return value
        whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return whole.replace("\0", "\ufffd")


class Word(TypeDecorator[W], Generic[W]):
    """A member of a StrEnum, kept as its value."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[W]) -> None:
        """Take the enumeration."""
        super().__init__()
        self.words = words

    def process_bind_param(self, value: W | None, dialect: Dialect) -> str | None:
        """Return the member's value; ValueError for what is no member."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> W | None:
        """Return the member."""
        return None if value is None else self.words(value)


class Value(TypeDecorator[T], Generic[T]):
    """A whole value of the core (a view, a place, a policy) as JSON.

    Equal values are equal text, so such a column may be compared and indexed.
    """

    impl = Text().with_variant(Text(collation="C"), "postgresql")
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        """Take the value's type, as bot.chat.codec does."""
        super().__init__()
        self.kind = kind
        self._codec: Codec[T] = Codec(kind)

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | None:
        """Return the value as JSON."""
        return None if value is None else self._codec.to_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> T | None:
        """Return the value; ValueError if what is kept can't be one."""
        return None if value is None else self._codec.from_json(value)


def starts_with(column: Column[str], prefix: str) -> ColumnElement[bool]:
    """Return the condition that a Key column starts with `prefix`; an index serves it."""
    if not prefix:
        return true()
    return and_(column >= prefix, column < prefix[:-1] + chr(ord(prefix[-1]) + 1))
