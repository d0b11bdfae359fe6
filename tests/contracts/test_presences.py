"""Presence in voice places as kept."""

from dataclasses import replace

from bot.model.live.presence import Seen, read_at
from bot.model.people import Account
from bot.model.places import Place
from bot.ports.work import Store
from tests.support.sample import ANA, BEN, COURSE, PLATFORM, account, at

ROOM = Place(PLATFORM, "lecture hall")
IN = Seen(ROOM, account(ANA), present=True, at=at(1))
OUT = replace(IN, present=False, at=at(1, hours=1))


async def test_what_is_seen_twice_is_kept_once_in_order_of_time(store: Store) -> None:
    async with store.work() as work:
        await work.presences.add(COURSE.id, [OUT, IN, OUT])
        await work.presences.add(COURSE.id, [IN])
        await work.presences.add("another", [IN])
        assert await work.presences.of(COURSE.id) == [IN, OUT]
        assert await work.presences.of("a third") == []


async def test_coming_and_leaving_at_one_instant_are_two_facts(store: Store) -> None:
    gone = replace(IN, present=False)
    async with store.work() as work:
        await work.presences.add(COURSE.id, [IN, gone])
        assert set(await work.presences.of(COURSE.id)) == {IN, gone}


async def test_an_account_is_found_with_the_times_at_which_everyone_was_looked_at(
    store: Store,
) -> None:
    read = read_at(ROOM, [account(BEN)], at(1, hours=2))
    elsewhere = replace(IN, account=Account("another", account(ANA).id))
    async with store.work() as work:
        await work.presences.add(COURSE.id, [IN, elsewhere, *read])
        assert await work.presences.of_accounts(COURSE.id, [account(ANA)]) == [IN, read[0]]
        assert await work.presences.of_accounts(COURSE.id, []) == [read[0]]


async def test_a_stretch_of_time_is_forgotten_from_its_start_to_before_its_end(
    store: Store,
) -> None:
    async with store.work() as work:
        await work.presences.add(COURSE.id, [IN, OUT])
        await work.presences.forget(COURSE.id, at(1), at(1, hours=1))
        assert await work.presences.of(COURSE.id) == [OUT]
        await work.presences.forget("another", None, None)
        await work.presences.forget(COURSE.id, at(2), None)
        assert await work.presences.of(COURSE.id) == [OUT]
        await work.presences.forget(COURSE.id, None, at(2))
        assert await work.presences.of(COURSE.id) == []
