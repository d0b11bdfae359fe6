"""Time zones: their names, and what their clocks show around a daylight-saving change.

Zones are IANA names. Instants are aware UTC datetimes, wall times are naive ones. The rules for
wall times that don't exist or exist twice are those of RFC 5545, section 3.3.5.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

SECOND = timedelta(seconds=1)
NIGHTS = 8192
"""How many boundaries of days and nights are remembered: a class shares a few zones."""

NOT_ZONES = frozenset({"Factory", "localtime"})
"""Names that the zone files of some machines list although they are no place's zone."""

REGIONS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia"}
    | {"Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
"""The first parts of the names that stand for a place; others are offsets and old aliases."""


ABBREVIATIONS = {
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "ET": "America/New_York",
    "CST": "America/Chicago",
    "CDT": "America/Chicago",
    "CT": "America/Chicago",
    "MST": "America/Denver",
    "MDT": "America/Denver",
    "MT": "America/Denver",
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
    "PT": "America/Los_Angeles",
    "HST": "Pacific/Honolulu",
    "GMT": "Europe/London",
    "BST": "Europe/London",
    "CET": "Europe/Berlin",
    "CEST": "Europe/Berlin",
    "MEZ": "Europe/Berlin",
    "MESZ": "Europe/Berlin",
    "EET": "Europe/Athens",
    "IST": "Asia/Kolkata",
    "JST": "Asia/Tokyo",
    "KST": "Asia/Seoul",
    "AEST": "Australia/Sydney",
    "AEDT": "Australia/Sydney",
}
"""The place that is probably meant by letters which several places share."""

_OFFSET = re.compile(r"EST|MST|HST|Etc/GMT[+-][1-9]\d?")


class Fit(StrEnum):
    """How a wall time fits a zone: once, never (the clock leaps over it), or twice."""

    EXACT = "exact"
    GAP = "gap"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The UTC instant taken for a wall time, and how well the two fit."""

    instant: datetime
    kind: Fit


@dataclass(frozen=True, slots=True)
class ZoneHistory:
    """The zones a person has had: pairs of the UTC instant since when, and the zone's name.

    `fallback` (the course's zone) holds before the first pair and where a zone is None. Raises
    ValueError unless the pairs are in order of time.
    """

    fallback: str
    changes: tuple[tuple[datetime, str | None], ...] = ()

    def __post_init__(self) -> None:
        """Refuse pairs that are out of order."""
        instants = [since for since, _ in self.changes]
        if instants != sorted(instants):
            raise ValueError("A zone history must be in order of time.")

    def at(self, instant: datetime) -> str:
        """Return the zone in force at `instant`."""
        known = bisect_right(self.changes, instant, key=lambda change: change[0])
        return (self.changes[known - 1][1] if known else None) or self.fallback

    def changed(self, since: datetime, zone: str | None) -> ZoneHistory:
        """Return this history with one more change, which must not lie before the last."""
        return ZoneHistory(self.fallback, (*self.changes, (since, zone)))


@cache
def zone_names() -> frozenset[str]:
    """Return every IANA zone name that this machine knows."""
    return frozenset(available_timezones()) - NOT_ZONES


def is_zone(name: str) -> bool:
    """Whether `name` is an IANA zone; "America", a folder of zones, is none."""
    return name in zone_names()


def is_offset(name: str) -> bool:
    """Whether the zone `name` is an offset other than UTC's own: its clocks never change."""
    return _OFFSET.fullmatch(name) is not None


def nearest_zone(name: str) -> str | None:
    """Return the zone that was probably meant by `name`, a misspelt zone or a city, or None.

    It is never an offset, such as Etc/GMT+5, whose sign is the reverse of what people expect.
    """
    if meant := ABBREVIATIONS.get(name.strip().upper()):
        return meant
    asked = "_".join(name.split()).casefold()
    places = [zone for zone in sorted(zone_names()) if zone.partition("/")[0] in REGIONS]
    full = {zone.casefold(): zone for zone in ("UTC", *places)}
    cities = {zone.rpartition("/")[2].casefold(): zone for zone in places}
    for known in (full, cities):
        if asked in known:
            return known[asked]
    for known in (full, cities):
        close = get_close_matches(asked, sorted(known), cutoff=0.8)
        if close:
            return known[close[0]]
    return None


def local(instant: datetime, zone: str) -> datetime:
    """Return the aware local time that the clocks of `zone` show at `instant`."""
    return instant.astimezone(ZoneInfo(zone))


def resolve(wall: datetime, zone: str) -> Resolved:
    """Return the instant at which the clocks of `zone` show `wall`.

    A time that the clock leaps over moves forward by the leap; of two the first is taken.
    Raises ValueError for an aware `wall`.
    """
    first, second = _readings(wall, zone)
    if _shown(first, zone) != wall:
        return Resolved(first, Fit.GAP)
    return Resolved(first, Fit.EXACT if first == second else Fit.OVERLAP)


@lru_cache(maxsize=NIGHTS)
def first_at(wall: datetime, zone: str) -> datetime:
    """Return the first instant at which the clocks of `zone` show `wall` or later."""
    resolved = resolve(wall, zone)
    return _leap(wall, zone) if resolved.kind is Fit.GAP else resolved.instant


@lru_cache(maxsize=NIGHTS)
def last_at(wall: datetime, zone: str) -> datetime:
    """Return the instant from which the clocks of `zone` show `wall` or later for good."""
    if resolve(wall, zone).kind is Fit.GAP:
        return _leap(wall, zone)
    return _readings(wall, zone)[1]


def shift_between(zone: str, earlier: datetime, later: datetime) -> timedelta | None:
    """Return how far the clocks of `zone` move between two instants, or None when they don't.

    Positive is forward, as in spring.
    """
    return (_offset(later, zone) - _offset(earlier, zone)) or None


def shift_for(zone: str, course_zone: str, earlier: datetime, later: datetime) -> timedelta | None:
    """Return how much later by the clocks of `zone` what the course's clock repeats comes.

    A class that meets at 18:00 in Berlin comes an hour later (positive) in New York in the week
    between the two places' changes in autumn. None when it comes at the same time as before.
    """
    still = timedelta(0)
    own = shift_between(zone, earlier, later) or still
    course = shift_between(course_zone, earlier, later) or still
    return (own - course) or None


def _readings(wall: datetime, zone: str) -> tuple[datetime, datetime]:
    """Return the instants of `wall` by the offsets before and after a change nearby."""
    if wall.tzinfo is not None:
        raise ValueError("A wall time has no zone of its own.")
    there = ZoneInfo(zone)
    before = wall.replace(tzinfo=there, fold=0).astimezone(UTC)
    return before, wall.replace(tzinfo=there, fold=1).astimezone(UTC)


def _leap(wall: datetime, zone: str) -> datetime:
    """Return the instant, to the second, at which the clocks of `zone` leap over `wall`."""
    after, before = _readings(wall.replace(microsecond=0), zone)
    seconds = bisect_left(
        range((after - before) // SECOND),
        True,
        key=lambda step: _shown(before + step * SECOND, zone) >= wall,
    )
    return before + seconds * SECOND


def _shown(instant: datetime, zone: str) -> datetime:
    return local(instant, zone).replace(tzinfo=None)


def _offset(instant: datetime, zone: str) -> timedelta:
    return _shown(instant, zone) - _shown(instant, "UTC")
