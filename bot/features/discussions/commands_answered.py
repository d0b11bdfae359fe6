"""“Mark as answered”: staff take a message off the list of those that wait for a reply."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.actions import Action, action
from bot.chat.boards import QUESTIONS
from bot.chat.calls import Call
from bot.chat.commands import Commands
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.discussions import views_staff, waiting
from bot.model.live.questions import ranked
from bot.model.people import STAFF
from bot.model.places import Message
from bot.ports.answered import AnsweredMark
from bot.ports.deeds import audited
from bot.ports.work import UnitOfWork

commands = Commands()
NOT_WAITING = (
    "Nobody waits here: this is marked already, has a reply, or is no post or shared answer of a "
    "student's. See /class discuss unanswered for those that wait."
)


@commands.message_action("discussions.answered", "Mark as answered", allowed=STAFF)
async def mark(ask: Message, call: Call, work: UnitOfWork) -> View:
    """Mark a post or a shared answer as answered; on a question board, ask which question."""
    post = await work.outbox.at(ask)
    if post is not None and post.course == call.course.id and post.draws == QUESTIONS:
        return await _which(post.object or "", call, work)
    found = await waiting.standing_as(ask, call.course, work)
    if found is None:
        raise Refusal(NOT_WAITING)
    made = AnsweredMark(found.message, call.course.id, call.person.id, call.now)
    return await _set(made, call, work)


async def _which(session: str, call: Call, work: UnitOfWork) -> View:
    """Return the question which of a board's questions was answered in the session."""
    questions = ranked(await work.questions.of_session(session))
    still_open = [each for each in questions if not each.answered]
    if not still_open:
        raise Refusal("Every question on this board has an answer.")
    return views_staff.which_question(call.course.id, still_open)


@commands.button("discussions.unmark", allowed=STAFF)
async def unmark(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Turn a mark round: the undo of marking, and of taking the mark off."""
    known = await work.answered.get(ask.object)
    if known is None or known.course != call.course.id:
        raise Refusal("That message is not marked here.")
    turned = replace(known, by=call.person.id, removed=None if known.removed else call.now)
    return await _set(turned, call, work)


async def _set(mark: AnsweredMark, call: Call, work: UnitOfWork) -> View:
    await work.answered.mark(mark)
    undo = action("discussions.unmark", call.course.id, mark.id)
    on = mark.removed is None
    what = "marked a post as answered" if on else "took the mark off a post"
    await audited(call, work, what, undo)
    return views_staff.marked(mark.message, undo, on=on)
