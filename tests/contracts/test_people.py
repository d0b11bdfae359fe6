"""People, their accounts and zones, as kept."""

from dataclasses import replace
from datetime import date

import pytest

from bot.chat.refusal import Refusal
from bot.model.people import Account
from bot.model.time.zones import ZoneHistory
from bot.ports.work import Store
from tests.support.sample import ANA, BEN, CHO, COURSE, EVERYBODY, PLATFORM, account, at, enroll


async def test_people_come_back_by_name_the_dropped_ones_too(store: Store) -> None:
    dropped = replace(BEN, dropped=date(2026, 10, 1), number="007", group="blue")
    async with store.work() as work:
        await enroll(work)
        await work.people.save([dropped])
        names = [person.name for person in await work.people.of(COURSE.id)]
        assert names == ["Ana", "Ben", "Cho", "Ines", "Taro"]
        assert await work.people.get(BEN.id) == dropped
        assert await work.people.get("nobody") is None


async def test_people_are_known_by_their_first_names_the_dropped_ones_too(store: Store) -> None:
    namesake = replace(BEN, id="another", name="ANA Lima", dropped=date(2026, 10, 1))
    async with store.work() as work:
        await enroll(work)
        await work.people.save([namesake])
        called = await work.people.called(COURSE.id)
        [both] = called.named_in("As Ana's post says")
        assert set(both) == {ANA.id, namesake.id}
        assert (await work.people.called("another")).named_in("Ana!") == ()


async def test_saving_a_person_leaves_their_zone(store: Store) -> None:
    async with store.work() as work:
        await enroll(work)
        await work.people.save([replace(ANA, zone="Europe/Rome", name="Ana María")])
        assert await work.people.get(ANA.id) == replace(ANA, name="Ana María")


async def test_an_account_is_a_person_in_each_course(store: Store) -> None:
    twin = replace(ANA, id="twin", course="another", zone=None)
    async with store.work() as work:
        await enroll(work)
        await work.people.save([twin])
        await work.people.link(twin.id, account(ANA))
        found = await work.people.with_account(account(ANA))
        assert sorted(person.id for person in found) == sorted([ANA.id, twin.id])
        assert await work.people.by_accounts(COURSE.id, [account(ANA)]) == {account(ANA): ANA}


async def test_many_accounts_are_asked_for_at_once(store: Store) -> None:
    strangers = [Account(PLATFORM, f"u{number}") for number in range(1200)]
    same_id_elsewhere = Account("elsewhere", "ana")
    async with store.work() as work:
        await enroll(work)
        asked = [*strangers, same_id_elsewhere, *map(account, EVERYBODY)]
        found = await work.people.by_accounts(COURSE.id, asked)
        assert found == {account(someone): someone for someone in EVERYBODY}
        assert await work.people.by_accounts(COURSE.id, []) == {}


async def test_accounts_stay_in_the_order_of_linking(store: Store) -> None:
    other = Account("elsewhere", "a-1")
    async with store.work() as work:
        await enroll(work)
        await work.people.link(ANA.id, other)
        await work.people.link(ANA.id, account(ANA))
        assert await work.people.accounts(ANA.id) == [account(ANA), other]
        await work.people.unlink(ANA.id, account(ANA))
        assert await work.people.accounts(ANA.id) == [other]
        assert await work.people.with_account(account(ANA)) == []


async def test_an_account_is_not_taken_from_someone_else(store: Store) -> None:
    async with store.work() as work:
        await enroll(work)
        with pytest.raises(Refusal, match="someone else"):
            await work.people.link(BEN.id, account(ANA))
        assert await work.people.with_account(account(ANA)) == [ANA]


async def test_a_move_keeps_the_zones_before(store: Store) -> None:
    async with store.work() as work:
        await enroll(work)
        await work.people.move(ANA.id, "Asia/Tokyo", at(days=20))
        await work.people.move(ANA.id, "Europe/Rome", at(days=10))
        person = await work.people.get(ANA.id)
        assert person is not None
        assert person.zone == "Asia/Tokyo"
        assert (await work.people.zones(COURSE.id))[ANA.id] == ZoneHistory(
            COURSE.zone,
            (
                (at(0), "America/Bogota"),
                (at(days=10), "Europe/Rome"),
                (at(days=20), "Asia/Tokyo"),
            ),
        )


async def test_who_has_told_no_zone_has_the_courses(store: Store) -> None:
    async with store.work() as work:
        await enroll(work)
        zones = await work.people.zones(COURSE.id)
    assert set(zones) == {someone.id for someone in EVERYBODY}
    assert zones[CHO.id].at(at(-1)) == COURSE.zone
    assert zones[CHO.id].at(at(1)) == "Asia/Seoul"


async def test_the_accounts_of_a_course_come_at_once(store: Store) -> None:
    other = Account("elsewhere", "a-1")
    async with store.work() as work:
        await enroll(work)
        await work.people.link(ANA.id, other)
        found = await work.people.accounts_of(COURSE.id)
        assert found[ANA.id] == [account(ANA), other]
        assert set(found) == {someone.id for someone in EVERYBODY}
        assert await work.people.accounts_of("another") == {}
