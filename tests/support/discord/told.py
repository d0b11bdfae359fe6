"""What history told, sorted: messages, reactions, and what stands in all."""

from __future__ import annotations

from datetime import datetime

from bot.chat.events import Event, MessageSeen, PlaceRead, ReactionsRead
from bot.model.places import Place
from tests.support.discord import things
from tests.support.discord.reach import Reach


async def read(reach: Reach, place: Place, after: datetime | None = None) -> list[Event]:
    """Return all that is told of a place."""
    pages = [page async for page in reach.platform.history(place, after)]
    return [event for page in pages for event in page]


def seen(events: list[Event]) -> list[MessageSeen]:
    """Return the messages that were told of."""
    return [event for event in events if isinstance(event, MessageSeen)]


def texts(events: list[Event]) -> list[str]:
    """Return their words."""
    return [event.text for event in seen(events)]


def standing(events: list[Event]) -> PlaceRead:
    """Return what was told last: all that stands."""
    assert isinstance(events[-1], PlaceRead)
    assert [event for event in events if isinstance(event, PlaceRead)] == events[-1:]
    return events[-1]


def reactions(events: list[Event]) -> dict[str, set[tuple[str, str]]]:
    """Return who reacted how, by message."""
    return {
        event.message.id: {(account.id, emoji) for account, emoji in event.standing}
        for event in events
        if isinstance(event, ReactionsRead)
    }


def covers(told: PlaceRead, message: things.Message) -> bool:
    """Whether a reading tells of the time that a message was posted in."""
    return told.start <= message.posted < told.end
