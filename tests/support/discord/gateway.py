"""The gateway: identifies, resumes, tells what happens, and misbehaves when a test wants it to."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from tests.support.discord.guild_create import guild_create, members_chunks, ready
from tests.support.discord.intents import CONTENT, KNOWN, PRIVILEGED, in_channel, wants
from tests.support.discord.message_json import censored
from tests.support.discord.sessions import Connection, Session, encode
from tests.support.discord.state import State
from tests.support.discord.things import Channel, Guild, Json
from tests.support.faults import Faults

HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, MEMBERS = 1, 2, 3, 4, 6, 7, 8
INVALID, HELLO, ACK = 9, 10, 11
UNKNOWN_OP, UNDECODABLE, UNAUTHENTICATED, BAD_TOKEN = 4001, 4002, 4003, 4004
AUTHENTICATED_TWICE, BAD_SEQUENCE, BAD_INTENTS, DISALLOWED = 4005, 4007, 4013, 4014
RELEASE_SECONDS = 0.05
"""An event held back, to be told after the next one, is told after this time in any case."""
Event = tuple[str, Json, Guild | None, Channel | None]


class Gateway:
    """All sessions and connections, and counts of what clients did.

    `paths` are what was connected to, with their queries; `received` is all that clients sent but
    heartbeats; `changed` is notified when a session begins, resumes or loses its connection.
    """

    def __init__(self, state: State, token: str, faults: Faults, beat: float, backlog: int) -> None:
        """Serve a state's events: a heartbeat every `beat` seconds, `backlog` events kept."""
        self._state = state
        self._token = token
        self._faults = faults
        self._beat = beat
        self._backlog = backlog
        self._held: list[Event] = []
        self._forgotten: list[Session] = []
        self.sessions: dict[str, Session] = {}
        self.connections: list[Connection] = []
        self.identified = self.resumed = self.beats = 0
        self.paths: list[str] = []
        self.received: list[Json] = []
        self.changed = asyncio.Condition()
        state.tell = self.tell

    def tell(self, name: str, data: Json, guild: Guild | None, channel: Channel | None) -> None:
        """Tell every session that is to know, as planned faults will have it."""
        event = (name, data, guild, channel)
        fault = self._faults.next(("events",)) if self._faults.plan else None
        if fault is not None and fault.kind == "reorder":
            self._held.append(event)
            asyncio.get_running_loop().call_later(RELEASE_SECONDS, self.release)
            return
        self._tell(*event)
        if fault is not None and fault.kind == "repeat":
            self._tell(*event)
        if self._held:
            self.release()

    def release(self) -> None:
        """Tell the events that were held back."""
        held, self._held = self._held, []
        for event in held:
            self._tell(*event)

    def _tell(self, name: str, data: Json, guild: Guild | None, channel: Channel | None) -> None:
        bot = self._state.bot.id
        if guild is not None and bot not in guild.members and name != "GUILD_DELETE":
            return
        if channel is not None and in_channel(name) and not self._state.sees(channel, bot):
            return
        texts: dict[bool, str] = {}
        for session in [*self.sessions.values(), *self._forgotten]:
            if wants(session.intents, name, data, guild, bot):
                whole = bool(session.intents & CONTENT) or "content" not in data
                if whole not in texts:
                    texts[whole] = encode(data if whole else censored(self._state, data))
                session.tell(name, texts[whole])

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        socket = web.WebSocketResponse(compress=False, max_msg_size=0, autoclose=False)
        await socket.prepare(request)
        self.paths.append(request.path_qs)
        compressed = request.query.get("compress") == "zlib-stream"
        connection = Connection(socket, request.transport, compressed=compressed)
        self.connections.append(connection)
        connection.op(HELLO, {"heartbeat_interval": int(self._beat * 1000), "_trace": []})
        writer = asyncio.create_task(connection.write())
        try:
            await self._read(connection)
        finally:
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                await writer
            await self._ended(connection)
        return socket

    async def _read(self, connection: Connection) -> None:
        async for frame in connection.socket:
            if frame.type is not WSMsgType.TEXT:
                return await connection.close(UNDECODABLE)
            try:
                sent = json.loads(frame.data)
                op, data = sent["op"], sent["d"]
            except (ValueError, TypeError, KeyError):
                return await connection.close(UNDECODABLE)
            if op == HEARTBEAT:
                self.beats += 1
                if not connection.silent:
                    connection.op(ACK, None)
                continue
            self.received.append(sent)
            code = await self._take(connection, op, data)
            if code:
                return await connection.close(code)
        return None

    async def _take(self, connection: Connection, op: int, data: Any) -> int:
        """Take what a client sent; return the code to close with, or 0."""
        session = self._session(connection)
        if op == IDENTIFY:
            return AUTHENTICATED_TWICE if session else await self._identify(connection, data)
        if op == RESUME:
            return AUTHENTICATED_TWICE if session else await self._resume(connection, data)
        if session is None:
            return UNAUTHENTICATED
        if op == MEMBERS:
            for chunk in members_chunks(self._state, session.intents, data):
                session.tell("GUILD_MEMBERS_CHUNK", encode(chunk))
            return 0
        return 0 if op in (PRESENCE, VOICE) else UNKNOWN_OP

    async def _identify(self, connection: Connection, data: Json) -> int:
        self.identified += 1
        if data.get("token", "").removeprefix("Bot ") != self._token:
            return BAD_TOKEN
        intents = data.get("intents")
        if not isinstance(intents, int) or not 0 <= intents <= KNOWN:
            return BAD_INTENTS
        allowed = self._state.privileged
        if any(intents & bit and name not in allowed for name, bit in PRIVILEGED.items()):
            return DISALLOWED
        session = Session(f"{self._state.ids.next():032x}", intents, self._backlog)
        session.connection = connection
        self.sessions[session.id] = session
        session.tell("READY", encode(ready(self._state, session.id)))
        for guild in self._state.guilds.values():
            if self._state.bot.id in guild.members:
                shown = guild_create(self._state, guild, intents)
                session.tell("GUILD_CREATE", encode(shown))
        await self._notify()
        return 0

    async def _resume(self, connection: Connection, data: Json) -> int:
        if data.get("token", "").removeprefix("Bot ") != self._token:
            return BAD_TOKEN
        session = self.sessions.get(str(data.get("session_id")))
        if session is not None and data["seq"] > session.seq:
            return BAD_SEQUENCE
        missed = None if session is None else session.missed(data["seq"])
        if session is None or missed is None:
            self.sessions.pop(str(data.get("session_id")), None)
            connection.op(INVALID, False)
            return 0
        self.resumed += 1
        if session.connection is not None:
            session.connection.abort()
        session.connection = connection
        for text in missed:
            connection.send(text)
        session.tell("RESUMED", encode({"_trace": []}))
        await self._notify()
        return 0

    def _session(self, connection: Connection) -> Session | None:
        everyone = [*self.sessions.values(), *self._forgotten]
        return next((one for one in everyone if one.connection is connection), None)

    async def _ended(self, connection: Connection) -> None:
        self.connections.remove(connection)
        session = self._session(connection)
        if session is not None:
            session.connection = None
            self._forgotten = [one for one in self._forgotten if one is not session]
            done = connection.socket.close_code in (1000, 1001) and not connection.ended
            if done:  # a client that closes so wants no session any more
                self.sessions.pop(session.id, None)
        await self._notify()

    async def _notify(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is true of the sessions, looked at whenever they change."""
        async with self.changed:
            await self.changed.wait_for(true)

    @property
    def connected(self) -> bool:
        """Whether a client is connected and identified."""
        return any(one.connection is not None for one in self.sessions.values())

    async def until_connected(self) -> None:
        """Wait until a client is connected and identified."""
        await self.until(lambda: self.connected)

    async def written(self) -> None:
        """Wait until all that was told has gone to the sockets."""
        for connection in list(self.connections):
            await connection.written()

    async def drop(self) -> None:
        """Cut all connections without a word; sessions stay. Return when they are gone."""
        for connection in list(self.connections):
            connection.abort()
        gone = list(self.connections)
        await self.until(lambda: not any(one in self.connections for one in gone))

    async def close(self, code: int) -> None:
        """Close all connections with a code, such as 4000."""
        for connection in list(self.connections):
            await connection.close(code)

    def ask_to_reconnect(self) -> None:
        """Send op 7 to everybody."""
        for connection in self.connections:
            connection.op(RECONNECT, None)

    def invalidate(self, *, resumable: bool) -> None:
        """Send op 9 to everybody; unless it is resumable, sessions are forgotten."""
        if not resumable:
            self.forget_sessions()
        for connection in self.connections:
            connection.op(INVALID, resumable)

    def forget_sessions(self) -> None:
        """Refuse to resume what is known now; who is connected stays so."""
        self._forgotten += [one for one in self.sessions.values() if one.connection is not None]
        self.sessions.clear()

    def silence(self) -> None:
        """Send nothing more over today's connections, nor answer their heartbeats."""
        for connection in self.connections:
            connection.silent = True

    def hold(self) -> None:
        """Keep what is told, ready to be written, until `speak`: then it goes out at once."""
        for connection in self.connections:
            connection.held = True

    def speak(self) -> None:
        """End a silence, or let go of what was held."""
        for connection in self.connections:
            connection.speak()
