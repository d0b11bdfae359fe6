"""Courses that are being set up in chat, as kept."""

from __future__ import annotations

from dataclasses import replace

from bot.model.courses.description import Member
from bot.model.courses.setup.setups import Setup
from bot.ports.work import Store
from tests.support.sample import ANA, INES, MAIN, account, at

BEGUN = Setup("s1", MAIN, account(INES), at(1), {"title": "Weather"})


async def test_a_setup_is_kept_as_it_was_last_saved(store: Store) -> None:
    async with store.work() as work:
        assert await work.setups.get("s1") is None
        await work.setups.save(BEGUN)
        assert await work.setups.get("s1") == BEGUN
        people = (Member(ANA, (account(ANA),)),)
        later = replace(BEGUN, at=at(2), said={"title": "Weather", "zone": "UTC"}, people=people)
        await work.setups.save(later)
        assert await work.setups.get("s1") == later


async def test_a_setup_is_erased_with_its_roster(store: Store) -> None:
    async with store.work() as work:
        await work.setups.save(BEGUN)
        await work.setups.save(replace(BEGUN, id="s2"))
        await work.setups.erase("s1")
        await work.setups.erase("s1")
        assert await work.setups.get("s1") is None
        assert await work.setups.get("s2") is not None


async def test_setups_that_nobody_went_on_with_are_forgotten(store: Store) -> None:
    async with store.work() as work:
        await work.setups.save(BEGUN)
        await work.setups.save(replace(BEGUN, id="s2", at=at(3)))
        await work.setups.forget(at(1))
        assert await work.setups.get("s1") is None
        assert await work.setups.get("s2") is not None
