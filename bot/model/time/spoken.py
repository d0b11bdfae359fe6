"""Times and durations in words, where a view's LocalTime can't be: terminal, plain text, exports.

English, short, and the same on every machine: no locale is asked.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.model.time.zones import local

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)

MINUTE = timedelta(minutes=1)
UNITS = (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", MINUTE))


def spoken_day(day: date) -> str:
    """Return "Nov 3", for where neither the weekday nor the year is needed."""
    return f"{MONTHS[day.month - 1]} {day.day}"


def spoken_date(day: date, now: date | None = None) -> str:
    """Return "Tue, Nov 3"; with the year unless `now`, a date as seen there, is in the same one."""
    text = f"{DAYS[day.weekday()]}, {spoken_day(day)}"
    return text if now and now.year == day.year else f"{text}, {day.year}"


def spoken_time(instant: datetime, zone: str, now: datetime | None = None) -> str:
    """Return the local date and time, "Tue, Nov 3, 18:30"; with the year unless `now` is in it."""
    there = local(instant, zone)
    today = local(now, zone).date() if now else None
    return f"{spoken_date(there.date(), today)}, {there:%H:%M}"


def your_time(instant: datetime, zone: str, now: datetime | None = None) -> str:
    """Return "Tue, Nov 3, 18:30 your time (Kolkata)", the way it is written to one person."""
    return f"{spoken_time(instant, zone, now)} your time ({zone_city(zone)})"


def zone_city(zone: str) -> str:
    """Return the name people know a zone by: its city, or its offset ("UTC-5" for Etc/GMT+5)."""
    area, _, city = zone.rpartition("/")
    if area == "Etc" and city.startswith("GMT"):
        # POSIX signs, as in the zone files, count westward.
        return city.replace("GMT", "UTC").translate(str.maketrans("+-", "-+"))
    return city.replace("_", " ")


def spoken_duration(length: timedelta) -> str:
    """Return a length in its two largest units: "25 minutes", "1 hour 15 minutes", "2 days".

    Minutes are rounded; less than half of one is "less than a minute". The sign is ignored.
    """
    rest = abs(length) + MINUTE / 2
    words: list[str] = []
    for name, unit in UNITS:
        number, rest = divmod(rest, unit)
        if number:
            words.append(f"{number} {name}" + ("s" if number > 1 else ""))
    return " ".join(words[:2]) or "less than a minute"


def spoken_distance(instant: datetime, now: datetime) -> str:
    """Return how far `instant` is from `now`: "in 2 hours", "3 days ago", or "now"."""
    if abs(instant - now) < MINUTE / 2:
        return "now"
    text = spoken_duration(instant - now)
    return f"in {text}" if instant > now else f"{text} ago"
