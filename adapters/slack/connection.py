"""Connecting the bot to Slack: a platform first, the inbox once a core is."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from slack_bolt.async_app import AsyncApp

from adapters.slack.answering.fetching import Fetcher
from adapters.slack.hearing.deliveries import Address, Deliveries
from adapters.slack.hearing.inbox import Ear, SlackInbox
from adapters.slack.hearing.links import Pulse
from adapters.slack.hearing.sockets import Sockets
from adapters.slack.line import Line
from adapters.slack.posting.platform import SlackPlatform
from adapters.slack.web.pacing import Paces
from adapters.slack.web.web import SlackWeb, client_for, session_for_slack
from adapters.slack.web.workspaces import Workspaces, met
from bot.ports.clock import Clock
from bot.ports.notes import Notes
from bot.ports.platform import CannotSendError
from bot.runtime.doors import Doors, Stored

NO_WAY = (
    "Slack needs a way to reach Homeroom: SLACK_APP_TOKEN for Socket Mode, or "
    "SLACK_SIGNING_SECRET where Slack can call an address of yours."
)
NO_SOCKET = (
    "Slack opens no socket for this app-level token. On the app's page, under Basic Information, "
    "make one with the scope connections:write, put it into SLACK_APP_TOKEN, and see that Socket "
    "Mode is switched on."
)


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """How to reach Slack, and how Slack reaches us.

    With an `app_token` that is Socket Mode, else requests signed with the `signing_secret` to
    `address`. `api_url` is another than Slack's own, if there is one.
    """

    bot_token: str = field(repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = ""
    address: Address = field(default_factory=Address)
    pulse: Pulse = field(default_factory=Pulse)


@dataclass(frozen=True, slots=True)
class Connection:
    """A Slack that accepted the bot: what the core is built with."""

    line: Line
    settings: SlackSettings
    web: SlackWeb = field(repr=False)

    @property
    def platform(self) -> SlackPlatform:
        """Slack as a chat platform."""
        return self.line.platform

    def inbox(self, doors: Doors, stored: Stored) -> SlackInbox:
        """Return the inbox that serves a core; `await inbox.run()` until cancelled."""
        fetcher = Fetcher(self.line.session, self.settings.api_url)
        return SlackInbox(self.line, doors, stored, fetcher, self._ear)

    def _ear(self, app: AsyncApp, online: Callable[[bool], None]) -> Ear:
        settings = self.settings
        if settings.app_token:
            return Sockets(app, self._socket, online, settings.pulse)
        return Deliveries(app, online, settings.signing_secret, self.line.clock, settings.address)

    async def _socket(self) -> str:
        """Return the address of a new socket; CannotSendError for a token that gets none."""
        return await socket_address(self.web, self.settings.app_token)


@contextlib.asynccontextmanager
async def connecting(
    settings: SlackSettings, clock: Clock, monotonic: Callable[[], float], notes: Notes
) -> AsyncIterator[Connection]:
    """Reach Slack; `monotonic` measures the pace of calls, in seconds.

    CannotSendError, with a remedy, for tokens that Slack doesn't accept; NotSentError where it
    can't be reached.
    """
    if not (settings.app_token or settings.signing_secret):
        raise CannotSendError(NO_WAY)
    async with session_for_slack() as session:
        client = client_for(session, settings.bot_token, settings.api_url)
        web = SlackWeb(client, Paces(monotonic))
        workspaces = Workspaces([await met(web)])
        if settings.app_token:
            await socket_address(web, settings.app_token)
        platform = SlackPlatform(workspaces, clock, notes)
        await platform.hiding.remember()
        yield Connection(Line(platform, session, notes, clock), settings, web)


async def socket_address(web: SlackWeb, token: str) -> str:
    """Return where a socket may be opened; CannotSendError for an app's token that gets none."""
    try:
        answer = await web.read("apps.connections.open", app_token=token)
    except CannotSendError as error:
        raise CannotSendError(NO_SOCKET) from error
    return str(answer["url"])
