"""Questions are answered by classmates and staff, endorsed, and taken back."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.actions import action
from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Option, Part, Requirement
from bot.model.people import Person
from tests.support.classroom import Classroom, classroom
from tests.support.sample import ANA, BEN, CHO, COURSE, INES, LIVE, POLICY, TARO, at, session

LIMITS = session("limits", at(hours=10))


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, LIMITS) as opened:
        await opened.tick_to("2026-09-07 10:02")
        await opened.says(ANA, "/class ask text:Why epsilon?")
        yield opened


def board(room: Classroom) -> str:
    """Return the question board in the live place."""
    [found] = [shown for shown in room.seen(LIVE) if shown.startswith("Questions: Limits")]
    return found


async def answers(room: Classroom, person: Person, text: str) -> str:
    """Let somebody answer Ana's question with the form."""
    await room.presses(person, "Answer one", "Why epsilon?")
    return await room.submits(person, {"text": text})


async def test_a_classmates_answer_shows_without_a_name_and_earns(room: Classroom) -> None:
    said = await answers(room, BEN, "It measures how close.")
    assert "Your answer is on the board, without your name" in said
    assert "· answered by a classmate\nIt measures how close." in board(room)
    assert "Ben" not in board(room)
    [entry] = await room.ledger(BEN)
    assert (entry.act, entry.about) == (Act.ANSWER, LIMITS.id)


async def test_the_same_answer_twice_is_one(room: Classroom) -> None:
    await answers(room, BEN, "How close.")
    await answers(room, BEN, "how close.")
    assert len(await room.ledger(BEN)) == 1


async def test_staff_endorse_a_classmates_answer_and_undo_it(room: Classroom) -> None:
    await answers(room, BEN, "How close.")
    await room.says(INES, "/class questions")
    await room.presses(INES, "Endorse a classmate's answer", "Why epsilon?")
    assert "answered by a classmate, endorsed by staff" in board(room)
    await room.presses(INES, "Undo")
    assert "endorsed" not in board(room)
    await room.presses(INES, "Endorse")
    assert "endorsed" in board(room)
    assert len(await room.deeds()) == 3


async def test_staffs_answer_comes_first_and_may_have_been_given_aloud(room: Classroom) -> None:
    await answers(room, BEN, "How close.")
    assert "Marked as answered" in await answers(room, TARO, "")
    assert "· answered by staff, in the session" in board(room)
    assert "How close." not in board(room)
    assert await room.ledger(TARO) == []
    await room.presses(TARO, "Undo")
    assert "answered by a classmate" in board(room)
    await room.presses(TARO, "Put it back")
    assert "answered by staff" in board(room)
    assert [deed.what for deed in await room.deeds()] == [
        "Taro put an answer back",
        "Taro took an answer back",
        "Taro answered a question",
    ]


async def test_an_answer_taken_back_no_longer_earns_until_it_stands_again(room: Classroom) -> None:
    await answers(room, BEN, "How close.")
    await room.presses(BEN, "Undo")
    assert "not answered yet" in board(room)
    assert await room.ledger(BEN) == []
    await room.presses(BEN, "Put it back")
    assert len(await room.ledger(BEN)) == 1
    await room.presses(BEN, "Undo")
    await answers(room, BEN, "How close.")
    assert len(await room.ledger(BEN)) == 1


async def test_what_staff_took_away_its_author_cannot_put_back(room: Classroom) -> None:
    await answers(room, BEN, "Nonsense.")
    async with room.store.reading() as work:
        [question] = await work.questions.of_session(LIMITS.id)
    given = question.answers[0].id
    take = action("questions.unanswer", COURSE.id, question.id, given)
    back = action("questions.reanswer", COURSE.id, question.id, given)
    assert await room.sends_state(CHO, take) == (
        "Only the person who gave an answer, or staff, can take it back."
    )
    await room.sends_state(INES, take)
    assert await room.sends_state(BEN, back) == (
        "Only the person who took it back, or staff, can put it back."
    )
    assert len(await room.ledger(BEN)) == 1  # effort earns; taking it off is not a mark


async def test_nobody_answers_their_own_question(room: Classroom) -> None:
    said = await room.presses(ANA, "Answer one", "Why epsilon?")
    assert said == "This is your own question: leave the answer to someone else."


async def test_a_student_needs_words(room: Classroom) -> None:
    assert "Your answer is empty" in await answers(room, BEN, " ")
    assert "at most 600 characters; yours has 601" in await answers(room, BEN, "a" * 601)


async def test_staff_take_a_question_off_the_board_and_put_it_back(room: Classroom) -> None:
    await room.says(INES, "/class questions")
    await room.presses(INES, "Take one off the board", "Why epsilon?")
    assert "Why epsilon?" not in board(room)
    await room.presses(INES, "Put it back")
    assert "Why epsilon?" in board(room)
    assert len(await room.ledger(ANA)) == 1


async def test_students_cannot_moderate_by_hand_made_calls(room: Classroom) -> None:
    async with room.store.reading() as work:
        [question] = await work.questions.of_session(LIMITS.id)
    for verb in ("endorse", "unendorse", "remove", "restore"):
        state = action(f"questions.{verb}", COURSE.id, question.id)
        assert await room.sends_state(BEN, state) == "This is for the course's staff only."


async def test_there_is_nothing_to_endorse_without_an_answer(room: Classroom) -> None:
    async with room.store.reading() as work:
        [question] = await work.questions.of_session(LIMITS.id)
    endorse = action("questions.endorse", COURSE.id, question.id)
    assert "no classmate's answer" in await room.sends_state(INES, endorse)
    gone = action("questions.unanswer", COURSE.id, question.id, "nothing")
    assert await room.sends_state(INES, gone) == "This answer is no longer there."


async def acts(room: Classroom, person: Person) -> list[Act]:
    return [entry.act for entry in await room.ledger(person)]


async def test_who_asked_receives_each_answer_of_somebody_elses_once(room: Classroom) -> None:
    await answers(room, BEN, "How close.")
    await answers(room, BEN, "how close.")
    await answers(room, INES, "It measures how close we get.")
    asked, first, second = await room.ledger(ANA)
    assert (asked.act, first.act, second.act) == (Act.ASK, Act.RECEIVED, Act.RECEIVED)
    assert (first.amount, second.amount, first.about) == (2, 6, LIMITS.id)
    assert "Ben" not in await room.says(ANA, "/class progress why:true")


async def test_an_answer_taken_back_is_received_no_longer_until_it_stands_again(
    room: Classroom,
) -> None:
    await answers(room, BEN, "How close.")
    await room.presses(BEN, "Undo")
    assert await acts(room, ANA) == [Act.ASK]
    await room.presses(BEN, "Put it back")
    assert await acts(room, ANA) == [Act.ASK, Act.RECEIVED]
    await room.presses(ANA, "Take it back")
    assert await acts(room, ANA) == []
    assert await acts(room, BEN) == [Act.ANSWER]


async def test_an_endorsed_answer_is_accepted_as_long_as_staff_stand_behind_it(
    room: Classroom,
) -> None:
    await answers(room, BEN, "How close.")
    await room.says(INES, "/class questions")
    await room.presses(INES, "Endorse a classmate's answer", "Why epsilon?")
    assert await acts(room, BEN) == [Act.ACCEPTED, Act.ANSWER]
    await room.presses(INES, "Undo")
    assert await acts(room, BEN) == [Act.ANSWER]
    await room.presses(INES, "Endorse")
    assert await acts(room, BEN) == [Act.ACCEPTED, Act.ANSWER]
    room.at("2026-09-21 01:00")
    said = await room.presses(INES, "Undo")
    assert "Week 1 is locked, so nobody loses what it had given them." in said
    assert await acts(room, BEN) == [Act.ACCEPTED, Act.ANSWER]


async def test_after_the_lock_nobody_loses_by_taking_back_what_they_asked_or_answered(
    room: Classroom,
) -> None:
    await answers(room, BEN, "How close.")
    room.at("2026-09-21 01:00")
    said = await room.presses(BEN, "Undo")
    assert "Week 1 is locked, so nobody loses what it had given them." in said
    await room.presses(ANA, "Take it back")
    assert await acts(room, ANA) == [Act.ASK, Act.RECEIVED]
    assert await acts(room, BEN) == [Act.ANSWER]


async def test_an_answer_and_staffs_word_on_it_after_the_lock_are_differences(
    room: Classroom,
) -> None:
    two = tuple(Option(act, act.title(), (Part((act,)),)) for act in (Act.ANSWER, Act.ACCEPTED))
    asked = (Requirement(2, (Act.ANSWER, Act.ACCEPTED)),)
    policy = replace(POLICY, version=2, options=two, requirements=asked)
    async with room.store.work() as work:
        await work.policies.save(COURSE.id, policy, room.clock.now(), since=1)
    room.at("2026-09-21 01:00")
    await answers(room, BEN, "How close.")
    await room.says(INES, "/class questions")
    await room.presses(INES, "Endorse a classmate's answer", "Why epsilon?")
    async with room.store.reading() as work:
        told = [(each.person, each.by) for each in await work.differences.of(COURSE.id)]
    assert told == [(BEN.id, None), (BEN.id, INES.id)]
