"""What someone probably meant by a value that can't be read, written as the file wants it.

Each function returns a sentence with the remedy, a general one where nothing can be guessed.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from datetime import date

from bot.model.time.recurrence import WEEKDAYS

FOREIGN = (
    ("mon", "mo montag lundi lunes lunedì lunedi segunda maandag måndag mandag"),
    ("tue", "tues di dienstag mardi martes martedì martedi terça terca dinsdag tisdag tirsdag"),
    ("wed", "weds mi mittwoch mercredi miércoles miercoles mercoledì mercoledi quarta woensdag"),
    ("thu", "thur thurs do donnerstag jeudi jueves giovedì giovedi quinta donderdag torsdag"),
    ("fri", "fr freitag vendredi viernes venerdì venerdi sexta vrijdag fredag"),
    ("sat", "sa samstag sonnabend samedi sábado sabado sabato zaterdag lördag lørdag"),
    ("sun", "so sonntag dimanche domingo domenica zondag söndag søndag"),
)
"""Weekdays as they are written elsewhere, unless two languages disagree on the day."""

_HOUR = re.compile(r"(\d{1,2})(?:[:.h]\s*(\d{2}))?\s*(?:h|uhr|o'clock)?\s*([ap])?\.?(?:m\.?)?")
_SECONDS = re.compile(r"(\d{1,2}:\d{2}):\d{2}")
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
_WITH_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T\s]+\d{1,2}:.*", re.IGNORECASE)
_SEVERAL = re.compile(r"\d{4}-\d{2}-\d{2}(?:(?:\s|[,;&+]|and)+\d{4}-\d{2}-\d{2})+")
_DAYS = re.compile(r"(\S+)\s*(?:-|–|to)\s*(\S+)")
_HOURS = re.compile(r"(\S+?)\s*(?:-|–|\bto\b|\buntil\b)\s*(\S+)")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DECIMAL_HOURS = re.compile(r"(\d{1,3})[.,](25|5|75|50)\s*h(?:ours?|rs?)?")
_HOURS_MINUTES = re.compile(r"(\d{1,2})(?::|\s*h(?:ours?)?\s*)([0-5]\d)(?:\s*h)?")
_MINUTES = re.compile(r"(\d{1,4})\s*(?:\.|'|minuten|minutos|minuti|mins?\.)")


def clock_hint(text: str) -> str:
    """Return how to write the time of day that `text` seems to be, such as "5 pm"."""
    usual = "Write it from 00:00 to 23:59, such as 17:00."
    if seconds := _SECONDS.fullmatch(text.strip()):
        return f"Leave out the seconds: {seconds[1]}."
    match = _HOUR.fullmatch(text.strip().casefold())
    if not match:
        return usual
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    if (hour, minute) == (24, 0):
        return "Write 00:00, which begins the next day, or 23:59."
    return f"Write {hour:02}:{minute:02}." if hour < 24 and minute < 60 else usual


def day_hint(text: str) -> str:
    """Return how to write the date that `text` seems to be; 9/7/2026 may be either of two."""
    said = text.strip()
    if timed := _WITH_TIME.fullmatch(said):
        return f"Write the day alone: {timed[1]}."
    if _SEVERAL.fullmatch(said):
        return "One date belongs here; where several do, they stand as [2026-09-14, 2026-09-21]."
    dotted, year_first = _DOTTED.fullmatch(said), _YEAR_FIRST.fullmatch(said)
    if dotted:
        year, month, day = int(dotted[3]), int(dotted[2]), int(dotted[1])
    elif year_first:
        year, month, day = int(year_first[1]), int(year_first[2]), int(year_first[3])
    else:
        return "Write year-month-day, such as 2026-09-14."
    if not (1 <= month <= 12 and year >= 1):
        return "Write year-month-day, such as 2026-09-14: months are 01 to 12."
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        return f"{month_name[month]} {year} has {days} days."
    return f"Write {date(year, month, day)}."


def weekday_hint(text: str) -> str | None:
    """Return how to write the weekdays that `text` seems to be, None where it seems to be none."""
    if text.casefold().strip() in ("daily", "every day", "everyday"):
        return "Leave out on:, and write repeats: daily."
    if (span := _DAYS.fullmatch(text.casefold().strip())) and (days := _days(span[1], span[2])):
        return f"Name each of them: {', '.join(days)}."
    words = [word for word in re.split(r"[\s/&+;.,]+|\band\b|\bund\b", text.casefold()) if word]
    found = [_weekday(word) for word in words]
    if not found or None in found:
        return None
    if len(found) == 1:
        return f"Write {found[0]}."
    return f"Put commas between weekdays: {', '.join(map(str, found))}."


def _days(first: str, last: str) -> list[str]:
    """Return the weekdays from one to another."""
    names = [_weekday(first), _weekday(last)]
    ends = [WEEKDAYS.index(name) for name in names if name is not None]
    if len(ends) < len(names):
        return []
    number = (ends[1] - ends[0]) % len(WEEKDAYS) + 1
    return [WEEKDAYS[(ends[0] + day) % len(WEEKDAYS)] for day in range(number)]


def _weekday(word: str) -> str | None:
    short = word[:3]
    if short in WEEKDAYS and re.fullmatch(rf"{short}(s|nes|rs|ur)?(day)?s?", word):
        return short
    return next((day for day, names in FOREIGN if word in names.split()), None)


def length_hint(text: str) -> str:
    """Return how to write the length that `text` seems to be, such as "1.5 h" or "1:30"."""
    said = text.strip().casefold()
    if said.isdigit():
        return f"Add the unit, such as {said} min."
    if exact := _MINUTES.fullmatch(said):
        return f"Write {exact[1]} min."
    hours, minutes = 0, 0
    if match := _DECIMAL_HOURS.fullmatch(said):
        hours, minutes = int(match[1]), {"25": 15, "5": 30, "50": 30, "75": 45}[match[2]]
    elif match := _HOURS_MINUTES.fullmatch(said):
        hours, minutes = int(match[1]), int(match[2])
    else:
        return "Write it like 90 min, 1 h 30 min or 3 days."
    return f"Write {hours} h {minutes} min." if hours else f"Write {minutes} min."


def hours_hint(text: str) -> str:
    """Return how to write the hours of the day that `text` seems to be, such as "22 to 8"."""
    if text.strip().casefold() in ("no", "none", "never", "off"):
        return "Write 00:00-00:00 for none."
    match = _HOURS.fullmatch(text.strip())
    ends = [_HOUR.fullmatch(end.casefold()) for end in match.groups()] if match else []
    times = [(int(end[1]), int(end[2] or 0)) for end in ends if end and not end[3]]
    times = [(hour % 24, minute) for hour, minute in times if hour <= 24 and minute < 60]
    if len(times) == 2 and times[0] != times[1]:
        return f"Write {'-'.join(f'{hour:02}:{minute:02}' for hour, minute in times)}."
    return "Write them like 22:00-08:00."
