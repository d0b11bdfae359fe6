"""Following links to what came privately, as a person does who wants to read their answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.support.slack.acts import SUBMIT
from tests.support.slack.calling import Person, Shown
from tests.support.slack.server import WireServer
from tests.support.slack.shapes import permalink
from tests.support.slack.things import Channel, Message

ANSWER = "answer "
"""What the marker of a private message begins with that answers what somebody asked."""


def answers(message: Message) -> bool:
    """Whether a message in somebody's own conversation answers what they asked."""
    told = (message.metadata or {}).get("event_payload", {})
    return str(told.get("marker", "")).startswith(ANSWER)


class Follower:
    """Somebody who looks at a channel, and at what it leads to in their own conversation."""

    def __init__(self, person: Person, server: WireServer, channel: Channel) -> None:
        """Look as a person; `new` is what comes from now on."""
        self._person = person
        self._server = server
        self._channel = channel
        self._before = {one.ts for one in self._all()}

    def seen(self) -> list[Message]:
        """Return what stands in the channel, oldest first, with what links there lead to."""
        return list(self._followed(self._person.sees(self._channel)))

    def waits(self, shown: Shown) -> bool:
        """Whether this person was shown nothing yet that can be the answer of their act.

        Slack took the bot's word that it heard, and then the bot was no more.
        """
        if shown.kind not in ("message", "update", "nothing") or self._came():
            return False
        if shown.kind == "message" and shown.message is not None:
            return not answers(shown.message)
        return shown.kind != "update" or shown.act.kind == SUBMIT

    def new(self, shown: Shown) -> list[Message]:
        """Return what came for this person alone since, else what else they are `shown`."""
        came = self._came()
        if came:
            return list(self._followed(came))
        return [shown.message] if shown.message is not None else []

    def _came(self) -> list[Message]:
        return [one for one in self._all() if one.ts not in self._before and self._is_mine(one)]

    def _all(self) -> list[Message]:
        """Return everything that this person sees here and in private, by time."""
        channels = {one.id: one for one in (self._channel, self._person.private)}
        return sorted(
            (
                message
                for channel in channels.values()
                if self._person.can_see(channel)
                for message in channel.messages.values()
                if message.only in ("", self._person.user.id)
            ),
            key=lambda one: one.ts,
        )

    def _is_mine(self, message: Message) -> bool:
        """Whether the bot said something to this person alone."""
        private = message.channel == self._person.private.id
        return message.user.bot and (bool(message.only) or (private and answers(message)))

    def _followed(self, messages: list[Message]) -> Iterator[Message]:
        private = self._person.private
        known = {
            permalink(self._person.team, private, one): one for one in private.messages.values()
        }
        given = {one.ts for one in messages}
        for message in messages:
            yield message
            if message.only:
                for url in links(message.blocks):
                    if url in known and known[url].ts not in given:
                        yield known[url]


def links(json: Any) -> Iterator[str]:
    """Yield the addresses that blocks lead to."""
    if isinstance(json, dict):
        if json.get("type") == "link":
            yield str(json["url"])
        json = list(json.values())
    if isinstance(json, list):
        for one in json:
            yield from links(one)
