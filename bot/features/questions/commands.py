"""What everyone does with questions: ask, vote, read them all, take one's own back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from bot.chat.actions import Action
from bot.chat.calls import Call
from bot.chat.commands import Commands, Submitted
from bot.chat.forms import Form
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.views import View, say
from bot.features.questions import views
from bot.features.questions.records import (
    ask_entry,
    forget_entry,
    give,
    names_of,
    question_of,
    show,
)
from bot.model.happenings import QuestionWithdrawn
from bot.model.ids import short_id
from bot.model.live.moment import latest_over, live_at, next_planned
from bot.model.live.questions import LONGEST, Question, ranked
from bot.model.participation.acts.ledger import Act
from bot.model.sessions import Session, State
from bot.ports.locked import Cause, enter
from bot.ports.reading import opened_for
from bot.ports.work import UnitOfWork

commands = Commands()


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a question, with your name or anonymously to your class."""

    text: Annotated[str, Param("your question", most=LONGEST)]
    anonymous: Annotated[bool, Param("yes hides your name from classmates, not from staff")] = False


@commands.on("ask")
async def ask_question(ask: Ask, call: Call, work: UnitOfWork) -> View:
    """Ask in the live session, or for the next one."""
    return await _ask(await _where(call, work), ask.text, ask.anonymous, call, work)


@commands.button("questions.form", answers="form")
async def open_form(ask: Action, call: Call, work: UnitOfWork) -> Form:
    """Open the form to ask a question."""
    return views.ask_form(await _for(ask.object, call, work))


@commands.form("questions.ask")
async def form_sent(sent: Submitted, call: Call, work: UnitOfWork) -> View:
    """Ask what the form holds."""
    session = await _for(sent.action.object, call, work)
    anonymous = sent.answers.optional("name") == views.ANONYMOUS
    return await _ask(session, sent.answers.line("text"), anonymous, call, work)


async def _where(call: Call, work: UnitOfWork) -> Session:
    sessions = await work.sessions.of(call.course.id)
    session = live_at(sessions, call.at) or next_planned(sessions, call.at)
    if session is None:
        raise Refusal(
            "No session is live and no further one is planned, so a question would be lost here. "
            "Please ask in the class's discussion."
        )
    return session


async def _for(name: str, call: Call, work: UnitOfWork) -> Session:
    """Return a button's session while one can ask in it, else where a question goes now."""
    session = await work.sessions.get(name)
    if session is not None and session.course == call.course.id:
        in_time = live_at((session,), call.at) is not None
        if in_time or (session.state is State.PLANNED and session.ends > call.at):
            return session
    return await _where(call, work)


async def _ask(session: Session, text: str, anonymous: bool, call: Call, work: UnitOfWork) -> View:
    """Ask once: the same words again, as from a form sent twice, are the same question."""
    words = text.strip()
    if len(words) > LONGEST:
        raise Refusal(f"A question has at most {LONGEST} characters; yours has {len(words)}.")
    person = call.person
    for known in await work.questions.of_session(session.id):
        if known.person == person.id and not known.withdrawn and _alike(known.text, words):
            return views.asked(known, session)
    question = Question(
        # Everyone's buttons carry it: made from who asked, it would tell a classmate who counts.
        id=short_id("question", call.id),
        course=call.course.id,
        session=session.id,
        person=person.id,
        anonymous=anonymous,
        text=words,
        at=call.at,
    )
    await work.questions.save((question,))
    if not person.is_staff:
        cause = Cause("a question was asked after the lock")
        await enter((ask_entry(question, session),), call.course, cause, call.now, work)
    await show(session.id, work)
    return views.asked(question, session)


def _alike(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


@commands.button("questions.up", answers="private")
async def vote(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Vote for a question, or take the vote back: `up`, `off`, or whichever changes it."""
    question = await question_of(ask.object, call, work)
    session = await work.sessions.get(question.session)
    person = call.person.id
    if question.person == person:
        raise Refusal("This is your own question: how many others want it answered is counted.")
    if session is None or (session.state is not State.PLANNED and not live_at((session,), call.at)):
        raise Refusal("The session is over, and so is voting. The recap shows what stayed open.")
    up = person not in question.voters if not ask.arg else ask.arg == "up"
    await work.questions.vote(question.id, person, call.at, up=up)
    await show(question.session, work)
    voters = question.voters | {person} if up else question.voters - {person}
    return views.voted(replace(question, voters=voters), up=up)


@commands.button("questions.withdraw")
async def withdraw(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Take one's own question back: its words are erased, and it no longer earns."""
    question = await question_of(ask.object, call, work)
    if question.person != call.person.id:
        raise Refusal("Only who asked a question can take it back.")
    gone = replace(question, text="", anonymous=True, withdrawn=True)
    await work.questions.save((gone,))
    work.happened(QuestionWithdrawn(question.session, question.text))
    await forget_entry(Act.ASK, question.id, question.session, call, work)
    await give(gone, gone.answers, call, work)
    await show(question.session, work)
    return say("Your question is taken back, and its words are erased.")


@dataclass(frozen=True, slots=True)
class ShowQuestions:
    """Show all questions of the live session, or of the last one."""


@commands.on("questions", reads=True)
async def show_questions(ask: ShowQuestions, call: Call, work: UnitOfWork) -> View:
    """Answer with all questions, and answers where they are open for the reader."""
    sessions = await work.sessions.of(call.course.id)
    live, over = live_at(sessions, call.at), latest_over(sessions)
    session = live or await _last_asked(over, work)
    if session is None and len(over) > 1:
        return views.never_asked(over[0])
    session = session or next(iter(over), None) or next_planned(sessions, call.at)
    if session is None:
        raise Refusal("No session is planned yet, so there are no questions.")
    person = call.person
    open_ = await opened_for(session, person, call.at, work)
    questions = await work.questions.of_session(session.id)
    names = await names_of(call.course.id, work)
    return views.whole_list(session, questions, names, to_staff=person.is_staff, answers_open=open_)


async def _last_asked(over: Sequence[Session], work: UnitOfWork) -> Session | None:
    """Return the first of these sessions in which a question stands."""
    for session in over:
        if ranked(await work.questions.of_session(session.id)):
            return session
    return None
