"""Disputes, and differences to what was locked, as kept."""

from dataclasses import replace
from decimal import Decimal

from bot.model.participation.review.differences import Difference, Mark
from bot.model.participation.review.disputes import Dispute, Outcome
from bot.ports.work import Store
from tests.support.sample import ANA, BEN, COURSE, INES, at

POST = Dispute("d1", COURSE.id, ANA.id, 1, "e1", "", None, "It has 80 words.", at(2))
GONE = Dispute("d2", COURSE.id, BEN.id, 1, None, "attend", "s1", "I was there.", at(1))
MORE = Difference("x1", COURSE.id, ANA.id, 1, Mark(Decimal(1), Decimal(2)),
                  Mark(Decimal("1.5"), Decimal(2)), "the post counts", INES.id, at(5))  # fmt: skip
OUT = Difference("x2", COURSE.id, BEN.id, 2, Mark(Decimal(0), Decimal(2)), None, "ill", None, at(4))


async def test_disputes_are_kept_in_order_of_time(store: Store) -> None:
    async with store.work() as work:
        await work.disputes.save((POST, GONE))
        assert await work.disputes.of(COURSE.id) == [GONE, POST]
        assert await work.disputes.of(COURSE.id, ANA.id) == [POST]
        assert await work.disputes.of("elsewhere") == []


async def test_a_decision_is_kept_with_its_dispute(store: Store) -> None:
    decided = replace(POST, outcome=Outcome.CREDITED, by=INES.id, decided=at(9), answer="Right.",
                      entered=("e1.2",))  # fmt: skip
    async with store.work() as work:
        await work.disputes.save((POST,))
        await work.disputes.save((decided,))
    async with store.reading() as work:
        assert await work.disputes.get("d1") == decided
        assert await work.disputes.get("none") is None


async def test_differences_are_only_added(store: Store) -> None:
    async with store.work() as work:
        await work.differences.add((MORE, OUT))
        await work.differences.add((replace(MORE, why="something else"), OUT))
    async with store.reading() as work:
        assert await work.differences.of(COURSE.id) == [OUT, MORE]
        assert await work.differences.of(COURSE.id, week=2) == [OUT]
        assert await work.differences.of(COURSE.id, BEN.id) == [OUT]
        assert await work.differences.of(COURSE.id, BEN.id, 1) == []
