"""A place that takes nothing: staff are told once, and once more when it works again."""

from pathlib import Path

from bot.chat.posts import Directly, PostState
from bot.model.people import Account
from bot.ports.platform import CannotSendError
from tests.support import sample
from tests.support.desk import desk
from tests.support.reading import read
from tests.support.sample import ANA, LIVE, MAIN, STAFF, post


async def test_staff_are_told_once_and_the_posts_go_by_themselves_later(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.chat.missing = {LIVE}
        await it.owe(post("a", LIVE, "One"), post("b", LIVE, "Two"), post("c", MAIN))
        for _ in range(4):
            await it.later()
        [told] = it.chat.at(STAFF)
        assert "Nothing can be posted in #live: There is no place called live." in read(told.view)
        assert it.texts(LIVE) == []
        it.chat.missing = set()
        await it.later()
        assert it.texts(LIVE) == ["One", "Two"]
        [told] = it.chat.at(STAFF)
        assert "Posts arrive in #live again." in read(told.view)


async def test_the_same_problem_is_told_anew_after_it_was_over(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        for number in range(2):
            it.chat.missing = {LIVE}
            await it.owe(post(f"a{number}", LIVE))
            await it.later()
            it.chat.missing = set()
            await it.later()
        assert it.texts(STAFF) == ["It works again", "It works again"]


async def test_another_problem_of_the_same_place_is_told_as_well(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.owe(post("a", LIVE))
        it.chat.fails = [CannotSendError("Let me write."), CannotSendError("Let me read.")]
        await it.later()
        it.chat.fails = [CannotSendError("Let me read.")]
        await it.later()
        words = [read(one.view) for one in it.chat.at(STAFF)]
        assert len(words) == 2
        assert "Let me write." in words[0]
        assert "Let me read." in words[1]


async def test_a_barred_staff_place_and_a_person_who_is_gone_are_told_to_nobody(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        it.chat.missing = {STAFF}
        it.chat.members = []
        await it.owe(post("a", STAFF), post("dm", Directly(ANA.id)))
        await it.later()
        it.chat.missing = set()
        await it.later()
        assert it.texts(STAFF) == ["Hello, class."]
        assert (await it.kept("dm")).problem == "Nobody here is called ana."
        it.chat.members = [Account(sample.PLATFORM, "ana")]
        await it.later()
        assert (await it.kept("dm")).state is PostState.SENT
