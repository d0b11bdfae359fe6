"""Deliveries: what Slack posts to the request URL, if it is Slack that does.

A request counts if it is signed with the app's secret and not older than five minutes, by our
clock (https://docs.slack.dev/authentication/verifying-requests-from-slack). What it says then goes
through Bolt, as what comes over a socket does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import Clock as SlackClock
from slack_sdk.signature import SignatureVerifier

from bot.ports.clock import Clock
from bot.ports.platform import CannotSendError

PATH = "/slack/events"
BIGGEST = 4 * 1024 * 1024
"""Bytes of a request: a form's state is the largest that Slack sends."""
GRACE = 2.0
"""Seconds that requests have which are being answered at the end."""
TAKEN = (
    "Homeroom can't listen for Slack on {host}:{port}: something else does, or it isn't allowed. "
    "Choose another port."
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen; port 0 is any free one."""

    host: str = "127.0.0.1"
    port: int = 3000


@dataclass(slots=True)
class Deliveries:
    """Listens for Slack, and tells `online` when it does; `port` is where, then."""

    app: AsyncApp
    online: Callable[[bool], None]
    secret: str = field(repr=False)
    clock: Clock
    address: Address
    port: int = 0

    async def run(self) -> None:
        """Listen until cancelled; CannotSendError where the address can't be had."""
        application = web.Application(client_max_size=BIGGEST)
        application.router.add_post(PATH, self._post)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=GRACE)
        await runner.setup()
        try:
            await self._listen(runner)
            self.port = runner.addresses[0][1]
            self.online(True)
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def _listen(self, runner: web.AppRunner) -> None:
        host, port = self.address.host, self.address.port
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise CannotSendError(TAKEN.format(host=host, port=port)) from error

    async def _post(self, request: web.Request) -> web.Response:
        if not self._signed(await request.read(), request):
            return web.Response(status=401)
        return await to_aiohttp_response(
            await self.app.async_dispatch(await to_bolt_request(request))
        )

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
