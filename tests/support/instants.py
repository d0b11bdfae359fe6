"""Instants and wall times written the way people write them, and zones worth trying."""

from datetime import UTC, datetime

from hypothesis import strategies as st

ZONES = (
    "Africa/Casablanca",
    "America/Los_Angeles",
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "UTC",
)
"""Half-hour and 45-minute offsets, half-hour changes, both hemispheres, both date lines."""

zones = st.sampled_from(ZONES)
walls = st.datetimes(datetime.fromisoformat("2005-01-01"), datetime.fromisoformat("2030-01-01"))
instants = walls.map(lambda wall: wall.replace(tzinfo=UTC))
minutes = st.times().map(lambda time: time.replace(second=0, microsecond=0))


def utc(text: str) -> datetime:
    """Return the aware UTC instant for "2026-10-25 01:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def wall(text: str) -> datetime:
    """Return the naive local time for "2026-10-25 02:30"."""
    return datetime.fromisoformat(text)
