"""Loading a course into the store, with everything that reacts to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.chat.refusal import Refusal
from bot.features.courses import loading
from bot.model.courses.description import CourseDescription
from bot.model.courses.ending import still_ahead
from bot.model.courses.loading.merging import Changes
from bot.model.happenings import CourseFrozen
from bot.ports.reading import refuse_undecided
from bot.ports.work import Store
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS


async def load_course(
    store: Store, description: CourseDescription, now: datetime, *, dry: bool = False
) -> Changes:
    """Load a course into the store and return what changed; with `dry` nothing is written."""
    if dry:
        async with store.reading() as work:
            return await loading.preview(description, work, now)
    async with store.work() as work:
        changes = await loading.load(description, work, now)
        await settle(work, REACTIONS, now)
        return changes


async def freeze_course(store: Store, course: str, now: datetime) -> str:
    """Freeze a course and return its title; Refusal while something of it is still to come."""
    async with store.work() as work:
        found = await work.courses.get(course)
        if found is None or found.frozen:
            raise Refusal(f"“{course}” is frozen already, or not here.")
        sessions = await work.sessions.of(course)
        ahead = still_ahead(sessions, await work.discussions.of(course), now)
        if ahead:
            raise Refusal(
                f"{len(ahead)} sessions and discussions are still to come, the next is "
                f"“{ahead[0]}”. Wait for the last, or cancel what won't take place."
            )
        await refuse_undecided(course, work)
        await work.courses.save(replace(found, frozen=True))
        work.happened(CourseFrozen(course))
        await settle(work, REACTIONS, now)
        return found.title
