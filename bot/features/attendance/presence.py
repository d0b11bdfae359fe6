"""Presence in voice places: kept as it is seen, and entered in the ledger once a session is over.

Only places that a course names as voice places are looked at, and only whether a student is there:
nothing of what is said. Between sessions, and once a week is locked, it is forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.events import Event, PresenceSeen, PresencesRead
from bot.features.attendance.records import entries_of, show
from bot.model.course import Course
from bot.model.happenings import AccountsChanged, CourseFrozen, SessionEnded, SessionStarted
from bot.model.live.moment import OVER
from bot.model.live.presence import Seen, intervals, read_at, thinned, to_settle
from bot.model.participation.evidence import Presence, attendance
from bot.model.participation.ledger import Entry
from bot.model.participation.policy import Policy
from bot.model.participation.standing import locks_at
from bot.model.places import Purpose
from bot.model.sessions import Session, State
from bot.ports.agenda import Item
from bot.ports.reading import is_locked
from bot.ports.work import UnitOfWork

FORGET = "attendance.forget"

Told = PresenceSeen | PresencesRead


async def keep(events: Sequence[Event], now: datetime, work: UnitOfWork) -> None:
    """Keep who is in the courses' voice places; what comes late brings past sessions up to date."""
    told = [event for event in events if isinstance(event, Told)]
    for course in await work.courses.all() if told else ():
        places = course.places_for(Purpose.VOICE)
        seen = [each for event in told if event.place in places for each in _seen(event)]
        if seen:
            people = await work.people.by_accounts(course.id, [each.account for each in seen])
            staff = {account for account, person in people.items() if person.is_staff}
            await work.presences.add(course.id, [s for s in seen if s.account not in staff])
            await _settle_since(min(each.at for each in seen), course, now, work)


def _seen(event: Told) -> list[Seen]:
    if isinstance(event, PresencesRead):
        return read_at(event.place, event.present, event.at)
    return [Seen(event.place, event.account, event.present, event.at)]


@dataclass(frozen=True, slots=True)
class InVoice:
    """When people were in a course's voice places.

    `students` are by person id, `others` one by one: accounts that nobody on the roster has.
    `looked` are the instants at which a place was looked at as a whole, after a time unheard.
    """

    students: Mapping[str, Sequence[Presence]]
    others: Sequence[Sequence[Presence]]
    looked: Sequence[datetime]


async def in_voice(course: Course, work: UnitOfWork) -> InVoice:
    """Return when people were in a course's voice places, as far as it isn't forgotten."""
    seen = await work.presences.of(course.id)
    stays = intervals(seen)
    people = await work.people.by_accounts(course.id, [account for _, account in stays])
    students: dict[str, list[Presence]] = {}
    for (_, account), presences in stays.items():
        person = people.get(account)
        if person is not None and not person.is_staff:
            students.setdefault(person.id, []).extend(presences)
    others = [presences for (_, account), presences in stays.items() if account not in people]
    return InVoice(students, others, [each.at for each in seen if each.of_all])


async def _settle_since(
    since: datetime | None, course: Course, now: datetime, work: UnitOfWork
) -> None:
    """Bring the ledger to what is known now of sessions that weren't over at `since`; of all."""
    over = [
        session
        for session in await work.sessions.of(course.id)
        if session.state in OVER and (since is None or since < (session.ended or session.ends))
    ]
    if over and await work.presences.of(course.id):
        students = (await in_voice(course, work)).students
        for session in over:
            await settle(session, course, students, now, work)


async def settle(
    session: Session,
    course: Course,
    students: Mapping[str, Sequence[Presence]],
    now: datetime,
    work: UnitOfWork,
) -> None:
    """Bring the ledger to what presence in the voice places says of a session.

    Who checked in, or was marked by hand, has better evidence already. While a session is live
    nothing is entered: how long it takes isn't known yet.
    """
    existing = await entries_of(session, work)
    checked_in = {
        checkin.person
        for checkin in await work.checkins.of_session(session.id)
        if checkin.undone is None
    }
    locked = await is_locked(course, session.week, now, work)
    added: list[Entry] = []
    for person in sorted({*existing, *students} - checked_in):
        over = session.state in OVER
        wanted = attendance(session, person, (), students.get(person, ())) if over else ()
        added += to_settle(existing.get(person, ()), wanted, now, locked=locked)
    if added:
        await work.ledger.append(added)
        await show(session, work)


async def enter_present(ended: SessionEnded, now: datetime, work: UnitOfWork) -> None:
    """Enter who was there, and plan when it may be forgotten how that is known."""
    session, course = await _session(ended.session, work)
    if session is not None and course is not None and course.places_for(Purpose.VOICE):
        await settle(session, course, (await in_voice(course, work)).students, now, work)
        await work.agenda.plan((await _item(session, course, work),))


async def begin(started: SessionStarted, now: datetime, work: UnitOfWork) -> None:
    """Take back what was entered when the end was, if it is undone; forget the time before."""
    session, course = await _session(started.session, work)
    if session is None or course is None or not course.places_for(Purpose.VOICE):
        return
    await settle(session, course, {}, now, work)
    met = [s for s in await work.sessions.of(course.id) if s.began and s.id != session.id]
    before = min(session.starts, session.began or session.starts)
    if any(other.state is State.LIVE or _end(other) > before for other in met):
        return
    since = max((_end(other) for other in met), default=None)
    kept = thinned(await work.presences.of(course.id), since, before)
    await work.presences.forget(course.id, since, before)
    await work.presences.add(course.id, kept)


def _end(session: Session) -> datetime:
    return max(session.ended or session.ends, session.ends)


async def forget(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Forget when people came and went until a session's end, once its week is locked.

    The ledger knows how long they were there. Of accounts that nobody has claimed yet it is kept:
    whoever joins late is credited for it.
    """
    session, course = await _session(item.args["session"], work)
    if session is None or course is None:
        return
    again = await _item(session, course, work)
    if again.due > now:
        await work.agenda.plan((again,))
        return
    seen, before = await work.presences.of(course.id), _end(session)
    people = await work.people.by_accounts(course.id, [each.account for each in seen])
    theirs = [each for each in seen if each.of_all or each.account in people]
    others = [each for each in seen if each.at < before and each.account not in people]
    kept = [*thinned(theirs, None, before), *others]
    await work.presences.forget(course.id, None, before)
    await work.presences.add(course.id, kept)


async def _item(session: Session, course: Course, work: UnitOfWork) -> Item:
    policy = await work.policies.ruling(course.id, session.week) or Policy(0, "", (), ())
    due = locks_at(policy, course, session.week)
    key = f"attendance/{session.id}/forget/{due.isoformat()}"
    return Item(key, course.id, FORGET, due, {"session": session.id})


async def follow_accounts(changed: AccountsChanged, now: datetime, work: UnitOfWork) -> None:
    """Credit people with when their accounts were there, and no longer with what isn't theirs."""
    course = await work.courses.get(changed.course)
    if course is not None and not course.frozen:
        await _settle_since(None, course, now, work)


async def forget_course(frozen: CourseFrozen, now: datetime, work: UnitOfWork) -> None:
    """Forget when people came and went in a course that is over."""
    await work.presences.forget(frozen.course, None, None)


async def _session(name: str, work: UnitOfWork) -> tuple[Session | None, Course | None]:
    session = await work.sessions.get(name)
    return session, await work.courses.get(session.course) if session else None
