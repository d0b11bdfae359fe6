"""What sessions do when something happened: plan the agenda, keep their posts true."""

from __future__ import annotations

from datetime import datetime

from bot.chat.events import place_key
from bot.chat.posts import Board
from bot.chat.views import View
from bot.features.sessions.calendar import keep_in_step
from bot.features.sessions.due import ANNOUNCE, announce, announcement_key, items_for
from bot.features.sessions.views import announcement, live_card
from bot.model.happenings import (
    CourseLoaded,
    SessionChanged,
    SessionEnded,
    SessionStarted,
    SessionUnstarted,
)
from bot.model.places import Purpose
from bot.model.sessions import State
from bot.ports.standing import stand, take_down
from bot.ports.work import UnitOfWork

LIVE_CARD = "live-card"


async def plan(loaded: CourseLoaded, now: datetime, work: UnitOfWork) -> None:
    """Put every planned session of a loaded course on the agenda, and correct what was said."""
    course = await work.courses.get(loaded.course)
    if course is None or course.frozen:
        return
    sessions = await work.sessions.of(course.id)
    ahead = [session for session in sessions if session.ends > now]
    await work.agenda.plan(tuple(items_for(course, ahead)))
    for session in ahead:
        await _correct(session.id, work)
        await keep_in_step(session.id, now, work)


async def replan(changed: SessionChanged, now: datetime, work: UnitOfWork) -> None:
    """Move a changed session on the agenda and correct its announcement."""
    session = await work.sessions.get(changed.session)
    course = await work.courses.get(session.course) if session else None
    if session is None or course is None:
        return
    await work.agenda.cancel(f"session/{session.id}/start/")
    if session.state is State.PLANNED:
        await work.agenda.plan(tuple(items_for(course, (session,))))
    await _correct(session.id, work)
    await keep_in_step(session.id, now, work)


async def _correct(name: str, work: UnitOfWork) -> None:
    """Make announcements say what is true now; one that was never sent is silenced instead."""
    session = await work.sessions.get(name)
    course = await work.courses.get(session.course) if session else None
    if session is None or course is None:
        return
    for place in course.places_for(Purpose.MAIN):
        key = announcement_key(session, place)
        posted = await work.outbox.get(key)
        if posted is None:
            continue
        if posted.message is None and session.state is State.CANCELLED:
            await work.outbox.silence(key)
        else:
            await work.outbox.edit(key, announcement(session, course.mentioned(place)))


async def show_live(started: SessionStarted, now: datetime, work: UnitOfWork) -> None:
    """Post the card that stands in the live place while it runs; the announcement says so."""
    session = await work.sessions.get(started.session)
    course = await work.courses.get(session.course) if session else None
    if session is None or course is None:
        return
    for place in course.places_for(Purpose.LIVE):
        key = f"live/{session.id}/{place_key(place)}"
        await stand(Board(key, course.id, place, LIVE_CARD, session.id), work)
    await _correct(session.id, work)
    await keep_in_step(session.id, now, work)


async def show_planned(undone: SessionUnstarted, now: datetime, work: UnitOfWork) -> None:
    """Take the live card down, plan the start again, and make what was announced true again."""
    session = await work.sessions.get(undone.session)
    course = await work.courses.get(session.course) if session else None
    if session is None or course is None:
        return
    await take_down(f"live/{session.id}/", work)
    await work.agenda.cancel(f"session/{session.id}/end/")
    await replan(SessionChanged(session.id), now, work)
    for item in items_for(course, (session,)):
        # An announcement that fell due while the session was live was left out for good.
        if item.kind == ANNOUNCE and item.due <= now:
            await announce(item, now, work)


async def show_ended(ended: SessionEnded, now: datetime, work: UnitOfWork) -> None:
    """Let the live card and the announcement say that the session is over."""
    await work.outbox.redraw(LIVE_CARD, ended.session)
    await _correct(ended.session, work)
    await keep_in_step(ended.session, now, work)


async def draw_live_card(name: str, now: datetime, work: UnitOfWork) -> View | None:
    """Draw the live card as the session stands now."""
    session = await work.sessions.get(name)
    return None if session is None else live_card(session)
