"""Staff open polls in a session; students vote, change their minds, and come too late."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.actions import action
from bot.model.live.polls import Poll
from bot.model.participation.acts.ledger import Act
from tests.support.classroom import Classroom, classroom
from tests.support.sample import ANA, BEN, CHO, COURSE, INES, LIVE, MAIN, TARO, at, session

LIMITS = session("limits", at(hours=10))
OPEN = "/class poll question:Is 0.999… = 1? options:Yes | No | Depends"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, LIMITS) as opened:
        await opened.tick_to("2026-09-07 10:02")
        yield opened


async def the_poll(room: Classroom) -> Poll:
    """Return the one poll there is."""
    async with room.store.reading() as work:
        [poll] = await work.polls.of(COURSE.id)
    return poll


def board(room: Classroom) -> str:
    """Return what stands last in the live place."""
    return room.seen(LIVE)[-1]


async def test_results_are_live_and_name_nobody(room: Classroom) -> None:
    assert "The poll is open: Is 0.999… = 1?" in await room.says(INES, OPEN)
    assert "Yes: 0\nNo: 0\nDepends: 0\n[Yes] [No] [Depends]" in board(room)
    assert "Your vote: No" in await room.presses(ANA, "No")
    await room.presses(BEN, "Yes")
    assert "Yes: 1\nNo: 1\nDepends: 0" in board(room)
    assert "2 votes so far. One vote each" in board(room)
    assert "Ana" not in board(room)


async def test_a_changed_vote_counts_once_and_earns_once(room: Classroom) -> None:
    await room.says(INES, OPEN)
    await room.presses(ANA, "No")
    await room.presses(ANA, "Yes")
    assert "Yes: 1\nNo: 0" in board(room)
    [entry] = await room.ledger(ANA)
    assert (entry.act, entry.about, entry.week) == (Act.VOTE, LIMITS.id, 1)


async def test_more_than_five_options_are_one_select(room: Classroom) -> None:
    await room.says(INES, "/class poll question:Pick options:1|2|3|4|5|6|7|8|9|10")
    assert "[Choose one]" in board(room)
    assert "Your vote: 7" in await room.presses(ANA, "Choose one", "7")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("Yes", "A poll has 2 to 10 options, not 1."),
        ("1|2|3|4|5|6|7|8|9|10|11", "A poll has 2 to 10 options, not 11."),
        ("Yes | no | YES", "“YES” is there twice."),
        ("Yes | " + "n" * 76, "An option has at most 75."),
    ],
)
async def test_what_cannot_be_a_poll_is_refused(
    room: Classroom, options: str, sentence: str
) -> None:
    assert sentence in await room.says(INES, f"/class poll question:Q options:{options}")
    async with room.store.reading() as work:
        assert await work.polls.of(COURSE.id) == []


async def test_a_form_opens_one_too(room: Classroom) -> None:
    await room.presses(TARO, "New poll")
    await room.submits(TARO, {"question": "Tea?", "options": "Green\nBlack\n"})
    assert board(room).startswith("Tea?\nGreen: 0\nBlack: 0")
    assert (await the_poll(room)).session == LIMITS.id


async def test_a_form_sent_twice_opens_one_poll_and_keeps_one_note(room: Classroom) -> None:
    for _ in range(2):
        await room.says(INES, OPEN)
    poll = await the_poll(room)
    for note in ("First.", "Second.", "Second."):
        await room.presses(INES, "Edit the note" if poll.note else "Add a note")
        await room.submits(INES, {"note": note})
        poll = await the_poll(room)
    assert (poll.note, poll.note_before) == ("Second.", "First.")


async def test_the_button_of_a_finished_poll_changes_nothing(room: Classroom) -> None:
    await room.says(INES, OPEN)
    await room.presses(ANA, "No")
    vote = action("polls.vote", COURSE.id, (await the_poll(room)).id, "0")
    await room.tick_to("2026-09-07 10:10")
    await room.presses(INES, "Close")
    assert "Closed with 1 vote." in board(room)
    assert "[Yes]" not in board(room)
    said = await room.sends_state(BEN, vote)
    assert said == "This poll is closed, so your vote was not counted. Nothing has changed."
    assert (await the_poll(room)).votes == (0, 1, 0)
    assert await room.ledger(BEN) == []


async def test_a_vote_sent_before_the_end_counts_however_late_it_comes(room: Classroom) -> None:
    await room.says(INES, OPEN)
    vote = action("polls.vote", COURSE.id, (await the_poll(room)).id, "0")
    await room.tick_to("2026-09-07 10:10")
    await room.presses(INES, "Close")
    room.at("2026-09-07 10:02")  # the platform's instant of the next call
    assert "Your vote: Yes" in await room.sends_state(BEN, vote)


async def test_closing_and_opening_can_be_undone(room: Classroom) -> None:
    await room.says(INES, OPEN)
    assert "already" not in await room.presses(INES, "Close")
    await room.presses(INES, "Undo")
    assert "[Yes]" in board(room)
    discard = action("polls.discard", COURSE.id, (await the_poll(room)).id)
    await room.sends_state(INES, discard)
    assert "Staff took this poll back." in board(room)
    async with room.store.reading() as work:
        assert await work.polls.of_session(LIMITS.id) == []
    assert "already" in await room.sends_state(INES, discard)
    await room.presses(INES, "Undo")
    assert "[Yes]" in board(room)
    assert [deed.what for deed in await room.deeds()] == [
        "Ines brought a poll back",
        "Ines took a poll back",
        "Ines reopened a poll",
        "Ines closed a poll",
        "Ines opened a poll",
    ]


async def test_closing_twice_says_so(room: Classroom) -> None:
    await room.says(INES, OPEN)
    poll = (await the_poll(room)).id
    close, reopen = (action(f"polls.{verb}", COURSE.id, poll) for verb in ("close", "reopen"))
    assert await room.sends_state(INES, reopen) == "This poll is open already."
    await room.sends_state(INES, close)
    assert await room.sends_state(INES, close) == "This poll is closed already."


async def test_the_sessions_end_closes_its_polls(room: Classroom) -> None:
    await room.says(INES, OPEN)
    await room.tick_to("2026-09-07 10:30")
    await room.says(INES, "/class session end")
    assert "Closed with 0 votes." in board(room)
    assert (await the_poll(room)).closed == at(hours=10, minutes=30)


async def test_the_note_is_for_staff_and_its_change_can_be_undone(room: Classroom) -> None:
    await room.says(INES, OPEN)
    await room.presses(INES, "Add a note")
    await room.submits(INES, {"note": "Many take it for a process."})
    assert "Many take it for a process." not in board(room)
    form = await room.presses(INES, "Edit the note")
    assert "Many take it for a process." in form
    await room.submits(INES, {"note": "Hm."})
    assert "Many take it for a process." in await room.presses(INES, "Undo")
    assert "Note: Many take it for a process." in await room.says(TARO, "/class session polls")
    await room.presses(TARO, "Edit the note")
    assert "The note is taken away" in await room.submits(TARO, {"note": ""})
    assert (await the_poll(room)).note is None


async def test_outside_a_session_a_poll_stands_in_the_main_place(tmp_path: Path) -> None:
    async with classroom(tmp_path) as room:
        assert "No polls yet." in await room.says(INES, "/class session polls")
        room.at("2026-09-16 12:00")
        await room.says(INES, OPEN)
        await room.presses(CHO, "Depends")
        assert "Depends: 1" in room.seen(MAIN)[-1]
        [entry] = await room.ledger(CHO)
        assert (entry.about, entry.week) == (None, 2)


async def test_roles_hold_for_hand_made_calls(room: Classroom) -> None:
    await room.says(INES, OPEN)
    poll = (await the_poll(room)).id
    for verb in ("close", "discard", "restore", "reopen", "unnote", "note", "form"):
        state = action(f"polls.{verb}", COURSE.id, poll)
        assert await room.sends_state(ANA, state) == "This is for the course's staff only."
    vote = action("polls.vote", COURSE.id, poll, "0")
    assert await room.sends_state(INES, vote) == (
        "This is for students only. /class session polls shows you the results."
    )


@pytest.mark.parametrize("option", ["3", "-1", "x", "²", ""])
async def test_an_option_that_is_none_is_refused(room: Classroom, option: str) -> None:
    await room.says(INES, OPEN)
    vote = action("polls.vote", COURSE.id, (await the_poll(room)).id, option)
    assert "none of this poll's options" in await room.sends_state(ANA, vote)
    missing = action("polls.vote", COURSE.id, "nowhere", "0")
    assert await room.sends_state(ANA, missing) == "This poll is no longer there."
