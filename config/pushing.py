"""Pushing grades from the command line: which gradebook, by whose token, for which course."""

from __future__ import annotations

import contextlib
from abc import abstractmethod
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

from bot.chat.refusal import Refusal
from config.choosing import course_meant
from config.policies import PolicyDesk

if TYPE_CHECKING:
    from adapters.lms.calls import Calls, Site
    from adapters.storage.store import SqlStore
    from adapters.terminal.services import PushOrder
    from bot.features.exports.pushing import Outcome
    from bot.model.gradebook.pushes import Plan
    from bot.ports.pushing import GradebookColumn
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

        async with self._store() as store, reaching(self.settings, order) as column:
            async with store.reading() as work:
                course = await course_meant(order.course, work)
            if order.said:
                async with store.work() as work:
                    await decide_all(course, order.said, work)
            push = Push(course, order.week, order.scope, column, OPERATOR, order.overwrite)
            plan = await look(push, store, self.now())
            return plan, None if dry else await apply(push, plan, store, self.now())


@contextlib.asynccontextmanager
async def reaching(settings: Settings, order: PushOrder) -> AsyncIterator[GradebookColumn]:
    """Open the way to a column; Refusal where the gradebook isn't set up."""
    from aiohttp import ClientSession

    from adapters.lms.calls import Calls, Site

    places = {
        "moodle": (settings.moodle_url, settings.moodle_token),
        "canvas": (settings.canvas_url, settings.canvas_token),
    }
    url, token = places[order.to]
    if not url or token is None or not token.get_secret_value():
        name = order.to.upper()
        raise Refusal(
            f"Pushing to {order.to.capitalize()} is off. Set HOMEROOM_{name}_URL and "
            f"HOMEROOM_{name}_TOKEN: see docs/gradebooks.md, Push."
        )
    if not all(each.isascii() and each.isdigit() for each in order.place):
        raise Refusal("The course and the column are numbers: take them from their address.")
    site = Site(url, token)
    async with ClientSession() as session:
        calls = Calls(order.to.capitalize(), site, session)
        yield column_of(order.to, calls, site, order.place)


def column_of(to: str, calls: Calls, site: Site, place: tuple[str, str]) -> GradebookColumn:
    """Return a column of "moodle" or "canvas" by its course's and its own number there."""
    from adapters.lms.canvas_rest import CanvasColumn
    from adapters.lms.moodle_rest import MoodleColumn

    if to == "moodle":
        return MoodleColumn(calls, site, *place)
    return CanvasColumn(calls, site, *place)
