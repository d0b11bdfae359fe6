"""The panel: what is next, what this week asks, and what students do most, in one pinned post."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat.calls import Answering, Upload
from bot.chat.views import View, named
from bot.features.discussions.reactions import plan as plan_discussions
from bot.features.panel import reactions
from bot.model.happenings import CourseFrozen, CourseLoaded, Happening
from bot.model.live.questions import Question
from bot.model.participation.policies.policy import Option, Policy, Requirement, as_expected
from bot.model.places import Message, Place, Purpose
from bot.runtime.happenings import Reactions, settle
from tests.support.chat import Posted
from tests.support.classroom import Classroom, classroom
from tests.support.sample import (
    ANA,
    COURSE,
    INES,
    MAIN,
    MONDAY,
    PLATFORM,
    POLICY,
    at,
    discussion,
    session,
)

LIMITS = replace(session("limits", at(days=1, hours=10)), link="https://meet.example/limits")
NUMBERS = session("numbers", at(days=8, hours=10))
TWO = b"""\
policy:
  title: Two a week
  choose: 2
  options:
    - {key: attend, title: Attend, within: session, needs: [{act: attend}], minutes: 60}
    - {key: discuss, title: Discuss, needs: [{act: post, minimum: 75}], minutes: 60}
"""
HERE: Reactions = {
    CourseLoaded: (plan_discussions, reactions.stand),
    CourseFrozen: (reactions.say_goodbye,),
}
"""What follows from a loaded or frozen course, as far as it matters here."""


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, LIMITS, NUMBERS, start=at(hours=-200)) as room:
        await happens(room, CourseLoaded(COURSE.id))
        yield room


async def happens(room: Classroom, happening: Happening) -> None:
    """Let something have happened."""
    async with room.store.work() as work:
        work.happened(happening)
        await settle(work, HERE, room.clock.now())
    await room.app.tick()


def panels(room: Classroom, place: Place = MAIN) -> list[Posted]:
    """Return the pinned posts in a place."""
    return [posted for posted in room.chat.at(place) if posted.view.pinned]


def shown(room: Classroom) -> str:
    """Return what the panel reads in the main place."""
    [text] = [text for text in room.seen(MAIN) if "Each button answers you alone." in text]
    return text


async def test_it_stands_once_however_often_the_course_is_loaded(room: Classroom) -> None:
    await happens(room, CourseLoaded(COURSE.id))
    [panel] = panels(room)
    assert panel.view.summary == "Open Learning at a glance"
    assert "The term begins" in shown(room)
    assert "Next session: Limits, Tue 08 Sep 10:00" in shown(room)


async def test_it_says_what_the_week_asks_and_when_it_ends(room: Classroom) -> None:
    await room.tick_to("2026-09-07 00:00")
    text = shown(room)
    assert "Week 1, until Sun 13 Sep 22:00: any 1 of these." in text
    assert "• Attend: attend (about 30 min)" in text
    assert "• Discuss: write 1 post of 75 words or more (about 30 min)" in text
    await room.tick_to("2026-09-13 22:00")
    assert "Week 2, until Sun 20 Sep 22:00" in shown(room)


async def test_it_follows_the_sessions(room: Classroom) -> None:
    await room.tick_to("2026-09-08 10:00")
    assert "Limits is live now, until Tue 08 Sep 11:00 · join" in shown(room)
    await room.says(INES, "/class session end")
    assert "Next session: Numbers, Tue 15 Sep 10:00" in shown(room)
    await room.says(INES, f"/class session move session:{NUMBERS.id} to:2026-09-16 12:00")
    assert "Next session: Numbers, Wed 16 Sep 10:00" in shown(room)
    await room.says(INES, f"/class session cancel session:{NUMBERS.id}")
    assert "No further session is planned." in shown(room)
    assert len(panels(room)) == 1


async def test_it_leads_to_open_discussions_and_says_what_they_expect(room: Classroom) -> None:
    policy = replace(
        POLICY,
        version=2,
        options=(*POLICY.options, Option("talk", "Talk", as_expected(), minutes=45)),
        requirements=(Requirement(1, ("attend", "make-up")), Requirement(1, ("talk",))),
    )
    async with room.store.work() as work:
        await work.policies.save(COURSE.id, policy, room.clock.now())
        await work.discussions.save((discussion("minds", at(hours=8)),))
    await happens(room, CourseLoaded(COURSE.id))
    await room.tick_to("2026-09-07 09:00")
    text = shown(room)
    assert "Open discussion: Minds, until Sun 13 Sep 08:00" in text
    assert "Talk: write 1 post of 75 words or more and 2 replies (about 45 min)" in text
    assert "And this." in text
    [panel] = panels(room)
    root = next(m for m, posted in room.chat.posted.items() if posted.view.title == "Minds")
    assert root in links(panel.view)
    await room.says(INES, "/class discuss close")
    assert "Open discussion" not in shown(room)


def links(view: View) -> list[Message]:
    """Return the messages that a view leads to."""
    lines = [getattr(block, "line", ()) for block in view.blocks]
    found = [getattr(span, "message", None) for line in lines for span in line]
    return [message for message in found if message is not None]


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (replace(POLICY, version=2, free_weeks=frozenset({1})), "22:00: nothing is asked."),
        (
            replace(POLICY, version=2, requirements=(Requirement(2, ("attend", "discuss")),)),
            "22:00: all of these.",
        ),
        (replace(POLICY, version=2, requirements=()), "22:00: nothing is asked."),
    ],
)
async def test_it_follows_the_policy(room: Classroom, policy: Policy, said: str) -> None:
    await room.tick_to("2026-09-07 00:00")
    async with room.store.work() as work:
        await work.policies.save(COURSE.id, policy, room.clock.now())
    await happens(room, CourseLoaded(COURSE.id))
    assert said in shown(room)


async def test_it_shows_a_policy_at_once_that_was_changed_in_chat(room: Classroom) -> None:
    await room.tick_to("2026-09-07 00:00")
    assert "any 1 of these" in shown(room)
    await room.says(INES, "/class policy change", files={"file": Upload("new.yaml", TWO)})
    await room.presses(INES, "Apply exactly this")
    assert "all of these" in shown(room)
    await room.presses(INES, "Undo")
    assert "any 1 of these" in shown(room)


BUTTONS = {
    "My standing": "Your participation",
    "Next sessions": "Next sessions",
    "How I take part": "Your choice for week 1",
    "Reminders": "Your reminders",
    "Archive": "archive",
    "My data": "",
    "Help": "What you can do here",
}


@pytest.mark.parametrize("label", BUTTONS)
async def test_each_button_answers_privately(room: Classroom, label: str) -> None:
    await room.tick_to("2026-09-07 00:00")
    assert BUTTONS[label].casefold() in (await room.presses(ANA, label)).casefold()
    assert room.last_answer(ANA).how in (Answering.PRIVATE, Answering.CONFIDENTIAL)
    assert not room.last_answer(ANA).refused


async def test_asking_and_catching_up_are_about_what_is_on_now(room: Classroom) -> None:
    await room.tick_to("2026-09-07 00:00")
    said = await room.presses(ANA, "What did I miss?")
    assert "No session has taken place yet" in said
    await room.tick_to("2026-09-08 10:00")
    [panel] = panels(room)
    await room.presses(ANA, "Ask a question")
    await room.submits(ANA, {"text": "Why epsilon?", "name": "named"})
    assert [q.text for q in await questions(room)] == ["Why epsilon?"]
    assert "Limits" in await room.presses(ANA, "What did I miss?")
    assert panel.message in room.chat.posted


async def questions(room: Classroom) -> list[Question]:
    """Return the questions of the session."""
    async with room.store.reading() as work:
        return list(await work.questions.of_session(LIMITS.id))


async def test_a_zone_is_changed_with_a_form(room: Classroom) -> None:
    await room.presses(ANA, "Time zone")
    said = await room.submits(ANA, {"zone": "Asia/Kathmandu"})
    assert "You live by the clock of Asia/Kathmandu" in said
    assert room.last_answer(ANA).how is Answering.PRIVATE
    await room.submits(ANA, {"zone": " "})
    assert room.last_answer(ANA).refused


async def test_nothing_in_it_is_anybody_s_own(room: Classroom) -> None:
    await room.tick_to("2026-09-08 10:00")
    await room.presses(ANA, "My standing")
    [panel] = panels(room)
    assert named(panel.view) == frozenset()


async def test_it_says_goodbye_when_the_course_is_frozen_and_comes_back(room: Classroom) -> None:
    await room.tick_to("2026-09-07 00:00")
    async with room.store.work() as work:
        await work.courses.save(replace(COURSE, frozen=True))
    await happens(room, CourseFrozen(COURSE.id))
    [panel] = panels(room)
    assert panel.view.summary == "Open Learning is over"
    assert "Your participation" in await room.presses(ANA, "My standing")
    async with room.store.work() as work:
        await work.courses.save(COURSE)
    await happens(room, CourseLoaded(COURSE.id))
    assert "Week 1" in shown(room)


async def test_it_moves_with_the_main_place(room: Classroom) -> None:
    new = Place(PLATFORM, "new")
    for place in (new, MAIN):
        places = {**COURSE.places, Purpose.MAIN: (place,)}
        async with room.store.work() as work:
            await work.courses.save(replace(COURSE, places=places))
        await happens(room, CourseLoaded(COURSE.id))
        assert {one for one in (MAIN, new) if panels(room, one)} == {place}


async def test_a_course_whose_term_is_over_gets_none(tmp_path: Path) -> None:
    async with classroom(tmp_path, start=MONDAY + timedelta(weeks=30)) as room:
        await happens(room, CourseLoaded(COURSE.id))
        assert panels(room) == []


async def test_at_the_end_of_the_term_it_says_so(room: Classroom) -> None:
    await room.tick_to("2026-12-20 23:30")
    assert "The term is over." in shown(room)
