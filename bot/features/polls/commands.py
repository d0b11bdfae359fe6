"""Polls: staff open, close, annotate and take back; students vote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from bot.chat.actions import Action, action
from bot.chat.boards import RECAP_BOARDS
from bot.chat.calls import Call
from bot.chat.commands import Commands, Submitted
from bot.chat.events import place_key
from bot.chat.forms import Form
from bot.chat.parameters import Param
from bot.chat.posts import Board
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.polls import views
from bot.features.polls.reactions import BOARD
from bot.model.ids import short_id
from bot.model.live.moment import live_at
from bot.model.live.polls import LONGEST_QUESTION, Poll, problem_with, split_options
from bot.model.participation.acts.ledger import Act, Entry
from bot.model.people import STAFF, STUDENTS
from bot.model.places import Purpose
from bot.model.sessions import Session
from bot.model.time.weeks import week_of
from bot.ports.deeds import audited
from bot.ports.locked import Cause, enter
from bot.ports.work import UnitOfWork

commands = Commands()
STAFF_SEE = "/class session polls shows you the results."


@dataclass(frozen=True, slots=True)
class OpenPoll:
    """Open a poll with two to ten options."""

    question: Annotated[str, Param("what you ask", most=LONGEST_QUESTION)]
    options: Annotated[str, Param("the options with a | between them: A | B | C")]


@commands.on("poll", allowed=STAFF)
async def open_poll(ask: OpenPoll, call: Call, work: UnitOfWork) -> View:
    """Open a poll in the live session or, without one, in the class's main place."""
    session = live_at(await work.sessions.of(call.course.id), call.at)
    return await _open(session, ask.question, ask.options, call, work)


@commands.button("polls.form", allowed=STAFF, answers="form")
async def open_form(ask: Action, call: Call, work: UnitOfWork) -> Form:
    """Open the form for a new poll."""
    return views.poll_form(call.course.id, ask.object)


@commands.form("polls.open", allowed=STAFF)
async def form_sent(sent: Submitted, call: Call, work: UnitOfWork) -> View:
    """Open the poll that the form describes, in its session while that is live."""
    sessions = await work.sessions.of(call.course.id)
    own = [session for session in sessions if session.id == sent.action.object]
    session = live_at(own, call.at) or live_at(sessions, call.at)
    question, options = sent.answers.line("question"), sent.answers.line("options")
    return await _open(session, question, options, call, work)


async def _open(
    session: Session | None, question: str, options: str, call: Call, work: UnitOfWork
) -> View:
    chosen = split_options(options)
    problem = problem_with(chosen)
    if problem is not None:
        raise Refusal(problem)
    asked = question.strip()[:LONGEST_QUESTION]
    for known in await work.polls.of(call.course.id):
        if known.closed is None and (known.question, known.options) == (asked, chosen):
            return views.opened(known)  # the form was sent twice
    poll = Poll(
        id=short_id("poll", call.id),
        course=call.course.id,
        session=session.id if session else None,
        question=asked,
        options=chosen,
        by=call.person.id,
        at=call.at,
    )
    await work.polls.save((poll,))
    for place in call.course.places_for(Purpose.LIVE if session else Purpose.MAIN):
        key = f"poll/{poll.id}/{place_key(place)}"
        await work.outbox.board(Board(key, call.course.id, place, BOARD, poll.id))
    await audited(call, work, "opened a poll", action("polls.discard", call.course.id, poll.id))
    return views.opened(poll)


@commands.button("polls.vote", allowed=STUDENTS, answers="private", instead=STAFF_SEE)
async def vote(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Count a vote in place of the one before; voting earns once a poll."""
    poll = await _poll(ask.object, call, work)
    if not poll.takes(call.at):
        raise Refusal("This poll is closed, so your vote was not counted. Nothing has changed.")
    if not ask.arg.isdecimal() or int(ask.arg) >= len(poll.options):
        raise Refusal("That is none of this poll's options. Please pick one that it shows.")
    option = int(ask.arg)
    await work.polls.vote(poll.id, call.person.id, option, call.at)
    entry, cause = await _entry(poll, call, work), Cause("a vote came in after the lock")
    await enter((entry,), call.course, cause, call.now, work)
    await work.outbox.redraw(BOARD, poll.id)
    return views.voted(poll, option)


async def _entry(poll: Poll, call: Call, work: UnitOfWork) -> Entry:
    session = await work.sessions.get(poll.session) if poll.session else None
    week = session.week if session else week_of(call.course, call.at)
    return Entry(
        id=short_id(call.course.id, Act.VOTE, call.person.id, poll.id),
        course=call.course.id,
        person=call.person.id,
        act=Act.VOTE,
        at=call.at,
        week=week,
        about=poll.session,
        evidence=f"poll/{poll.id}",
    )


@dataclass(frozen=True, slots=True)
class ShowPolls:
    """Show the polls of the live session, or the latest, with their results and notes."""


LATEST = 5


@commands.on("session polls", allowed=STAFF, reads=True)
async def show_polls(ask: ShowPolls, call: Call, work: UnitOfWork) -> View:
    """Answer with the polls staff may want to close or annotate."""
    polls = await work.polls.of(call.course.id)
    return views.staff_list(polls[-LATEST:][::-1])


@commands.button("polls.close", allowed=STAFF)
async def close(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Close a poll: votes sent before that still count, however late they arrive."""
    poll = await _poll(ask.object, call, work)
    if poll.closed is not None:
        raise Refusal("This poll is closed already.")
    undo = action("polls.reopen", call.course.id, poll.id)
    closed = replace(poll, closed=call.at)
    return await _change(closed, "closed a poll", ("The poll is closed", "Undo", undo), call, work)


@commands.button("polls.reopen", allowed=STAFF)
async def reopen(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Open a closed poll again: the undo of closing."""
    poll = await _poll(ask.object, call, work)
    if poll.closed is None:
        raise Refusal("This poll is open already.")
    undo = action("polls.close", call.course.id, poll.id)
    open_ = replace(poll, closed=None)
    return await _change(open_, "reopened a poll", ("Open again", "Undo", undo), call, work)


@commands.button("polls.discard", allowed=STAFF)
async def discard(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Take a poll back: the undo of opening. What votes earned stays."""
    poll = await _poll(ask.object, call, work)
    if poll.removed is not None:
        raise Refusal("This poll was taken back already.")
    undo = action("polls.restore", call.course.id, poll.id)
    gone = replace(poll, removed=call.at)
    return await _change(gone, "took a poll back", ("Taken back", "Undo", undo), call, work)


@commands.button("polls.restore", allowed=STAFF)
async def restore(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Bring a poll back that was taken back."""
    poll = await _poll(ask.object, call, work)
    undo = action("polls.discard", call.course.id, poll.id)
    back = replace(poll, removed=None)
    return await _change(back, "brought a poll back", ("Back again", "Undo", undo), call, work)


@commands.button("polls.note", allowed=STAFF, answers="form")
async def note_form(ask: Action, call: Call, work: UnitOfWork) -> Form:
    """Open the form for the note."""
    return views.note_form(await _poll(ask.object, call, work))


@commands.form("polls.note", allowed=STAFF)
async def note_sent(sent: Submitted, call: Call, work: UnitOfWork) -> View:
    """Keep staff's note; leaving it empty takes it away."""
    poll = await _poll(sent.action.object, call, work)
    return await _note(poll, sent.answers.optional("note"), call, work)


@commands.button("polls.unnote", allowed=STAFF)
async def unnote(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Put the note back as it was before the last change."""
    poll = await _poll(ask.object, call, work)
    return await _note(poll, poll.note_before, call, work)


async def _note(poll: Poll, words: str | None, call: Call, work: UnitOfWork) -> View:
    if words is not None and len(words) > views.LONGEST_NOTE:
        raise Refusal(f"A note has at most {views.LONGEST_NOTE} characters.")
    undo = action("polls.unnote", call.course.id, poll.id)
    said = "The note is saved" if words else "The note is taken away"
    if words == poll.note:
        return views.changed(poll, said, "Undo", undo)
    noted = replace(poll, note=words, note_before=poll.note)
    return await _change(noted, "changed the note of a poll", (said, "Undo", undo), call, work)


async def _change(
    poll: Poll, what: str, said: tuple[str, str, str], call: Call, work: UnitOfWork
) -> View:
    """Save a poll, redraw it, and answer with `said`: words, the undo's label and action."""
    words, label, undo = said
    await work.polls.save((poll,))
    await work.outbox.redraw(BOARD, poll.id)
    for board in RECAP_BOARDS if poll.session else ():
        await work.outbox.redraw(board, poll.session or "")
    await audited(call, work, what, undo)
    return views.changed(poll, words, label, undo)


async def _poll(name: str, call: Call, work: UnitOfWork) -> Poll:
    poll = await work.polls.get(name)
    if poll is None or poll.course != call.course.id:
        raise Refusal("This poll is no longer there.")
    return poll
