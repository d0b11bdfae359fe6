"""What questions do when something happened: the board, and words that were withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.chat.events import place_key
from bot.chat.posts import Board
from bot.chat.views import View
from bot.features.questions.records import BOARD, names_of, show
from bot.features.questions.views import board
from bot.model.happenings import (
    SessionChanged,
    SessionEnded,
    SessionStarted,
    SessionUnstarted,
    WordsWithdrawn,
)
from bot.model.live.moment import next_planned
from bot.model.live.questions import without_words
from bot.model.places import Purpose
from bot.model.sessions import State
from bot.ports.standing import stand, take_down
from bot.ports.work import UnitOfWork


async def open_board(started: SessionStarted, now: datetime, work: UnitOfWork) -> None:
    """Put the board into the live places; what was asked before stands on it from the start."""
    session = await work.sessions.get(started.session)
    course = await work.courses.get(session.course) if session else None
    if session is None or course is None:
        return
    for place in course.places_for(Purpose.LIVE):
        key = f"questions/{session.id}/{place_key(place)}"
        await stand(Board(key, course.id, place, BOARD, session.id), work)


async def take_board_down(undone: SessionUnstarted, now: datetime, work: UnitOfWork) -> None:
    """Take the board down; what was asked is kept for when the session really starts."""
    await take_down(f"questions/{undone.session}/", work)


async def close_board(ended: SessionEnded, now: datetime, work: UnitOfWork) -> None:
    """Let the board say that the session is over."""
    await show(ended.session, work)


async def move_along(changed: SessionChanged, now: datetime, work: UnitOfWork) -> None:
    """Keep what was asked for a session that is cancelled for the next one."""
    session = await work.sessions.get(changed.session)
    if session is None or session.state is not State.CANCELLED:
        return
    following = next_planned(await work.sessions.of(session.course), now)
    if following is None:
        return
    questions = await work.questions.of_session(session.id)
    await work.questions.save([replace(q, session=following.id) for q in questions])


async def forget_words(withdrawn: WordsWithdrawn, now: datetime, work: UnitOfWork) -> None:
    """Erase a person's questions and answers; that they asked stays in the count."""
    questions = await work.questions.of_person(withdrawn.person)
    await work.questions.save([without_words(q, withdrawn.person) for q in questions])
    for session in dict.fromkeys(question.session for question in questions):
        await show(session, work)


async def draw_board(session: str, now: datetime, work: UnitOfWork) -> View | None:
    """Draw the board as it stands now."""
    found = await work.sessions.get(session)
    if found is None:
        return None
    questions = await work.questions.of_session(session)
    return board(found, questions, await names_of(found.course, work))
