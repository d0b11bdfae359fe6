"""Socket Mode: always a socket, whatever happens to the ones before."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest
from aiohttp import ClientSession
from slack_bolt.response import BoltResponse

from adapters.slack.hearing.bolt import Headers, bolt_app, not_taken, taken
from adapters.slack.hearing.links import Pulse
from adapters.slack.hearing.sockets import Sockets
from adapters.slack.web.pacing import Paces
from adapters.slack.web.web import SlackWeb, client_for, session_for_slack
from adapters.slack.wire import Json
from bot.ports.platform import CannotSendError
from tests.support.discord.core import until
from tests.support.slack.server import Settings, WireServer, running
from tests.support.slack.small import SMALL

PATIENCE = 60.0
QUICK = Settings(acknowledge=0.5, retries=(0.05, 0.05, 0.05))


@dataclass
class App:
    """An app that takes everything; `refuse` is how many it doesn't take at first."""

    texts: list[str] = field(default_factory=list)
    online: list[bool] = field(default_factory=list)
    refuse: int = 0
    more: asyncio.Event = field(default_factory=asyncio.Event)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, body: Json, headers: Headers) -> BoltResponse:
        """Write a message down."""
        await self.gate.wait()
        if self.refuse:
            self.refuse -= 1
            return not_taken()
        self.texts.append(body["event"]["text"])
        self.more.set()
        return taken()

    def went(self, online: bool) -> None:
        """Write down whether there is a socket."""
        self.online.append(online)
        self.more.set()

    async def until(self, met: Callable[[], bool]) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(PATIENCE):
            while not met():
                self.more.clear()
                await self.more.wait()


@contextlib.asynccontextmanager
async def open_sockets(server: WireServer, app: App, token: str = "") -> AsyncIterator[Sockets]:
    """Keep a socket open."""
    async with session_for_slack() as session:
        web = web_of(session, server)

        async def address() -> str:
            answer = await web.call("apps.connections.open", app_token=token or server.app_token)
            return str(answer["url"])

        sockets = Sockets(bolt_app(app.take), address, app.went, Pulse(0.05, 3))
        task = asyncio.create_task(sockets.run())
        try:
            await app.until(lambda: app.online == [True])
            yield sockets
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def web_of(session: ClientSession, server: WireServer) -> SlackWeb:
    """Return the Web API of the server."""
    client = client_for(session, server.token, server.api_url)
    return SlackWeb(client, Paces(asyncio.get_running_loop().time))


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run a server that is quick to tell things again."""
    async with running(SMALL, QUICK) as made:
        yield made
        assert made.refused == []


@pytest.fixture
def app() -> App:
    """Return an app that lets things pass."""
    made = App()
    made.gate.set()
    return made


async def test_what_is_told_is_taken(server: WireServer, app: App) -> None:
    """And acknowledged."""
    async with open_sockets(server, app):
        await server.person("mei").write("general", "Hello")
        await app.until(lambda: app.texts == ["Hello"])
        await acknowledged(server)


async def test_what_is_not_taken_is_told_again(server: WireServer, app: App) -> None:
    """There is no acknowledgement, so Slack tells it again."""
    app.refuse = 2
    async with open_sockets(server, app):
        await server.person("mei").write("general", "Hello")
        await app.until(lambda: app.texts == ["Hello"])
        await acknowledged(server)
        assert server.deliveries.told == 3


async def test_a_refresh_leaves_no_gap(server: WireServer, app: App) -> None:
    """The next socket is there before the old one ends; what is being answered is acknowledged."""
    async with open_sockets(server, app):
        app.gate.clear()
        await server.person("mei").write("general", "Before")
        await server.sockets.refresh()
        await until(lambda: server.sockets.opened == 2)
        app.gate.set()
        await server.person("mei").write("general", "After")
        await app.until(lambda: sorted(app.texts) == ["After", "Before"])
        await until(lambda: len(server.sockets.connections) == 1)
        assert app.online == [True]
        assert server.deliveries.told == 2


async def test_a_warning_is_heeded(server: WireServer, app: App) -> None:
    """A socket that will end is replaced before."""
    async with open_sockets(server, app):
        await server.sockets.warn()
        await until(lambda: server.sockets.opened == 2 and len(server.sockets.connections) == 1)
        assert app.online == [True]


@pytest.mark.parametrize("how", ["drop", "close"])
async def test_a_socket_that_broke_is_replaced(server: WireServer, app: App, how: str) -> None:
    """That there was none is told; what was told meanwhile comes again."""
    async with open_sockets(server, app):
        await getattr(server.sockets, how)()
        await app.until(lambda: app.online == [True, False, True])
        await server.person("mei").write("general", "Hello")
        await app.until(lambda: app.texts == ["Hello"])


async def test_a_silent_socket_is_replaced(server: WireServer, app: App) -> None:
    """Nothing comes, not even an answer to a ping."""
    async with open_sockets(server, app):
        server.sockets.silence()
        await server.person("mei").write("general", "Hello")
        await app.until(lambda: app.online == [True, False, True])
        await app.until(lambda: app.texts == ["Hello"])


async def test_slack_may_be_away(server: WireServer, app: App) -> None:
    """It is asked again until there is a socket."""
    async with open_sockets(server, app):
        server.faults.add("link", "error", times=3)
        await server.sockets.drop()
        await app.until(lambda: app.online == [True, False, True])


async def test_a_wrong_token_is_told(server: WireServer, app: App) -> None:
    """There is no use in asking again."""
    async with session_for_slack() as session:
        web = web_of(session, server)

        async def address() -> str:
            return str((await web.call("apps.connections.open", app_token="xapp-no"))["url"])

        with pytest.raises(CannotSendError):
            await Sockets(bolt_app(app.take), address, app.went).run()


async def acknowledged(server: WireServer) -> None:
    """Wait until all that was told is acknowledged."""
    await until(lambda: server.sockets.unacknowledged == 0)
