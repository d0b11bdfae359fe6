"""Presence in voice places: kept as it is seen, entered once a session is over, then forgotten.

Only places that a course names as voice places are looked at, and only whether a student is there:
nothing of what is said. Between sessions, and once a week is locked, it is forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.chat.events import Event, PresenceSeen, PresencesRead
from bot.features.attendance.evidence.forgetting import forget_meetings, forget_past_meetings
from bot.features.attendance.evidence.gathering import in_voice
from bot.features.attendance.evidence.settling import settle, settle_now
from bot.model.attendance.kept import without, without_names
from bot.model.course import Course
from bot.model.happenings import (
    AccountsChanged,
    CourseFrozen,
    DecisionTakenBack,
    SessionEnded,
    SessionStarted,
    WordsWithdrawn,
)
from bot.model.live.moment import OVER
from bot.model.live.presence import Seen, read_at, thinned
from bot.model.participation.policies.policy import Policy
from bot.model.participation.standings.standing import locks_at
from bot.model.places import Purpose
from bot.model.sessions import Session, State
from bot.ports.agenda import Item
from bot.ports.locked import Cause, linking
from bot.ports.work import UnitOfWork

HEARD = Cause("presence by voice came in after the lock")
ENDED = Cause("the session ended after the lock")
FORGET = "attendance.forget"
STAYS = timedelta(days=14)
"""How long the names of a report stay at least, for staff to say who they are."""

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
            since = min(each.at for each in seen)
            await _settle_since(since, HEARD, course, now, work)


def _seen(event: Told) -> list[Seen]:
    if isinstance(event, PresencesRead):
        return read_at(event.place, event.present, event.at)
    return [Seen(event.place, event.account, event.present, event.at)]


async def _settle_since(
    since: datetime | None, cause: Cause, course: Course, now: datetime, work: UnitOfWork
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
            await settle(session, course, students, now, work, cause)


async def enter_present(ended: SessionEnded, now: datetime, work: UnitOfWork) -> None:
    """Enter who was there, and plan when it may be forgotten how that is known."""
    session, course = await _session(ended.session, work)
    if session is None or course is None or not await _is_measured(session, course, work):
        return
    await settle_now(session, course, now, work, ENDED)
    await plan_forgetting(session, course, work)


async def _is_measured(session: Session, course: Course, work: UnitOfWork) -> bool:
    """Whether anything but check-ins may tell of a session's attendance."""
    voice = course.places_for(Purpose.VOICE)
    return bool(voice) or bool(await work.reports.of_session(session.id))


async def count_again(back: DecisionTakenBack, now: datetime, work: UnitOfWork) -> None:
    """Bring the ledger to what is known of a session, where a decision had stood instead."""
    session, course = await _session(back.about, work)
    if session is not None and course is not None and session.began is not None:
        cause = Cause(f"what is known of {session.title} counts again", back.by)
        await settle_now(session, course, now, work, cause)


async def begin(started: SessionStarted, now: datetime, work: UnitOfWork) -> None:
    """Take back what was entered when the end was, if it is undone; forget the time before."""
    session, course = await _session(started.session, work)
    if session is None or course is None or not await _is_measured(session, course, work):
        return
    await settle(session, course, {}, now, work, ENDED)
    if not course.places_for(Purpose.VOICE):
        return
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
    whoever joins late is credited for it. Of the session's reports only what they were stays. An
    item of a file that staff had made forgets that.
    """
    if "file" in item.args:
        await work.files.erase(item.args["file"])
        return
    session, course = await _session(item.args["session"], work)
    if session is None or course is None:
        return
    again = await _item(session, course, work)
    if again.due > now:
        await work.agenda.plan((again,))
        return
    reports = await work.reports.of_session(session.id)
    await work.reports.save([without_names(report) for report in reports])
    await forget_meetings(course.id, _end(session), work)
    seen, before = await work.presences.of(course.id), _end(session)
    people = await work.people.by_accounts(course.id, [each.account for each in seen])
    theirs = [each for each in seen if each.of_all or each.account in people]
    others = [each for each in seen if each.at < before and each.account not in people]
    kept = [*thinned(theirs, None, before), *others]
    await work.presences.forget(course.id, None, before)
    await work.presences.add(course.id, kept)


async def plan_forgetting(session: Session, course: Course, work: UnitOfWork) -> None:
    """Plan when it is forgotten when people came and went."""
    await work.agenda.plan((await _item(session, course, work),))


async def _item(session: Session, course: Course, work: UnitOfWork) -> Item:
    policy = await work.policies.ruling(course.id, session.week) or Policy(0, "", (), ())
    due = locks_at(policy, course, session.week)
    # A report that is brought late has to be applied, and its names asked about, first.
    brought = [report.at + STAYS for report in await work.reports.of_session(session.id)]
    due = max([due, *brought])
    key = f"attendance/{session.id}/forget/{due.isoformat()}"
    return Item(key, course.id, FORGET, due, {"session": session.id})


async def follow_accounts(changed: AccountsChanged, now: datetime, work: UnitOfWork) -> None:
    """Credit people with when their accounts were there, and no longer with what isn't theirs."""
    course = await work.courses.get(changed.course)
    if course is not None and not course.frozen:
        await _settle_since(None, linking(changed, course, now), course, now, work)


async def forget_course(frozen: CourseFrozen, now: datetime, work: UnitOfWork) -> None:
    """Forget when people came and went in a course that is over, and by which names."""
    await work.presences.forget(frozen.course, None, None)
    await work.sightings.forget(frozen.course)
    reports = await work.reports.of_course(frozen.course)
    await work.reports.save([without_names(report) for report in reports])
    await work.reports.forget_decisions(frozen.course)


async def forget_names(withdrawn: WordsWithdrawn, now: datetime, work: UnitOfWork) -> None:
    """Forget what somebody was called in meetings: that they were there, and how long, stays."""
    person = await work.people.get(withdrawn.person)
    if person is None:
        return
    reports = await work.reports.of_course(person.course)
    theirs = [each for each in reports if any(one.person == person.id for one in each.known)]
    await work.reports.save([without(report, person.id) for report in theirs])
    await work.reports.forget_decisions(person.course, person.id)
    await forget_past_meetings(person.course, work)


async def _session(name: str, work: UnitOfWork) -> tuple[Session | None, Course | None]:
    session = await work.sessions.get(name)
    return session, await work.courses.get(session.course) if session else None
