"""Scripted players act as people would, and leave those alone whom somebody plays by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession

from adapters.sandbox.script import Act, Does, Hears, ScriptedWeek
from bot.chat.actions import action
from bot.chat.calls import Answer, Answering, Invocation
from bot.chat.forms import FieldType, Form, FormField
from bot.chat.spans import bold
from bot.chat.views import Button, Select, View, controls, paragraph
from bot.model.places import Place
from tests.support.sandbox import START, Diary, Person, running, serving_doors

LATER = START + timedelta(minutes=5)
HELLO = Act(LATER, "mei", Does.SAY, "Hello, I'm Mei", "general")
CARD = View(
    (
        paragraph("Come to ", bold("the seminar"), ", code 40124"),
        controls(
            Button("I'm here", action("try.here", "course")),
            Select("Answer one", (("Why rain?", action("try.why", "course")),)),
        ),
    ),
    title="Today",
)
FORM = Form(
    "Tell us",
    action("try.form", "course"),
    (
        FormField("text", "What do you think?", FieldType.TEXT),
        FormField("mood", "Mood", FieldType.ONE, choices=(("good", "Good"), ("bad", "Bad"))),
        FormField("code", "Code"),
    ),
)


@dataclass
class Week:
    """What came of a played week: what Mei sees in the place, and what the bot was asked."""

    messages: list[Any]
    calls: list[Invocation]

    def texts(self) -> list[str]:
        """Return what people wrote."""
        return [one["text"] for one in self.messages if not one["bot"]]


async def played(*acts: Act, answer: Answer | None = None, by_hand: Sequence[str] = ()) -> Week:
    """Walk past the acts, in a place in which the bot's card stands."""
    script = ScriptedWeek(acts)
    script.by_hand = by_hand.__contains__
    diary = Diary(answer=answer) if answer else Diary()
    async with running(script) as server, serving_doors(server, diary) as (connection, _):
        await connection.platform.post(Place("sandbox", "general"), CARD, "card", {})
        async with ClientSession() as session:
            mei = Person(session, server.address, "mei")
            status, clock = await mei.ask("POST", "/api/clock/jump", {"to": "hour", "wait": True})
            assert (status, clock["next"]) == (200, None)
            return Week(await mei.reads("general"), diary.calls)


async def test_they_write_answer_in_threads_and_react_at_their_times() -> None:
    week = await played(
        replace(HELLO, at=LATER + timedelta(minutes=2), does=Does.REPLY, to="the seminar"),
        HELLO,
        replace(HELLO, who="tom", does=Does.REACT, words="👍", to="I'm Mei"),
    )
    card, hello = week.messages
    assert card["replies"]["count"] == 1
    assert hello["text"] == "Hello, I'm Mei"
    assert hello["reactions"][0]["emoji"] == "👍"


async def test_whoever_is_played_by_hand_is_left_alone() -> None:
    week = await played(HELLO, replace(HELLO, who="tom", words="And Tom"), by_hand=["mei"])
    assert week.texts() == ["And Tom"]


async def test_an_act_that_cannot_be_played_stops_nobody() -> None:
    week = await played(
        replace(HELLO, does=Does.PRESS, words="No such button"),
        replace(HELLO, does=Does.REPLY, to="no such message"),
        replace(HELLO, place="staff"),
        replace(HELLO, who="nobody"),
        HELLO,
    )
    assert week.texts() == ["Hello, I'm Mei"]


async def test_they_press_buttons_and_choose() -> None:
    week = await played(
        replace(HELLO, does=Does.PRESS, words="I'm here", to="Today"),
        replace(HELLO, does=Does.PRESS, words="Answer one", choice="rain"),
    )
    assert [str(call.state).split(":")[1] for call in week.calls] == ["try.here", "try.why"]


async def test_what_is_said_aloud_can_be_typed() -> None:
    hears = Hears("ana", "general", r"code (\d+)")
    week = await played(
        replace(HELLO, does=Does.COMMAND, words="/class checkin {heard}", hears=hears)
    )
    assert week.messages[-1]["via"] == "/class checkin 40124"


async def test_they_fill_in_the_form_that_opens() -> None:
    hears = Hears("ana", "general", r"code (\d+)")
    act = replace(
        HELLO, does=Does.PRESS, words="I'm here", rest="Rain", fill={"code": "{heard}"}, hears=hears
    )
    week = await played(act, answer=Answer(FORM, Answering.FORM))
    sent = next(call for call in week.calls if call.values)
    assert dict(sent.values or {}) == {"text": "Rain", "mood": "good", "code": "40124"}


@pytest.mark.parametrize("now", [START, LATER])
def test_the_next_act_is_the_earliest_that_is_left(now: datetime) -> None:
    script = ScriptedWeek([replace(HELLO, at=LATER + timedelta(hours=1)), HELLO])
    assert script.next_due(now) == LATER
    assert ScriptedWeek([]).next_due(now) is None
