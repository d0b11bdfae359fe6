"""What was heard means: raw events of the gateway become the core's, once their place is known.

After a session was resumed by a new process no channel is known yet, so one may have to be asked
for; that waits as long as Discord is away, since nothing may be lost.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from adapters.discord.gateway.buffer import Item
from adapters.discord.gateway.events import (
    message_at,
    message_seen,
    messages_deleted,
    reaction_seen,
    reactions_gone,
)
from adapters.discord.gateway.watching import Heed, Watch
from adapters.discord.journal import LOG
from adapters.discord.servers.channels import Channel
from adapters.discord.servers.guilds import Guilds
from adapters.discord.wire import PLATFORM, Json, made_at
from bot.chat.events import Event, MessageDeleted, PlaceRead, ReactionsRead
from bot.model.places import Message, Place
from bot.ports.platform import CannotSendError, NotSentError
from bot.runtime.hearing.errors import kind_of

WRITTEN = ("MESSAGE_CREATE", "MESSAGE_UPDATE")
DELETED = ("MESSAGE_DELETE", "MESSAGE_DELETE_BULK")
REACTED = ("MESSAGE_REACTION_ADD", "MESSAGE_REACTION_REMOVE")
REACTIONS_GONE = "MESSAGE_REACTION_REMOVE_ALL"
EMOJI_GONE = "MESSAGE_REACTION_REMOVE_EMOJI"
THREAD_GONE = "THREAD_DELETE"
SPEAKING = frozenset({*WRITTEN, *DELETED, *REACTED, REACTIONS_GONE, EMOJI_GONE, THREAD_GONE})
"""Events that tell of what people write and how they react."""
FIRST_WAIT = 0.5
LONGEST_WAIT = 10.0

Reread = Callable[[Message], Awaitable[ReactionsRead | None]]
"""Returns the reactions that stand on a message; None if it is gone."""


def channel_of_speech(item_name: str, data: Json) -> str:
    """Return the channel that one of SPEAKING tells of; of a thread that is gone, its parent."""
    return str(data["parent_id"] if item_name == THREAD_GONE else data["channel_id"])


class Meanings:
    """Turns items into the core's events, in order."""

    def __init__(self, guilds: Guilds, watch: Watch, reread: Reread) -> None:
        """Find places by `guilds`, heed those that `watch` knows."""
        self._guilds = guilds
        self._watch = watch
        self._reread = reread

    async def of(self, item: Item) -> Sequence[Event]:
        """Return what an item tells the core: nothing, if it is none of its business."""
        if item.name not in SPEAKING:
            return item.told
        try:
            channel = channel_of_speech(item.name, item.data)
            place = self._watch.place(channel)
            if place is Heed.UNKNOWN and await self._channel(channel) is not None:
                place = self._watch.place(channel)
            return await self._told(item, place) if isinstance(place, Place) else ()
        except Exception as error:
            LOG.error("%s could not be understood: %s", item.name, kind_of(error))
            return ()

    async def _told(self, item: Item, place: Place) -> Sequence[Event]:
        name, data, at = item.name, item.data, item.at
        if name in WRITTEN:
            seen = message_seen(data, place)
            return () if seen is None else (seen,)
        if name in DELETED:
            return messages_deleted(data, place, at)
        if name in REACTED:
            added = name == REACTED[0]
            reaction = reaction_seen(data, place, present=added, at=at)
            return () if reaction is None else (reaction,)
        if name == REACTIONS_GONE:
            return (reactions_gone(data, place, at),)
        if name == EMOJI_GONE:
            return await self._left(message_at(place, data["message_id"]))
        return await self._emptied(str(data["id"]), place, at)

    async def _channel(self, channel: str) -> Channel | None:
        """Return what is known of a channel, or what Discord says of it; None if it is gone."""
        wait = FIRST_WAIT
        while True:
            try:
                return await self._guilds.channel(channel)
            except CannotSendError as error:
                LOG.info("a channel can't be looked at: %s: %s", channel, kind_of(error))
                return None
            except NotSentError as error:
                LOG.warning("a channel can't be looked at yet: %s: %s", channel, kind_of(error))
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)

    async def _emptied(self, thread: str, parent: Place, at: datetime) -> Sequence[Event]:
        """Return what a thread's end means: nothing stands in it. A forum's post was a root."""
        place = Place(PLATFORM, parent.id, thread)
        emptied = PlaceRead(place, made_at(thread), at, frozenset())
        channel = await self._channel(parent.id)
        if channel is not None and channel.is_forum:
            return (emptied, MessageDeleted(Message(parent, thread), at))
        return (emptied,)

    async def _left(self, message: Message) -> Sequence[Event]:
        """Return the reactions that are left after all of one emoji were taken away."""
        try:
            read = await self._reread(message)
        except (CannotSendError, NotSentError) as error:
            LOG.warning("reactions can't be read: %s: %s", message.id, kind_of(error))
            return ()
        return () if read is None else (read,)
