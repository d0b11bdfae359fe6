"""Personal codes and requests to join, as kept."""

from dataclasses import replace

from bot.model.courses.joining import JoinCode, JoinRequest, code_hash
from bot.model.people import Account
from bot.ports.work import Store
from tests.support.sample import ANA, BEN, COURSE, PLATFORM, at

CODE = JoinCode(code_hash("abcd-efgh"), COURSE.id, ANA.id, at(1))
REQUEST = JoinRequest("r1", COURSE.id, Account(PLATFORM, "u7"), "ana \udc00", at(1))


async def test_a_code_is_found_by_its_hash(store: Store) -> None:
    async with store.work() as work:
        await work.joining.save_code(CODE)
        assert await work.joining.code(code_hash("ABCD efgh")) == CODE
        assert await work.joining.code(code_hash("abcd-efgi")) is None
        used = replace(CODE, used=at(2))
        await work.joining.save_code(used)
        assert await work.joining.codes(ANA.id) == [used]


async def test_dropping_codes_leaves_those_of_others(store: Store) -> None:
    bens = JoinCode("h2", COURSE.id, BEN.id, at(1))
    async with store.work() as work:
        await work.joining.save_code(CODE)
        await work.joining.save_code(bens)
        await work.joining.drop_codes(ANA.id)
        assert await work.joining.code(CODE.hash) is None
        assert await work.joining.codes(BEN.id) == [bens]


async def test_a_request_waits_until_staff_say_who_it_is(store: Store) -> None:
    async with store.work() as work:
        assert await work.joining.request("r1") is None
        await work.joining.save_request(REQUEST)
        settled = replace(REQUEST, name="Ana", person=ANA.id)
        kept = await work.joining.request("r1")
        assert kept == replace(REQUEST, name="ana �")
        await work.joining.save_request(settled)
        assert await work.joining.request("r1") == settled
