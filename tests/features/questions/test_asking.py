"""Students ask in a session, with or without their name, and want things answered."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.actions import action
from bot.model.happenings import WordsWithdrawn
from bot.model.live.questions import LONGEST
from bot.model.participation.acts.ledger import Act
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.classroom import Classroom, classroom
from tests.support.sample import ANA, BEN, CHO, COURSE, INES, LIVE, at, session

LIMITS = session("limits", at(hours=10))
SERIES = session("series", at(days=2, hours=10))
WHO_SEES = (
    "Anonymous to your class. The course's staff can see your name, and so can whoever runs this "
    "Homeroom's database."
)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, LIMITS, SERIES) as opened:
        await opened.tick_to("2026-09-07 10:02")
        yield opened


def board(room: Classroom) -> str:
    """Return the question board in the live place."""
    [found] = [shown for shown in room.seen(LIVE) if shown.startswith("Questions: Limits")]
    return found


async def test_the_board_waits_for_the_first_question(room: Classroom) -> None:
    assert "No questions yet." in board(room)
    await room.says(INES, "/class session end")
    await room.tick_to("2026-09-07 10:03")
    assert "Nobody asked a question." in board(room)
    assert "No questions yet." not in board(room)


async def test_a_question_stands_on_the_board_and_in_the_ledger(room: Classroom) -> None:
    said = await room.says(ANA, "/class ask text:What is a limit: a number?")
    assert "Your question is on the board of Limits." in said
    assert "Asked with your name" in said
    assert "What is a limit: a number? · 0 votes · Ana · not answered yet" in board(room)
    [entry] = await room.ledger(ANA)
    assert (entry.act, entry.about, entry.week) == (Act.ASK, LIMITS.id, 1)


async def test_anonymous_says_exactly_who_can_still_see_the_name(room: Classroom) -> None:
    form = await room.presses(BEN, "Ask a question")
    assert WHO_SEES in form
    said = await room.submits(BEN, {"text": "Is epsilon always small?", "name": "anonymous"})
    assert WHO_SEES in said
    assert "Is epsilon always small? · 0 votes · anonymous" in board(room)
    assert "Ben" not in await room.says(ANA, "/class questions")
    assert "Ben (anonymous to the class)" in await room.says(INES, "/class questions")


async def test_the_same_words_sent_twice_are_one_question(room: Classroom) -> None:
    await room.says(ANA, "/class ask text:Why?")
    await room.says(ANA, "/class ask text:why?")
    assert board(room).casefold().count("why?") == 1
    assert len(await room.ledger(ANA)) == 1


async def test_staffs_questions_earn_nothing(room: Classroom) -> None:
    await room.says(INES, "/class ask text:What surprised you?")
    assert await room.ledger(INES) == []


async def test_votes_order_the_board(room: Classroom) -> None:
    await room.says(ANA, "/class ask text:First")
    await room.says(ANA, "/class ask text:Second")
    said = await room.presses(BEN, "I want this answered", "Second")
    assert "It has 1 vote now." in said
    assert board(room).index("Second") < board(room).index("First")
    await room.presses(CHO, "I want this answered", "Second")
    assert "Second · 2 votes" in board(room)
    assert "It has 1 vote now." in await room.presses(CHO, "Take my vote back")
    assert "Second · 1 vote ·" in board(room)


async def test_a_vote_pressed_twice_is_one_vote(room: Classroom) -> None:
    await room.says(ANA, "/class ask text:First")
    for _ in range(2):
        await room.presses(BEN, "I want this answered", "First")
    assert "First · 1 vote ·" in board(room)


async def test_an_old_buttons_vote_without_a_direction_toggles(room: Classroom) -> None:
    await room.says(ANA, "/class ask text:First")
    async with room.store.reading() as work:
        [question] = await work.questions.of_session(LIMITS.id)
    state = action("questions.up", COURSE.id, question.id)
    assert "You want this answered" in await room.sends_state(BEN, state)
    assert "taken back" in await room.sends_state(BEN, state)


async def test_nobody_votes_for_their_own_question(room: Classroom) -> None:
    await room.says(ANA, "/class ask text:First")
    said = await room.presses(ANA, "I want this answered", "First")
    assert said.startswith("This is your own question")


async def test_after_the_session_voting_is_over_and_asking_goes_to_the_next(
    room: Classroom,
) -> None:
    await room.says(ANA, "/class ask text:First")
    state = room.chat.at(LIVE)[-1]
    await room.says(INES, "/class session end")
    assert "The session is over" in board(room)
    assert "[Ask a question]" not in board(room)
    assert state.view != room.chat.at(LIVE)[-1].view
    async with room.store.reading() as work:
        [question] = await work.questions.of_session(LIMITS.id)
    late = action("questions.up", COURSE.id, question.id, "up")
    room.at("2026-09-07 10:30")
    assert "so is voting" in await room.sends_state(BEN, late)
    form = action("questions.ask", COURSE.id, LIMITS.id)
    said = await room.sends_state(BEN, form, text="And series?", name="named")
    assert "kept for Series on Wed 09 Sep 15:30" in said  # Ben's clock, in India
    await room.tick_to("2026-09-09 10:00")
    assert any("And series? · 0 votes · Ben" in shown for shown in room.seen(LIVE))


async def test_a_cancelled_sessions_questions_move_along(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS, SERIES) as room:
        await room.says(ANA, "/class ask text:Early bird?")
        await room.says(INES, f"/class session cancel session:{LIMITS.id}")
        async with room.store.reading() as work:
            assert await work.questions.of_session(LIMITS.id) == []
            [moved] = await work.questions.of_session(SERIES.id)
        assert moved.text == "Early bird?"


async def test_without_any_session_ahead_a_question_is_refused_kindly(tmp_path: Path) -> None:
    async with classroom(tmp_path) as room:
        said = await room.says(ANA, "/class ask text:Anyone?")
        assert "Please ask in the class's discussion." in said
        said = await room.says(ANA, "/class questions")
        assert said == "No session is planned yet, so there are no questions."


async def test_taking_a_question_back_erases_its_words_and_its_credit(room: Classroom) -> None:
    await room.says(ANA, "/class ask text:A private matter")
    assert "its words are erased" in await room.presses(ANA, "Take it back")
    assert "private matter" not in board(room)
    assert await room.ledger(ANA) == []
    await room.says(ANA, "/class ask text:A private matter")
    assert len(await room.ledger(ANA)) == 1


async def test_only_its_author_takes_a_question_back(room: Classroom) -> None:
    await room.says(ANA, "/class ask text:Mine")
    async with room.store.reading() as work:
        [question] = await work.questions.of_session(LIMITS.id)
    state = action("questions.withdraw", COURSE.id, question.id)
    assert await room.sends_state(BEN, state) == "Only who asked a question can take it back."


async def test_the_board_shows_thirteen_and_says_how_many_more(room: Classroom) -> None:
    for number in range(15):
        await room.says(ANA, f"/class ask text:Question {number:02}")
    shown = board(room)
    assert shown.count(" votes · Ana") == 13
    assert "2 more: type /class questions to read them all." in shown
    assert (await room.says(BEN, "/class questions")).count(" votes · Ana") == 15


async def test_what_is_too_long_or_empty_is_refused(room: Classroom) -> None:
    form = action("questions.ask", COURSE.id, LIMITS.id)
    said = await room.sends_state(ANA, form, text="a" * (LONGEST + 1), name="named")
    assert said == f"A question has at most {LONGEST} characters; yours has {LONGEST + 1}."
    assert "missing" in await room.sends_state(ANA, form, text="  ", name="named")
    assert "No questions yet." in board(room)


async def test_withdrawn_words_leave_a_count_and_no_name(room: Classroom) -> None:
    await room.says(ANA, "/class ask text:Old words")
    await room.says(BEN, "/class ask text:Staying words")
    async with room.store.work() as work:
        work.happened(WordsWithdrawn(ANA.id))
        await settle(work, REACTIONS, room.clock.now())
    await room.app.tick()
    assert "Old words" not in board(room)
    assert "Staying words" in board(room)
    async with room.store.reading() as work:
        [first] = await work.questions.of_person(ANA.id)
    assert (first.text, first.anonymous, first.withdrawn) == ("", True, True)
    assert len(await room.ledger(ANA)) == 1


async def test_of_a_session_without_questions_nothing_is_held_back(tmp_path: Path) -> None:
    async with classroom(tmp_path, session("limits", at(hours=10))) as room:
        await room.tick_to("2026-09-07 10:00")
        assert await room.says(BEN, "/class questions") == (
            "Questions: Limits\nNothing was asked yet."
        )
        await room.says(INES, "/class session end")
        await room.tick_to("2026-09-07 10:01")
        assert room.seen(LIVE)[-1].endswith("Nobody asked a question.\nThe session is over.")
        for reader in (BEN, INES):
            assert await room.says(reader, "/class questions") == (
                "Questions: Limits\nNobody asked a question."
            )


async def test_of_the_sessions_that_are_over_the_last_with_questions_is_shown(
    room: Classroom,
) -> None:
    await room.says(ANA, "/class ask text:Why epsilon?")
    await room.tick_to("2026-09-09 10:02")
    assert (await room.says(BEN, "/class questions")).startswith("Questions: Series\n")
    await room.tick_to("2026-09-09 11:30")
    said = await room.says(BEN, "/class questions")
    assert said.startswith("Questions: Limits\nWhy epsilon?")


async def test_where_nobody_asked_in_any_session_it_says_so(room: Classroom) -> None:
    await room.says(ANA, "/class ask text:A private matter")
    await room.presses(ANA, "Take it back")
    await room.tick_to("2026-09-09 11:30")
    assert await room.says(BEN, "/class questions") == (
        "Questions: Series\nNobody asked a question, nor in any session before."
    )
