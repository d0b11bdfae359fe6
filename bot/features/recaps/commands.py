"""Recaps for everyone: reading one, its answers, and its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from bot.chat.actions import Action
from bot.chat.calls import Call, Choices
from bot.chat.commands import Commands
from bot.chat.naming import titles_like
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.recaps import views, views_answers
from bot.features.recaps.facts import Facts, load
from bot.features.recaps.records import NOT_YET, session_of
from bot.model.live.moment import OVER, latest_over
from bot.model.sessions import Session
from bot.ports.reading import opened_for
from bot.ports.work import UnitOfWork

commands = Commands()


@dataclass(frozen=True, slots=True)
class ShowRecap:
    """Read a session's recap."""

    session: Annotated[str, Param("which one; the latest if left out", suggests=True)] = ""


@commands.on("recap show", reads=True)
async def show_recap(ask: ShowRecap, call: Call, work: UnitOfWork) -> View:
    """Answer with the recap; staff see a draft, too."""
    facts = await _facts(ask.session, call, work)
    return views.recap(facts) if facts.recap.published else views.draft(facts)


@commands.button("recap.answers", answers="private", reads=True)
async def show_answers(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Answer with the session's answers and results, where they are open for the reader."""
    facts = await _facts(ask.object, call, work)
    opened = await opened_for(facts.session, call.person, call.at, work)
    return views_answers.answers(facts, opened=opened)


@dataclass(frozen=True, slots=True)
class ShowHistory:
    """Show who changed a recap, and when."""

    session: Annotated[str, Param("which one; the latest if left out", suggests=True)] = ""


@commands.on("recap history", reads=True)
async def show_history(ask: ShowHistory, call: Call, work: UnitOfWork) -> View:
    """Answer with a recap's versions."""
    return await _history(ask.session, call, work)


@commands.button("recap.history", answers="private", reads=True)
async def history_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Answer with the versions of the button's recap."""
    return await _history(ask.object, call, work)


async def _history(session: str, call: Call, work: UnitOfWork) -> View:
    facts = await _facts(session, call, work)
    names = {person.id: person.name for person in await work.people.of(call.course.id)}
    return views_answers.history(facts, names, staff=call.person.is_staff)


async def _facts(name: str, call: Call, work: UnitOfWork) -> Facts:
    """Return what a reader may see of a recap, the latest without a name; refuse students a draft.

    A session that has none is passed over for an earlier one, unless it is named.
    """
    sessions = [await session_of(name, call, work)]
    if not name:
        sessions = latest_over(await work.sessions.of(call.course.id))
    for session in sessions:
        facts = await load(session.id, work)
        if facts is not None and _has_recap(facts, call):
            break
    else:
        raise Refusal(await _without_recap(sessions, work))
    if facts.recap.published is None and not call.person.is_staff:
        raise Refusal(
            f"The recap of {session.title} is being written. "
            "/class catchup shows what there is so far."
        )
    return facts


def _has_recap(facts: Facts, call: Call) -> bool:
    """Whether there is a recap for the reader, or will be one; staff see any draft."""
    return facts.recap.published is not None or call.person.is_staff or not facts.bare


async def _without_recap(sessions: Sequence[Session], work: UnitOfWork) -> str:
    """Return why none of these sessions, the latest first, has a recap for the reader."""
    latest = sessions[0]
    why = NOT_YET.format(title=latest.title)
    if await work.recaps.get(latest.id) is not None:
        why = f"Nothing was asked or shared in {latest.title}, so it has no recap."
    return f"{why} Nor has any session before it." if len(sessions) > 1 else why


@commands.suggest("recap show", "session")
@commands.suggest("recap history", "session")
@commands.suggest("recap edit", "session")
@commands.suggest("recap publish", "session")
@commands.suggest("recap recording", "session")
@commands.suggest("recap transcript", "session")
async def sessions_over(text: str, call: Call, work: UnitOfWork) -> Choices:
    """Suggest sessions that took place, the latest first."""
    sessions = await work.sessions.of(call.course.id)
    return titles_like((each for each in reversed(sessions) if each.state in OVER), text, call.zone)
