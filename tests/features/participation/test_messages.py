"""A message's own menu: staff credit it, or excuse who wrote it; each can be undone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.calls import Answering
from bot.chat.forms import Form
from bot.model.participation.acts.ledger import Act
from bot.model.participation.acts.references import write_message
from bot.model.places import Message
from tests.support.classroom import Classroom, classroom
from tests.support.discussing import LONG, SHORT, discussing, thread, write
from tests.support.sample import ANA, BEN, COURSE, INES, LIVE, MAIN, TARO, at, session

LIMITS = session("limits", at(hours=10))
CREDIT, EXCUSE = "participation.credit", "participation.pardon"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, LIMITS) as opened:
        await opened.tick_to("2026-09-07 10:10")
        yield opened


async def form(room: Classroom, message: Message, verb: str) -> Form:
    """Open an entry of a message's menu."""
    await room.acts_on(INES, message, verb)
    opened = room.last_answer(INES).body
    assert isinstance(opened, Form)
    return opened


def filled(form: Form, **other: str) -> dict[str, str]:
    """Return a form's values as they were filled in, but for some."""
    return {field.name: other.get(field.name, field.value) for field in form.fields}


async def test_words_in_a_session_are_help_in_it_with_the_message_as_evidence(
    room: Classroom,
) -> None:
    message = await room.writes(ANA, "Ben, you divide by delta first.", place=LIVE)
    room.at("2026-09-08 09:00")
    opened = await form(room, message, CREDIT)
    assert opened.intro == "Ana: “Ben, you divide by delta first.”"
    assert filled(opened) == {"act": "help", "about": LIMITS.id, "amount": "1"}
    said = await room.submits(INES, filled(opened), place=LIVE)
    assert "Entered for Ana: help, week 1. See it" in said
    assert room.last_answer(INES).how is Answering.CONFIDENTIAL
    [entry] = await room.ledger(ANA)
    assert (entry.act, entry.about, entry.week, entry.by) == (Act.HELP, LIMITS.id, 1, INES.id)
    assert (entry.at, entry.evidence) == (at(hours=10, minutes=10), write_message(message))
    assert "Entered by staff. See it" in await room.says(ANA, "/class progress why:yes")
    await room.presses(INES, "Undo")
    assert await room.ledger(ANA) == []
    assert [deed.what for deed in await room.deeds()] == [
        "Ines took back Ana's help of week 1",
        "Ines entered for Ana: help, week 1",
    ]


async def test_the_same_message_is_credited_once_for_one_thing(room: Classroom) -> None:
    message = await room.writes(ANA, "You divide first.", place=LIVE)
    opened = await form(room, message, CREDIT)
    await room.submits(INES, filled(opened), place=LIVE)
    said = await room.submits(INES, filled(opened), place=LIVE)
    assert "It counts already: help, week 1." in said
    await room.submits(INES, filled(opened, act="ask"), place=LIVE)
    assert [entry.act for entry in await room.ledger(ANA)] == [Act.HELP, Act.ASK]


async def test_it_may_belong_to_nothing_and_count_as_often_as_staff_say(room: Classroom) -> None:
    message = await room.writes(BEN, "I tutored all afternoon.", place=MAIN)
    opened = await form(room, message, CREDIT)
    await room.submits(INES, filled(opened, about="-", amount="3"))
    [entry] = await room.ledger(BEN)
    assert (entry.about, entry.amount, entry.week) == (None, 3, 1)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"amount": "many"}, "is no number"),
        ({"amount": "0"}, "is no number"),
        ({"act": "cheer"}, "nothing that can be credited"),
        ({"act": "attend", "about": "-"}, "Say which session"),
        ({"about": "another"}, "Say which session"),
    ],
)
async def test_a_form_that_makes_no_sense_enters_nothing(
    room: Classroom, values: dict[str, str], said: str
) -> None:
    message = await room.writes(ANA, "You divide first.", place=LIVE)
    opened = await form(room, message, CREDIT)
    assert said in await room.submits(INES, filled(opened, **values), place=LIVE)
    assert room.last_answer(INES).refused
    assert await room.ledger(ANA) == []


async def test_a_post_that_was_too_short_is_credited_as_large_as_is_asked(tmp_path: Path) -> None:
    async with discussing(tmp_path) as room:
        message = await write(room, ANA, SHORT)
        opened = await form(room, message, CREDIT)
        assert filled(opened)["act"] == "post"
        assert filled(opened)["amount"] == "75"
        assert "Entered for Ana: post, week 1." in await room.submits(
            INES, filled(opened), place=thread(room)
        )
        counted = {(one.amount, one.by) for one in await room.ledger(ANA)}
        assert counted == {(6, None), (75, INES.id)}
        await write(room, ANA, "And one more thing.")
        assert len([one for one in await room.ledger(ANA) if one.by is not None]) == 1


async def test_a_post_that_counts_already_is_not_credited_twice(tmp_path: Path) -> None:
    async with discussing(tmp_path) as room:
        message = await write(room, ANA, LONG)
        opened = await form(room, message, CREDIT)
        said = await room.submits(INES, filled(opened), place=thread(room))
        assert "It counts already: post, week 1." in said


async def test_what_was_filled_in_for_one_act_is_measured_anew_for_another(tmp_path: Path) -> None:
    async with discussing(tmp_path) as room:
        message = await write(room, ANA, SHORT)
        opened = await form(room, message, CREDIT)
        await room.submits(INES, filled(opened, act="help"), place=thread(room))
        [entry] = [one for one in await room.ledger(ANA) if one.by is not None]
        assert (entry.act, entry.amount) == (Act.HELP, 1)


async def test_its_author_is_excused_from_a_week(room: Classroom) -> None:
    message = await room.writes(ANA, "I have the flu.", place=MAIN)
    opened = await form(room, message, EXCUSE)
    assert filled(opened) == {"week": "1", "reason": ""}
    assert len(opened.fields[0].choices) == 15
    said = await room.submits(INES, filled(opened, week="2", reason="flu"))
    assert "Ana is excused from week 2." in said
    async with room.store.reading() as work:
        [granted] = await work.excuses.of(COURSE.id, ANA.id)
    assert (granted.week, granted.about, granted.reason) == (2, None, "flu")
    await room.presses(INES, "Undo")
    assert "no longer excused" in str(room.last_answer(INES).body)


@pytest.mark.parametrize("values", [{"week": "99"}, {"week": "soon"}, {"week": "1", "reason": " "}])
async def test_an_excuse_needs_a_week_and_a_reason(room: Classroom, values: dict[str, str]) -> None:
    message = await room.writes(ANA, "I have the flu.", place=MAIN)
    await form(room, message, EXCUSE)
    await room.submits(INES, {"reason": "flu", **values})
    assert room.last_answer(INES).refused
    assert await room.deeds() == []


@pytest.mark.parametrize("verb", [CREDIT, EXCUSE])
async def test_only_a_student_s_own_standing_words_can_be_used(room: Classroom, verb: str) -> None:
    told = [
        await room.writes(TARO, "Well done.", place=LIVE),
        Message(LIVE, "unknown"),
        next(message for message in room.chat.posted if message.place == LIVE),
    ]
    for message in told:
        assert "Only what a student on the roster wrote" in await room.acts_on(INES, message, verb)


@pytest.mark.parametrize("verb", [CREDIT, EXCUSE])
async def test_students_are_refused(room: Classroom, verb: str) -> None:
    message = await room.writes(ANA, "Credit me.", place=LIVE)
    assert "staff only" in await room.acts_on(BEN, message, verb)
    state = f"v1:participation.credited:{COURSE.id}::{message.id}"
    said = await room.sends_state(ANA, state, act="help", about="-")
    assert "staff only" in said
    assert await room.ledger(ANA) == []
