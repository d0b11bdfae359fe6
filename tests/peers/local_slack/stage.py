"""The scenarios' class on local-slack: its channels and people, and the clock of all."""

from __future__ import annotations

import contextlib
import math
import socket
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from adapters.slack.hearing.deliveries import PATH
from bot.model.courses.description import CourseDescription
from tests.peers.local_slack.hands import Hands, Json
from tests.peers.local_slack.server import LocalSlack, running
from tests.scenarios.slack.course import on_slack
from tests.scenarios.stage import described, world
from tests.support.slack.serving import HTTP


@dataclass(slots=True)
class LocalStage:
    """A class on local-slack before the bot serves it; implements the bot's Clock.

    `zones` are those of people's devices, by username; `port` is where local-slack calls the bot
    in HTTP mode, 0 where the bot has a socket.
    """

    slack: LocalSlack
    zones: Mapping[str, str]
    port: int
    instant: datetime

    @property
    def hands(self) -> Hands:
        """What people do there."""
        return self.slack.hands

    def now(self) -> datetime:
        """Return local-slack's instant."""
        return self.instant

    def move(self, to: datetime) -> None:
        """Let local-slack's clock stand at a later instant: it knows whole seconds, as its `ts`."""
        self.instant = datetime.fromtimestamp(math.ceil(to.timestamp()), UTC)
        self.slack.at(self.instant)

    def course(self) -> CourseDescription:
        """Return the scenarios' course as it stands here."""
        return on_slack(described(self.instant), self.slack.channels, self.slack.people)

    def private(self, who: str) -> str:
        """Return the id of somebody's conversation with the bot; "" before there is one."""
        user = self.slack.people[who]
        found = (id for id, one in self.hands.channels.items() if _is_private(one, user))
        return next(found, "")

    def user(self, id: str) -> str | None:
        """Return a person's name, or the bot's."""
        return self.slack.names.get(id)

    def channel(self, id: str) -> str | None:
        """Return a channel's name."""
        found = self.hands.channels.get(id)
        return str(found["name"]) if found else None


def _is_private(channel: Json, user: str) -> bool:
    return bool(channel["is_im"]) and user in channel["members"]


@contextlib.asynccontextmanager
async def staging(start: datetime, way: str) -> AsyncIterator[LocalStage]:
    """Build the class on a local-slack whose clock stands at `start`."""
    given = world(start)
    people = {one.id: (one.name, one.zone) for one in given.accounts}
    staff = tuple(one.id for one in given.accounts if one.role != "student")
    channels = {place.name: staff if place.closed else () for place in given.places}
    port = _free_port() if way == HTTP else 0
    url = f"http://127.0.0.1:{port}{PATH}" if port else ""
    async with running(start=start, request_url=url, people=people, channels=channels) as slack:
        zones = {one.id: one.zone for one in given.accounts}
        yield LocalStage(slack, zones, port, start)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
