"""Sessions as a server's scheduled events, kept in step when they are moved, held or cancelled.

Discord never reopens an event that was cancelled or is over, nor puts off one that has begun. It
begins and ends those outside its channels by itself, in their time, and ends one when its voice
channel empties. Where a session is planned again, another event takes the place of the first: it
carries the same marker, and is found by it.
"""

from __future__ import annotations

from adapters.discord.journal import LOG
from adapters.discord.posting.entries import (
    Status,
    begun,
    body_of,
    carries,
    differing,
    is_open,
    steps,
)
from adapters.discord.rest.remedies import remedied
from adapters.discord.rest.rest import DiscordRest
from adapters.discord.rest.troubles import GoneError, RefusedError
from adapters.discord.servers.channels import VOICES, Channel, channel_to_write
from adapters.discord.servers.guilds import Guilds
from adapters.discord.servers.permissions import Permission
from adapters.discord.wire import Json
from bot.chat.occasions import Occasion
from bot.model.places import Message, Place
from bot.model.sessions import State
from bot.ports.clock import Clock
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError
from bot.runtime.hearing.errors import kind_of

NO_SERVER = "A private conversation has no calendar. Name a channel of a server for the course."
ENTERING = Permission.VIEW_CHANNEL | Permission.CREATE_EVENTS
ENTERING_VOICE = ENTERING | Permission.CONNECT


class DiscordCalendar:
    """Implements bot.ports.calendar.Calendar over scheduled events."""

    def __init__(self, rest: DiscordRest, guilds: Guilds, clock: Clock) -> None:
        """Ask through `rest`; `clock` tells what is past, for Discord takes nothing that is."""
        self._rest = rest
        self._guilds = guilds
        self._clock = clock

    async def enter(self, place: Place, occasion: Occasion, marker: str) -> Message:
        """Enter an occasion that carries `marker`; return its reference.

        One that should have begun already begins in a minute, the soonest that Discord takes.
        """
        path = await self._events(place)
        body, needed, where = await self._body(place, occasion, marker)
        body = begun(body, self._clock.now())
        async with remedied(self._guilds, where, needed, "enter a session"):
            told = await self._rest.call("POST", path, body)
        try:
            await self._step(path, told, occasion.state)
        except (NotSentError, CannotSendError) as error:
            raise MaybeSentError(str(error)) from error  # it is entered: look for it, then go on
        return Message(place, told["id"])

    async def change(self, entry: Message, occasion: Occasion, marker: str) -> None:
        """Make an entry say what `occasion` says. Repeating it changes nothing.

        One that has begun, is gone, cancelled or over is entered anew if its session is still to
        come.
        """
        path = await self._events(entry.place)
        to_come = occasion.state is State.PLANNED and occasion.starts > self._clock.now()
        told = await self._told(path, entry.id)
        if told is None or not is_open(told):
            told = await self._carrying(path, marker)
        if told is not None and to_come and told["status"] == Status.ACTIVE:
            await self._end(entry.place, path, told)
            told = None
        if told is None:
            if to_come:
                await self.enter(entry.place, occasion, marker)
            return
        body, needed, where = await self._body(entry.place, occasion, marker)
        changes = differing(told, body, self._clock.now())
        async with remedied(self._guilds, where, needed, "change a session"):
            if changes and occasion.state in (State.PLANNED, State.LIVE):
                told = await self._rest.call("PATCH", f"{path}/{told['id']}", changes)
            await self._step(path, told, occasion.state)

    async def find(self, place: Place, marker: str) -> Message | None:
        """Return the bot's own entry that carries `marker`, if it is there."""
        told = await self._carrying(await self._events(place), marker)
        return None if told is None else Message(place, told["id"])

    async def remove(self, entry: Message, marker: str) -> None:
        """Take an entry out, or what was entered in its place; one that is gone is no error."""
        try:
            path = await self._events(entry.place)
        except GoneError:
            return
        told = await self._told(path, entry.id)
        if told is None or not is_open(told):
            told = await self._carrying(path, marker)
        if told is None:
            return
        async with remedied(self._guilds, entry.place, ENTERING, "take out a session"):
            await self._rest.call("DELETE", f"{path}/{told['id']}")

    async def _events(self, place: Place) -> str:
        """Return the path of the events of a place's server."""
        channel = await self._guilds.channel(channel_to_write(place))
        if not channel.guild:
            raise CannotSendError(NO_SERVER)
        return f"/guilds/{channel.guild}/scheduled-events"

    async def _body(
        self, place: Place, occasion: Occasion, marker: str
    ) -> tuple[Json, Permission, Place]:
        """Return an event's JSON, the permissions it takes, and the place to give them in."""
        held_in = await self._voice(occasion.place)
        body = body_of(occasion, marker, held_in, self._guilds.name(place))
        if held_in is None:
            return body, ENTERING, place
        return body, ENTERING_VOICE, held_in.place

    async def _voice(self, place: Place | None) -> Channel | None:
        """Return the voice channel a session is held in; None where it is held elsewhere."""
        if place is None:
            return None
        try:
            channel = await self._guilds.channel(channel_to_write(place))
        except CannotSendError:
            return None
        return channel if channel.kind in VOICES else None

    async def _told(self, path: str, event: str) -> Json | None:
        if not event.isdecimal():
            return None
        try:
            told: Json = await self._rest.read(f"{path}/{event}")
        except GoneError:
            return None
        return told

    async def _carrying(self, path: str, marker: str) -> Json | None:
        """Return the open event that carries `marker`."""
        events: list[Json] = await self._rest.read(path)
        return next((one for one in events if is_open(one) and carries(one, marker)), None)

    async def _end(self, place: Place, path: str, told: Json) -> None:
        """End an event that began before its session was put off."""
        ended = {"status": Status.COMPLETED.value}
        async with remedied(self._guilds, place, ENTERING, "change a session"):
            await self._rest.call("PATCH", f"{path}/{told['id']}", ended)

    async def _step(self, path: str, told: Json, state: State) -> None:
        """Let an event begin, end or be cancelled with its session.

        A stage's event begins with its stage, whoever opens that: Discord may refuse us.
        """
        for status in steps(told, state):
            try:
                await self._rest.call("PATCH", f"{path}/{told['id']}", {"status": status.value})
            except RefusedError as error:
                LOG.warning("event %s keeps its status: %s", told["id"], kind_of(error))
                return
