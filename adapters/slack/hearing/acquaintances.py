"""Who people are: the core is told of accounts, their verified addresses and their zones.

That is so of everybody in the courses' channels, and of whoever uses the bot. Slack tells of
changes; who hasn't been told of for long is told of again, for a roster may have come meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta

from adapters.slack.hearing.batches import NotKeptError
from adapters.slack.hearing.events import account_of
from adapters.slack.journal import LOG
from adapters.slack.people.people import Member, member_of
from adapters.slack.posting.platform import SlackPlatform
from adapters.slack.wire import Json
from bot.chat.events import AccountSeen, Event
from bot.model.places import Place
from bot.ports.clock import Clock
from bot.ports.platform import CannotSendError, NotSentError
from bot.runtime.hearing.errors import kind_of

AGAIN = timedelta(minutes=10)
"""How soon the core is told again of somebody who uses the bot."""
EVERYBODY = timedelta(hours=6)
"""How soon of everybody else."""
PATIENCE = 0.5
"""Seconds that somebody's answer waits for who they are: a form can't be opened much later."""
TOGETHER = 20
"""Accounts that are told of at once: each may move what is planned for somebody."""
AWAY = (NotSentError, CannotSendError)
Keep = Callable[[Sequence[Event]], Awaitable[None]]


class Acquaintances:
    """Tells the core of people."""

    def __init__(self, platform: SlackPlatform, clock: Clock, keep: Keep) -> None:
        """Ask `platform` who they are; `keep` returns when what is told is kept."""
        self._platform = platform
        self._clock = clock
        self._keep = keep
        self._told: dict[str, tuple[datetime, AccountSeen]] = {}
        self._meeting: dict[str, asyncio.Task[Member | None]] = {}

    async def meet(self, user: str) -> Member | None:
        """Let the core know somebody before they are answered; None if Slack doesn't tell who.

        While Slack is slow to tell nobody waits long; the core learns of them when it does.
        """
        task = self._meeting.get(user)
        if task is None:
            task = self._meeting[user] = asyncio.create_task(self._met(user))
            task.add_done_callback(lambda done: self._meeting.pop(user, None))
        await asyncio.wait({task}, timeout=PATIENCE)
        return task.result() if task.done() and not task.cancelled() else None

    async def end(self) -> None:
        """Ask no more."""
        tasks = list(self._meeting.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _met(self, user: str) -> Member | None:
        try:
            member = await self._platform.people.one(user)
        except AWAY as error:
            LOG.warning("account %s can't be looked up: %s", user, kind_of(error))
            return None
        await self._tell(self._due([member], AGAIN))
        return member

    def forget(self) -> None:
        """Let everybody be told of again: there is a course that may know them."""
        self._told.clear()

    async def changed(self, user: Json) -> None:
        """Let the core know of a change of somebody's account, if it knows them.

        NotKeptError if it could not be kept.
        """
        member = member_of(user)
        if member.id in self._told:
            seen = self._due([member], EVERYBODY)
            if seen:
                await self._keep(seen)
                self._note(seen)

    async def everybody(self, places: Iterable[Place]) -> None:
        """Let the core know who is in these places, as far as Slack tells."""
        for place in places:
            try:
                members = await self._platform.channels.members(place)
            except AWAY as error:
                LOG.warning("who is in %s can't be read: %s", place.id, kind_of(error))
                continue
            due = self._due(members, EVERYBODY)
            for start in range(0, len(due), TOGETHER):
                await self._tell(due[start : start + TOGETHER])
                await asyncio.sleep(0)

    def _due(self, members: Iterable[Member], after: timedelta) -> list[AccountSeen]:
        """Return what is to be told of people of whom that, or this very thing, wasn't lately."""
        now = self._clock.now()
        found = []
        for member in members:
            if member.bot or member.gone:
                continue
            seen = self._seen(member)
            at, told = self._told.get(member.id, (None, seen))
            same = (seen.zone, seen.email) == (told.zone, told.email)
            if at is None or now - at >= after or not same:
                found.append(seen)
        return found

    async def _tell(self, seen: Sequence[AccountSeen]) -> None:
        if not seen:
            return
        try:
            await self._keep(seen)
        except NotKeptError:
            return
        self._note(seen)

    def _note(self, seen: Iterable[AccountSeen]) -> None:
        now = self._clock.now()
        for one in seen:
            self._told[one.account.id] = now, one

    def _seen(self, member: Member) -> AccountSeen:
        return AccountSeen(account_of(member.id), member.zone, member.email, self._clock.now())
