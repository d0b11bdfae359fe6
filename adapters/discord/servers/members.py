"""Who is on a server, read in pages and shared by those who ask at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from adapters.discord.rest.rest import DiscordRest
from adapters.discord.servers.permissions import Member, member_of

PAGE = 1000
"""Members that one request returns at most."""

Known = Mapping[str, Member]
"""Members by account id."""


class Members:
    """The members of servers; reading them needs the members intent switched on for the bot."""

    def __init__(self, rest: DiscordRest, *, kept: bool) -> None:
        """Ask through `rest`. `kept` keeps what was read until `forget` says that it changed."""
        self._rest = rest
        self._kept = kept
        self._read: dict[str, asyncio.Task[Known]] = {}

    async def of(self, guild: str) -> Known:
        """Return a server's members; questions asked at the same time are one."""
        reading = self._read.get(guild)
        if reading is None or (reading.done() and not self._is_good(reading)):
            reading = self._read[guild] = asyncio.ensure_future(self._all(guild))
        return await asyncio.shield(reading)

    async def one(self, guild: str, member: str) -> Member:
        """Return one member; GoneError where there is none of that id."""
        return member_of(await self._rest.read(f"/guilds/{guild}/members/{member}"))

    def forget(self, guild: str) -> None:
        """Ask anew next time: somebody came, left or was given a role."""
        self._read.pop(guild, None)

    def _is_good(self, reading: asyncio.Task[Known]) -> bool:
        return self._kept and not reading.cancelled() and reading.exception() is None

    async def _all(self, guild: str) -> Known:
        found: dict[str, Member] = {}
        after = "0"
        while True:
            page = await self._rest.read(
                f"/guilds/{guild}/members", {"limit": PAGE, "after": after}
            )
            for member in map(member_of, page):
                found[member.id] = member
            if len(page) < PAGE:
                return found
            after = max((member["user"]["id"] for member in page), key=int)
