"""What students declared for their weeks, as kept."""

from dataclasses import replace

from bot.ports.choices import Declared
from bot.ports.work import Store
from tests.support.sample import ANA, BEN, COURSE, at

FIRST = Declared(COURSE.id, ANA.id, 1, ("discuss", "attend"), at(1))
SECOND = Declared(COURSE.id, ANA.id, 2, ("attend",), at(1))
OTHER = Declared(COURSE.id, BEN.id, 1, (), at(1))


async def test_one_choice_a_person_and_week_the_last_counts(store: Store) -> None:
    changed = replace(FIRST, options=("make-up",), at=at(2))
    async with store.work() as work:
        await work.choices.save((FIRST, SECOND))
        await work.choices.save((changed,))
        assert await work.choices.get(COURSE.id, ANA.id, 1) == changed
        assert await work.choices.get(COURSE.id, ANA.id, 3) is None


async def test_choices_are_read_by_person_or_for_the_class(store: Store) -> None:
    async with store.work() as work:
        await work.choices.save((SECOND, FIRST, OTHER))
        assert await work.choices.of(COURSE.id, ANA.id) == [FIRST, SECOND]
        assert set(await work.choices.of(COURSE.id)) == {FIRST, SECOND, OTHER}
        assert await work.choices.of("elsewhere") == []
