"""Settling: the ledger brought to what all evidence of a session says by now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.features.attendance.evidence.gathering import evidence_of, in_voice
from bot.features.attendance.evidence.records import entries_of, show
from bot.model.attendance.settling import Evidence, settled, to_settle
from bot.model.course import Course
from bot.model.live.moment import OVER
from bot.model.participation.acts.evidence import Presence
from bot.model.participation.acts.ledger import Entry
from bot.model.sessions import Session
from bot.ports.locked import Cause, enter
from bot.ports.reading import is_locked
from bot.ports.work import UnitOfWork


async def settle(
    session: Session,
    course: Course,
    voice: Mapping[str, Sequence[Presence]],
    now: datetime,
    work: UnitOfWork,
    cause: Cause | None = None,
) -> None:
    """Bring the ledger to what is known of a session; `voice` is when students were there.

    While a session is live only check-ins stand: how long it takes isn't known yet. `cause` says
    why a locked week changes; without one the caller keeps the differences.
    """
    existing = await entries_of(session, work)
    known = await evidence_of(session, voice, work)
    staff = {person.id for person in await work.people.of(course.id) if person.is_staff}
    locked = await is_locked(course, session.week, now, work)
    over = session.state in OVER
    added: list[Entry] = []
    for person in sorted({*existing, *known} - staff):
        evidence = known.get(person, Evidence())
        evidence = evidence if over else replace(evidence, told=())
        wish = settled(session, person, evidence)
        added += to_settle(existing.get(person, ()), wish, now, locked=locked)
    if added:
        await enter(added, course, cause, now, work)
        await show(session, work)


async def settle_now(
    session: Session,
    course: Course,
    now: datetime,
    work: UnitOfWork,
    cause: Cause | None = None,
) -> None:
    """Settle a session with what is known of the voice places, too."""
    await settle(session, course, (await in_voice(course, work)).students, now, work, cause)
