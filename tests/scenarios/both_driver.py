"""The driver of a class on two platforms: everybody acts where they are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import TypeVar

from tests.scenarios.both import DISCORD, SLACK
from tests.scenarios.driver import Driver, Seen, Where

T = TypeVar("T")


class BothDriver:
    """Implements tests.scenarios.driver.Driver over two of them.

    Who is on both platforms looks at both, acts on a message where it stands, and types where they
    did not type last.
    """

    def __init__(self, discord: Driver, slack: Driver) -> None:
        """Act through two drivers whose clocks agree."""
        self._discord = discord
        self._slack = slack
        self._last: dict[str, Driver] = {}

    def _of(self, who: str) -> list[Driver]:
        """Return where somebody is; where they were not last comes first."""
        found = [self._discord] if who in DISCORD else []
        found += [self._slack] if who in SLACK else []
        return sorted(found, key=lambda one: one is self._last.get(who))

    async def _anywhere(self, who: str, act: Callable[[Driver], Awaitable[T]]) -> T:
        """Do something on the first platform on which it can be done."""
        why: AssertionError | None = None
        for driver in self._of(who):
            try:
                done = await act(driver)
            except AssertionError as error:
                why = why or error
                continue
            self._last[who] = driver
            return done
        assert why is not None, f"{who} is nowhere"
        raise why

    async def walk_to(self, at: datetime) -> None:
        """Let time pass, on both."""
        await self._slack.walk_to(at)

    async def command(self, who: str, where: Where, text: str, file: str = "") -> Seen:
        """Type a command, once here and once there."""
        return await self._anywhere(who, lambda one: one.command(who, where, text, file))

    async def press(self, who: str, where: Where, label: str, choice: str = "") -> Seen:
        """Press a button where it stands."""
        return await self._anywhere(who, lambda one: one.press(who, where, label, choice))

    async def fill(self, who: str, values: Mapping[str, str]) -> Seen:
        """Fill in the form that was opened last, where it was."""
        return await self._last[who].fill(who, values)

    async def fill_again(self, who: str) -> Seen:
        """Send that form once more."""
        return await self._last[who].fill_again(who)

    async def act(self, who: str, where: Where, label: str) -> Seen:
        """Choose an entry of a message's menu."""
        return await self._anywhere(who, lambda one: one.act(who, where, label))

    async def write(self, who: str, where: Where, text: str) -> None:
        """Write a message."""
        await self._anywhere(who, lambda one: one.write(who, where, text))

    async def edit(self, who: str, where: Where, text: str) -> None:
        """Edit one's own message."""
        await self._anywhere(who, lambda one: one.edit(who, where, text))

    async def delete(self, who: str, where: Where) -> None:
        """Delete one's own message."""
        await self._anywhere(who, lambda one: one.delete(who, where))

    async def react(self, who: str, where: Where, emoji: str, *, present: bool = True) -> None:
        """React to a message, or take that back."""
        await self._anywhere(who, lambda one: one.react(who, where, emoji, present=present))

    async def look(self, who: str, where: Where) -> list[Seen]:
        """Read a place on every platform; a thread where it hangs."""
        seen: list[Seen] = []
        why: AssertionError | None = None
        for driver in self._of(who):
            try:
                seen += await driver.look(who, where)
            except AssertionError as error:
                why = error
        if why is not None and not seen:
            raise why
        return sorted(seen, key=lambda one: one.at)

    async def download(self, who: str, where: Where, name: str) -> bytes:
        """Return a file that a message offers."""
        return await self._anywhere(who, lambda one: one.download(who, where, name))

    async def admit(self, place: str, who: str, *, present: bool = True) -> None:
        """Let somebody into a channel, or out of it."""
        await self._anywhere(who, lambda one: one.admit(place, who, present=present))
