"""Weekly hours as people write them: "Mon-Fri 9-17, Sun", "nights", "weekends before 12"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import time

from bot.model.course import QuietHours
from bot.model.time.availability import WeeklyHours

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EXAMPLE = "Write it like this: Mon-Fri 9:00-17:00, Sun, nights."
WEEK = 7 * 24 * 60
MOST = 50
"""How many weekly hours one person may have."""

_NIGHT = QuietHours()
_PARTS = {
    "morning": (time(6), time(12)),
    "afternoon": (time(12), time(18)),
    "evening": (time(18), time(22)),
    "night": (_NIGHT.starts, _NIGHT.ends),
}
_NAMED = {
    "weekend": (5, 6),
    "weekday": (0, 1, 2, 3, 4),
    "workday": (0, 1, 2, 3, 4),
    "daily": tuple(range(7)),
    "everyday": tuple(range(7)),
}
_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NOTHING = frozenset(["", "-", "none", "no", "nothing", "never", "n/a"])
_CLOCK = r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?"
_FILLER = re.compile(r"\b(?:and|on|at|all|days?|every|each|the|in|between|i|work)\b|[,&+/]")
_RANGE = re.compile(rf"(?:from )?{_CLOCK} ?(?:-|to|until|till) ?{_CLOCK}")
_EDGE = re.compile(rf"(before|until|till|after|from|since) {_CLOCK}")
_TOKEN = re.compile(rf"{_RANGE.pattern}|{_EDGE.pattern}|[a-z]+ ?(?:-|to) ?[a-z]+|[a-z]+")


class Unreadable(ValueError):
    """What somebody wrote can't be read; the message says what to write instead."""


def parse_hours(text: str) -> tuple[WeeklyHours, ...]:
    """Return the hours that `text` names, by weekday and start; without any, an empty tuple.

    Days without hours are whole days; hours without days are on every day. A list of days shares
    the hours that follow it, and a semicolon or a new line begins afresh. Raises Unreadable.
    """
    plain = re.sub("[‐‑‒–—−]", "-", text.casefold()).strip(" .\t\n\r")
    if plain in _NOTHING:
        return ()
    found: dict[tuple[int, time, time], None] = {}
    for clause in re.split(r"[;\n]", plain):
        for weekday, starts, ends in _clause(clause):
            found[weekday, starts, ends] = None
    hours = tuple(WeeklyHours(*each) for each in sorted(found))
    if not hours or len(hours) > MOST:
        raise Unreadable(f"“{text.strip()[:60]}” can't be read as hours of a week. {EXAMPLE}")
    if len(_minutes(hours)) == WEEK:
        raise Unreadable("That leaves no hour of the week. Leave out hours that might work.")
    return hours


def write_hours(hours: Iterable[WeeklyHours]) -> str:
    """Return hours as text that `parse_hours` reads as the same: `Mon-Fri 09:00-17:00; Sun`."""
    days: dict[tuple[time, time], list[int]] = {}
    for each in sorted(hours, key=lambda each: (each.weekday, each.starts, each.ends)):
        days.setdefault((each.starts, each.ends), []).append(each.weekday)
    clauses = []
    for (starts, ends), weekdays in days.items():
        clock = "" if starts == ends == time() else f" {starts:%H:%M}-{_end(ends)}"
        clauses.append(f"{_write_days(weekdays)}{clock}")
    return "; ".join(clauses)


def _clause(clause: str) -> Iterator[tuple[int, time, time]]:
    """Yield weekday, start and end of everything between two semicolons."""
    days: list[int] = []
    whole = False  # whether `days` still wait for their hours
    after_hours = False
    for token in _tokens(clause):
        span = _span(token)
        if span:
            yield from ((day, *span) for day in days or range(7))
            whole, after_hours = False, True
        else:
            if after_hours:
                days = []
            days = [*days, *_days(token)]
            whole, after_hours = True, False
    if whole:
        yield from ((day, time(), time()) for day in days)


def _tokens(clause: str) -> Iterator[str]:
    """Yield days and hours in order; raises Unreadable for anything that is neither."""
    plain = " ".join(_FILLER.sub(" ", clause).split())
    place = 0
    while place < len(plain):
        match = _TOKEN.match(plain, place)
        if not match:
            raise Unreadable(f"“{plain[place : place + 20]}” can't be read as hours. {EXAMPLE}")
        yield match.group()
        place = match.end()
        place += len(plain[place:]) - len(plain[place:].lstrip())


def _days(token: str) -> tuple[int, ...]:
    """Return the weekdays that a token names: one, a named group, or from one to another."""
    named = _NAMED.get(token) or _NAMED.get(token.removesuffix("s"))
    if named:
        return named
    first, *last = re.split(r"\s*-\s*|\s+to\s+", token)
    start = _day(first)
    steps = (_day(last[0]) - start) % 7 if last else 0
    return tuple((start + step) % 7 for step in range(steps + 1))


def _day(word: str) -> int:
    """Return the weekday that a word of two letters or more begins."""
    bare = word.removesuffix("s") if len(word) > 4 else word
    for number, name in enumerate(_FULL):
        if len(bare) >= 2 and name.startswith(bare):
            return number
    raise Unreadable(f"“{word}” is no day of the week. {EXAMPLE}")


def _span(token: str) -> tuple[time, time] | None:
    """Return the hours that a token is, or None when it names days."""
    if token.removesuffix("s") in _PARTS:
        return _PARTS[token.removesuffix("s")]
    if match := _RANGE.fullmatch(token):
        return _between(match.groups(), token)
    if match := _EDGE.fullmatch(token):
        edge, *clock = match.groups()
        at = _time(clock[0], clock[1], clock[2], token)
        return (time(), at) if edge in ("before", "until", "till") else (at, time())
    return None


def _between(groups: tuple[str | None, ...], token: str) -> tuple[time, time]:
    start_hour, start_minute, start_half, end_hour, end_minute, end_half = groups
    if end_half and not start_half and int(start_hour or 0) <= 12:
        earlier = int(start_hour or 0) % 12 < int(end_hour or 0) % 12
        start_half = end_half if earlier else ("am" if end_half[0] == "p" else "pm")
    starts = _time(start_hour, start_minute, start_half, token)
    ends = _time(end_hour, end_minute, end_half, token)
    told = start_half or end_half or start_minute or end_minute
    if not told and time() < ends <= starts and starts.hour <= 12:
        raise Unreadable(
            f"“{token}” could mean two things. Write it in 24 hours, such as 9:00-17:00."
        )
    if starts == ends != time():
        raise Unreadable(f"“{token}” begins and ends at the same time. {EXAMPLE}")
    return starts, ends


def _time(hour: str | None, minute: str | None, half: str | None, token: str) -> time:
    hours, minutes = int(hour or 0), int(minute or 0)
    if half:
        if not 1 <= hours <= 12:
            raise Unreadable(f"“{token}” is no time of day. {EXAMPLE}")
        hours = hours % 12 + (12 if half[0] == "p" else 0)
    if hours * 60 + minutes > 24 * 60 or minutes > 59:
        raise Unreadable(f"“{token}” is no time of day. {EXAMPLE}")
    return time(hours % 24, minutes)


def _write_days(weekdays: list[int]) -> str:
    runs: list[list[int]] = []
    for day in weekdays:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(
        DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in runs
    )


def _end(ends: time) -> str:
    return "24:00" if ends == time() else f"{ends:%H:%M}"


def _minutes(hours: Iterable[WeeklyHours]) -> set[int]:
    """Return the minutes of the week, from Monday 00:00, that the hours cover."""
    covered: set[int] = set()
    for each in hours:
        start = each.starts.hour * 60 + each.starts.minute
        length = (each.ends.hour * 60 + each.ends.minute - start) % (24 * 60) or 24 * 60
        first = each.weekday * 24 * 60 + start
        covered.update(minute % WEEK for minute in range(first, first + length))
    return covered
