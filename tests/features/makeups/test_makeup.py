"""Who wasn't there makes the session up: page by page, before others' answers show."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat.forms import Form
from bot.model.happenings import WordsWithdrawn
from bot.model.participation.acts.ledger import Act
from bot.model.people import Person
from bot.model.places import Place
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.classroom import Classroom, classroom
from tests.support.sample import (
    ANA,
    BEN,
    CHO,
    COURSE,
    INES,
    POLICY,
    RECAPS,
    at,
    session,
)

LIMITS = session("limits", at(hours=10))
QUESTIONS = ("Why epsilon?", "And delta?", "What is a limit?", "Is it one?", "Who cares?")
PARTY = replace(session("party", at(hours=14)), counted=False)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open a room in which Ana attended a session with a poll and five questions."""
    async with classroom(tmp_path, LIMITS, PARTY) as opened:
        await opened.tick_to("2026-09-07 10:02")
        await opened.says(ANA, "/class checkin code:10001")
        for minute, words in enumerate(QUESTIONS, 3):
            opened.at(f"2026-09-07 10:{minute:02}")
            await opened.says(ANA, f"/class ask text:{words}")
        await opened.says(INES, "/class poll question:Clear? options:Yes | No")
        await opened.presses(ANA, "Yes")
        await opened.tick_to("2026-09-07 10:58")
        await opened.says(INES, "/class session end")
        yield opened


async def fill(room: Classroom, person: Person, text: str, *, sent: str | None = None) -> str:
    """Answer every field of the form that was opened last."""
    form = room.last_answer(person).body
    assert isinstance(form, Form)
    values = {f.name: f.choices[0][0] if f.choices else text for f in form.fields}
    return await room.submits(person, values, sent=sent)


async def makes_up(room: Classroom, person: Person) -> str:
    await room.presses(person, "Make it up")
    await room.presses(person, "Start")
    await fill(room, person, "Because it is close.")
    await room.presses(person, "Continue")
    return await fill(room, person, "I see it now.")


async def acts(room: Classroom, person: Person) -> list[Act]:
    return [entry.act for entry in await room.ledger(person)]


async def test_it_opens_with_the_recap(room: Classroom) -> None:
    early = await room.says(BEN, "/class makeup")
    assert early == "The make-up of Limits opens with its recap, after the session."
    await room.presses(INES, "Publish")
    said = await room.presses(BEN, "Make it up")
    assert "The session's polls and questions, 7 on 2 pages" in said
    assert "Open until Thu 10 Sep 16:28." in said
    assert "nobody grades whether it's right" in said
    assert said.endswith("[Start]")
    assert await room.suggests(BEN, "makeup", "session", "") == ["Limits (Sep 7)"]


async def test_each_page_is_saved_and_the_last_one_earns(room: Classroom) -> None:
    await room.presses(INES, "Publish")
    await room.presses(BEN, "Make it up")
    form = await room.presses(BEN, "Start")
    assert form.startswith("Make-up\nClear?: \nWhy epsilon?: ")
    said = await fill(room, BEN, "Because it is close.")
    assert "Saved. 2 still to answer" in said
    assert await acts(room, BEN) == []
    again = await room.says(BEN, "/class makeup")
    assert "Saved so far: 5 of 7." in again
    await room.presses(BEN, "Continue")
    said = await fill(room, BEN, "I see it now.")
    assert "Your make-up is in, sent Mon 07 Sep 16:28. It counts like being there." in said
    [entry] = await room.ledger(BEN)
    assert (entry.act, entry.about, entry.week) == (Act.MAKE_UP, LIMITS.id, 1)
    assert entry.in_time
    assert "0 attended" not in room.seen(RECAPS)[0]
    assert "1 attended, 1 made it up so far." in room.seen(RECAPS)[0]
    assert "Yes: 1" in await room.presses(BEN, "See answers")


async def test_an_answer_left_empty_is_asked_for_again(room: Classroom) -> None:
    await room.presses(INES, "Publish")
    await room.presses(BEN, "Make it up")
    await room.presses(BEN, "Start")
    form = room.last_answer(BEN).body
    assert isinstance(form, Form)
    said = await room.submits(BEN, {form.fields[1].name: "Only this one"})
    assert "Saved. 6 still to answer" in said
    form_again = await room.presses(BEN, "Continue")
    assert "Why epsilon?: Only this one" in form_again
    odd = {form.fields[0].name: "9"}
    assert "Choose one of the answers" in await room.submits(BEN, odd)


async def test_answers_can_be_changed_until_it_closes(room: Classroom) -> None:
    await room.presses(INES, "Publish")
    await makes_up(room, BEN)
    await room.presses(BEN, "Change page 1")
    await fill(room, BEN, "Because it measures.")
    assert await acts(room, BEN) == [Act.MAKE_UP]
    assert "Because it measures." in await room.presses(BEN, "Change page 1")
    await room.tick_to("2026-09-10 11:00")
    assert "has closed" in await room.presses(BEN, "Change page 1")


async def test_the_platform_s_instant_decides_what_is_late(room: Classroom) -> None:
    await room.presses(INES, "Publish")
    for person in (BEN, CHO):
        await room.presses(person, "Make it up")
        await room.presses(person, "Start")
        await fill(room, person, "Because.")
        await room.presses(person, "Continue")
    await room.tick_to("2026-09-10 10:58")
    said = await fill(room, BEN, "Just in time.", sent="2026-09-10 10:57")
    assert "Your make-up is in" in said
    said = await fill(room, CHO, "Too late.")
    assert "This make-up closed Thu 10 Sep 19:58" in said
    assert "tell your instructor" in said
    assert await acts(room, CHO) == []
    assert "This make-up closed" in await room.says(CHO, "/class makeup")


async def test_who_was_there_has_nothing_to_make_up(room: Classroom) -> None:
    await room.presses(INES, "Publish")
    said = await room.presses(ANA, "Make it up")
    assert "You were there, so there is nothing to make up." in said
    assert "See answers" in said
    preview = await room.presses(INES, "Make it up")
    assert "Those who missed this session are asked:\n• Clear?\n• Why epsilon?" in preview


async def test_a_party_has_no_make_up_and_hides_nothing(room: Classroom) -> None:
    await room.tick_to("2026-09-07 14:10")
    await room.says(INES, "/class poll question:More cake? options:Yes | No")
    await room.says(INES, "/class session end")
    await room.says(INES, f"/class recap publish session:{PARTY.id}")
    [shown] = room.seen(RECAPS)
    assert "Make it up" not in shown
    assert "Yes: 0\nNo: 0" in shown
    refused = await room.says(BEN, f"/class makeup session:{PARTY.id}")
    assert refused == "Party isn't graded, so there is nothing to make up."


async def test_an_answer_is_shared_under_the_recap_and_waits_for_replies(room: Classroom) -> None:
    await room.presses(INES, "Publish")
    await makes_up(room, BEN)
    said = await room.presses(BEN, "Share an answer with the class", "Why epsilon?")
    assert said.startswith("Shared under the recap, with your name:\nBecause it is close.")
    [posted] = room.chat.at(RECAPS)
    thread = Place(RECAPS.platform, RECAPS.id, posted.message.id)
    assert room.seen(thread) == [
        "Ben on Why epsilon?\nBecause it is close.\n"
        "Shared from the make-up. Replies here are welcome."
    ]
    async with room.store.reading() as work:
        [waiting] = await work.makeups.shared_unanswered(COURSE.id)
    assert (waiting.shared.person, waiting.shared.text) == (BEN.id, "Because it is close.")
    assert waiting.message == room.chat.at(thread)[0].message
    await room.presses(BEN, "Share an answer with the class", "Why epsilon?")
    assert len(room.seen(thread)) == 1
    await room.tick_to("2026-09-07 12:00")
    await room.writes(BEN, "Anyone?", place=thread)
    async with room.store.reading() as work:
        assert len(await work.makeups.shared_unanswered(COURSE.id)) == 1
    await room.writes(ANA, "I like that.", place=thread)
    async with room.store.reading() as work:
        assert await work.makeups.shared_unanswered(COURSE.id) == []
    await room.presses(BEN, "Take it back")
    assert room.seen(thread) == []


async def test_withdrawn_words_are_gone_and_the_act_stays(room: Classroom) -> None:
    await room.presses(INES, "Publish")
    await makes_up(room, BEN)
    await room.presses(BEN, "Share an answer with the class", "Why epsilon?")
    async with room.store.work() as work:
        work.happened(WordsWithdrawn(BEN.id))
        await settle(work, REACTIONS, room.clock.now())
    await room.tick_to("2026-09-07 12:00")
    async with room.store.reading() as work:
        [makeup] = await work.makeups.of_person(BEN.id)
        assert makeup.answers == {}
        [shared] = await work.makeups.shared_by(BEN.id)
        assert shared.text == ""
    [posted] = room.chat.at(RECAPS)
    assert room.seen(Place(RECAPS.platform, RECAPS.id, posted.message.id)) == []
    assert await acts(room, BEN) == [Act.MAKE_UP]


async def test_a_session_made_up_in_time_but_after_the_lock_is_a_difference(
    tmp_path: Path,
) -> None:
    soon = replace(POLICY, version=2, locks_after=timedelta())
    async with classroom(tmp_path, session("series", at(days=6, hours=10))) as room:
        async with room.store.work() as work:
            await work.policies.save(COURSE.id, soon, room.clock.now(), since=1)
        await room.tick_to("2026-09-13 10:58")
        await room.says(INES, "/class session end")
        await room.presses(INES, "Publish")
        await room.tick_to("2026-09-14 09:00")
        await room.presses(BEN, "Make it up")
        await room.presses(BEN, "Start")
        await fill(room, BEN, "It clicked.")
        async with room.store.reading() as work:
            told = [
                (each.person, each.why, each.by) for each in await work.differences.of(COURSE.id)
            ]
    assert told == [(BEN.id, "Series was made up after the lock", None)]
