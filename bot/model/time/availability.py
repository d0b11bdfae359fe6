"""Availability: the hours of a week that never work for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from bot.model.time.spans import Lasting, hours_near


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Local wall-clock hours of one weekday (Monday = 0), in the person's own zone.

    Hours that end at or before their start last into the next day; 00:00 to 00:00 is a whole one.
    """

    weekday: int
    starts: time
    ends: time


def hit(impossible: Iterable[WeeklyHours], session: Lasting, zone: str) -> tuple[WeeklyHours, ...]:
    """Return those of a person's impossible hours that the session falls into, if only in part."""
    return tuple(
        hours
        for hours in impossible
        if any(
            day.weekday() == hours.weekday
            for day, _ in hours_near(hours.starts, hours.ends, zone, session)
        )
    )
