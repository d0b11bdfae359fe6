"""App Home: each person's own page, and where what is pressed there is answered.

What somebody presses on their page is answered on it, with a way back; nobody else sees it. Of
several things asked at once only the one asked last is shown.
https://docs.slack.dev/surfaces/app-home
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field

from adapters.slack.answering.invocations import Asked
from adapters.slack.journal import LOG
from adapters.slack.line import Line
from adapters.slack.rendering.home import render_home
from adapters.slack.web.troubles import RefusedError
from adapters.slack.wire import Json
from bot.chat.actions import HOME, action, decode
from bot.chat.refusal import Refusal
from bot.chat.views import Button, View, controls
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError
from bot.runtime.hearing.errors import kind_of

BACK = "Back"
CONFLICT = "hash_conflict"
REMEMBERED = 5_000
"""People of whom is remembered what their page shows."""


@dataclass(slots=True)
class _Page:
    """Somebody's page: how often they asked for something, and the hash of what it shows."""

    turn: int = 0
    hash: str | None = None
    changing: asyncio.Lock = field(default_factory=asyncio.Lock)


class Homes:
    """Everybody's pages."""

    def __init__(self, line: Line) -> None:
        """Publish over `line`."""
        self._line = line
        self._pages: OrderedDict[str, _Page] = OrderedDict()

    def turn(self, asked: Asked) -> int:
        """Take down that somebody asks for something; return the number of that."""
        page = self._page(asked.user)
        page.turn += 1
        return page.turn

    async def show(self, asked: Asked, view: View, turn: int) -> bool:
        """Let somebody's page show an answer, unless they have asked for something else since.

        Return False where it can't be shown.
        """
        page = self._page(asked.user)
        answer = view if _is_home(asked) else _with_back(view, asked)
        shown = render_home([answer], self._line.platform.link)
        async with page.changing:
            if page.turn != turn:
                return True
            try:
                page.hash = await self._publish(asked, shown, page.hash)
            except (NotSentError, MaybeSentError, CannotSendError) as error:
                LOG.warning("a home could not be shown: %s: %s", asked.user, kind_of(error))
                return False
        return True

    async def _publish(self, asked: Asked, shown: Json, before: str | None) -> str | None:
        """Publish a page in the place of what we know of; if it isn't there, all the same."""
        web = await self._line.web(asked.team, asked.user)
        for hash in (before, None):
            try:
                told = await web.call("views.publish", user_id=asked.user, view=shown, hash=hash)
            except RefusedError as error:
                if hash is None or error.code != CONFLICT:
                    raise
            else:
                found = told["view"].get("hash")
                return str(found) if found else None
        raise AssertionError("without a hash there is no conflict")

    def _page(self, user: str) -> _Page:
        page = self._pages.setdefault(user, _Page())
        self._pages.move_to_end(user)
        if len(self._pages) > REMEMBERED:
            self._pages.popitem(last=False)
        return page


def _is_home(asked: Asked) -> bool:
    """Whether a call asks for the page itself."""
    try:
        return asked.call.state is not None and decode(asked.call.state).verb == HOME
    except Refusal:
        return False


def _with_back(view: View, asked: Asked) -> View:
    try:
        course = decode(asked.call.state or "").course
    except Refusal:
        course = ""
    return view.also(controls(Button(BACK, action(HOME, course))))
