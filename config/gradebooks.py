"""Gradebooks that are reached over the network: whose address and token are set."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

from bot.chat.refusal import Refusal
from bot.ports.pushing import ColumnPlace

if TYPE_CHECKING:
    from adapters.lms.calls import Calls, Site
    from bot.ports.pushing import GradebookColumn
    from config.settings import Settings


class SetUpColumns:
    """Implements bot.ports.pushing.Columns by the addresses and tokens that are set."""

    def __init__(self, settings: Settings | None) -> None:
        """Take the settings; without any, nothing is set up."""
        self._settings = settings

    def reaching(self, place: ColumnPlace) -> AbstractAsyncContextManager[GradebookColumn]:
        """Open the way to a column; Refusal where its gradebook isn't set up."""
        return _reaching(self._settings, place)


@contextlib.asynccontextmanager
async def _reaching(
    settings: Settings | None, place: ColumnPlace
) -> AsyncIterator[GradebookColumn]:
    from aiohttp import ClientSession

    from adapters.lms.calls import Calls, Site

    if settings is None:
        raise Refusal("A sandbox pushes into no gradebook. Use homeroom push on its machine.")
    places = {
        "moodle": (settings.moodle_url, settings.moodle_token),
        "canvas": (settings.canvas_url, settings.canvas_token),
    }
    url, token = places[place.program]
    if not url or token is None or not token.get_secret_value():
        name = place.program.upper()
        raise Refusal(
            f"Pushing to {place.title} is off. Set HOMEROOM_{name}_URL and "
            f"HOMEROOM_{name}_TOKEN: see docs/gradebooks.md, Push."
        )
    numbers = (place.course, place.column)
    if not all(each.isascii() and each.isdigit() for each in numbers):
        raise Refusal("The course and the column are numbers: take them from their address.")
    site = Site(url, token)
    async with ClientSession() as session:
        calls = Calls(place.title, site, session)
        yield column_of(place.program, calls, site, numbers)


def column_of(to: str, calls: Calls, site: Site, place: tuple[str, str]) -> GradebookColumn:
    """Return a column of "moodle" or "canvas" by its course's and its own number there."""
    from adapters.lms.canvas_rest import CanvasColumn
    from adapters.lms.moodle_rest import MoodleColumn

    if to == "moodle":
        return MoodleColumn(calls, site, *place)
    return CanvasColumn(calls, site, *place)
