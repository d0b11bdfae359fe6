"""Who withdraws their words finds them nowhere any more; that they took part stays."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.calls import Invocation
from bot.chat.events import MessageSeen
from bot.model.places import Message
from tests.support.classroom import Classroom
from tests.support.lived import FUTURE, LIMITS, Words, lived, thread
from tests.support.reading import read
from tests.support.sample import (
    ANA,
    BEN,
    CHO,
    COURSE,
    INES,
    LIVE,
    MAIN,
    RECAPS,
    STAFF,
    TALK,
    account,
    person,
)
from tests.support.tables import holding, in_file

WORDS = Words(
    question="Is anaquest so?",
    answer="It is benanswer.",
    live="See https://example.org/analink for analive.",
    highlight="A benhighlight.",
    makeup="My chomakeup.",
    post="This is my anapost. " * 20,
    survey="An ananeed.",
    dispute="A bendispute.",
)
HERS = ("anaquest", "analink", "analive", "anapost", "ananeed")
HIS = ("benanswer", "benhighlight", "bendispute")
THEIRS = ("chomakeup",)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open a class two weeks on: recaps and summaries are out, staff were told who waits."""
    async with lived(tmp_path, WORDS) as opened:
        await opened.tick_to("2026-09-15 12:00")
        await opened.says(INES, "/class discuss summary discussion:" + await minds(opened))
        yield opened


async def minds(room: Classroom) -> str:
    async with room.store.reading() as work:
        return (await work.discussions.of(COURSE.id))[0].id


async def erases(room: Classroom, who: object) -> None:
    await room.sends_state(who, f"v1:me.erase:{COURSE.id}::")  # type: ignore[arg-type]


@pytest.mark.parametrize(("who", "words"), [(ANA, HERS), (BEN, HIS), (CHO, THEIRS)])
async def test_no_table_and_no_message_of_ours_holds_them(
    room: Classroom, tmp_path: Path, who: object, words: tuple[str, ...]
) -> None:
    assert [word for word in words if not holding(tmp_path, word)] == []
    before = {one.id: await room.ledger(one) for one in (ANA, BEN, CHO)}
    await erases(room, who)
    assert {word: found for word in words if (found := holding(tmp_path, word))} == {}
    shown = "\n".join(
        text for place in (MAIN, LIVE, RECAPS, TALK, STAFF) for text in room.seen(place)
    )
    assert [word for word in words if word in shown] == []
    assert {one.id: await room.ledger(one) for one in (ANA, BEN, CHO)} == before


async def test_the_file_itself_holds_them_no_longer(room: Classroom, tmp_path: Path) -> None:
    assert in_file(tmp_path, "ananeed")
    await erases(room, ANA)
    assert [word for word in HERS if in_file(tmp_path, word[1:])] == []


async def test_others_keep_theirs(room: Classroom, tmp_path: Path) -> None:
    await erases(room, ANA)
    assert all(holding(tmp_path, word) for word in (*HIS, *THEIRS))


async def test_what_was_asked_a_moment_ago_is_forgotten_too(
    room: Classroom, tmp_path: Path
) -> None:
    ask = f"v1:questions.ask:{COURSE.id}:{FUTURE.id}:"
    await room.sends_state(ANA, ask, text="Will it anafuture?", name="named")
    other = replace(COURSE, id="second", title="Second", places={})
    twin = person("Ana", course="second")
    async with room.store.work() as work:
        await work.courses.save(other)
        await work.people.save((twin,))
        await work.people.link(twin.id, account(ANA))
    elsewhere = replace(MAIN, id="nowhere")
    held = Invocation("held", account(ANA), elsewhere, room.clock.now(), "ask", {"text": "anaheld"})
    assert "more than one course" in read((await room.app.invoke(held)).body)
    assert holding(tmp_path, "anafuture")
    assert holding(tmp_path, "anaheld") == ["held_calls"]
    await erases(room, ANA)
    assert holding(tmp_path, "anafuture") == []
    assert holding(tmp_path, "anaheld") == []


async def test_what_one_wrote_before_one_joined_is_ones_own(
    room: Classroom, tmp_path: Path
) -> None:
    noa = person("Noa")
    when = room.clock.now()
    for number, place in enumerate((LIVE, thread(room))):
        message = Message(place, f"noa-{number}")
        text = "See https://example.org/noalink, says noaearly."
        await room.app.receive((MessageSeen(message, account(noa), text, when, when),))
    async with room.store.work() as work:
        await work.people.save((noa,))
    said = await room.says(INES, "/class roster code person:Noa")
    [code] = re.findall(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", said)
    await room.says(noa, f"/class join code:{code}")
    await room.sends_state(noa, f"v1:me.export:{COURSE.id}::")
    async with room.store.reading() as work:
        files = [one for one in await work.agenda.of(COURSE.id) if one.kind == "me.forget"]
        stored = await work.files.get(files[-1].args["file"])
    assert stored is not None
    assert len(json.loads(stored.content)["messages"]) == 2
    await erases(room, noa)
    assert holding(tmp_path, "noaearly") == []
    assert holding(tmp_path, "noalink") == []


async def test_the_session_s_count_stays(room: Classroom) -> None:
    await erases(room, ANA)
    async with room.store.reading() as work:
        entries = await work.ledger.about(LIMITS.id)
    assert ANA.id in {entry.person for entry in entries}
    assert all("ana" not in entry.evidence for entry in entries if entry.person == ANA.id)
