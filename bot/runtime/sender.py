"""The sender: brings chat to what the outbox says, each post exactly once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.chat.posts import Directly, PostRecord, PostState
from bot.chat.views import Download, Picture, View
from bot.model.happenings import PostArrived
from bot.model.people import Account, Person
from bot.model.places import Message, Place
from bot.ports.clock import Clock
from bot.ports.journal import Journal
from bot.ports.platform import (
    CannotSendError,
    MaybeSentError,
    NotSentError,
    Platform,
    StoredFile,
)
from bot.ports.work import Store, UnitOfWork
from bot.runtime.happenings import Reactions, settle

LEASE = timedelta(minutes=2)
AT_ONCE = 20
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=15)
OPEN_PLACE = (
    "Students can read the staff place, so nothing private is posted there. "
    "Make the place private to staff; it is sent then by itself."
)
UNKNOWN_READER = (
    "Somebody who is not staff on the roster can read the staff place, so nothing private is "
    "posted there. Take them out, or put them on the roster; it is sent then by itself."
)
NO_ACCOUNT = "This person has no account that takes private messages yet."

Draw = Callable[[str, UnitOfWork], Awaitable[View | None]]
"""Renders a live board from the id of what it draws, as it stands now; None if it is gone."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A post with everything that sending it takes."""

    record: PostRecord
    platform: Platform
    place: Place
    view: View
    files: Mapping[str, StoredFile]


class _TooLateError(Exception):
    """It did not arrive in time, and now its time has passed: the next round expires it."""


class Sender:
    """Sends what is owed. One sender runs a store; leases keep a second one out."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        platforms: Mapping[str, Platform],
        boards: Mapping[str, Draw],
        reactions: Reactions,
        journal: Journal,
    ) -> None:
        """Keep what is needed; `boards` maps what a board draws to its renderer."""
        self._store = store
        self._clock = clock
        self._platforms = platforms
        self._boards = boards
        self._reactions = reactions
        self._journal = journal

    async def resume(self) -> None:
        """Take over at once what a sender before this one was about to send."""
        async with self._store.work() as work:
            await work.sending.resume()

    async def run(self) -> int:
        """Send everything that may be sent now; return how many posts were brought up to date."""
        sent = 0
        while True:
            now = self._clock.now()
            async with self._store.work() as work:
                await work.sending.expire(now)
                leased = await work.sending.lease(now, now + LEASE, AT_ONCE)
            if not leased:
                return sent
            results = await asyncio.gather(*(self._bring(record) for record in leased))
            sent += sum(results)

    async def _bring(self, record: PostRecord) -> bool:
        try:
            if record.state is PostState.REMOVED:
                return await self._take_back(record)
            ready = await self._ready(record)
            message = await self._send(ready)
        except _TooLateError:
            await self._give_back(record, timedelta(), None, None, doubtful=False)
        except NotSentError as error:
            wait = error.retry_after or self._wait(record)
            await self._give_back(record, wait, error, str(error), doubtful=False)
        except MaybeSentError as error:
            await self._give_back(record, FIRST_WAIT, error, str(error), doubtful=True)
        except CannotSendError as error:
            doubtful = record.doubtful
            await self._give_back(record, LONGEST_WAIT, error, str(error), doubtful=doubtful)
        except Exception as error:
            self._journal.trouble("post failed", error, post=record.key, course=record.course)
            problem = type(error).__name__
            await self._give_back(record, self._wait(record), error, problem, doubtful=True)
        else:
            await self._stands(record, message)
            return True
        return False

    async def _ready(self, record: PostRecord) -> _Ready:
        """Prepare a post; what fails before it is sent leaves its doubt as it was."""
        try:
            return await self._prepare(record)
        except NotSentError as error:
            if record.doubtful:
                raise MaybeSentError(str(error)) from error
            raise

    async def _prepare(self, record: PostRecord) -> _Ready:
        async with self._store.reading() as work:
            view = record.view
            if record.draws is not None:
                view = await self._boards[record.draws](record.object or "", work)
            if view is None:
                raise CannotSendError("What this board showed is gone.")
            if view.pictured and isinstance(record.to, Directly):
                wishes = await work.preferences.of(record.to.person)
                view = view.in_words() if wishes.low_bandwidth else view
            files = {}
            for name in _files_of(view):
                stored = await work.files.get(name)
                if stored is not None:
                    files[name] = stored
            platform, place = await self._where(record, work)
            people = await self._people(record, work) if record.closed else {}
        if record.closed and not isinstance(record.to, Directly):
            readers = [people.get(reader) for reader in await platform.readers(place)]
            if any(reader is not None and not reader.is_staff for reader in readers):
                raise CannotSendError(OPEN_PLACE)
            if any(reader is None or reader.dropped for reader in readers):
                raise CannotSendError(UNKNOWN_READER)
        return _Ready(record, platform, place, view, files)

    async def _where(self, record: PostRecord, work: UnitOfWork) -> tuple[Platform, Place]:
        if record.message is not None:
            place = record.message.place
            return self._platforms[place.platform], place
        if isinstance(record.to, Place):
            return self._platform(record.to.platform), record.to
        assert isinstance(record.to, Directly)  # noqa: S101 - the store resolves UnderPost
        for account in await work.people.accounts(record.to.person):
            platform = self._platforms.get(account.platform)
            if platform is not None:
                return platform, await platform.direct(account)
        raise CannotSendError(NO_ACCOUNT)

    def _platform(self, name: str) -> Platform:
        platform = self._platforms.get(name)
        if platform is None:
            raise CannotSendError(f"Homeroom is not connected to {name} at the moment.")
        return platform

    async def _people(self, record: PostRecord, work: UnitOfWork) -> Mapping[Account, Person]:
        """Return who is who on the roster; an account that is not linked may be a student's."""
        people = {person.id: person for person in await work.people.of(record.course)}
        accounts = await work.people.accounts_of(record.course)
        return {each: people[who] for who, found in accounts.items() for each in found}

    async def _send(self, ready: _Ready) -> Message:
        record, platform = ready.record, ready.platform
        message = record.message
        if message is None and record.doubtful:
            message = await self._look(platform, ready.place, record.marker)
        if message is None and record.expires and record.expires <= self._clock.now():
            raise _TooLateError
        if message is None:
            return await platform.post(ready.place, ready.view, record.marker, ready.files)
        await platform.edit(message, ready.view, record.marker, ready.files)
        return message

    @staticmethod
    async def _look(platform: Platform, place: Place, marker: str) -> Message | None:
        """Look for a post that may have arrived; while looking fails, the doubt stays."""
        try:
            return await platform.find(place, marker)
        except NotSentError as error:
            raise MaybeSentError(str(error)) from error

    async def _take_back(self, record: PostRecord) -> bool:
        message = record.message
        if message is None and record.doubtful and isinstance(record.to, Place):
            platform = self._platform(record.to.platform)
            message = await self._look(platform, record.to, record.marker)
        if message is not None:
            await self._platform(message.place.platform).remove(message)
        async with self._store.work() as work:
            await work.sending.removed(record.key)
        return True

    async def _stands(self, record: PostRecord, message: Message) -> None:
        now = self._clock.now()
        async with self._store.work() as work:
            await work.sending.sent(record.key, record.revision, message)
            if record.message is None:
                work.happened(PostArrived(record.key, message))
            await settle(work, self._reactions, now)
        self._journal.note("post stands", post=record.key, course=record.course)

    async def _give_back(
        self,
        record: PostRecord,
        wait: timedelta,
        error: Exception | None,
        problem: str | None,
        *,
        doubtful: bool,
    ) -> None:
        """Give a post back unsent; staff are shown the problem, the journal its kind alone."""
        retry = self._clock.now() + wait
        async with self._store.work() as work:
            await work.sending.release(record.key, retry, problem, doubtful)
        why = "too late" if error is None else type(error).__name__
        self._journal.note("post waits", post=record.key, course=record.course, why=why)

    @staticmethod
    def _wait(record: PostRecord) -> timedelta:
        return min(FIRST_WAIT * (1 << min(record.attempts, 12)), LONGEST_WAIT)


def _files_of(view: View) -> list[str]:
    return [block.file for block in view.blocks if isinstance(block, Picture | Download)]
