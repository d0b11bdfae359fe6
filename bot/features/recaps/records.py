"""What recaps read and write in common: publishing, boards, the archive, the audit."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.chat.boards import RECAP, RECAP_BOARDS
from bot.chat.calls import Call
from bot.chat.events import place_key
from bot.chat.posts import Board
from bot.chat.refusal import Refusal
from bot.model.course import Course
from bot.model.happenings import RecapPublished
from bot.model.live.moment import last_over
from bot.model.places import Place, Purpose
from bot.model.recap.documents import note_documents, recap_document
from bot.model.recap.recaps import Recap, published
from bot.model.sessions import Session, State
from bot.ports import reading
from bot.ports.agenda import Item
from bot.ports.work import UnitOfWork

OPEN_ANSWERS = "recap.answers"
NOT_YET = "{title} has no recap yet: it is drafted when the session ends."


def recap_key(recap: Recap, place: Place) -> str:
    """Return the key of a recap's post; one that was taken back and comes again is another."""
    again = f"{recap.publications}/" if recap.publications > 1 else ""
    return f"recap/{recap.session}/{again}{place_key(place)}"


async def session_of(name: str, call: Call, work: UnitOfWork) -> Session:
    """Return the session of a button or parameter, else the one that ended last."""
    if not name:
        latest = last_over(await work.sessions.of(call.course.id))
        if latest is None:
            raise Refusal("No session has ended yet, so there is no recap. See /class next.")
        return latest
    return await reading.session_of(name, call, work)


async def recap_of(session: Session, work: UnitOfWork) -> Recap:
    """Return a session's recap; refuse where there is none."""
    recap = await work.recaps.get(session.id)
    if recap is None:
        raise Refusal(NOT_YET.format(title=session.title))
    return recap


async def publish(
    recap: Recap, session: Session, by: str | None, now: datetime, work: UnitOfWork
) -> Recap:
    """Publish a draft in the recaps' places and open its make-up; return it as it is now."""
    course = await work.courses.get(session.course)
    if course is None:
        return recap
    out = published(recap, by, now, course.makeup_open)
    await work.sessions.save((replace(session, state=State.RECAPPED),))
    for place in course.places_for(Purpose.RECAPS):
        key = recap_key(out, place)
        await work.outbox.board(Board(key, course.id, place, RECAP, session.id))
    await save(out, session, course, work)
    if out.publications == 1:
        work.happened(RecapPublished(session.id))
    return out


async def save(recap: Recap, session: Session, course: Course, work: UnitOfWork) -> None:
    """Write a recap, let everything that shows it follow, and plan its make-up's end."""
    await work.recaps.save((recap,))
    await show(recap.session, work)
    await index(recap, session, course, work)
    if recap.published is not None and recap.makeup_until is not None:
        until = recap.makeup_until
        key = f"makeup/{recap.session}/close/{int(until.timestamp())}"
        args = {"session": recap.session}
        item = Item(key, course.id, OPEN_ANSWERS, until, args, settled=True)
        await work.agenda.plan((item,))


async def show(session: str, work: UnitOfWork) -> None:
    """Let the recap and its draft show what changed."""
    for board in RECAP_BOARDS:
        await work.outbox.redraw(board, session)


async def index(recap: Recap, session: Session, course: Course, work: UnitOfWork) -> None:
    """Keep a published recap findable, and no other."""
    polls = await work.polls.of_session(session.id)
    document = recap_document(recap, session, polls)
    notes = note_documents(session, polls)
    if recap.published is None:
        await work.archive.remove([document.id, *(each.id for each in notes)])
    else:
        await work.archive.put((document, *notes), course.language)
