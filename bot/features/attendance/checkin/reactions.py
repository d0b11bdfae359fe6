"""What attendance does when a session starts: make its code and show it to staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.chat.events import place_key
from bot.chat.posts import Post
from bot.chat.views import View
from bot.features.attendance.checkin.views import code_card, replaced_card, void_card
from bot.features.attendance.evidence.records import take_all_back
from bot.model.course import Course
from bot.model.happenings import SessionStarted, SessionUnstarted
from bot.model.ids import short_id
from bot.model.live.absence import away
from bot.model.live.checkin import CODE_LENGTH, Code, first_expiry
from bot.model.people import Person
from bot.model.places import Place, Purpose
from bot.model.sessions import Session
from bot.ports.work import UnitOfWork


async def make_code(started: SessionStarted, now: datetime, work: UnitOfWork) -> None:
    """Make a session's first code; one that was reopened keeps what it has, for staff to renew."""
    session = await work.sessions.get(started.session)
    course = await work.courses.get(session.course) if session else None
    if session is None or course is None:
        return
    before = await work.checkins.codes(session.id)
    if any(not code.void for code in before):
        return
    again = (str(len(before) + 1),) if before else ()
    digits = work.tools.codes.digits(CODE_LENGTH)
    expires = first_expiry(session.starts, now)
    code = Code(short_id("code", session.id, *again), session.id, digits, now, expires)
    await work.checkins.save_codes((code,))
    await post_code(course, session, code, work)


async def void_code(undone: SessionUnstarted, now: datetime, work: UnitOfWork) -> None:
    """Let no code of a start that was undone count, nor who checked in with it."""
    session = await work.sessions.get(undone.session)
    course = await work.courses.get(session.course) if session else None
    if session is None or course is None:
        return
    codes = await work.checkins.codes(session.id)
    # Not "until now": a check-in on its way would still count for what is only planned.
    await work.checkins.save_codes([replace(code, expires=code.made) for code in codes])
    for code in codes:
        await _show(course, code, void_card(session), work)
    await take_all_back(session, course, now, work)


async def post_code(course: Course, session: Session, code: Code, work: UnitOfWork) -> None:
    """Show a code in the staff's places, where no student can read."""
    card = code_card(session, code, await away_people(session, work))
    for place in course.places_for(Purpose.STAFF):
        key = _key(code, place)
        if await work.outbox.get(key) is None:
            post = Post(key, course.id, place, card, expires=code.expires, closed=True)
            await work.outbox.post(post)
        else:
            await work.outbox.edit(key, card)


async def show_replaced(course: Course, session: Session, code: Code, work: UnitOfWork) -> None:
    """Let the posts of an older code say that it was replaced."""
    await _show(course, code, replaced_card(session), work)


async def _show(course: Course, code: Code, card: View, work: UnitOfWork) -> None:
    """Let what was posted of a code say something else."""
    for place in course.places_for(Purpose.STAFF):
        key = _key(code, place)
        if await work.outbox.get(key) is not None:
            await work.outbox.edit(key, card)


async def away_people(session: Session, work: UnitOfWork) -> Sequence[Person]:
    """Return who announced that they can't come to a session, by name."""
    gone = {absence.person for absence in away(await work.checkins.absences(session.id))}
    return [person for person in await work.people.of(session.course) if person.id in gone]


def _key(code: Code, place: Place) -> str:
    return f"code/{code.id}/{place_key(place)}"
