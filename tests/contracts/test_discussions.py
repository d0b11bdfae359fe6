"""Discussions and where their threads hang, as kept."""

from dataclasses import replace

from bot.model.places import Message, Place
from bot.model.time.due import local_due
from bot.ports.work import Store
from tests.support.instants import wall
from tests.support.sample import COURSE, TALK, at, discussion

FIRST = discussion("first", at(0, hours=9))
SECOND = discussion("second", at(7, hours=9))
ROOT = Message(TALK, "root")
ELSEWHERE = Message(Place("other", "talk"), "root")


async def test_a_discussion_is_kept_whole(store: Store) -> None:
    due = local_due(wall("2026-09-10 23:59"), COURSE.zone)
    whole = replace(FIRST, posts_due=due, root=ROOT, summary="Good.", highlights=(ROOT,))
    async with store.work() as work:
        await work.discussions.save((SECOND, FIRST))
        await work.discussions.save((whole,))
        assert await work.discussions.of(COURSE.id) == [whole, SECOND]
        assert await work.discussions.get(FIRST.id) == whole
        assert await work.discussions.get("none") is None


async def test_a_thread_leads_to_its_discussion_on_every_platform(store: Store) -> None:
    async with store.work() as work:
        await work.discussions.save((FIRST, SECOND))
        for root in (ROOT, ELSEWHERE, ROOT):
            await work.discussions.hang(FIRST.id, root)
        stranger = Message(TALK, "unknown")
        found = await work.discussions.at([ROOT, ELSEWHERE, stranger])
        assert found == {ROOT: FIRST, ELSEWHERE: FIRST}
        assert await work.discussions.roots(FIRST.id) == [ELSEWHERE, ROOT]
        assert await work.discussions.roots(SECOND.id) == []
        assert await work.discussions.at([]) == {}
