"""The gateway: discord.py keeps the connection, and what comes is handed on as it stands.

discord.py would make a message, a member, a channel of everything; none of that is needed, and
after a resumption by a new process its caches would be cold. So its state's table of parsers is
replaced, the only thing that its socket (and simcord's) asks for when an event has come.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, cast

import aiohttp
import discord
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.http import Route
from discord.state import ConnectionState
from yarl import URL

from adapters.discord.gateway.resuming import Session
from adapters.discord.journal import LOG
from adapters.discord.rest.attempts import tracing
from adapters.discord.rest.rest import LONGEST_RATE_WAIT
from adapters.discord.rest.troubles import UNKNOWN_BOT
from adapters.discord.wire import Json
from bot.ports.platform import CannotSendError
from bot.runtime.hearing.errors import kind_of

Heard = Callable[[str, Json], None]
Room = Callable[[], Awaitable[None]]

INTENTS = discord.Intents(
    guilds=True,  # channels, threads and roles: which place a message is in, who can read it
    voice_states=True,  # attendance
    guild_messages=True,  # what is said, edited and deleted
    guild_reactions=True,
    guild_scheduled_events=True,  # sessions stand in the server's calendar
    message_content=True,  # privileged: what a contribution says decides whether it counts
    members=True,  # privileged: who can read a place, for posts that only staff may see
    dm_messages=True,  # who writes to the bot instead of typing a command is told what to type
)
OWN = ("READY", "RESUMED", "GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE")
"""What discord.py itself has to know, beside us."""
HEARD = (
    *OWN,
    *("CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE"),
    *("THREAD_CREATE", "THREAD_UPDATE", "THREAD_DELETE", "THREAD_LIST_SYNC"),
    *("GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE"),
    *("GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_MEMBER_REMOVE"),
    *("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK"),
    *("MESSAGE_REACTION_ADD", "MESSAGE_REACTION_REMOVE"),
    *("MESSAGE_REACTION_REMOVE_ALL", "MESSAGE_REACTION_REMOVE_EMOJI"),
    *("VOICE_STATE_UPDATE", "INTERACTION_CREATE"),
)
LOST = "LOST"
"""Heard, as if it were an event, when the connection is gone."""

KEEPS_SESSION = 4000
"""A code to close with. After 1000 and 1001 Discord forgets the session at once."""
LONGEST_GREETING = 60.0
PAUSES = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
"""Seconds before each new try since the last that worked. Discord allows 1,000 logins a day."""
TRIES_TO_RESUME = 5
HOPELESS = {
    4004: UNKNOWN_BOT,
    4014: (
        "Discord does not let this bot read messages and members yet. In the Developer Portal, "
        "under Bot, switch on Server Members Intent and Message Content Intent, then start "
        "Homeroom again."
    ),
}
"""What a person has to change, by the code that Discord closes with."""
NO_WAY_IN = "Discord closes the connection with code {code}. Please report this."
# Homeroom never speaks, so nobody needs to know what is not installed for it.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

AWAY = (OSError, TimeoutError, aiohttp.ClientError)
GARBLED = (ValueError, zlib.error)


def point_at(api_url: str, gateway_url: str) -> None:
    """Talk to another Discord than the usual: a proxy, or a server that does as Discord does.

    `api_url` has its version: `http://127.0.0.1:8080/api/v10`. Empty ones leave what is set.
    """
    if api_url:
        Route.BASE = api_url.rstrip("/")
    if gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway_url)


class HomeroomState(ConnectionState["HomeroomClient"]):
    """discord.py's state with our table of parsers."""

    def __init__(self, hear: Heard, room: Room, **options: Any) -> None:
        """Hand events to `hear`; the next is read when `room` returns."""
        super().__init__(**options)
        self.room = room
        self.socket: DiscordWebSocket | None = None
        """The newest connection, from before it is greeted."""
        own = {name: self.parsers[name] for name in OWN}
        self.parsers = {name: partial(_parse, name, own.get(name), hear) for name in HEARD}

    def _update_references(self, ws: DiscordWebSocket) -> None:
        self.socket = ws


def _parse(name: str, own: Callable[[Any], None] | None, hear: Heard, data: Any) -> None:
    """Let discord.py know what it has to, then us; an event it can't read ends no connection."""
    if own is not None:
        try:
            own(data)
        except Exception as error:
            LOG.warning("discord.py could not read %s: %s", name, kind_of(error))
    hear(name, data)


class PatientSocket(DiscordWebSocket):
    """discord.py's socket, which reads on only when there is room for what may come.

    Heartbeats are sent by a thread of their own meanwhile, and what is not read waits at
    Discord's end of the connection.
    """

    async def poll_event(self) -> None:
        """Wait for room, then for the next event."""
        await cast(HomeroomState, self._connection).room()
        await super().poll_event()


class HomeroomClient(discord.Client):
    """A client that keeps nothing of what it hears, and resumes its session where it can."""

    def __init__(self) -> None:
        """Prepare; nothing is heard before `listen`."""
        self._early: list[tuple[str, Json]] = []
        self._heard: Heard | None = None
        self._room: Room | None = None
        self._greetings = 0
        self._leaving = False
        self._renewing = False
        self.known: Session | None = None
        """The session to resume first, as it was noted by an earlier process."""
        super().__init__(
            intents=INTENTS,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            max_ratelimit_timeout=LONGEST_RATE_WAIT,
            allowed_mentions=discord.AllowedMentions.none(),
            http_trace=tracing(),
        )

    def _get_state(self, **options: Any) -> ConnectionState[Any]:
        self._state = HomeroomState(
            self._hear,
            self._wait_for_room,
            dispatch=self.dispatch,
            handlers=self._handlers,
            hooks=self._hooks,
            http=self.http,
            **options,
        )
        return self._state

    def listen(self, heard: Heard, room: Room) -> None:
        """Hand events on to `heard`, those first that came already; `room` waits for more room."""
        self._heard, self._room = heard, room
        early, self._early = self._early, []
        for name, data in early:
            heard(name, data)

    def _hear(self, name: str, data: Json) -> None:
        self._greetings += name in ("READY", "RESUMED")
        if self._heard is None:
            self._early.append((name, data))
        else:
            self._heard(name, data)

    async def _wait_for_room(self) -> None:
        if self._room is not None:
            await self._room()

    @property
    def sequence(self) -> int | None:
        """The number of the newest event that was read; None before the first."""
        return self._state.socket.sequence if self._state.socket else None

    @property
    def session(self) -> Session | None:
        """The newest connection's session, up to the newest event that was read."""
        socket = self._state.socket
        if socket is None or socket.session_id is None or socket.sequence is None:
            return None
        return Session(socket.session_id, str(socket.gateway), socket.sequence)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for nothing: `connect` has waited."""

    async def connect(self, *, reconnect: bool = True) -> None:
        """Keep a connection until closed or cancelled; CannotSendError where none is let in.

        Unlike discord.py's own it resumes a session of an earlier process, waits seconds rather
        than minutes when Discord was away, and reads no faster than events are taken in.
        """
        session, tries = self.known, 0
        while not (self._leaving or self.is_closed()):
            greetings = self._greetings
            try:
                # A server that a session was on may be gone for good: every other try is at home.
                await self._attach(session, at_home=tries % 2 == 1)
                while True:
                    await self.ws.poll_event()
            except ReconnectWebSocket as again:
                session = self._left(session) if again.resume else None
            except discord.ConnectionClosed as closed:
                if not self._leaving:
                    raise _no_way_in(closed.code) from None
            except (*AWAY, *GARBLED) as error:
                LOG.info("Discord is away: %s", kind_of(error))
                session = self._left(session)
            await self._detach()
            self._hear(LOST, {})
            if self._renewing:
                session, self._renewing = None, False
            tries = 0 if self._greetings > greetings else tries + 1
            if tries > TRIES_TO_RESUME:
                session = None
            await asyncio.sleep(PAUSES[min(tries, len(PAUSES) - 1)])

    async def renew(self) -> None:
        """Leave the session for a new one, which begins with being told all that is the case."""
        self._renewing = True
        await self._detach()

    async def close(self) -> None:
        """Close so that Discord keeps the session for whoever resumes it: the next process."""
        self._leaving = True
        await self._detach()
        await super().close()

    async def _attach(self, session: Session | None, *, at_home: bool) -> None:
        """Connect and resume the session; begin a new one if there is none."""
        options: dict[str, Any] = {}
        if session is not None:
            gateway = None if at_home else URL(session.gateway)
            options = {"gateway": gateway, "session": session.id, "sequence": session.sequence}
        greeted = PatientSocket.from_client(self, resume=session is not None, **options)
        self.ws = await asyncio.wait_for(greeted, LONGEST_GREETING)

    async def _detach(self) -> None:
        """Close the newest connection, if there is one, and end its thread of heartbeats."""
        if self._state.socket is not None:
            await self._state.socket.close(KEEPS_SESSION)

    def _left(self, before: Session | None) -> Session | None:
        """Return the session as the newest connection leaves it: `before` if there was none."""
        return before if self._state.socket is None else self.session


def _no_way_in(code: int) -> CannotSendError:
    return CannotSendError(HOPELESS.get(code) or NO_WAY_IN.format(code=code))
