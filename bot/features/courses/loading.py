"""Loading a course's description: what it changes is decided by the model, applied here.

What was loaded last is kept as a whole, so that the next load can tell what the file changed
from what chat changed.
"""

from __future__ import annotations

from datetime import date, datetime

from bot.chat.codec import Codec
from bot.chat.refusal import Refusal
from bot.features.courses.linking import link, unlink
from bot.model.course import Course
from bot.model.courses.description import CourseDescription, Member
from bot.model.courses.loading.changes import changes
from bot.model.courses.loading.described import described
from bot.model.courses.loading.merging import Changes
from bot.model.courses.loading.present import Present
from bot.model.courses.terms import next_term
from bot.model.happenings import CourseLoaded, SessionChanged
from bot.model.participation.review.differences import Decision
from bot.model.participation.review.simulation import from_now_on
from bot.ports.locked import differing
from bot.ports.work import UnitOfWork

DESCRIPTIONS: Codec[CourseDescription] = Codec(CourseDescription)
LOADED = "the course file or the class list was loaded again"
"""Why a locked week changed, where loading did it."""


async def preview(
    description: CourseDescription,
    work: UnitOfWork,
    now: datetime,
    since: CourseDescription | None = None,
) -> Changes:
    """Return what loading a description would do, without doing it; see `load`."""
    name = description.course.id
    last = since or await _last(name, work)
    return changes(last, await present(name, work), description, now)


async def load(
    description: CourseDescription,
    work: UnitOfWork,
    now: datetime,
    since: CourseDescription | None = None,
) -> Changes:
    """Apply a description and return what it changed; what chat changed since is kept.

    It may be repeated. `since` is what it was made from, if that isn't what was loaded last. A
    frozen course is left alone, which stands among the conflicts.
    """
    found = await preview(description, work, now, since)
    known = await work.courses.get(description.course.id)
    if known is not None and known.frozen:
        return found
    course = found.course or known or description.course
    await apply(found, course, work, now)
    await work.courses.remember_loaded(course.id, DESCRIPTIONS.to_json(description))
    for session in found.announced:
        work.happened(SessionChanged(session))
    work.happened(CourseLoaded(course.id))
    return found


async def dump(course: str, work: UnitOfWork) -> CourseDescription:
    """Return the present state of a course as a description; Refusal for an unknown one."""
    here = await present(course, work)
    if here is None:
        raise Refusal(f"There is no course “{course}” here. Load its file first.")
    return described(here, await _last(course, work))


async def following(course: str, name: str, starts: date, work: UnitOfWork) -> CourseDescription:
    """Return the description of the next term, begun from a course; `name` is the new one's id."""
    return next_term(await dump(course, work), starts, name)


async def present(course: str, work: UnitOfWork) -> Present | None:
    """Return a course as it is; None for an unknown one."""
    known = await work.courses.get(course)
    if known is None:
        return None
    accounts = await work.people.accounts_of(course)
    people = await work.people.of(course)
    return Present(
        course=known,
        people=tuple(Member(one, tuple(accounts.get(one.id, ()))) for one in people),
        sessions=tuple(await work.sessions.of(course)),
        discussions=tuple(await work.discussions.of(course)),
        policy=await work.policies.current(course),
        survey=await work.surveys.get(course),
        touched=await _touched(course, work),
    )


async def _last(course: str, work: UnitOfWork) -> CourseDescription | None:
    text = await work.courses.last_loaded(course)
    return DESCRIPTIONS.from_json(text) if text is not None else None


async def _touched(course: str, work: UnitOfWork) -> frozenset[str]:
    """Return the sessions and discussions in which someone has done something."""
    return frozenset(key.about for key in await work.ledger.tallies(course) if key.about)


async def apply(found: Changes, course: Course, work: UnitOfWork, now: datetime) -> None:
    """Write everything that changes; what that does to locked weeks is kept as differences."""
    decision = Decision(f"load/{now.isoformat()}", course.id, LOADED, None, now)
    async with differing(course, decision, work, among=() if found.empty else None):
        await _write(found, course, work, now)


async def _write(found: Changes, course: Course, work: UnitOfWork, now: datetime) -> None:
    if found.course is not None:
        await work.courses.save(found.course)
    await work.people.save(found.people)
    await unlink(course.id, found.unlinks, work)
    await link(course.id, found.links, work)
    for person, zone in found.moves:
        await work.people.move(person, zone, now)
    await work.sessions.save(found.sessions)
    await work.discussions.save(found.discussions)
    if found.policy is not None:
        since = 1 if found.policy.version == 1 else from_now_on(course, now)
        await work.policies.save(course.id, found.policy, now, since)
    if found.survey is not None:
        await work.surveys.save(course.id, found.survey)
