"""Outcomes: what became of posts that were tried, written down in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.chat.posts import Directly, OnCalendar, PostRecord
from bot.model.happenings import PostArrived
from bot.model.places import Message
from bot.ports.journal import Journal
from bot.ports.work import Store, UnitOfWork
from bot.runtime.happenings import Reactions, settle
from bot.runtime.sending import notices


@dataclass(frozen=True, slots=True)
class Stands:
    """A post stands as this message, or an entry in a calendar."""

    record: PostRecord
    message: Message


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A post that was taken back is gone."""

    record: PostRecord


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A post is owed no longer: its time has passed, or there is nowhere for it."""

    record: PostRecord


@dataclass(frozen=True, slots=True)
class Waits:
    """A post was not sent, and is tried again after `wait`.

    `problem` is the sentence shown to staff, `why` the error's kind, for the journal. `shut` says
    that a mailbox is closed, `barred` that a place or calendar takes nothing from us.
    """

    record: PostRecord
    wait: timedelta
    problem: str
    why: str
    doubtful: bool
    shut: bool = False
    barred: bool = False


Outcome = Stands | TakenBack | Lapsed | Waits


class Outcomes:
    """Writes down what became of posts, all at once where it can be."""

    def __init__(
        self, store: Store, now: Callable[[], datetime], reactions: Reactions, journal: Journal
    ) -> None:
        """Keep what is needed; `reactions` are to a post's arrival."""
        self._store = store
        self._now = now
        self._reactions = reactions
        self._journal = journal

    async def keep(self, outcomes: Sequence[Outcome]) -> None:
        """Write outcomes; one that can't be written is tried by itself, so it stops no other."""
        if not outcomes:
            return
        try:
            await self._commit(outcomes)
        except Exception as error:
            if len(outcomes) > 1:
                for outcome in outcomes:
                    await self.keep((outcome,))
            else:
                await self._give_back(outcomes[0].record, error)

    async def _commit(self, outcomes: Sequence[Outcome]) -> None:
        now = self._now()
        async with self._store.work() as work:
            for outcome in outcomes:
                await self._write(outcome, now, work)
            await settle(work, self._reactions, now)
        for outcome in outcomes:
            self._tell(outcome)

    async def _write(self, outcome: Outcome, now: datetime, work: UnitOfWork) -> None:
        record = outcome.record
        match outcome:
            case Stands(message=message):
                await work.sending.sent(record.key, record.revision, message)
                if record.message is None and not isinstance(record.to, OnCalendar):
                    work.happened(PostArrived(record.key, message))
                if record.problem is not None and not isinstance(record.to, Directly):
                    await notices.tell_open(record, work)
            case TakenBack():
                await work.sending.removed(record.key)
            case Lapsed():
                await work.sending.lapse(record.key)
            case Waits(problem=problem, doubtful=doubtful, shut=shut):
                retry = now + outcome.wait
                await work.sending.release(record.key, retry, problem, doubtful, shut)
                if outcome.barred:
                    await notices.tell_barred(record, problem, work)

    async def _give_back(self, record: PostRecord, error: Exception) -> None:
        """Keep a post in doubt whose outcome can't be written: what follows from it is faulty."""
        self._journal.trouble("post failed", error, post=record.key, course=record.course)
        async with self._store.work() as work:
            retry = self._now() + wait_of(record)
            why = type(error).__name__
            await work.sending.release(record.key, retry, why, doubtful=True)

    def _tell(self, outcome: Outcome) -> None:
        record = outcome.record
        facts = {"post": record.key, "course": record.course}
        match outcome:
            case Stands():
                self._journal.note("post stands", **facts)
            case TakenBack():
                self._journal.note("post is taken back", **facts)
            case Lapsed():
                self._journal.note("post lapses", **facts)
            case Waits(why=why):
                self._journal.note("post waits", **facts, why=why)


FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=15)


def wait_of(record: PostRecord) -> timedelta:
    """Return how long a post waits for its next try: longer each time, up to LONGEST_WAIT."""
    return min(FIRST_WAIT * (1 << min(record.attempts, 12)), LONGEST_WAIT)
