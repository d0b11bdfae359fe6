"""What reminders do when something happened: plan anew, silence, and correct what was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.features.reminders import views
from bot.features.reminders.correcting import CORRECT, is_wrong
from bot.features.reminders.planning import WEEK, everyone, plan_week, prefix_of, replan
from bot.model.happenings import (
    CourseFrozen,
    CourseLoaded,
    DiscussionClosed,
    DiscussionOpened,
    PersonMoved,
    RecapPublished,
    SessionChanged,
    SessionUnstarted,
    WordsWithdrawn,
)
from bot.model.ids import short_id
from bot.model.reminders.reminders import Subject, Topic
from bot.model.sessions import Session, State
from bot.model.time.weeks import week_of
from bot.ports.agenda import Item
from bot.ports.work import UnitOfWork


async def plan_person(moved: PersonMoved, now: datetime, work: UnitOfWork) -> None:
    """Plan one person's reminders anew."""
    person = await work.people.get(moved.person)
    course = await work.courses.get(person.course) if person else None
    if person is not None and course is not None:
        await replan(course, person, now, work)


async def plan_course(loaded: CourseLoaded, now: datetime, work: UnitOfWork) -> None:
    """Plan everyone's reminders of the days ahead, and when the next ones are planned."""
    course = await work.courses.get(loaded.course)
    if course is None or course.frozen:
        return
    sessions = await work.sessions.of(course.id)
    await work.agenda.plan((everyone(course, _as_planned(sessions), now),))
    await plan_week(course, week_of(course, now), work)


async def fall_silent(frozen: CourseFrozen, now: datetime, work: UnitOfWork) -> None:
    """Drop every reminder of a course that is over."""
    await work.agenda.cancel(prefix_of(frozen.course))
    await work.agenda.cancel(f"{WEEK}/{frozen.course}/")


async def plan_discussion(
    happened: DiscussionOpened | DiscussionClosed, now: datetime, work: UnitOfWork
) -> None:
    """Plan reminders of a discussion that opened, and drop those of one that closed."""
    discussion = await work.discussions.get(happened.discussion)
    course = await work.courses.get(discussion.course) if discussion else None
    if course is not None:
        await work.agenda.plan(
            (everyone(course, f"{type(happened).__name__}/{happened.discussion}", now),)
        )


async def tell_news(published: RecapPublished, now: datetime, work: UnitOfWork) -> None:
    """Let the day's messages speak of a recap, and of its make-up while it is open."""
    session = await work.sessions.get(published.session)
    course = await work.courses.get(session.course) if session else None
    if session is None or course is None:
        return
    recap = Subject(Topic.RECAP, session.id, since=now)
    await work.reminders.announce(course.id, recap)
    if session.counted:
        until = now + course.makeup_open
        make_up = Subject(Topic.MAKE_UP, session.id, until=until, since=now)
        await work.reminders.announce(course.id, make_up)
    await work.agenda.plan((everyone(course, f"recap/{session.id}", now),))


async def correct(changed: SessionChanged, now: datetime, work: UnitOfWork) -> None:
    """Plan anew, and let those whom a reminder told what is no longer true be told otherwise."""
    session = await work.sessions.get(changed.session)
    course = await work.courses.get(session.course) if session else None
    if session is None or course is None:
        return
    await work.agenda.plan((everyone(course, f"{session.id}/{session.revision}", now),))
    if session.state not in (State.PLANNED, State.CANCELLED):
        return
    told = [one for one in await work.reminders.told(session.id) if is_wrong(one.subject, session)]
    await work.agenda.plan([_item(person, session, now) for person in {one.person for one in told}])


async def plan_unstarted(undone: SessionUnstarted, now: datetime, work: UnitOfWork) -> None:
    """Plan reminders of a session that is planned again, for when it really starts."""
    session = await work.sessions.get(undone.session)
    course = await work.courses.get(session.course) if session else None
    if course is not None:
        await work.agenda.plan((everyone(course, f"unstarted/{undone.session}", now),))


def _as_planned(sessions: Sequence[Session]) -> str:
    """Return a short word for a plan as it stands."""
    return short_id(*(f"{one.id}/{one.revision}/{one.starts}" for one in sessions))


def _item(person: str, session: Session, now: datetime) -> Item:
    key = f"{CORRECT}/{session.id}/{session.revision}/{person}"
    args = {"session": session.id, "person": person}
    return Item(key, session.course, CORRECT, now, args)


async def forget(withdrawn: WordsWithdrawn, now: datetime, work: UnitOfWork) -> None:
    """Forget what a person chose, but not that nobody is to write to them."""
    person = await work.people.get(withdrawn.person)
    if person is None:
        return
    silent = (await work.preferences.of(person.id)).no_messages
    await work.preferences.erase(person.id)
    if silent:
        await work.preferences.save(person.course, person.id, views.SILENT)
    await work.agenda.cancel(prefix_of(person.course, person.id))
    await work.outbox.silence(f"reminder/{person.id}/")
    await work.reminders.forget(person.id)
