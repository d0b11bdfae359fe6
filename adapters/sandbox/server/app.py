"""The sandbox's server put together: `async with serving(...)`, or start and stop."""

from __future__ import annotations

import contextlib
import itertools
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Middleware

from adapters.sandbox.server.bot_api import BotApi, state_of
from adapters.sandbox.server.clock import CourseClock
from adapters.sandbox.server.errors import missing
from adapters.sandbox.server.faults import Fault, Faults
from adapters.sandbox.server.files import LARGEST, SandboxFiles
from adapters.sandbox.server.guard import Handler, body_of, dress, guard
from adapters.sandbox.server.interactions import Interactions
from adapters.sandbox.server.link import BotLink
from adapters.sandbox.server.messages import Messages
from adapters.sandbox.server.pages import Pages
from adapters.sandbox.server.people import People
from adapters.sandbox.server.people_api import AskApi, PeopleApi
from adapters.sandbox.server.store import Store
from adapters.sandbox.server.streams import Streams
from adapters.sandbox.server.walk import Script, Silence, Walker
from adapters.sandbox.server.world import World
from adapters.sandbox.wire import DEFAULT_PORT, Json, list_of

HOST = "127.0.0.1"
PAGE = Path(__file__).parent.parent / "page"


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """How a sandbox server is started.

    `file` None keeps everything in memory; `port` 0 takes a free one. `deadline` is how long the
    bot may take to answer a person, `patience` how long a walk waits at a stop for a bot that is
    away or busy, both in seconds. `controls` opens the test routes.
    """

    world: World
    token: str
    file: Path | None = None
    port: int = DEFAULT_PORT
    deadline: float = 10.0
    patience: float = 30.0
    controls: bool = False


class SandboxServer:
    """One chat server on 127.0.0.1. Its parts are open to whoever runs it in the same process."""

    def __init__(
        self,
        settings: ServerSettings,
        monotonic: Callable[[], float],
        script: Script | None = None,
    ) -> None:
        """Open the file and put the parts together; `monotonic` gives seconds that only grow."""
        self.settings = settings
        self.port = settings.port
        self.store = Store(settings.file, settings.world)
        self.faults = Faults()
        epoch, count = secrets.token_hex(4), itertools.count(1)

        def fresh() -> str:
            return f"{epoch}{next(count)}"

        self.streams = Streams(epoch)
        clock = CourseClock(self.store, monotonic)
        self.messages = Messages(self.store, clock)
        pages = Pages(self.store, self.messages)
        self.link = BotLink(self.store, self.faults, self._clock)
        files = SandboxFiles(self.store, self.messages)
        interactions = Interactions(
            self.store, clock, self.messages, self.link, self._changed, fresh, settings.deadline
        )
        self.people = People(
            store=self.store,
            messages=self.messages,
            pages=pages,
            files=files,
            interactions=interactions,
            link=self.link,
            changed=self._changed,
            marked=self._place_changed,
        )
        zone = settings.world.zone
        self.walker = Walker(
            clock, self.link, self.people, script or Silence(), zone, settings.patience
        )
        self._bot = BotApi(
            self.store, self.messages, pages, files, interactions, self.link, self.walker
        )
        self._page = PeopleApi(self.people, self.walker, self.streams, self._state, fresh)
        self._ask = AskApi(self.people, self._page.who)
        self._tell()
        self._runner: web.AppRunner | None = None

    @property
    def address(self) -> str:
        """The page's address."""
        return f"http://{HOST}:{self.port}"

    def _clock(self) -> Json:
        return self.walker.clock()

    def _state(self) -> Json:
        return state_of(self.store, self.link)

    def _tell(self) -> None:
        """Let every part that changes something tell the open pages."""
        tell = self.streams.tell
        self.walker.told = lambda: tell("clock", lambda account: self._clock())
        self.link.on_change = lambda connected: tell("bot", lambda account: self._state()["bot"])
        keys = ("commands", "message_actions")
        self._bot.told_commands = lambda: tell(
            "commands", lambda account: {key: self._state()[key] for key in keys}
        )
        self._bot.opened = self._place_changed

    def _changed(self, message: str) -> None:
        def make(account: str) -> Json | None:
            row = self.messages.row(message)
            if row is None or not self.messages.visible(row, account):
                return None
            return self.messages.show(row, account)

        self.streams.tell("message", make)

    def _place_changed(self, place: str, only: str | None = None) -> None:
        def make(account: str) -> Json | None:
            if only not in (None, account) or not self.store.is_member(place, account):
                return None
            return self.people.pages.place(place, account)

        self.streams.tell("place", make)

    def set_members(self, place: str, accounts: list[str]) -> None:
        """Make these accounts, and no others, the members of a place."""
        before = set(self.store.members(place))
        self.store.set_members(place, accounts)
        gone = before - set(accounts)
        self.streams.tell("gone", lambda account: {"place": place} if account in gone else None)
        self._place_changed(place)

    def application(self) -> web.Application:
        """Return the aiohttp application with its guard and routes."""
        middlewares = [guard(lambda: self.port, self.settings.token), self._disturbed()]
        app = web.Application(middlewares=middlewares, client_max_size=LARGEST + 1024)
        app.on_response_prepare.append(dress)
        app.add_routes([*self._page.routes(), *self._ask.routes(), *self._bot.routes()])
        app.add_routes([web.get("/", self._index), web.get("/page/{name:.+}", self._index)])
        if self.settings.controls:
            app.add_routes(
                [
                    web.post("/test/faults", self._plan_faults),
                    web.put("/test/places/{place}/members", self._put_members),
                ]
            )
        return app

    def _disturbed(self) -> Middleware:
        @web.middleware
        async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
            if self.faults.plan and request.path.startswith("/bot/"):
                return await self.faults.through(request, handler)
            return await handler(request)

        return middleware

    async def _index(self, request: web.Request) -> web.StreamResponse:
        """GET / and /page/NAME: the page's own files and nothing beside them."""
        path = (PAGE / request.match_info.get("name", "index.html")).resolve()
        if not path.is_relative_to(PAGE.resolve()) or not path.is_file():
            raise missing()
        return web.FileResponse(path, headers={"Cache-Control": "no-cache"})

    async def _plan_faults(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        self.faults.plan.extend(Fault(**one) for one in body["faults"])
        return web.json_response({})

    async def _put_members(self, request: web.Request) -> web.Response:
        self.set_members(request.match_info["place"], list_of(await body_of(request), "accounts"))
        return web.json_response({})

    async def start(self) -> None:
        """Listen on 127.0.0.1; `port` and `address` hold afterwards. OSError if it is taken."""
        self._runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.walker.start()

    async def stop(self) -> None:
        """Let everyone go, and close the file."""
        await self.walker.stop()
        self.streams.end_all()
        await self.link.close()
        if self._runner is not None:
            await self._runner.cleanup()
        self.store.close()


@contextlib.asynccontextmanager
async def serving(
    settings: ServerSettings, monotonic: Callable[[], float], script: Script | None = None
) -> AsyncIterator[SandboxServer]:
    """Run a sandbox server for as long as the block lasts."""
    server = SandboxServer(settings, monotonic, script)
    try:
        await server.start()
        yield server
    finally:
        await server.stop()
