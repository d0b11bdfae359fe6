"""`homeroom push`: grades into a gradebook that is reached over the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from adapters.terminal.choosing import CourseOption
from adapters.terminal.printing import Printer
from adapters.terminal.records import said_of_rows
from adapters.terminal.services import PushOrder, Services
from bot.model.gradebook.gradebook import Scope
from bot.model.participation.policies.policy import figure

if TYPE_CHECKING:
    from bot.features.exports.pushing import Outcome
    from bot.model.gradebook.pushes import Change, Plan


@dataclass(frozen=True, slots=True)
class Where:
    """Where in the gradebook the grades belong.

    Parameters
    ----------
    to
        Which gradebook: moodle or canvas.
    course_id
        The course's number there, as in its page's address.
    column
        The assignment's number there, as in its page's address (Moodle: view.php?id=…).
    """

    to: Literal["moodle", "canvas"]
    course_id: str
    column: Annotated[str, Parameter(name=("--column", "--assignment"))]


class PushCommands:
    """The command that writes into gradebooks."""

    def __init__(self, services: Services, printer: Printer) -> None:
        """Take what it does it with."""
        self._services = services
        self._printer = printer

    async def push(
        self,
        *,
        week: int,
        where: Annotated[Where, Parameter(name="*")],
        of: Literal["week", "total", "unit", "term"] = "week",
        apply: bool = False,
        overwrite: bool = False,
        match: tuple[str, ...] = (),
        course: CourseOption = None,
    ) -> int:
        """Write a week's grades into an assignment of Moodle or Canvas.

        Without --apply it only shows what would change. With it, every grade is read back, and
        what isn't as it was sent is listed. Run it again after an interruption: what stands is
        not written twice.

        Parameters
        ----------
        week
            The course's week, counted from 1.
        of
            week, total (the grade so far, up to that week), unit (the one that the week is part
            of), or term (what the policy asks over it).
        apply
            Write. Without it nothing is changed.
        overwrite
            Write over grades that a person entered or changed in the gradebook, too.
        match
            Whose a row in doubt is, as ROW=STUDENT: canvas/5003=S1003, or =nobody. Remembered.
        """
        place = (where.course_id, where.column)
        said = said_of_rows(match)
        order = PushOrder(course, week, Scope(of), where.to, place, overwrite, said)
        with self._printer.progress(f"{'Writing' if apply else 'Looking at'} week {week}"):
            plan, outcome = await self._services.push(order, dry=not apply)
        self._show(plan)
        if outcome is None:
            count = len(plan.changes)
            self._printer.say(
                f"Nothing was written. Run it again with --apply to write {_grades(count)}."
                if count
                else "There is nothing to write."
            )
            return 1 if plan.doubts else 0
        return self._ended(plan, outcome)

    def _show(self, plan: Plan) -> None:
        """Show what is written, what is left alone, and who is left out."""
        self._printer.say(f"“{plan.title}”", "bold")
        for note in plan.notes:
            self._printer.say(note)
        self._list("To be written", plan.changes)
        if plan.standing:
            self._printer.say(f"{len(plan.standing)} stand there already.")
        self._list("Left alone, for a person decided otherwise (--overwrite writes them)",
                   plan.theirs)  # fmt: skip
        for left in plan.omitted:
            self._printer.tell(f"{left.name} is left out: {left.why}", "yellow")
        for doubt in plan.doubts:
            who = f"{doubt.row.id} ({doubt.row.name})" if doubt.row.name else doubt.row.id
            self._printer.tell(f"{who}: {doubt.why}", "yellow")
        if plan.doubts:
            row = plan.doubts[0].row.id
            self._printer.tell(f"Say whose they are, once: --match {row}=STUDENT, or =nobody.")

    def _ended(self, plan: Plan, outcome: Outcome) -> int:
        """Say what came of it; return 1 if any grade isn't as it was sent."""
        if not plan.changes:
            self._printer.say("Nothing had to be written.")
            return 1 if plan.doubts else 0
        for each in (*outcome.different, *outcome.theirs):
            sent = f"{figure(each.after)} was to be there"
            self._printer.tell(f"{each.name}: {sent}; {each.why}.", "red")
        if outcome.stopped:
            self._printer.tell(outcome.stopped, "red")
            self._printer.tell(
                f"{_grades(len(outcome.waiting))} not written for certain. Run it again to go on; "
                "nothing is written twice."
            )
        count = len(plan.changes)
        self._printer.say(f"{len(outcome.confirmed)} of {_grades(count)} read back as sent.")
        return 0 if outcome.whole and not plan.doubts else 1

    def _list(self, title: str, changes: Sequence[Change]) -> None:
        if not changes:
            return
        self._printer.say(f"{title}: {len(changes)}", "bold")
        for each in changes:
            why = f" ({each.why})" if each.why else ""
            self._printer.say(f"  {each.name}: {_held(each.before)} → {figure(each.after)}{why}")


def _held(grade: Decimal | None) -> str:
    return "none" if grade is None else figure(grade)


def _grades(count: int) -> str:
    return f"{count} grade{'' if count == 1 else 's'}"
