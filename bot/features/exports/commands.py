"""Staff's export on demand; it arrives privately, and the audit says who asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from bot.chat.actions import Action
from bot.chat.calls import Call, Upload
from bot.chat.commands import Commands, Submitted
from bot.chat.forms import Form
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.exports import commands_push
from bot.features.exports.making import read_facts
from bot.features.exports.planning import demanded, what_of
from bot.features.exports.views import begun
from bot.features.exports.views_forms import EXCUSED, FILE, into_form
from bot.model.gradebook.gradebook import Scope
from bot.model.ids import short_id
from bot.model.people import STAFF
from bot.model.time.weeks import last_week, week_of
from bot.ports.audit import Deed
from bot.ports.gradebooks import INTO, Format
from bot.ports.platform import StoredFile
from bot.ports.work import UnitOfWork

commands = Commands()


@dataclass(frozen=True, slots=True)
class Export:
    """Export a week's participation for the gradebook."""

    week: Annotated[int | None, Param("which week; the last full one if left out")] = None
    of: Annotated[
        Scope | None,
        Param("the week, the total so far, its unit, the term, or what changed since it went out"),
    ] = None
    format: Annotated[Format | None, Param("csv and Moodle's csv if left out")] = None
    into: Annotated[
        Upload | None, Param("the file that Canvas or Blackboard gave, to be filled in")
    ] = None
    column: Annotated[str, Param("its column; the one that names the week if left out")] = ""
    excused: Annotated[bool, Param("write EX for who is excused (Canvas)")] = False
    push: Annotated[
        str, Param("no file: look what goes into this assignment, as canvas/12/345", most=200)
    ] = ""


@commands.on("export", allowed=STAFF, answers="confidential", reads=True)
async def export(ask: Export, call: Call, work: UnitOfWork) -> View:
    """Let an export be made and sent privately to who asked."""
    week = _last_full(call) if ask.week is None else ask.week
    if ask.push:
        if ask.format or ask.into or ask.column or ask.excused:
            raise Refusal("A push makes no file. Leave out format, into, column and excused.")
        return await commands_push.demand(ask.push, week, ask.of or Scope.WEEK, call, work)
    return await _demand(_Order(week, ask.of, ask.format, ask.into, ask.column, ask.excused),
                         call, work)  # fmt: skip


@commands.button("export.make", allowed=STAFF, answers="confidential", reads=True)
async def export_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Let the button's week be made in the button's format, and of the button's scope."""
    forms = {form.value: form for form in Format}
    scopes = {scope.value: scope for scope in Scope}
    form, _, scope = ask.arg.partition(",")
    if not ask.object.isdecimal() or form not in forms or scope not in {"", *scopes}:
        raise Refusal("This button can't be read any more. Use /class export.")
    order = _Order(int(ask.object), scopes.get(scope), forms[form])
    return await _demand(order, call, work)


@commands.button("export.into", allowed=STAFF, answers="form", reads=True)
async def ask_for_file(ask: Action, call: Call, work: UnitOfWork) -> Form:
    """Ask for the file that the gradebook gave."""
    if not ask.object.isdecimal():
        raise Refusal("This button can't be read any more. Use /class export.")
    return into_form(call.course.id, int(ask.object))


@commands.form("export.fill", allowed=STAFF, answers="confidential", reads=True)
async def fill(ask: Submitted, call: Call, work: UnitOfWork) -> View:
    """Let the file that was sent be filled in."""
    upload = call.invocation.files.get(FILE)
    scope = ask.answers.optional("of") or Scope.WEEK
    if upload is None:
        raise Refusal("No file came with it. Press the button again and attach it.")
    if not ask.action.object.isdecimal() or scope not in set(Scope):
        raise Refusal("This form can't be read any more. Use /class export.")
    column = ask.answers.optional("column") or ""
    excused = EXCUSED in ask.answers.some("excused")
    order = _Order(int(ask.action.object), Scope(scope), None, upload, column, excused)
    return await _demand(order, call, work)


@dataclass(frozen=True, slots=True)
class _Order:
    """What staff asked for."""

    week: int
    scope: Scope | None = None
    form: Format | None = None
    into: Upload | None = None
    column: str = ""
    excused: bool = False

    @property
    def how(self) -> str:
        """In which formats it is asked for."""
        if self.into is not None:
            return f"into {self.into.name}"
        if self.form is None:
            changed = self.scope is not None and self.scope.is_difference
            return "as moodle" if changed else "as csv and Moodle csv"
        return f"as {self.form}"


async def _demand(order: _Order, call: Call, work: UnitOfWork) -> View:
    if order.form in INTO and order.into is None:
        raise Refusal(
            f"{order.form.value.capitalize()} takes only a file with its own ids: download the "
            "gradebook there, and send that file with it as into (where none can be attached: "
            f"/class export week:{order.week} into:file)."
        )
    await read_facts(call.course, order.week, call.now, work, order.scope or Scope.WEEK)
    args = {"week": str(order.week), "person": call.person.id}
    if order.scope is not None:
        args["of"] = order.scope
    if order.form is not None:
        args["format"] = order.form
    if order.into is not None:
        args |= await _kept(order, order.into, call, work)
    await work.agenda.plan((demanded(call.course.id, call.id, call.now, args),))
    what = what_of(order.week, order.scope)
    said = f"{call.person.name} exported {what} {order.how}"
    await work.audit.record(Deed(call.id, call.course.id, call.person.id, call.now, said))
    return begun(call.course.id, order.week, what)


async def _kept(order: _Order, into: Upload, call: Call, work: UnitOfWork) -> dict[str, str]:
    """Keep the file until it is filled in; return what the item has to know of it."""
    id = short_id("export into", call.course.id, call.id)
    file = StoredFile(id, into.name, "text/csv", "A gradebook to be filled in", into.content)
    await work.files.put(call.course.id, file)
    args = {"into": id}
    if order.column:
        args["column"] = order.column
    if order.excused:
        args["excused"] = "yes"
    return args


def _last_full(call: Call) -> int:
    return min(max(week_of(call.course, call.now) - 1, 1), last_week(call.course))
