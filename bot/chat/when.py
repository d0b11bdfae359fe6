"""Times as people type them: `2026-10-06 17:00`, `tomorrow 17:00`, `fri 9:30`, `in 3 days`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from bot.chat.refusal import Refusal
from bot.model.time.spoken import spoken_date
from bot.model.time.zones import local, resolve

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOCK = re.compile(r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})\s*(?P<half>am|pm)?$")
SPAN = re.compile(r"in (?P<count>\d{1,3}) (?P<unit>minute|hour|day|week)s?$")
HELP = (
    "“{text}” is not a time I understand. Write it as 2026-10-06 17:00, tomorrow 17:00, "
    "fri 17:00 or in 3 days."
)


def read_when(text: str, zone: str, now: datetime) -> datetime:
    """Return the UTC instant that `text` means by the clock of `zone`.

    A day without a clock time means its last minute. Refuses what it can't read, and a wall time
    that the zone's clock skips.
    """
    words = " ".join(text.split()).casefold()
    if words.endswith(("z", "+00:00")) and "t" in words:
        return _iso(text)
    span = SPAN.match(words)
    if span:
        return now + timedelta(**{f"{span['unit']}s": int(span["count"])})
    head, _, tail = words.rpartition(" ")
    clock = _clock(tail)
    if clock is None:
        head, clock = words, time(23, 59)
    day = _day(head, local(now, zone), clock) if words else None
    if day is None:
        raise Refusal(HELP.format(text=text))
    resolved = resolve(datetime.combine(day, clock), zone)
    if resolved.kind == "gap":
        raise Refusal(
            f"The clock in {zone} skips {clock:%H:%M} on {spoken_date(day)}. "
            "Please pick another time."
        )
    return resolved.instant


def _iso(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text.strip()).astimezone(UTC)
    except ValueError:
        raise Refusal(HELP.format(text=text)) from None


def _clock(word: str) -> time | None:
    found = CLOCK.match(word)
    if found is None:
        return None
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    minute = int(found["minute"])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(words: str, here: datetime, clock: time) -> date | None:
    today = here.date()
    if not words:
        return today if clock > here.time() else today + timedelta(days=1)
    if words in ("today", "tonight"):
        return today
    if words == "tomorrow":
        return today + timedelta(days=1)
    if words[:3] in DAYS and words.isalpha():
        ahead = (DAYS.index(words[:3]) - today.weekday()) % 7
        return today + timedelta(days=ahead or (0 if clock > here.time() else 7))
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
