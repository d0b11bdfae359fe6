"""A server of a platform in which somebody sets a course up: they type, press and fill in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from adapters.charts.pictures import ChartPictures
from adapters.text.cities.search import CityTable
from bot.chat.calls import Answer, Invocation, Upload
from bot.chat.forms import Form
from bot.model.course import Course
from bot.model.people import Account
from bot.model.places import Place
from bot.ports.work import Store
from bot.runtime.app import App
from tests.support.chat import FakeChat
from tests.support.fakes import FakeClock, NoteBook, tools
from tests.support.instants import utc
from tests.support.reading import actions, read
from tests.support.store import sql_store

PLATFORM = "discord"
HALL, BACK, FORUM, VOICE = (Place(PLATFORM, id) for id in ("100", "101", "102", "103"))
KEEPER = Account(PLATFORM, "7")
OTHER = Account(PLATFORM, "8")
STRANGER = Account(PLATFORM, "9")
COURSE_PAGE = {
    "title": "Weather and Us",
    "zone": "Berlin",
    "starts": "2026-09-21",
    "ends": "2026-12-18",
    "name": "Nomvula Brandt",
}
PLACES_PAGE = {"main": HALL.id, "staff": BACK.id, "live": "", "recaps": "", "discussions": FORUM.id}
RULES_PAGE = {"rules": "any", "choose": "2", "excuses": "not counted"}
SESSION_PAGE = {
    "topic": "Live session",
    "when": "tue 15:00",
    "lasts": "75 min",
    "repeats": "weekly",
    "link": "",
}
ROSTER = "username,name,email\nemre,Emre Demir,emre@example.edu\nzoe,Zoe Ng,zoe@example.edu\n"


class Server:
    """A server of a platform, with the core behind it: people type, press and fill in."""

    def __init__(self, app: App, store: Store, clock: FakeClock, chat: FakeChat) -> None:
        self.app, self.store, self.clock, self.chat = app, store, clock, chat
        self.asked = 0
        self.answer: Answer | None = None

    async def types(
        self, text: str = "setup", by: Account = KEEPER, place: Place = HALL, *, keeper: bool = True
    ) -> str:
        return await self.asks(by, place, keeper, command=text)

    async def presses(
        self, label: str, choice: str = "", by: Account = KEEPER, place: Place = HALL,
        *, keeper: bool = True,
    ) -> str:  # fmt: skip
        """Press a button, or pick a choice, of what was shown last."""
        assert self.answer is not None
        assert not isinstance(self.answer.body, Form)
        for found, words, state in actions(self.answer.body):
            if found == label and words.startswith(choice):
                return await self.asks(by, place, keeper, state=state)
        raise AssertionError(f"There is no {label} in {read(self.answer.body)}")

    async def fills(
        self, values: dict[str, str], files: dict[str, Upload] | None = None, by: Account = KEEPER,
        place: Place = HALL,
    ) -> str:  # fmt: skip
        """Send the form that was opened last."""
        form = self.form
        return await self.asks(by, place, True, state=form.action, values=values, files=files or {})

    @property
    def form(self) -> Form:
        assert self.answer is not None
        assert isinstance(self.answer.body, Form), read(self.answer.body)
        return self.answer.body

    async def walks(self, **changed: dict[str, str]) -> str:
        """Answer every page."""
        pages = {
            "Course and term": COURSE_PAGE,
            "Places": PLACES_PAGE,
            "People": {"rows": ROSTER},
            "What counts": RULES_PAGE,
            "First session": SESSION_PAGE,
        }
        said = await self.types()
        for title, values in pages.items():
            await self.presses(f"Continue: {title}")
            said = await self.fills(values | changed.get(title.split()[0], {}))
        return said

    async def course(self, name: str = "weather-and-us") -> Course | None:
        async with self.store.reading() as work:
            return await work.courses.get(name)

    async def asks(self, by: Account, place: Place, keeper: bool, **parts: object) -> str:
        self.asked += 1
        call = Invocation(f"i{self.asked}", by, place, self.clock.now(), keeper=keeper)
        self.answer = await self.app.invoke(replace(call, **parts))  # type: ignore[arg-type]
        await self.app.tick()
        return read(self.answer.body)


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Server]:
    """Open a server without any course, a week before the term; the core's troubles are raised."""
    given = tools(cities=CityTable(), charts=ChartPictures())
    async with sql_store(folder, given) as store:
        clock, journal = FakeClock(utc("2026-09-14 08:00")), NoteBook()
        chat = FakeChat(PLATFORM, members=[KEEPER, OTHER], closed={BACK: [KEEPER]})
        app = App(store, clock, {PLATFORM: chat}, given, journal)
        yield Server(app, store, clock, chat)
        if journal.troubles:
            raise journal.troubles[0]
