"""A class looks things up again: recaps, discussions, answers and links, each when it may."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.chat.actions import action
from bot.chat.events import MessageDeleted, MessageSeen
from bot.chat.spans import Link
from bot.chat.views import Paragraph, View
from bot.model.happenings import WordsWithdrawn
from bot.model.places import Message
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.classroom import Classroom, classroom
from tests.support.sample import (
    ANA,
    BEN,
    COURSE,
    INES,
    LIVE,
    MAIN,
    RECAPS,
    account,
    at,
    session,
)

LIMITS = session("limits", at(hours=10))


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open a room after a session that Ana attended: a question, its answer, a link, a recap."""
    async with classroom(tmp_path, LIMITS) as opened:
        await opened.tick_to("2026-09-07 10:02")
        await opened.says(ANA, "/class checkin code:10001")
        await opened.says(ANA, "/class ask text:Why do we need epsilon?")
        await opened.presses(INES, "Answer one", "Why do we")
        await opened.submits(INES, {"text": "It measures closeness."})
        opened.at("2026-09-07 10:20")
        await opened.writes(ANA, "Notes: https://example.org/notes", place=LIVE, name="link")
        await opened.writes(BEN, "Good morning!", place=MAIN, name="hello")
        await opened.tick_to("2026-09-07 10:58")
        await opened.says(INES, "/class session end")
        await opened.presses(INES, "Edit")
        words = {"title": "Limits", "summary": "We compared sequences.", "stayed_open": ""}
        await opened.submits(INES, words)
        await opened.presses(INES, "Publish")
        yield opened


async def test_a_recap_is_found_by_any_form_of_its_words(room: Classroom) -> None:
    said = await room.says(BEN, "/class archive query:comparing sequence")
    assert "Found for “comparing sequence”, newest first, page 1." in said
    said = await room.says(INES, "/class archive query:%%%")
    assert "“%%%” holds no word to look for, so this is everything, newest first, page 1." in said
    assert "Recap: Limits · week 1" in said
    assert "We compared sequences." in said
    answer = room.last_answer(BEN).body
    assert isinstance(answer, View)
    [line] = [block.line for block in answer.blocks if isinstance(block, Paragraph)]
    [link] = [span for span in line if isinstance(span, Link)]
    assert link.message == room.chat.at(RECAPS)[0].message
    whole = await room.presses(BEN, "Read one in full")
    assert "Week 1. The archive keeps these words." in whole


async def test_answers_are_found_when_they_may_be_read(room: Classroom) -> None:
    assert "Nothing found for “closeness”" in await room.says(BEN, "/class archive query:closeness")
    assert "Why do we need epsilon?" in await room.says(BEN, "/class archive query:epsilon")
    assert "It measures closeness." in await room.says(ANA, "/class archive query:closeness")
    assert "It measures closeness." in await room.says(INES, "/class archive query:closeness")
    await room.presses(INES, "Read one in full", "answer")
    state = room.calls[-1].state or ""
    refused = await room.sends_state(BEN, state)
    assert refused.startswith("Answers of this session open once you attended it")
    await room.tick_to("2026-09-10 10:58")
    assert "It measures closeness." in await room.says(BEN, "/class archive query:closeness")


async def test_shared_links_are_found_and_small_talk_is_not(room: Classroom) -> None:
    said = await room.says(BEN, "/class archive query:notes")
    assert "Resource: https://example.org/notes · open the link" in said
    assert "Nothing found" in await room.says(BEN, "/class archive query:morning")


async def test_a_revision_replaces_and_taking_back_hides(room: Classroom) -> None:
    await room.presses(INES, "Revise")
    words = {"title": "Limits", "summary": "We drew pictures.", "stayed_open": ""}
    await room.submits(INES, words)
    assert "Nothing found" in await room.says(BEN, "/class archive query:sequences")
    assert "Recap: Limits" in await room.says(BEN, "/class archive query:picture")
    await room.presses(INES, "Take it back")
    assert "Nothing found" in await room.says(BEN, "/class archive query:picture")


async def test_weeks_orders_and_everything(room: Classroom) -> None:
    assert "Nothing found" in await room.says(BEN, "/class archive query:limits week:2")
    assert "Recap: Limits" in await room.says(BEN, "/class archive week:1")
    said = await room.says(BEN, "/class archive query:epsilon order:best")
    assert "best first" in said
    assert "newest first" in await room.presses(BEN, "Newest first")
    assert "Recap: Limits" in await room.says(BEN, "/class archive")


async def test_deleted_and_edited_messages_follow(room: Classroom) -> None:
    link, now = Message(LIVE, "link"), room.clock.now()
    text = "Better: https://example.org/slides"
    edited = MessageSeen(link, account(ANA), text, at(hours=10, minutes=20), now)
    await room.app.receive((edited,))
    assert "Nothing found" in await room.says(BEN, "/class archive query:notes")
    assert "slides" in await room.says(BEN, "/class archive query:slides")
    await room.app.receive((MessageDeleted(link, now), edited))
    assert "Nothing found" in await room.says(BEN, "/class archive query:slides")


async def test_withdrawn_words_are_found_no_more(room: Classroom) -> None:
    async with room.store.work() as work:
        work.happened(WordsWithdrawn(ANA.id))
        await settle(work, REACTIONS, room.clock.now())
    for words in ("epsilon", "notes"):
        assert "Nothing found" in await room.says(INES, f"/class archive query:{words}")


@pytest.mark.parametrize("extra", ["", " or any of those other things that we once talked about"])
async def test_many_results_come_in_pages(room: Classroom, extra: str) -> None:
    for number in range(23):
        text = f"Paper {number}: https://example.org/p{number}{extra}"
        await room.writes(ANA, text, place=LIVE, name=f"p{number}")
        room.clock.present = at(hours=11, minutes=number)
    query = f"paper{extra} -nothing"
    said = await room.says(BEN, f"/class archive query:{query}")
    assert "https://example.org/p22" in said
    assert said.count("Resource:") == 10
    said = await room.presses(BEN, "More")
    assert said.count("Resource:") == 10
    assert "page 2" in said
    said = await room.presses(BEN, "More")
    assert said.count("Resource:") == 3
    assert "[More]" not in said


async def test_odd_buttons_are_refused(room: Classroom) -> None:
    for number in ("n-1", "x1", "n", "n999999", ""):
        state = action("archive.more", COURSE.id, number, "limits")
        assert "no such page" in await room.sends_state(BEN, state)
    gone = action("archive.more", COURSE.id, "=n1", "call-unknown")
    assert "too old" in await room.sends_state(BEN, gone)
    assert "no longer in the archive" in await room.sends_state(
        BEN, action("archive.show", COURSE.id, "nothing")
    )


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=st.text(max_size=120).map(lambda text: f"x{text}".replace("query:", "")))
async def test_any_input_is_a_valid_query(room: Classroom, query: str) -> None:
    said = await room.says(BEN, f"/class archive query:{query.replace('week:', '')}")
    assert said.startswith("Archive\n")
