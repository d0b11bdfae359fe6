"""What is due for sessions: announcing them, starting and ending them by the clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.chat.events import place_key
from bot.chat.posts import Post
from bot.features.sessions.calendar import entry_item
from bot.features.sessions.views import announcement
from bot.model.course import Course
from bot.model.happenings import SessionEnded, SessionStarted, SessionUnstarted
from bot.model.places import Place, Purpose
from bot.model.sessions import Session, State
from bot.model.time.announcing import announced_at
from bot.ports.agenda import Item
from bot.ports.work import UnitOfWork

ANNOUNCE = "session.announce"
START = "session.start"
END = "session.end"
OVERTIME = timedelta(minutes=15)
"""How long after its planned end a session is ended by the clock, if nobody ended it."""


def announcement_key(session: Session, place: Place) -> str:
    """Return the key of a session's announcement in a place."""
    return f"announcement/{session.id}/{place_key(place)}"


def items_for(course: Course, sessions: Sequence[Session]) -> Iterator[Item]:
    """Yield the agenda's items for planned sessions; the keys make planning them again safe."""
    for session in sessions:
        if session.state is not State.PLANNED:
            continue
        args = {"session": session.id}
        announce = announced_at(session.starts, course.announce_before, course.zone)
        key = f"session/{session.id}"
        yield Item(f"{key}/announce", course.id, ANNOUNCE, announce, args)
        yield Item(f"{key}/start/{session.revision}", course.id, START, session.starts, args)
        yield entry_item(course, session)


async def announce(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Announce a session in its places, unless it is over or gone."""
    session = await work.sessions.get(item.args["session"])
    course = await work.courses.get(item.course)
    if session is None or course is None or session.state is not State.PLANNED:
        return
    for place in course.places_for(Purpose.MAIN):
        await work.outbox.post(
            Post(
                announcement_key(session, place),
                course.id,
                place,
                announcement(session, course.mentioned(place)),
                expires=session.starts,
            )
        )


async def start_by_clock(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Start a session at its planned time, unless staff did or its whole time has passed."""
    session = await work.sessions.get(item.args["session"])
    if session is None or session.state is not State.PLANNED or session.starts > now:
        return
    await start(session, session.starts, work)


async def end_by_clock(item: Item, now: datetime, work: UnitOfWork) -> None:
    """End a session that nobody ended; what counts is its planned end."""
    session = await work.sessions.get(item.args["session"])
    if session is None or session.state is not State.LIVE:
        return
    await end(session, max(session.ends, session.began or session.ends), work)


async def start(session: Session, began: datetime, work: UnitOfWork) -> Session:
    """Let a session go live from `began` on; return it as it is now."""
    live = replace(session, state=State.LIVE, began=session.began or began, ended=None)
    await work.sessions.save((live,))
    ends = max(live.ends, began) + OVERTIME
    key = f"session/{session.id}/end/{began.isoformat()}"
    await work.agenda.plan((Item(key, session.course, END, ends, {"session": session.id}),))
    work.happened(SessionStarted(session.id))
    return live


async def unstart(session: Session, work: UnitOfWork) -> Session:
    """Let a live session be planned again, as if it had not been started; return it."""
    planned = replace(session, state=State.PLANNED, began=None, ended=None)
    await work.sessions.save((planned,))
    work.happened(SessionUnstarted(session.id))
    return planned


async def end(session: Session, ended: datetime, work: UnitOfWork) -> Session:
    """End a live session at `ended`; return it as it is now."""
    over = replace(session, state=State.ENDED, ended=ended)
    await work.sessions.save((over,))
    work.happened(SessionEnded(session.id))
    return over
