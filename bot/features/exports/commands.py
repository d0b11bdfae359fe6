"""Staff's export on demand; it arrives privately, and the audit says who asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from bot.chat.actions import Action
from bot.chat.calls import Call
from bot.chat.commands import Commands
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.exports.making import read_facts
from bot.features.exports.planning import DEMAND
from bot.features.exports.views import demanded
from bot.model.people import STAFF
from bot.model.time.weeks import last_week, week_of
from bot.ports.agenda import Item
from bot.ports.audit import Deed
from bot.ports.gradebooks import Format
from bot.ports.work import UnitOfWork

commands = Commands()


@dataclass(frozen=True, slots=True)
class Export:
    """Export a week's participation for the gradebook."""

    week: Annotated[int | None, Param("which week; the last full one if left out")] = None
    format: Annotated[Format | None, Param("csv and Moodle's csv if left out")] = None


@commands.on("export", allowed=STAFF, answers="confidential", reads=True)
async def export(ask: Export, call: Call, work: UnitOfWork) -> View:
    """Let a week's export be made and sent privately to who asked."""
    last_full = min(max(week_of(call.course, call.now) - 1, 1), last_week(call.course))
    week = last_full if ask.week is None else ask.week
    return await _demand(week, ask.format, call, work)


@commands.button("export.make", allowed=STAFF, answers="confidential", reads=True)
async def export_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Let the button's week be made in the button's format."""
    forms = {form.value: form for form in Format}
    if not ask.object.isdigit() or ask.arg not in forms:
        raise Refusal("This button can't be read any more. Use /class export.")
    return await _demand(int(ask.object), forms[ask.arg], call, work)


async def _demand(week: int, form: Format | None, call: Call, work: UnitOfWork) -> View:
    await read_facts(call.course, week, call.now, work)
    args = {"week": str(week), "person": call.person.id}
    if form is not None:
        args["format"] = form
    key = f"export/{call.course.id}/demand/{call.id}"
    await work.agenda.plan((Item(key, call.course.id, DEMAND, call.now, args),))
    what = f"{call.person.name} exported week {week} as {form or 'csv and Moodle csv'}"
    await work.audit.record(Deed(call.id, call.course.id, call.person.id, call.now, what))
    return demanded(week)
