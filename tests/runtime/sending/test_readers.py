"""What is for staff alone waits until nobody else can read it."""

from dataclasses import replace
from pathlib import Path

from bot.model.people import Account
from bot.model.places import Message
from bot.runtime.sending.readers import KEPT_BY_STUDENT, OPEN_PLACE, UNKNOWN_READER
from tests.support import sample
from tests.support.desk import Desk, desk
from tests.support.sample import ANA, INES, STAFF, TARO, at, post

OWNER = Account(sample.PLATFORM, "owner")
SECRET = replace(post("export", STAFF, "The week's export"), closed=True)


async def problem(it: Desk) -> str | None:
    """Send what is owed; return why the export waits."""
    await it.owe(SECRET)
    await it.later()
    return (await it.kept("export")).problem


async def test_it_waits_while_students_can_read_the_place(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        assert await problem(it) == OPEN_PLACE
        assert it.texts(STAFF) == []
        async with it.store.reading() as work:
            (waiting,) = await work.outbox.problems(sample.COURSE.id)
        assert waiting.problem == OPEN_PLACE
        it.chat.closed[STAFF] = [sample.account(INES)]
        await it.later()
        assert it.texts(STAFF) == ["The week's export"]


async def test_who_is_not_on_the_roster_keeps_it_away_unless_they_run_the_server(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path) as it:
        it.chat.closed[STAFF] = [sample.account(INES), OWNER]
        assert await problem(it) == UNKNOWN_READER
        it.chat.run_by = [OWNER]
        assert await problem(it) is None
        assert it.texts(STAFF) == ["The week's export"]


async def test_a_student_who_runs_the_server_keeps_it_away(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.chat.closed[STAFF] = [sample.account(INES)]
        it.chat.run_by = [sample.account(ANA), OWNER]
        assert await problem(it) == KEPT_BY_STUDENT
        it.chat.run_by = [OWNER]
        assert await problem(it) is None


async def test_staff_who_left_the_course_keep_it_away(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        async with it.store.work() as work:
            await work.people.save((replace(TARO, dropped=at(1)),))
        it.chat.closed[STAFF] = [sample.account(INES), sample.account(TARO)]
        assert await problem(it) == UNKNOWN_READER
        it.chat.run_by = [sample.account(TARO)]
        assert await problem(it) is None


async def test_a_card_is_no_longer_changed_where_students_can_read_by_now(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.chat.closed[STAFF] = [sample.account(INES)]
        assert await problem(it) is None
        async with it.store.work() as work:
            await work.outbox.edit("export", post("", words="The week's export, again").view)
        it.chat.closed[STAFF] = [sample.account(ANA)]
        await it.later()
        assert (await it.kept("export")).problem == OPEN_PLACE
        [stands] = it.chat.at(STAFF)
        assert (stands.message, stands.edits) == (Message(STAFF, "m1"), 0)
