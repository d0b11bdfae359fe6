"""The dispatcher: who calls, about which course, with which right, and what they are answered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from adapters.storage.store import SqlStore
from bot.chat.actions import Action, action
from bot.chat.calls import Answer, Answering, Call, Choice, Choices, Invocation
from bot.chat.commands import Commands, Submitted
from bot.chat.forms import Form, FormField
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.views import Button, Controls, View, say
from bot.model.happenings import SessionStarted
from bot.model.people import STAFF, Account, Person
from bot.model.places import Message, Place
from bot.ports.audit import Deed
from bot.ports.work import UnitOfWork
from bot.runtime.dispatcher import NEUTRAL, WRITES_WHEN_FROZEN, Dispatcher
from tests.support import sample
from tests.support.fakes import FakeClock, NoteBook
from tests.support.sample import ANA, BEN, COURSE, INES, MAIN, at
from tests.support.store import sql_store

commands = Commands()


@dataclass(frozen=True, slots=True)
class Greet:
    """Greet the class."""

    words: Annotated[str, Param("what to say", suggests=True)] = "Hello"


@commands.on("greet", answers="public")
async def greet(ask: Greet, call: Call, work: UnitOfWork) -> View:
    """Write a deed, so that a second run would show."""
    await work.audit.record(Deed(call.id, call.course.id, call.person.id, call.now, ask.words))
    work.happened(SessionStarted(ask.words))
    return say(f"{call.person.name} says {ask.words} in {call.course.title}")


@commands.suggest("greet", "words")
async def greetings(text: str, call: Call, work: UnitOfWork) -> Choices:
    """Suggest more than any platform shows; fail on one word."""
    if text == "fail":
        raise RuntimeError
    return tuple(Choice(f"{text}{number}", call.course.title) for number in range(40))


@dataclass(frozen=True, slots=True)
class Close:
    """Close the course."""


@commands.on("close", allowed=STAFF)
async def close(ask: Close, call: Call, work: UnitOfWork) -> View:
    """Only staff get here."""
    return say("closed")


@dataclass(frozen=True, slots=True)
class Look:
    """Look only."""


@commands.on("look", reads=True)
async def look(ask: Look, call: Call, work: UnitOfWork) -> View:
    """Answer in a frozen course too."""
    return say("looked")


@dataclass(frozen=True, slots=True)
class Join:
    """Join a course."""


@commands.on("join", allowed=None)
async def join(ask: Join, call: Call, work: UnitOfWork) -> View:
    """Answer strangers too."""
    return say("stranger" if call.known is None else call.known.name)


@commands.button("greet.undo")
async def undo(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Say which object the button held."""
    return say(f"undone {ask.object}")


@commands.button("greet.form", answers="form")
async def open_form(ask: Action, call: Call, work: UnitOfWork) -> Form:
    """Open a form."""
    return Form("Greet", action("greet.send", call.course.id), (FormField("words", "Words"),))


@commands.form("greet.send")
async def send(ask: Submitted, call: Call, work: UnitOfWork) -> View:
    """Write half, then refuse or fail."""
    deed = Deed(call.id, call.course.id, call.person.id, call.now, "half")
    await work.audit.record(deed)
    words = ask.answers.line("words")
    if words == "rude":
        raise Refusal("Please be kind.")
    raise RuntimeError(f"secret {words}")


@commands.message_action("greet.wave", "Wave")
async def wave(ask: Message, call: Call, work: UnitOfWork) -> View:
    """Say which message was meant."""
    return say(f"waved at {ask.id}")


@dataclass
class Desk:
    """A dispatcher and what it wrote."""

    store: SqlStore
    dispatcher: Dispatcher
    journal: NoteBook
    heard: list[str]
    count: list[int] = field(default_factory=lambda: [0])

    def call(self, someone: Person | Account, place: Place = MAIN, name: str = "") -> Invocation:
        """Return a call without what it is about."""
        self.count[0] += 1
        account = someone if isinstance(someone, Account) else sample.account(someone)
        return Invocation(name or f"call{self.count[0]}", account, place, at())

    async def says(
        self, someone: Person | Account, words: str, place: Place = MAIN, **options: str
    ) -> str:
        """Type a command; return what the answer reads."""
        call = replace(self.call(someone, place), command=words, options=options)
        return read(await self.dispatcher.invoke(call))

    async def presses(
        self, someone: Person, state: str, values: dict[str, str] | None = None
    ) -> str:
        """Press a button, or send a form."""
        call = replace(self.call(someone), state=state, values=values)
        return read(await self.dispatcher.invoke(call))

    async def deeds(self) -> int:
        """Return how many deeds were kept."""
        async with self.store.reading() as work:
            return len(await work.audit.of(COURSE.id))


def read(answer: Answer) -> str:
    """Return an answer's words, or its form's title."""
    return answer.body.title if isinstance(answer.body, Form) else answer.body.summary


@asynccontextmanager
async def desk(folder: Path) -> AsyncIterator[Desk]:
    """Open a dispatcher over a store with the sample's class."""
    heard: list[str] = []

    async def hear(started: SessionStarted, now: object, work: UnitOfWork) -> None:
        heard.append(started.session)

    async with sql_store(folder) as store:
        async with store.work() as work:
            await sample.enroll(work)
        journal = NoteBook()
        clock = FakeClock(at())
        dispatcher = Dispatcher(store, clock, commands, {SessionStarted: (hear,)}, journal)
        yield Desk(store, dispatcher, journal, heard)


async def test_a_command_answers_once_however_often_it_is_repeated(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        call = replace(it.call(ANA, name="i1"), command="greet", options={"words": "Hi"})
        first = await it.dispatcher.invoke(call)
        again = await it.dispatcher.invoke(call)
        assert read(first) == "Ana says Hi in Open Learning"
        assert (first, first.how) == (again, Answering.PUBLIC)
        assert (await it.deeds(), it.heard) == (1, ["Hi"])


async def test_staff_commands_are_refused_on_our_side(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        assert await it.says(ANA, "close") == "This is for the course's staff only."
        assert await it.says(INES, "close") == "closed"


async def test_strangers_and_who_left_are_told_how_to_get_in(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        stranger = Account("sandbox", "mallory")
        assert "not on the roster of Open Learning yet" in await it.says(stranger, "greet")
        assert "not on the roster of Open Learning yet" in await it.says(stranger, "close")
        assert await it.says(stranger, "join") == "stranger"
        async with it.store.work() as work:
            await work.people.save((replace(BEN, dropped=COURSE.starts),))
        assert "not on the roster" in await it.says(BEN, "greet")
        direct = Place("sandbox", "direct-mallory")
        assert "not on the roster of a course here" in await it.says(stranger, "greet", direct)


async def test_a_private_message_belongs_to_the_only_course(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        direct = Place("sandbox", "direct-ana")
        assert await it.says(ANA, "greet", direct) == "Ana says Hello in Open Learning"


async def test_who_is_in_two_courses_is_asked_which_and_the_command_is_repeated(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        other = replace(COURSE, id="other", title="Statistics", places={})
        async with it.store.work() as work:
            await work.courses.save(other)
            twin = replace(ANA, id="twin", course="other")
            await work.people.save((twin,))
            await work.people.link("twin", sample.account(ANA))
        direct = Place("sandbox", "direct-ana")
        call = replace(it.call(ANA, direct), command="greet", options={"words": "Hi"})
        question = (await it.dispatcher.invoke(call)).body
        assert isinstance(question, View)
        (choose,) = [block for block in question.blocks if isinstance(block, Controls)]
        buttons = [item for item in choose.items if isinstance(item, Button)]
        assert {button.label for button in buttons} == {"Open Learning", "Statistics"}
        (statistics,) = [button for button in buttons if button.label == "Statistics"]
        assert await it.presses(ANA, statistics.action) == "Ana says Hi in Statistics"
        assert "too old" in await it.presses(BEN, statistics.action)


async def test_a_frozen_course_is_read_but_not_changed(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        async with it.store.work() as work:
            await work.courses.save(replace(COURSE, frozen=True))
        assert await it.says(ANA, "greet") == WRITES_WHEN_FROZEN
        assert await it.says(ANA, "look") == "looked"
        assert await it.says(ANA, "look", Place("sandbox", "direct-ana")) == "looked"


async def test_buttons_forms_and_message_actions_find_their_handlers(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        assert await it.presses(ANA, action("greet.undo", COURSE.id, "x1")) == "undone x1"
        assert await it.presses(ANA, action("greet.form", COURSE.id)) == "Greet"
        message = Message(MAIN, "m7")
        call = replace(it.call(ANA), message_action="greet.wave", message=message)
        assert read(await it.dispatcher.invoke(call)) == "waved at m7"


async def test_what_no_longer_exists_says_where_to_go(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        for state in (action("greet.old", COURSE.id), "v0:what", ""):
            assert "/class help" in await it.presses(ANA, state)
        assert "/class help" in await it.presses(ANA, action("greet.undo", COURSE.id), {"a": "b"})
        assert "no longer here" in await it.presses(ANA, action("greet.undo", "gone"))
        assert "There is no /class dance" in await it.says(ANA, "dance")
        assert "/class help" in read(await it.dispatcher.invoke(it.call(ANA)))


async def test_a_refusal_and_an_error_change_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        form = action("greet.send", COURSE.id)
        assert await it.presses(ANA, form, {"words": "rude"}) == "Please be kind."
        assert not it.journal.troubles
        assert await it.presses(ANA, form, {"words": "token"}) == NEUTRAL
        assert await it.deeds() == 0
        assert len(it.journal.troubles) == 1


async def test_a_refusal_says_that_nothing_was_done(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        form = replace(
            it.call(ANA), state=action("greet.send", COURSE.id), values={"words": "rude"}
        )
        assert (await it.dispatcher.invoke(form)).refused
        greet = replace(it.call(ANA), command="greet")
        assert not (await it.dispatcher.invoke(greet)).refused


async def test_suggestions_are_bounded_and_never_fail(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        call = replace(it.call(ANA), command="greet")
        assert len(await it.dispatcher.suggest(call, "words", "a")) == 25
        assert await it.dispatcher.suggest(call, "other", "a") == ()
        assert await it.dispatcher.suggest(call, "words", "fail") == ()
        stranger = replace(it.call(Account("sandbox", "mallory")), command="greet")
        assert await it.dispatcher.suggest(stranger, "words", "a") == ()
