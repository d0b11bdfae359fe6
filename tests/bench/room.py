"""The real core over a real store, as the benchmarks open it."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from adapters.storage.store import SqlStore
from adapters.system.memory import keep_what_is_loaded
from bot.chat.calls import Answer, Invocation
from bot.chat.views import View
from bot.model.people import Person
from bot.model.places import Purpose
from bot.runtime.app import App
from tests.bench.classes import TERM, Class, account
from tests.bench.rows import Watch
from tests.support.fakes import FakeClock, NoteBook, tools
from tests.support.store import sql_store


@dataclass(slots=True)
class Room:
    """A core with a store in a folder; its clock stands in the term's last week."""

    app: App
    store: SqlStore
    file: Path
    journal: NoteBook
    now: datetime
    numbers: itertools.count[int] = field(default_factory=itertools.count)

    async def enroll(self, *classes: Class) -> None:
        """Write classes."""
        async with self.store.work() as work:
            for each in classes:
                await each.enroll(work)

    async def ask(self, who: Person, where: Class, command: str, **options: str) -> float:
        """Send a command, and return the milliseconds until its answer."""
        [place] = where.course.places[Purpose.MAIN]
        name = f"call-{next(self.numbers)}"
        call = Invocation(name, account(who), place, self.now, command, options)
        watch = Watch(collect=False)
        answer = await self.app.invoke(call)
        seconds = watch.seconds()
        self.check(answer)
        return seconds * 1000

    def check(self, answer: Answer | None = None) -> None:
        """Stop the benchmark if anything went wrong: a fast failure is no figure."""
        if self.journal.troubles:
            raise self.journal.troubles[0]
        assert answer is None or isinstance(answer.body, View)


@asynccontextmanager
async def open_room(
    folder: Path, now: datetime = TERM + timedelta(weeks=14, days=3)
) -> AsyncIterator[Room]:
    """Open a core in a folder, new or as it was left."""
    given, journal = tools(), NoteBook()
    async with sql_store(folder, given) as store:
        app = App(store, FakeClock(now), {}, given, journal)
        keep_what_is_loaded()  # as the bot does
        yield Room(app, store, folder / "homeroom.db", journal, now)
