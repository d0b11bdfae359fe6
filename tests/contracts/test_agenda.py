"""The agenda as kept: due work, once."""

from dataclasses import replace

from bot.ports.agenda import Item
from bot.ports.work import Store
from tests.support.sample import COURSE, at

START = Item("start/s1", COURSE.id, "session start", at(1), {"session": "s1"})
CLOSE = Item("close/s1", COURSE.id, "session end", at(1, hours=1), settled=True)


async def test_work_is_due_at_its_instant_and_not_before(store: Store) -> None:
    async with store.work() as work:
        await work.agenda.plan([CLOSE, START])
        assert await work.agenda.due(at(0), 10) == []
        assert await work.agenda.due(at(1), 10) == [START]
        assert await work.agenda.due(at(2), 10) == [START, CLOSE]
        assert await work.agenda.due(at(2), 1) == [START]


async def test_what_is_due_at_once_goes_by_key(store: Store) -> None:
    items = [replace(START, key=key) for key in ("b", "a", "c")]
    async with store.work() as work:
        await work.agenda.plan(items)
        assert [item.key for item in await work.agenda.due(at(1), 10)] == ["a", "b", "c"]


async def test_planning_again_moves_what_is_open(store: Store) -> None:
    moved = replace(START, due=at(3), args={"session": "s1", "why": "moved"})
    async with store.work() as work:
        await work.agenda.plan([START])
        await work.agenda.plan([moved])
        assert await work.agenda.due(at(2), 10) == []
        assert await work.agenda.due(at(3), 10) == [moved]


async def test_what_is_done_stays_done(store: Store) -> None:
    async with store.work() as work:
        await work.agenda.plan([START])
        await work.agenda.done(START.key)
        await work.agenda.plan([replace(START, due=at(3)), START])
        await work.agenda.failed(START.key, at(4), "too late")
        assert await work.agenda.due(at(9), 10) == []
        assert await work.agenda.next_due() is None


async def test_what_failed_is_tried_again_later_as_it_was_planned(store: Store) -> None:
    async with store.work() as work:
        await work.agenda.plan([START])
        await work.agenda.failed(START.key, at(1, minutes=5), "The place is gone.")
        assert await work.agenda.due(at(1, minutes=4), 10) == []
        assert await work.agenda.due(at(1, minutes=5), 10) == [replace(START, attempts=1)]
        assert await work.agenda.next_due() == at(1, minutes=5)


async def test_cancelling_drops_open_items_by_the_beginning_of_their_key(store: Store) -> None:
    keys = ["remind/s1/ana", "remind/s1/ben", "remind/s10/ana", "remind_s1/x", "Remind/s1/ana"]
    async with store.work() as work:
        await work.agenda.plan([replace(START, key=key) for key in keys])
        await work.agenda.done("remind/s1/ben")
        await work.agenda.cancel("remind/s1/")
        left = [item.key for item in await work.agenda.of(COURSE.id)]
        assert left == ["Remind/s1/ana", "remind/s10/ana", "remind_s1/x"]
        await work.agenda.plan([replace(START, key="remind/s1/ben")])
        assert len(await work.agenda.of(COURSE.id)) == 3


async def test_a_course_knows_its_own_next_work(store: Store) -> None:
    elsewhere = replace(START, key="other", course="another", due=at(0.5))
    async with store.work() as work:
        assert await work.agenda.next_due() is None
        await work.agenda.plan([CLOSE, START, elsewhere])
        assert await work.agenda.next_due() == at(0.5)
        assert await work.agenda.next_due(COURSE.id) == START.due
        assert await work.agenda.of(COURSE.id) == [START, CLOSE]


async def test_what_is_due_already_may_be_kept_when_the_rest_is_dropped(store: Store) -> None:
    async with store.work() as work:
        await work.agenda.plan([replace(START, key="r/1"), replace(START, key="r/2", due=at(2))])
        await work.agenda.cancel("r/", since=at(1, hours=1))
        assert [item.key for item in await work.agenda.of(COURSE.id)] == ["r/1"]
