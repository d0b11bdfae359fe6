"""The sandbox as a chat platform: what the sender and the catch-up need of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import quote

from adapters.sandbox.client import GoneError, SandboxClient
from adapters.sandbox.events import account_of, event_of
from adapters.sandbox.render import render_view, shown_files
from adapters.sandbox.wire import PLATFORM, Json, iso
from bot.chat.events import Event
from bot.chat.views import View
from bot.model.people import Account
from bot.model.places import Message, Place
from bot.ports.platform import MaybeSentError, NotSentError, StoredFile


class SandboxPlatform:
    """Implements bot.ports.platform.Platform over the sandbox's wire."""

    def __init__(self, client: SandboxClient) -> None:
        """Talk to one sandbox server."""
        self._client = client

    @property
    def name(self) -> str:
        """The adapter's name."""
        return PLATFORM

    @property
    def calendar(self) -> None:
        """The sandbox has no calendar of its own."""
        return None

    async def post(
        self, place: Place, view: View, marker: str, files: Mapping[str, StoredFile]
    ) -> Message:
        """Send a message that carries `marker`; return its reference."""
        shown = await self.bring(view, files)
        body = {"place": place.id, "thread": place.thread, "marker": marker, "files": shown}
        answered = await self._client.call(
            "POST", "/bot/messages", {**body, "view": render_view(view, files)}
        )
        return Message(place, answered["id"])

    async def edit(
        self, message: Message, view: View, marker: str, files: Mapping[str, StoredFile]
    ) -> None:
        """Make a message read as `view`. The marker it was posted with stays."""
        shown = await self.bring(view, files)
        body = {"view": render_view(view, files), "files": shown}
        await self._client.call("PATCH", f"/bot/messages/{quote(message.id, safe='')}", body)

    async def bring(self, view: View, files: Mapping[str, StoredFile]) -> list[str]:
        """Upload the files that a view shows; return their ids."""
        wanted = shown_files(view, files)
        for file in wanted:
            await self._client.upload(file)
        return [file.id for file in wanted]

    async def remove(self, message: Message) -> None:
        """Delete a message; one that is gone already is no error."""
        try:
            await self._client.call("DELETE", f"/bot/messages/{quote(message.id, safe='')}")
        except GoneError:
            return

    async def find(self, place: Place, marker: str) -> Message | None:
        """Return the bot's own message in `place` that carries `marker`, if it is there."""
        query = {"place": place.id, "marker": marker}
        if place.thread is not None:
            query["thread"] = place.thread
        answered = await self._ask("/bot/messages", query)
        found = answered["message"]
        return Message(place, found["id"]) if found else None

    async def direct(self, account: Account) -> Place:
        """Return the private conversation with an account, opening it if need be."""
        body = {"account": account.id}
        try:
            answered = await self._client.call("POST", "/bot/direct", body)
        except MaybeSentError as error:
            raise NotSentError(str(error)) from error  # opening it twice opens one
        return Place(PLATFORM, answered["place"])

    async def readers(self, place: Place) -> Sequence[Account]:
        """Return the accounts that can read a place."""
        path = f"/bot/places/{quote(place.id, safe='')}/members"
        answered = await self._ask(path, {})
        return [account_of(account) for account in answered["accounts"]]

    async def keepers(self, place: Place) -> Sequence[Account]:
        """Return nobody: a sandbox has no administrators among its people."""
        return ()

    async def history(self, place: Place, after: datetime | None) -> AsyncIterator[Sequence[Event]]:
        """Yield what stands in a place and its threads and changed since `after`, oldest first."""
        query = {"place": place.id}
        if after is not None:
            query["after"] = iso(after)
        while True:
            answered = await self._ask("/bot/history", query)
            if answered["events"]:
                yield [event_of(event) for event in answered["events"]]
            if answered["cursor"] is None:
                return
            query["cursor"] = answered["cursor"]

    def link(self, message: Message) -> str:
        """Return the address that leads to a message on the page."""
        root = f"{quote(message.place.thread, safe='')}/" if message.place.thread else ""
        where = quote(message.place.id, safe="")
        return f"{self._client.address}/#/{where}/{root}{quote(message.id, safe='')}"

    async def _ask(self, path: str, query: Mapping[str, str]) -> Json:
        """Read something; a reading that failed sent nothing, whatever broke."""
        try:
            return await self._client.call("GET", path, query=query)
        except MaybeSentError as error:
            raise NotSentError(str(error)) from error
