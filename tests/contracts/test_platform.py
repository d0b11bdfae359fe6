"""What every chat platform owes the core: one suite, run over each adapter.

A platform joins with a `Stage`: its adapter, a place, people in it, and the faults of its wire.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from aiohttp import ClientSession

from adapters.sandbox.connection import connecting
from adapters.sandbox.server.faults import Fault
from bot.chat.events import Event, MessageDeleted, MessageSeen
from bot.chat.views import Download, Picture, View, say
from bot.model.people import Account
from bot.model.places import Message, Place
from bot.ports.platform import (
    CannotSendError,
    MaybeSentError,
    NotSentError,
    Platform,
    StoredFile,
)
from tests.support.chat import Disturbance, FakeChat
from tests.support.instants import utc
from tests.support.sandbox import TOKEN, Person, StandingTime, running

VIEW = say("Session 3 starts at five.")


@dataclass(frozen=True, slots=True)
class Stage:
    """A platform with a public place, two members, and a wire that can be made to fail.

    `says`, `edits` and `deletes` are acts of the first member; `texts` is what the second one
    reads in the place; `disturbed(operation, kind)` makes the wire fail inside a `with`, in the
    ways that adapters.sandbox.server.faults describes.
    """

    platform: Platform
    place: Place
    members: tuple[Account, Account]
    nobody: Account
    says: Callable[[str, str | None], Awaitable[str]]
    edits: Callable[[str, str], Awaitable[None]]
    deletes: Callable[[str], Awaitable[None]]
    texts: Callable[[], Awaitable[list[str]]]
    disturbed: Callable[[str, str], AbstractContextManager[None]]


@contextlib.asynccontextmanager
async def on_the_sandbox() -> AsyncIterator[Stage]:
    async with (
        running() as server,
        ClientSession() as session,
        connecting(server.address, TOKEN, StandingTime()) as connection,
    ):
        mei, tom = (Person(session, server.address, name) for name in ("mei", "tom"))

        @contextlib.contextmanager
        def disturbed(operation: str, kind: str) -> Iterator[None]:
            server.faults.plan.append(Fault(operation, kind, times=1000))
            yield
            server.faults.plan.clear()

        async def says(text: str, thread: str | None) -> str:
            told = {"thread": thread} if thread else {}
            message: str = (await mei.say("general", text, **told))["id"]
            return message

        async def edits(message: str, text: str) -> None:
            await mei.ask("PATCH", f"/api/messages/{message}", {"text": text})

        async def deletes(message: str) -> None:
            await mei.ask("DELETE", f"/api/messages/{message}")

        async def texts() -> list[str]:
            seen = [one for one in await tom.reads("general") if not one["deleted"]]
            return [one["view"]["fallback"] if one["view"] else one["text"] for one in seen]

        yield Stage(
            platform=connection.platform,
            place=Place("sandbox", "general"),
            members=(Account("sandbox", "mei"), Account("sandbox", "tom")),
            nobody=Account("sandbox", "eve"),
            says=says,
            edits=edits,
            deletes=deletes,
            texts=texts,
            disturbed=disturbed,
        )


@contextlib.asynccontextmanager
async def in_memory() -> AsyncIterator[Stage]:
    place = Place("sandbox", "general")
    mei, tom = Account("sandbox", "mei"), Account("sandbox", "tom")
    nowhere = Place("sandbox", "nowhere")
    chat = FakeChat(members=[mei, tom], missing={nowhere})
    start = utc("2026-09-07 10:00")
    acts = itertools.count()

    def found(message: str) -> tuple[int, MessageSeen]:
        for index, event in enumerate(chat.said):
            if event.message.id == message and isinstance(event, MessageSeen):
                return index, event
        raise AssertionError(message)

    async def says(text: str, thread: str | None) -> str:
        number = next(acts)
        at = start + timedelta(seconds=number)
        message = Message(replace(place, thread=thread), f"s{number}")
        chat.said.append(MessageSeen(message, mei, text, at, at))
        return message.id

    async def edits(message: str, text: str) -> None:
        index, event = found(message)
        version = start + timedelta(seconds=next(acts))
        chat.said[index] = replace(event, text=text, version=version)

    async def deletes(message: str) -> None:
        index, event = found(message)
        at = start + timedelta(seconds=next(acts))
        chat.said[index] = MessageDeleted(event.message, at)

    async def texts() -> list[str]:
        return [posted.view.summary for posted in chat.at(place)]

    @contextlib.contextmanager
    def disturbed(operation: str, kind: str) -> Iterator[None]:
        chat.disturbed = Disturbance(operation, kind)
        yield
        chat.disturbed = None

    nobody = Account("sandbox", "eve")
    yield Stage(chat, place, (mei, tom), nobody, says, edits, deletes, texts, disturbed)


@pytest.fixture(params=[on_the_sandbox, in_memory])
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with request.param() as one:
        yield one


async def history(stage: Stage) -> list[Event]:
    pages = [page async for page in stage.platform.history(stage.place, None)]
    return [event for page in pages for event in page]


async def test_a_post_stands_once_and_is_found_by_its_marker(stage: Stage) -> None:
    message = await stage.platform.post(stage.place, VIEW, "marker1", {})
    assert await stage.texts() == ["Session 3 starts at five."]
    assert await stage.platform.find(stage.place, "marker1") == message
    assert await stage.platform.find(stage.place, "marker2") is None
    assert message.id in stage.platform.link(message)


async def test_a_post_in_a_thread_stands_there(stage: Stage) -> None:
    root = await stage.platform.post(stage.place, VIEW, "root", {})
    thread = Place(stage.place.platform, stage.place.id, root.id)
    reply = await stage.platform.post(thread, say("Here it goes on."), "reply", {})
    assert reply.place == thread
    assert await stage.platform.find(thread, "reply") == reply
    assert await stage.platform.find(stage.place, "reply") is None


async def test_an_edit_may_be_repeated_and_keeps_the_marker(stage: Stage) -> None:
    message = await stage.platform.post(stage.place, VIEW, "marker", {})
    for _ in range(2):
        await stage.platform.edit(message, say("It starts at six."), "marker", {})
    assert await stage.texts() == ["It starts at six."]
    assert await stage.platform.find(stage.place, "marker") == message


async def test_what_is_removed_is_gone_and_may_be_removed_again(stage: Stage) -> None:
    message = await stage.platform.post(stage.place, VIEW, "marker", {})
    await stage.platform.remove(message)
    await stage.platform.remove(message)
    await stage.platform.remove(Message(stage.place, "987654321"))
    assert await stage.texts() == []
    assert await stage.platform.find(stage.place, "marker") is None
    with pytest.raises(CannotSendError):
        await stage.platform.edit(message, VIEW, "marker", {})


@pytest.mark.parametrize("kind", ["drop", "lose", "error"])
async def test_a_doubtful_post_is_found_or_is_not_there(stage: Stage, kind: str) -> None:
    with stage.disturbed("post", kind), pytest.raises(MaybeSentError):
        await stage.platform.post(stage.place, VIEW, "marker", {})
    found = await stage.platform.find(stage.place, "marker")
    assert (found is not None) == (kind == "lose") == bool(await stage.texts())


async def test_a_platform_that_is_busy_says_how_long(stage: Stage) -> None:
    with stage.disturbed("post", "busy"), pytest.raises(NotSentError) as busy:
        await stage.platform.post(stage.place, VIEW, "marker", {})
    assert busy.value.retry_after == timedelta(seconds=1)
    assert await stage.texts() == []


@pytest.mark.parametrize("kind", ["drop", "lose", "error"])
async def test_a_reading_that_fails_sent_nothing(stage: Stage, kind: str) -> None:
    with stage.disturbed("find", kind), pytest.raises(NotSentError):
        await stage.platform.find(stage.place, "marker")
    with stage.disturbed("direct", kind), pytest.raises(NotSentError):
        await stage.platform.direct(stage.members[0])


async def test_a_place_that_is_not_there_takes_no_post(stage: Stage) -> None:
    nowhere = Place(stage.place.platform, "nowhere")
    with pytest.raises(CannotSendError, match="nowhere"):
        await stage.platform.post(nowhere, VIEW, "marker", {})


async def test_a_private_conversation_is_one_persons_and_opened_once(stage: Stage) -> None:
    first = await stage.platform.direct(stage.members[0])
    assert await stage.platform.direct(stage.members[0]) == first
    assert await stage.platform.readers(first) == [stage.members[0]]
    await stage.platform.post(first, say("Between us."), "marker", {})
    assert "Between us." not in await stage.texts()
    with pytest.raises(CannotSendError):
        await stage.platform.direct(stage.nobody)


async def test_a_places_readers_are_known(stage: Stage) -> None:
    assert set(stage.members) <= set(await stage.platform.readers(stage.place))


async def test_history_is_what_people_said_as_it_stands_now(stage: Stage) -> None:
    root = await stage.says("Why is the sky blue?", None)
    await stage.platform.post(stage.place, VIEW, "marker", {})
    reply = await stage.says("Because", root)
    gone = await stage.says("Never mind", None)
    await stage.edits(reply, "Because of Rayleigh")
    await stage.deletes(gone)
    asked, answered, deleted = await history(stage)
    assert isinstance(asked, MessageSeen)
    assert isinstance(answered, MessageSeen)
    assert isinstance(deleted, MessageDeleted)
    assert (asked.text, asked.author) == ("Why is the sky blue?", stage.members[0])
    assert (answered.text, answered.message.place.thread) == ("Because of Rayleigh", root)
    assert answered.posted < answered.version
    assert (await history(stage))[0].identity == asked.identity
    later = [page async for page in stage.platform.history(stage.place, answered.version)]
    assert [event.identity for page in later for event in page] == [deleted.identity]


async def test_a_long_history_comes_in_pages_without_a_gap(stage: Stage) -> None:
    for number in range(205):
        await stage.says(f"Message {number}", None)
    pages = [page async for page in stage.platform.history(stage.place, None)]
    assert len(pages) > 1
    texts = [one.text for page in pages for one in page if isinstance(one, MessageSeen)]
    assert texts == [f"Message {number}" for number in range(205)]


async def test_pictures_and_downloads_go_along(stage: Stage) -> None:
    chart = StoredFile("f1", "week-3.png", "image/png", "A chart", b"\x89PNG")
    sheet = StoredFile("f2", "week-3.csv", "text/csv", "The week", b"a,b\n")
    view = View((Picture("f1", "A chart"), Download("f2", "week-3.csv")), title="Week 3")
    with stage.disturbed("upload", "lose"), pytest.raises(NotSentError):
        await stage.platform.post(stage.place, view, "marker", {"f1": chart, "f2": sheet})
    await stage.platform.post(stage.place, view, "marker", {"f1": chart, "f2": sheet})
    assert await stage.texts() == ["Week 3"]
