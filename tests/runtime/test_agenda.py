"""The agenda at work: everything due runs once, in order; what fails is kept and tried again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.storage.store import SqlStore
from bot.model.happenings import SessionEnded, SessionStarted
from bot.ports.agenda import Item
from bot.ports.tools import Tools
from bot.ports.work import UnitOfWork
from bot.runtime.agenda import SETTLE_PATIENCE, AgendaRunner, DueHandler, SlowJob
from bot.runtime.happenings import settle
from tests.support import sample
from tests.support.fakes import FakeClock, NoteBook, tools
from tests.support.sample import COURSE, at
from tests.support.store import sql_store


def item(key: str, minutes: float, kind: str = "note", *, settled: bool = False) -> Item:
    """Return an item due so many minutes after the term's beginning."""
    return Item(key, COURSE.id, kind, at(minutes=minutes), {"say": key}, settled)


@dataclass
class Desk:
    """A runner and what it did."""

    store: SqlStore
    clock: FakeClock = field(default_factory=lambda: FakeClock(at()))
    journal: NoteBook = field(default_factory=NoteBook)
    did: list[str] = field(default_factory=list)
    broken: bool = True

    async def plan(self, *items: Item) -> None:
        """Put items on the agenda."""
        async with self.store.work() as work:
            await work.agenda.plan(items)

    async def run(self, minutes: float, *, catching_up: bool = False) -> int:
        """Run what is due so many minutes after the term's beginning."""
        self.clock.present = at(minutes=minutes)
        table: dict[str, DueHandler | SlowJob] = {
            "note": self.note,
            "fail": self.fail,
            "slow": SlowJob(self.read, self.make, self.write),
        }
        reactions = {SessionEnded: (self.hear,)}
        runner = AgendaRunner(self.store, self.clock, tools(), table, reactions, self.journal)
        return await runner.run(catching_up)

    async def note(self, due: Item, now: datetime, work: UnitOfWork) -> None:
        """Do something, and let something happen."""
        self.did.append(due.args["say"])
        work.happened(SessionEnded(due.key))

    async def fail(self, due: Item, now: datetime, work: UnitOfWork) -> None:
        """Plan something else, then fail while broken."""
        await work.agenda.plan((item("child", 0),))
        if self.broken:
            raise RuntimeError
        self.did.append(due.key)

    async def read(self, due: Item, now: datetime, work: UnitOfWork) -> str:
        """Read what a slow job needs."""
        return due.args["say"]

    async def make(self, facts: str, given: Tools) -> str:
        """Make something; no transaction is open, so another may write meanwhile."""
        await self.plan(item("meanwhile", 999))
        return facts.upper()

    async def write(self, due: Item, now: datetime, made: Any, work: UnitOfWork) -> None:
        """Write what was made."""
        self.did.append(made)

    async def hear(self, ended: SessionEnded, now: datetime, work: UnitOfWork) -> None:
        """React to what happened."""
        self.did.append(f"heard {ended.session}")

    async def open_items(self) -> list[str]:
        """Return the keys still on the agenda."""
        async with self.store.reading() as work:
            return [each.key for each in await work.agenda.of(COURSE.id)]


@pytest.fixture
async def desk(tmp_path: Path) -> Any:
    """Open a desk over a store with the sample's class."""
    async with sql_store(tmp_path) as store:
        async with store.work() as work:
            await sample.enroll(work)
        yield Desk(store)


async def test_what_is_due_runs_once_in_order_however_late(desk: Desk) -> None:
    await desk.plan(item("b", 20), item("a", 10), item("later", 99))
    assert await desk.run(60) == 2
    assert desk.did == ["a", "heard a", "b", "heard b"]
    assert await desk.run(61) == 0
    await desk.plan(item("a", 10))
    assert await desk.run(62) == 0
    assert await desk.open_items() == ["later"]


async def test_one_bad_item_stops_nobody_changes_nothing_and_is_tried_again(desk: Desk) -> None:
    await desk.plan(item("bad", 1, "fail"), item("good", 2))
    assert await desk.run(5) == 2
    assert desk.did == ["good", "heard good"]
    assert len(desk.journal.troubles) == 1
    assert await desk.open_items() == ["bad"]
    desk.broken = False
    assert await desk.run(5.5) == 0
    assert await desk.run(6) == 2
    assert desk.did[2:] == ["bad", "child", "heard child"]


async def test_a_slow_job_makes_its_thing_outside_of_any_transaction(desk: Desk) -> None:
    await desk.plan(item("chart", 1, "slow"))
    assert await desk.run(2) == 1
    assert desk.did == ["CHART"]
    assert await desk.open_items() == ["meanwhile"]


async def test_deadlines_wait_for_the_places_to_be_caught_up_but_not_forever(desk: Desk) -> None:
    await desk.plan(item("close", 1, settled=True), item("ring", 1))
    assert await desk.run(2, catching_up=True) == 1
    assert desk.did == ["ring", "heard ring"]
    patience = SETTLE_PATIENCE / timedelta(minutes=1)
    assert await desk.run(1 + patience, catching_up=True) == 1
    assert desk.did[2:] == ["close", "heard close"]


async def test_a_reaction_that_records_a_happening_is_our_mistake(desk: Desk) -> None:
    async def echo(ended: SessionEnded, now: datetime, work: UnitOfWork) -> None:
        work.happened(SessionStarted(ended.session))

    async with desk.store.work() as work:
        work.happened(SessionEnded("s"))
        with pytest.raises(RuntimeError, match="SessionStarted"):
            await settle(work, {SessionEnded: (echo,)}, at())
