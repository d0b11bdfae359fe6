"""Exports, sealed weeks and rows in doubt, as kept."""

from dataclasses import replace
from decimal import Decimal

from bot.model.gradebook.gradebook import Scope
from bot.ports.exports import Exported, Seat
from bot.ports.work import Store
from tests.support.gradebook import a_week, row
from tests.support.sample import ANA, COURSE, INES, at

FIRST = Exported(
    "x1", COURSE.id, 3, Scope.WEEK, "moodle", INES.id, at(20), at(14), 2, False, "abc", "def",
    {ANA.id: Decimal("1.50")},
)  # fmt: skip


async def test_the_latest_export_of_a_kind_is_found(store: Store) -> None:
    later = replace(FIRST, id="x2", scope=Scope.DIFFERENCE, at=at(21))
    total = replace(FIRST, id="x3", scope=Scope.TOTAL, at=at(22))
    sheet = replace(FIRST, id="x4", form="xlsx", at=at(23), by=None)
    async with store.work() as work:
        for each in (FIRST, later, total, sheet, replace(FIRST, checksum="changed")):
            await work.exports.record(each)
    async with store.reading() as work:
        assert await work.exports.of(COURSE.id) == [sheet, total, later, FIRST]
        assert await work.exports.of("elsewhere") == []
        assert await work.exports.latest(COURSE.id, 3, "moodle", Scope.WEEK) == later
        assert await work.exports.latest(COURSE.id, 3, "moodle", Scope.TOTAL) == total
        assert await work.exports.latest(COURSE.id, 3, None, Scope.DIFFERENCE) == sheet
        assert await work.exports.latest(COURSE.id, 4, None, Scope.DIFFERENCE) is None


async def test_the_first_seal_stays(store: Store) -> None:
    week = a_week(row("Amara"), row("Bao", None))
    total = replace(week, scope=Scope.TOTAL)
    unit, term = replace(week, scope=Scope.UNIT, unit=1), replace(week, scope=Scope.TERM)
    async with store.work() as work:
        await work.exports.seal(COURSE.id, unit)
        await work.exports.seal(COURSE.id, replace(unit, policy=9))
        await work.exports.seal(COURSE.id, term)
        await work.exports.seal(COURSE.id, week)
        await work.exports.seal(COURSE.id, replace(week, policy=9))
        await work.exports.seal(COURSE.id, total)
    async with store.reading() as work:
        assert await work.exports.sealed(COURSE.id, 3, Scope.WEEK) == week
        assert await work.exports.sealed(COURSE.id, 3, Scope.TOTAL) == total
        assert await work.exports.sealed(COURSE.id, 3, Scope.UNIT) == unit
        assert await work.exports.sealed(COURSE.id, 3, Scope.TERM) == term
        assert await work.exports.sealed(COURSE.id, 4, Scope.WEEK) is None
        assert await work.exports.sealed(COURSE.id, 4, Scope.UNIT) is None


async def test_rows_in_doubt_are_asked_decided_and_taken_back(store: Store) -> None:
    seat = Seat("s1", COURSE.id, "canvas/12", "Lee, Amara\x00")
    async with store.work() as work:
        await work.exports.save_seats((seat,))
        await work.exports.save_seats((replace(seat, name="Lee", person=ANA.id),))
        await work.exports.save_seats(())
    async with store.reading() as work:
        assert await work.exports.seat("s1") == replace(seat, name="Lee", person=ANA.id)
        assert await work.exports.seat("none") is None
        assert [each.row for each in await work.exports.seats(COURSE.id)] == ["canvas/12"]
