"""Pushing grades from the command line: for which course, into which gradebook."""

from __future__ import annotations

from abc import abstractmethod
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

from bot.ports.pushing import ColumnPlace
from config.choosing import course_meant
from config.gradebooks import SetUpColumns
from config.policies import PolicyDesk

if TYPE_CHECKING:
    from adapters.storage.store import SqlStore
    from adapters.terminal.services import PushOrder
    from bot.features.exports.pushing import Outcome
    from bot.model.gradebook.pushes import Plan
    from config.settings import Settings

OPERATOR = "operator"
"""Who the audit says it was, where no person of the roster is known."""


class PushDesk(PolicyDesk):
    """The part of the command line's services that writes into gradebooks."""

    @property
    @abstractmethod
    def settings(self) -> Settings:
        """The settings."""

    @abstractmethod
    def _store(self) -> AbstractAsyncContextManager[SqlStore]:
        """Open the database beside a bot that may run on it."""

    async def push(self, order: PushOrder, *, dry: bool) -> tuple[Plan, Outcome | None]:
        """Write grades into a gradebook and read them back; with `dry` only tell what would be."""
        from bot.features.exports.pushing import Push, apply, look
        from bot.features.exports.seats import decide_all

        place = ColumnPlace(order.to, *order.place)
        columns = SetUpColumns(self.settings)
        async with self._store() as store, columns.reaching(place) as column:
            async with store.reading() as work:
                course = await course_meant(order.course, work)
            if order.said:
                async with store.work() as work:
                    await decide_all(course, order.said, work)
            push = Push(course, order.week, order.scope, column, OPERATOR, order.overwrite)
            plan = await look(push, store, self.now())
            return plan, None if dry else await apply(push, plan, store, self.now())
