"""Slack's limits: so many calls of a method a minute, and a message a second in each channel.

They are those of one app in one workspace (https://docs.slack.dev/apis/web-api/rate-limits). Each
method's are spread evenly over the minute: a board that is changed as fast as Slack takes it moves
every second or so, and doesn't stand still for the rest of the minute.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.runtime.pacing import Pacer

SPREAD = 12.24
"""Seconds in which a fifth of a minute's calls may go, in any order."""
MANY = 256
"""Channels of which is remembered when something was posted, before idle ones are forgotten."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How many may go in any window of so many seconds."""

    most: int
    window: float


def _tier(a_minute: int) -> Rate:
    return Rate(a_minute // 5, SPREAD)


POSTS = Rate(3, 3.06)
"""Messages in one channel: one a second, and Slack bears short bursts."""
TIERS: Mapping[int, Rate] = {2: _tier(20), 3: _tier(50), 4: _tier(100)}
METHODS: Mapping[str, int] = {
    "chat.update": 3,
    "chat.delete": 3,
    "chat.postEphemeral": 4,
    "conversations.history": 3,
    "conversations.replies": 3,
    "conversations.info": 3,
    "conversations.open": 3,
    "conversations.members": 4,
    "conversations.list": 2,
    "users.conversations": 3,
    "users.info": 4,
    "users.list": 2,
    "users.lookupByEmail": 3,
    "reactions.get": 3,
    "pins.add": 2,
    "files.getUploadURLExternal": 4,
    "files.completeUploadExternal": 4,
    "files.info": 4,
    "files.delete": 3,
    "team.info": 3,
    "views.publish": 4,
}
"""The tiers of methods; all others go at once, such as a form, which can't wait."""
POST = "chat.postMessage"


class Paces:
    """Hands out turns to call methods, and keeps back those that Slack wants to wait."""

    def __init__(
        self,
        monotonic: Callable[[], float],
        tiers: Mapping[int, Rate] = TIERS,
        posts: Rate | None = POSTS,
    ) -> None:
        """Measure by `monotonic` (seconds); what `tiers` and `posts` leave out isn't paced."""
        self._monotonic = monotonic
        self._posts = posts
        self._rates = {method: tiers[tier] for method, tier in METHODS.items() if tier in tiers}
        self._methods: dict[str, Pacer] = {}
        self._channels: dict[str, Pacer] = {}
        self._held: dict[str, float] = {}

    def left(self, method: str, channel: str = "") -> float:
        """Seconds until a turn would come that is asked for now."""
        pacer = self._pacer(method, channel)
        held = self._held.get(method, 0.0) - self._monotonic()
        return max(held, pacer.left if pacer else 0.0, 0.0)

    async def turn(self, method: str, channel: str = "") -> None:
        """Wait until a method may be called; `channel` is where it posts."""
        pacer = self._pacer(method, channel)
        if pacer is not None:
            await pacer.turn()
        while True:
            held = self._held.get(method, 0.0) - self._monotonic()
            if held <= 0:
                return
            await asyncio.sleep(held)

    def hold(self, method: str, seconds: float) -> None:
        """Keep a method back: Slack said how long it wants none of it."""
        self._held[method] = max(self._held.get(method, 0.0), self._monotonic() + seconds)

    def _pacer(self, method: str, channel: str) -> Pacer | None:
        if method == POST:
            return self._of_channel(channel) if self._posts and channel else None
        rate = self._rates.get(method)
        if rate is None:
            return None
        if method not in self._methods:
            self._methods[method] = Pacer(self._monotonic, rate.most, rate.window)
        return self._methods[method]

    def _of_channel(self, channel: str) -> Pacer | None:
        rate = self._posts
        if rate is None:
            return None
        if channel not in self._channels:
            if len(self._channels) >= MANY:
                self._channels = {id: one for id, one in self._channels.items() if not one.idle}
            self._channels[channel] = Pacer(self._monotonic, rate.most, rate.window)
        return self._channels[channel]
