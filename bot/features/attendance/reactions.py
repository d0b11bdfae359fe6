"""What attendance does when a session starts: make its code and show it to staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.chat.events import place_key
from bot.chat.posts import Post
from bot.features.attendance.views import code_card, replaced_card
from bot.model.course import Course
from bot.model.happenings import SessionStarted
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
    if session is None or course is None or await work.checkins.codes(session.id):
        return
    digits = work.tools.codes.digits(CODE_LENGTH)
    expires = first_expiry(session.starts, now)
    code = Code(short_id("code", session.id), session.id, digits, now, expires)
    await work.checkins.save_codes((code,))
    await post_code(course, session, code, work)


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
    for place in course.places_for(Purpose.STAFF):
        key = _key(code, place)
        if await work.outbox.get(key) is not None:
            await work.outbox.edit(key, replaced_card(session))


async def away_people(session: Session, work: UnitOfWork) -> Sequence[Person]:
    """Return who announced that they can't come to a session, by name."""
    gone = {absence.person for absence in away(await work.checkins.absences(session.id))}
    return [person for person in await work.people.of(session.course) if person.id in gone]


def _key(code: Code, place: Place) -> str:
    return f"code/{code.id}/{place_key(place)}"
