"""Time that passes on a Slack: its clock stops at all that is due, and the bot does that."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime, timedelta

from tests.scenarios.discord.acting import SOON, TRIES, Ticking


class Walking(ABC):
    """The half of a driver that lets time pass, on a platform that `bot` serves."""

    def __init__(self, bot: Ticking, moment: timedelta) -> None:
        """Go on by at least a `moment` each time."""
        self._bot = bot
        self._moment = moment

    @property
    @abstractmethod
    def now(self) -> datetime:
        """The platform's instant."""

    @abstractmethod
    def _move(self, to: datetime) -> None:
        """Let the platform's clock stand at a later instant."""

    async def walk_to(self, at: datetime) -> None:
        """Let the clock stop at each thing that is due on the way, and just after `at`.

        At an instant at which something falls due it would be chance what comes first: the week
        moves a session exactly 24 hours before its new start.
        """
        to = max(at, self.now) + self._moment
        due = await self._bot.tick()
        while due is not None and due <= to:
            self._move(max(due, self.now + self._moment))
            due = await self._bot.tick()
        self._move(max(to, self.now))
        await self._bot.tick()

    async def _settle(self) -> None:
        """Let the bot do and send all that it can now, and try again what it soon would."""
        to = self.now + self._moment
        for _ in range(TRIES):
            self._move(to)
            due = await self._bot.tick()
            if due is None or due > self.now + SOON:
                return
            to = max(due, self.now + self._moment)
