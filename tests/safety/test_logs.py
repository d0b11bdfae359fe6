"""What is logged holds ids and names of ours: no student's words, no token, no error's words."""

from __future__ import annotations

import io
import json
import logging
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import pytest

from adapters.system.journal import SystemJournal
from bot.chat.calls import Answer, Choices, Invocation
from bot.chat.events import Event
from bot.model.asking.answers import SurveyAnswer
from bot.ports.platform import NotSentError
from bot.runtime.app import App
from tests.support.classroom import Classroom
from tests.support.fakes import tools
from tests.support.lived import Words, lived
from tests.support.sample import ANA, COURSE, LIVE, MAIN, PLATFORM, account, at, post
from tests.support.sandbox import TOKEN, Diary, Person, running, serving_doors
from tests.support.store import sql_store

SECRET = "mysecret"
WORDS = Words(*(f"{SECRET} {number} https://example.org/{SECRET}" for number in range(7)))


@dataclass(slots=True)
class Failing(Diary):
    """A core whose every door fails with a student's words in the error."""

    async def invoke(self, call: Invocation) -> Answer:
        raise ValueError(SECRET)

    async def receive(self, events: list[Event]) -> None:  # type: ignore[override]
        raise OSError(SECRET)

    async def suggest(self, call: Invocation, field: str, text: str) -> Choices:
        raise ValueError(SECRET)

    async def tick(self) -> None:
        raise ValueError(SECRET)


@pytest.fixture
async def room(tmp_path: Path, journal: io.StringIO) -> AsyncIterator[Classroom]:
    async with lived(tmp_path, WORDS) as opened:
        opened.app = App(
            opened.store, opened.clock, {PLATFORM: opened.chat}, tools(), SystemJournal()
        )
        yield opened


async def test_what_somebody_made_up_is_not_written_down(
    room: Classroom, journal: io.StringIO
) -> None:
    base = Invocation("made-up", account(ANA), MAIN, room.clock.now())
    for call in (
        replace(base, command=f"{SECRET} words"),
        replace(base, command="ask", options={"text": SECRET * 100}),
        replace(base, command="ask", options={"text": SECRET}),
        replace(base, state=f"v1:{SECRET}:{COURSE.id}:x:"),
        replace(base, state=f"v0:{SECRET}"),
        replace(base, state=SECRET),
        replace(base, state=f"v1:questions.ask:{COURSE.id}:{SECRET}:", values={"text": SECRET}),
        replace(base, message_action=SECRET, message=None),
    ):
        await room.app.invoke(replace(call, id=f"{call.id}{journal.tell()}"))
    await room.writes(ANA, f"{SECRET} in words", place=LIVE)
    assert SECRET not in journal.getvalue()
    lines = [json.loads(line) for line in journal.getvalue().splitlines()]
    assert {line["asked"] for line in lines if "asked" in line} >= {"ask", "unknown command"}


async def test_an_error_of_the_platform_s_is_told_by_its_kind(
    room: Classroom, journal: io.StringIO
) -> None:
    room.chat.fails = [NotSentError(f"Bearer {SECRET}"), ValueError(SECRET)]
    async with room.store.work() as work:
        await work.outbox.post(post("post/1"))
        await work.outbox.post(replace(post("post/2"), to=LIVE))
    await room.app.tick()
    assert room.chat.fails == []
    assert "NotSentError" in journal.getvalue()
    assert "ValueError" in journal.getvalue()
    assert SECRET not in journal.getvalue()


async def test_a_database_s_error_quotes_nobody(tmp_path: Path) -> None:
    async with sql_store(tmp_path) as store:
        nobodys = SurveyAnswer(cast(str, None), "care", (SECRET,), at(0))
        with pytest.raises(sqlite3.Error) as caught:
            async with store.work() as work:
                await work.surveys.answer(COURSE.id, [nobodys])
    assert SECRET not in str(caught.value)


async def test_the_sandboxs_side_logs_no_error_s_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, "homeroom.sandbox")
    async with running(deadline=0.5) as server, serving_doors(server, Failing()) as (link, _):
        person = Person(link.client.session, server.address, "mei")
        await person.ask("POST", "/api/commands", {"place": "general", "command": "x"})
        await person.say("general", SECRET)
        await person.ask("POST", "/api/places/general/messages", {"text": "x", "thread": [SECRET]})
    said = caplog.text
    assert "an interaction failed" in said
    assert "a tick failed" in said
    assert SECRET not in said
    assert TOKEN not in said
