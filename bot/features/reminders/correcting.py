"""Correcting: who was told of a session that moved or was cancelled is told how it is now."""

from __future__ import annotations

from datetime import datetime

from bot.chat.posts import Directly, Post, PostState
from bot.features.reminders import views
from bot.features.reminders.planning import reader_of
from bot.features.reminders.sending import as_it_stands, stands
from bot.model.course import Course
from bot.model.people import Person
from bot.model.reminders.reminders import Subject, Topic
from bot.model.sessions import Session, State
from bot.model.time.quiet import later_outside
from bot.ports.agenda import Item
from bot.ports.reminders import Told
from bot.ports.work import UnitOfWork

CORRECT = "reminders.correct"


def is_wrong(subject: Subject, session: Session) -> bool:
    """Whether what was said of a session is no longer so."""
    return subject.topic is Topic.SESSION and not stands(subject, session)


async def correct(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Make what one person was told true, and write to them if they have read it already."""
    session = await work.sessions.get(item.args["session"])
    person = await work.people.get(item.args["person"])
    course = await work.courses.get(item.course)
    if session is None or person is None or course is None:
        return
    read: Told | None = None
    for told in await work.reminders.told(session.id):
        if told.person != person.id or not is_wrong(told.subject, session):
            continue
        if await _correct_post(told, course, work):
            read = told
    if read is not None:
        await _tell(read, person, session, course, now, work)


async def _correct_post(told: Told, course: Course, work: UnitOfWork) -> bool:
    """Make a sent reminder true, or silence an unsent one; return whether the person read it."""
    post = await work.outbox.get(told.post)
    if post is None:
        return False
    if post.state is PostState.WAITING and not post.doubtful:
        await work.outbox.silence(told.post)
        return False
    if post.state not in (PostState.SENT, PostState.HANDED, PostState.WAITING):
        return False
    lines = await as_it_stands(await work.reminders.in_post(told.post), work)
    await work.outbox.edit(told.post, views.reminder(course, lines))
    return True


async def _tell(
    told: Told,
    person: Person,
    session: Session,
    course: Course,
    now: datetime,
    work: UnitOfWork,
) -> None:
    """Write to a person whom a reminder told something else, outside their quiet hours."""
    wishes = await work.preferences.of(told.person)
    before = f"correction/{told.person}/{session.id}/"
    await work.outbox.silence(before)
    if person.dropped or not wishes.reminded:
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
