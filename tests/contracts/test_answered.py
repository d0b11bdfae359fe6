"""Messages marked as answered, as kept."""

from dataclasses import replace

from bot.model.places import Message
from bot.ports.answered import AnsweredMark
from bot.ports.work import Store
from tests.support.sample import COURSE, INES, MAIN, TALK, TARO, at

MARK = AnsweredMark(Message(TALK, "m1"), COURSE.id, INES.id, at(1))
OTHER = AnsweredMark(Message(MAIN, "m1"), COURSE.id, TARO.id, at(2))


async def test_a_mark_stands_until_it_is_taken_off_and_can_come_back(store: Store) -> None:
    async with store.work() as work:
        for mark in (MARK, OTHER):
            await work.answered.mark(mark)
    async with store.work() as work:
        assert set(await work.answered.of(COURSE.id)) == {MARK.message, OTHER.message}
        assert await work.answered.of("another") == []
        assert await work.answered.get(MARK.id) == MARK
        off = replace(MARK, removed=at(3))
        await work.answered.mark(off)
        assert await work.answered.of(COURSE.id) == [OTHER.message]
        assert await work.answered.get(MARK.id) == off
        await work.answered.mark(replace(off, by=TARO.id, removed=None))
        assert len(await work.answered.of(COURSE.id)) == 2
        assert await work.answered.get("unknown") is None
