"""Excuses and choices, as kept."""

from dataclasses import replace

from bot.model.participation.standings.excuses import Excuse
from bot.ports.excuses import Granted
from bot.ports.work import Store
from tests.support.sample import ANA, BEN, COURSE, INES, at

WEEK = Granted("e1", COURSE.id, ANA.id, 1, None, "flu", INES.id, at(2))
THING = Granted("e2", COURSE.id, BEN.id, 1, "s1", "train", INES.id, at(1))


async def test_excuses_are_kept_in_order_of_time(store: Store) -> None:
    async with store.work() as work:
        await work.excuses.save((WEEK, THING))
        assert await work.excuses.of(COURSE.id) == [THING, WEEK]
        assert await work.excuses.of(COURSE.id, ANA.id) == [WEEK]
        assert await work.excuses.of("elsewhere") == []
    assert WEEK.excuse == Excuse(ANA.id, 1, None, "flu")


async def test_an_excuse_that_is_taken_back_stays_readable(store: Store) -> None:
    async with store.work() as work:
        await work.excuses.save((WEEK,))
        await work.excuses.save((replace(WEEK, undone=at(3)),))
    async with store.reading() as work:
        assert await work.excuses.get("e1") == replace(WEEK, undone=at(3))
        assert await work.excuses.get("none") is None
