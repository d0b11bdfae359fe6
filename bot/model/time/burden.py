"""Burden: how far outside people's waking hours sessions fall, and how to share it fairly."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from operator import add, mul

from bot.model.course import QuietHours
from bot.model.time.availability import WeeklyHours, hit
from bot.model.time.quiet import quiet_spans
from bot.model.time.spans import Lasting, Span, hours_near
from bot.model.time.zones import resolve

SLEEP = (time(0, 0), time(6, 0))
"""The local hours in which nearly everyone sleeps."""

IMPOSSIBLE_MINUTES = 300
"""What a session in a person's impossible hours weighs: as much as the middle of the night, the
point of a night from 22:00 to 8:00 that is farthest from both its ends."""

REACH = 1000
"""How many ways of sharing the burden are followed at a time when a rotation is sought."""


class Falls(StrEnum):
    """Where in a person's day a session falls."""

    AWAKE = "awake"
    EARLY = "early"
    LATE = "late"
    ASLEEP = "asleep"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A person's day: their id, zone, night (all that is not waking hours), impossible hours."""

    person: str
    zone: str
    night: QuietHours = field(default_factory=QuietHours)
    impossible: tuple[WeeklyHours, ...] = ()


@dataclass(frozen=True, slots=True)
class Burden:
    """How far outside waking hours a session falls for one person, in whole minutes."""

    minutes: int
    falls: Falls


@dataclass(frozen=True, slots=True)
class ZoneBurden:
    """How many people a zone has and the minutes of burden they carry together."""

    zone: str
    people: int
    minutes: int

    @property
    def each(self) -> int:
        """The minutes that one of them carries on average."""
        return round(self.minutes / self.people)


@dataclass(frozen=True, slots=True)
class Rotation:
    """Which of its possible times each meeting takes, and the minutes each person then carries."""

    choices: tuple[int, ...]
    totals: dict[str, int]


def burden_of(session: Lasting, rhythm: Rhythm) -> Burden:
    """Return the burden of `session` for one person.

    It is how much before their usual time one has to get up for it, or how long after it one has
    to stay awake, whichever is less. It is ASLEEP when part of it falls between 00:00 and 06:00.
    A session in someone's impossible hours weighs `IMPOSSIBLE_MINUTES` at least.
    """
    minutes, falls = 0, Falls.AWAKE
    for night in quiet_spans(rhythm.night, rhythm.zone, session):
        early, late = night.ends - session.starts, session.ends - night.starts
        distance = min(early, late) // timedelta(minutes=1)
        if distance > minutes:
            minutes, falls = distance, Falls.EARLY if early < late else Falls.LATE
    if hit(rhythm.impossible, session, rhythm.zone):
        return Burden(max(minutes, IMPOSSIBLE_MINUTES), Falls.IMPOSSIBLE)
    if minutes and any(hours_near(*SLEEP, rhythm.zone, session)):
        falls = Falls.ASLEEP
    return Burden(minutes, falls)


def asleep(session: Lasting, people: Iterable[Rhythm]) -> tuple[str, ...]:
    """Return the ids of those whom the session finds asleep, in the order given."""
    return tuple(
        rhythm.person for rhythm in people if burden_of(session, rhythm).falls is Falls.ASLEEP
    )


def burden_totals(sessions: Sequence[Lasting], people: Iterable[Rhythm]) -> dict[str, int]:
    """Return the minutes of burden that each person carries over all `sessions`, by id."""
    return {
        rhythm.person: sum(burden_of(session, rhythm).minutes for session in sessions)
        for rhythm in people
    }


def burden_by_zone(totals: Mapping[str, int], people: Iterable[Rhythm]) -> tuple[ZoneBurden, ...]:
    """Return what each zone's people carry, the zone that carries most a person first."""
    zones: defaultdict[str, list[int]] = defaultdict(list)
    for rhythm in people:
        zones[rhythm.zone].append(totals[rhythm.person])
    shares = (ZoneBurden(zone, len(each), sum(each)) for zone, each in zones.items())
    return tuple(sorted(shares, key=lambda share: (-share.minutes / share.people, share.zone)))


def meeting_times(
    days: Iterable[date], times: Sequence[time], length: timedelta, zone: str
) -> tuple[tuple[Span, ...], ...]:
    """Return for each day the spans a meeting of `length` has if it starts at each of `times`."""
    return tuple(
        tuple(
            Span(starts, starts + length)
            for at in times
            for starts in (resolve(datetime.combine(day, at), zone).instant,)
        )
        for day in days
    )


def fair_rotation(meetings: Sequence[Sequence[Lasting]], people: Sequence[Rhythm]) -> Rotation:
    """Propose which of its possible times each meeting takes so that the burden is shared.

    The most that anyone carries in the end is made as small as can be, then the sum of what all
    carry; among equals the rotation in which nobody is far ahead at any time wins, so that times
    alternate. It is exact while at most `REACH` different distributions are possible after each
    meeting, else the most promising are followed. Raises ValueError for a meeting without times.
    """
    alike = Counter(replace(rhythm, person="") for rhythm in people)
    weights = tuple(alike.values())

    def weight(carried: tuple[int, ...]) -> tuple[int, int]:
        return max(carried, default=0), sum(map(mul, carried, weights))

    ways: dict[tuple[int, ...], tuple[int, tuple[int, ...]]] = {(0,) * len(alike): (0, ())}
    for times in meetings:
        if not times:
            raise ValueError("A meeting needs at least one possible time.")
        loads = [tuple(burden_of(at, rhythm).minutes for rhythm in alike) for at in times]
        grown: dict[tuple[int, ...], tuple[int, tuple[int, ...]]] = {}
        for carried, (strain, choices) in ways.items():
            for choice, load in enumerate(loads):
                after = tuple(map(add, carried, load))
                way = (strain + weight(after)[0], (*choices, choice))
                grown[after] = min(way, grown.get(after, way))
        ways = {after: grown[after] for after in sorted(grown, key=weight)[:REACH]}
    best = min(ways, key=lambda carried: (*weight(carried), ways[carried]))
    shares = dict(zip(alike, best, strict=True))
    totals = {rhythm.person: shares[replace(rhythm, person="")] for rhythm in people}
    return Rotation(ways[best][1], totals)
