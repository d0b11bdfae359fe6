"""Faults on order: what a platform and the net between do to bots.

An operation is what a wire server calls a request by, or `*` for any of them. On Discord that is
the name of a route, see the ROUTES of the rest modules (`post edit remove find history get direct
upload answer members thread pin react channel guild commands entry`). On Slack it is a method of
the Web API such as `chat.postMessage`, or a word beside it in METHODS (`post edit remove find
history replies direct members people form home react files`); `respond` is what is sent to a
response_url, `upload` a file's bytes, `link` a socket's opening. The kinds:

    drop      the connection ends before anything is done
    lose      everything is done, then the connection ends: the bot can't know
    reset     nothing is done, and the connection is reset (ECONNRESET, errno 104)
    cut       everything is done, then the connection is reset
    busy      429 with Retry-After of `seconds`; nothing is done
    empty     (Slack) the same, and nothing stands in the answer's body
    error     status `status` (500 unless told), no JSON; nothing is done
    fail      everything is done, and the answer is status `status`, no JSON
    refuse    (Slack) `{"ok": false, "error": code}` with status 200; nothing is done
    delay     `gate` has to open first; then everything is done
    repeat    (operation `events`) the next event is told twice, as a retry is
    reorder   (operation `events`) the next event is told after the one that follows it
    miss      (operation `events`, Slack) the next event is never told
              `cut` breaks Slack's sockets as soon as the next event is told
"""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from aiohttp import web

KINDS = (
    *("drop", "lose", "reset", "cut", "busy", "empty", "error", "fail", "refuse", "delay"),
    *("repeat", "reorder", "miss"),
)
NOT_DONE = ("drop", "reset", "busy", "empty", "error", "refuse")


@dataclass(slots=True)
class Fault:
    """One fault: of which operation, which kind, how often."""

    operation: str
    kind: str
    times: int = 1
    seconds: float = 0.1
    status: int = 500
    code: str = "internal_error"
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        """Know the kind."""
        if self.kind not in KINDS:
            raise ValueError(f"No fault is called {self.kind}. There are: {', '.join(KINDS)}.")


@dataclass(slots=True)
class Faults:
    """The faults still to come, in order; empty unless a test fills it."""

    plan: list[Fault] = field(default_factory=list)

    def add(self, operation: str, kind: str, times: int = 1, **more: float | str) -> Fault:
        """Plan one more fault; `more` are its other fields."""
        fault = Fault(operation, kind, times)
        for name, value in more.items():
            setattr(fault, name, value)
        self.plan.append(fault)
        return fault

    def next(self, names: Sequence[str]) -> Fault | None:
        """Return the first fault for an operation of these names, and count it as done."""
        for fault in self.plan:
            if fault.operation in names or (fault.operation == "*" and names != ("events",)):
                fault.times -= 1
                if fault.times <= 0:
                    self.plan.remove(fault)
                return fault
        return None


def break_off(request: web.Request, *, reset: bool) -> None:
    """End a request's connection without an answer; a reset one tells the client so."""
    transport = request.transport
    if transport is None:
        return
    if reset:
        made = transport.get_extra_info("socket")
        linger = struct.pack("ii", 1, 0)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    transport.abort()
