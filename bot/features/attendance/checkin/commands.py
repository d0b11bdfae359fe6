"""What students do: check in, say that they can't come, or that they can after all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from bot.chat.actions import Action
from bot.chat.calls import Call
from bot.chat.commands import Commands, Submitted
from bot.chat.forms import Form
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.attendance.checkin import views
from bot.features.attendance.evidence.records import enter
from bot.features.attendance.evidence.settling import settle_now
from bot.model.live.absence import Absence
from bot.model.live.checkin import BY_CODE, CheckIn, Verdict, judge, newest, tries_left
from bot.model.live.moment import OVER, last_over, live_at
from bot.model.participation.review.differences import Decision
from bot.model.people import STUDENTS
from bot.model.sessions import Session, State
from bot.ports.locked import differing
from bot.ports.reading import session_of
from bot.ports.work import UnitOfWork

commands = Commands()
STAFF_MARK = "/class session present marks one of them present."
STAFF_MOVE = "If it can't take place, use /class session move or /class session cancel."


@dataclass(frozen=True, slots=True)
class CheckInAsk:
    """Check in to the live session with its code."""

    code: Annotated[str, Param("the code shown in the session", most=20)]


@commands.on("checkin", allowed=STUDENTS, instead=STAFF_MARK)
async def check_in(ask: CheckInAsk, call: Call, work: UnitOfWork) -> View:
    """Check in to the session that is live, or was when the command was sent."""
    sessions = await work.sessions.of(call.course.id)
    session = live_at(sessions, call.at) or last_over(sessions)
    if session is None:
        raise Refusal("No session is live, so there is nothing to check in to. See /class next.")
    return await _check_in(session, ask.code, call, work)


@commands.button("attendance.code", allowed=STUDENTS, answers="form", instead=STAFF_MARK)
async def code_form(ask: Action, call: Call, work: UnitOfWork) -> Form:
    """Open the form that asks for the code, while there is one that works."""
    session = await session_of(ask.object, call, work)
    _refuse_early(session)
    await _refuse_twice(session, call, work)
    code = newest(await work.checkins.codes(session.id))
    if code is None or not code.counts(call.at):
        instead = views.instead(session)
        raise Refusal(
            f"The check-in for {session.title} is over: its code has expired. If you are there, "
            f"ask staff for a new one. If not: {instead[0].lower()}{instead[1:]}"
        )
    return views.checkin_form(session)


@commands.form("attendance.checkin", allowed=STUDENTS)
async def code_sent(sent: Submitted, call: Call, work: UnitOfWork) -> View:
    """Check in with the code of the form."""
    session = await session_of(sent.action.object, call, work)
    return await _check_in(session, sent.answers.line(views.CODE_FIELD), call, work)


async def _check_in(session: Session, typed: str, call: Call, work: UnitOfWork) -> View:
    """Check a person in, or count the miss: that is kept, so it can't be a Refusal."""
    _refuse_early(session)
    await _refuse_twice(session, call, work)
    person = call.person
    codes = await work.checkins.codes(session.id)
    misses = await work.checkins.misses(session.id, person.id)
    verdict = judge(typed, codes, misses, call.at)
    if verdict is Verdict.RIGHT:
        why = f"checked in to {session.title} after the lock"
        late = Decision(call.id, call.course.id, why, None, call.now)
        async with differing(call.course, late, work, person.id, {session.week}):
            await enter(session, CheckIn(session.id, person.id, call.at, BY_CODE), work)
            if session.state in OVER:
                await settle_now(session, call.course, call.now, work)
        return views.checked_in(session)
    if verdict is Verdict.WRONG:
        await work.checkins.missed(call.id, session.id, person.id, call.at)
        return views.wrong_code(session, tries_left((*misses, call.at), call.at))
    return views.expired(session) if verdict is Verdict.EXPIRED else views.too_many()


def _refuse_early(session: Session) -> None:
    if session.began is None:
        raise Refusal(f"{session.title} hasn't started, so nobody can check in yet.")


async def _refuse_twice(session: Session, call: Call, work: UnitOfWork) -> None:
    known = await work.checkins.get(session.id, call.person.id)
    if known is not None and known.undone is None:
        raise Refusal(f"You're checked in to {session.title} already. Nothing more to do.")


@commands.button("attendance.away", allowed=STUDENTS, answers="private", instead=STAFF_MOVE)
async def away_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Keep for staff that a student can't come."""
    session = await _not_over(ask.object, call, work)
    known = await work.checkins.absence(session.id, call.person.id)
    if known is None or known.undone is not None:
        absence = Absence(session.id, call.person.id, call.at)
        await work.checkins.save_absences((absence,))
    return views.away(session)


@commands.button("attendance.back", allowed=STUDENTS)
async def back_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Take an announced absence back."""
    session = await _not_over(ask.object, call, work)
    known = await work.checkins.absence(session.id, call.person.id)
    if known is not None and known.undone is None:
        await work.checkins.save_absences((replace(known, undone=call.at),))
    return views.back(session)


async def _not_over(name: str, call: Call, work: UnitOfWork) -> Session:
    session = await session_of(name, call, work)
    if session.state is State.CANCELLED:
        raise Refusal(f"{session.title} was cancelled: nobody has to come.")
    if (session.ended or session.ends) <= call.at:
        raise Refusal(f"{session.title} is over. Weren't there? {views.instead(session)}")
    return session
