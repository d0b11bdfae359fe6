"""A week goes into Moodle's or Canvas' gradebook: looked at first, read back, and never twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.chat.refusal import Refusal
from bot.features.exports.pushing import Push, apply, look
from bot.model.gradebook.gradebook import Scope
from tests.features.exports.conftest import SESSIONS
from tests.support.classroom import Classroom
from tests.support.lms.canvas import FakeCanvas
from tests.support.lms.moodle import FakeMoodle
from tests.support.lms.pushing import AFTER, a_push, dry, earn, pushed, shown
from tests.support.lms.reached import Reached
from tests.support.sample import BEN, COURSE


async def test_without_apply_it_only_shows_what_would_change(
    term: Classroom, gradebook: Reached
) -> None:
    await term.tick_to(AFTER)
    gradebook.fake.enroll("99", "A Guest", email="guest@example.edu")
    gradebook.fake.enroll("13", "Cho", email="cho@elsewhere.example")
    before = len(await term.deeds())
    plan = await dry(term, gradebook)
    assert shown(plan) == {"Ana": ("None", "10.00"), "Ben": ("None", "0.00")}
    assert [doubt.row.name for doubt in plan.doubts] == ["Cho", "A Guest"]
    assert [left.name for left in plan.omitted] == ["Cho"]
    assert "scaled by 10/1" in plan.notes[0]
    assert gradebook.fake.saved == []
    assert len(await term.deeds()) == before


async def test_what_is_pushed_is_read_back_and_a_second_push_writes_nothing(
    term: Classroom, gradebook: Reached
) -> None:
    await term.tick_to(AFTER)
    _, outcome = await pushed(term, gradebook.column())
    assert outcome.whole
    assert gradebook.fake.held == {"11": 10.0, "12": 0.0, "13": 0.0}
    term.at("2026-09-15 13:00")
    again, after = await pushed(term, gradebook.column())
    assert (again.changes, len(again.standing), after.whole) == ((), 3, True)
    assert len(gradebook.fake.saved) == 3
    said = [deed.what for deed in await term.deeds() if "push" in deed.what]
    where = f"the grades of week 1 to {gradebook.column().program}, “Participation W03”"
    assert set(said) == {
        f"The operator pushes 3 of {where}",
        f"The operator pushed {where}: 3 of 3 are as sent",
    }


async def test_nothing_is_pushed_of_who_has_no_grade_yet(
    term: Classroom, gradebook: Reached
) -> None:
    await term.tick_to("2026-09-08 12:00")
    gradebook.fake.enter("12", 3)
    plan, outcome = await pushed(term, gradebook.column())
    assert {left.name for left in plan.omitted} >= {"Ben", "Cho"}
    assert "12" not in {user for user, _ in gradebook.fake.saved}
    assert outcome.whole


async def test_what_a_person_changed_is_left_alone_unless_it_is_to_be_written_over(
    term: Classroom, gradebook: Reached
) -> None:
    await term.tick_to(AFTER)
    await pushed(term, gradebook.column())
    gradebook.fake.enter("12", 4)
    gradebook.fake.enter("11", None)
    plan, outcome = await pushed(term, gradebook.column())
    assert [(each.name, each.why) for each in plan.theirs] == [
        ("Ana", "changed there since the last push"), ("Ben", "changed there since the last push"),
    ]  # fmt: skip
    assert gradebook.fake.held == {"12": 4.0, "13": 0.0}
    _, outcome = await pushed(term, gradebook.column(), overwrite=True)
    assert outcome.whole
    assert gradebook.fake.held == {"11": 10.0, "12": 0.0, "13": 0.0}


async def test_what_a_person_entered_before_the_first_push_is_theirs(
    term: Classroom, gradebook: Reached
) -> None:
    await term.tick_to(AFTER)
    gradebook.fake.enter("11", 6)
    plan, _ = await pushed(term, gradebook.column())
    assert [each.why for each in plan.theirs] == ["entered there, not by Homeroom"]
    assert gradebook.fake.held["11"] == 6.0


async def test_what_we_pushed_and_nobody_touched_is_corrected(
    term: Classroom, gradebook: Reached
) -> None:
    await term.tick_to(AFTER)
    await pushed(term, gradebook.column())
    await earn(term, SESSIONS[0].id)
    assert shown(await dry(term, gradebook)) == {"Ben": ("0.00", "10.00")}
    _, outcome = await pushed(term, gradebook.column())
    assert outcome.whole
    assert gradebook.fake.held["12"] == 10.0


async def test_a_grade_changed_between_look_and_write_is_left_alone(
    term: Classroom, gradebook: Reached
) -> None:
    await term.tick_to(AFTER)
    column = gradebook.column()
    push = a_push(column)
    plan = await look(push, term.store, term.clock.now())
    gradebook.fake.enter("12", 5)
    outcome = await apply(push, plan, term.store, term.clock.now())
    assert [each.name for each in outcome.theirs] == ["Ben"]
    assert not outcome.whole
    assert gradebook.fake.held["12"] == 5.0


@pytest.mark.parametrize("gradebook", [FakeCanvas], indirect=True)
async def test_what_canvas_did_not_save_is_a_difference(
    term: Classroom, gradebook: Reached
) -> None:
    assert isinstance(gradebook.fake, FakeCanvas)
    await term.tick_to(AFTER)
    gradebook.fake.ignored.add("11")
    _, outcome = await pushed(term, gradebook.column())
    assert [(each.name, each.why) for each in outcome.different] == [
        ("Ana", "the gradebook holds no grade")
    ]
    gradebook.fake.ignored.clear()
    _, outcome = await pushed(term, gradebook.column())
    assert outcome.whole


@pytest.mark.parametrize("gradebook", [FakeCanvas], indirect=True)
async def test_an_excuse_in_canvas_stays(term: Classroom, gradebook: Reached) -> None:
    assert isinstance(gradebook.fake, FakeCanvas)
    await term.tick_to(AFTER)
    gradebook.fake.excused.add("12")
    plan, _ = await pushed(term, gradebook.column())
    assert [each.why for each in plan.theirs] == ["excused there"]
    assert "12" in gradebook.fake.excused


@pytest.mark.parametrize("gradebook", [FakeMoodle], indirect=True)
async def test_what_moodle_would_not_save_is_not_sent(term: Classroom, gradebook: Reached) -> None:
    assert isinstance(gradebook.fake, FakeMoodle)
    await term.tick_to(AFTER)
    gradebook.fake.overridden["13"] = 2
    column = gradebook.column()
    push = a_push(column)
    plan = await look(push, term.store, term.clock.now())
    assert "Overridden" in plan.omitted[0].why
    gradebook.fake.most = 5  # the teacher lowers it meanwhile: Moodle answers null, as ever
    outcome = await apply(push, plan, term.store, term.clock.now())
    assert [(each.name, each.why) for each in outcome.different] == [
        ("Ana", "the gradebook holds no grade")
    ]
    assert not outcome.whole


async def test_the_total_goes_into_a_column_of_its_own(term: Classroom, gradebook: Reached) -> None:
    await term.tick_to("2026-09-29 12:00")
    gradebook.fake.most = 100
    push = Push(COURSE, 3, Scope.TOTAL, gradebook.column(), "operator")
    plan = await look(push, term.store, term.clock.now())
    assert {name: after for name, (_, after) in shown(plan).items()} == {
        "Ana": "100.00", "Ben": "33.33", "Cho": "0.00",
    }  # fmt: skip
    with pytest.raises(Refusal, match="only what differs"):
        await dry(term, gradebook, of=Scope.DIFFERENCE)


async def test_what_was_pushed_of_somebody_is_theirs_to_see(
    term: Classroom, gradebook: Reached
) -> None:
    await term.tick_to(AFTER)
    await pushed(term, gradebook.column())
    async with term.store.reading() as work:
        [kept] = await work.pushes.of_person(COURSE.id, BEN.id)
    assert (kept.grade, kept.confirmed, kept.by) == (Decimal(0), True, "operator")
