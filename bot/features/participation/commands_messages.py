"""What staff do on a message's own menu: credit it, or excuse who wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.acts import ACTS
from bot.chat.calls import Call
from bot.chat.commands import Commands, Submitted
from bot.chat.forms import Form
from bot.chat.refusal import Refusal
from bot.chat.spans import Link
from bot.chat.views import View
from bot.features.participation import views_forms
from bot.features.participation.commands_credit import Done, enter, measure
from bot.features.participation.commands_staff import checked, excuse_from, things_of
from bot.model.discussions import Discussion
from bot.model.live.moment import live_at
from bot.model.participation.acts.ledger import SESSION_ROUTES, Act, in_force
from bot.model.participation.acts.references import write_message
from bot.model.people import STAFF, Person, Role
from bot.model.places import Message
from bot.model.sessions import Session
from bot.model.time.weeks import last_week, week_of
from bot.ports.work import UnitOfWork

commands = Commands()
NOT_THEIRS = (
    "Only what a student on the roster wrote in the class's places can be used here, while it "
    "stands there."
)


@dataclass(frozen=True, slots=True)
class _Written:
    """A student's message: who wrote what, when."""

    message: Message
    author: Person
    text: str
    posted: datetime


@commands.message_action("participation.credit", "Credit this", allowed=STAFF, answers="form")
async def credit_message(ask: Message, call: Call, work: UnitOfWork) -> Form:
    """Open the form that credits a message, filled in with what it looks like."""
    written = await _written(ask, call, work)
    things = await things_of(call, work)
    near = sorted(things, key=lambda thing: abs(_begins(thing) - written.posted))
    usual = await _usual(written, things, call, work)
    thing = _named(usual[1], things)
    if thing is not None:
        near = [thing, *(each for each in near if each != thing)]
    return views_forms.credit_form(
        call.course.id, ask.id, written.author, written.text, _week(written, call), near, usual
    )


@commands.form("participation.credited", allowed=STAFF, answers="confidential")
async def credit_sent(sent: Submitted, call: Call, work: UnitOfWork) -> View:
    """Enter what the form says, with the message as its evidence."""
    written = await _written(_message(sent, call), call, work)
    things = await things_of(call, work)
    usual = await _usual(written, things, call, work)
    act, about = _act(sent.answers.line("act")), sent.answers.line("about")
    thing = _named(about, things)
    if thing is None and (about != views_forms.NOTHING or act in SESSION_ROUTES):
        raise Refusal("Say which session or discussion it was: pick one in the form.")
    week = _week(written, call) if thing is None else thing.week
    policy = await work.policies.ruling(call.course.id, week)
    amount, out_of = measure(act, thing, policy)
    name = None if thing is None else thing.id
    given = sent.answers.optional("amount")
    if given is not None:
        as_filled_in = _amount(given) == usual[2] and (act, name) != usual[:2]
        amount = amount if as_filled_in else _amount(given)
    evidence = write_message(written.message)
    for known in in_force(await work.ledger.of_person(written.author.id)):
        same = (known.act, known.evidence) == (act, evidence)
        if same and (known.by is not None or known.amount >= amount):
            raise Refusal(f"It counts already: {ACTS[act].lower()}, week {known.week}.")
    done = Done(act, written.posted, week, name, amount, out_of, evidence)
    seen = (Link("See it", message=written.message),)
    return await enter(written.author, done, seen, call, work)


@commands.message_action("participation.pardon", "Excuse", allowed=STAFF, answers="form")
async def excuse_author(ask: Message, call: Call, work: UnitOfWork) -> Form:
    """Open the form that excuses a message's author, as of the week it was written in."""
    written = await _written(ask, call, work)
    week, last = _week(written, call), last_week(call.course)
    return views_forms.excuse_form(call.course.id, ask.id, written.author, week, last)


@commands.form("participation.excused", allowed=STAFF, answers="confidential")
async def excuse_sent(sent: Submitted, call: Call, work: UnitOfWork) -> View:
    """Excuse the author from the form's week."""
    written = await _written(_message(sent, call), call, work)
    week = sent.answers.line("week")
    number = checked(int(week) if week.isdecimal() else None, call)
    reason = sent.answers.line("reason")
    return await excuse_from(written.author, number, None, reason, call, work)


def _message(sent: Submitted, call: Call) -> Message:
    """Return the message of a form, which is sent from where that stands."""
    return Message(call.place, sent.action.arg)


async def _written(message: Message, call: Call, work: UnitOfWork) -> _Written:
    """Return a student's message; refuse what is somebody else's, or gone.

    A thread's first message stands above the thread, though it is shown in it.
    """
    found = await _own_words(message, call, work) or await _shared(message, call, work)
    if found is None and message.place.thread == message.id:
        return await _written(Message(message.place.parent, message.id), call, work)
    if found is None or found.author.role is not Role.STUDENT or found.author.dropped is not None:
        raise Refusal(NOT_THEIRS)
    return found


async def _own_words(message: Message, call: Call, work: UnitOfWork) -> _Written | None:
    kept = next(iter(await work.messages.get((message,))), None)
    if kept is None or kept.course != call.course.id or not kept.text:
        return None
    found = await work.people.by_accounts(call.course.id, (kept.account,))
    author = found.get(kept.account)
    return _Written(message, author, kept.text, kept.posted) if author is not None else None


async def _shared(message: Message, call: Call, work: UnitOfWork) -> _Written | None:
    """Return the make-up answer that a post of the bot's shares: it is its author's words."""
    post = await work.outbox.at(message)
    if post is None or post.course != call.course.id or not post.key.startswith("share/"):
        return None
    shared = await work.makeups.shared(post.key.split("/")[1])
    author = await work.people.get(shared.person) if shared is not None else None
    if shared is None or author is None or not shared.text or shared.removed is not None:
        return None
    return _Written(message, author, shared.text, shared.at)


async def _usual(
    written: _Written, things: Sequence[Session | Discussion], call: Call, work: UnitOfWork
) -> tuple[Act, str | None, int]:
    """Return what a message most likely was: the act, what it belongs to, and how much."""
    place = written.message.place
    root = Message(place.parent, place.thread or "")
    discussion = (await work.discussions.at([root])).get(root)
    if discussion is not None:
        policy = await work.policies.ruling(call.course.id, discussion.week)
        return Act.POST, discussion.id, measure(Act.POST, discussion, policy)[0]
    recap = await work.outbox.at(root)
    if recap is not None and recap.key.startswith("recap/"):
        return Act.REPLY, recap.key.split("/")[1], 1
    sessions = [thing for thing in things if isinstance(thing, Session)]
    session = live_at(sessions, written.posted)
    return Act.HELP, None if session is None else session.id, 1


def _week(written: _Written, call: Call) -> int:
    return min(max(week_of(call.course, written.posted), 1), last_week(call.course))


def _named(name: str | None, things: Sequence[Session | Discussion]) -> Session | Discussion | None:
    return next((thing for thing in things if thing.id == name), None)


def _begins(thing: Session | Discussion) -> datetime:
    return thing.starts if isinstance(thing, Session) else thing.opens


def _act(text: str) -> Act:
    if text not in set(Act):
        raise Refusal("That is nothing that can be credited. Please choose again.")
    return Act(text)


def _amount(text: str) -> int:
    """Return how much was typed; refuse what is no number of words, minutes or times."""
    number = int(text) if text.isascii() and text.isdecimal() else 0
    if not 1 <= number <= 100_000:
        raise Refusal(f"“{text}” is no number. Write digits only, such as 75.")
    return number
