"""Spans of time, from one instant up to another, and the local hours of a day as such spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations
from typing import Protocol, TypeVar

from bot.model.time.zones import first_at, last_at, local

DAY = timedelta(days=1)


class Lasting(Protocol):
    """Anything that lasts from `starts` up to, not including, `ends` (aware UTC instants)."""

    @property
    def starts(self) -> datetime:
        """The first instant."""

    @property
    def ends(self) -> datetime:
        """The first instant after."""


L = TypeVar("L", bound=Lasting)


@dataclass(frozen=True, slots=True)
class Span:
    """The time from `starts` up to, not including, `ends` (aware UTC instants)."""

    starts: datetime
    ends: datetime


def touch(one: Lasting, other: Lasting) -> bool:
    """Whether two spans have time in common; one that begins as the other ends has none."""
    return max(one.starts, other.starts) < min(one.ends, other.ends)


def overlaps(items: Iterable[L]) -> tuple[tuple[L, L], ...]:
    """Return every pair of items that have time in common, the earlier one first."""
    ordered = sorted(items, key=lambda item: item.starts)
    return tuple(pair for pair in combinations(ordered, 2) if touch(*pair))


def hours_near(starts: time, ends: time, zone: str, near: Lasting) -> Iterator[tuple[date, Span]]:
    """Yield the local hours `starts` to `ends` of each day that touch `near`, in order of time.

    Each comes with the local date on which it begins. Hours that end at or before their start
    last into the next day. Where the clock leaps over a boundary, the leap is the boundary; where
    it shows a boundary twice, the hours begin at the first and end at the second.
    """
    day = local(near.starts, zone).date() - DAY
    last = local(near.ends, zone).date() + DAY
    until = DAY if ends <= starts else timedelta(0)
    while day <= last:
        span = Span(
            first_at(datetime.combine(day, starts), zone),
            last_at(datetime.combine(day + until, ends), zone),
        )
        if touch(span, near):
            yield day, span
        day += DAY
