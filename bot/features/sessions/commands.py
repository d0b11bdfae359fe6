"""Commands about sessions: what is next, and staff's start, end, move, cancel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Annotated

from bot.chat.actions import Action, action
from bot.chat.calls import Call, Choices
from bot.chat.commands import Commands
from bot.chat.naming import titles_like
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.chat.when import read_when
from bot.features.sessions import due
from bot.features.sessions.views import changed, upcoming
from bot.model.happenings import SessionChanged
from bot.model.live.moment import OVER
from bot.model.people import STAFF
from bot.model.sessions import Session, State
from bot.ports.deeds import audited
from bot.ports.locked import decision, differing
from bot.ports.reading import session_of
from bot.ports.work import UnitOfWork

commands = Commands()
NEXT = 5
UNDONE_WITHIN = timedelta(hours=1)
"""How long after a start it can be undone; the refusal says it in words."""


@dataclass(frozen=True, slots=True)
class ShowNext:
    """Show the next sessions in your own time."""


@commands.on("next", reads=True)
async def show_next(ask: ShowNext, call: Call, work: UnitOfWork) -> View:
    """Answer with what is live and what comes next."""
    return await _upcoming(call, work)


@commands.button("session.next", answers="private", reads=True)
async def next_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Answer as the command does."""
    return await _upcoming(call, work)


async def _upcoming(call: Call, work: UnitOfWork) -> View:
    sessions = await work.sessions.of(call.course.id)
    ahead = [
        session
        for session in sessions
        if session.state is State.LIVE
        or (session.state is State.PLANNED and session.ends > call.now)
    ]
    return upcoming(ahead[:NEXT])


@dataclass(frozen=True, slots=True)
class StartSession:
    """Start a session now."""

    session: Annotated[str, Param("which one; the next if you leave it out", suggests=True)] = ""


@commands.on("session start", allowed=STAFF)
async def start_session(ask: StartSession, call: Call, work: UnitOfWork) -> View:
    """Let a planned session go live, or an ended one again; beside a live one only by name."""
    if not ask.session:
        await _none_live(call, work)
    session = await _chosen(ask.session, call, work, (State.PLANNED, State.ENDED))
    if not session.can_become(State.LIVE):
        raise Refusal(f"{session.title} can't start: it is {session.state}.")
    live = await due.start(session, call.at, work)
    fresh = session.state is State.PLANNED
    undo = action("session.unstart" if fresh else "session.end", call.course.id, session.id)
    await audited(call, work, f"started {session.title}", undo)
    return changed(live, "is live", undo)


@commands.button("session.unstart", allowed=STAFF)
async def unstart_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Make a session planned again that was started by mistake: the undo of a start."""
    session = await session_of(ask.object, call, work)
    await _check_unstart(session, call, work)
    planned = await due.unstart(session, work)
    await audited(call, work, f"took back the start of {session.title}", None)
    return changed(planned, "is planned again", None)


async def _check_unstart(session: Session, call: Call, work: UnitOfWork) -> None:
    """Refuse to undo a start that is no mistake any more, and say what can be done instead."""
    name = session.title
    if session.state in OVER:
        raise Refusal(
            f"{name} has ended meanwhile, so its start can't be undone. "
            f"To let it go on: /class session start session:{name}."
        )
    if session.state is not State.LIVE or session.began is None:
        raise Refusal(f"{name} is {session.state}, so there is no start to undo.")
    end = "To end it: /class session end."
    if await work.recaps.get(session.id) is not None:
        raise Refusal(f"{name} had ended once already, so its start can't be undone. {end}")
    if session.starts <= call.now:
        raise Refusal(f"{name} would be live by now anyway: its planned start has passed. {end}")
    if call.at - session.began > UNDONE_WITHIN:
        raise Refusal(
            f"{name} has been live for more than an hour, so its start can't be undone any "
            f"more. {end}"
        )


async def _none_live(call: Call, work: UnitOfWork) -> None:
    """Refuse a start without a name while one is live: it went live by the clock, most likely."""
    live = [each for each in await work.sessions.of(call.course.id) if each.state is State.LIVE]
    if live:
        raise Refusal(
            f"{live[0].title} is live already. To start another as well, name it: "
            "/class session start session:TITLE."
        )


@dataclass(frozen=True, slots=True)
class EndSession:
    """End the live session; its recap is drafted at once."""

    session: Annotated[str, Param("which one; the live one if left out", suggests=True)] = ""


@commands.on("session end", allowed=STAFF)
async def end_session(ask: EndSession, call: Call, work: UnitOfWork) -> View:
    """End a live session."""
    session = await _chosen(ask.session, call, work, (State.LIVE,))
    return await _end(session, call, work)


@commands.button("session.end", allowed=STAFF)
async def end_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """End the session of the button: also the undo of starting an ended one again."""
    return await _end(await session_of(ask.object, call, work), call, work)


async def _end(session: Session, call: Call, work: UnitOfWork) -> View:
    if session.state is not State.LIVE:
        raise Refusal(f"{session.title} is not live, so there is nothing to end.")
    ended = await due.end(session, call.at, work)
    undo = action("session.reopen", call.course.id, session.id)
    await audited(call, work, f"ended {session.title}", undo)
    return changed(ended, "has ended", undo)


@commands.button("session.reopen", allowed=STAFF)
async def reopen_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Let an ended session go on: the undo of an end."""
    session = await session_of(ask.object, call, work)
    if session.state is not State.ENDED:
        raise Refusal(f"{session.title} can't go on: it is {session.state}.")
    live = await due.start(session, call.at, work)
    undo = action("session.end", call.course.id, session.id)
    await audited(call, work, f"reopened {session.title}", undo)
    return changed(live, "is live again", undo)


@dataclass(frozen=True, slots=True)
class MoveSession:
    """Move a planned session to another time."""

    session: Annotated[str, Param("which one", suggests=True)]
    to: Annotated[str, Param("the new start in the course's zone, such as 2026-10-06 17:00")]


@commands.on("session move", allowed=STAFF)
async def move_session(ask: MoveSession, call: Call, work: UnitOfWork) -> View:
    """Move a session; what was said of it is corrected."""
    session = await _chosen(ask.session, call, work, (State.PLANNED,))
    starts = read_when(ask.to, call.course.zone, call.now)
    return await _move(session, starts.isoformat(), call, work)


@commands.button("session.back", allowed=STAFF)
async def move_back(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Move a session to the start in the button: the undo of a move."""
    return await _move(await session_of(ask.object, call, work), ask.arg, call, work)


async def _move(session: Session, to: str, call: Call, work: UnitOfWork) -> View:
    starts = read_when(to, call.course.zone, call.now)
    if session.state is not State.PLANNED:
        raise Refusal(f"{session.title} can't be moved: it is {session.state}.")
    if starts <= call.now:
        raise Refusal("That time has passed. Please give one that is still to come.")
    length = session.ends - session.starts
    moved = replace(session, starts=starts, ends=starts + length, revision=session.revision + 1)
    await work.sessions.save((moved,))
    work.happened(SessionChanged(session.id))
    undo = action("session.back", call.course.id, session.id, session.starts.isoformat())
    await audited(call, work, f"moved {session.title}", undo)
    return changed(moved, "was moved", undo)


@dataclass(frozen=True, slots=True)
class CancelSession:
    """Cancel a planned session."""

    session: Annotated[str, Param("which one", suggests=True)]


@commands.on("session cancel", allowed=STAFF)
async def cancel_session(ask: CancelSession, call: Call, work: UnitOfWork) -> View:
    """Cancel a session; its announcement says so."""
    session = await _chosen(ask.session, call, work, (State.PLANNED,))
    undo = action("session.restore", call.course.id, session.id)
    return await _set(session, State.CANCELLED, "was cancelled", undo, call, work)


@commands.button("session.restore", allowed=STAFF)
async def restore_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Bring a cancelled session back: the undo of a cancellation."""
    session = await session_of(ask.object, call, work)
    if session.state is not State.CANCELLED:
        raise Refusal(f"{session.title} is {session.state}, so that can't be done.")
    return await _set(session, State.PLANNED, "takes place after all", None, call, work)


async def _set(
    session: Session, state: State, what: str, undo: str | None, call: Call, work: UnitOfWork
) -> View:
    if not session.can_become(state):
        raise Refusal(f"{session.title} is {session.state}, so that can't be done.")
    after = replace(session, state=state, revision=session.revision + 1)
    why = decision(call, f"{session.title} {what}")
    async with differing(call.course, why, work, among={session.week}):
        await work.sessions.save((after,))
    work.happened(SessionChanged(session.id))
    await audited(call, work, f"{session.title} {what}", undo)
    return changed(after, what, undo)


async def _chosen(name: str, call: Call, work: UnitOfWork, states: tuple[State, ...]) -> Session:
    if name:
        return await session_of(name, call, work)
    found = [s for s in await work.sessions.of(call.course.id) if s.state is states[0]]
    if not found:
        raise Refusal(f"No session is {states[0]} at the moment.")
    return found[0]


@commands.suggest("session start", "session")
@commands.suggest("session move", "session")
@commands.suggest("session cancel", "session")
async def planned_sessions(text: str, call: Call, work: UnitOfWork) -> Choices:
    """Suggest planned sessions whose title holds the text."""
    return await _suggest(text, State.PLANNED, call, work)


@commands.suggest("session end", "session")
async def live_sessions(text: str, call: Call, work: UnitOfWork) -> Choices:
    """Suggest live sessions."""
    return await _suggest(text, State.LIVE, call, work)


async def _suggest(text: str, state: State, call: Call, work: UnitOfWork) -> Choices:
    if not call.person.is_staff:
        return ()
    sessions = await work.sessions.of(call.course.id)
    return titles_like((each for each in sessions if each.state is state), text, call.zone)
