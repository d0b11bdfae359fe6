"""A class that plays along in the browser tests: a real server, and a core of few tricks.

The core stands behind the sandbox's real adapter. It posts what shows every kind of block,
answers a few commands, and counts votes, so that the page has something true to show.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated

from adapters.sandbox.connection import Connection, connecting
from adapters.sandbox.inbox import SandboxInbox
from adapters.sandbox.server.app import SandboxServer, ServerSettings, serving
from adapters.sandbox.server.world import SandboxAccount, SandboxPlace, World
from bot.chat.calls import Answer, Answering, Choice, Choices, Invocation
from bot.chat.commands import Commands
from bot.chat.events import Event
from bot.chat.parameters import Param
from bot.chat.views import View, say
from bot.model.people import STAFF
from bot.model.places import Place
from bot.ports.platform import StoredFile
from bot.runtime.doors import Watched
from tests.support import playviews
from tests.support.instants import utc

TOKEN = "made-up"
START = utc("2026-10-05 06:30")
SESSION = utc("2026-10-06 13:00")
ACCOUNTS = (
    ("nomvula", "Nomvula Brandt", "instructor", "Europe/Berlin", "#8a3b5c"),
    ("teodor", "Teodor Ilves", "assistant", "America/New_York", "#3d5a80"),
    ("amara", "Amara Okafor", "student", "Africa/Lagos", "#2b7a5b"),
    ("binh", "Binh Tran", "student", "Asia/Ho_Chi_Minh", "#c2632a"),
    ("devi", "Devi Rai", "student", "Asia/Kathmandu", "#6a4c93"),
    ("emil", "Emil Sørensen", "student", "Europe/Copenhagen", "#d9a441"),
    ("hana", "Hana Sato", "student", "Asia/Tokyo", "#b23a48"),
    ("tom", "Tom Baker", "student", "America/St_Johns", "#4a6fa5"),
)
WORLD = World(
    title="Intercultural Communication",
    zone="Europe/Berlin",
    start=START,
    accounts=tuple(SandboxAccount(*one) for one in ACCOUNTS),
    places=(
        SandboxPlace("announcements", "announcements", "What happens when, in your own time"),
        SandboxPlace("live", "live", "The live seminar, while it runs"),
        SandboxPlace("recaps", "recaps", "What each session left behind"),
        SandboxPlace("discussions", "discussions", "One prompt a week, and what you say to it"),
        SandboxPlace("staff", "staff", "For those who teach", closed=True),
    ),
)
CITIES = ("Kathmandu", "Karachi", "Kigali", "Lagos", "Lima", "Berlin", "Tokyo")
commands = Commands()


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a question, with your name or anonymously to your class."""

    text: Annotated[str, Param("your question", most=300)]
    anonymous: Annotated[bool, Param("yes hides your name from classmates")] = False


@dataclass(frozen=True, slots=True)
class Zone:
    """Say where you are, so that every time is yours."""

    city: Annotated[str, Param("your city or zone", suggests=True)]


@dataclass(frozen=True, slots=True)
class Plain:
    """See when the next session is."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Answer the questions that every class begins with."""


@dataclass(frozen=True, slots=True)
class Progress:
    """See your standing, and the easiest next step."""

    why: Annotated[bool, Param("yes shows every entry and its evidence")] = False


@dataclass(frozen=True, slots=True)
class Start:
    """Begin the live session."""


LISTED = "these commands are there to be listed and refused; nobody comes as far as this"


async def _never(ask: Ask, call: object, work: object) -> View:
    raise AssertionError(LISTED)


for name, ask, allowed in (
    ("ask", Ask, None),
    ("timezone", Zone, None),
    ("next", Plain, None),
    ("survey", Survey, None),
    ("progress", Progress, None),
    ("session start", Start, STAFF),
):

    async def _told(ask: object, call: object, work: object) -> View:
        raise AssertionError(LISTED)

    _told.__annotations__["ask"] = ask
    commands.on(name, allowed=allowed)(_told)
commands.message_action("highlight", "Mark for the recap", allowed=STAFF)(_never)
commands.message_action("wonder", "Make this a question", allowed=None)(_never)


@dataclass(slots=True)
class PlayCore:
    """What stands behind the doors. `silent` makes it answer nobody until it is cleared."""

    commands: Commands = field(default_factory=lambda: commands)
    due: list[datetime] = field(default_factory=lambda: [SESSION - timedelta(hours=1), SESSION])
    calls: list[Invocation] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)
    silent: bool = False
    connection: Connection | None = None

    async def invoke(self, call: Invocation) -> Answer:
        """Answer from the small book of answers below."""
        self.calls.append(call)
        if self.silent:
            await asyncio.Event().wait()
        name = call.command or call.message_action or (call.state or "").split(":")[1]
        if name == "survey.save":
            return self._saved(call)
        if name.startswith("survey"):
            page = int(_arg(call)) if name == "survey.next" else 1
            return Answer(playviews.survey_page(page), Answering.FORM)
        if name == "note.form":
            return Answer(playviews.note_form(call.state), Answering.FORM)
        if name == "vote":
            self.answered[call.account.id] = _arg(call)
            return Answer(playviews.poll(self._counts()), Answering.UPDATE)
        if name == "progress":
            return Answer(playviews.progress(SESSION), Answering.CONFIDENTIAL)
        said = {
            "ask": f"You asked: {call.options.get('text')}",
            "timezone": f"You are in {call.options.get('city')}.",
            "coming": "You told us that you are coming.",
        }
        return Answer(say(said.get(name, f"Done: {name}.")), Answering.PRIVATE)

    def _counts(self) -> dict[str, int]:
        given = list(self.answered.values())
        return {one: given.count(one) for one in ("yes", "no", "both")}

    def _saved(self, call: Invocation) -> Answer:
        page = int(_arg(call))
        city = (call.values or {}).get("city")
        if city == "Nowhere":
            return Answer(say(f"No city is called {city}."), Answering.PRIVATE, refused=True)
        self.answered.update(call.values or {})
        return Answer(playviews.survey_saved(page), Answering.PRIVATE)

    async def suggest(self, call: Invocation, field: str, text: str) -> Choices:
        """Suggest cities."""
        found = [city for city in CITIES if city.casefold().startswith(text.casefold())]
        return tuple(Choice(f"City/{city}", city) for city in found)

    async def receive(self, events: Sequence[Event]) -> None:
        """Hear what was said; it needs no answer here."""

    async def tick(self) -> None:
        """Post what is due."""
        assert self.connection is not None
        now = self.connection.clock.now()
        for due in [one for one in self.due if one <= now]:
            self.due.remove(due)
            words = "Starts in an hour." if due < SESSION else "The session has begun."
            await self._post("live", say(words), f"due-{due:%H}")

    async def next_due(self) -> datetime | None:
        """Return when the next post is due."""
        return min(self.due, default=None)

    async def watched(self, platform: str) -> Sequence[Watched]:
        """No place is watched here."""
        return ()

    def catching_up(self, platform: str, *, busy: bool) -> None:
        """Nothing waits for it here."""

    async def _post(self, place: str, view: View, marker: str) -> None:
        assert self.connection is not None
        await self.connection.platform.post(
            Place("sandbox", place), view, marker, {playviews.CHART.id: playviews.CHART}
        )

    async def furnish(self) -> None:
        """Post what the class finds when it comes in."""
        await self._post("announcements", playviews.announcement(SESSION), "announcement")
        await self._post("announcements", playviews.invitation(), "invitation")
        await self._post("live", playviews.poll(self._counts()), "poll")
        await self._post("recaps", playviews.recap(SESSION), "recap")
        await self._post("staff", playviews.export(), "export")


def _arg(call: Invocation) -> str:
    return (call.state or "").rpartition(":")[2]


@dataclass(slots=True)
class PlayClass:
    """The running class: its server, the core behind it, and the link between them."""

    server: SandboxServer
    core: PlayCore
    inbox: SandboxInbox | None = None
    task: asyncio.Task[None] | None = None

    async def says(self, account: str, place: str, text: str, thread: str | None = None) -> str:
        """Let somebody write; return the message's id."""
        message = await self.server.people.say(account, place, text, thread)
        return str(message["id"])

    async def come(self) -> None:
        """Connect the bot, and wait until it is there."""
        assert self.core.connection is not None
        self.inbox = self.core.connection.inbox(self.core, _stored)
        self.task = asyncio.create_task(self.inbox.run())
        await asyncio.wait_for(self.inbox.connected.wait(), 60)

    async def leave(self) -> None:
        """Disconnect the bot."""
        assert self.task is not None
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)

    @contextlib.asynccontextmanager
    async def gone(self) -> AsyncIterator[None]:
        """Run without a bot until the block ends."""
        await self.leave()
        yield
        await self.come()


async def _stored(name: str) -> StoredFile | None:
    return playviews.CHART if name == playviews.CHART.id else None


@contextlib.asynccontextmanager
async def playing(port: int = 0, deadline: float = 5.0) -> AsyncIterator[PlayClass]:
    """Run the class until the block ends."""
    settings = ServerSettings(WORLD, TOKEN, port=port, deadline=deadline, patience=60.0)
    async with (
        serving(settings, time.monotonic) as server,
        connecting(server.address, TOKEN, time.monotonic) as connection,
    ):
        running = PlayClass(server, PlayCore(connection=connection))
        await running.core.furnish()
        await running.come()
        try:
            yield running
        finally:
            await running.leave()
