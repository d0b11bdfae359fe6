"""Catching up: `/class catchup` and the button "What did I miss?"."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.actions import Action
from bot.chat.calls import Call
from bot.chat.commands import Commands
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.catchup.views import Missed, missed
from bot.model.live.moment import live_at
from bot.model.participation.acts.ledger import Act
from bot.model.recap.links import shared_links
from bot.model.sessions import Session, State
from bot.ports.reading import acts_in, highlighted, opened_for, said_in, session_of
from bot.ports.work import UnitOfWork

commands = Commands()
REACTED_TO = 3


@dataclass(frozen=True, slots=True)
class CatchUp:
    """Show what you missed so far of the live session."""


@commands.on("catchup", reads=True)
async def catch_up(ask: CatchUp, call: Call, work: UnitOfWork) -> View:
    """Answer for the session that can be caught up with now."""
    return await _latest(call, work)


async def _latest(call: Call, work: UnitOfWork) -> View:
    """Answer for the live session, else for the one that ended last while its recap is awaited."""
    sessions = await work.sessions.of(call.course.id)
    ended = [session for session in sessions if session.state is State.ENDED]
    session = live_at(sessions, call.at) or max(ended, key=lambda s: s.starts, default=None)
    if session is None and not any(each.state is State.RECAPPED for each in sessions):
        raise Refusal(
            "No session has taken place yet, so you missed nothing. "
            "/class next shows what is planned."
        )
    if session is None or session.state is State.RECAPPED:
        raise Refusal(
            "No session is live, and the recaps of those that took place are out. "
            "Find them with /class archive; /class next shows what is planned."
        )
    return await _missed(session, call, work)


@commands.button("catchup.show", answers="private", reads=True)
async def show(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Answer for the button's session; without one, as the command does."""
    if not ask.object:
        return await _latest(call, work)
    session = await session_of(ask.object, call, work)
    if session.state is State.RECAPPED:
        raise Refusal(f"The recap of {session.title} is out: find it with /class archive.")
    if session.began is None or session.state not in (State.LIVE, State.ENDED):
        raise Refusal(f"{session.title} hasn't started, so you missed nothing.")
    return await _missed(session, call, work)


async def _missed(session: Session, call: Call, work: UnitOfWork) -> View:
    person = call.person
    said = await said_in(session, call.course, session.ended or call.now, work)
    loved = sorted((kept for kept in said if kept.reactions), key=lambda kept: -kept.reactions)
    facts = Missed(
        session=session,
        reader=person.id,
        checked_in=Act.ATTEND in await acts_in(session, person, work),
        opened=await opened_for(session, person, call.at, work),
        questions=await work.questions.of_session(session.id),
        polls=await work.polls.of_session(session.id),
        links=shared_links(kept.text for kept in said),
        highlights=await highlighted(session.id, work),
        messages=loved[:REACTED_TO],
    )
    return missed(facts)
