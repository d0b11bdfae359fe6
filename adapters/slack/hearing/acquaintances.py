"""Who people are: the core is told of accounts, their verified addresses and their zones.

That is so of everybody in the courses' channels, and of whoever uses the bot. Slack tells of
changes; who hasn't been told of for long is told of again, for a roster may have come meanwhile.

Where the app is in several workspaces, each vouches for the addresses of its own people to its own
courses alone: whoever runs one could give an account in it anybody's address.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from adapters.slack.hearing.batches import NotKeptError
from adapters.slack.hearing.events import account_of
from adapters.slack.journal import LOG
from adapters.slack.people.people import Member
from adapters.slack.posting.platform import SlackPlatform
from adapters.slack.web.workspaces import Workspace
from bot.chat.events import AccountSeen, Event
from bot.model.places import Place
from bot.ports.clock import Clock
from bot.ports.platform import CannotSendError, NotSentError
from bot.runtime.hearing.errors import kind_of
from bot.runtime.hearing.watching import Watch

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

    def __init__(self, platform: SlackPlatform, clock: Clock, watch: Watch, keep: Keep) -> None:
        """Ask `platform` who they are; `keep` returns when what is told is kept.

        `watch` knows the places of the courses.
        """
        self._platform = platform
        self._clock = clock
        self._watch = watch
        self._keep = keep
        self._told: dict[tuple[str, str], tuple[datetime, AccountSeen]] = {}
        self._meeting: dict[tuple[str, str], asyncio.Task[Member | None]] = {}

    async def meet(self, user: str, team: str) -> Member | None:
        """Let the core know somebody before they are answered; None if Slack doesn't tell who.

        `team` is the workspace they are met in. While Slack is slow to tell nobody waits long; the
        core learns of them when it does.
        """
        key = (team, user)
        task = self._meeting.get(key)
        if task is None:
            task = self._meeting[key] = asyncio.create_task(self._met(user, team))
            task.add_done_callback(lambda done: self._meeting.pop(key, None))
        await asyncio.wait({task}, timeout=PATIENCE)
        return task.result() if task.done() and not task.cancelled() else None

    async def end(self) -> None:
        """Ask no more."""
        tasks = list(self._meeting.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _met(self, user: str, team: str) -> Member | None:
        workspaces = self._platform.workspaces
        try:
            workspace = workspaces.get(team) or await workspaces.of_person(user)
            member = await self._platform.people.one(user, workspace.id)
        except AWAY as error:
            LOG.warning("account %s can't be looked up: %s", user, kind_of(error))
            return None
        await self._tell(await self._due([member], workspace, AGAIN), workspace)
        return member

    def forget(self) -> None:
        """Let everybody be told of again: there is a course that may know them."""
        self._told.clear()

    async def changed(self, user: str, team: str) -> None:
        """Let the core know of a change of somebody's account, if it knows them.

        NotKeptError if it could not be kept.
        """
        workspace = self._platform.workspaces.get(team)
        if workspace is not None and (workspace.community, user) in self._told:
            member = await self._platform.people.one(user, team)
            seen = await self._due([member], workspace, EVERYBODY)
            if seen:
                await self._keep(seen)
                self._note(seen, workspace)

    async def everybody(self, places: Iterable[Place]) -> None:
        """Let the core know who is in these places, as far as Slack tells."""
        for place in places:
            try:
                workspace = await self._platform.workspaces.of_channel(place.id)
                members = await self._platform.channels.members(place)
            except AWAY as error:
                LOG.warning("who is in %s can't be read: %s", place.id, kind_of(error))
                continue
            due = await self._due(members, workspace, EVERYBODY)
            for start in range(0, len(due), TOGETHER):
                await self._tell(due[start : start + TOGETHER], workspace)
                await asyncio.sleep(0)

    async def _due(
        self, members: Iterable[Member], workspace: Workspace, after: timedelta
    ) -> list[AccountSeen]:
        """Return what is to be told of people of whom that, or this very thing, wasn't lately."""
        now, near = self._clock.now(), await self._near(workspace)
        found = []
        for member in members:
            if member.bot or member.gone:
                continue
            account = account_of(member.id)
            seen = AccountSeen(account, member.zone, member.email, now, near)
            at, told = self._told.get((workspace.community, member.id), (None, seen))
            if at is None or now - at >= after or replace(told, at=now) != seen:
                found.append(seen)
        return found

    async def _near(self, workspace: Workspace) -> frozenset[Place] | None:
        """Return the courses' places in a workspace or its organization; None if that is all."""
        workspaces = self._platform.workspaces
        if workspaces.alone:
            return None
        found = set()
        for place in self._watch.watched:
            with suppress(NotSentError, CannotSendError):
                other = await workspaces.of_channel(place.id)
                if other.community == workspace.community:
                    found.add(place)
        return frozenset(found)

    async def _tell(self, seen: Sequence[AccountSeen], workspace: Workspace) -> None:
        if not seen:
            return
        try:
            await self._keep(seen)
        except NotKeptError:
            return
        self._note(seen, workspace)

    def _note(self, seen: Iterable[AccountSeen], workspace: Workspace) -> None:
        now = self._clock.now()
        for one in seen:
            self._told[workspace.community, one.account.id] = now, one
