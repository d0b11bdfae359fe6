"""The server: one port for the Web API, sockets and files; see this package for how to use it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Middleware

from tests.support.faults import Faults
from tests.support.slack.admins import Admin
from tests.support.slack.answering import WebApi
from tests.support.slack.building import build, channel_named, team_named
from tests.support.slack.calling import Person
from tests.support.slack.deliveries import RETRIES, Deliveries
from tests.support.slack.eyes import Eyes
from tests.support.slack.limits import Limiter, Limits
from tests.support.slack.recording import Recorded, Recording
from tests.support.slack.request_url import RequestUrl
from tests.support.slack.sockets import Sockets
from tests.support.slack.things import Channel, Team, User
from tests.support.slack.world import World

BIGGEST_REQUEST = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """How the server behaves; seconds are real ones.

    An event that isn't acknowledged within `acknowledge` is told again after each of `retries`.
    With `deadlines` a trigger is of no use after 3 s. `patience` is how long a person waits for
    the bot before they call it unanswered. A file arrives `share_delay` after its upload; None:
    when `state.arrive()` is called. `signed_at` is the time that signatures carry.
    """

    limits: Limits = field(default_factory=Limits)
    acknowledge: float = 3.0
    retries: Sequence[float] = RETRIES
    deadlines: bool = False
    patience: float = 60.0
    share_delay: float | None = 0.02
    validate: bool = True
    signed_at: Callable[[], float] = time.time


class WireServer:
    """A small Slack on 127.0.0.1.

    `state` is all that exists, `clock` its time; `deliveries`, `sockets`, `faults` and `recording`
    are for tests to look at and to disturb.
    """

    def __init__(self, world: World, settings: Settings | None = None) -> None:
        """Make the world real; nothing listens before `start`."""
        self.settings = settings or Settings()
        self.world = world
        self.state = build(world)
        self.state.deadlines = self.settings.deadlines
        self.state.share_delay = self.settings.share_delay
        self.clock = self.state.clock
        self.faults = Faults()
        self.recording = Recording(self.settings.validate)
        self.deliveries = Deliveries(self.state, self.state.acts, self.faults)
        self.deliveries.patience = self.settings.acknowledge
        self.deliveries.retries = self.settings.retries
        self.sockets = Sockets(self.state, self.deliveries)
        self.deliveries.carrier = self.sockets
        self.deliveries.cut = self.sockets.cut
        self.state.tell = self.deliveries.event
        self.request_url: RequestUrl | None = None
        self.middlewares: list[Middleware] = []
        self._runner: web.AppRunner | None = None
        self._api: WebApi | None = None

    @property
    def api_url(self) -> str:
        """Where the Web API stands, for HOMEROOM_SLACK_API_URL and for `base_url`."""
        return self.state.address + "/api/"

    @property
    def token(self) -> str:
        """The bot's token in the first workspace."""
        return self.team().token

    @property
    def app_token(self) -> str:
        """The token that opens sockets."""
        return self.world.app_token

    @property
    def refused(self) -> list[str]:
        """What Slack's own types refuse of the calls so far."""
        return self.recording.refused

    @property
    def telling(self) -> bool:
        """Whether something is on its way to the app, or will be told again."""
        deliveries, url = self.deliveries, self.request_url
        posting = url is not None and url.posting
        return bool(self.sockets.unacknowledged or deliveries.late or posting)

    @property
    def unknown(self) -> list[Recorded]:
        """Calls of methods that don't exist here."""
        return self.recording.unknown

    def team(self, name: str = "") -> Team:
        """Return a workspace by its name, else the first."""
        return team_named(self.state, name)

    def user(self, username: str, team: str = "") -> User:
        """Return somebody's account, in the first workspace they are in unless named."""
        for user in self.state.users.values():
            known = not team or self.state.knows(self.team(team), user)
            if known and user.username == username and not user.bot:
                return user
        raise AssertionError(f"nobody is called {username}")

    def person(self, username: str, team: str = "") -> Person:
        """Return somebody's hands and eyes, in the first workspace they are in unless named."""
        user = self.user(username, team)
        home = self.team(team) if team else self.state.teams.get(user.team, self.team())
        return Person(self.state, self.deliveries, user, home, self.settings.patience)

    def reader(self, username: str, team: str = "") -> Eyes:
        """Return somebody's eyes."""
        return Eyes(self.state, self.user(username, team))

    def channel(self, name: str, team: str = "") -> Channel:
        """Return a channel by its name."""
        return channel_named(self.state, name, team)

    def admin(self, team: str = "") -> Admin:
        """Return the hands of those who run a workspace."""
        return Admin(self.state, self.team(team))

    def deliver_to(self, url: str) -> RequestUrl:
        """Tell the app things over HTTP from now on, at its request URL, instead of sockets."""
        made = RequestUrl(url, self.world.signing_secret, self.deliveries, self.settings.signed_at)
        self.request_url = self.deliveries.carrier = made
        return made

    async def start(self) -> None:
        """Listen on a free port."""
        loop = asyncio.get_running_loop()
        limiter = Limiter(self.settings.limits, loop.time)
        api = self._api = WebApi(self.state, self.faults, self.recording, limiter, self.sockets)
        self.state.acts.payload = api.acknowledged
        app = web.Application(client_max_size=BIGGEST_REQUEST, middlewares=self.middlewares)
        app.router.add_get("/link/", self.sockets.serve)
        app.router.add_route("*", "/api/{method:.*}", api.serve)
        app.router.add_post("/actions/{team}/{act}", api.respond)
        app.router.add_post("/upload/v1/{file}", api.upload)
        app.router.add_get("/files-pri/{file}/{rest:.*}", api.download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.state.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Cut all connections and listen no more."""
        self.deliveries.stop()
        self.state.stop()
        await self.sockets.stop()
        if self.request_url is not None:
            await self.request_url.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    async def connected(self, seconds: float = 60.0) -> None:
        """Wait until the app has a socket open."""
        async with asyncio.timeout(seconds):
            await self.sockets.came.wait()


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
