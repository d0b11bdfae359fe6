"""What Slack's free plan hides: messages that are 90 days old, from everybody, with their links.

Slack says so only where a channel is read, so it is noted for each workspace. A workspace that
shows what is older has another plan by now.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from adapters.slack.web.workspaces import Workspaces
from adapters.slack.wire import Json, instant_of
from bot.model.places import Message
from bot.ports.clock import Clock
from bot.ports.notes import Notes

SHOWN = timedelta(days=90)
"""How long the free plan shows a message."""
SURELY = SHOWN + timedelta(days=2)
"""What is older and still shown is hidden by no plan: Slack takes its time with hiding."""
NOTE = "slack hides {team}"
HIDES = "yes"


class Hidden(str):
    """The address of a message that Slack hides at present."""

    __slots__ = ()


class Hiding:
    """Knows which workspaces hide old messages."""

    def __init__(self, workspaces: Workspaces, clock: Clock, notes: Notes) -> None:
        """Tell what is old by `clock`; `notes` keeps which workspaces hide it."""
        self._workspaces = workspaces
        self._clock = clock
        self._notes = notes
        self._limited: set[str] = set()

    async def remember(self) -> None:
        """Take in what was noted before."""
        for workspace in self._workspaces.all:
            if await self._notes.read(NOTE.format(team=workspace.id)) == HIDES:
                self._limited.add(workspace.id)

    async def read(self, team: str, page: Json) -> None:
        """Take in an answer of conversations.history."""
        oldest = min((instant_of(one["ts"]) for one in page["messages"]), default=None)
        if page.get("is_limited"):
            await self._note(team, limited=True)
        elif oldest is not None and self._age(oldest) > SURELY:
            await self._note(team, limited=False)

    def link(self, message: Message) -> str:
        """Return the address that leads to a message, as `Hidden` where Slack shows it to none."""
        address = self._workspaces.link(message)
        workspace = self._workspaces.known(message.place.id)
        if workspace is None or workspace.id not in self._limited:
            return address
        try:
            posted = instant_of(message.id)
        except ValueError:
            return address
        return Hidden(address) if self._age(posted) > SHOWN else address

    def _age(self, posted: datetime) -> timedelta:
        return self._clock.now() - posted

    async def _note(self, team: str, *, limited: bool) -> None:
        if limited != (team in self._limited):
            await self._notes.write(NOTE.format(team=team), HIDES if limited else "no")
            (self._limited.add if limited else self._limited.discard)(team)
