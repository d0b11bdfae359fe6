"""Two workspaces, with a course of its own in each, served by one bot with the real core."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from adapters.files.courses.reading import read_text
from adapters.slack.connection import Connection
from adapters.storage.store import SqlStore
from bot.ports.journal import Journal
from bot.runtime.app import App
from config.loading import load_course
from config.tools import all_tools
from tests.support.discord.core import until
from tests.support.fakes import NoteBook
from tests.support.slack.reach import ServersClock
from tests.support.slack.server import Settings, WireServer, running
from tests.support.slack.serving import HTTP
from tests.support.slack.several import START, TWO, Open, open_to_all
from tests.support.slack.things import Message
from tests.support.slack.world import World
from tests.support.store import sql_store

STILL = 0.3
"""Seconds in which nothing happens any more once nothing is left to do."""
COURSES = {"Weather": ("general", "staff"), "Oceans": ("deep", "crew")}
"""Each workspace's course is called like it: its main channel, and the staff's."""
COURSE = """
course: {{id: {id}, title: {title}}}
zone: Europe/Berlin
term: {{starts: 2026-09-28, ends: 2026-12-18}}
places:
  main: {{slack: {main}}}
  staff: {{slack: {staff}}}
people:
  - {{name: Ana Alves, role: instructor, accounts: {{slack: {ana}}}}}
  - {{name: Mei Lin, email: mei@example.edu}}
  - {{name: Tom Baker, email: tom@example.edu}}
sessions:
  - {{key: lecture, title: Lecture on {title}, on: mon, at: 10:00, lasts: 75 min}}
policy:
  title: Ask
  choose: 1
  options:
    - {{key: ask, title: Ask a question, within: session, needs: [{{act: ask}}]}}
"""


@dataclass(slots=True)
class School:
    """The server, the store, and the adapter as it serves."""

    server: WireServer
    store: SqlStore
    folder: Path
    journal: NoteBook = field(default_factory=NoteBook)
    opened: Open | None = None

    @property
    def open(self) -> Open:
        """The adapter; it has to serve."""
        assert self.opened is not None
        return self.opened

    @contextlib.asynccontextmanager
    async def serving(self, way: str = HTTP, token: str = "") -> AsyncIterator[Open]:
        """Serve with the real core until the block ends."""

        def make(connection: Connection) -> App:
            platforms = {connection.platform.name: connection.platform}
            journal: Journal = self.journal
            return App(self.store, ServersClock(self.server), platforms, all_tools(), journal)

        async with open_to_all(self.server, self.store.installations, make, way, token) as opened:
            self.opened = opened
            yield opened

    async def load(self, name: str) -> None:
        """Load the course of a workspace, and let the bot know."""
        main, staff = COURSES[name]
        text = COURSE.format(
            id=name.lower(),
            title=name,
            main=self.server.channel(main, name).id,
            staff=self.server.channel(staff, name).id,
            ana=self.server.user("ana", name).id,
        )
        read = read_text(text, now=self.server.clock.now)
        assert read.description is not None, read.problems
        await load_course(self.store, read.description, self.server.clock.now)
        await self.open.inbox.look()
        await self.heard()

    async def heard(self) -> None:
        """Wait until all that was told is kept and answered, and what is due is posted."""
        await until(lambda: self.open.inbox.idle and not self.server.telling)

    async def quiet(self) -> tuple[list[str], int]:
        """Wait until nothing is done any more; return what is kept, and the number of calls."""
        before: tuple[list[str], int] | None = None
        async with asyncio.timeout(30):
            while before != (now := (self.kept(), len(self.server.recording.calls))):
                await self.heard()
                before = now
                await asyncio.sleep(STILL)
        return now

    def stands(self, channel: str, team: str) -> list[Message]:
        """Return what stands in a channel."""
        return list(self.server.channel(channel, team).messages.values())

    def kept(self) -> list[str]:
        """Return everything in the database, line by line."""
        with closing(sqlite3.connect(self.folder / "homeroom.db")) as database:
            return list(database.iterdump())

    async def entries(self, course: str) -> int:
        """Return how many entries a course's ledger has."""
        async with self.store.reading() as work:
            people = await work.people.of(course)
            return sum([len(await work.ledger.of_person(one.id)) for one in people])


@contextlib.asynccontextmanager
async def school(folder: Path, world: World = TWO) -> AsyncIterator[School]:
    """Run the workspaces, in which nobody has installed the app yet; all calls have to be right."""
    settings = Settings(signed_at=START.timestamp, patience=60.0, retries=(0.05,) * 3)
    async with running(world, settings) as server, sql_store(folder, all_tools()) as store:
        yield School(server, store, folder)
        assert server.unknown == []
        assert server.refused == []


async def settled(made: School) -> None:
    """Install the app in both workspaces, load the course of each, and wait for its panel."""
    for name, (main, _) in COURSES.items():
        page = await made.open.browser(made.server).installs(name)
        assert page.status == 200, page.words
        await made.load(name)
        await until(lambda main=main, name=name: bool(made.stands(main, name)))  # type: ignore[misc]
    await made.heard()
