"""Charts as plain values: what is to be drawn, and the same in words for those who don't see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time, timedelta

from bot.model.course import QuietHours
from bot.model.time.burden import Falls, Rhythm, burden_of
from bot.model.time.spans import Lasting
from bot.model.time.zones import local

FALLS = {
    Falls.AWAKE: "in waking hours",
    Falls.EARLY: "early",
    Falls.LATE: "late",
    Falls.ASLEEP: "asleep",
    Falls.IMPOSSIBLE: "impossible hours",
}
"""Where a session falls, in words that stand beside every strip."""


@dataclass(frozen=True, slots=True)
class StackedBar:
    """One week's bar: its label and a count for each of the chart's routes, in their order."""

    label: str
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RoutesChart:
    """How many took which route, week by week; `routes` are the names of every bar's parts."""

    title: str
    routes: tuple[str, ...]
    bars: tuple[StackedBar, ...]
    unit: str = "students"

    def __post_init__(self) -> None:
        """Refuse bars whose parts don't follow the routes."""
        if any(len(bar.parts) != len(self.routes) for bar in self.bars):
            raise ValueError("Every bar of a chart needs one part a route.")


@dataclass(frozen=True, slots=True)
class BurdenRow:
    """Where a session falls in the day of people whose clocks agree.

    `starts` is the local wall-clock time, `minutes` the session's length, `falls` the worst that
    it means to one of them.
    """

    place: str
    people: int
    starts: time
    minutes: int
    falls: Falls
    night: QuietHours


@dataclass(frozen=True, slots=True)
class BurdenChart:
    """One session in everybody's day."""

    title: str
    rows: tuple[BurdenRow, ...]


@dataclass(frozen=True, slots=True)
class CountsChart:
    """Answers and how many gave each; `of` is how many answered, which may be less than the sum."""

    title: str
    rows: tuple[tuple[str, int], ...]
    of: int
    unit: str = "answers"

    @property
    def in_all(self) -> str:
        """How many answered: "1 answer in all", "14 answers in all"."""
        unit = self.unit.removesuffix("s") if self.of == 1 else self.unit
        return f"{self.of} {unit} in all"


Chart = RoutesChart | BurdenChart | CountsChart


def burden_rows(session: Lasting, people: Iterable[Rhythm]) -> tuple[BurdenRow, ...]:
    """Return the rows of a session's burden chart, the earliest local time first.

    Zones whose clocks show the same at that time, on the same day, share a row, named after the
    zone that most of them have.
    """
    groups: dict[timedelta, list[Rhythm]] = {}
    for rhythm in people:
        offset = local(session.starts, rhythm.zone).utcoffset() or timedelta()
        groups.setdefault(offset, []).append(rhythm)
    order = list(Falls)
    rows = []
    for _, group in sorted(groups.items()):
        zones = [rhythm.zone for rhythm in group]
        common = min(zones, key=lambda zone: (-zones.count(zone), zone))
        rows.append(
            BurdenRow(
                place=city_of(common),
                people=len(group),
                starts=local(session.starts, common).time(),
                minutes=(session.ends - session.starts) // timedelta(minutes=1),
                falls=max((burden_of(session, each).falls for each in group), key=order.index),
                night=group[0].night,
            )
        )
    return tuple(rows)


def city_of(zone: str) -> str:
    """Return the place that an IANA zone is named after: `Asia/Ho_Chi_Minh` is Ho Chi Minh."""
    return zone.rpartition("/")[2].replace("_", " ")


def describe(chart: Chart) -> str:
    """Return all that a chart shows in words: its text alternative."""
    match chart:
        case RoutesChart():
            lines = [_bar_in_words(chart, bar) for bar in chart.bars]
        case BurdenChart():
            lines = [_row_in_words(row) for row in chart.rows]
        case CountsChart():
            lines = [f"{label}: {count}" for label, count in chart.rows]
            lines.append(chart.in_all)
    return f"{chart.title}. {'; '.join(lines) or 'Nothing to show yet'}."


def _bar_in_words(chart: RoutesChart, bar: StackedBar) -> str:
    parts = [
        f"{route} {count}" for route, count in zip(chart.routes, bar.parts, strict=True) if count
    ]
    together = f" ({sum(bar.parts)} {chart.unit})" if len(parts) > 1 else ""
    return f"{bar.label}: {', '.join(parts) or 'none'}{together}"


def _row_in_words(row: BurdenRow) -> str:
    people = f"{row.people} {'person' if row.people == 1 else 'people'}"
    return f"{row.place} ({people}): {row.starts:%H:%M}, {FALLS[row.falls]}"
