"""Students see where they stand and why, and choose; nobody sees somebody else's."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.actions import action
from bot.chat.calls import Answering
from bot.model.participation.acts.ledger import Act
from tests.support.classroom import Classroom, classroom
from tests.support.sample import ANA, BEN, COURSE, INES, POLICY, at, discussion, entry, session

LIMITS = session("limits", at(hours=10))
MINDS = discussion("minds", at(hours=9))


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with classroom(tmp_path, LIMITS) as opened:
        async with opened.store.work() as work:
            await work.discussions.save((MINDS,))
        opened.at("2026-09-07 12:00")
        yield opened


async def attended(room: Classroom) -> None:
    async with room.store.work() as work:
        await work.ledger.append((entry(ANA, Act.ATTEND, at(hours=10, minutes=2), LIMITS.id),))


async def test_a_standing_is_confidential_and_names_the_easiest_step(room: Classroom) -> None:
    said = await room.says(ANA, "/class progress")
    assert room.last_answer(ANA).how is Answering.CONFIDENTIAL
    assert "Nothing is settled yet, so nothing is lost." in said
    assert "Week 1: provisional" in said
    assert "0 of 1; 1 still possible" in said
    assert "Easiest next step: This week: write 1 post of 75 words or more" in said


async def test_what_was_earned_counts_and_shows_its_evidence(room: Classroom) -> None:
    await attended(room)
    said = await room.says(ANA, "/class progress")
    assert "1 of 1" in said
    assert "✓ Attend: Counts 1." in said
    assert "Easiest next step" not in said
    why = await room.presses(ANA, "Why")
    assert "Attended in “Limits”: Counts for “Attend”." in why
    assert "Attended" in await room.says(ANA, "/class progress why:yes week:1")
    assert "Nothing is recorded for this week yet" in await room.says(
        ANA, "/class progress why:yes week:2"
    )


async def test_a_week_locks_after_its_time(room: Classroom) -> None:
    await attended(room)
    room.at("2026-09-21 00:00")
    assert "Week 1: locked" in await room.says(ANA, "/class progress week:1")
    room.at("2026-09-20 20:00")
    said = await room.says(ANA, "/class progress week:1")
    assert "It locks Sun 20 Sep 17:00; until then it may change." in said


async def test_only_students_have_a_standing_and_only_their_own(room: Classroom) -> None:
    instead = "This is for students only. /class roster standing shows where a student stands."
    assert await room.says(INES, "/class progress") == instead
    for verb in ("progress.show", "progress.why", "choose.show", "choose.option"):
        assert await room.sends_state(INES, action(verb, COURSE.id)) == instead
    assert "staff only" in await room.says(BEN, f"/class roster standing person:{ANA.id}")
    await attended(room)
    assert "Attended" not in await room.says(BEN, "/class progress why:yes")


async def test_staff_see_a_students_standing_in_confidence(room: Classroom) -> None:
    await attended(room)
    said = await room.says(INES, "/class roster standing person:Ana")
    assert said.startswith("Ana: participation")
    assert room.last_answer(INES).how is Answering.CONFIDENTIAL
    assert "Counts for “Attend”" in await room.says(
        INES, "/class roster standing person:Ana why:yes"
    )
    assert "No student is called" in await room.says(INES, "/class roster standing person:Zoe")
    assert await room.suggests(INES, "roster standing", "person", "b") == ["Ben"]
    assert await room.suggests(ANA, "roster standing", "person", "b") == []


@pytest.mark.parametrize("week", [0, 16, 99])
async def test_a_week_outside_the_term_is_refused(room: Classroom, week: int) -> None:
    assert "weeks 1 to 15" in await room.says(ANA, f"/class progress week:{week}")


async def test_a_choice_is_declared_changed_and_kept_after_the_week(room: Classroom) -> None:
    said = await room.says(ANA, "/class choose option:discuss")
    assert "For week 1 you chose: Discuss." in said
    assert "the best for you counts" in said
    await room.presses(ANA, "Attend")
    said = await room.presses(ANA, "Leave out: Discuss")
    assert "you chose: Attend." in said
    room.at("2026-09-14 00:00")
    state = action("choose.option", COURSE.id, "1", "discuss")
    assert "Week 1 is over, so its choice stays" in await room.sends_state(ANA, state)
    async with room.store.reading() as work:
        [declared] = await work.choices.of(COURSE.id)
    assert (declared.person, declared.options) == (ANA.id, ("attend",))


async def test_a_declared_option_comes_first_as_the_next_step(room: Classroom) -> None:
    await room.says(ANA, "/class choose option:Discuss")
    assert "Easiest next step: This week: write 1 post" in await room.says(ANA, "/class progress")


async def test_what_is_no_option_is_refused_with_those_there_are(room: Classroom) -> None:
    said = await room.says(ANA, "/class choose option:sleep")
    assert said == "“sleep” is none of the options. There are: Attend, Make-up, Discuss."


async def test_a_binding_choice_says_so(room: Classroom) -> None:
    binding = replace(POLICY, version=2, binding=True)
    async with room.store.work() as work:
        await work.policies.save(COURSE.id, binding, at(0))
    said = await room.says(ANA, "/class choose option:discuss")
    assert "Only what you choose counts" in said
    await attended(room)
    assert "0 of 1" in await room.says(ANA, "/class progress")


async def test_weeks_follow_the_policy_that_rules_them(room: Classroom) -> None:
    harder = replace(POLICY, version=2, requirements=(replace(POLICY.requirements[0], choose=2),))
    async with room.store.work() as work:
        await work.policies.save(COURSE.id, harder, at(0), since=2)
        await work.discussions.save((discussion("two", at(days=7, hours=9)),))
        await work.sessions.save((session("second", at(days=7, hours=10)),))
    assert "0 of 1" in await room.says(ANA, "/class progress week:1")
    assert "0 of 2" in await room.says(ANA, "/class progress week:2")


async def test_a_button_with_an_odd_number_shows_the_present_week(room: Classroom) -> None:
    said = await room.sends_state(ANA, action("progress.show", COURSE.id, "", "²"))
    assert "Week 1: provisional" in said
