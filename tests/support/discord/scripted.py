"""A server that answers as it is told, one answer after the other: for what no world would do."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

import discord
from adapters.discord.rest.attempts import tracing
from adapters.discord.rest.rest import DiscordRest
from bot.runtime.pacing import Pacer
from discord.http import HTTPClient, Route
from tests.support.faults import break_off
from tests.support.sites import site

VIA = {"Via": "1.1 google"}
OWN = {"id": "99", "username": "homeroom", "bot": True}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `body` None is 204; a str is no JSON. `broken` ends the connection instead."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=lambda: VIA)
    broken: bool = False
    reset: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came: its JSON (of the form's payload_json, if it is one) and files."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    files: dict[str, tuple[str, bytes]]
    headers: dict[str, str]


@dataclass(slots=True)
class Script:
    """What comes next; the last answer is given again and again. `asked` is what came."""

    answers: list[Answer] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    address: str = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Take down a request and give the next answer."""
        self.asked.append(await _read(request))
        told = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if told.broken:
            break_off(request, reset=told.reset)
            return web.Response()
        if told.body is None:
            return web.Response(status=told.status or 204, headers=told.headers)
        if isinstance(told.body, str):
            return web.Response(status=told.status, text=told.body, headers=told.headers)
        headers = {**told.headers, "Content-Type": "application/json"}
        return web.Response(status=told.status, body=json.dumps(told.body), headers=headers)


@contextlib.asynccontextmanager
async def scripted(*answers: Answer) -> AsyncIterator[Script]:
    """Run a server that gives these answers."""
    script = Script(list(answers))
    app = web.Application(client_max_size=100_000_000)
    app.router.add_route("*", "/{path:.*}", script.answer)
    async with site(app) as script.address:
        yield script


@contextlib.asynccontextmanager
async def logged_in(
    address: str, *, token: str = "made.up.token", rate_wait: float | None = None
) -> AsyncIterator[DiscordRest]:
    """Yield requests through discord.py's own client, logged in at a server."""
    usual = Route.BASE
    Route.BASE = address
    loop = asyncio.get_running_loop()
    http = HTTPClient(loop, http_trace=tracing(), max_ratelimit_timeout=rate_wait)
    try:
        await http.static_login(token)
        yield DiscordRest(http, Pacer(loop.time, 10_000, 1.0))
    except discord.LoginFailure as error:
        raise AssertionError("the server has to know its own token") from error
    finally:
        Route.BASE = usual
        await http.close()


@contextlib.contextmanager
def impatience() -> Iterator[None]:
    """Let every wait pass at once, discord.py's too, while the block lasts."""
    sleep = asyncio.sleep
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(asyncio, "sleep", lambda seconds: sleep(0))
        yield


async def _read(request: web.Request) -> Asked:
    body: Any = None
    files: dict[str, tuple[str, bytes]] = {}
    if request.content_type == "multipart/form-data":
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = (value.filename, value.file.read())
            elif name == "payload_json":
                body = json.loads(str(value))
    elif request.can_read_body:
        body = await request.json()
    path, query = request.rel_url.raw_path, dict(request.query)
    return Asked(request.method, path, query, body, files, dict(request.headers))
