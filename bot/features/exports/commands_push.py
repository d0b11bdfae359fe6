"""A push from chat: what it would write is shown to who asks, in private, and one button writes it.

It is made by the same code as `homeroom push`, see `pushing`, aside from any transaction.
"""

from __future__ import annotations

import re

from bot.chat.actions import Action
from bot.chat.calls import Call
from bot.chat.commands import Commands
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.exports import views_push as views
from bot.features.exports.making import read_facts
from bot.model.gradebook.gradebook import Scope
from bot.model.people import STAFF
from bot.ports.agenda import Item
from bot.ports.pushing import ColumnPlace
from bot.ports.work import UnitOfWork

commands = Commands()
LOOK = "export.push.look"
WRITE = "export.push.write"
TYPED = re.compile(r"(moodle|canvas)[\s,/]+(\d{1,12})[\s,/]+(\d{1,12})", re.IGNORECASE)
ADDRESS = re.compile(r"https?://\S+/courses/(\d{1,12})/assignments/(\d{1,12})(?:[?#]\S*)?")
"""The address of an assignment's page in Canvas; Moodle's doesn't tell the course."""


def place_meant(text: str) -> ColumnPlace:
    """Return the column that staff typed; Refusal that says how to."""
    words = text.strip().strip("<>")  # Around an address where chat has made it a link.
    if found := TYPED.fullmatch(words):
        return ColumnPlace(found[1].lower(), found[2], found[3])
    if found := ADDRESS.fullmatch(words):
        return ColumnPlace("canvas", found[1], found[2])
    raise Refusal(
        f"“{text[:80]}” names no assignment. Write which gradebook, its course's number and the "
        "assignment's, as in its page's address: canvas/12/345, or moodle/7/88."
    )


async def demand(text: str, week: int, scope: Scope, call: Call, work: UnitOfWork) -> View:
    """Let it be looked at what a push would write; nothing is written."""
    place = place_meant(text)
    if scope.is_difference:
        raise Refusal("A push writes only what differs anyway. Leave of out, or say total.")
    await read_facts(call.course, week, call.now, work, scope)
    await _plan(LOOK, place, week, scope, "", call, work)
    return views.looking(place)


@commands.button("export.push", allowed=STAFF, answers="confidential", reads=True)
async def write_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Let just that be written which was shown."""
    words = ask.arg.split(",")
    scopes = {scope.value: scope for scope in Scope if not scope.is_difference}
    if not ask.object.isdecimal() or len(words) != 5 or words[3] not in scopes:
        raise Refusal("This button can't be read any more. Use /class export with push again.")
    place = place_meant(" ".join(words[:3]))
    await _plan(WRITE, place, int(ask.object), scopes[words[3]], words[4], call, work)
    return views.writing(place)


async def _plan(
    kind: str,
    place: ColumnPlace,
    week: int,
    scope: Scope,
    mark: str,
    call: Call,
    work: UnitOfWork,
) -> None:
    args = {"week": str(week), "of": scope.value, "person": call.person.id, "mark": mark}
    args |= {"to": place.program, "in": place.course, "column": place.column}
    key = f"export/{call.course.id}/push/{call.id}"
    await work.agenda.plan((Item(key, call.course.id, kind, call.now, args),))
