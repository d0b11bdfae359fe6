"""One class on two platforms: some are on Discord, some on Slack, and a few on both."""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeVar

from adapters.discord.connection import connecting as connecting_discord
from adapters.slack.connection import connecting as connecting_slack
from adapters.storage.store import SqlStore
from bot.model.courses.description import CourseDescription, Member
from bot.ports.journal import Journal
from bot.ports.platform import Platform
from bot.runtime.app import App
from config.tools import all_tools
from tests.scenarios.discord import bot as on_discord
from tests.scenarios.discord import course as discord_course
from tests.scenarios.slack import bot as on_slack
from tests.scenarios.slack import course as slack_course
from tests.support.discord import server as discord
from tests.support.discord import serving as discord_serving
from tests.support.discord import world as discord_world
from tests.support.slack import server as slack
from tests.support.slack import serving as slack_serving
from tests.support.slack import world as slack_world

DISCORD = frozenset({"asha", "dev", "mei", "jonas", "tom", "ines", "teo"})
SLACK = frozenset({"kiri", "lucia", "zoe", "rex", "mei", "tom", "ines", "teo"})
SOON = slack.Settings(retries=(0.02, 0.1, 0.5))
"""The bot may post on Slack before its socket is open: Slack tells that again, here soon."""


class Named(Protocol):
    """Somebody with a username."""

    @property
    def username(self) -> str:
        """The username."""
        ...


P = TypeVar("P", bound=Named)


@dataclass(frozen=True, slots=True)
class Servers:
    """A Discord and a Slack on which it is the same time."""

    discord: discord.WireServer
    slack: slack.WireServer

    def now(self) -> datetime:
        """Return the instant."""
        return max(self.discord.clock.now, self.slack.clock.now)

    def agree(self) -> None:
        """Let the clock that was left behind catch up."""
        self.discord.clock.now = self.slack.clock.now = self.now()

    def passed(self) -> float:
        """Return seconds of which those that the clocks skip are some."""
        return time.monotonic() + self.now().timestamp()


@dataclass(frozen=True, slots=True)
class RunningOnBoth:
    """A bot that serves both; what the drivers ask of it."""

    app: App
    store: SqlStore
    servers: Servers
    discord: on_discord.Running
    slack: on_slack.Running

    async def tick(self) -> datetime | None:
        """Let the bot do all it can now, once it has heard everything; return what is due next."""
        self.servers.agree()
        await self._heard()
        await self.app.tick()
        await self._heard()
        return await self.app.next_due()

    async def _heard(self) -> None:
        await self.discord.heard()
        await self.slack.heard()


@contextlib.asynccontextmanager
async def running(start: datetime) -> AsyncIterator[Servers]:
    """Run both, with those people on each who have an account there."""
    there = discord_course.discord_world(start, forum=False)
    here = slack_course.slack_world(start)
    async with (
        discord.running(_with_discord_people(there)) as first,
        slack.running(_with_slack_people(here), SOON) as second,
    ):
        await slack_course.set_up(second)
        yield Servers(first, second)


def _with_discord_people(world: discord_world.World) -> discord_world.World:
    return replace(world, people=_those(world.people, DISCORD))


def _with_slack_people(world: slack_world.World) -> slack_world.World:
    return replace(world, people=_those(world.people, SLACK))


def _those(people: Collection[P], names: frozenset[str]) -> tuple[P, ...]:
    return tuple(one for one in people if one.username in names)


def on_both(course: CourseDescription, servers: Servers) -> CourseDescription:
    """Return a course that uses the places of both, and people with the accounts they have."""
    first = _described(course, DISCORD)
    second = _described(course, SLACK)
    there = discord_course.on_server(first, servers.discord)
    here = slack_course.on_server(second, servers.slack)
    places = {
        purpose: (*found, *here.course.places[purpose])
        for purpose, found in there.course.places.items()
    }
    accounts: Mapping[str, Member] = {one.person.name: one for one in here.people}
    people = tuple(
        Member(one.person, (*one.accounts, *accounts[one.person.name].accounts))
        for one in there.people
    )
    return replace(course, course=replace(course.course, places=places), people=people)


def _described(course: CourseDescription, names: frozenset[str]) -> CourseDescription:
    """Return a course whose people have the accounts of these names alone."""
    people = tuple(
        replace(one, accounts=tuple(each for each in one.accounts if each.id in names))
        for one in course.people
    )
    return replace(course, people=people)


@contextlib.asynccontextmanager
async def serving_bot(
    servers: Servers, database: str, journal: Journal
) -> AsyncIterator[RunningOnBoth]:
    """Open the store, connect to both, and serve until the block ends."""
    given = (discord_serving.settings(servers.discord), slack_serving.settings(servers.slack))
    async with (
        on_discord.opened(database) as store,
        connecting_discord(given[0], servers, servers.passed, store.notes) as there,
        connecting_slack(given[1], servers, servers.passed, store.notes) as here,
    ):
        found: tuple[Platform, ...] = (there.platform, here.platform)
        platforms = {one.name: one for one in found}
        app = App(store, servers, platforms, all_tools(), journal)
        async with (
            on_discord.serving(there, app, store) as first,
            on_slack.serving(here, app, store, servers.slack) as second,
        ):
            client = there.line.client
            yield RunningOnBoth(
                app,
                store,
                servers,
                on_discord.Running(app, store, first, client, servers.discord),
                on_slack.Running(app, store, second, servers.slack),
            )
