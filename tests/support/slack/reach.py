"""The adapter's platform over a small Slack: the Web API alone."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from adapters.slack.posting.platform import SlackPlatform
from adapters.slack.web.pacing import Paces
from adapters.slack.web.web import SlackWeb, client_for, session_for_slack
from adapters.slack.web.workspaces import Workspaces, met
from bot.model.people import Account
from bot.model.places import Message, Place
from bot.ports.notes import Notes
from tests.support.instants import utc
from tests.support.slack import things
from tests.support.slack.recording import Recorded
from tests.support.slack.server import Settings, WireServer, running
from tests.support.slack.world import SlackChannel, SlackPerson, SlackWorkspace, World

START = utc("2026-10-05 08:00")
WORLD = World(
    workspaces=(
        SlackWorkspace(
            "Weather and Society",
            channels=(
                SlackChannel("general"),
                SlackChannel("staff", private=True, members=("ana",)),
                SlackChannel("lounge", bot=False),
                SlackChannel("news", posting=("ana",)),
                SlackChannel("old", archived=True),
            ),
        ),
    ),
    people=(
        SlackPerson("ana", "Ana Alves", "Europe/Berlin"),
        SlackPerson("mei", "Mei Lin", "Asia/Kathmandu"),
        SlackPerson("tom", "Tom Baker", "America/St_Johns"),
        SlackPerson("gil", "Gil Guest", guest="multi"),
        SlackPerson("zoe", "Zoe Elsewhere", guest="stranger"),
    ),
    start=START,
)


class ServersClock:
    """The server's own time, as a core's clock."""

    def __init__(self, server: WireServer) -> None:
        """Show a server's time."""
        self._server = server

    def now(self) -> datetime:
        """Return the present instant."""
        return self._server.clock.now


class KeptNotes:
    """Notes that last as long as the test."""

    def __init__(self) -> None:
        """Begin with none."""
        self.kept: dict[str, str] = {}

    async def read(self, name: str) -> str | None:
        """Return a note; None if there is none."""
        return self.kept.get(name)

    async def write(self, name: str, text: str) -> None:
        """Keep a note."""
        self.kept[name] = text


@dataclass(frozen=True, slots=True)
class Reach:
    """A server, and the platform that reaches it."""

    server: WireServer
    web: SlackWeb
    platform: SlackPlatform

    def place(self, name: str) -> Place:
        """Return a channel's place."""
        return Place("slack", self.server.channel(name).id)

    def account(self, username: str) -> Account:
        """Return somebody's account."""
        return Account("slack", self.server.user(username).id)

    def standing(self, message: Message) -> things.Message:
        """Return a message as it stands on the server; KeyError if it is gone."""
        return self.server.state.channels[message.place.id].messages[message.id]

    def asked(self, *words: str) -> list[Recorded]:
        """Return the calls of methods, by their names or by words such as `post`."""
        return self.server.recording.of(*words)

    def thread(self, message: Message) -> list[things.Message]:
        """Return the replies under a message."""
        channel = self.server.state.channels[message.place.id]
        return [channel.messages[ts] for ts in channel.threads.get(message.id, [])]


def reached(server: WireServer, web: SlackWeb, workspaces: Workspaces, notes: Notes) -> Reach:
    """Return a platform that has kept nothing but its notes: as after a start."""
    return Reach(server, web, SlackPlatform(workspaces, ServersClock(server), notes))


@contextlib.asynccontextmanager
async def reaching(world: World = WORLD, settings: Settings | None = None) -> AsyncIterator[Reach]:
    """Run a world's server and reach it; everything asked of it has to be as Slack wants it."""
    async with running(world, settings) as server:
        async with web_of(server) as web:
            yield reached(server, web, Workspaces([await met(web)]), KeptNotes())
        assert not server.refused
        assert not server.unknown


@contextlib.asynccontextmanager
async def web_of(
    server: WireServer, paces: Paces | None = None, team: str = ""
) -> AsyncIterator[SlackWeb]:
    """Yield calls of a server's Web API with a workspace's token, unpaced unless told."""
    paces = paces or Paces(asyncio.get_running_loop().time, tiers={}, posts=None)
    async with session_for_slack() as session:
        yield SlackWeb(client_for(session, server.team(team).token, server.api_url), paces)
