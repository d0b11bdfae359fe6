"""Each try of a request as it leaves: it waits its turn, and what may not be doubled goes once.

discord.py repeats a request by itself after 500, 502, 504 and 524, also one that makes something
new each time. A trace (`discord.Client(http_trace=tracing())`) sees every try before it leaves.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass
from types import SimpleNamespace

from aiohttp import (
    ClientConnectorError,
    ClientSession,
    TraceConfig,
    TraceRequestEndParams,
    TraceRequestExceptionParams,
    TraceRequestStartParams,
)

Turn = Callable[[], Awaitable[None]]


class AgainError(Exception):
    """A try before this one may have arrived, and this one could make a second thing."""


@dataclass(slots=True)
class Attempt:
    """A request on its way: what it waits for, and whether it may be sent again when in doubt."""

    turn: Turn
    repeatable: bool
    doubtful: bool = False


CURRENT: ContextVar[Attempt | None] = ContextVar("attempt", default=None)
"""The request that this task is sending."""


def tracing() -> TraceConfig:
    """Return the trace that a client needs for every try to wait its turn."""
    trace = TraceConfig()
    trace.on_request_start.append(_starts)
    trace.on_request_end.append(_ends)
    trace.on_request_exception.append(_breaks)
    return trace


async def _starts(
    session: ClientSession, context: SimpleNamespace, params: TraceRequestStartParams
) -> None:
    attempt = CURRENT.get()
    if attempt is None:
        return
    if attempt.doubtful and not attempt.repeatable:
        raise AgainError
    await attempt.turn()
    attempt.doubtful = True


async def _ends(
    session: ClientSession, context: SimpleNamespace, params: TraceRequestEndParams
) -> None:
    attempt = CURRENT.get()
    if attempt is not None and params.response.status == 429:
        attempt.doubtful = False


async def _breaks(
    session: ClientSession, context: SimpleNamespace, params: TraceRequestExceptionParams
) -> None:
    attempt = CURRENT.get()
    if attempt is not None and isinstance(params.exception, ClientConnectorError):
        attempt.doubtful = False
