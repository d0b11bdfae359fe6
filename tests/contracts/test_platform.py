"""What every chat platform owes the core: one suite, run over each adapter.

A platform joins with a `Stage`: its adapter, a place, people in it, and the faults of its wire.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.chat.events import Event, MessageDeleted, MessageSeen, PlaceRead
from bot.chat.views import Download, Picture, View, say
from bot.model.places import Message, Place
from bot.ports.platform import (
    CannotSendError,
    MaybeSentError,
    NotSentError,
    StoredFile,
)
from tests.support.stages import Stage, in_memory, on_discord, on_slack, on_the_sandbox

VIEW = say("Session 3 starts at five.")


@pytest.fixture(params=[on_the_sandbox, on_discord, on_slack, in_memory])
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with request.param() as one:
        yield one


async def history(stage: Stage, after: datetime | None = None) -> list[Event]:
    pages = [page async for page in stage.platform.history(stage.place, after)]
    return [event for page in pages for event in page]


def is_gone(told: list[Event], message: str) -> bool:
    """Whether a deletion was told: by itself, or by what stands of all that was posted."""
    deleted = [one.message.id for one in told if isinstance(one, MessageDeleted)]
    read = [one.standing for one in told if isinstance(one, PlaceRead)]
    return message in deleted or bool(read and message not in read[-1])


async def test_a_post_stands_once_and_is_found_by_its_marker(stage: Stage) -> None:
    message = await stage.platform.post(stage.place, VIEW, "marker1", {})
    assert await stage.texts() == ["Session 3 starts at five."]
    assert await stage.platform.find(stage.place, "marker1") == message
    assert await stage.platform.find(stage.place, "marker2") is None
    assert message.id.replace(".", "") in stage.platform.link(message)


async def test_a_post_in_a_thread_stands_there(stage: Stage) -> None:
    root = await stage.platform.post(stage.place, replace(VIEW, thread="Session 3"), "root", {})
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
    told = await history(stage)
    asked, answered = (event for event in told if isinstance(event, MessageSeen))
    assert is_gone(told, gone)
    assert (asked.text, asked.author) == ("Why is the sky blue?", stage.members[0])
    assert (answered.text, answered.message.place.thread) == ("Because of Rayleigh", root)
    assert answered.posted < answered.version
    assert (await history(stage))[0].identity == asked.identity
    later = await history(stage, answered.version)
    assert is_gone(later, gone)
    again = {event.identity for event in later if isinstance(event, MessageSeen)}
    assert again <= {asked.identity, answered.identity}


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
    with stage.disturbed("upload", "lose"), pytest.raises((NotSentError, MaybeSentError)):
        await stage.platform.post(stage.place, view, "marker", {"f1": chart, "f2": sheet})
    await stage.platform.post(stage.place, view, "marker", {"f1": chart, "f2": sheet})
    assert await stage.texts() == ["Week 3"]
