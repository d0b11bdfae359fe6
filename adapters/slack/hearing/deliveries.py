"""Deliveries: what Slack posts to the request URL, if it is Slack that does.

A request counts if it is signed with the app's secret and not older than five minutes, by our
clock (https://docs.slack.dev/authentication/verifying-requests-from-slack), and if it wasn't taken
before. What it says then goes through Bolt, as what comes over a socket does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import Clock as SlackClock
from slack_sdk.signature import SignatureVerifier

from adapters.slack.hearing.listening import Server
from adapters.slack.hearing.replays import Replays
from bot.ports.clock import Clock

PATH = "/slack/events"


@dataclass(slots=True)
class Deliveries:
    """Listens for Slack, and tells `online` when it does; `port` is where, then.

    `more` is what else is served there.
    """

    app: AsyncApp
    online: Callable[[bool], None]
    secret: str = field(repr=False)
    clock: Clock
    server: Server
    more: Sequence[web.RouteDef] = ()
    port: int = 0
    _replays: Replays = field(default_factory=Replays)

    async def run(self) -> None:
        """Listen until cancelled; CannotSendError where the address can't be had."""
        routes = [web.post(PATH, self._post), *self.more]
        async with self.server.listening(routes) as self.port:
            self.online(True)
            await asyncio.Event().wait()

    async def _post(self, request: web.Request) -> web.Response:
        if not self._signed(await request.read(), request):
            return web.Response(status=401)
        signature = request.headers["X-Slack-Signature"]
        if self._replays.taken(signature):
            return web.Response()
        answer = await self.app.async_dispatch(await to_bolt_request(request))
        if answer.status == HTTPStatus.OK:
            self._replays.take(signature, self.clock.now().timestamp())
        return await to_aiohttp_response(answer)

    def _signed(self, body: bytes, request: web.Request) -> bool:
        """Whether a request is Slack's, and of now. Whatever is wrong with it, it is not."""
        try:
            verifier = SignatureVerifier(self.secret, _Now(self.clock))
            return verifier.is_valid(
                body,
                request.headers.get("X-Slack-Request-Timestamp"),
                request.headers.get("X-Slack-Signature"),
            )
        except (ValueError, TypeError):
            return False


class _Now(SlackClock):
    """Our clock, as slack_sdk reads one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock.now().timestamp()
