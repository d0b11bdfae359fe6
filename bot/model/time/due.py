"""Due times: one instant for all, or the same wall-clock time for each in their own zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.model.time.zones import ZoneHistory, resolve

WESTERNMOST = timedelta(hours=-12)
"""The smallest offset from UTC that any clock has ("anywhere on Earth", Etc/GMT+12)."""


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due.

    `at` is the aware UTC instant for everyone whose `wall` is not asked. With `wall` (a naive
    local date and time) each person's due time is that wall-clock time in their own zone, and
    `at` is the same wall-clock time in the course's zone.
    """

    at: datetime
    wall: datetime | None = None


def local_due(wall: datetime, course_zone: str) -> Due:
    """Return the due time that is `wall` for each in their own zone."""
    return Due(resolve(wall, course_zone).instant, wall)


def due_for(due: Due, zones: ZoneHistory) -> datetime:
    """Return the instant at which `due` passes for the person who has had `zones`.

    That is the first instant which is at or after the wall time in the zone then in force. So a
    change of zone before it may extend or shorten the time left; one after it changes nothing:
    what has passed stays passed.
    """
    if due.wall is None:
        return due.at
    passes = resolve(due.wall, zones.fallback).instant
    for since, zone in zones.changes:
        if passes < since:
            break
        passes = max(since, resolve(due.wall, zone or zones.fallback).instant)
    return passes


def has_passed(due: Due, zones: ZoneHistory, at: datetime) -> bool:
    """Whether `due` has passed at the instant `at` for the person who has had `zones`.

    The due instant itself is too late.
    """
    return at >= due_for(due, zones)


def latest(due: Due) -> datetime:
    """Return the instant at which `due` has passed for everyone, wherever they are."""
    if due.wall is None:
        return due.at
    return due.wall.replace(tzinfo=UTC) - WESTERNMOST
