"""A push that was killed, cut off or turned away goes on, and doubles nothing."""

from __future__ import annotations

import pytest

from bot.chat.refusal import Refusal
from tests.features.exports.conftest import SESSIONS
from tests.support.classroom import Classroom
from tests.support.lms.canvas import FakeCanvas
from tests.support.lms.moodle import FakeMoodle
from tests.support.lms.pushing import AFTER, WRITES, Doomed, KilledError, dry, earn, pushed
from tests.support.lms.reached import Reached


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("number", [1, 2, 3])
async def test_a_push_that_was_killed_goes_on_and_doubles_nothing(
    term: Classroom, gradebook: Reached, moment: str, number: int
) -> None:
    await term.tick_to(AFTER)
    with pytest.raises(KilledError):
        await pushed(term, Doomed(gradebook.column(), moment, number))
    if isinstance(gradebook.fake, FakeCanvas):
        gradebook.fake.work()
    plan, outcome = await pushed(term, gradebook.column())
    assert plan.theirs == ()
    assert outcome.whole
    assert gradebook.fake.held == {"11": 10.0, "12": 0.0, "13": 0.0}
    assert sorted(gradebook.fake.saved) == [("11", 10.0), ("12", 0.0), ("13", 0.0)]


async def test_a_grade_that_was_on_its_way_when_it_was_killed_is_known_as_ours(
    term: Classroom, gradebook: Reached
) -> None:
    await term.tick_to(AFTER)
    with pytest.raises(KilledError):
        await pushed(term, Doomed(gradebook.column(), "after", 2))
    await earn(term, SESSIONS[0].id)
    plan, outcome = await pushed(term, gradebook.column())
    assert (plan.theirs, outcome.whole) == ((), True)
    assert gradebook.fake.held["12"] == 10.0


async def test_a_cut_connection_may_have_written_and_is_found_to_have(
    term: Classroom, gradebook: Reached
) -> None:
    await term.tick_to(AFTER)
    column = gradebook.column()
    many = 5 if isinstance(gradebook.fake, FakeMoodle) else 1
    gradebook.fake.troubles.of(WRITES[column.program], many, "cut after")
    _, outcome = await pushed(term, column)
    again = gradebook.column()
    if not outcome.whole:
        _, outcome = await pushed(term, again)
    assert outcome.whole
    assert gradebook.fake.held == {"11": 10.0, "12": 0.0, "13": 0.0}


async def test_a_gradebook_that_goes_away_is_told_with_what_is_left(
    term: Classroom, gradebook: Reached
) -> None:
    await term.tick_to(AFTER)
    column = gradebook.column()
    gradebook.fake.troubles.of(WRITES[column.program], 100, "503")
    _, outcome = await pushed(term, column)
    assert "answers 503" in outcome.stopped
    assert len(outcome.waiting) == 3
    gradebook.fake.troubles.waiting.clear()
    _, outcome = await pushed(term, gradebook.column())
    assert outcome.whole
    gradebook.fake.troubles.of("", 100, "503")
    with pytest.raises(Refusal, match="Nothing was written"):
        await dry(term, gradebook)


async def test_to_write_over_a_persons_grade_is_to_be_said_again(
    term: Classroom, gradebook: Reached
) -> None:
    await term.tick_to(AFTER)
    gradebook.fake.enter("11", 6)
    with pytest.raises(KilledError):
        await pushed(term, Doomed(gradebook.column(), "before", 1), overwrite=True)
    plan, _ = await pushed(term, gradebook.column())
    assert [each.name for each in plan.theirs] == ["Ana"]
    assert gradebook.fake.held["11"] == 6.0
    _, outcome = await pushed(term, gradebook.column(), overwrite=True)
    assert (outcome.whole, gradebook.fake.held["11"]) == (True, 10.0)


async def test_what_a_killed_push_had_written_is_confirmed_by_the_next(
    term: Classroom, gradebook: Reached
) -> None:
    await term.tick_to(AFTER)
    with pytest.raises(KilledError):
        await pushed(term, Doomed(gradebook.column(), "after", 1))
    if isinstance(gradebook.fake, FakeCanvas):
        gradebook.fake.work()
    await pushed(term, gradebook.column())
    gradebook.fake.enter("11", None)  # as before that push, but a person did it
    plan, _ = await pushed(term, gradebook.column())
    assert [each.name for each in plan.theirs] == ["Ana"]
