"""What one person sees on local-slack, as its own page would show it to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from tests.peers.local_slack.hands import Json
from tests.peers.local_slack.stage import LocalStage
from tests.peers.local_slack.wire import Wire
from tests.scenarios.slack.following import links
from tests.support.slack.reading import Reader

ONLY = "ephemeral_to"
"""Under this a message says who alone sees it."""


class LocalEyes(Reader):
    """Somebody's eyes; `private` is the id of their conversation with the bot, "" without one."""

    def __init__(self, stage: LocalStage, wire: Wire, who: str) -> None:
        """Look as a person, given by their username."""
        super().__init__(stage, stage.zones[who])
        self._hands = stage.hands
        self._wire = wire
        self._user = stage.slack.people[who]
        self.private = stage.private(who)

    def seen(self, channel: str) -> list[Json]:
        """Return what stands in a channel, oldest first, with what links there lead to."""
        return list(self._followed(one for one in self._all(channel) if "thread_ts" not in one))

    def thread(self, root: Json) -> list[Json]:
        """Return a message and the replies under it."""
        ts = root["ts"]
        return [
            one for one in self._all(root["channel"]) if ts in (one["ts"], one.get("thread_ts"))
        ]

    def came_unasked(self, message: Json) -> bool:
        """Whether a message of their own conversation answers nothing that they asked."""
        return (message["channel"], message["ts"]) not in self._wire.answers

    def everything(self, channel: str) -> dict[str, Json]:
        """Return all that they see in a channel and privately, by its `ts`."""
        channels = dict.fromkeys((channel, self.private))
        return {one["ts"]: one for each in channels for one in self._all(each)}

    def shown_since(
        self, before: Mapping[str, Json], channel: str, pressed: Json | None
    ) -> list[Json]:
        """Return what they were shown of an act, given `everything` before it.

        That is what came for them alone, else the message that they pressed if it changed, else
        what the bot said last to all.
        """
        now = self.everything(channel)
        new = [one for ts, one in now.items() if ts not in before and "bot_id" in one]
        mine = [one for one in new if ONLY in one or not self.came_unasked(one)]
        if mine:
            return list(self._followed(mine))
        if pressed is not None:
            changed = now.get(pressed["ts"])
            if changed is not None and changed is not before[pressed["ts"]]:
                return [changed]
        return new[-1:]

    def _all(self, channel: str) -> list[Json]:
        """Return all of a channel that they see; nothing of one that they aren't in."""
        there = self._hands.channels.get(channel)
        if there is None or (there["is_private"] and self._user not in there["members"]):
            return []
        messages = self._hands.messages.get(channel, [])
        return [one for one in messages if one.get(ONLY, self._user) == self._user]

    def _followed(self, messages: Iterable[Json]) -> Iterator[Json]:
        known = {_path(one): one for one in self._all(self.private)}
        shown = list(messages)
        given = {one["ts"] for one in shown}
        for message in shown:
            yield message
            for url in links(message["blocks"]) if ONLY in message else ():
                found = known.get(urlsplit(url).path)
                if found is not None and found["ts"] not in given:
                    yield found


def _path(message: Json) -> str:
    """Return where a message's address leads, on whatever host."""
    return f"/archives/{message['channel']}/p{message['ts'].replace('.', '')}"
