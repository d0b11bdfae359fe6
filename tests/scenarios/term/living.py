"""A term lived through: the class of students.txt in the core's own rooms, week by week."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from adapters.files.courses.reading import read_course
from adapters.storage.store import SqlStore
from bot.chat.calls import Invocation
from bot.chat.events import MessageSeen
from bot.chat.forms import Form
from bot.model.people import Account, Person
from bot.model.places import Message, Place
from bot.model.sessions import Session
from bot.model.time.weeks import week_start
from bot.runtime.app import App
from config.loading import load_course
from config.tools import all_tools
from tests.scenarios.term.students import Student, roster, students
from tests.support import sample
from tests.support.chat import FakeChat
from tests.support.classroom import Classroom
from tests.support.reading import read
from tests.support.store import sql_store

COURSE = "rivers"
TEMPLATE = Path(__file__).with_name("course.yaml")
POST = "The river in my town has changed its course twice, and people still give directions by it"
"""Seventeen words; a name and a number make it long enough."""
REPLY = "That reminds me of the bridge at home, thank you for telling."


class Term(Classroom):
    """The course of course.yaml as it is lived; `everyone` are all who are ever in it."""

    def __init__(self, store: SqlStore, start: datetime, folder: Path) -> None:
        """Open the core over a store; the course is loaded from a folder."""
        super().__init__(store, start, all_tools())
        self.everyone = students()
        self.folder = folder
        names = [*(student.username for student in self.everyone), "ines", "teo"]
        members = [Account(sample.PLATFORM, name) for name in names]
        staff = {sample.STAFF: members[-2:]}
        self.chat = FakeChat(members=members, closed=staff)
        self.platforms = {sample.PLATFORM: self.chat}
        self.app = App(store, self.clock, self.platforms, all_tools(), self.journal)
        self.people: dict[str, Person] = {}

    def account(self, person: Person) -> Account:
        """Return a person's account: everyone's is their username."""
        return Account(sample.PLATFORM, person.username or "")

    async def enroll(self, present: Callable[[Student], bool]) -> None:
        """Load the course with the roster as it is now."""
        here = {student.username: present(student) for student in self.everyone}
        (self.folder / "roster.csv").write_text(roster(self.everyone, here), "utf-8")
        now = self.clock.now()
        checked = read_course(self.folder / "course.yaml", now)
        assert checked.description is not None, checked.errors
        await load_course(self.store, checked.description, now)
        async with self.store.reading() as work:
            known = await work.people.of(COURSE)
        self.people = {person.username or "": person for person in known}

    async def week(self, number: int) -> None:
        """Live through a week of the table until its Saturday."""
        here = [student for student in self.everyone if student.enrolled(number)]
        await self.until(number, days=1, hours=15, minutes=5)
        session = await self.seminar(number)
        if session is not None:
            await self._in_seminar(session, number, here)
        await self.until(number, days=2, hours=12)
        await self._post(number, "dps", here)
        if session is not None:
            await self.until(number, days=2, hours=18)
            await self._make_up(session, number, here)
        await self.until(number, days=4, hours=12)
        await self._post(number, "t", here)
        await self.until(number, days=5, hours=9)
        await self._reply(number, here)

    async def until(self, week: int, **later: int) -> None:
        """Let time pass until days, hours and minutes after a week's Monday at midnight."""
        async with self.store.reading() as work:
            course = await work.courses.get(COURSE)
        assert course is not None
        at = week_start(course, week).astimezone(ZoneInfo(course.zone)) + timedelta(**later)
        at = at.astimezone(UTC)  # the sum is by the wall clock of the course
        await self.tick_to(f"{at:%Y-%m-%d %H:%M}")

    async def seminar(self, week: int) -> Session | None:
        """Return a week's session, None where nobody meets."""
        async with self.store.reading() as work:
            sessions = await work.sessions.of(COURSE)
        return next((session for session in sessions if session.week == week), None)

    async def _in_seminar(self, session: Session, week: int, here: Iterable[Student]) -> None:
        async with self.store.reading() as work:
            code = (await work.checkins.codes(session.id))[-1].digits
        for student in here:
            did, person = student.did[week - 1], self.people[student.username]
            if "a" in did:
                said = await self.says(person, f"/class checkin code:{code}")
                assert "You're checked in" in said, said
            for number in range(2 if "q" in did else 0):
                text = f"What does {person.name} ask, number {number + 1}?"
                assert text in await self.says(person, f"/class ask text:{text}")

    async def _make_up(self, session: Session, week: int, here: Iterable[Student]) -> None:
        for student in here:
            if "m" not in student.did[week - 1]:
                continue
            person = self.people[student.username]
            await self.says(person, f"/class makeup session:{session.id}")
            said = await self.presses(person, "Start")
            while "Your make-up is in" not in said:
                form = self.last_answer(person).body
                assert isinstance(form, Form), said
                said = await self.submits(person, {f.name: _given(f.choices) for f in form.fields})
                if "Your make-up is in" not in said:
                    said = await self.presses(person, "Continue")

    async def _post(self, week: int, letters: str, here: Iterable[Student]) -> None:
        posts: dict[str, str] = {}
        for student in here:
            did = set(student.did[week - 1]) & set(letters)
            if did:
                long = f"{POST}. {student.name}, week {week}."
                posts[student.username] = "Rivers matter here." if "s" in did else long
        await self._say(posts, week)

    async def _reply(self, week: int, here: Iterable[Student]) -> None:
        those = [each for each in here if set("dst") & set(each.did[week - 1])]
        await self._say({each.username: f"{REPLY} {each.name}" for each in those}, week)

    async def _say(self, said: Mapping[str, str], week: int) -> None:
        """Write into the week's thread, twenty seconds apart, all of it heard in one batch."""
        roots = [posted.message for posted in self.chat.at(sample.TALK)]
        thread = Place(sample.PLATFORM, sample.TALK.id, roots[week - 1].id)
        events: list[MessageSeen] = []
        for name, text in said.items():
            self.clock.present += timedelta(seconds=20)
            now, author = self.clock.now(), Account(sample.PLATFORM, name)
            message = Message(thread, f"{name}-{now:%m%d%H%M%S}")
            events.append(MessageSeen(message, author, text, now, now))
        await self.app.receive(events)

    async def invoke(self, call: Invocation, person: Person) -> str:
        """Send a call; what follows from it happens with the next step of time."""
        answer = await self.app.invoke(call)
        self.calls.append(call)
        self.answers.setdefault(person.id, []).append(answer)
        return read(answer.body, person.zone or "UTC")


def _given(choices: tuple[tuple[str, str], ...]) -> str:
    return choices[0][0] if choices else "I would first look at the map, then ask who lives there."


@asynccontextmanager
async def term(folder: Path, start: datetime) -> AsyncIterator[Term]:
    """Open the term's course on the day before it begins."""
    shutil.copy(TEMPLATE, folder / "course.yaml")
    async with sql_store(folder, all_tools()) as store:
        yield Term(store, start, folder)
