"""Installations as kept: one a workspace or organization, its tokens gone when it is."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from adapters.storage.store import SqlStore
from bot.ports.installations import Installation
from tests.support.instants import utc
from tests.support.store import sql_store

WEATHER = Installation(
    "", "T1", "U1", "Weather", "https://weather.example.org/", utc("2026-09-07 08:00"), "xoxb-1"
)
LAW = replace(WEATHER, workspace="T2", bot="U2", name="Law 'n' order", token="xoxb-2")
UNIVERSITY = Installation(
    "E1",
    "",
    "W1",
    "University",
    "https://uni.example.org/",
    utc("2026-09-07 09:00"),
    "xoxb-3",
    "xoxe-1-3",
    utc("2026-09-07 21:00"),
)


async def test_each_is_kept_as_it_is(store: SqlStore) -> None:
    assert await store.installations.all() == []
    for one in (LAW, UNIVERSITY, WEATHER):
        await store.installations.save(one)
    assert await store.installations.all() == [WEATHER, LAW, UNIVERSITY]


async def test_they_are_there_in_the_next_run(tmp_path: Path) -> None:
    async with sql_store(tmp_path) as store:
        await store.installations.save(UNIVERSITY)
    async with sql_store(tmp_path) as store:
        assert await store.installations.all() == [UNIVERSITY]


async def test_a_new_one_takes_the_place_of_the_one_before(store: SqlStore) -> None:
    await store.installations.save(WEATHER)
    await store.installations.save(LAW)
    again = replace(WEATHER, name="Weather and Society", token="xoxb-9")
    await store.installations.save(again)
    assert await store.installations.all() == [again, LAW]


async def test_a_workspace_that_joined_an_organization_has_one(store: SqlStore) -> None:
    await store.installations.save(WEATHER)
    joined = replace(WEATHER, organization="E1", token="xoxb-9")
    await store.installations.save(joined)
    await store.installations.save(UNIVERSITY)
    assert await store.installations.all() == [UNIVERSITY, joined]


async def test_what_is_dropped_is_gone_and_only_that(store: SqlStore) -> None:
    for one in (WEATHER, LAW, UNIVERSITY):
        await store.installations.save(one)
    await store.installations.drop(LAW)
    await store.installations.drop(LAW)
    await store.installations.drop(UNIVERSITY)
    assert await store.installations.all() == [WEATHER]


async def test_one_that_was_made_anew_stays(store: SqlStore) -> None:
    await store.installations.save(WEATHER)
    again = replace(WEATHER, token="xoxb-9")
    await store.installations.save(again)
    await store.installations.drop(WEATHER)
    assert await store.installations.all() == [again]


def test_a_token_that_is_dropped_is_not_in_the_file(tmp_path: Path) -> None:
    secret = replace(WEATHER, token="xoxb-never-to-be-seen-again")

    async def come_and_go() -> None:
        async with sql_store(tmp_path) as store:
            await store.installations.save(secret)
            await store.installations.drop(secret)

    asyncio.run(come_and_go())
    with (tmp_path / "homeroom.db").open("rb") as file:
        assert b"never-to-be-seen-again" not in file.read()


def test_tokens_stand_in_no_repr() -> None:
    assert "xox" not in repr(UNIVERSITY)
