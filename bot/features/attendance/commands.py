"""What staff do: show and renew the code, list who is here, mark someone present by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Annotated

from bot.chat.actions import Action, action
from bot.chat.calls import Call, Choices
from bot.chat.commands import Commands
from bot.chat.naming import student_named, students_like
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.attendance.checkin import views
from bot.features.attendance.checkin.reactions import away_people, post_code, show_replaced
from bot.features.attendance.evidence.records import enter, take_back
from bot.features.attendance.evidence.settling import settle_now
from bot.features.attendance.reports.showing import listed
from bot.features.attendance.roll.choosing import begun_sessions, chosen
from bot.features.attendance.roll.views import restored, struck
from bot.model.ids import short_id
from bot.model.live.checkin import (
    BY_STAFF,
    CODE_LASTS,
    CODE_LENGTH,
    LONGEST_CODE,
    CheckIn,
    Code,
    newest,
)
from bot.model.live.moment import live_at
from bot.model.people import STAFF, Person
from bot.model.sessions import Session, State
from bot.ports.deeds import audited
from bot.ports.locked import decision, differing, locked_among
from bot.ports.reading import session_of
from bot.ports.work import UnitOfWork

commands = Commands()


@dataclass(frozen=True, slots=True)
class ShowCode:
    """Show the check-in code, or make a new one that lasts some minutes."""

    minutes: Annotated[int | None, Param("make a new code that lasts this long")] = None


@commands.on("session code", allowed=STAFF)
async def show_code(ask: ShowCode, call: Call, work: UnitOfWork) -> View:
    """Answer with the live session's code; `minutes` renews it."""
    session = live_at(await work.sessions.of(call.course.id), call.at)
    if session is None:
        raise Refusal("No session is live. A code is made when one starts: /class session start.")
    code = newest(await work.checkins.codes(session.id))
    if ask.minutes is None and code is not None and code.counts(call.now):
        return views.code_card(session, code, await away_people(session, work))
    lasts = CODE_LASTS if ask.minutes is None else timedelta(minutes=ask.minutes)
    if not timedelta(minutes=1) <= lasts <= LONGEST_CODE:
        raise Refusal("A code lasts from 1 to 240 minutes. Please give a number in between.")
    return await _renew(session, lasts, call, work)


@commands.button("attendance.renew", allowed=STAFF, answers="private")
async def renew_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Make a new code for the button's session."""
    session = await session_of(ask.object, call, work)
    if session.state is not State.LIVE:
        raise Refusal(f"{session.title} is not live, so it needs no code.")
    return await _renew(session, CODE_LASTS, call, work)


async def _renew(session: Session, lasts: timedelta, call: Call, work: UnitOfWork) -> View:
    before = newest(await work.checkins.codes(session.id))
    code = Code(
        short_id("code", call.id),
        session.id,
        work.tools.codes.digits(CODE_LENGTH),
        call.now,
        call.now + lasts,
    )
    await work.checkins.save_codes((code,))
    until = code.made
    if before is not None:
        until = before.expires
        ended = replace(before, expires=min(before.expires, call.now))
        await work.checkins.save_codes((ended,))
        await show_replaced(call.course, session, before, work)
    await post_code(call.course, session, code, work)
    # The undo carries the old code's end in whole seconds, to fit into a button.
    undo = action(
        "attendance.oldcode", session.course, session.id, f"{code.id}.{int(until.timestamp())}"
    )
    await audited(call, work, f"renewed the check-in code of {session.title}", undo)
    return views.renewed(session, code, undo)


@commands.button("attendance.oldcode", allowed=STAFF)
async def old_code(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Let the code before count again and end the new one: the undo of renewing."""
    session = await session_of(ask.object, call, work)
    name, _, until = ask.arg.partition(".")
    codes = [code for code in await work.checkins.codes(session.id) if not code.void]
    new = next((code for code in codes if code.id == name), None)
    older = newest([code for code in codes if new is not None and code.made < new.made])
    if new is None or older is None or not until.isdigit():
        raise Refusal("There is no older code to go back to.")
    back = replace(older, made=call.now, expires=datetime.fromtimestamp(int(until), UTC))
    await work.checkins.save_codes((replace(new, expires=min(new.expires, call.now)), back))
    await show_replaced(call.course, session, new, work)
    await post_code(call.course, session, back, work)
    await audited(call, work, f"went back to the older check-in code of {session.title}", None)
    return views.code_card(session, back, await away_people(session, work))


@dataclass(frozen=True, slots=True)
class MarkPresent:
    """Mark a student present by hand."""

    person: Annotated[str, Param("who was there", suggests=True)]
    session: Annotated[str, Param("which one; the live or last one if left out", suggests=True)] = (
        ""
    )


@commands.on("session present", allowed=STAFF)
async def mark_present(ask: MarkPresent, call: Call, work: UnitOfWork) -> View:
    """Enter that a student was there, on staff's word."""
    session = await chosen(ask.session, call, work)
    return await _mark(
        session, student_named(await work.people.of(call.course.id), ask.person), call, work
    )


@commands.button("attendance.mark", allowed=STAFF)
async def mark_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Mark the button's student present (again)."""
    session = await session_of(ask.object, call, work)
    return await _mark(
        session, student_named(await work.people.of(call.course.id), ask.arg), call, work
    )


async def _mark(session: Session, person: Person, call: Call, work: UnitOfWork) -> View:
    if session.began is None:
        raise Refusal(f"{session.title} hasn't started, so nobody can be present yet.")
    known = await work.checkins.get(session.id, person.id)
    if known is not None and known.undone is None:
        raise Refusal(f"{person.name} is checked in to {session.title} already.")
    mark = CheckIn(session.id, person.id, call.now, BY_STAFF, by=call.person.id)
    why = f"present in {session.title}"
    async with differing(call.course, decision(call, why), work, person.id):
        await enter(session, mark, work)
    undo = action("attendance.unmark", call.course.id, session.id, person.id)
    await audited(call, work, f"marked {person.name} present in {session.title}", undo)
    return views.marked(session, person, undo)


@commands.button("attendance.unmark", allowed=STAFF)
async def unmark_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Take back that staff marked someone present: the undo."""
    session = await session_of(ask.object, call, work)
    person = student_named(await work.people.of(call.course.id), ask.arg)
    known = await work.checkins.get(session.id, person.id)
    if known is None or known.undone is not None or known.by is None:
        raise Refusal(f"{person.name} is not marked present by hand in {session.title}.")
    why = f"the mark in {session.title} was taken back"
    async with differing(call.course, decision(call, why), work, person.id):
        await work.checkins.save((replace(known, undone=call.now),))
        await take_back(session, person.id, call.now, call.person.id, work)
        await settle_now(session, call.course, call.now, work)
    again = action("attendance.mark", call.course.id, session.id, person.id)
    await audited(call, work, f"took back {person.name}'s mark in {session.title}", again)
    return views.unmarked(session, person)


@commands.button("attendance.strike", allowed=STAFF)
async def strike_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Let a check-in count no longer, so that what was measured does."""
    session, person, checkin = await _checkin(ask, call, work)
    if checkin.undone is not None:
        raise Refusal(f"{person.name}'s check-in to {session.title} doesn't count any more.")
    why = f"the check-in to {session.title} was struck out"
    async with differing(call.course, decision(call, why), work, person.id):
        await work.checkins.save((replace(checkin, undone=call.now),))
        await settle_now(session, call.course, call.now, work)
    undo = action("attendance.unstrike", call.course.id, session.id, person.id)
    await audited(call, work, f"struck out {person.name}'s check-in to {session.title}", undo)
    locked = await locked_among({session.week}, call.course, call.now, work)
    return await listed(session, call, work, struck(session, person, locked, undo))


@commands.button("attendance.unstrike", allowed=STAFF)
async def unstrike_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Let such a check-in count again: the undo."""
    session, person, checkin = await _checkin(ask, call, work)
    if checkin.undone is None:
        raise Refusal(f"{person.name}'s check-in to {session.title} counts already.")
    why = f"the check-in to {session.title} counts again"
    async with differing(call.course, decision(call, why), work, person.id):
        await work.checkins.save((replace(checkin, undone=None),))
        await settle_now(session, call.course, call.now, work)
    again = action("attendance.strike", call.course.id, session.id, person.id)
    await audited(call, work, f"let {person.name}'s check-in to {session.title} count", again)
    return await listed(session, call, work, restored(session, person))


async def _checkin(ask: Action, call: Call, work: UnitOfWork) -> tuple[Session, Person, CheckIn]:
    session = await session_of(ask.object, call, work)
    person = student_named(await work.people.of(call.course.id), ask.arg)
    checkin = await work.checkins.get(session.id, person.id)
    if checkin is None or checkin.by is not None:
        raise Refusal(f"{person.name} didn't check in to {session.title} by code.")
    return session, person, checkin


@commands.suggest("session present", "person")
async def students(text: str, call: Call, work: UnitOfWork) -> Choices:
    """Suggest students whose name holds the text."""
    if not call.person.is_staff:
        return ()
    return students_like(await work.people.of(call.course.id), text)


commands.suggest("session present", "session")(begun_sessions)
