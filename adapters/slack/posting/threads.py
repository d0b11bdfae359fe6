"""In which thread a message stands: a reaction to it doesn't say, nor does every deletion.

What was heard lately is remembered; all else Slack is asked for.
"""

from __future__ import annotations

from collections import OrderedDict

from adapters.slack.web.troubles import GoneError
from adapters.slack.web.workspaces import Workspaces
from adapters.slack.wire import instant_of
from bot.model.places import Message

REMEMBERED = 10_000
"""Messages of which is remembered in which thread they stand."""


class Threads:
    """The threads of messages."""

    def __init__(self, workspaces: Workspaces) -> None:
        """Ask through `workspaces`."""
        self._workspaces = workspaces
        self._known: OrderedDict[tuple[str, str], str | None] = OrderedDict()

    def heard(self, message: Message) -> None:
        """Remember where a message stands."""
        self._known[message.place.id, message.id] = message.place.thread
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    def known(self, channel: str, ts: str) -> str | None:
        """Return the thread of a message that was heard lately; None if it isn't known, too."""
        return self._known.get((channel, ts))

    async def of(self, channel: str, ts: str) -> str | None:
        """Return the thread of a message; None for one that stands in the channel itself.

        GoneError if there is no such message; the ports' other errors where Slack doesn't tell.
        """
        if (channel, ts) in self._known:
            return self._known[channel, ts]
        instant_of(ts)
        web = (await self._workspaces.of_channel(channel)).web
        told = await web.read("conversations.replies", channel=channel, ts=ts, limit=1)
        if not told["messages"]:
            raise GoneError("It is not on Slack any more.", "message_not_found")
        first = told["messages"][0]
        root = first.get("thread_ts") or first["ts"]
        thread = self._known[channel, ts] = root if root != ts else None
        return thread
