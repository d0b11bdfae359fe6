"""A hint for who writes to the bot privately: it reads commands, and keeps nothing of it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from adapters.discord.events import message_seen
from adapters.discord.journal import LOG
from adapters.discord.wire import PLATFORM, Json
from bot.chat.views import say
from bot.model.places import Place
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError, Platform
from bot.runtime.hearing.errors import kind_of

EVERY = timedelta(hours=1)
"""How often somebody is told at most."""
HINT = (
    "I read commands, not messages, and nothing that is written here is kept. "
    "Type /class help to see what there is."
)


class Hints:
    """Answers private messages, each person's once an hour."""

    def __init__(self, platform: Platform) -> None:
        """Answer through `platform`."""
        self._platform = platform
        self._told: dict[str, datetime] = {}
        self._going: set[asyncio.Task[None]] = set()

    def heard(self, message: Json, now: datetime) -> None:
        """Answer a private message in the background, if a person wrote it."""
        channel = str(message["channel_id"])
        if message_seen(message, Place(PLATFORM, channel)) is None:
            return
        self._told = {one: at for one, at in self._told.items() if now - at < EVERY}
        if channel in self._told:
            return
        self._told[channel] = now
        task = asyncio.create_task(self._tell(channel, str(message["id"])))
        self._going.add(task)
        task.add_done_callback(self._going.discard)

    async def _tell(self, channel: str, message: str) -> None:
        try:
            await self._platform.post(Place(PLATFORM, channel), say(HINT), f"hint {message}", {})
        except (CannotSendError, MaybeSentError, NotSentError) as error:
            LOG.info("a hint could not be given: %s", kind_of(error))
