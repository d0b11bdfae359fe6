"""Discord's wire in the words that this adapter's modules share.

Places: a channel is `Place("discord", CHANNEL)`. A thread hangs under a message whose id is the
thread's own, so it is `Place("discord", PARENT, THREAD)`; that goes for forum posts, too, where
the root is `Message(Place("discord", FORUM), THREAD)`. A private conversation is the place of its
channel. Ids are snowflakes: decimal numbers that hold the instant they were made at
(https://discord.com/developers/docs/reference#snowflakes).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

Json = dict[str, Any]
"""A JSON object as it goes over the wire."""

PLATFORM = "discord"
"""The adapter's name, as accounts and places carry it."""
EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
"""Where snowflakes begin to count milliseconds."""


def made_at(snowflake: str) -> datetime:
    """Return the instant an id was made at, to the millisecond; ValueError for what is no id."""
    return EPOCH + timedelta(milliseconds=int(snowflake) >> 22)


def first_id(instant: datetime) -> str:
    """Return the lowest id that can be made at an instant: where reading history begins."""
    return str(max(int((instant - EPOCH) / timedelta(milliseconds=1)), 0) << 22)


def instant(text: str) -> datetime:
    """Return the instant that an ISO timestamp of Discord's means; ValueError for another text."""
    read = datetime.fromisoformat(text)
    if read.tzinfo is None:
        raise ValueError(f"An instant needs its offset: {text}")
    return read.astimezone(UTC)
