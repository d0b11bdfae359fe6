"""Ways: how a draft's message, or its entry in a calendar, is found, sent, changed, taken out."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from bot.chat.occasions import Occasion
from bot.chat.posts import OnCalendar
from bot.chat.views import View
from bot.model.places import Message, Place
from bot.model.sessions import State
from bot.ports.calendar import Calendar
from bot.ports.platform import CannotSendError, MailboxClosedError
from bot.runtime.sending.drafts import Door, Draft
from bot.runtime.sending.readers import check_readers

T = TypeVar("T")


class BarredError(CannotSendError):
    """A place or a calendar takes nothing from us."""


class Way(Protocol):
    """What the sender does with a draft; all may raise what bot.ports.platform.Platform does."""

    def wanted(self, now: datetime) -> bool:
        """Whether it is still worth sending for the first time."""
        ...

    async def find(self) -> Message | None:
        """Look for what may have arrived."""
        ...

    async def send(self) -> Message:
        """Send it; return its reference."""
        ...

    async def change(self, message: Message) -> None:
        """Make what stands say what the draft says."""
        ...

    async def remove(self, message: Message) -> None:
        """Take out what stands."""
        ...


def way_of(draft: Draft) -> Way | None:
    """Return a draft's way; None where it is for a calendar that the platform doesn't have."""
    if not isinstance(draft.record.to, OnCalendar):
        return MessageWay(draft)
    calendar = draft.doors[0].platform.calendar
    return None if calendar is None else EntryWay(draft, draft.record.to.place, calendar)


@dataclass(frozen=True, slots=True)
class MessageWay:
    """The way of a message: through the first of the draft's doors that takes it."""

    draft: Draft

    def wanted(self, now: datetime) -> bool:
        """Whether its time has not passed."""
        expires = self.draft.record.expires
        return expires is None or now < expires

    async def find(self) -> Message | None:
        """Look behind every door; an account that is gone has nothing."""
        for door in self.draft.doors:
            try:
                place = await _place(door)
            except MailboxClosedError:
                raise
            except CannotSendError:
                continue
            found = await _barring(door.platform.find(place, self.draft.record.marker), door)
            if found is not None:
                return found
        return None

    async def send(self) -> Message:
        """Post it; where a mailbox is closed, try the person's next account."""
        record, view = self.draft.record, self._view()
        refused: CannotSendError | None = None
        for door in self.draft.doors:
            try:
                place = await _place(door)
                await check_readers(self.draft, door.platform, place)
                sent = door.platform.post(place, view, record.marker, self.draft.files)
                return await _barring(sent, door)
            except CannotSendError as error:
                if refused is None or isinstance(error, MailboxClosedError):
                    refused = error
        assert refused is not None  # noqa: S101 - a draft has a door
        raise refused

    async def change(self, message: Message) -> None:
        """Edit it, unless by now somebody could read it who may not."""
        platform = self._door(message).platform
        await check_readers(self.draft, platform, message.place)
        await platform.edit(message, self._view(), self.draft.record.marker, self.draft.files)

    async def remove(self, message: Message) -> None:
        """Delete it."""
        await self._door(message).platform.remove(message)

    def _door(self, message: Message) -> Door:
        name = message.place.platform
        return next(door for door in self.draft.doors if door.platform.name == name)

    def _view(self) -> View:
        assert isinstance(self.draft.drawn, View)  # noqa: S101 - only calendars take others
        return self.draft.drawn


@dataclass(frozen=True, slots=True)
class EntryWay:
    """The way of an entry in a platform's calendar."""

    draft: Draft
    place: Place
    calendar: Calendar

    def wanted(self, now: datetime) -> bool:
        """Whether the session is still to come, or on."""
        return self._occasion().state in (State.PLANNED, State.LIVE)

    async def find(self) -> Message | None:
        """Look for the entry."""
        door = self.draft.doors[0]
        return await _barring(self.calendar.find(self.place, self.draft.record.marker), door)

    async def send(self) -> Message:
        """Enter it."""
        entered = self.calendar.enter(self.place, self._occasion(), self.draft.record.marker)
        return await _barring(entered, self.draft.doors[0])

    async def change(self, message: Message) -> None:
        """Keep it in step."""
        await self.calendar.change(message, self._occasion(), self.draft.record.marker)

    async def remove(self, message: Message) -> None:
        """Take it out."""
        await self.calendar.remove(message, self.draft.record.marker)

    def _occasion(self) -> Occasion:
        assert isinstance(self.draft.drawn, Occasion)  # noqa: S101 - only these go to calendars
        return self.draft.drawn


async def _place(door: Door) -> Place:
    """Return the place behind a door; an account's mailbox is opened."""
    return door.to if isinstance(door.to, Place) else await door.platform.direct(door.to)


async def _barring(asked: Awaitable[T], door: Door) -> T:
    """Return what was asked for; a place that refuses it is barred."""
    try:
        return await asked
    except CannotSendError as error:
        if isinstance(door.to, Place):
            raise BarredError(str(error)) from error
        raise
