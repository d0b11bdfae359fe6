"""The bot's messages in channels, threads and private conversations: sent, changed, found."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping

from adapters.slack.journal import LOG
from adapters.slack.people.channels import Channels
from adapters.slack.posting.files import Attached, Files, attached_to
from adapters.slack.rendering.files import downloads, pictures
from adapters.slack.rendering.render import render_view
from adapters.slack.rendering.spans import LinkTo
from adapters.slack.web.troubles import NOT_THERE, GoneError, RefusedError
from adapters.slack.web.web import SlackWeb
from adapters.slack.web.workspaces import Workspace, Workspaces
from adapters.slack.wire import MARKED, Json, instant_of, message_of
from bot.chat.views import View
from bot.model.places import Message, Place
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError, StoredFile
from bot.runtime.hearing.errors import kind_of

PAGE = 200
"""Messages that one request returns at most."""
PAGES_TO_SEARCH = 5
"""A doubtful message is among the newest: the sender looks again within minutes."""
REMEMBERED = 1000
"""Messages of which is remembered that they are pinned."""
ONLY_POSTED = ("unfurl_links", "unfurl_media")
"""Arguments that an edit doesn't take."""
PINNED_ALREADY = "already_pinned"
WRONG_BLOCKS = "invalid_blocks"

Stored = Mapping[str, StoredFile]


class Messages:
    """The bot's own messages. Threads open by themselves on Slack, where somebody replies."""

    def __init__(
        self, workspaces: Workspaces, channels: Channels, files: Files, link: LinkTo
    ) -> None:
        """Ask through `workspaces`; `channels` knows names, `files` uploads, `link` addresses."""
        self._workspaces = workspaces
        self._channels = channels
        self._files = files
        self._link = link
        self._pinned: OrderedDict[str, None] = OrderedDict()
        self._unable_to_pin: set[str] = set()

    async def post(self, place: Place, view: View, marker: str, files: Stored) -> Message:
        """Send a message that carries `marker`, with its files."""
        async with self._channels.named(place):
            workspace = await self._workspaces.of_channel(place.id)
            web = workspace.web
            there = await self._brought(web, view, marker, files, Attached())
            told = await self._posted(web, place, view, marker, there)
        message = message_of(place.id, told["ts"], place.thread)
        try:
            await self._share(web, message, view, marker, files, there)
            await self._pin(workspace, message, view)
        except (NotSentError, CannotSendError) as error:
            # The message stands: it has to be found again, never sent again.
            raise MaybeSentError(str(error)) from error
        return message

    async def edit(self, message: Message, view: View, marker: str, files: Stored) -> None:
        """Make a message read as `view`; GoneError if there is none any more."""
        async with self._channels.named(message.place):
            workspace = await self._workspaces.of_channel(message.place.id)
            web = workspace.web
            if not (pictures(view, files) or downloads(view, files)):
                # Metadata that isn't given stays.
                await self._update(web, message, render_view(view, {}, self._link))
            else:
                standing = await self.standing(web, message)
                if standing is None:
                    raise GoneError(NOT_THERE, "message_not_found")
                have = attached_to(standing)
                there = await self._brought(web, view, marker, files, have)
                await self._update(web, message, self._rendered(view, marker, there))
                await self._files.share(web, message, downloads(view, files), there)
                await self._files.settled(marker)
            await self._pin(workspace, message, view)

    async def remove(self, message: Message) -> None:
        """Delete a message and its files; one that is gone already is no error."""
        try:
            instant_of(message.id)
        except ValueError:
            return
        try:
            web = (await self._workspaces.of_channel(message.place.id)).web
            standing = await self.standing(web, message)
            if standing is None:
                return
            await self._files.remove(web, message, attached_to(standing))
            await web.call("chat.delete", channel=message.place.id, ts=message.id)
        except GoneError:
            return
        except MaybeSentError as error:
            raise NotSentError(str(error)) from None  # deleting it twice deletes it once

    async def find(self, place: Place, marker: str) -> Message | None:
        """Return the bot's own message in a place that carries `marker`, if it is there."""
        async with self._channels.named(place):
            workspace = await self._workspaces.of_channel(place.id)
            asked: Json = {"channel": place.id, "limit": PAGE, "include_all_metadata": True}
            method = "conversations.history"
            if place.thread is not None:
                method, asked["ts"] = "conversations.replies", place.thread
            pages = 0
            async for page in workspace.web.pages(method, **asked):
                for told in page["messages"]:
                    if told.get("user") == workspace.bot and carries(told, marker):
                        found = message_of(place.id, told["ts"], told.get("thread_ts"))
                        if found.place == place:
                            return found
                pages += 1
                # Replies come oldest first: a thread is searched to its end.
                if place.thread is None and pages == PAGES_TO_SEARCH:
                    break
        return None

    async def standing(self, web: SlackWeb, message: Message) -> Json | None:
        """Return a message's JSON with its metadata; None if it doesn't stand any more."""
        asked: Json = {
            "channel": message.place.id,
            "oldest": message.id,
            "latest": message.id,
            "inclusive": True,
            "include_all_metadata": True,
        }
        method = "conversations.history"
        if message.place.thread is not None:
            method, asked["ts"] = "conversations.replies", message.place.thread
        page = await web.read(method, **asked)
        found: list[Json] = [one for one in page["messages"] if one["ts"] == message.id]
        return found[0] if found and found[0].get("subtype") != "tombstone" else None

    async def _posted(
        self, web: SlackWeb, place: Place, view: View, marker: str, there: Attached
    ) -> Json:
        """Post a message; where Slack can't show its pictures, words stand in their place."""
        where: Json = {"channel": place.id, "thread_ts": place.thread}
        try:
            body = self._rendered(view, marker, there)
            return await web.call("chat.postMessage", **where, **body)
        except RefusedError as error:
            if error.code != WRONG_BLOCKS or not there.pictures:
                raise
            LOG.warning("a message with pictures was refused; it goes in words")
            body = self._rendered(view, marker, Attached(downloads=there.downloads))
            return await web.call("chat.postMessage", **where, **body)

    async def _update(self, web: SlackWeb, message: Message, body: Json) -> None:
        changed = {name: value for name, value in body.items() if name not in ONLY_POSTED}
        try:
            await web.call("chat.update", channel=message.place.id, ts=message.id, **changed)
        except MaybeSentError as error:
            raise NotSentError(str(error)) from None  # making it so twice makes it so

    def _rendered(self, view: View, marker: str, there: Attached) -> Json:
        body = render_view(view, there.ids, self._link, marker)
        if "metadata" in body:
            payload = {**body["metadata"]["event_payload"], **there.payload()}
            body["metadata"] = {**body["metadata"], "event_payload": payload}
        return body

    async def _brought(
        self, web: SlackWeb, view: View, marker: str, files: Stored, have: Attached
    ) -> Attached:
        shown, offered = pictures(view, files), downloads(view, files)
        if not (shown or offered):
            return Attached()
        return await self._files.bring(web, marker, shown, offered, have)

    async def _share(
        self,
        web: SlackWeb,
        message: Message,
        view: View,
        marker: str,
        files: Stored,
        there: Attached,
    ) -> None:
        """Share a new message's downloads; an upload that Slack has dropped is made anew."""
        offered = downloads(view, files)
        lost = await self._files.share(web, message, offered, there)
        if lost:
            await self._files.settled(marker)
            missing = [file for file in offered if file.id in lost]
            anew = await self._files.bring(web, marker, (), missing, Attached())
            there = Attached(there.pictures, {**there.downloads, **anew.downloads})
            await self._update(web, message, self._rendered(view, marker, there))
            await self._files.share(web, message, offered, there)
        if there.ids:
            await self._files.settled(marker)

    async def _pin(self, workspace: Workspace, message: Message, view: View) -> None:
        """Keep a message at hand; where that is not permitted, it stands without a pin."""
        if not view.pinned or message.id in self._pinned or workspace.id in self._unable_to_pin:
            return
        where = message.place.id
        try:
            await workspace.web.call("pins.add", channel=where, timestamp=message.id)
        except RefusedError as error:
            if error.code != PINNED_ALREADY:
                LOG.warning("message %s could not be pinned: %s", message.id, error.code)
                return
        except CannotSendError as error:
            LOG.warning("nothing can be pinned in workspace %s: %s", workspace.id, kind_of(error))
            self._unable_to_pin.add(workspace.id)
            return
        except MaybeSentError as error:
            raise NotSentError(str(error)) from None
        self._pinned[message.id] = None
        if len(self._pinned) > REMEMBERED:
            self._pinned.popitem(last=False)


def carries(told: Json, marker: str) -> bool:
    """Whether a message's JSON shows that it was sent for `marker`."""
    metadata = told.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return metadata.get("event_type") == MARKED and payload.get("marker") == marker
