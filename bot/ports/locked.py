"""Changing what is locked: whatever staff decide is kept as a difference to what stood."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import datetime

from bot.chat.calls import Call
from bot.model.course import Course
from bot.model.participation.review.differences import Decision, Marks, differences, marks_of
from bot.model.participation.standings.record import Record, standings
from bot.model.participation.standings.standing import locks_at
from bot.model.time.weeks import last_week
from bot.ports.record import read_record
from bot.ports.work import UnitOfWork


def decision(call: Call, why: str) -> Decision:
    """Return what the caller decides; `why` is told to the student after the caller's name."""
    return Decision(call.id, call.course.id, why, call.person.id, call.now)


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
    locked = await locked_weeks(course, decision, work)
    weeks = [week for week in locked if among is None or week in among]
    before = await _marks(course, weeks, decision, work, person)
    yield
    after = await _marks(course, weeks, decision, work, person)
    await work.differences.add(differences(before, after, decision))


async def locked_weeks(course: Course, decision: Decision, work: UnitOfWork) -> list[int]:
    """Return the weeks that are locked when a decision is made."""
    locked = []
    for week in range(1, last_week(course) + 1):
        policy = await work.policies.ruling(course.id, week)
        if policy is not None and locks_at(policy, course, week) <= decision.at:
            locked.append(week)
    return locked


async def _marks(
    course: Course, weeks: list[int], decision: Decision, work: UnitOfWork, person: str | None
) -> Marks:
    if not weeks:
        return {}
    record = await read_record(course, work, person)
    return await asyncio.to_thread(_reckon, record, weeks, decision.at)


def _reckon(record: Record, weeks: list[int], at: datetime) -> Marks:
    return marks_of(standings(record, record.students, weeks, at).values())
