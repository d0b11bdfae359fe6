"""A hint for who writes to the bot privately: it reads commands, and keeps nothing of it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from bot.chat.views import say
from bot.model.places import Place
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError, Platform
from bot.runtime.hearing.errors import LOG, kind_of

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
        self._told: dict[Place, datetime] = {}
        self._going: set[asyncio.Task[None]] = set()

    def heard(self, place: Place, message: str, now: datetime) -> None:
        """Answer a message that a person wrote in a private conversation, in the background."""
        self._told = {one: at for one, at in self._told.items() if now - at < EVERY}
        if place in self._told:
            return
        self._told[place] = now
        task = asyncio.create_task(self._tell(place, message))
        self._going.add(task)
        task.add_done_callback(self._going.discard)

    async def _tell(self, place: Place, message: str) -> None:
        try:
            await self._platform.post(place, say(HINT), f"hint {message}", {})
        except (CannotSendError, MaybeSentError, NotSentError) as error:
            LOG.info("a hint could not be given: %s", kind_of(error))
