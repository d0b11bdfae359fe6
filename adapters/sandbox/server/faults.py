"""Faults on order: what real platforms do to bots, so that tests can do it too.

An operation is a bot request's name as `operation_of` gives it: `post edit remove find history
direct members upload answer due idle` or `*` for any of them. The kinds:

    drop      the connection breaks before anything is done
    lose      everything is done, then the connection breaks: the bot can't know
    busy      429 with Retry-After of `seconds`; nothing is done
    error     500; nothing is done
    delay     `gate` has to open first (in process only); then everything is done
    repeat    (operation `events`) the next batch holds each event twice
    reorder   (operation `events`) the next batch comes in reverse order
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

from adapters.sandbox.wire import Json

KINDS = ("drop", "lose", "busy", "error", "delay", "repeat", "reorder")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class Fault:
    """One fault: of which operation, how often, and for `busy` how many seconds to wait."""

    operation: str
    kind: str
    times: int = 1
    seconds: float = 1.0
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        """Know the kind."""
        if self.kind not in KINDS:
            raise ValueError(f"No fault is called {self.kind}. There are: {', '.join(KINDS)}.")


@dataclass(slots=True)
class Faults:
    """The faults still to come, in order; empty unless a test fills it."""

    plan: list[Fault] = field(default_factory=list)

    def next(self, operation: str) -> Fault | None:
        """Return the first fault for an operation and count it as done."""
        for fault in self.plan:
            if fault.operation == operation or (fault.operation == "*" and operation != "events"):
                fault.times -= 1
                if fault.times <= 0:
                    self.plan.remove(fault)
                return fault
        return None

    def disturb(self, events: list[Json]) -> list[Json]:
        """Return a batch of events as a careless platform would deliver it."""
        fault = self.next("events")
        if fault is None:
            return events
        return events[::-1] if fault.kind == "reorder" else [one for one in events for _ in "ab"]

    async def through(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Handle a bot's request, disturbed if a fault is planned for it."""
        fault = self.next(operation_of(request))
        match fault.kind if fault else "":
            case "drop":
                return _break(request)
            case "lose":
                await handler(request)
                return _break(request)
            case "busy":
                assert fault is not None  # noqa: S101 - its kind was read
                headers = {"Retry-After": str(fault.seconds)}
                return web.json_response({"error": "Too fast."}, status=429, headers=headers)
            case "error":
                return web.json_response({"error": "Something broke here."}, status=500)
            case "delay":
                assert fault is not None  # noqa: S101 - its kind was read
                await fault.gate.wait()
        return await handler(request)


def _break(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


NAMES = {
    ("POST", "messages"): "post",
    ("PATCH", "messages"): "edit",
    ("DELETE", "messages"): "remove",
    ("GET", "messages"): "find",
    ("GET", "history"): "history",
    ("POST", "direct"): "direct",
    ("GET", "places"): "members",
    ("PUT", "files"): "upload",
    ("POST", "interactions"): "answer",
    ("PUT", "due"): "due",
    ("POST", "idle"): "idle",
}


def operation_of(request: web.Request) -> str:
    """Return the operation's name of a bot's request: `post` for POST /bot/messages."""
    noun = request.path.removeprefix("/bot/").partition("/")[0]
    return NAMES.get((request.method, noun), noun)
