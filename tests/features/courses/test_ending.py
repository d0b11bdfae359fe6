"""At the term's end an instructor freezes the course, and can take it back."""

from dataclasses import replace
from pathlib import Path

from adapters.charts.pictures import ChartPictures
from adapters.lms.exports import GradebookFiles
from bot.model.happenings import CourseLoaded
from bot.model.sessions import State
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.sample import ANA, COURSE, INES, STAFF, TARO, at, session

LIMITS = session("limits", at(hours=10))


async def ended(room: Classroom) -> None:
    async with room.store.work() as work:
        work.happened(CourseLoaded(COURSE.id))
        await settle(work, REACTIONS, room.clock.now())
    await room.tick_to("2026-12-25 12:00")


async def test_nothing_is_frozen_while_something_is_to_come(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        said = await room.says(INES, "/class course freeze")
        assert "Not everything is over yet: “Limits”." in said
        assert await room.says(TARO, "/class course freeze") == "This is for instructors only."


async def test_a_frozen_course_is_read_only_until_that_is_undone(tmp_path: Path) -> None:
    given = tools(charts=ChartPictures(), gradebooks=GradebookFiles())
    async with classroom(tmp_path, LIMITS, given=given) as room:
        await ended(room)
        assert any("The term of Open Learning is over" in text for text in room.seen(STAFF))
        assert "a last export of all weeks" in await room.presses(INES, "Freeze …")
        assert "is frozen" in await room.presses(INES, "Freeze the course")
        assert "This course is over" in await room.says(ANA, "/class ask text:Why?")
        assert "What Open Learning stores" in await room.says(ANA, "/class me")
        assert "is running again" in await room.presses(INES, "Undo")
        assert "This course is over" not in await room.says(ANA, "/class ask text:Why?")
        assert [deed.what for deed in await room.deeds()][:2] == [
            "Ines took back that the course was frozen",
            "Ines froze the course",
        ]


async def test_freezing_before_the_last_week_locks_makes_its_last_export(tmp_path: Path) -> None:
    given = tools(charts=ChartPictures(), gradebooks=GradebookFiles())
    async with classroom(tmp_path, LIMITS, given=given) as room:
        async with room.store.work() as work:
            await work.sessions.save([replace(LIMITS, state=State.ENDED)])
        room.at("2026-12-19 12:00")
        await room.says(INES, "/class course freeze")
        await room.presses(INES, "Freeze the course")
        posted = " ".join(room.seen(STAFF))
        assert "Week 15" in posted
        assert "Week 1:" not in posted
        assert "Week 1 " not in posted
