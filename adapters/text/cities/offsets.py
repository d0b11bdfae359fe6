"""Offsets and abbreviations of zones: what people write who know their clock but not its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.chat.refusal import Refusal
from bot.ports.cities import City

_OFFSET = re.compile(r"(?:utc|gmt|z)?\s*([+\-−–])\s*(\d{1,2})(?:[:.h]?([0-5]\d))?", re.IGNORECASE)
LARGEST = timedelta(hours=14)
SEASONS = [timedelta(days=days) for days in (0, 91, 182, 273)]

ABBREVIATIONS = {
    "acst": ("Australia/Adelaide", "Australia/Darwin"),
    "aest": ("Australia/Sydney", "Australia/Brisbane"),
    "aedt": ("Australia/Sydney",),
    "awst": ("Australia/Perth",),
    "brt": ("America/Sao_Paulo",),
    "bst": ("Europe/London", "Asia/Dhaka"),
    "cat": ("Africa/Harare",),
    "cest": ("Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Rome"),
    "cet": ("Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Rome"),
    "cdt": ("America/Chicago", "America/Havana"),
    "cst": ("America/Chicago", "Asia/Shanghai", "America/Mexico_City"),
    "eat": ("Africa/Nairobi",),
    "eest": ("Europe/Kyiv", "Europe/Athens", "Europe/Bucharest", "Europe/Helsinki"),
    "eet": ("Europe/Kyiv", "Europe/Athens", "Africa/Cairo", "Europe/Helsinki"),
    "edt": ("America/New_York", "America/Toronto"),
    "est": ("America/New_York", "America/Toronto", "America/Panama"),
    "hkt": ("Asia/Hong_Kong",),
    "hst": ("Pacific/Honolulu",),
    "ist": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "jst": ("Asia/Tokyo",),
    "kst": ("Asia/Seoul",),
    "mdt": ("America/Denver",),
    "msk": ("Europe/Moscow",),
    "mst": ("America/Denver", "America/Phoenix"),
    "npt": ("Asia/Kathmandu",),
    "nzst": ("Pacific/Auckland",),
    "nzdt": ("Pacific/Auckland",),
    "pdt": ("America/Los_Angeles",),
    "pkt": ("Asia/Karachi",),
    "pst": ("America/Los_Angeles", "Asia/Manila"),
    "sast": ("Africa/Johannesburg",),
    "sgt": ("Asia/Singapore",),
    "wat": ("Africa/Lagos",),
    "west": ("Europe/Lisbon",),
    "wet": ("Europe/Lisbon",),
    "wib": ("Asia/Jakarta",),
}
"""Abbreviations that people use, and the zones they may mean: many stand for several."""


def parse_offset(text: str) -> timedelta | None:
    """Return the offset that `text` is, `UTC+5:30` or `-03`, or None where it is something else."""
    match = _OFFSET.fullmatch(text.strip())
    if not match:
        return None
    sign, hours, minutes = match.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return offset if sign == "+" else -offset


def at_offset(offset: timedelta, cities: Iterable[City], at: datetime, asked: str) -> City:
    """Return the largest city whose clocks show `offset` all year round from `at` on.

    Raises Refusal when nowhere does, or when it means different zones in different seasons.
    """
    found: dict[str, City] = {}
    steady = True
    for city in cities:
        if city.zone in found:
            continue
        there = ZoneInfo(city.zone)
        offsets = {(at + season).astimezone(there).utcoffset() for season in SEASONS}
        if offset in offsets:
            found[city.zone] = city
            steady = steady and len(offsets) == 1
    if not found:
        raise Refusal(f"No city's clock shows {asked}. Name your city, such as Nairobi.")
    largest = next(iter(found.values()))
    if not steady:
        names = ", ".join(city.name for city in list(found.values())[:3])
        raise Refusal(
            f"{asked} is not one zone: {names} share it for part of the year or all of it. "
            "Name your city, so that times stay right when the clocks change."
        )
    return largest
