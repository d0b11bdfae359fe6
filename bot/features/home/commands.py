"""Home is made of what others answer: features don't know each other, their table knows all."""

from __future__ import annotations

from bot.chat.actions import HOME, Action
from bot.chat.calls import Call
from bot.chat.commands import Commands
from bot.chat.refusal import Refusal
from bot.chat.views import View, say
from bot.features.home import views
from bot.model.discussions import DiscussionState
from bot.model.time.weeks import last_week, week_of
from bot.ports.work import UnitOfWork

FOR_STUDENTS = ("session.next", "progress.show", "choose.show")
FOR_STAFF = ("session.next",)
"""The buttons whose answers stand in it; all of them only read."""


def home_for(known: Commands) -> Commands:
    """Return the home that is made of these commands' answers."""
    commands = Commands()

    @commands.button(HOME, answers="confidential", reads=True)
    async def show_home(ask: Action, call: Call, work: UnitOfWork) -> View:
        """Show what whoever calls may want to see first."""
        if call.person.is_staff:
            pieces = [await _answer(known, verb, call, work) for verb in FOR_STAFF]
            return views.staff(call.course, pieces, await _todo(call, work))
        pieces = [await _answer(known, verb, call, work) for verb in FOR_STUDENTS]
        return views.student(call.course, pieces)

    return commands


async def _answer(known: Commands, verb: str, call: Call, work: UnitOfWork) -> View:
    """Return what pressing a button would answer; a refusal is an answer here."""
    try:
        answer = await known.buttons[verb].handle(Action(verb, call.course.id), call, work)
    except Refusal as refusal:
        return say(str(refusal))
    if not isinstance(answer, View):
        raise TypeError(f"{verb} opens a form")
    return answer


async def _todo(call: Call, work: UnitOfWork) -> views.ToDo:
    course = call.course
    recaps = await work.recaps.of(course.id)
    discussions = await work.discussions.of(course.id)
    full = min(week_of(course, call.now) - 1, last_week(course))
    return views.ToDo(
        drafts=[recap for recap in recaps if recap.published is None],
        discussions=[each for each in discussions if each.state is DiscussionState.OPEN],
        week=full if full >= 1 else None,
        disputes=sum(each.open for each in await work.disputes.of(course.id)),
    )
