"""Pushing an export into a gradebook: look first, write in batches, and read back each of them.

Before a batch leaves, what it is to write is kept; once the gradebook was seen to hold it, that is
kept, too. So a push that was killed goes on where it was, and one that is repeated writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.chat.refusal import Refusal
from bot.features.exports.making import read_facts, reckon_aside
from bot.features.exports.planning import what_of
from bot.model.course import Course
from bot.model.gradebook.gradebook import Scope
from bot.model.gradebook.pushes import Change, HeldGrade, Plan, Pushed, batches, plan_push
from bot.ports.audit import Deed
from bot.ports.pushing import GradebookColumn, GradebookError
from bot.ports.work import Store


@dataclass(frozen=True, slots=True)
class Push:
    """What is pushed: a course's week or total, into which column, by whom (a person's id)."""

    course: Course
    week: int
    scope: Scope
    column: GradebookColumn
    by: str
    overwrite: bool = False


@dataclass(slots=True)
class Outcome:
    """What came of a push.

    `confirmed` were read back as they were sent; `different` hold something else now (`why` says
    what); `theirs` were changed by a person just before; `waiting` were not written, as `stopped`
    says.
    """

    confirmed: list[Change] = field(default_factory=list)
    different: list[Change] = field(default_factory=list)
    theirs: list[Change] = field(default_factory=list)
    waiting: list[Change] = field(default_factory=list)
    stopped: str = ""

    @property
    def whole(self) -> bool:
        """Whether every grade was seen to be as it was sent."""
        return not (self.different or self.theirs or self.waiting or self.stopped)


async def look(push: Push, store: Store, now: datetime) -> Plan:
    """Return what a push would do; nothing is written. Refusal where it can't be.

    The week is pushed as it stands: what was decided since it was locked goes with it.
    """
    if push.scope.is_difference:
        raise Refusal("A push writes only what differs anyway. Leave --of out, or say total.")
    async with store.reading() as work:
        facts = await read_facts(push.course, push.week, now, work, push.scope)
        pushed = await work.pushes.of(push.course.id, push.column.key)
        seats = await work.exports.seats(push.course.id)
    week = (await reckon_aside(facts)).live
    decided = {seat.row: seat.person for seat in seats if seat.person is not None}
    try:
        held = await push.column.read()
    except GradebookError as error:
        raise Refusal(f"{error} Nothing was written.") from error
    return plan_push(week, held, pushed, decided, overwrite=push.overwrite)


async def apply(push: Push, plan: Plan, store: Store, now: datetime) -> Outcome:
    """Write what a plan says, batch by batch, and return what the gradebook holds of it."""
    outcome = Outcome()
    await _note_standing(push, plan, store, now)
    left = list(plan.changes)
    if left:
        await _audit(push, "begin", f"pushes {len(left)} of {_what(push, plan)}", store, now)
    for batch in batches(plan.changes, push.column.batch):
        try:
            await _batch(push, batch, outcome, store, now)
        except GradebookError as error:
            outcome.stopped = str(error)
        sure = {each.row for each in (*outcome.confirmed, *outcome.different, *outcome.theirs)}
        left = [each for each in left if each.row not in sure]
        if outcome.stopped:
            break
    outcome.waiting = left if outcome.stopped else []
    if plan.changes:
        stands = f"pushed {_what(push, plan)}: {len(outcome.confirmed)} of {len(plan.changes)} "
        await _audit(push, "end", f"{stands}are as sent", store, now)
    return outcome


async def _batch(
    push: Push, batch: Sequence[Change], outcome: Outcome, store: Store, now: datetime
) -> None:
    """Write some grades and read them back; GradebookError where it isn't known what came of it."""
    rows = [each.row for each in batch]
    held = await push.column.read_back(rows)
    taken = []
    for each in batch:
        there = held.get(each.row)
        if there is None or (not push.overwrite and _touched(there, each)):
            outcome.theirs.append(replace(each, why=_seen(there, "changed a moment ago")))
        else:
            taken.append(each)
    if not taken:
        return
    await _keep(push, taken, store, now, confirmed=False)
    broken = None
    try:
        await push.column.write({each.row: each.after for each in taken})
    except GradebookError as error:
        broken = error  # It may have arrived all the same: what the gradebook holds decides.
    held = await push.column.read_back([each.row for each in taken])
    good = [each for each in taken if _stands(held.get(each.row), each)]
    await _keep(push, good, store, now, confirmed=True)
    outcome.confirmed += good
    bad = [each for each in taken if each not in good]
    if bad and broken:
        raise broken
    outcome.different += [replace(each, why=_seen(held.get(each.row), "")) for each in bad]


def _touched(held: HeldGrade, change: Change) -> bool:
    """Whether a row was changed since the plan was made."""
    return held.grade != change.before or held.excused or bool(held.closed)


def _stands(held: HeldGrade | None, change: Change) -> bool:
    return held is not None and held.grade == change.after and not held.excused


def _seen(held: HeldGrade | None, note: str) -> str:
    """Return what a row holds, in words."""
    if held is None:
        return "no longer in the gradebook"
    there = "no grade" if held.grade is None else f"{held.grade.normalize():f}"
    said = f"the gradebook holds {'an excuse' if held.excused else there}"
    return f"{said}, {note}" if note else said


async def _note_standing(push: Push, plan: Plan, store: Store, now: datetime) -> None:
    """Confirm what a push that was killed had written: it stands, and is Homeroom's own.

    What a person entered alike stays a person's: there is no record of it.
    """
    async with store.work() as work:
        known = await work.pushes.of(push.course.id, push.column.key)
        mine = [
            replace(last, confirmed=True, at=now)
            for each in plan.standing
            if (last := known.get(each.row)) and last.grade == each.after and not last.confirmed
        ]
        if mine:
            await work.pushes.save(mine)


async def _keep(
    push: Push, changes: Sequence[Change], store: Store, now: datetime, *, confirmed: bool
) -> None:
    async with store.work() as work:
        await work.pushes.save(
            [
                Pushed(
                    push.course.id, push.column.key, each.row, each.person, each.after,
                    each.after if each.over else each.before, push.by, now, confirmed,
                )
                for each in changes
            ]
        )  # fmt: skip


async def _audit(push: Push, part: str, said: str, store: Store, now: datetime) -> None:
    key = f"push/{part}/{push.course.id}/{push.column.key}/{push.week}/{now.isoformat()}"
    async with store.work() as work:
        who = await work.people.get(push.by)
        name = who.name if who else "The operator"
        await work.audit.record(Deed(key, push.course.id, push.by, now, f"{name} {said}"))


def _what(push: Push, plan: Plan) -> str:
    what = what_of(push.week, push.scope)
    return f"the grades of {what} to {push.column.program}, “{plan.title}”"
