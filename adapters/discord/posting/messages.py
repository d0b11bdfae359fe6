"""Messages in channels, threads and private conversations: sent, changed, taken back, found."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

from adapters.discord.posting.pins import Pins
from adapters.discord.posting.threads import Threads
from adapters.discord.rendering.render import NOBODY, linked, marker_id, render_view, shown_files
from adapters.discord.rest.remedies import check_reading, remedied
from adapters.discord.rest.rest import DiscordRest, uploads
from adapters.discord.rest.troubles import ARCHIVED_THREAD, GoneError, RefusedError
from adapters.discord.servers.channels import Channel
from adapters.discord.servers.guilds import Guilds
from adapters.discord.servers.permissions import Permission
from adapters.discord.wire import Json
from bot.chat.calls import Upload
from bot.chat.views import View
from bot.model.places import Message
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError, StoredFile

PAGE = 100
"""Messages that one request returns at most."""
PAGES_TO_SEARCH = 5
"""A doubtful message is among the newest: the sender looks again within minutes."""
NONCE_LENGTH = 25
AGAIN = "+"
REMEMBERED = 1000
"""Messages taken back whose nonce Discord may still know: it does for a few minutes."""
HAS_THREAD = 1 << 5
"""A message's flag, once a thread hangs under it."""

Files = Mapping[str, StoredFile]


class Messages:
    """The bot's own messages wherever they stand in a row; a forum's are another module's."""

    def __init__(self, rest: DiscordRest, guilds: Guilds, threads: Threads) -> None:
        """Ask through `rest`; open threads through `threads`."""
        self._rest = rest
        self._guilds = guilds
        self._threads = threads
        self._pins = Pins(rest, guilds)
        self._removed: deque[str] = deque(maxlen=REMEMBERED)

    async def rendered(self, view: View, marker: str, files: Files) -> tuple[Json, list[Upload]]:
        """Return a view as a message's body, and the files that go along."""
        await self._guilds.meet(linked(view))
        body = render_view(view, files, self._guilds.address, marker)
        return body, uploads(body, shown_files(view, files))

    async def post(self, channel: Channel, view: View, marker: str, files: Files) -> Message:
        """Send a message that carries `marker`, and open the thread that the view asks for."""
        await self._threads.ensure_allowed(channel, view)
        await self._threads.wake(channel)
        body, sent = await self.rendered(view, marker, files)
        body |= {"nonce": marker[:NONCE_LENGTH], "enforce_nonce": True}
        path = f"/channels/{channel.id}/messages"
        async with remedied(self._guilds, channel.place, writing(channel, sent), "post"):
            told = await self._rest.call("POST", path, body, files=sent)
            if told["id"] in self._removed:
                # What was taken back a moment ago is wanted again: Discord still knows the nonce.
                again = f"{marker[: NONCE_LENGTH - len(AGAIN)]}{AGAIN}"
                told = await self._rest.call("POST", path, {**body, "nonce": again}, files=sent)
        try:
            await self._equip(channel, told, view)
        except (NotSentError, CannotSendError) as error:
            # The message stands: it has to be found again, never sent again.
            raise MaybeSentError(str(error)) from error
        return channel.message(told["id"])

    async def edit(self, message: Message, view: View, marker: str, files: Files) -> None:
        """Make a message read as `view`; GoneError if there is none any more."""
        channel = await self._guilds.channel(self._guilds.holder(message))
        body, sent = await self.rendered(view, marker, files)
        body["allowed_mentions"] = NOBODY  # who was called upon was when it was posted
        path = f"/channels/{channel.id}/messages/{message.id}"

        async def change() -> Any:
            return await self._rest.call("PATCH", path, body, files=sent)

        needed = writing(channel, sent)
        async with remedied(self._guilds, channel.place, needed, "change a message"):
            told = await self.awake(channel, change)
            await self._equip(channel, told, view)

    async def remove(self, message: Message) -> None:
        """Delete a message; one that is gone already is no error."""
        if not message.id.isdecimal():
            return
        try:
            channel = await self._guilds.channel(self._guilds.holder(message))
            path = f"/channels/{channel.id}/messages/{message.id}"
            await self.awake(channel, lambda: self._rest.call("DELETE", path))
            self._removed.append(message.id)
        except GoneError:
            return

    async def find(self, channel: Channel, marker: str) -> Message | None:
        """Return the bot's own message in a channel that carries `marker`, if it is there.

        ForbiddenError where the bot may not read what was said: nobody knows then.
        """
        bot = await self._guilds.bot()
        async for told in self._newest(channel):
            if told["author"]["id"] == bot and carries(told, marker):
                return channel.message(told["id"])
        await check_reading(self._guilds, channel.place)
        return None

    async def awake(self, channel: Channel, act: Callable[[], Awaitable[Any]]) -> Any:
        """Do something in a channel; where it is a thread that is asleep, reopen it first."""
        await self._threads.wake(channel)
        try:
            return await act()
        except RefusedError as error:
            if error.code != ARCHIVED_THREAD:
                raise
        await self._threads.wake(await self._guilds.fresh(channel.id))
        return await act()

    async def _newest(self, channel: Channel) -> AsyncIterator[Json]:
        query: Json = {"limit": PAGE}
        for _ in range(PAGES_TO_SEARCH):
            page = await self._rest.read(f"/channels/{channel.id}/messages", query)
            for told in page:
                yield told
            if len(page) < PAGE:
                return
            query["before"] = min((told["id"] for told in page), key=int)

    async def _equip(self, channel: Channel, told: Json, view: View) -> None:
        """Open the thread and set the pin that a view asks for, on a message as it was answered."""
        if view.thread:
            await self._threads.open(channel, told["id"], view)
        if view.pinned and not told.get("pinned"):
            await self._pins.pin(channel, told["id"])


def carries(told: Json, marker: str) -> bool:
    """Whether a message's JSON shows that it was sent for `marker`."""
    components = told.get("components") or [{}]
    return bool(
        components[0].get("id") == marker_id(marker) or told.get("nonce") == marker[:NONCE_LENGTH]
    )


def writing(channel: Channel, sent: list[Upload]) -> int:
    """Return the permissions that writing in a channel takes."""
    needed = Permission.VIEW_CHANNEL
    needed |= Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
    return needed | Permission.ATTACH_FILES if sent else needed
