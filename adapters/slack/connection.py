"""Connecting the bot to Slack: a platform first, the inbox once a core is."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field

from aiohttp import ClientSession, web
from slack_bolt.async_app import AsyncApp

from adapters.slack.answering.fetching import Fetcher
from adapters.slack.hearing.deliveries import Deliveries
from adapters.slack.hearing.inbox import Ear, SlackInbox
from adapters.slack.hearing.links import Pulse
from adapters.slack.hearing.listening import Beside, Server
from adapters.slack.hearing.sockets import Sockets
from adapters.slack.installing.installed import Installed
from adapters.slack.installing.installing import Installing
from adapters.slack.installing.tokens import Way
from adapters.slack.line import Line
from adapters.slack.posting.platform import SlackPlatform
from adapters.slack.rendering.manifest import INSTALL
from adapters.slack.web.pacing import Paces
from adapters.slack.web.web import SlackWeb, client_for, session_for_slack
from adapters.slack.web.workspaces import Workspaces, met
from bot.ports.clock import Clock
from bot.ports.installations import Installations
from bot.ports.notes import Notes
from bot.ports.platform import CannotSendError
from bot.runtime.doors import Doors, Stored

NO_WAY = (
    "Slack needs a way to reach Homeroom: SLACK_APP_TOKEN for Socket Mode, or "
    "SLACK_SIGNING_SECRET where Slack can call an address of yours."
)
INSTALLS = "Whoever runs a workspace installs Homeroom there at {url}"
NONE_YET = "Homeroom is in no Slack workspace yet."
NO_SOCKET = (
    "Slack opens no socket for this app-level token. On the app's page, under Basic Information, "
    "make one with the scope connections:write, put it into SLACK_APP_TOKEN, and see that Socket "
    "Mode is switched on."
)


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """How to reach Slack, and how Slack reaches us.

    With an `app_token` that is Socket Mode, else requests signed with the `signing_secret` to
    `server`. `api_url` is another than Slack's own, if there is one. The `bot_token` is that of
    one workspace; with a `client_id` others may install the app, at `public_url` if that is known.
    """

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = ""
    pulse: Pulse = field(default_factory=Pulse)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    public_url: str = ""
    server: Server = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Connection:
    """A Slack that accepted the bot: what the core is built with.

    `app` calls Slack as the app itself, `pages` are where it is installed, if it may be. `problem`
    says what is wrong with the one token that is set, where that stops nothing else.
    """

    line: Line
    settings: SlackSettings
    app: SlackWeb = field(repr=False)
    pages: Sequence[web.RouteDef] = ()
    problem: str = ""

    @property
    def platform(self) -> SlackPlatform:
        """Slack as a chat platform."""
        return self.line.platform

    @property
    def remarks(self) -> Sequence[str]:
        """What is wrong with a token, that there is no workspace yet, and where they are added."""
        if not self.pages:
            return ()
        given = self.settings
        here = f"http://{given.server.host}:{given.server.port}"
        where = INSTALLS.format(url=f"{given.public_url or here}{INSTALL}")
        none = "" if self.platform.workspaces.all else NONE_YET
        return tuple(said for said in (self.problem, none, where) if said)

    def inbox(self, doors: Doors, stored: Stored) -> SlackInbox:
        """Return the inbox that serves a core; `await inbox.run()` until cancelled."""
        fetcher = Fetcher(self.line.session, self.settings.api_url)
        inbox = SlackInbox(self.line, doors, stored, fetcher, self._ear)
        if self.line.installed is not None:
            self.line.installed.added = inbox.miss
        return inbox

    def _ear(self, app: AsyncApp, online: Callable[[bool], None]) -> Ear:
        settings = self.settings
        if not settings.app_token:
            secret, clock = settings.signing_secret, self.line.clock
            return Deliveries(app, online, secret, clock, settings.server, self.pages)
        sockets = Sockets(app, self._socket, online, settings.pulse)
        return Beside(sockets, self.pages, settings.server) if self.pages else sockets

    async def _socket(self) -> str:
        """Return the address of a new socket; CannotSendError for a token that gets none."""
        return await socket_address(self.app, self.settings.app_token)


@contextlib.asynccontextmanager
async def connecting(
    settings: SlackSettings,
    clock: Clock,
    monotonic: Callable[[], float],
    notes: Notes,
    installations: Installations | None = None,
) -> AsyncIterator[Connection]:
    """Reach Slack; `monotonic` measures the pace of calls, in seconds.

    `installations` are served, too, where the settings have a client. CannotSendError, with a
    remedy, for tokens that Slack doesn't accept; NotSentError where it can't be reached.
    """
    if not (settings.app_token or settings.signing_secret):
        raise CannotSendError(NO_WAY)
    async with session_for_slack() as session:
        way = Way(session, settings.api_url, monotonic, settings.client_id, settings.client_secret)
        workspaces, problem = await workspaces_of(settings, session, monotonic)
        installed = None
        if settings.client_id and installations is not None:
            installed = Installed(workspaces, installations, way, clock)
            await installed.load()
        app = way.web()
        if settings.app_token:
            await socket_address(app, settings.app_token)
        platform = SlackPlatform(workspaces, clock, notes)
        await platform.hiding.remember()
        line = Line(platform, session, notes, clock, installed)
        pages: Sequence[web.RouteDef] = ()
        if installed is not None:
            pages = Installing(installed, way, clock, settings.public_url).routes
        yield Connection(line, settings, app, pages, problem)


async def workspaces_of(
    settings: SlackSettings, session: ClientSession, monotonic: Callable[[], float]
) -> tuple[Workspaces, str]:
    """Return the workspace whose token is set, if one is, and what is wrong with that token.

    Where there is a client others may be, too, and are served whatever is wrong with it; else it
    is raised: CannotSendError for a token that Slack doesn't accept.
    """
    workspaces = Workspaces(others=bool(settings.client_id))
    if settings.bot_token:
        client = client_for(session, settings.bot_token, settings.api_url)
        try:
            workspaces.add(await met(SlackWeb(client, Paces(monotonic))))
        except CannotSendError as error:
            if not settings.client_id:
                raise
            return workspaces, str(error)
    return workspaces, ""


async def socket_address(web: SlackWeb, token: str) -> str:
    """Return where a socket may be opened; CannotSendError for an app's token that gets none."""
    try:
        answer = await web.read("apps.connections.open", app_token=token)
    except CannotSendError as error:
        raise CannotSendError(NO_SOCKET) from error
    return str(answer["url"])
