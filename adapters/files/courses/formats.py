"""How times, days, lengths and due times are written in a course file: read and write each.

A reader raises Unreadable with a sentence that says what is wrong and how it is written right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from adapters.files.courses.hints import (
    clock_hint,
    day_hint,
    hours_hint,
    length_hint,
    weekday_hint,
)
from adapters.files.problems import did_you_mean
from bot.model.course import QuietHours
from bot.model.courses.plan import DueRule
from bot.model.time.recurrence import WEEKDAYS
from bot.model.time.zones import is_zone, nearest_zone

LONG_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNITS = {"week": 10080, "day": 1440, "h": 60, "min": 1}
"""Minutes in each unit that a length is written in, the largest first."""
YEARS = range(2000, 2200)
"""The years that a class can lie in; no reckoning leads out of the calendar from there."""
LONGEST = timedelta(days=3660)
"""Ten years: nothing in a class takes longer."""
FINEST = 10
"""The most decimals that a share has."""

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_LENGTH = re.compile(r"(\d{1,6})\s*(weeks?|days?|hours?|h|minutes?|min|m)\b[\s,]*")
_DUE = re.compile(r"(?:(local)\s+)?(.*\S)\s+(\d{1,2}:\d{2})")
_WEEKS = re.compile(r"(\d{1,3})(?:\s*-\s*(\d{1,3}))?")
_LATER = re.compile(r"(\d{1,3})\s*days?\s+later(?:\s+at)?")


class Unreadable(ValueError):
    """A value that isn't written as it must be; `suggestion` says what to write instead."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message)
        self.suggestion = suggestion


def read_clock(text: str) -> time:
    """Read a time of day, "17:00"."""
    match = _CLOCK.fullmatch(text.strip())
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise Unreadable("This is no time of day.", clock_hint(text))
    return time(int(match[1]), int(match[2]))


def write_clock(at: time) -> str:
    """Write a time of day."""
    return f"{at:%H:%M}"


def read_day(text: str) -> date:
    """Read a date, "2026-09-14"."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
            raise ValueError
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise Unreadable("This is no date of the calendar.", day_hint(text)) from None
    if day.year not in YEARS:
        raise Unreadable("No class meets in this year.", "Check the year.")
    return day


def read_wall(text: str) -> datetime:
    """Read a date with a time of day, "2026-09-14 17:00"."""
    day, _, at = text.strip().replace("T", " ").partition(" ")
    hint = "Write it like 2026-09-14 17:00."
    try:
        on = read_day(day)
        hint = f"Add the time, such as {on} 17:00."
        return datetime.combine(on, read_clock(at))
    except Unreadable as error:
        hint = error.suggestion if at and day[0].isdigit() else hint
        raise Unreadable("This is no date with a time of day.", hint) from None


def write_wall(wall: datetime) -> str:
    """Write a date with a time of day."""
    return f"{wall:%Y-%m-%d %H:%M}"


def read_weekday(text: str) -> int:
    """Read a weekday, "tue" or "Tuesday"; Monday is 0."""
    said = text.strip().casefold()
    for index, names in enumerate(zip(WEEKDAYS, LONG_WEEKDAYS, strict=True)):
        if said in names:
            return index
    suggestion = weekday_hint(said) or did_you_mean(said, (*LONG_WEEKDAYS, *WEEKDAYS))
    raise Unreadable("This is no weekday.", suggestion or "They are mon to sun.")


def write_weekdays(weekdays: Iterable[int]) -> str:
    """Write weekdays, Monday first."""
    return ", ".join(WEEKDAYS[weekday] for weekday in sorted(weekdays))


def read_length(text: str) -> timedelta:
    """Read a length, "90 min", "1 h 30 min" or "3 days"."""
    said = text.strip().casefold()
    minutes, end = 0, 0
    while match := _LENGTH.match(said, end):
        unit = next(unit for unit in UNITS if match[2].startswith(unit[:1]))
        minutes += int(match[1]) * UNITS[unit]
        end = match.end()
    if not said or end < len(said):
        raise Unreadable("This is no length of time.", length_hint(said))
    if minutes > LONGEST // timedelta(minutes=1):
        raise Unreadable("Nothing in a class takes longer than ten years.", "Check the number.")
    return timedelta(minutes=minutes)


def write_length(length: timedelta) -> str:
    """Write a length in whole units, the largest first; 9 days are no week and 2 days."""
    rest = length // timedelta(minutes=1)
    words = []
    for unit, minutes in UNITS.items():
        if unit == "week" and rest % minutes:
            continue
        number, rest = divmod(rest, minutes)
        if number:
            plural = "s" if minutes >= UNITS["day"] and number > 1 else ""
            words.append(f"{number} {unit}{plural}")
    return " ".join(words) or "0 min"


def read_hours(text: str) -> QuietHours:
    """Read hours of the day, "22:00-08:00"."""
    starts, dash, ends = text.replace("–", "-").partition("-")
    try:
        if dash:
            return QuietHours(read_clock(starts), read_clock(ends))
    except Unreadable:
        pass
    raise Unreadable("These are no hours.", hours_hint(text))


def write_hours(hours: QuietHours) -> str:
    """Write hours of the day."""
    return f"{write_clock(hours.starts)}-{write_clock(hours.ends)}"


def read_weekly(text: str) -> tuple[int, time]:
    """Read a time of the week, "mon 06:00"."""
    weekday, _, at = text.strip().partition(" ")
    if not at or weekday[0].isdigit():
        raise Unreadable("This is no time of the week.", "Write it like mon 06:00.")
    return read_weekday(weekday), read_clock(at)


def read_due(text: str) -> DueRule:
    """Read a due time: "thu 23:59", "2026-10-01 23:59" or "10 days later 23:59".

    With "local" before it, each person's own clock decides.
    """
    said = text.strip().casefold()
    match = _DUE.fullmatch(said)
    if not match:
        suggestion = "Write it like thu 23:59, local sun 23:59 or 2026-10-01 23:59."
        if said.endswith(" local"):
            suggestion = f"Write local {said.removesuffix(' local')}."
        raise Unreadable("This is no due time.", suggestion)
    if match[2] == "local":
        suggestion = f"Write local thu {match[3]}, or 0 days later {match[3]} for the day itself."
        raise Unreadable("This due time names no day.", suggestion)
    local, when, at = match[1] is not None, match[2], read_clock(match[3])
    if later := _LATER.fullmatch(when):
        return DueRule(at, days=int(later[1]), local=local)
    if when.endswith("later"):
        hint = f"Count days, such as 10 days later {match[3]}."
        raise Unreadable("This due time is no number of days later.", hint)
    if when[:1].isdigit():
        return DueRule(at, day=read_day(when), local=local)
    return DueRule(at, weekday=read_weekday(when), local=local)


def write_due(due: DueRule) -> str:
    """Write a due time."""
    if due.day is not None:
        when = due.day.isoformat()
    elif due.weekday is not None:
        when = WEEKDAYS[due.weekday]
    else:
        when = f"{due.days or 0} days later"
    return f"{'local ' if due.local else ''}{when} {write_clock(due.at)}"


def read_zone(text: str) -> str:
    """Read the name of a time zone, "Europe/Berlin"."""
    name = text.strip()
    if is_zone(name):
        return name
    near = nearest_zone(name)
    suggestion = f"Did you mean {near}?" if near else "Name one like Europe/Berlin."
    if not near and re.search(r"[+\-\d]", name):
        suggestion = "Name a place, such as Europe/Berlin: an offset knows no summer time."
    raise Unreadable("There is no such time zone.", suggestion)


def read_share(text: str) -> Decimal:
    """Read a share, "75%" or "0.75", as a number from 0 to 1."""
    said = text.strip()
    try:
        number = Decimal(said.removesuffix("%").strip())
    except InvalidOperation:
        raise Unreadable("This is no share.", "Write it like 75%.") from None
    share = number / 100 if said.endswith("%") else number
    if not (share.is_finite() and 0 <= share <= 1):
        raise Unreadable("A share lies between 0% and 100%.", "Write it like 75%.")
    if share != round(share, FINEST):
        raise Unreadable("This share has too many decimals.", "Write it like 75%.")
    return share


def write_share(share: Decimal) -> str:
    """Write a share in percent."""
    return f"{(share * 100).normalize():f}%"


def read_weeks(text: str) -> tuple[int, int]:
    """Read weeks of the term, "1-4" or a single "5", as the first and the last."""
    match = _WEEKS.fullmatch(text.replace("–", "-").strip())
    if not match:
        raise Unreadable("These are no weeks of the term.", "Write them like 1-4, or 5 for one.")
    first, last = int(match[1]), int(match[2] or match[1])
    if last < first:
        raise Unreadable("The last week comes before the first.", f"Write {last}-{first}.")
    return first, last


def write_weeks(first: int, last: int) -> str:
    """Write weeks of the term."""
    return str(first) if first == last else f"{first}-{last}"
