"""A weekly lecture and a single kick-off, as plan entries."""

from dataclasses import replace
from datetime import date, time, timedelta

from bot.model.time.recurrence import Repeats, Rule

LECTURE = Rule(
    key="lecture",
    title="Lecture",
    zone="Europe/Berlin",
    first=date(2026, 10, 6),
    at=time(18, 30),
    length=timedelta(minutes=75),
    repeats=Repeats.WEEKLY,
    weekdays=frozenset({1}),
    until=date(2026, 11, 3),
    link="https://meet.example/lecture",
)
ONE = replace(LECTURE, key="kickoff", repeats=Repeats.ONCE, weekdays=frozenset(), until=None)
TUESDAYS = ["2026-10-06", "2026-10-13", "2026-10-20", "2026-10-27", "2026-11-03"]
