"""Posts in forums: a thread each, its first message the bot's, filed under tags."""

from __future__ import annotations

from collections.abc import AsyncIterator

from adapters.discord.posting.messages import Files, Messages, carries, writing
from adapters.discord.posting.threads import WEEK, Threads, name_of
from adapters.discord.rest.remedies import remedied
from adapters.discord.rest.rest import DiscordRest
from adapters.discord.rest.troubles import ForbiddenError, GoneError
from adapters.discord.servers.channels import Channel
from adapters.discord.servers.guilds import Guilds
from adapters.discord.wire import PLATFORM, Json
from bot.chat.views import View
from bot.model.places import Message, Place

THREADS_TO_SEARCH = 50
"""A doubtful post is among the newest: the sender looks again within minutes."""
PAGE = 50
"""Archived threads that are asked for at once."""


class Forums:
    """The bot's own posts in forums. A post's first message is a root of its forum."""

    def __init__(
        self, rest: DiscordRest, guilds: Guilds, threads: Threads, messages: Messages
    ) -> None:
        """Ask through `rest`; a post's first message is a message like any other."""
        self._rest = rest
        self._guilds = guilds
        self._threads = threads
        self._messages = messages

    async def post(self, forum: Channel, view: View, marker: str, files: Files) -> Message:
        """Begin a post; MaybeSentError where that is unknown, for it is sent no second time."""
        message, sent = await self._messages.rendered(view, marker, files)
        body: Json = {"name": name_of(view), "auto_archive_duration": WEEK, "message": message}
        applied = await self._threads.tags(forum, view)
        if applied:
            body["applied_tags"] = applied
        path = f"/channels/{forum.id}/threads"
        async with remedied(self._guilds, forum.place, writing(forum, sent), "begin a post"):
            thread = self._guilds.seen(await self._rest.call("POST", path, body, files=sent))
        return Message(Place(PLATFORM, forum.id), thread.id)

    async def edit(self, message: Message, view: View, marker: str, files: Files) -> None:
        """Make a post read as `view`, with its name and tags.

        On Discord its first message has its thread's id. Servers that only speak as Discord does
        may give it another: there it is known by its marker.
        """
        thread = await self._guilds.channel(message.id)
        try:
            await self._messages.edit(message, view, marker, files)
        except GoneError:
            first = await self._messages.find(thread, marker)
            if first is None:
                raise
            await self._messages.edit(first, view, marker, files)
        await self._threads.settle(thread, view)

    async def remove(self, message: Message) -> None:
        """Delete a post; where others have written in it, only what the bot wrote first."""
        try:
            told = await self._rest.read(f"/channels/{message.id}")
            if not told.get("message_count"):
                await self._rest.call("DELETE", f"/channels/{message.id}")
                return
        except GoneError:
            return
        except ForbiddenError:
            pass  # without the permission to manage threads its first message can go
        await self._messages.remove(message)

    async def find(self, forum: Channel, marker: str) -> Message | None:
        """Return the bot's own post that carries `marker`, if it is there."""
        bot = await self._guilds.bot()
        looked = 0
        async for thread in self._newest(forum):
            if thread.get("owner_id") != bot or looked >= THREADS_TO_SEARCH:
                continue
            looked += 1
            if await self._carries(self._guilds.seen(thread, forum.guild), marker):
                return Message(Place(PLATFORM, forum.id), str(thread["id"]))
        return None

    async def _carries(self, thread: Channel, marker: str) -> bool:
        try:
            first = await self._rest.read(f"/channels/{thread.id}/messages/{thread.id}")
        except GoneError:
            return await self._messages.find(thread, marker) is not None
        return carries(first, marker)

    async def _newest(self, forum: Channel) -> AsyncIterator[Json]:
        """Yield a forum's threads, the newest first as far as they are active."""
        active = await self._rest.read(f"/guilds/{forum.guild}/threads/active")
        own = [thread for thread in active["threads"] if str(thread["parent_id"]) == forum.id]
        for thread in sorted(own, key=lambda thread: -int(thread["id"])):
            yield thread
        archived = await self._rest.read(
            f"/channels/{forum.id}/threads/archived/public", {"limit": PAGE}
        )
        for thread in archived["threads"]:
            yield thread
