"""A desk where posts are sent: a real store and sender, a fake clock and chats."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from adapters.storage.store import SqlStore
from bot.chat.occasions import Occasion
from bot.chat.posts import Board, Post, PostRecord
from bot.chat.views import View, say
from bot.model.happenings import PostArrived
from bot.model.places import Place
from bot.ports.work import UnitOfWork
from bot.runtime.sending.sender import Sender
from tests.support import sample
from tests.support.chat import FakeChat
from tests.support.fakes import FakeClock, NoteBook
from tests.support.sample import at
from tests.support.store import sql_store


@dataclass
class Desk:
    """A sender at work: its store, its chat, its clock, and what it reported."""

    store: SqlStore
    clock: FakeClock = field(default_factory=lambda: FakeClock(at()))
    chat: FakeChat = field(default_factory=FakeChat)
    journal: NoteBook = field(default_factory=NoteBook)
    arrived: list[str] = field(default_factory=list)
    score: int = 0
    occasion: Occasion | None = None
    others: list[FakeChat] = field(default_factory=list)

    def sender(self) -> Sender:
        """Return a sender, as after a start."""
        reactions = {PostArrived: (self._note,)}
        boards = {"score": self._draw, "occasion": self._draw_occasion}
        platforms = {chat.name: chat for chat in (self.chat, *self.others)}
        return Sender(self.store, self.clock, platforms, boards, reactions, self.journal)

    async def owe(self, *posts: Post | Board) -> None:
        """Owe posts and boards."""
        async with self.store.work() as work:
            for each in posts:
                await (
                    work.outbox.board(each) if isinstance(each, Board) else work.outbox.post(each)
                )

    async def later(self, wait: timedelta = timedelta(minutes=20)) -> int:
        """Let time pass and the sender run."""
        self.clock.present += wait
        return await self.sender().run()

    async def kept(self, key: str) -> PostRecord:
        """Return a post as the outbox keeps it."""
        async with self.store.reading() as work:
            found = await work.outbox.get(key)
        assert found is not None
        return found

    def texts(self, place: Place) -> list[str]:
        """Return what stands in a place."""
        return [posted.view.summary for posted in self.chat.at(place)]

    async def _note(self, arrived: PostArrived, now: datetime, work: UnitOfWork) -> None:
        self.arrived.append(arrived.key)

    async def _draw(self, name: str, now: datetime, work: UnitOfWork) -> View | None:
        return None if name == "gone" else say(f"{name}: {self.score}")

    async def _draw_occasion(self, name: str, now: datetime, work: UnitOfWork) -> Occasion | None:
        return self.occasion


@asynccontextmanager
async def desk(folder: Path) -> AsyncIterator[Desk]:
    """Open a desk over a fresh store with the sample's class in it."""
    async with sql_store(folder) as store:
        async with store.work() as work:
            await sample.enroll(work)
        everyone = [sample.account(person) for person in sample.EVERYBODY]
        yield Desk(store, chat=FakeChat(members=everyone))
