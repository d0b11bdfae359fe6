"""Kill -9 of the bot while the week is lived on Slack, and a Slack that can't be relied on."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Handler

from tests.scenarios.killing import Fate, Process
from tests.scenarios.slack.following import answers
from tests.scenarios.week import Step
from tests.support.faults import Fault
from tests.support.slack.eyes import Eyes
from tests.support.slack.server import Settings, WireServer
from tests.support.slack.things import Channel, Message
from tests.support.slack.world import World

OPERATIONS = (
    *("post", "edit", "find", "direct", "files", "upload", "respond", "form", "members", "pin"),
)
KINDS = ("drop", "lose", "reset", "cut", "busy", "empty", "error", "fail")
WRITES = ("chat.", "views.", "files.", "pins.", "conversations.open")
"""What methods begin with that change something: each new process reads so much beside."""


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
        self.middlewares.append(self._through)

    @web.middleware
    async def _through(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        method = request.match_info.get("method", "")
        if request.path.startswith(("/link", "/files-pri")) or (
            method and not method.startswith(WRITES)
        ):
            return await handler(request)
        deaths = self.deaths
        deaths.count += 1
        fate = deaths.planned.pop(deaths.count, None)
        what = f"{fate} {method or request.path.split('/')[1]}"
        if fate == "before":
            deaths.kill(what)
            return web.Response(status=503)
        response = await handler(request)
        if fate == "after":
            deaths.kill(what)
        return response


class Reaper:
    """Lets a fate take its course: deaths, and faults."""

    def __init__(self, fate: Fate, server: WatchedServer, process: Process) -> None:
        """Watch a server's requests from now on."""
        self._fate = fate
        self._server = server
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
            when = f"{delay * 1000:.0f} ms into line {step.line}"
            asyncio.get_running_loop().call_later(delay, self._server.deaths.kill, when)


def posts_of(server: WireServer) -> list[str]:
    """Return every post of the bot's that stands for all or for one, by channel, in words."""
    reader = Eyes(server.state, server.state.bot(server.team()))
    return sorted(
        f"#{_named(server, channel)}: {reader.message(message)}"
        for channel in server.state.channels.values()
        for message in posted_in(server, channel)
    )


def posted_in(server: WireServer, channel: Channel) -> list[Message]:
    """Return what the bot posted in a channel by itself: no answers."""
    return [
        one
        for one in channel.messages.values()
        if one.user.bot and not one.only and not answers(one) and one.subtype != "tombstone"
    ]


def sent_twice(server: WireServer) -> list[str]:
    """Return the markers under which more than one message stands."""
    found = [
        f"{channel.id} {one.metadata['event_payload']['marker']}"
        for channel in server.state.channels.values()
        for one in channel.messages.values()
        if one.metadata is not None
    ]
    return sorted({one for one in found if found.count(one) > 1})


def _named(server: WireServer, channel: Channel) -> str:
    if channel.kind == "im":
        users = [server.state.users[one] for one in channel.members]
        return f"direct to {', '.join(sorted(one.username for one in users if not one.bot))}"
    return channel.name
