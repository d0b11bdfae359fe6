"""Changing what is locked: what staff decide, or what comes late, is a difference to what stood."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.chat.calls import Call
from bot.model.course import Course
from bot.model.happenings import AccountsChanged
from bot.model.ids import short_id
from bot.model.participation.acts.ledger import Entry
from bot.model.participation.review.differences import (
    Decision,
    LongerMarks,
    Marks,
    differences,
    longer_differences,
    longer_marks_of,
    marks_of,
)
from bot.model.participation.standings.record import Record, circumstances, standings
from bot.model.time.spoken import spoken_day
from bot.model.time.weeks import last_week
from bot.model.time.zones import local
from bot.ports.reading import is_locked
from bot.ports.record import read_record
from bot.ports.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Cause:
    """Why acts are entered: what a difference says where their week is locked by then.

    `why` goes on after "by decision of ..."; `by` is the id of who of the staff decided, None
    where nobody did, as for what came in late.
    """

    why: str
    by: str | None = None


WRITTEN = Cause("what was written came in after the lock")
"""A message that was heard of late, or written while its discussion was still open."""


def decision(call: Call, why: str) -> Decision:
    """Return what the caller decides; `why` is told to the student after the caller's name."""
    return Decision(call.id, call.course.id, why, call.person.id, call.now)


def linking(changed: AccountsChanged, course: Course, now: datetime) -> Cause:
    """Return that people's accounts changed, as the cause of what they are credited with for it."""
    day = spoken_day(local(now, course.zone).date())
    what = "linked" if changed.linked else "taken back"
    return Cause(f"an account was {what} on {day}", changed.by)


async def enter(
    entries: Sequence[Entry],
    course: Course,
    cause: Cause | None,
    now: datetime,
    work: UnitOfWork,
) -> None:
    """Append a course's entries; what they change in locked weeks is kept as differences.

    Without a cause whoever calls does it inside `differing`, which keeps them.
    """
    weeks = {entry.week for entry in entries} if cause is not None else ()
    locked = await locked_among(weeks, course, now, work)
    if cause is None or not locked:
        await work.ledger.append(entries)
        return
    late = [entry for entry in entries if entry.week in locked]
    # An entry is made once: so the key is another however many come in at one instant.
    key = short_id("entered", *(entry.id for entry in late))
    people = {entry.person for entry in late}
    decision = Decision(key, course.id, cause.why, cause.by, now)
    async with _keeping(course, decision, work, people, locked):
        await work.ledger.append(entries)


@asynccontextmanager
async def differing(
    course: Course,
    decision: Decision,
    work: UnitOfWork,
    person: str | None = None,
    among: Collection[int] | None = None,
) -> AsyncIterator[None]:
    """Keep what the block changes in locked weeks, of everybody or of one person alone.

    Whoever changes what counts does it inside; `among` are the weeks that it can change, None for
    any. Where none of them is locked nothing is reckoned, else beside the event loop.
    """
    weeks = range(1, last_week(course) + 1)
    asked = [week for week in weeks if among is None or week in among]
    locked = await locked_among(asked, course, decision.at, work)
    people = None if person is None else {person}
    async with _keeping(course, decision, work, people, locked):
        yield


async def locked_among(
    weeks: Collection[int], course: Course, at: datetime, work: UnitOfWork
) -> list[int]:
    """Return those of some weeks that are locked at an instant, in order."""
    return [week for week in sorted(weeks) if await is_locked(course, week, at, work)]


@asynccontextmanager
async def _keeping(
    course: Course,
    decision: Decision,
    work: UnitOfWork,
    people: Collection[str] | None,
    weeks: Sequence[int],
) -> AsyncIterator[None]:
    before = await _marks(course, weeks, decision, work, people)
    yield
    after = await _marks(course, weeks, decision, work, people)
    weekly = differences(before[0], after[0], decision)
    longer = longer_differences(before[1], after[1], decision)
    await work.differences.add((*weekly, *longer))


async def _marks(
    course: Course,
    weeks: Sequence[int],
    decision: Decision,
    work: UnitOfWork,
    people: Collection[str] | None,
) -> tuple[Marks, LongerMarks]:
    if not weeks:
        return {}, {}
    alone = next(iter(people)) if people is not None and len(people) == 1 else None
    record = await read_record(course, work, alone)
    return await asyncio.to_thread(_reckon, record, weeks, decision.at, people)


def _reckon(
    record: Record, weeks: Sequence[int], at: datetime, people: Collection[str] | None
) -> tuple[Marks, LongerMarks]:
    """Return what locked weeks come to, and those units of theirs (the term) that are locked."""
    whose = [one for one in record.students if people is None or one.id in people]
    around = circumstances(record, at, steps=False)
    found = standings(record, whose, weeks, at, around).values()
    locked = record.locked(at)
    longer = {key: mark for key, mark in longer_marks_of(found).items() if key[3] in locked}
    return marks_of(found), longer
