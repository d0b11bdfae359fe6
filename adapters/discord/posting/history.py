"""What was said in a place while nobody listened, read back from Discord.

Discord reads by when a message was posted, not by when it was edited, and tells of no deletion.
So reading begins a week before what was known last: changes to what is older come too late to
count, since weeks are locked by then. What stands is told at the end, as PlaceRead.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import quote

from adapters.discord.gateway.events import account_of, emoji_of, message_seen
from adapters.discord.posting.archives import Archives
from adapters.discord.rest.remedies import check_reading
from adapters.discord.rest.rest import DiscordRest
from adapters.discord.rest.troubles import GoneError
from adapters.discord.servers.channels import Channel, channel_to_write
from adapters.discord.servers.guilds import Guilds
from adapters.discord.wire import Json, first_id, made_at
from bot.chat.events import Event, PlaceRead, ReactionsRead
from bot.model.people import Account
from bot.model.places import Message, Place
from bot.ports.clock import Clock

OVERLAP = timedelta(days=7)
"""How long before what was known last reading begins."""
PAGE = 100
"""Messages, or people who reacted, that one request returns at most."""
MOST_REACTED = 500
"""Messages of one place whose reactions are read, the newest: each takes a request an emoji."""
PAGES_OF_REACTIONS = 10
SUPER = 1
"""The type of reactions that some people pay for; they count like any other."""
TICK = timedelta(milliseconds=1)
"""As exact as ids hold instants."""


@dataclass(slots=True)
class _Reading:
    """A reading: from which id on, until when all was known before, and what was found."""

    after: str
    known: datetime | None
    standing: set[str] = field(default_factory=set)
    reacted: list[tuple[Channel, Json]] = field(default_factory=list)


class History:
    """Reads places back: messages oldest first, then reactions, then what stands in all."""

    def __init__(self, rest: DiscordRest, guilds: Guilds, clock: Clock) -> None:
        """Ask through `rest`; `clock` dates the reactions that are read."""
        self._rest = rest
        self._guilds = guilds
        self._clock = clock
        self._archives = Archives(rest, guilds)

    async def read(self, place: Place, after: datetime | None) -> AsyncIterator[Sequence[Event]]:
        """Yield what stands in a place and its threads from a week before `after` on.

        NotSentError where reading failed, CannotSendError where it is not permitted: then
        nothing is said of what stands.
        """
        start = made_at("0") if after is None else max(after - OVERLAP, made_at("0"))
        channel = await self._guilds.fresh(channel_to_write(place))
        await check_reading(self._guilds, channel.place)
        channels = [channel] if not channel.is_forum else []
        channels += await self._archives.threads(channel, start)
        # Nothing newer than this was posted when the reading began. It is Discord's own word, so
        # no clock of ours decides what counts as deleted; a deleted message still counts here.
        newest = max((int(one.last) for one in (channel, *channels)), default=0)
        reading = _Reading(str(max(int(first_id(start)) - 1, 0)), after)
        for one in channels:
            async for page in self._messages(one, reading):
                yield page
        for reacted in reading.reacted[-MOST_REACTED:]:
            with contextlib.suppress(GoneError):  # deleted meanwhile
                yield [await self._reactions(*reacted)]
        end = made_at(str(newest)) + TICK
        if newest and start < end:
            yield [PlaceRead(place, start, end, frozenset(reading.standing))]

    async def reactions(self, message: Message) -> ReactionsRead | None:
        """Return the reactions that stand on a message; None if it is gone."""
        holder = self._guilds.holder(message)
        try:
            told = await self._rest.read(f"/channels/{holder}/messages/{message.id}")
            return await self._reactions(await self._guilds.channel(holder), told)
        except GoneError:
            return None

    async def _messages(
        self, channel: Channel, reading: _Reading
    ) -> AsyncIterator[Sequence[Event]]:
        after = reading.after
        while True:
            at = self._clock.now()
            query = {"limit": PAGE, "after": after}
            page = await self._page(channel, query)
            told = sorted(page, key=lambda one: int(one["id"]))
            events: list[Event] = []
            for one in told:
                reading.standing.add(one["id"])
                seen = message_seen(one, channel.place)
                if seen is not None:
                    events.append(seen)
                if one.get("reactions"):
                    reading.reacted.append((channel, one))
                elif seen is not None and reading.known and seen.posted <= reading.known:
                    events.append(ReactionsRead(seen.message, frozenset(), at))
            if events:
                yield events
            if len(told) < PAGE:
                return
            after = told[-1]["id"]

    async def _page(self, channel: Channel, query: Json) -> list[Json]:
        """Return a page; none of a thread that was deleted while the others were read."""
        try:
            page: list[Json] = await self._rest.read(f"/channels/{channel.id}/messages", query)
        except GoneError:
            if not channel.is_thread:
                raise
            return []
        return page

    async def _reactions(self, channel: Channel, told: Json) -> ReactionsRead:
        """Return who reacted to a message, and how, as it stands; GoneError if it is gone."""
        at = self._clock.now()
        standing: set[tuple[Account, str]] = set()
        for reaction in told.get("reactions") or ():
            emoji = emoji_of(reaction["emoji"])
            path = f"/channels/{channel.id}/messages/{told['id']}/reactions/{quote(emoji)}"
            standing |= {(person, emoji) for person in await self._people(path)}
            if reaction.get("count_details", {}).get("burst"):
                people = await self._people(path, {"type": SUPER})
                standing |= {(person, emoji) for person in people}
        return ReactionsRead(channel.message(told["id"]), frozenset(standing), at)

    async def _people(self, path: str, query: Json | None = None) -> set[Account]:
        """Return the people who reacted in one way, bots left out."""
        found: set[Account] = set()
        query = {"limit": PAGE, **(query or {})}
        for _ in range(PAGES_OF_REACTIONS):
            page = await self._rest.read(path, query)
            found |= {account_of(one["id"]) for one in page if not one.get("bot")}
            if len(page) < PAGE:
                break
            query["after"] = page[-1]["id"]
        return found
