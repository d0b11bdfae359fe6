"""Somebody who runs a small Slack sets a course up there; every word that was shown is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from adapters.system.clock import SystemClock
from tests.support.discord.core import until
from tests.support.slack.calling import Person, Shown
from tests.support.slack.server import WireServer
from tests.support.slack.things import Message

AHEAD = timedelta(days=2)
"""Until the first session: it is announced at once."""

CARD = "Course and term: "
"""What each card says, however far the setup is."""

STARTED = "The course has started"

ROSTER = """username,name,email
mei,Mei Lin,mei@example.edu
emre,Emre Demir,
noa,Noa Peled,
"""


@dataclass(slots=True)
class Guide:
    """Leads through `/class setup` with the hands of an administrator of CLASS's workspace."""

    server: WireServer
    told: list[str] = field(default_factory=list)
    """What was shown, forms and answers, in order."""

    @property
    def owner(self) -> Person:
        """The hands."""
        return self.server.person("ana")

    async def types(self, command: str, where: str = "announcements") -> Shown:
        """Use a command."""
        return self.keep(await self.owner.command(command, where=where))

    async def fills(self, shown: Shown, label: str, values: Mapping[str, str]) -> Shown:
        """Open a page by its button, fill it in, and return the card it leads back to."""
        form = await self.presses(shown, label)
        before = self._seen()
        found = await self.owner.submit(form, values, wait=False)
        if found.message is None and not found.errors:
            await until(lambda: self._cards(before))
            # A page that takes longer has shown "Just a moment" by now: the card is what counts.
            found = replace(found, view=None, message=self._cards(before)[-1])
        return self.keep(found)

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
        places = {
            name: self.server.channel(channel).id
            for name, channel in (("staff", "staff"), ("discussions", "discussions"))
        }
        shown = await self.types("setup")
        for title, values in (
            ("Course and term", course | {"starts": "soon"}),
            ("Course and term", course),
            ("Places", places),
            ("People", {"Or its rows": ROSTER}),
            ("What counts", {}),
            ("First session", {"when": f"{day:%Y-%m-%d} 15:00"}),
        ):
            shown = await self.fills(shown, f"Continue: {title}", values)
        return shown

    async def starts(self) -> str:
        """Set the course up and start it; return the words that say so.

        What the bot then posts by itself may come before them.
        """
        await self.presses(await self.pages(), "Start the course")
        await until(lambda: any(STARTED in text for text in self._seen().values()))
        return next(text for text in self._seen().values() if STARTED in text)

    def _cards(self, before: Mapping[str, str]) -> list[Message]:
        """Return the cards among what has changed; other things change, too, while one looks."""
        messages, seen = self._messages(), self._seen()
        changed = [one for one, text in seen.items() if before.get(one) != text]
        return [messages[one] for one in changed if CARD in seen[one] and one in messages]

    def _messages(self) -> dict[str, Message]:
        """Return what the owner sees where the course is set up, and privately."""
        private = self.owner.private
        seen = [*self.owner.sees("announcements"), *self.owner.sees(private)]
        return {f"{one.channel} {one.ts}": one for one in seen}

    def _seen(self) -> dict[str, str]:
        reader = self.server.reader("ana")
        return {id: reader.message(one) for id, one in self._messages().items()}

    def words(self, shown: Shown, who: str = "ana") -> str:
        """Return what somebody reads in what is shown."""
        reader = self.server.reader(who)
        if shown.view is not None:
            return reader.view(shown.view)
        return reader.message(shown.message) if shown.message is not None else ""

    def keep(self, shown: Shown) -> Shown:
        """Remember what was shown."""
        self.told.append(self.words(shown))
        return shown
