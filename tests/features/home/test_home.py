"""Home: what one person may want to see first, made of what others answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.actions import action
from bot.chat.calls import Answering
from bot.chat.views import View
from bot.model.discussions import DiscussionState
from bot.model.people import Person
from tests.support.classroom import Classroom, classroom
from tests.support.reading import actions
from tests.support.sample import (
    ANA,
    COURSE,
    INES,
    TARO,
    account,
    at,
    discussion,
    person,
    session,
)

LIMITS = session("limits", at(days=1, hours=10))
HOME = action("home.show", COURSE.id)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open a course whose second session ends in the second week."""
    later = session("numbers", at(days=8, hours=10))
    async with classroom(tmp_path, LIMITS, later) as made:
        yield made


async def home(room: Classroom, who: Person) -> str:
    """Return what somebody's home says."""
    return await room.sends_state(who, HOME)


def offered(room: Classroom, who: Person) -> list[str]:
    """Return the labels of what somebody's home lets them press."""
    view = room.last_answer(who).body
    assert isinstance(view, View)
    return [label for label, _, _ in actions(view)]


async def test_a_student_sees_what_is_next_and_where_they_stand(room: Classroom) -> None:
    """And how to take part this week, and the buttons for the rest."""
    words = await home(room, ANA)
    for heading in ("Next sessions", "Your participation", "More"):
        assert heading in words
    assert "Limits" in words
    assert "Attend" in words
    labels = offered(room, ANA)
    assert {"Why", "Reminders", "My data", "Ask a question", "Archive"} <= set(labels)
    assert room.last_answer(ANA).how is Answering.CONFIDENTIAL


async def test_staff_see_what_waits_for_them(room: Classroom) -> None:
    """Drafts to publish, open discussions, the export of the week that is over."""
    async with room.store.work() as work:
        await work.discussions.save(
            [replace(discussion("trade-offs", at()), state=DiscussionState.OPEN)]
        )
    await room.tick_to("2026-09-08 10:00")
    await room.says(INES, "/class session end")
    words = await home(room, INES)
    assert "Recaps to publish" in words
    assert "Open discussions" in words
    assert {"Publish", "Edit", "Unanswered in Trade-Offs"} <= set(offered(room, INES))
    assert not any(one.name in words for one in (ANA, TARO))
    await room.tick_to("2026-09-15 09:00")
    assert "No draft waits" in await home(room, INES)
    assert "Export week 1" in offered(room, INES)


async def test_staff_with_nothing_to_do_are_told(room: Classroom) -> None:
    """In the first week there is nothing to export."""
    assert "No draft waits" in await home(room, TARO)
    assert not any("Export" in label for label in offered(room, TARO))


async def test_a_stranger_learns_how_to_join(room: Classroom) -> None:
    """And nothing else."""
    assert "/class join" in await home(room, person("Zoe"))


async def test_what_is_refused_stands_in_its_place(room: Classroom) -> None:
    """A course without a policy has a home all the same."""
    async with room.store.work() as work:
        await work.courses.save(replace(COURSE, id="bare", title="Bare"))
        someone = replace(person("Bo"), id="bo", course="bare")
        await work.people.save([someone])
        await work.people.link("bo", account(someone))
    words = await room.sends_state(someone, action("home.show", "bare"))
    assert "no policy yet" in words
    assert "More" in words
