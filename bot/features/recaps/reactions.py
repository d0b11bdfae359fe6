"""What recaps do when something happened: drafts, words that are gone, how boards are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.chat.boards import RECAP, RECAP_DRAFT
from bot.chat.events import Event, MessageDeleted, place_key
from bot.chat.posts import Board
from bot.chat.views import View
from bot.features.recaps import views
from bot.features.recaps.due import PUBLISH, sum_up_item
from bot.features.recaps.facts import load
from bot.features.recaps.marks import give
from bot.features.recaps.records import save, show
from bot.model.happenings import PostArrived, SessionEnded, SessionStarted, WordsWithdrawn
from bot.model.places import Purpose
from bot.model.recap.recaps import draft, quoted, without
from bot.ports.agenda import Item
from bot.ports.locked import WRITTEN
from bot.ports.work import UnitOfWork


async def make_draft(ended: SessionEnded, now: datetime, work: UnitOfWork) -> None:
    """Draft the recap of a session that ended, and show it to staff."""
    session = await work.sessions.get(ended.session)
    course = await work.courses.get(session.course) if session else None
    if session is None or course is None:
        return
    at = session.ended or now
    recap = draft(session, at, await work.recaps.get(session.id))
    await work.recaps.save((recap,))
    for place in course.places_for(Purpose.STAFF):
        key = f"recap-draft/{session.id}/{place_key(place)}"
        await work.outbox.board(Board(key, course.id, place, RECAP_DRAFT, session.id, closed=True))
    if course.publish_after is not None:
        due, args = at + course.publish_after, {"session": session.id}
        key = f"recap/{session.id}/publish"
        await work.agenda.plan((Item(key, course.id, PUBLISH, due, args, settled=True),))
    if recap.untouched:
        await work.agenda.plan((sum_up_item(session, now),))


async def hold_back(started: SessionStarted, now: datetime, work: UnitOfWork) -> None:
    """Keep the draft of a session that goes on from being published."""
    await work.agenda.cancel(f"recap/{started.session}/")
    await work.outbox.redraw(RECAP_DRAFT, started.session)


async def lead_there(arrived: PostArrived, now: datetime, work: UnitOfWork) -> None:
    """Let the staff's card lead to the recap once that stands in chat."""
    noun, _, rest = arrived.key.partition("/")
    if noun == RECAP:
        await work.outbox.redraw(RECAP_DRAFT, rest.partition("/")[0])


async def forget_words(withdrawn: WordsWithdrawn, now: datetime, work: UnitOfWork) -> None:
    """Take a person's words out of every recap, its history included."""
    mine = frozenset(kept.message for kept in await work.messages.by_person(withdrawn.person))
    for name in await work.recaps.showing(list(mine)):
        recap = await work.recaps.get(name)
        session = await work.sessions.get(name)
        course = await work.courses.get(session.course) if session else None
        if recap is None or session is None or course is None:
            continue
        if quoted(recap) & mine:
            await save(without(recap, mine), session, course, work)
        else:
            await show(name, work)


async def follow_deletions(events: Sequence[Event], now: datetime, work: UnitOfWork) -> None:
    """Let recaps that show a message which was deleted be drawn again, without it.

    A mark on it gives nothing any more.
    """
    gone = [event.message for event in events if isinstance(event, MessageDeleted)]
    if not gone:
        return
    for name in await work.recaps.showing(gone):
        await show(name, work)
    await give(gone, WRITTEN, now, work)


async def draw_recap(session: str, now: datetime, work: UnitOfWork) -> View | None:
    """Draw a published recap as it stands now."""
    facts = await load(session, work)
    return None if facts is None else views.recap(facts)


async def draw_draft(session: str, now: datetime, work: UnitOfWork) -> View | None:
    """Draw the staff's card as it stands now."""
    facts = await load(session, work)
    return None if facts is None else views.draft(facts)
