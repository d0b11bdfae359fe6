"""What staff decide about rows of a gradebook's file: whose each is; remembered, undoable."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.actions import Action, action
from bot.chat.calls import Call
from bot.chat.commands import Commands, Submitted
from bot.chat.forms import Form
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.exports import views_seats
from bot.features.exports.seats import NOBODY_SAID, student_meant
from bot.features.exports.views_forms import seat_form
from bot.model.gradebook.matching import NOBODY
from bot.model.people import STAFF, Person, Role
from bot.ports.deeds import audited
from bot.ports.exports import Seat
from bot.ports.work import UnitOfWork

commands = Commands()


@commands.button("export.seat", allowed=STAFF, answers="form", reads=True)
async def ask_whose(ask: Action, call: Call, work: UnitOfWork) -> Form:
    """Ask whose a row is."""
    seat = await _seat(ask.object, call, work)
    return seat_form(call.course.id, seat.id, seat.name)


@commands.form("export.sit", allowed=STAFF, answers="confidential", reads=True)
async def answer_whose(ask: Submitted, call: Call, work: UnitOfWork) -> View:
    """Remember whose a row is: who was named, or nobody."""
    seat = await _seat(ask.action.object, call, work)
    said = ask.answers.line("person")
    if said.casefold() == NOBODY_SAID:
        return await _decide(seat, None, call, work)
    return await _decide(
        seat, student_meant(await work.people.of(call.course.id), said), call, work
    )


@commands.button("export.seated", allowed=STAFF, answers="confidential", reads=True)
async def decide(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Remember that a row is whose it looks like."""
    seat = await _seat(ask.object, call, work)
    if ask.arg == "-":
        return await _decide(seat, None, call, work)
    person = await work.people.get(ask.arg)
    if person is None or person.course != call.course.id or person.role is not Role.STUDENT:
        raise Refusal("That student is not on this course's roster.")
    return await _decide(seat, person, call, work)


@commands.button("export.unseat", allowed=STAFF, answers="confidential", reads=True)
async def take_back(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Let a row be in doubt again: the undo."""
    seat = await _seat(ask.object, call, work)
    if seat.person is None:
        raise Refusal("That was taken back already.")
    await work.exports.save_seats((replace(seat, person=None),))
    again = action("export.seated", call.course.id, seat.id, seat.person or "-")
    await audited(call, work, f"took back whose gradebook row {seat.name or seat.row} is", again)
    return views_seats.unseated(call.course.id, seat, seat.person)


async def _decide(seat: Seat, person: Person | None, call: Call, work: UnitOfWork) -> View:
    decided = replace(seat, person=NOBODY if person is None else person.id)
    await work.exports.save_seats((decided,))
    name = "nobody" if person is None else person.name
    undo = action("export.unseat", call.course.id, seat.id)
    what = f"said that the gradebook row of {seat.name or seat.row} is {name}'s"
    await audited(call, work, what, undo)
    return views_seats.seated(call.course.id, decided, name)


async def _seat(id: str, call: Call, work: UnitOfWork) -> Seat:
    seat = await work.exports.seat(id)
    if seat is None or seat.course != call.course.id:
        raise Refusal("That row is not known here any more. Send the file again.")
    return seat
