"""Pushes of week 1 of the sample's class, and processes that die in the middle of one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.features.exports.pushing import Outcome, Push, apply, look
from bot.model.gradebook.gradebook import Scope
from bot.model.gradebook.pushes import HeldColumn, HeldGrade, Plan
from bot.model.participation.acts.ledger import Act
from bot.ports.pushing import GradebookColumn
from tests.support.classroom import Classroom
from tests.support.lms.reached import Reached
from tests.support.sample import BEN, COURSE, at, entry

AFTER = "2026-09-15 12:00"
WRITES = {"Moodle": "save_grade", "Canvas": "update_grades"}


class KilledError(BaseException):
    """The process is gone."""


@dataclass
class Doomed:
    """A column by which a push dies: `before` a batch is written, or `after`, of so many."""

    column: GradebookColumn
    moment: str
    at: int
    batch: int = 1
    written: int = 0

    @property
    def program(self) -> str:
        return self.column.program

    @property
    def key(self) -> str:
        return self.column.key

    async def read(self) -> HeldColumn:
        return await self.column.read()

    async def write(self, grades: Mapping[str, Decimal]) -> None:
        self.written += 1
        if self.written == self.at and self.moment == "before":
            raise KilledError
        await self.column.write(grades)
        if self.written == self.at:
            raise KilledError

    async def read_back(self, rows: Collection[str]) -> Mapping[str, HeldGrade]:
        return await self.column.read_back(rows)


def a_push(column: GradebookColumn, *, overwrite: bool = False, of: Scope = Scope.WEEK) -> Push:
    return Push(COURSE, 1, of, column, "operator", overwrite)


async def dry(
    term: Classroom, gradebook: Reached, *, overwrite: bool = False, of: Scope = Scope.WEEK
) -> Plan:
    push = a_push(gradebook.column(), overwrite=overwrite, of=of)
    return await look(push, term.store, term.clock.now())


async def pushed(
    term: Classroom, column: GradebookColumn, *, overwrite: bool = False
) -> tuple[Plan, Outcome]:
    push = a_push(column, overwrite=overwrite)
    plan = await look(push, term.store, term.clock.now())
    return plan, await apply(push, plan, term.store, term.clock.now())


def shown(plan: Plan) -> dict[str, tuple[str, str]]:
    return {each.name: (str(each.before), str(each.after)) for each in plan.changes}


async def earn(term: Classroom, session: str) -> None:
    """Let Ben have been there in week 1 after all."""
    async with term.store.work() as work:
        late = entry(BEN, Act.ATTEND, at(hours=10, minutes=5), session)
        await work.ledger.append((late,))
