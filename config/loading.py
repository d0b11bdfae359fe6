"""Loading a course into the store: the core decides what changes, this lets it be written."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from adapters.files.dumping import dump
from adapters.files.reading import read_text
from bot.model.description import CourseDescription, Member
from bot.model.happenings import CourseLoaded
from bot.model.loading.changes import changes
from bot.model.loading.merging import Changes
from bot.model.loading.present import Present
from bot.ports.work import Store, UnitOfWork
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS


async def load_course(
    store: Store, description: CourseDescription, now: datetime, *, dry: bool = False
) -> Changes:
    """Load a course into the store and return what changed; with `dry` nothing is written."""
    async with store.reading() if dry else store.work() as work:
        present = await present_course(work, description.course.id)
        kept = await work.courses.last_loaded(description.course.id)
        last = read_text(kept).description if kept else None
        found = changes(last, present, description, now)
        if not dry and not (present and present.course.frozen):
            await _write(found, description, now, work)
            await work.courses.remember_loaded(description.course.id, dump(description))
            if not found.empty:
                work.happened(CourseLoaded(description.course.id))
                await settle(work, REACTIONS, now)
        return found


async def present_course(work: UnitOfWork, course: str) -> Present | None:
    """Return a course as the store has it, None if it is not there."""
    found = await work.courses.get(course)
    if found is None:
        return None
    accounts = await work.people.accounts_of(course)
    people = await work.people.of(course)
    return Present(
        course=found,
        people=tuple(Member(one, tuple(accounts.get(one.id, ()))) for one in people),
        sessions=tuple(await work.sessions.of(course)),
        discussions=tuple(await work.discussions.of(course)),
        policy=await work.policies.current(course),
        survey=await work.surveys.get(course),
    )


async def _write(
    found: Changes, description: CourseDescription, now: datetime, work: UnitOfWork
) -> None:
    course = description.course.id
    if found.course is not None:
        await work.courses.save(found.course)
    await work.people.save(found.people)
    for person, zone in found.moves:
        await work.people.move(person, zone, now)
    for person, account in found.unlinks:
        await work.people.unlink(person, account)
    for person, account in found.links:
        await work.people.link(person, account)
    await work.sessions.save(found.sessions)
    await work.discussions.save(found.discussions)
    if found.policy is not None:
        before = await work.policies.current(course)
        version = before.version + 1 if before else 1
        await work.policies.save(course, replace(found.policy, version=version), now)
    if found.survey is not None:
        await work.surveys.save(course, found.survey)
