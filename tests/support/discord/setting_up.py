"""Somebody who runs a wire server sets a course up there; every word that was shown is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from adapters.system.clock import SystemClock
from tests.support.discord.asking import words
from tests.support.discord.calling import Person, Shown
from tests.support.discord.server import WireServer

AHEAD = timedelta(days=2)
"""Until the first session: it is announced at once."""


@dataclass(slots=True)
class Guide:
    """Leads through `/class setup` with the hands of the owner of WORLD's server."""

    server: WireServer
    told: list[str] = field(default_factory=list)
    """What was shown, forms and answers, in order."""

    @property
    def owner(self) -> Person:
        """The hands."""
        return self.server.person("ana")

    async def types(self, command: str, where: str = "general", **options: str) -> Shown:
        """Use a command."""
        return self.keep(await self.owner.command(command, options, where=where))

    async def fills(self, shown: Shown, label: str, values: Mapping[str, str]) -> Shown:
        """Open a page by its button, fill it in, and return the card it leads back to."""
        form = await self.presses(shown, label)
        return self.keep(await self.owner.submit(form, values))

    async def presses(self, shown: Shown, label: str, choice: str = "") -> Shown:
        """Press a button of what was shown, or pick a choice."""
        assert shown.message is not None
        return self.keep(await self.owner.press(shown.message, label, choice=choice))

    async def pages(self) -> Shown:
        """Fill in every page; return the card on which nothing is left to say."""
        day = SystemClock().now() + AHEAD
        course = {
            "title": "Weather and Us",
            "zone": "Berlin",
            "starts": f"{day:%Y-%m-%d}",
            "ends": f"{day + timedelta(days=60):%Y-%m-%d}",
            "name": "Ana Alves",
        }
        shown = await self.types("setup")
        for title, values in (
            ("Course and term", course | {"starts": "soon"}),
            ("Course and term", course),
            ("Places", {"staff": "staff", "discussions": "discussions"}),
            ("People", {"Or its rows": "username,name\nmei,Mei Lin\n"}),
            ("What counts", {}),
            ("First session", {"when": f"{day:%Y-%m-%d} 15:00"}),
        ):
            shown = await self.fills(shown, f"Continue: {title}", values)
        return await self.fills(shown, "Voice place", {"voice": "room"})

    async def starts(self) -> str:
        """Set the course up and start it; return the last words."""
        return words(await self.presses(await self.pages(), "Start the course"))

    def keep(self, shown: Shown) -> Shown:
        """Remember what was shown."""
        reader = self.server.reader("ana")
        self.told.append(reader.form(shown.form) if shown.form else words(shown))
        return shown
