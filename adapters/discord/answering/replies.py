"""Replies: what can be said to one interaction, by its token, within fifteen minutes.

https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from enum import IntEnum

from adapters.discord.journal import LOG
from adapters.discord.rest.rest import DiscordRest
from adapters.discord.rest.troubles import GoneError, RefusedError
from adapters.discord.wire import Json
from bot.chat.calls import Upload
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError
from bot.runtime.hearing.errors import kind_of

PRIVATE = 1 << 6
"""The flag of a message that only the person who asked sees."""
TOKEN_LIVES = timedelta(minutes=15)
"""How long something can be said to an interaction."""
ANSWERED_BEFORE = 40060
TRIES = 5
PAUSE = 0.5
LONGEST_PAUSE = 10.0


class Callback(IntEnum):
    """The types of first answers."""

    MESSAGE = 4
    MESSAGE_LATER = 5
    UPDATE_LATER = 6
    UPDATE = 7
    CHOICES = 8
    FORM = 9


class Reply:
    """Sends what is said to one interaction. It raises nothing: what fails is given up, noted."""

    def __init__(self, rest: DiscordRest, application: str, interaction: Json) -> None:
        """Answer `interaction` through `rest`, as `application`."""
        self._rest = rest
        self._id = str(interaction["id"])
        token = interaction["token"]
        self._callback = f"/interactions/{self._id}/{token}/callback"
        self._webhook = f"/webhooks/{application}/{token}"

    async def respond(
        self, kind: Callback, data: Json | None = None, files: Sequence[Upload] = ()
    ) -> bool:
        """Give the first answer; return whether Discord still took it.

        It is sent again where it may have arrived: Discord takes only the first.
        """
        body: Json = {"type": int(kind)} if data is None else {"type": int(kind), "data": data}

        async def send() -> None:
            try:
                await self._rest.call("POST", self._callback, body, files=files, repeatable=True)
            except RefusedError as error:
                if error.code != ANSWERED_BEFORE:
                    raise

        return await self._until_sent("a first answer", send, (NotSentError, MaybeSentError))

    async def edit(self, body: Json, files: Sequence[Upload]) -> bool:
        """Make the answer that was deferred read as `body`; return whether it does."""
        path = f"{self._webhook}/messages/@original"

        async def send() -> None:
            await self._rest.call("PATCH", path, body, files=files)

        return await self._until_sent("an answer", send, (NotSentError, MaybeSentError))

    async def follow_up(self, body: Json, files: Sequence[Upload]) -> bool:
        """Say one thing more, to the person alone, at most once; return whether it arrived."""
        private = {**body, "flags": body.get("flags", 0) | PRIVATE}

        async def send() -> None:
            await self._rest.call("POST", self._webhook, private, files=files)

        return await self._until_sent("an answer beside", send, (NotSentError,))

    async def remove(self) -> bool:
        """Take back the answer that was deferred."""

        async def send() -> None:
            try:
                await self._rest.call("DELETE", f"{self._webhook}/messages/@original")
            except GoneError:
                return

        return await self._until_sent("a removal", send, (NotSentError, MaybeSentError))

    async def _until_sent(
        self, what: str, send: Callable[[], Awaitable[None]], again: tuple[type[Exception], ...]
    ) -> bool:
        """Send, and again after the errors named; return whether it was sent."""
        for tries in range(1, TRIES + 1):
            try:
                await send()
            except (NotSentError, MaybeSentError, CannotSendError) as error:
                if tries == TRIES or not isinstance(error, again):
                    LOG.warning("%s could not be given: %s: %s", what, self._id, kind_of(error))
                    return False
                await asyncio.sleep(_pause(error, tries))
            else:
                return True
        raise AssertionError("the last try returns")


def _pause(error: Exception, tries: int) -> float:
    wait = getattr(error, "retry_after", None)
    told = 0.0 if wait is None else wait.total_seconds()
    return float(min(max(told, PAUSE * (tries - 1)), LONGEST_PAUSE))
