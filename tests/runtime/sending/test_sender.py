"""The sender: each post exactly once, whatever the platform answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.chat.posts import Board, Directly, PostState, UnderPost
from bot.chat.views import Download, Picture, View, note, paragraph, say
from bot.model.happenings import PostArrived
from bot.model.places import Place
from bot.model.reminders.wishes import Wishes
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError, StoredFile
from bot.ports.work import UnitOfWork
from bot.runtime.sending.drafts import NO_ACCOUNT
from tests.support import sample
from tests.support.chat import FakeChat
from tests.support.desk import Desk, desk
from tests.support.sample import ANA, LIVE, MAIN, at, post


async def test_a_post_arrives_once_and_its_thread_opens(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.owe(post("talk", MAIN, "What do you think?"))
        assert await it.sender().run() == 1
        assert await it.sender().run() == 0
        await it.owe(post("talk", MAIN, "Again?"), post("below", UnderPost("talk"), "A hint"))
        assert await it.later() == 1
        assert it.texts(MAIN) == ["What do you think?"]
        (root,) = it.chat.at(MAIN)
        assert it.texts(Place(MAIN.platform, MAIN.id, root.message.id)) == ["A hint"]
        assert it.arrived == ["talk", "below"]


async def test_what_may_have_arrived_is_found_instead_of_sent_again(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.owe(post("a"))
        it.chat.fails = [MaybeSentError("the answer was lost")]
        assert await it.sender().run() == 0
        doubtful = await it.kept("a")
        assert (doubtful.doubtful, doubtful.problem) == (True, "the answer was lost")
        await it.chat.post(MAIN, say("Hello, class."), doubtful.marker, {})
        assert await it.later() == 1
        assert it.texts(MAIN) == ["Hello, class."]
        assert (await it.kept("a")).state is PostState.SENT


async def test_a_platform_that_says_wait_is_obeyed(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.owe(post("a"))
        it.chat.fails = [NotSentError("too many", timedelta(seconds=30))]
        await it.sender().run()
        assert await it.later(timedelta(seconds=29)) == 0
        assert await it.later(timedelta(seconds=1)) == 1
        assert not it.journal.troubles


async def test_waits_grow_while_a_platform_is_down_and_the_post_is_kept(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.owe(post("a"))
        it.chat.fails = [NotSentError("down")] * 3
        await it.sender().run()
        waits = [2, 4, 8]
        for wait in waits:
            assert await it.later(timedelta(seconds=wait - 1)) == 0
            await it.later(timedelta(seconds=1))
        assert it.texts(MAIN) == ["Hello, class."]


async def test_doubt_outlives_a_look_that_failed(tmp_path: Path) -> None:
    class Blind(FakeChat):
        async def find(self, place: Place, marker: str) -> None:
            raise NotSentError("history is away")

    async with desk(tmp_path) as it:
        await it.owe(post("a"))
        it.chat.fails = [MaybeSentError("lost")]
        await it.sender().run()
        it.chat = Blind()
        assert await it.later() == 0
        assert (await it.kept("a")).doubtful
        assert it.texts(MAIN) == []


async def test_a_late_post_that_did_not_arrive_expires_instead_of_embarrassing(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        await it.owe(replace(post("soon"), expires=at(hours=1)))
        it.chat.fails = [MaybeSentError("lost")]
        await it.sender().run()
        assert await it.later(timedelta(hours=2)) == 0
        assert (await it.kept("soon")).state is PostState.EXPIRED
        assert it.texts(MAIN) == []


async def test_a_board_shows_the_state_at_the_moment_it_is_sent(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        board = Board("score/1", sample.COURSE.id, LIVE, "score", "quiz")
        await it.owe(board)
        await it.sender().run()
        for _ in range(5):
            it.score += 1
            await it.owe(board)
        assert await it.sender().run() == 1
        (shown,) = it.chat.at(LIVE)
        assert (shown.view.summary, shown.edits) == ("quiz: 5", 1)


async def test_a_board_whose_subject_is_gone_is_a_visible_problem(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.owe(Board("score/2", sample.COURSE.id, LIVE, "score", "gone"))
        await it.sender().run()
        assert (await it.kept("score/2")).problem == "What this board showed is gone."


async def test_somebody_without_an_account_stops_nobody_else(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        stranger = replace(ANA, id="nobody")
        await it.owe(post("dm/1", Directly(stranger.id)), post("dm/2", Directly(ANA.id), "Soon"))
        assert await it.sender().run() == 1
        assert (await it.kept("dm/1")).problem == NO_ACCOUNT
        assert it.texts(await it.chat.direct(sample.account(ANA))) == ["Soon"]


async def test_files_travel_with_the_post(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        chart = StoredFile("chart", "chart.png", "image/png", "A chart", b"png")
        table = StoredFile("table", "week.csv", "text/csv", "", b"a,b")
        view = View(
            (paragraph("Week 1"), Picture("chart", "A chart"), Download("table", "week.csv"))
        )
        async with it.store.work() as work:
            await work.files.put(sample.COURSE.id, chart)
            await work.files.put(sample.COURSE.id, table)
            await work.outbox.post(replace(post("week"), view=view))
        await it.sender().run()
        assert it.chat.files == {"chart": chart, "table": table}


@pytest.mark.parametrize("slow", [True, False])
async def test_low_bandwidth_gets_words_in_the_place_of_pictures(
    tmp_path: Path, slow: bool
) -> None:
    async with desk(tmp_path) as it:
        chart = StoredFile("chart", "chart.png", "image/png", "A chart", b"png")
        view = View((paragraph("Week 1"), Picture("chart", "Eleven attended.")))
        async with it.store.work() as work:
            await work.files.put(sample.COURSE.id, chart)
            await work.preferences.save(sample.COURSE.id, ANA.id, Wishes(low_bandwidth=slow))
            await work.outbox.post(replace(post("week", Directly(ANA.id)), view=view))
        await it.sender().run()
        (got,) = it.chat.at(await it.chat.direct(sample.account(ANA)))
        assert got.view.pictured != slow
        assert (note("Eleven attended.") in got.view.blocks) == slow
        assert it.chat.files == ({} if slow else {"chart": chart})


async def test_what_is_taken_back_disappears(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.owe(post("a"), post("b", LIVE))
        await it.sender().run()
        async with it.store.work() as work:
            await work.outbox.remove("a")
        await it.sender().run()
        assert (it.texts(MAIN), len(it.texts(LIVE))) == ([], 1)


async def test_a_post_in_doubt_that_is_taken_back_is_looked_for_and_deleted(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.owe(post("a"))
        it.chat.fails = [MaybeSentError("lost")]
        await it.sender().run()
        await it.chat.post(MAIN, say("Hello, class."), (await it.kept("a")).marker, {})
        async with it.store.work() as work:
            await work.outbox.remove("a")
        await it.later()
        assert it.texts(MAIN) == []


@pytest.mark.parametrize("error", [CannotSendError("no permission"), RuntimeError("our mistake")])
async def test_one_bad_post_never_stops_the_rest(tmp_path: Path, error: Exception) -> None:
    async with desk(tmp_path) as it:
        await it.owe(post("a"), post("b", LIVE, "Still here"))
        it.chat.fails = [error]
        await it.sender().run()
        assert it.texts(LIVE) == ["Still here"]
        assert len(it.journal.troubles) == isinstance(error, RuntimeError)
        await it.later()
        assert it.texts(LIVE) + it.texts(MAIN) == ["Still here", "Hello, class."]


async def test_a_platform_that_is_not_connected_makes_posts_wait(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.owe(post("a", Place("elsewhere", "main")))
        assert await it.sender().run() == 0
        assert (await it.kept("a")).problem == (
            "Homeroom is not connected to elsewhere at the moment."
        )


async def test_a_reaction_that_fails_leaves_its_post_alone_in_doubt(tmp_path: Path) -> None:
    class Fussy(Desk):
        async def _note(self, arrived: PostArrived, now: datetime, work: UnitOfWork) -> None:
            if arrived.key == "a" and not self.journal.troubles:
                raise RuntimeError("our mistake")
            self.arrived.append(arrived.key)

    async with desk(tmp_path) as plain:
        it = Fussy(plain.store, chat=plain.chat)
        await it.owe(post("a"), post("b", LIVE))
        await it.sender().run()
        assert (await it.kept("b")).state is PostState.SENT
        assert (await it.kept("a")).doubtful
        await it.later()
        assert (it.texts(MAIN), (await it.kept("a")).state) == (["Hello, class."], PostState.SENT)
