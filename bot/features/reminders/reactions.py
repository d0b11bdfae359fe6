"""What reminders do when something happened: plan anew, silence, and correct what was said."""

from __future__ import annotations

from datetime import datetime

from bot.chat.posts import Directly, Post, PostState
from bot.features.reminders import views
from bot.features.reminders.planning import plan_week, reader_of, replan
from bot.features.reminders.sending import as_it_stands, stands
from bot.model.course import Course
from bot.model.happenings import (
    CourseFrozen,
    CourseLoaded,
    DiscussionClosed,
    DiscussionOpened,
    PersonMoved,
    RecapPublished,
    SessionChanged,
    WordsWithdrawn,
)
from bot.model.quiet import later_outside
from bot.model.reminders import Subject, Topic
from bot.model.sessions import Session, State
from bot.model.weeks import week_of
from bot.ports.reminders import Told
from bot.ports.work import UnitOfWork


async def plan_person(moved: PersonMoved, now: datetime, work: UnitOfWork) -> None:
    """Plan one person's reminders anew."""
    person = await work.people.get(moved.person)
    course = await work.courses.get(person.course) if person else None
    if person is not None and course is not None:
        await replan(course, (person,), now, work)


async def plan_course(loaded: CourseLoaded, now: datetime, work: UnitOfWork) -> None:
    """Plan everyone's reminders of the days ahead, and when the next ones are planned."""
    course = await work.courses.get(loaded.course)
    if course is None or course.frozen:
        return
    await _everyone(course, now, work)
    await plan_week(course, week_of(course, now), work)


async def fall_silent(frozen: CourseFrozen, now: datetime, work: UnitOfWork) -> None:
    """Drop every reminder of a course that is over."""
    for person in await work.people.of(frozen.course):
        await work.agenda.cancel(f"reminders/{person.id}/")
    await work.agenda.cancel(f"reminders/week/{frozen.course}/")


async def plan_discussion(
    happened: DiscussionOpened | DiscussionClosed, now: datetime, work: UnitOfWork
) -> None:
    """Plan reminders of a discussion that opened, and drop those of one that closed."""
    discussion = await work.discussions.get(happened.discussion)
    course = await work.courses.get(discussion.course) if discussion else None
    if course is not None:
        await _everyone(course, now, work)


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
    await _everyone(course, now, work)


async def correct(changed: SessionChanged, now: datetime, work: UnitOfWork) -> None:
    """Plan anew, and tell those whom a reminder told what is no longer true."""
    session = await work.sessions.get(changed.session)
    course = await work.courses.get(session.course) if session else None
    if session is None or course is None:
        return
    await _everyone(course, now, work)
    if session.state not in (State.PLANNED, State.CANCELLED):
        return
    newest: dict[str, Told] = {}
    for told in await work.reminders.told(session.id):
        if told.subject.topic is not Topic.SESSION or stands(told.subject, session):
            continue
        if await _correct_post(told, course, work):
            newest[told.person] = told
    for told in newest.values():
        await _tell(told, session, course, now, work)


async def forget(withdrawn: WordsWithdrawn, now: datetime, work: UnitOfWork) -> None:
    """Forget what a person chose, but not that nobody is to write to them."""
    person = await work.people.get(withdrawn.person)
    if person is None:
        return
    silent = (await work.preferences.of(person.id)).no_messages
    await work.preferences.erase(person.id)
    if silent:
        await work.preferences.save(person.course, person.id, views.SILENT)
    await work.agenda.cancel(f"reminders/{person.id}/")
    await work.outbox.silence(f"reminder/{person.id}/")
    await work.reminders.forget(person.id)


async def _everyone(course: Course, now: datetime, work: UnitOfWork) -> None:
    await replan(course, await work.people.of(course.id), now, work)


async def _correct_post(told: Told, course: Course, work: UnitOfWork) -> bool:
    """Make a sent reminder true, or silence an unsent one; return whether the person read it."""
    post = await work.outbox.get(told.post)
    if post is None:
        return False
    if post.state is PostState.WAITING and not post.doubtful:
        await work.outbox.silence(told.post)
        return False
    if post.state not in (PostState.SENT, PostState.WAITING):
        return False
    lines = await as_it_stands(await work.reminders.in_post(told.post), work)
    await work.outbox.edit(told.post, views.reminder(course, lines))
    return True


async def _tell(
    told: Told, session: Session, course: Course, now: datetime, work: UnitOfWork
) -> None:
    """Write to a person whom a reminder told something else, outside their quiet hours."""
    person = await work.people.get(told.person)
    wishes = await work.preferences.of(told.person)
    before = f"correction/{told.person}/{session.id}/"
    await work.outbox.silence(before)
    if person is None or person.dropped or not wishes.reminded:
        return
    reader = reader_of(person, wishes, course)
    at = now
    if session.id not in wishes.reminders.night_sessions:
        at = later_outside(now, course.quiet, reader.zone)
    known = told.subject.until or session.starts
    expires = session.starts if session.state is State.PLANNED else known
    if at >= expires:
        return
    view = views.correction(course, session, told.subject)
    to = Directly(person.id)
    key = f"{before}{session.revision}"
    await work.outbox.post(Post(key, course.id, to, view, not_before=at, expires=expires))
