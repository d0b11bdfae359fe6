"""Private words: closed mailboxes, several accounts, and the doubt where they went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.chat.posts import Directly, PostState
from bot.chat.views import View
from bot.model.people import Account
from bot.model.places import Message, Place
from bot.ports.platform import MaybeSentError, StoredFile
from tests.support import sample
from tests.support.chat import FakeChat
from tests.support.desk import Desk, desk
from tests.support.sample import ANA, BEN, COURSE, at, post

MINE = sample.account(ANA)
ELSEWHERE = Account("elsewhere", "ana")
OPEN_IT = "Open your mailbox in your settings."


def box(chat: FakeChat, account: Account) -> list[str]:
    """Return what stands in somebody's mailbox."""
    place = Place(chat.name, f"direct-{account.id}")
    return [posted.view.summary for posted in chat.at(place)]


async def second_account(it: Desk, chat: FakeChat) -> None:
    """Give Ana an account on another platform."""
    it.others.append(chat)
    async with it.store.work() as work:
        await work.people.link(ANA.id, ELSEWHERE)


async def test_a_closed_mailbox_is_visible_and_stops_nobody_else(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.chat.shut = {MINE}
        await it.owe(post("dm/1", Directly(ANA.id)), post("dm/2", Directly(BEN.id), "Soon"))
        assert await it.sender().run() == 1
        waiting = await it.kept("dm/1")
        assert (waiting.state, waiting.shut, waiting.problem) == (PostState.WAITING, True, OPEN_IT)
        assert not waiting.doubtful
        assert box(it.chat, sample.account(BEN)) == ["Soon"]
        async with it.store.reading() as work:
            assert await work.outbox.problems(COURSE.id) == []
            assert await work.outbox.undelivered_count(COURSE.id) == 1
            assert await work.outbox.undelivered(ANA.id, it.clock.now()) == [waiting]


async def test_it_is_knocked_at_rarely_and_news_find_it_open(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.chat.shut = {MINE}
        await it.owe(post("dm/1", Directly(ANA.id), "First"))
        await it.sender().run()
        it.chat.shut = set()
        assert await it.later(timedelta(hours=5)) == 0
        await it.owe(post("dm/2", Directly(ANA.id), "Second"))
        assert await it.sender().run() == 2
        assert box(it.chat, MINE) == ["Second", "First"]
        assert not (await it.kept("dm/1")).shut


async def test_a_mailbox_that_opens_by_itself_gets_what_waited(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.chat.shut = {MINE}
        await it.owe(
            post("dm/1", Directly(ANA.id)),
            replace(post("dm/2", Directly(ANA.id), "Late"), expires=at(hours=3)),
        )
        await it.sender().run()
        it.chat.shut = set()
        assert await it.later(timedelta(hours=7)) == 1
        assert box(it.chat, MINE) == ["Hello, class."]
        assert (await it.kept("dm/2")).state is PostState.EXPIRED


async def test_the_next_account_is_tried(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        other = FakeChat("elsewhere", members=[ELSEWHERE])
        await second_account(it, other)
        it.chat.shut = {MINE}
        await it.owe(post("dm/1", Directly(ANA.id)))
        assert await it.sender().run() == 1
        assert (box(it.chat, MINE), box(other, ELSEWHERE)) == ([], ["Hello, class."])
        it.chat.shut, other.shut = set(), {ELSEWHERE}
        await it.owe(post("dm/2", Directly(ANA.id), "Once"))
        await it.sender().run()
        assert sorted(box(it.chat, MINE) + box(other, ELSEWHERE)) == ["Hello, class.", "Once"]


async def test_all_accounts_shut_say_how_to_open_one(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await second_account(it, FakeChat("elsewhere", members=[]))
        it.chat.shut = {MINE}
        await it.owe(post("dm/1", Directly(ANA.id)))
        await it.sender().run()
        kept = await it.kept("dm/1")
        assert (kept.shut, kept.problem) == (True, OPEN_IT)


async def test_what_may_have_arrived_is_looked_for_behind_every_door(tmp_path: Path) -> None:
    class Losing(FakeChat):
        async def post(
            self, place: Place, view: View, marker: str, files: Mapping[str, StoredFile]
        ) -> Message:
            await super().post(place, view, marker, files)
            raise MaybeSentError("the answer was lost")

    async with desk(tmp_path) as it:
        other = Losing("elsewhere", members=[ELSEWHERE])
        await second_account(it, other)
        it.chat.shut = {MINE}
        await it.owe(post("dm/1", Directly(ANA.id)))
        assert await it.sender().run() == 0
        assert (await it.kept("dm/1")).doubtful
        it.chat.shut = set()
        assert await it.later() == 1
        assert (box(it.chat, MINE), box(other, ELSEWHERE)) == ([], ["Hello, class."])


async def test_private_words_in_doubt_that_are_taken_back_are_looked_for(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.owe(post("dm/1", Directly(ANA.id)))
        it.chat.fails = [MaybeSentError("lost")]
        await it.sender().run()
        kept = await it.kept("dm/1")
        await it.chat.post(await it.chat.direct(MINE), post("").view, kept.marker, {})
        async with it.store.work() as work:
            await work.outbox.remove("dm/1")
        await it.later()
        assert box(it.chat, MINE) == []
