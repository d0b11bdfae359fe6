"""Slack's wire in the words that this adapter's modules share.

Places: a channel is `Place("slack", CHANNEL)`, and so is a private conversation. A thread is
`Place("slack", CHANNEL, TS)`, where TS is the `ts` of its root message. The root itself stands in
the channel: `Message(Place("slack", CHANNEL), TS)`; its replies stand in the thread. A `ts` is
seconds and microseconds since 1970, the message's id within its channel and the instant it was
written at (https://docs.slack.dev/messaging/retrieving-messages/#timestamps).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.model.places import Message, Place

Json = dict[str, Any]
"""A JSON object as it goes over the wire."""

PLATFORM = "slack"
"""The adapter's name, as accounts and places carry it."""
MARKED = "homeroom_post"
"""The event type of the metadata that carries a post's marker."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TS = re.compile(r"([0-9]{1,11})(?:\.([0-9]{1,6}))?", re.ASCII)


def instant_of(ts: str) -> datetime:
    """Return the instant a `ts` stands for, to the microsecond; ValueError for what is none."""
    found = _TS.fullmatch(ts)
    if found is None:
        raise ValueError(f"No ts of Slack's: {ts!r}")
    seconds, fraction = int(found[1]), int((found[2] or "").ljust(6, "0"))
    return _EPOCH + timedelta(seconds=seconds, microseconds=fraction)


def ts_of(instant: datetime) -> str:
    """Return an aware instant as a `ts`: where reading history begins or ends."""
    micros = max((instant - _EPOCH) // timedelta(microseconds=1), 0)
    return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"


def message_of(channel: str, ts: str, thread_ts: str | None = None) -> Message:
    """Return the message `ts` of a channel: in its thread if it is a reply, else in the channel."""
    thread = thread_ts if thread_ts and thread_ts != ts else None
    return Message(Place(PLATFORM, channel, thread), ts)
