"""Connecting the bot to Discord: a platform first, the inbox once a core is."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import aiohttp
import discord

from adapters.discord.answering.answering import Responder
from adapters.discord.answering.fetching import HOSTS
from adapters.discord.gateway.gateway import HomeroomClient, point_at
from adapters.discord.gateway.inbox import DiscordInbox
from adapters.discord.line import Line
from adapters.discord.posting.platform import DiscordPlatform
from adapters.discord.rendering.tree import NONE, Translations
from adapters.discord.rest.rest import MOST, SECOND, DiscordRest
from adapters.discord.rest.troubles import AWAY, UNKNOWN_BOT, trouble_of
from adapters.discord.servers.guilds import Guilds
from bot.ports.clock import Clock
from bot.ports.notes import Notes
from bot.ports.platform import CannotSendError, NotSentError
from bot.runtime.doors import Doors, Stored
from bot.runtime.pacing import Pacer

BROKEN = (aiohttp.ClientError, OSError, TimeoutError)


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """How to reach Discord: the bot's token, and other addresses than Discord's own, if any.

    `texts` are translations of the commands.
    """

    token: str = field(repr=False)
    api_url: str = ""
    gateway_url: str = ""
    texts: Translations = field(default_factory=dict)

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts that people's files may be fetched from."""
        host = urlsplit(self.api_url).hostname
        return HOSTS | {host} if host else HOSTS


@dataclass(frozen=True, slots=True)
class Connection:
    """A Discord that accepted the bot: what the core is built with."""

    line: Line
    hosts: frozenset[str] = HOSTS

    @property
    def platform(self) -> DiscordPlatform:
        """Discord as a chat platform."""
        return self.line.platform

    @property
    def remarks(self) -> Sequence[str]:
        """Nothing that has to be known of it."""
        return ()

    def inbox(self, doors: Doors, stored: Stored) -> DiscordInbox:
        """Return the inbox that serves a core; `await inbox.run()` until cancelled."""
        return DiscordInbox(self.line, doors, Responder(self.line, doors, stored, self.hosts))


@contextlib.asynccontextmanager
async def connecting(
    settings: DiscordSettings, clock: Clock, monotonic: Callable[[], float], notes: Notes
) -> AsyncIterator[Connection]:
    """Log in to Discord; `monotonic` measures the pace of requests, in seconds.

    CannotSendError for a token that is not a bot's, NotSentError where Discord can't be reached.
    """
    point_at(settings.api_url, settings.gateway_url)
    client = HomeroomClient()
    try:
        await _log_in(client, settings.token)
        yield connected(client, clock, monotonic, notes, settings.hosts, settings.texts)
    finally:
        await client.close()


def connected(
    client: HomeroomClient,
    clock: Clock,
    monotonic: Callable[[], float],
    notes: Notes,
    hosts: frozenset[str] = HOSTS,
    texts: Translations = NONE,
) -> Connection:
    """Return the connection over a client that is logged in."""
    if client.user is None or client.application_id is None:
        raise ValueError("The client is not logged in.")
    rest = DiscordRest(client.http, Pacer(monotonic, MOST, SECOND))
    guilds = Guilds(rest, hears_members=client.intents.members)
    platform = DiscordPlatform(rest, guilds, clock)
    account, application = str(client.user.id), str(client.application_id)
    line = Line(client, rest, guilds, platform, notes, clock, account, application, texts)
    return Connection(line, hosts)


async def _log_in(client: HomeroomClient, token: str) -> None:
    try:
        await client.login(token)
    except discord.LoginFailure as error:
        raise CannotSendError(UNKNOWN_BOT) from error
    except (discord.DiscordServerError, discord.RateLimited, *BROKEN) as error:
        raise NotSentError(AWAY) from error
    except discord.HTTPException as error:
        raise trouble_of(error) from error
