"""Bolt, with one global middleware that takes everything there is.

Bolt's own listeners would acknowledge an event before it is kept, and answer 404 to what none of
them wants; its runner sleeps 10 ms before a command is acknowledged. So everything is taken where
Bolt lets apps have a word before it authorizes: who calls is known to the core, not to Bolt.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.journal import QUIET
from adapters.slack.wire import Json

Headers = Mapping[str, Sequence[str]]
Take = Callable[[Json, Headers], Awaitable[BoltResponse]]
"""Answers a request by its body and headers; over a socket there are none of signatures."""


def taken(body: Json | None = None) -> BoltResponse:
    """Return the acknowledgement of a request, with what it says if anything."""
    return BoltResponse(status=200, body=body if body is not None else "")


def not_taken() -> BoltResponse:
    """Return what makes Slack send an event again."""
    return BoltResponse(status=503, body="")


def bolt_app(take: Take) -> AsyncApp:
    """Return Bolt's app, in which `take` answers every request."""
    return AsyncApp(
        name=QUIET.name,  # Bolt silences the logger of this name, and all below it
        logger=QUIET,
        client=AsyncWebClient(logger=QUIET),
        authorize=_nobody,
        before_authorize=_Everything(take),
        process_before_response=True,
        request_verification_enabled=False,  # adapters.slack.hearing.deliveries does, by our clock
        ssl_check_enabled=False,
        ignoring_self_events_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
    )


class _Everything(AsyncMiddleware):
    """The middleware after which nothing else has its turn."""

    def __init__(self, take: Take) -> None:
        self._take = take

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse:
        """Answer a request, whatever it is."""
        return await self._take(req.body, req.headers)


async def _nobody(**known: Any) -> AuthorizeResult:
    """Authorize nobody: no request comes as far."""
    raise AssertionError("the one middleware answers everything")
