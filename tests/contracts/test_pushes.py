"""Grades that were pushed to gradebooks, as kept: the last one for each row of a column."""

from dataclasses import replace
from decimal import Decimal

from bot.model.gradebook.pushes import Pushed
from bot.ports.work import Store
from tests.support.sample import ANA, BEN, COURSE, at

COLUMN = "canvas/canvas.example.edu/12/345"
ANAS = Pushed(COURSE.id, COLUMN, "canvas/11", ANA.id, Decimal("8.50"), None, "operator", at(1))
BENS = replace(ANAS, row="canvas/12", person=BEN.id, before=Decimal(0), confirmed=True)


async def test_the_last_grade_of_a_row_is_kept(store: Store) -> None:
    sure = replace(ANAS, confirmed=True, at=at(2))
    async with store.work() as work:
        await work.pushes.save((ANAS, BENS))
        await work.pushes.save((sure,))
    async with store.reading() as work:
        assert await work.pushes.of(COURSE.id, COLUMN) == {"canvas/11": sure, "canvas/12": BENS}
        assert await work.pushes.of(COURSE.id, "moodle/elsewhere/1/2") == {}
        assert await work.pushes.of("elsewhere", COLUMN) == {}


async def test_what_was_pushed_of_somebody_is_found(store: Store) -> None:
    other = replace(ANAS, column="moodle/moodle.example.edu/7/88", row="moodle.user/5")
    async with store.work() as work:
        await work.pushes.save((other, ANAS, BENS))
    async with store.reading() as work:
        assert await work.pushes.of_person(COURSE.id, ANA.id) == [ANAS, other]
        assert await work.pushes.of_person(COURSE.id, "nobody") == []
        assert await work.pushes.columns(COURSE.id) == [COLUMN, other.column]
        assert await work.pushes.columns("elsewhere") == []
