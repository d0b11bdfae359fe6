"""Answers to questions: given by classmates or staff, endorsed, taken back; and moderation."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.actions import Action, action
from bot.chat.calls import Call
from bot.chat.commands import Commands, Submitted
from bot.chat.forms import Form
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.questions import views
from bot.features.questions.records import (
    answer_entry,
    enter,
    forget_entry,
    give,
    question_of,
    show,
)
from bot.model.ids import short_id
from bot.model.live.questions import LONGEST, GivenAnswer, Question, with_answer
from bot.model.participation.acts.ledger import Act
from bot.model.people import STAFF
from bot.ports.deeds import audited
from bot.ports.work import UnitOfWork

commands = Commands()


@commands.button("questions.answer", answers="form")
async def open_form(ask: Action, call: Call, work: UnitOfWork) -> Form:
    """Open the form to answer a question."""
    question = await question_of(ask.object, call, work)
    _refuse_own(question, call)
    return views.answer_form(question, by_staff=call.person.is_staff)


@commands.form("questions.answer")
async def answer(sent: Submitted, call: Call, work: UnitOfWork) -> View:
    """Keep an answer; the same words again are the same answer."""
    question = await question_of(sent.action.object, call, work)
    _refuse_own(question, call)
    person = call.person
    text = (sent.answers.optional("text") or "").strip()
    if not text and not person.is_staff:
        raise Refusal("Your answer is empty. Please write one and send it again.")
    if len(text) > LONGEST:
        raise Refusal(f"An answer has at most {LONGEST} characters; yours has {len(text)}.")
    return await _give(question, text, call, work)


@commands.button("questions.aloud", allowed=STAFF)
async def answered_aloud(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Say that a question was answered in the session."""
    question = await question_of(ask.object, call, work)
    _refuse_own(question, call)
    return await _give(question, "", call, work)


async def _give(question: Question, text: str, call: Call, work: UnitOfWork) -> View:
    person = call.person
    name = short_id("answer", question.id, person.id, text.casefold())
    known = next((a for a in question.answers if a.id == name), None)
    if known is not None and known.removed is not None:
        name = short_id("answer", call.id)
    given = GivenAnswer(name, question.id, person.id, text, call.at, person.is_staff)
    undo = action("questions.unanswer", call.course.id, question.id, given.id)
    if known is None or known.removed is not None:
        await work.questions.save((with_answer(question, given),))
        await _enter(question, given, call, work)
        await give(question, [given], call, work)
        await show(question.session, work)
        if person.is_staff:
            await audited(call, work, "answered a question", undo)
    return views.answered(question, text, undo, by_staff=person.is_staff)


def _refuse_own(question: Question, call: Call) -> None:
    if question.person == call.person.id:
        raise Refusal("This is your own question: leave the answer to someone else.")


async def _enter(question: Question, given: GivenAnswer, call: Call, work: UnitOfWork) -> None:
    session = await work.sessions.get(question.session)
    if session is not None and not given.by_staff:
        await enter(answer_entry(given, question, session), call, work)


@commands.button("questions.unanswer")
async def take_back(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Take an answer back: one's own, or as staff any."""
    question = await question_of(ask.object, call, work)
    given = _answer_of(question, ask.arg)
    mine, keeps = given.person == call.person.id, ""
    if not mine and not call.person.is_staff:
        raise Refusal("Only the person who gave an answer, or staff, can take it back.")
    if given.removed is None:
        gone = replace(given, removed=call.now, removed_by=call.person.id)
        keeps = await _save(question, gone, call, work)
        if mine and not given.by_staff:
            await forget_entry(Act.ANSWER, given.id, question.session, call, work)
    again = action("questions.reanswer", call.course.id, question.id, given.id)
    if call.person.is_staff:
        await audited(call, work, "took an answer back", again)
    return views.done(question, "The answer is taken back", "Put it back", again, keeps)


@commands.button("questions.reanswer")
async def put_back(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Put an answer back: the undo of taking it back, for whoever may do that.

    A student's own answer earns again under the instant it was first given.
    """
    question = await question_of(ask.object, call, work)
    given = _answer_of(question, ask.arg)
    if not call.person.is_staff and {given.person, given.removed_by} - {call.person.id, None}:
        raise Refusal("Only the person who took it back, or staff, can put it back.")
    if given.removed_by == given.person != call.person.id:
        raise Refusal("Its author took this answer back, so only they can put it back.")
    if given.removed is not None:
        await _save(question, replace(given, removed=None, removed_by=None), call, work)
        await _enter(question, given, call, work)
    undo = action("questions.unanswer", call.course.id, question.id, given.id)
    if call.person.is_staff:
        await audited(call, work, "put an answer back", undo)
    return views.done(question, "The answer is back", "Undo", undo)


@commands.button("questions.endorse", allowed=STAFF, answers="private")
async def endorse(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Stand behind a classmate's answer: the button's, else the one that is shown."""
    question = await question_of(ask.object, call, work)
    given = _answer_of(question, ask.arg) if ask.arg else question.best
    if given is None or given.by_staff or given.removed is not None:
        raise Refusal("There is no classmate's answer to endorse here.")
    await _save(question, replace(given, endorsed_by=call.person.id), call, work)
    undo = action("questions.unendorse", call.course.id, question.id, given.id)
    await audited(call, work, "endorsed an answer", undo)
    return views.done(question, "You endorsed the answer to", "Undo", undo)


@commands.button("questions.unendorse", allowed=STAFF)
async def unendorse(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Take an endorsement back."""
    question = await question_of(ask.object, call, work)
    given = _answer_of(question, ask.arg)
    keeps = await _save(question, replace(given, endorsed_by=None), call, work)
    again = action("questions.endorse", call.course.id, question.id, given.id)
    await audited(call, work, "took an endorsement back", again)
    return views.done(question, "No longer endorsed: the answer to", "Endorse", again, keeps)


@commands.button("questions.remove", allowed=STAFF, answers="private")
async def remove(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Take a question off the board; it keeps what it earned."""
    question = await question_of(ask.object, call, work)
    await work.questions.save((replace(question, removed=call.now),))
    await show(question.session, work)
    undo = action("questions.restore", call.course.id, question.id)
    await audited(call, work, "took a question off the board", undo)
    return views.done(question, "Taken off the board", "Put it back", undo)


@commands.button("questions.restore", allowed=STAFF)
async def restore(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Put a question back on the board."""
    question = await question_of(ask.object, call, work)
    await work.questions.save((replace(question, removed=None),))
    await show(question.session, work)
    again = action("questions.remove", call.course.id, question.id)
    await audited(call, work, "put a question back on the board", again)
    return views.done(question, "Back on the board", "Take it off", again)


def _answer_of(question: Question, name: str) -> GivenAnswer:
    for given in question.answers:
        if given.id == name and not given.withdrawn:
            return given
    raise Refusal("This answer is no longer there.")


async def _save(question: Question, given: GivenAnswer, call: Call, work: UnitOfWork) -> str:
    """Keep an answer as it is now; return what `give` says of a locked week."""
    await work.questions.save((with_answer(question, given),))
    keeps = await give(question, [given], call, work)
    await show(question.session, work)
    return keeps
