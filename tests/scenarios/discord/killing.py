"""Kill -9 of the bot while the week is lived on Discord, and a Discord that can't be relied on."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from tests.scenarios.killing import Fate, Process
from tests.scenarios.week import Step
from tests.support.discord.eyes import Eyes
from tests.support.discord.server import Settings, WireServer
from tests.support.discord.things import Channel, Message
from tests.support.discord.world import World
from tests.support.faults import Fault

OPERATIONS = (
    *("post", "edit", "find", "direct", "upload", "answer", "members", "thread", "pin", "entry"),
)
KINDS = ("drop", "lose", "reset", "cut", "busy", "error", "fail")


@dataclass(slots=True)
class Deaths:
    """The bot's deaths at what it writes, by the request's number; `said` is what came of it."""

    process: Process | None = None
    planned: dict[int, str] = field(default_factory=dict)
    count: int = 0
    said: list[str] = field(default_factory=list)

    def kill(self, when: str) -> None:
        """Kill the bot."""
        assert self.process is not None
        self.said.append(f"killed {when}")
        self.process.kill()


class WatchedServer(WireServer):
    """A wire server whose requests may be a bot's last."""

    def __init__(self, world: World, settings: Settings | None = None) -> None:
        """Let nobody die before `deaths` says so."""
        super().__init__(world, settings)
        self.deaths = Deaths()

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        deaths = self.deaths
        if request.method == "GET":  # each new process reads so much that these would be most
            return await super()._rest(request)
        deaths.count += 1
        fate = deaths.planned.pop(deaths.count, None)
        what = f"{fate} {request.method} {request.path.rpartition('/')[2][:20]}"
        if fate == "before":
            deaths.kill(what)
            return web.Response(status=503)
        response = await super()._rest(request)
        if fate == "after":
            deaths.kill(what)
        return response


class Reaper:
    """Lets a fate take its course: deaths, faults, and sessions that Discord no longer knows."""

    def __init__(self, fate: Fate, server: WatchedServer, process: Process, seed: int) -> None:
        """Watch a server's requests from now on."""
        self._fate = fate
        self._server = server
        self._chance = random.Random(seed)
        self._step = -1
        self.faults: list[str] = []
        server.deaths = Deaths(process, dict(fate.requests))

    async def before(self, step: Step) -> None:
        """Begin a step: its fault is planned, and its death."""
        self._step += 1
        fault = self._fate.faults.get(self._step)
        if fault is not None:
            self._server.faults.plan.append(Fault(*fault))
            self.faults.append(f"{fault[1]} {fault[0]} from line {step.line}")
        delay = self._fate.steps.get(self._step)
        if delay is not None:
            asyncio.get_running_loop().call_later(delay, self._die, step.line, delay)

    def _die(self, line: int, delay: float) -> None:
        if self._chance.random() < 0.5:
            self._server.gateway.forget_sessions()
        self._server.deaths.kill(f"{delay * 1000:.0f} ms into line {line}")


def posts_of(server: WireServer) -> list[str]:
    """Return every post of the bot's that stands for all or for one, by channel, in words."""
    reader = Eyes(server.state, "UTC")
    channels = server.state.channels.values()
    posts = [
        f"#{_named(server, channel)}: {reader.message(message)}"
        for channel in channels
        for message in posted_in(server, channel)
    ]
    return sorted(posts) + sorted(_entry(one.fields) for one in server.guild().events.values())


def posted_in(server: WireServer, channel: Channel) -> list[Message]:
    """Return what the bot posted in a channel: neither answers nor what Discord says itself."""
    return [
        one
        for one in channel.messages.values()
        if one.author is server.state.bot and one.token is None and one.kind == 0
    ]


def sent_twice(server: WireServer) -> list[str]:
    """Return the markers under which more than one message stands."""
    found = [
        f"{channel.id} {one.components[0]['id']}"
        for channel in server.state.channels.values()
        for one in posted_in(server, channel)
    ]
    return sorted({one for one in found if found.count(one) > 1})


def _named(server: WireServer, channel: Channel) -> str:
    if channel.kind == "dm":
        users = [server.state.users[one].username for one in channel.recipients]
        return f"direct to {', '.join(sorted(users))}"
    above = server.state.channels.get(channel.parent or 0)
    return f"{above.name}: {channel.name}" if above is not None else channel.name


def _entry(fields: Mapping[str, object]) -> str:
    names = ("name", "scheduled_start_time", "scheduled_end_time", "status")
    return "calendar: " + " | ".join(str(_plain(fields.get(name))) for name in names)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
