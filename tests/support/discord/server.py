"""The server: one port for REST, the gateway and files; see this package for how to use it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from aiohttp import BodyPartReader, web

from tests.support.discord import (
    rest_channels,
    rest_commands,
    rest_events,
    rest_guilds,
    rest_interactions,
    rest_messages,
)
from tests.support.discord.admins import Admin
from tests.support.discord.building import build, channel_named
from tests.support.discord.calling import Person
from tests.support.discord.drafts import Upload
from tests.support.discord.errors import DiscordError
from tests.support.discord.eyes import Eyes
from tests.support.discord.gateway import Gateway
from tests.support.discord.limits import Limiter, Limits, OldEdits
from tests.support.discord.recording import Recorded, Recording
from tests.support.discord.routing import Call, Route, Router
from tests.support.discord.sessions import encode
from tests.support.discord.things import Channel, Guild
from tests.support.discord.world import World
from tests.support.faults import NOT_DONE, Fault, Faults, break_off

ROUTES: tuple[Route, ...] = (
    *rest_messages.ROUTES,
    *rest_channels.ROUTES,
    *rest_guilds.ROUTES,
    *rest_commands.ROUTES,
    *rest_interactions.ROUTES,
    *rest_events.ROUTES,
)
API = "/api/v10"
VIA = {"Via": "1.1 google"}
BIGGEST_REQUEST = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """How the server behaves; seconds are real ones.

    `backlog` is how many events a gateway session keeps for a resume. With `deadlines`,
    interactions expire: 3 s to the first answer, 15 min (of the server's clock) for their token.
    `patience` is how long a person waits for the bot before they call it unanswered.
    """

    limits: Limits = field(default_factory=Limits)
    heartbeat: float = 41.25
    backlog: int = 5000
    deadlines: bool = False
    patience: float = 60.0
    validate: bool = True


class WireServer:
    """A small Discord on 127.0.0.1.

    `state` is all that exists, `clock` its time; `gateway`, `faults` and `recording` are for tests
    to look at and to disturb.
    """

    def __init__(self, world: World, settings: Settings | None = None) -> None:
        """Make the world real; nothing listens before `start`."""
        self.settings = settings or Settings()
        self.token = world.token
        self.state = build(world)
        self.state.deadlines = self.settings.deadlines
        self.state.old_edits = OldEdits(self.settings.limits.old_edits)
        self.clock = self.state.clock
        self.clock.moved = partial(rest_events.pass_time, self.state)
        self.faults = Faults()
        self.recording = Recording(self.settings.validate)
        self.limiter = Limiter(self.settings.limits)
        self.gateway = Gateway(
            self.state, world.token, self.faults, self.settings.heartbeat, self.settings.backlog
        )
        self._router = Router(ROUTES)
        self._runner: web.AppRunner | None = None

    @property
    def api_url(self) -> str:
        """Where REST stands, for HOMEROOM_DISCORD_API_URL."""
        return self.state.address + API

    @property
    def gateway_url(self) -> str:
        """Where the gateway stands, for HOMEROOM_DISCORD_GATEWAY_URL."""
        return self.state.address.replace("http", "ws", 1) + "/gateway"

    @property
    def refused(self) -> list[str]:
        """What Discord's OpenAPI document refuses of the requests so far."""
        return self.recording.refused

    @property
    def unknown(self) -> list[Recorded]:
        """Requests that no route answers."""
        return self.recording.unknown

    def person(self, username: str) -> Person:
        """Return somebody's hands and eyes."""
        user = next(one for one in self.state.users.values() if one.username == username)
        return Person(self.state, user, self.settings.patience)

    def reader(self, username: str) -> Eyes:
        """Return somebody's eyes."""
        return Eyes(self.state, self.person(username).user.zone)

    def guild(self, name: str = "") -> Guild:
        """Return a server by its name, else the first."""
        return next(one for one in self.state.guilds.values() if name in ("", one.name))

    def channel(self, name: str, guild: str = "") -> Channel:
        """Return a channel or thread by its name, on the first server unless one is named."""
        return channel_named(self.guild(guild), name)

    def admin(self, guild: str = "") -> Admin:
        """Return the hands of those who run a server."""
        return Admin(self.state, self.guild(guild))

    async def start(self) -> None:
        """Listen on a free port."""
        app = web.Application(client_max_size=BIGGEST_REQUEST)
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_get("/resume", self.gateway.serve)
        app.router.add_get("/attachments/{channel}/{file}/{name}", self._file)
        app.router.add_route("*", API + "/{rest:.*}", self._rest)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.state.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Cut all connections and listen no more."""
        for connection in list(self.gateway.connections):
            connection.abort()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _file(self, request: web.Request) -> web.StreamResponse:
        file = self.state.attachments.get(int(request.match_info["file"]))
        if file is None:
            return web.Response(status=404, text="This content is no longer available.")
        return web.Response(body=file.content, headers={"Content-Type": file.content_type})

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path = request.rel_url.raw_path.removeprefix(API)
        body, uploads = await _read(request)
        files = tuple(one.filename for one in uploads)
        recorded = self.recording.add(request.method, path, request.query, body, files)
        recorded.reason = request.headers.get("X-Audit-Log-Reason")
        found = self._router.find(request.method, path)
        if found is None:
            self.recording.unknown.append(recorded)
            return _answer(recorded, *_refusal(DiscordError(0)), {})
        route, params = found
        recorded.names = (*route.names, *(("upload",) if uploads else ()))
        self.recording.check(recorded)
        if not route.open and request.headers.get("Authorization") != f"Bot {self.token}":
            unauthorized = {"message": "401: Unauthorized", "code": 0}
            return _answer(recorded, 401, unauthorized, {})
        headers, limited = self.limiter.take(f"{route.method} {route.path}", route.names, params)
        if limited is not None:
            overall = limited.scope == "global"
            return self._limited(recorded, limited.seconds, headers, overall=overall)
        call = Call(self.state, request.method, path, params, request.query, body, uploads)
        fault = self.faults.next(recorded.names) if self.faults.plan else None
        if fault is not None:
            return await self._disturbed(request, recorded, route, call, fault, headers)
        return _answer(recorded, *_done(route, call), headers)

    def _limited(
        self, recorded: Recorded, seconds: float, headers: dict[str, str], *, overall: bool = False
    ) -> web.StreamResponse:
        if not self.settings.limits.via:
            recorded.status = 429
            return web.Response(status=429, text="error code: 1015", content_type="text/html")
        headers = {"Retry-After": str(max(1, math.ceil(seconds))), **headers}
        body = {
            "message": "You are being rate limited.",
            "retry_after": round(seconds, 3) + 0.001,
            "global": overall,
        }
        return _answer(recorded, 429, body, headers)

    async def _disturbed(
        self,
        request: web.Request,
        recorded: Recorded,
        route: Route,
        call: Call,
        fault: Fault,
        headers: dict[str, str],
    ) -> web.StreamResponse:
        if fault.kind == "delay":
            await fault.gate.wait()
        if fault.kind == "busy":
            return self._limited(recorded, fault.seconds, headers)
        status, body = (0, None) if fault.kind in NOT_DONE else _done(route, call)
        if fault.kind == "delay":
            return _answer(recorded, status, body, headers)
        if fault.kind in ("error", "fail"):
            return _answer(recorded, fault.status, {"message": "Broken", "code": 0}, headers)
        break_off(request, reset=fault.kind in ("reset", "cut"))
        return web.Response()


def _done(route: Route, call: Call) -> tuple[int, Any]:
    try:
        body = route.handler(call)
    except DiscordError as error:
        return _refusal(error)
    return (204, None) if body is None else (route.status, body)


def _refusal(error: DiscordError) -> tuple[int, Any]:
    return error.status, error.body


def _answer(
    recorded: Recorded, status: int, body: Any, headers: dict[str, str]
) -> web.StreamResponse:
    """Answer with JSON whose type is exactly application/json."""
    recorded.status, recorded.answer = status, body
    if body is None:
        return web.Response(status=status, headers={**VIA, **headers})
    return web.Response(
        status=status,
        body=encode(body).encode(),
        headers={**VIA, **headers, "Content-Type": "application/json"},
    )


async def _read(request: web.Request) -> tuple[Any, Sequence[Upload]]:
    """Return a request's JSON and files."""
    if not request.can_read_body:
        return None, ()
    if request.content_type != "multipart/form-data":
        text = await request.text()
        with contextlib.suppress(ValueError):
            return json.loads(text), ()
        return text or None, ()
    body: Any = None
    uploads = []
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        content = bytes(await part.read())
        if part.name == "payload_json":
            body = json.loads(content)
        else:
            media = part.headers.get("Content-Type", "application/octet-stream")
            uploads.append(Upload(part.name or "", part.filename or "", content, media))
    return body, uploads


@contextlib.asynccontextmanager
async def running(world: World, settings: Settings | None = None) -> AsyncIterator[WireServer]:
    """Run a server while the block lasts."""
    server = WireServer(world, settings)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()
        await asyncio.sleep(0)
