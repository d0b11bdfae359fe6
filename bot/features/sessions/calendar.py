"""Sessions in the platforms' own calendars: entered some weeks ahead, then kept in step."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.chat.events import place_key
from bot.chat.occasions import Occasion
from bot.chat.posts import Board, OnCalendar, PostState
from bot.model.course import Course
from bot.model.happenings import CourseFrozen
from bot.model.places import Place, Purpose
from bot.model.sessions import Session, State
from bot.model.time.announcing import announced_at
from bot.ports.agenda import Item
from bot.ports.work import UnitOfWork

ENTER = "session.enter"
OCCASION = "occasion"
"""What the board draws that stands in a calendar."""
AHEAD = timedelta(weeks=4)
"""How long before its start a session is entered: calendars hold only so many at once."""
KEPT = frozenset({PostState.WAITING, PostState.SENT})


def entry_item(course: Course, session: Session) -> Item:
    """Return the agenda's item that enters a session."""
    due = announced_at(session.starts, AHEAD, course.zone)
    args = {"session": session.id}
    return Item(f"session/{session.id}/enter", course.id, ENTER, due, args)


async def enter(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Enter a session in the calendars of the course's main places, unless it is over or gone."""
    await keep_in_step(item.args["session"], now, work)


async def keep_in_step(name: str, now: datetime, work: UnitOfWork) -> None:
    """Let a session's entries say what is true now; enter it where it should stand by now."""
    session = await work.sessions.get(name)
    course = await work.courses.get(session.course) if session else None
    if session is None or course is None:
        return
    places = course.places_for(Purpose.MAIN)
    await _leave(session, places, work)
    due = entry_item(course, session).due <= now
    for place in places:
        before = await work.outbox.starting(_prefix(session, place))
        standing = [each for each in before if each.state in KEPT]
        key = f"{_prefix(session, place)}{len(before) + 1}"
        if standing:
            key = standing[-1].key
        elif session.state is not State.PLANNED or not due:
            continue
        shown = f"{session.id}/{place.platform}"
        await work.outbox.board(Board(key, course.id, OnCalendar(place), OCCASION, shown))


async def leave(frozen: CourseFrozen, now: datetime, work: UnitOfWork) -> None:
    """Take what is still planned in a course that is over out of the calendars."""
    for session in await work.sessions.of(frozen.course):
        if session.state is State.PLANNED:
            await _leave(session, (), work)


async def _leave(session: Session, stays: tuple[Place, ...], work: UnitOfWork) -> None:
    """Take a session out of the calendars of places that are no longer the course's main ones."""
    for each in await work.outbox.starting(f"occasion/{session.id}/"):
        kept = isinstance(each.to, OnCalendar) and each.to.place in stays
        if not kept and each.state in KEPT:
            await work.outbox.remove(each.key)


async def draw_occasion(name: str, now: datetime, work: UnitOfWork) -> Occasion | None:
    """Draw a session for one platform's calendar as it stands now."""
    about, _, platform = name.partition("/")
    session = await work.sessions.get(about)
    course = await work.courses.get(session.course) if session else None
    if session is None or course is None:
        return None
    voice = [one for one in course.places_for(Purpose.VOICE) if one.platform == platform]
    return Occasion(
        title=session.title,
        about=f"{course.title}, week {session.week}. {_how(session)}",
        starts=session.starts,
        ends=session.ends,
        state=session.state,
        link=session.link or "",
        place=next(iter(voice), None),
    )


def _how(session: Session) -> str:
    if not session.counted:
        return "Come for the company: this one is not graded."
    return "Can't come? The recap afterwards has a make-up that earns the same."


def _prefix(session: Session, place: Place) -> str:
    return f"occasion/{session.id}/{place_key(place)}/"
