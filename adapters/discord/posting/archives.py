"""The threads of a channel in which something was said since an instant, asleep or not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

from adapters.discord.rest.rest import DiscordRest
from adapters.discord.rest.troubles import ForbiddenError
from adapters.discord.servers.channels import UNTHREADED, Channel, Kind
from adapters.discord.servers.guilds import Guilds
from adapters.discord.wire import Json, first_id, instant

PAGE = 100
"""Archived threads that one request returns at most."""


class Archives:
    """Lists threads. Those asleep come in pages, the ones archived last first."""

    def __init__(self, rest: DiscordRest, guilds: Guilds) -> None:
        """Ask through `rest`; threads found are told to `guilds`."""
        self._rest = rest
        self._guilds = guilds

    async def threads(self, channel: Channel, since: datetime) -> list[Channel]:
        """Return a channel's threads with something posted since then, the oldest first.

        Private threads that are asleep are found where the bot may manage threads, else only
        those it is a member of.
        """
        if not channel.guild or channel.kind in UNTHREADED:
            return []
        told = await self._rest.read(f"/guilds/{channel.guild}/threads/active")
        found = [one for one in told["threads"] if str(one["parent_id"]) == channel.id]
        archived = f"/channels/{channel.id}/threads/archived"
        found += [one async for one in self._asleep(f"{archived}/public", since)]
        if channel.kind == Kind.TEXT:
            found += await self._private(channel, since)
        threads = {one.id: one for one in (self._guilds.seen(one, channel.guild) for one in found)}
        oldest = int(first_id(since))
        spoken_in = [one for one in threads.values() if int(one.last) >= oldest]
        return sorted(spoken_in, key=lambda one: int(one.id))

    async def _private(self, channel: Channel, since: datetime) -> list[Json]:
        path = f"/channels/{channel.id}/threads/archived/private"
        try:
            return [one async for one in self._asleep(path, since)]
        except ForbiddenError:
            return await self._joined(channel)

    async def _asleep(self, path: str, since: datetime) -> AsyncIterator[Json]:
        """Yield archived threads until those come that were archived before `since`."""
        query: Json = {"limit": PAGE}
        while True:
            page = await self._rest.read(path, query)
            for thread in page["threads"]:
                yield thread
            ends = [thread["thread_metadata"]["archive_timestamp"] for thread in page["threads"]]
            if not page.get("has_more") or not ends or instant(ends[-1]) < since:
                return
            query["before"] = ends[-1]

    async def _joined(self, channel: Channel) -> list[Json]:
        """Return the archived private threads that the bot is in; they come by id."""
        path = f"/channels/{channel.id}/users/@me/threads/archived/private"
        found: list[Json] = []
        query: Json = {"limit": PAGE}
        while True:
            page = await self._rest.read(path, query)
            found += page["threads"]
            if not page.get("has_more") or not page["threads"]:
                return found
            query["before"] = page["threads"][-1]["id"]
