"""What is wrong with the answers of a setup, and what is still unsaid."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TypeVar

from bot.model.course import LONGEST_TERM
from bot.model.courses.setup.setups import FAULTS, Problem, Setup, Step
from bot.model.places import Purpose
from bot.model.time.spoken import spoken_date
from bot.model.time.zones import Fit, is_zone, resolve

V = TypeVar("V")
LONGEST_SESSION = 24 * 60
"""Minutes."""
NOT_A_DATE = "“{text}” is no date that I can read. Write it as 2026-09-21."
NOT_A_TIME = "“{text}” is no time that I can read. Write it as 2026-10-06 15:00 or tue 15:00."
WALL = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}")
LINK = re.compile(r"https?://[^\s/]+\S*")


def unsaid(setup: Setup) -> set[Step]:
    """Return the steps that nothing, or not enough, was said about."""
    needed = {
        Step.COURSE: ("title", "zone", "starts", "ends"),
        Step.PLACES: ("main", "staff"),
        Step.PEOPLE: () if setup.base else ("people",),
        Step.RULES: ("rules",),
        Step.SESSION: ("topic", "when", "lasts"),
    }
    if setup.base is None:
        needed[Step.COURSE] = (*needed[Step.COURSE], "name")
    elif not setup.answer("when"):
        needed[Step.SESSION] = ()
    return {step for step, names in needed.items() if not all(map(setup.answer, names))}


def setup_problems(setup: Setup, now: datetime) -> Iterator[Problem]:
    """Yield what was answered but can't stand; `now` is a UTC instant."""
    zone = setup.answer("zone")
    if zone and not is_zone(zone):
        text = f"“{zone}” is no city or zone that I know. Name a larger city nearby."
        yield Problem(Step.COURSE, text)
    yield from _term_problems(setup)
    staff = setup.places(Purpose.STAFF)
    for purpose in Purpose:
        if purpose is not Purpose.STAFF and set(setup.places(purpose)) & set(staff):
            text = f"The staff place is the {purpose} place as well, which students read."
            yield Problem(Step.PLACES, f"{text} Give staff a place of their own.")
    for fault in filter(None, setup.answer(FAULTS).split("\n")):
        yield Problem(Step.PEOPLE, f"The roster was not taken. {fault}")
    if is_zone(zone):
        yield from _session_problems(setup, now)


def _term_problems(setup: Setup) -> Iterator[Problem]:
    days = []
    for name in ("starts", "ends"):
        text = setup.answer(name)
        day = read_or_none(date.fromisoformat, text)
        if text and day is None:
            yield Problem(Step.COURSE, NOT_A_DATE.format(text=text))
        days.append(day)
    starts, ends = days
    if starts is None or ends is None:
        return
    if ends < starts:
        yield Problem(Step.COURSE, f"The term ends before it starts ({spoken_date(starts)}).")
    elif ends - starts > LONGEST_TERM:
        yield Problem(Step.COURSE, "The term is longer than a year. Check the year.")


def _session_problems(setup: Setup, now: datetime) -> Iterator[Problem]:
    """Yield why the first session can't take place as it was said."""
    when, lasts, link = (setup.answer(name) for name in ("when", "lasts", "link"))
    wall = read_or_none(read_wall, when)
    if when and wall is None:
        yield Problem(Step.SESSION, NOT_A_TIME.format(text=when))
    minutes = read_or_none(int, lasts)
    if lasts and (minutes is None or not 0 < minutes <= LONGEST_SESSION):
        text = f"“{lasts}” is no number of minutes. Write it as 75."
        yield Problem(Step.SESSION, text)
    if link and not LINK.fullmatch(link):
        yield Problem(Step.SESSION, f"“{link}” is no link. It begins with https://.")
    starts = read_or_none(date.fromisoformat, setup.answer("starts"))
    ends = read_or_none(date.fromisoformat, setup.answer("ends"))
    if wall is None or starts is None or ends is None:
        return
    zone = setup.answer("zone")
    found = resolve(wall, zone)
    if found.kind is Fit.GAP:
        text = f"The clock in {zone} skips {wall:%H:%M} on {spoken_date(wall.date())}."
        yield Problem(Step.SESSION, f"{text} Pick another time.")
    elif found.instant <= now:
        text = "The session's time has passed. Give one that is still to come."
        yield Problem(Step.SESSION, text)
    elif starts <= ends and not starts <= wall.date() <= ends:
        span = f"{spoken_date(starts)} to {spoken_date(ends)}"
        text = f"The session is on {spoken_date(wall.date())}, outside the term ({span})."
        yield Problem(Step.SESSION, text)


def read_wall(text: str) -> datetime:
    """Return a naive wall time, written as 2026-10-06 15:00; ValueError for anything else."""
    if not WALL.fullmatch(text):
        raise ValueError(text)
    return datetime.fromisoformat(text)


def read_or_none(read: Callable[[str], V], text: str) -> V | None:
    """Return what a text stands for, None if it can't be read."""
    try:
        return read(text)
    except ValueError:
        return None
