"""Entering an act by hand, taking it back, and entering it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

from bot.chat.actions import Action, action
from bot.chat.acts import ACTS
from bot.chat.calls import Call
from bot.chat.commands import Commands
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.spans import Inline, PersonName, Text
from bot.chat.views import View
from bot.features.participation import views
from bot.features.participation.commands_staff import checked, student_of, thing_named
from bot.model.discussions import Discussion
from bot.model.ids import short_id
from bot.model.participation.acts.ledger import (
    SESSION_ROUTES,
    Act,
    Entry,
    first_id,
    in_force,
    revised_id,
    withdrawal,
)
from bot.model.participation.policies.policy import Policy
from bot.model.people import STAFF, Person
from bot.model.sessions import Session
from bot.model.time.weeks import last_week, week_of
from bot.ports.deeds import audited
from bot.ports.locked import decision, differing
from bot.ports.work import UnitOfWork

commands = Commands()
TAKEN_BACK = "taken back by staff"


@dataclass(frozen=True, slots=True)
class Credit:
    """Enter an act of a student's by hand, as for one who can't use the chat."""

    person: Annotated[str, Param("which student", suggests=True)]
    act: Annotated[Act, Param("what they did")]
    reason: Annotated[str, Param("how you know; the student sees it", most=300)]
    about: Annotated[str, Param("the session or discussion it belongs to", suggests=True)] = ""
    week: Annotated[int | None, Param("without one: the week; the present if left out")] = None


@commands.on("roster credit", allowed=STAFF, answers="confidential")
async def credit(ask: Credit, call: Call, work: UnitOfWork) -> View:
    """Enter an act on staff's word; it counts like any other, and says who entered it."""
    person = await student_of(ask.person, call, work)
    thing = await thing_named(ask.about, call, work) if ask.about else None
    if thing is None and ask.act in SESSION_ROUTES:
        raise Refusal("Say which session it was: add about and pick one from the list.")
    present = min(max(week_of(call.course, call.now), 1), last_week(call.course))
    week = checked(present if ask.week is None else ask.week, call) if thing is None else thing.week
    amount, out_of = measure(ask.act, thing, await work.policies.ruling(call.course.id, week))
    about = None if thing is None else thing.id
    done = Done(ask.act, call.at, week, about, amount, out_of, ask.reason)
    return await enter(person, done, (Text(ask.reason),), call, work)


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody did, as staff enter it: see bot.model.participation.acts.ledger.Entry."""

    act: Act
    at: datetime
    week: int
    about: str | None
    amount: int
    out_of: int | None
    evidence: str


async def enter(
    person: Person, done: Done, how: Sequence[Inline], call: Call, work: UnitOfWork
) -> View:
    """Enter what a person did, on staff's word; answer with `how` it is known and the way back."""
    entry = Entry(
        id=short_id(call.course.id, "credit", call.id),
        course=call.course.id,
        person=person.id,
        act=done.act,
        at=done.at,
        week=done.week,
        about=done.about,
        amount=done.amount,
        evidence=done.evidence,
        by=call.person.id,
        out_of=done.out_of,
    )
    return await _enter(entry, person, "entered", how, call, work)


async def _enter(
    entry: Entry, person: Person, done: str, how: Sequence[Inline], call: Call, work: UnitOfWork
) -> View:
    what = ACTS[entry.act].lower()
    async with differing(call.course, decision(call, f"{what} {done} by hand"), work, person.id):
        await work.ledger.append((entry,))
    undo = action("participation.uncredit", call.course.id, entry.id, person.id)
    await audited(call, work, f"{done} for {person.name}: {what}, week {entry.week}", undo)
    name = PersonName(person.id, person.name)
    start = f"{done[:1].upper()}{done[1:]} for "
    known = (" ", *how) if how else ()
    return views.done((start, name, f": {what}, week {entry.week}.", *known), undo)


@commands.button("participation.uncredit", allowed=STAFF, answers="confidential")
async def uncredit(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Withdraw an act that staff entered: the undo."""
    person = await work.people.get(ask.arg)
    entries = await work.ledger.of_person(ask.arg)
    found = [e for e in in_force(entries) if e.id == ask.object and e.by is not None]
    if person is None or person.course != call.course.id or not found:
        raise Refusal("There is nothing to take back: no such act stands that staff entered.")
    [entry] = found
    what = ACTS[entry.act].lower()
    async with differing(call.course, decision(call, f"{what} taken back"), work, person.id):
        await work.ledger.append((withdrawal(entry, TAKEN_BACK, call.now, call.person.id),))
    again = action("participation.recredit", call.course.id, entry.id, person.id)
    await audited(call, work, f"took back {person.name}'s {what} of week {entry.week}", again)
    name = PersonName(person.id, person.name)
    return views.undone(("Taken back for ", name, f": {what}, week {entry.week}."), again)


@commands.button("participation.recredit", allowed=STAFF, answers="confidential")
async def credit_again(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Enter an act again, as it was, that staff entered and took back: the undo of the undo."""
    person = await work.people.get(ask.arg)
    first = first_id(ask.object)
    entries = await work.ledger.of_person(ask.arg)
    own = [e for e in entries if first_id(e.id) == first]
    gone = {e.withdraws: e for e in own if e.reason == TAKEN_BACK}
    before = [e for e in own if e.withdraws is None]
    if person is None or person.course != call.course.id or ask.object not in gone:
        raise Refusal("There is nothing to enter again: staff took no such act back.")
    [entry] = [e for e in before if e.id == ask.object]
    if any(_said(e) == _said(entry) for e in in_force(entries)):
        raise Refusal("It counts already: somebody entered it again before you.")
    again = replace(entry, id=revised_id(first, len(before) + 1), by=call.person.id)
    return await _enter(again, person, "entered again", (), call, work)


def _said(entry: Entry) -> tuple[Act, int, str | None, str]:
    """Return what staff said that was done, whoever of them entered it, and how often."""
    return entry.act, entry.week, entry.about, entry.evidence


def measure(
    act: Act, thing: Session | Discussion | None, policy: Policy | None
) -> tuple[int, int | None]:
    """Return what an act entered by hand amounts to: all that the plan and the policy ask."""
    options = policy.options if policy else ()
    minimums = [part.minimum for o in options for part in o.parts if act in part.acts]
    amount, out_of = max(minimums, default=1), None
    if act is Act.ATTEND and isinstance(thing, Session):
        out_of = int((thing.ends - thing.starts).total_seconds() // 60)
    elif isinstance(thing, Discussion) and act in (Act.POST, Act.REPLY):
        out_of = thing.expects.words if act is Act.POST else thing.expects.reply_words
    return max(amount, out_of or 0, 1), out_of
