"""The gradebooks that are reached over the network, each with a class of three."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from aiohttp import ClientSession
from pydantic import SecretStr

from adapters.lms.calls import Calls, Site
from adapters.lms.canvas_rest import CanvasColumn
from adapters.lms.moodle_rest import MoodleColumn
from bot.ports.pushing import GradebookColumn
from tests.support.lms import canvas, moodle
from tests.support.lms.canvas import FakeCanvas
from tests.support.lms.moodle import FakeMoodle
from tests.support.lms.serving import TOKEN, serving

Fake = FakeMoodle | FakeCanvas
CLASS = (("11", "Ana"), ("12", "Ben"), ("13", "Cho"))


@dataclass(slots=True)
class Reached:
    """A gradebook, its column as it is reached, and how long was waited for it, in seconds."""

    fake: Fake
    url: str
    session: ClientSession
    waited: list[float] = field(default_factory=list)

    def column(self, token: str = TOKEN, place: tuple[str, str] | None = None) -> GradebookColumn:
        """Return the column, by a token."""
        site = Site(self.url, SecretStr(token))
        if isinstance(self.fake, FakeMoodle):
            calls = Calls("Moodle", site, self.session, self._wait)
            return MoodleColumn(calls, site, *(place or (moodle.COURSE, moodle.MODULE)))
        calls = Calls("Canvas", site, self.session, self._wait)
        where = place or (canvas.COURSE, canvas.ASSIGNMENT)
        return CanvasColumn(calls, site, *where, pause=self._wait)

    @property
    def prefix(self) -> str:
        """How its rows begin."""
        return "moodle.user" if isinstance(self.fake, FakeMoodle) else "canvas"

    async def _wait(self, seconds: float) -> None:
        self.waited.append(seconds)


@contextlib.asynccontextmanager
async def reached(fake: Fake) -> AsyncIterator[Reached]:
    """Serve a gradebook with its class while the block lasts."""
    for user, name in CLASS:
        fake.enroll(user, name, email=f"{name.lower()}@example.edu", idnumber=f"S{user}")
    async with serving(fake.routes, fake.troubles) as url, ClientSession() as session:
        yield Reached(fake, url, session)
