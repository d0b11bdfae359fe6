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

from adapters.slack.web.pacing import Paces
from adapters.slack.web.web import SlackWeb, Token, client_for, session_for_slack
from tests.support.faults import break_off
from tests.support.sites import site

TOKEN = "xoxb-made-up"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. A str is no JSON, `kind` its type; `broken` ends the connection instead."""

    body: Any = field(default_factory=lambda: {"ok": True})
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "text/html"
    broken: bool = False
    reset: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came: its method's name, arguments, and headers."""

    method: str
    args: dict[str, Any]
    headers: dict[str, str]


@dataclass(slots=True)
class Script:
    """What comes next; the last answer is given again and again. `asked` is what came."""

    answers: list[Answer]
    asked: list[Asked] = field(default_factory=list)
    address: str = ""

    @property
    def api_url(self) -> str:
        """Where the Web API stands."""
        return f"{self.address}/api/"

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Take down a request and give the next answer."""
        self.asked.append(await _read(request))
        told = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if told.broken:
            break_off(request, reset=told.reset)
            return web.Response()
        if isinstance(told.body, str):
            kind = told.kind
            text = told.body
        else:
            kind, text = "application/json", json.dumps(told.body)
        return web.Response(
            status=told.status, text=text, headers={**told.headers, "Content-Type": kind}
        )


@contextlib.asynccontextmanager
async def scripted(*answers: Answer) -> AsyncIterator[Script]:
    """Run a server that gives these answers."""
    script = Script(list(answers))
    app = web.Application(client_max_size=100_000_000)
    app.router.add_route("*", "/{path:.*}", script.answer)
    async with site(app) as script.address:
        yield script


@contextlib.asynccontextmanager
async def calling(
    api_url: str, paces: Paces | None = None, token: Token | None = None
) -> AsyncIterator[SlackWeb]:
    """Yield calls of the Web API at an address, unpaced unless told."""
    paces = paces or Paces(asyncio.get_running_loop().time, tiers={}, posts=None)
    async with session_for_slack() as session:
        yield SlackWeb(client_for(session, TOKEN, api_url), paces, token)


class Time:
    """A time that passes only while somebody sleeps, and then at once."""

    def __init__(self) -> None:
        """Begin anywhere."""
        self.now = 100.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.now


@contextlib.contextmanager
def passing() -> Iterator[Time]:
    """Let every wait pass at once while the block lasts; the time knows of them all."""
    time, sleep = Time(), asyncio.sleep

    async def slept(seconds: float) -> None:
        time.now += seconds
        await sleep(0)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(asyncio, "sleep", slept)
        yield time


async def _read(request: web.Request) -> Asked:
    args: dict[str, Any] = dict(request.query)
    if request.can_read_body and request.content_type == "application/json":
        args |= await request.json()
    return Asked(request.path.rpartition("/")[2], args, dict(request.headers))
