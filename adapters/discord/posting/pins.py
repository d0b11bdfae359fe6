"""Pins: what stays at hand in its place, without a line by Discord that it was pinned."""

from __future__ import annotations

from adapters.discord.journal import LOG
from adapters.discord.rest.rest import DiscordRest
from adapters.discord.servers.channels import Channel
from adapters.discord.servers.guilds import Guilds
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError
from bot.runtime.hearing.errors import kind_of

SAYS_PINNED = 6
"""The type of the message by which Discord tells all that something was pinned."""
NEWEST = 10
"""Messages among which that line is looked for: it was posted a moment ago."""


class Pins:
    """Pins messages. Each is tried once: a pin that people take away stays away."""

    def __init__(self, rest: DiscordRest, guilds: Guilds) -> None:
        """Ask through `rest`; `guilds` knows the bot's own account."""
        self._rest = rest
        self._guilds = guilds
        self._tried: set[str] = set()

    async def pin(self, channel: Channel, message: str) -> None:
        """Keep a message at hand; where that can't be, or not any more, it stands without a pin.

        There may be no permission to, or as many pins as Discord allows.
        """
        if message in self._tried:
            return
        try:
            await self._rest.call("PUT", f"/channels/{channel.id}/messages/pins/{message}")
        except CannotSendError as error:
            LOG.warning("message %s could not be pinned: %s", message, kind_of(error))
        else:
            await self._hush(channel, message)
        self._tried.add(message)

    async def _hush(self, channel: Channel, message: str) -> None:
        """Take back Discord's line that the bot pinned a message: it is noise where people talk."""
        path = f"/channels/{channel.id}/messages"
        try:
            bot = await self._guilds.bot()
            for told in await self._rest.read(path, {"limit": NEWEST}):
                about = (told.get("message_reference") or {}).get("message_id")
                own = told["type"] == SAYS_PINNED and told["author"]["id"] == bot
                if own and about == message:
                    await self._rest.call("DELETE", f"{path}/{told['id']}")
        except (CannotSendError, MaybeSentError, NotSentError) as error:
            LOG.info("the line about a pin stands: %s: %s", message, kind_of(error))
