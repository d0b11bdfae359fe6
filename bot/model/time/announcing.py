"""When a session is announced: days before are counted on the calendar, hours on the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.model.time.zones import local, resolve


def announced_at(starts: datetime, before: timedelta, zone: str) -> datetime:
    """Return the instant so long `before` a start, as the clocks of `zone` count it.

    Three days before 15:00 is at 15:00, even if the clocks change in between; an hour is an hour.
    """
    days = timedelta(days=before.days)
    wall = local(starts, zone).replace(tzinfo=None, fold=0) - days
    return resolve(wall, zone).instant - (before - days)
