"""Every Monday at six the week's participation lies in the staff's place, and nowhere else."""

import csv
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.charts.pictures import ChartPictures
from adapters.lms.exports import GradebookFiles
from bot.features.exports.planning import export_at
from bot.features.exports.writing import make_export
from bot.model.happenings import CourseLoaded
from bot.model.participation.acts.ledger import Act, withdrawal
from bot.model.time.weeks import week_start
from bot.ports.gradebooks import WRITTEN, Format, Wanted
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.instants import utc
from tests.support.sample import ANA, BEN, COURSE, INES, STAFF, at, entry, session

LIMITS = session("limits", at(hours=10))
ATTENDED = entry(ANA, Act.ATTEND, at(hours=10, minutes=2), LIMITS.id)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    given = tools(charts=ChartPictures(), gradebooks=GradebookFiles())
    async with classroom(tmp_path, LIMITS, given=given) as opened:
        async with opened.store.work() as work:
            await work.ledger.append((ATTENDED,))
            work.happened(CourseLoaded(COURSE.id))
            await settle(work, REACTIONS, opened.clock.now())
        yield opened


def exports(room: Classroom) -> list[str]:
    return [shown for shown in room.seen(STAFF) if "Participation, week" in shown]


async def test_monday_at_six_by_the_courses_clock(room: Classroom) -> None:
    await room.tick_to("2026-09-14 03:59")
    assert exports(room) == []
    await room.tick_to("2026-09-14 04:00")
    [shown] = exports(room)
    assert "Participation, week 1: so far" in shown
    assert "Week 1 of Open Learning (Sep 7 to Sep 13, 2026) is provisional." in shown
    assert "1 of 3 took part. By route: Attend 1." in shown
    assert "open-learning-week-01.csv" in shown
    assert "open-learning-week-01.moodle.csv" in shown


async def test_the_files_can_be_downloaded_and_hold_the_class(room: Classroom) -> None:
    await room.tick_to("2026-09-14 04:00")
    files = {file.name: file for file in room.chat.files.values()}
    assert set(files) == {
        "open-learning-week-01.csv", "open-learning-week-01.moodle.csv", "week-01.png",
    }  # fmt: skip
    text = files["open-learning-week-01.csv"].content.decode("utf-8-sig")
    rows = {row["Name"]: row for row in csv.DictReader(io.StringIO(text))}
    assert set(rows) == {"Ana", "Ben", "Cho"}
    assert (rows["Ana"]["Participation W01"], rows["Ana"]["Attend"]) == ("1", "1")
    assert rows["Ben"]["Participation W01"] == "0"
    assert files["week-01.png"].content.startswith(b"\x89PNG")
    assert "Attend 1" in files["week-01.png"].description


async def test_it_waits_with_the_remedy_while_students_can_read_the_place(
    room: Classroom,
) -> None:
    await room.tick_to("2026-09-14 03:00")
    staff = room.chat.closed.pop(STAFF)
    await room.tick_to("2026-09-14 04:00")
    assert exports(room) == []
    async with room.store.reading() as work:
        problems = await work.outbox.problems(COURSE.id)
    assert any("Make the place private to staff" in (each.problem or "") for each in problems)
    room.chat.closed[STAFF] = staff
    await room.tick_to("2026-09-14 05:00")
    assert len(exports(room)) == 1


async def test_the_final_export_says_what_changed(room: Classroom) -> None:
    await room.tick_to("2026-09-14 04:00")
    async with room.store.work() as work:
        gone = withdrawal(ATTENDED, "it was somebody else", utc("2026-09-15 10:00"), INES.id)
        late = entry(BEN, Act.ATTEND, at(hours=10, minutes=5), LIMITS.id)
        await work.ledger.append((gone, late))
    await room.tick_to("2026-09-20 22:00")
    final = exports(room)[-1]
    assert "Participation, week 1: locked" in final
    assert "Changed since the export before" in final
    assert "Ana: 1 before, 0 now." in final
    assert "Ben: 0 before, 1 now." in final
    assert "Provisional" not in final


@pytest.mark.parametrize(
    ("week", "instant"),
    [(1, "2026-09-14 04:00"), (6, "2026-10-19 04:00"), (7, "2026-10-26 05:00")],
)
def test_the_hour_stays_when_the_clocks_change(week: int, instant: str) -> None:
    assert export_at(COURSE, week) == utc(instant)


async def test_staff_get_an_export_on_demand_in_private(room: Classroom) -> None:
    room.at("2026-09-09 12:00")
    said = await room.says(INES, "/class export week:1 format:xlsx")
    assert "It arrives in your private messages." in said
    [shown] = room.seen(INES)
    assert "open-learning-week-01.xlsx" in shown
    assert exports(room) == []
    [deed] = await room.deeds()
    assert deed.what == "Ines exported week 1 as xlsx"


async def test_the_weekly_posts_button_makes_a_spreadsheet(room: Classroom) -> None:
    await room.tick_to("2026-09-14 04:00")
    await room.presses(INES, "As a spreadsheet")
    assert "week-01.xlsx" in room.seen(INES)[0]


@pytest.mark.parametrize(
    ("what", "why"),
    [("week:3", "hasn't begun"), ("week:99", "weeks 1 to 15"), ("format:pdf", "none of the")],
)
async def test_what_cannot_be_exported_is_refused(room: Classroom, what: str, why: str) -> None:
    assert why in await room.says(INES, f"/class export {what}")
    assert await room.deeds() == []


async def test_students_export_nothing(room: Classroom) -> None:
    assert "staff only" in await room.says(ANA, "/class export week:1")
    assert room.seen(ANA) == []


@pytest.mark.parametrize("form", WRITTEN)
async def test_a_past_week_gives_the_same_bytes_until_something_changes(
    room: Classroom, form: Format
) -> None:
    start = week_start(COURSE, 1)
    times = [start + timedelta(days=days, hours=3) for days in (8, 9, 15, 40)]
    made = []
    for now in times:
        wanted = Wanted(1, forms=(form,))
        made.append((await make_export(room.store, COURSE, wanted, now)).content)
    assert made[0] == made[1]
    assert made[2] == made[3]
    assert made[1] != made[2]


async def test_a_repeated_demand_is_the_same_file(room: Classroom) -> None:
    await room.tick_to("2026-09-22 12:00")
    await room.says(INES, "/class export week:1 format:csv")
    first = dict(room.chat.files)
    room.at("2026-09-25 12:00")
    await room.says(INES, "/class export week:1 format:csv")
    assert room.chat.files == first


async def test_a_roster_that_moodle_cannot_match_is_said(room: Classroom) -> None:
    async with room.store.work() as work:
        await work.people.save((replace(ANA, email=None, username=None),))
    await room.tick_to("2026-09-14 04:00")
    [shown] = exports(room)
    assert "Not in the file" in shown or "can be written for Moodle" in shown
