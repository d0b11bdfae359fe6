"""What was read as a whole, compared with what is kept: the differences are told as events.

A platform doesn't tell afterwards what was deleted while nobody listened, nor which reactions came
and went; it tells what stands. Who reacts to deletions and reactions needn't know the difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.chat.events import (
    Event,
    MessageDeleted,
    MessageSeen,
    PlaceRead,
    ReactionSeen,
    ReactionsRead,
)
from bot.features.messages.merging import reacted
from bot.model.places import Place
from bot.ports.messages import Reaction
from bot.ports.work import UnitOfWork


async def compared(events: Sequence[Event], work: UnitOfWork) -> Sequence[Event]:
    """Return a batch's events, those read as a whole replaced by what they say is different.

    They are compared with what is kept and with what the batch itself tells.
    """
    read = [event.message for event in events if isinstance(event, ReactionsRead)]
    if not read and not any(isinstance(event, PlaceRead) for event in events):
        return events
    kept = await work.messages.reactions(read) if read else ()
    told = [event for event in events if isinstance(event, ReactionSeen)]
    states = [*kept, *reacted(kept, told)]
    found: list[Event] = []
    for event in events:
        if isinstance(event, PlaceRead):
            found += await _gone(event, events, work)
        elif isinstance(event, ReactionsRead):
            found += _changed(event, states)
        else:
            found.append(event)
    return found


async def _gone(
    read: PlaceRead, events: Sequence[Event], work: UnitOfWork
) -> Sequence[MessageDeleted]:
    """Return the deletions of what was posted in the time that was read and stands no more.

    A message with a version that isn't older than the reading stood then, whatever was read.
    """
    told = [
        event
        for event in events
        if isinstance(event, MessageSeen)
        and _inside(event.message.place, read.place)
        and read.start <= event.posted < read.end
    ]
    newer = {event.message for event in told if event.version >= read.end}
    known = [
        *await work.messages.standing(read.place, read.start, read.end),
        *(event.message for event in told),
    ]
    return [
        MessageDeleted(message, read.end)
        for message in dict.fromkeys(known)
        if message.id not in read.standing and message not in newer
    ]


def _inside(place: Place, read: Place) -> bool:
    """Whether a place is the one that was read, or one of its threads."""
    return read in (place, place.parent)


def _changed(read: ReactionsRead, states: Iterable[Reaction]) -> Sequence[ReactionSeen]:
    """Return what is different about a message's reactions; the last of its `states` counts."""
    known = {(s.account, s.emoji): s.present for s in states if s.message == read.message}
    pairs = sorted({*known, *read.standing}, key=lambda pair: (pair[0].id, pair[1]))
    return [
        ReactionSeen(read.message, *pair, present=pair in read.standing, at=read.at)
        for pair in pairs
        if known.get(pair, False) != (pair in read.standing)
    ]
