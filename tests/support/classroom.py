"""A classroom to test features in: the real core over a real store, a fake clock and chat.

async with classroom(tmp_path, session("limits", at(hours=10))) as room:
    await room.tick_to("2026-09-07 10:05")
    answer = await room.says(ANA, "/class ask text:Why? anonymous:yes")
    await room.presses(BEN, "I want this answered", "Why?")
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from adapters.storage.store import SqlStore
from bot.chat.actions import decode
from bot.chat.calls import Answer, Invocation, Upload
from bot.chat.commands import CommandSpec
from bot.chat.events import MessageSeen
from bot.chat.forms import Form
from bot.chat.views import View
from bot.model.participation.acts.ledger import Entry, in_force
from bot.model.people import Account, Person
from bot.model.places import Message, Place
from bot.model.sessions import Session
from bot.ports.audit import Deed
from bot.ports.tools import Tools
from bot.runtime.app import App
from tests.support import sample
from tests.support.chat import FakeChat
from tests.support.fakes import FakeClock, NoteBook, tools
from tests.support.instants import utc
from tests.support.reading import actions, read
from tests.support.store import sql_store


class Classroom:
    """A class in chat: people say, press and submit things, and see what the bot shows them."""

    def __init__(self, store: SqlStore, start: datetime, given: Tools) -> None:
        """Open the core over a store, at an instant; everyone of the sample is in the chat."""
        self.store = store
        self.clock = FakeClock(start)
        self.journal = NoteBook()
        everyone = [sample.account(person) for person in sample.EVERYBODY]
        staff = [sample.account(person) for person in sample.EVERYBODY if person.is_staff]
        self.chat = FakeChat(members=everyone, closed={sample.STAFF: staff})
        self.platforms = {sample.PLATFORM: self.chat}
        self.app = App(store, self.clock, self.platforms, given, self.journal)
        self.answers: dict[str, list[Answer]] = {}
        self.calls: list[Invocation] = []

    def account(self, person: Person) -> Account:
        """Return the account by which a person is in the chat."""
        return sample.account(person)

    def at(self, text: str) -> None:
        """Set the clock ("2026-09-07 10:05", UTC) without letting anything happen."""
        self.clock.present = utc(text)

    async def tick_to(self, text: str) -> None:
        """Let time pass: the clock stops at each thing that is due on the way."""
        until = utc(text)
        while True:
            await self.app.tick()
            due = await self.app.next_due()
            if due is None or due > until:
                break
            self.clock.present = max(due, self.clock.present)
        self.clock.present = until
        await self.app.tick()
        self._check()

    async def says(
        self,
        person: Person,
        text: str,
        *,
        place: Place = sample.MAIN,
        sent: str | None = None,
        files: Mapping[str, Upload] | None = None,
    ) -> str:
        """Type a command ("/class ask text:Why? anonymous:yes"); return what the answer reads.

        `sent` is the platform's instant of it, if that differs from the bot's clock.
        """
        spec, options = self._parse(text)
        call = replace(
            self._call(person, place, sent), command=spec.name, options=options, files=files or {}
        )
        return await self.invoke(call, person)

    async def presses(
        self, person: Person, label: str, choice: str = "", *, sent: str | None = None
    ) -> str:
        """Press the newest button the person sees with this label, or pick a select's choice."""
        state, message = self._find(person, label, choice)
        place = message.place if message else sample.MAIN
        call = replace(self._call(person, place, sent), state=state, message=message)
        return await self.invoke(call, person)

    async def sends_state(self, person: Person, state: str, **values: str) -> str:
        """Send a hand-made or old button's state (with values: a form's)."""
        call = replace(self._call(person, sample.MAIN, None), state=state, values=values or None)
        return await self.invoke(call, person)

    async def submits(
        self,
        person: Person,
        values: Mapping[str, str],
        *,
        sent: str | None = None,
        place: Place = sample.MAIN,
    ) -> str:
        """Send the form that was opened for the person last."""
        forms = [a.body for a in self.answers.get(person.id, ()) if isinstance(a.body, Form)]
        call = self._call(person, place, sent)
        return await self.invoke(replace(call, state=forms[-1].action, values=values), person)

    async def acts_on(self, person: Person, message: Message, verb: str) -> str:
        """Choose an entry of a message's own menu, by its verb."""
        call = replace(
            self._call(person, message.place, None), message_action=verb, message=message
        )
        return await self.invoke(call, person)

    async def writes(
        self, person: Person, text: str, *, place: Place = sample.MAIN, name: str = ""
    ) -> Message:
        """Write a message in a place; the core sees it as an event."""
        now = self.clock.now()
        message = Message(place, name or f"w{len(self.calls)}-{now.timestamp():.0f}-{len(text)}")
        event = MessageSeen(message, self.account(person), text, now, now)
        await self.app.receive((event,))
        await self.app.tick()
        self._check()
        return message

    async def suggests(self, person: Person, command: str, parameter: str, text: str) -> list[str]:
        """Return the labels that complete a command's parameter."""
        call = replace(self._call(person, sample.MAIN, None), command=command)
        return [choice.label for choice in await self.app.suggest(call, parameter, text)]

    async def invoke(self, call: Invocation, person: Person) -> str:
        """Send a call as it is (a second time: as a platform repeats one), and let time tick."""
        answer = await self.app.invoke(call)
        self.calls.append(call)
        self.answers.setdefault(person.id, []).append(answer)
        await self.app.tick()
        self._check()
        return read(answer.body, person.zone or "UTC")

    def last_answer(self, person: Person) -> Answer:
        """Return what a person was answered last."""
        return self.answers[person.id][-1]

    def seen(self, who: Person | Place, zone: str = "UTC") -> list[str]:
        """Return what stands in a place, or in a person's private messages, oldest first."""
        if isinstance(who, Person):
            zone = who.zone or zone
            who = Place(sample.PLATFORM, f"direct-{self.account(who).id}")
        return [read(posted.view, zone) for posted in self.chat.at(who)]

    async def ledger(self, person: Person) -> list[Entry]:
        """Return a person's acts that stand, oldest first."""
        async with self.store.reading() as work:
            return list(in_force(await work.ledger.of_person(person.id)))

    async def deeds(self) -> list[Deed]:
        """Return what staff did, newest first."""
        async with self.store.reading() as work:
            return list(await work.audit.of(sample.COURSE.id))

    def _call(self, person: Person, place: Place, sent: str | None) -> Invocation:
        at = utc(sent) if sent else self.clock.now()
        return Invocation(f"call-{len(self.calls)}", self.account(person), place, at)

    def _parse(self, text: str) -> tuple[CommandSpec, dict[str, str]]:
        words = text.removeprefix("/class ")
        names = [n for n in self.app.commands.commands if f"{words} ".startswith(f"{n} ")]
        spec = self.app.commands.commands[max(names, key=len)]
        rest = words[len(spec.name) :]
        known = "|".join(parameter.name for parameter in spec.parameters)
        if not known:
            return spec, {}
        pieces = re.split(rf"(?:^|\s)({known}):", rest)
        return spec, dict(zip(pieces[1::2], (p.strip() for p in pieces[2::2]), strict=True))

    def _find(self, person: Person, label: str, choice: str) -> tuple[str, Message | None]:
        """Look through the person's answers, then all posts they can read, the newest first."""
        views: list[tuple[View, Message | None]] = [
            (answer.body, None)
            for answer in reversed(self.answers.get(person.id, ()))
            if isinstance(answer.body, View)
        ]
        mine = self.account(person)
        for posted in reversed(self.chat.posted.values()):
            readers = self.chat.closed.get(posted.message.place.parent)
            if readers is None or mine in readers:
                views.append((posted.view, posted.message))
        for view, message in views:
            for found, words, state in actions(view):
                if found == label and words.startswith(choice):
                    decode(state)
                    return state, message
        raise AssertionError(f"{person.name} sees no {label} {choice}")

    def _check(self) -> None:
        if self.journal.troubles:
            raise self.journal.troubles[0]


@asynccontextmanager
async def classroom(
    folder: Path,
    *sessions: Session,
    start: datetime = sample.MONDAY,
    given: Tools | None = None,
) -> AsyncIterator[Classroom]:
    """Open a classroom with the sample's class and these sessions planned, on the agenda."""
    given = given or tools()
    async with sql_store(folder, given) as store:
        async with store.work() as work:
            await sample.enroll(work)
            await work.sessions.save(sessions)
        room = Classroom(store, start, given)
        await plan(room, sessions)
        yield room


async def plan(room: Classroom, sessions: Sequence[Session]) -> None:
    """Put sessions on the agenda, as loading a course does."""
    from bot.features.sessions.due import items_for

    async with room.store.work() as work:
        await work.agenda.plan(tuple(items_for(sample.COURSE, sessions)))
