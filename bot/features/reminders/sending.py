"""Sending: what a reminder speaks of is looked at again at the moment it goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.chat.posts import Directly, Post
from bot.chat.spans import Spans
from bot.features.reminders import views
from bot.features.reminders.planning import SUBJECTS
from bot.model.live.absence import away
from bot.model.participation.acts.ledger import Entry
from bot.model.people import Person
from bot.model.reminders.reminders import Subject, Topic
from bot.model.reminders.subjects import is_done, steers_to
from bot.model.sessions import Session, State
from bot.ports.agenda import Item
from bot.ports.reading import standing_acts
from bot.ports.reminders import Told
from bot.ports.work import UnitOfWork


async def send(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Send what still holds of a reminder; nothing if nothing does, or if it is too late."""
    course = await work.courses.get(item.course)
    person = await work.people.get(item.args["person"])
    expires = datetime.fromisoformat(item.args["expires"])
    if course is None or person is None or course.frozen or person.dropped or now >= expires:
        return
    if not (await work.preferences.of(person.id)).reminded:
        return
    said: list[tuple[Subject, Spans]] = []
    for subject in SUBJECTS.from_json(item.args["subjects"]):
        line = await _line(subject, person, now, work)
        if line is not None:
            said.append((subject, line))
    if not said:
        return
    key = f"reminder/{person.id}/{item.key.rpartition('/')[2]}"
    view = views.reminder(course, said)
    await work.outbox.post(Post(key, course.id, Directly(person.id), view, expires=expires))
    await work.reminders.tell([Told(key, person.id, subject) for subject, _ in said])


async def _line(subject: Subject, person: Person, now: datetime, work: UnitOfWork) -> Spans | None:
    """Return what is to be said of a subject; None where it is past, done or obsolete."""
    if subject.until is not None and subject.until <= now:
        return None
    if subject.topic is Topic.SESSION:
        return await _session_line(subject, person, work)
    if await _done(subject, person, work):
        return None
    if subject.topic in (Topic.POSTS, Topic.REPLIES):
        discussion = await work.discussions.get(subject.about)
        if discussion is None or not await _chosen(subject, discussion.week, person, work):
            return None
        return views.discussion_line(discussion, subject)
    session = await work.sessions.get(subject.about)
    if session is None or not await _chosen(subject, session.week, person, work):
        return None
    if subject.topic is Topic.MAKE_UP:
        until = await work.makeups.open_until(session.id)
        if until is None or until <= now:
            return None
        subject = replace(subject, until=until)
    return views.recap_line(session, subject)


async def _session_line(subject: Subject, person: Person, work: UnitOfWork) -> Spans | None:
    """Return a session's line; None when it has changed, or they won't come."""
    session = await work.sessions.get(subject.about)
    if session is None or not stands(subject, session):
        return None
    if person.id in {one.person for one in away(await work.checkins.absences(session.id))}:
        return None
    nights = (await work.preferences.of(person.id)).reminders.night_sessions
    wanted = not session.counted or session.id in nights
    if not wanted and not await _chosen(subject, session.week, person, work):
        return None
    return views.session_line(session)


async def _chosen(subject: Subject, week: int, person: Person, work: UnitOfWork) -> bool:
    """Whether what a person declared for a week leaves a subject worth a reminder."""
    declared = await work.choices.get(person.course, person.id, week)
    policy = await work.policies.ruling(person.course, week)
    if declared is None or policy is None:
        return True
    options = [option for option in policy.options if option.key in declared.options]
    return steers_to(subject.topic, options)


def stands(subject: Subject, session: Session) -> bool:
    """Whether a session is still planned as a subject says."""
    return session.state is State.PLANNED and session.revision == subject.revision


async def _done(subject: Subject, person: Person, work: UnitOfWork) -> bool:
    discussion = None
    if subject.topic in (Topic.POSTS, Topic.REPLIES):
        discussion = await work.discussions.get(subject.about)
    about: Sequence[Entry] = await work.ledger.about_people(subject.about, (person.id,))
    session = await work.sessions.get(subject.about)
    if session is not None:
        about = await standing_acts(session, about, work)
    return is_done(subject, discussion, about)


async def as_it_stands(told: Sequence[Told], work: UnitOfWork) -> Sequence[tuple[Subject, Spans]]:
    """Return what a sent reminder should read as now: sessions as they are, the rest as it was."""
    lines: list[tuple[Subject, Spans]] = []
    for subject in (one.subject for one in told):
        session = await work.sessions.get(subject.about)
        discussion = await work.discussions.get(subject.about)
        if discussion is not None:
            lines.append((subject, views.discussion_line(discussion, subject)))
        elif session is not None and subject.topic is not Topic.SESSION:
            lines.append((subject, views.recap_line(session, subject)))
        elif session is not None and stands(subject, session):
            lines.append((subject, views.session_line(session)))
        elif session is not None:
            lines.append((subject, views.changed_line(session, subject)))
    return lines
