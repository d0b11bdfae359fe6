"""Channels and private conversations: what they are, who is in them, who can read them."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from adapters.slack.hearing.events import account_of
from adapters.slack.people.people import Member, People
from adapters.slack.web.troubles import ForbiddenError, GoneError, spelled
from adapters.slack.web.workspaces import Workspaces
from adapters.slack.wire import Json
from bot.model.people import Account
from bot.model.places import Place
from bot.ports.platform import CannotSendError, NotSentError

PAGE = 999
CHANGES = frozenset({
    *("channel_rename", "channel_archive", "channel_unarchive", "channel_deleted"),
    *("group_rename", "group_archive", "group_unarchive", "group_deleted"),
    *("channel_left", "group_left", "channel_convert_to_private", "channel_shared"),
})  # fmt: skip
"""Events after which a channel may not be what was known of it."""


class Kind(StrEnum):
    """What a channel is to those who want to read it."""

    PUBLIC = "public"
    PRIVATE = "private"
    DIRECT = "direct"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, or a private conversation with `user`."""

    id: str
    name: str
    kind: Kind
    user: str = ""
    archived: bool = False


class Channels:
    """What is known of channels: asked for when needed, forgotten when Slack tells of changes."""

    def __init__(self, workspaces: Workspaces, people: People) -> None:
        """Ask through `workspaces`; `people` knows who is a bot."""
        self._workspaces = workspaces
        self._people = people
        self._known: dict[str, Channel] = {}

    def heard(self, event: Json) -> None:
        """Take in an event; those of no concern are none."""
        if event.get("type") in CHANGES:
            channel = event.get("channel")
            id = channel.get("id") if isinstance(channel, dict) else channel
            self._known.pop(str(id), None)

    def conversing(self, channel: str, user: str) -> None:
        """Take in that a channel is the private conversation with somebody."""
        self._known[channel] = Channel(channel, "", Kind.DIRECT, user)

    async def one(self, id: str) -> Channel:
        """Return a channel; GoneError if there is none that the bot sees."""
        known = self._known.get(id)
        return known if known is not None else await self.fresh(id)

    async def fresh(self, id: str) -> Channel:
        """Return a channel as it is now, whatever was known of it."""
        workspace = await self._workspaces.of_channel(id)
        told = await workspace.web.read("conversations.info", channel=id)
        channel = self._known[id] = channel_of(told["channel"])
        return channel

    async def readers(self, place: Place) -> Sequence[Account]:
        """Return the people who can read a place, by their ids' order.

        That is who is in it; a public channel can be read by everybody who isn't a guest, too.
        Whether it is public is asked each time: what is for staff alone depends on it.
        """
        channel = self._known.get(place.id)
        if channel is None or channel.kind is not Kind.DIRECT:
            channel = await self.fresh(place.id)
        if channel.kind is Kind.DIRECT:
            return [account_of(channel.user)]
        workspace = await self._workspaces.of_channel(place.id)
        readers = {member.id for member in await self.members(place)}
        if channel.kind is Kind.PUBLIC:
            readers |= await self._people.insiders(workspace)
        return [account_of(id) for id in sorted(readers)]

    async def members(self, place: Place) -> Sequence[Member]:
        """Return the people who are in a channel; no bots, nobody whose account was closed."""
        workspace = await self._workspaces.of_channel(place.id)
        inside = [
            user
            async for page in workspace.web.pages(
                "conversations.members", channel=place.id, limit=PAGE
            )
            for user in page["members"]
        ]
        known = await self._people.several(workspace, inside)
        return [one for one in known.values() if not (one.bot or one.gone)]

    @contextlib.asynccontextmanager
    async def named(self, place: Place) -> AsyncIterator[None]:
        """Let sentences of refusals inside have the place's name, if it can be learned."""
        try:
            yield
        except ForbiddenError as error:
            raise ForbiddenError(await self._named(str(error), place), error.code) from None
        except GoneError as error:
            raise GoneError(await self._named(str(error), place), error.code) from None

    async def _named(self, sentence: str, place: Place) -> str:
        if spelled(place.id) not in sentence:
            return sentence
        with contextlib.suppress(NotSentError, CannotSendError):
            name = (await self.one(place.id)).name
            return sentence.replace(spelled(place.id), f"#{name}") if name else sentence
        return sentence


def channel_of(told: Json) -> Channel:
    """Return a channel by its JSON."""
    kind = Kind.PUBLIC
    if told.get("is_im"):
        kind = Kind.DIRECT
    elif told.get("is_private") or told.get("is_mpim") or told.get("is_group"):
        kind = Kind.PRIVATE
    return Channel(
        told["id"],
        told.get("name") or "",
        kind,
        told.get("user") or "",
        bool(told.get("is_archived")),
    )
