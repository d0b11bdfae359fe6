"""An instructor brings the class list again: sees what would change, does it, undoes it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from adapters.charts.pictures import ChartPictures
from adapters.files.rosters.attached import RosterReader
from adapters.lms.exports import GradebookFiles
from bot.chat.calls import Upload
from bot.model.happenings import CourseLoaded
from bot.model.participation.acts.ledger import Act
from bot.model.people import Person
from bot.model.sessions import State
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.sample import (
    ANA,
    BEN,
    CHO,
    COURSE,
    INES,
    STAFF,
    TARO,
    account,
    at,
    entry,
    person,
    session,
)

HEAD = "username,name,email,number\n"
ROWS = {
    "ana": "ana,Ana,ana@x.edu,001\n",
    "ben": "ben,Ben,ben@x.edu,002\n",
    "cho": "cho,Cho,cho@x.edu,003\n",
    "dan": "dan,Dan Dee,dan@x.edu,004\n",
}


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    given = replace(tools(), rosters=RosterReader())
    async with classroom(tmp_path, given=given) as opened:
        async with opened.store.work() as work:
            known = [
                replace(one, username=one.name.casefold(), number=number)
                for one, number in ((ANA, "001"), (BEN, "002"), (CHO, "003"))
            ]
            await work.people.save(known)
        opened.at("2026-09-15 10:00")
        yield opened


def file(*names: str, text: str = "") -> dict[str, Upload]:
    """Return the roster of these people as it is attached."""
    rows = "".join(ROWS[name] for name in names)
    return {"file": Upload("class.csv", (HEAD + rows + text).encode())}


async def brings(room: Classroom, *names: str, text: str = "", how: str = "") -> str:
    return await room.says(INES, f"/class roster import{how}", files=file(*names, text=text))


async def roster(room: Classroom) -> dict[str, Person]:
    async with room.store.reading() as work:
        return {one.name: one for one in await work.people.of(COURSE.id)}


async def test_first_it_is_shown_and_then_done_with_one_button(room: Classroom) -> None:
    before = await roster(room)
    said = await brings(room, "ana", "ben", "dan")
    assert "class.csv (Homeroom roster): 3 people." in said
    assert "Dan Dee, student, enrolled from Tue, Sep 15, 2026" in said
    assert "Cho leaves on Tue, Sep 15, 2026; their record is kept" in said
    assert "Ana: e-mail from ana@example.edu to ana@x.edu" in said
    assert await roster(room) == before
    assert "That is done." in await room.presses(INES, "Do this")
    now = await roster(room)
    assert (now["Cho"].dropped, now["Dan Dee"].enrolled) == (date(2026, 9, 15), date(2026, 9, 15))
    assert now["Ana"].id == ANA.id
    assert [deed.what for deed in await room.deeds()] == [
        "Ines brought the roster class.csv: 1 to add, 1 to leave and 2 to change"
    ]


async def test_staff_stay_whatever_the_list_says(room: Classroom) -> None:
    await brings(room, "ana")
    await room.presses(INES, "Do this")
    now = await roster(room)
    assert (now["Ines"], now["Taro"]) == (INES, TARO)


async def test_who_is_dropped_has_no_say_and_gets_the_record_back(room: Classroom) -> None:
    await brings(room, "ana", "ben")
    await room.presses(INES, "Do this")
    assert "not on the roster" in await room.says(CHO, "/class me")
    async with room.store.reading() as work:
        assert list(await work.people.accounts(CHO.id)) == [account(CHO)]
    assert "Cho is back in the course" in await brings(room, "ana", "ben", "cho")
    await room.presses(INES, "Do this")
    assert "not on the roster" not in await room.says(CHO, "/class me")
    assert (await roster(room))["Cho"].id == CHO.id


async def test_nothing_is_done_that_was_not_shown(room: Classroom) -> None:
    await brings(room, "ana", "ben", "cho", "dan")
    async with room.store.work() as work:
        await work.people.save([replace(ANA, username="ana", number="001", email="new@x.edu")])
    said = await room.presses(INES, "Do this")
    assert "The course has changed since this was shown." in said
    assert "Ana: e-mail from new@x.edu to ana@x.edu" in said
    assert "Dan Dee" not in await roster(room)
    assert "That is done." in await room.presses(INES, "Do this")
    assert "Dan Dee" in await roster(room)


async def test_it_can_be_undone_but_for_what_changed_since(room: Classroom) -> None:
    before = await roster(room)
    await brings(room, "ana", "ben", "dan")
    await room.presses(INES, "Do this")
    async with room.store.work() as work:
        await work.people.save([replace((await roster(room))["Ben"], group="Lab B")])
    said = await room.presses(INES, "Undo")
    assert "These have changed since and stay as they are: Ben." in said
    now = await roster(room)
    dan = now.pop("Dan Dee")
    assert dan.dropped == dan.enrolled == date(2026, 9, 15)
    assert {**now, "Ben": before["Ben"]} == before
    assert "nothing to undo any more" in await room.presses(INES, "Undo")


async def test_a_button_works_once_and_can_be_thrown_away(room: Classroom) -> None:
    await brings(room, "ana", "dan")
    await room.presses(INES, "Do this")
    pressed = replace(room.calls[-1], id="pressed again")
    assert "brought or thrown away already" in await room.invoke(pressed, INES)
    await brings(room, "ana", "ben")
    assert "Nothing of Open Learning was changed." in await room.presses(INES, "Throw it away")
    assert "brought or thrown away already" in await room.presses(INES, "Do this")


async def test_a_list_of_some_drops_nobody_and_one_of_few_is_warned_of(room: Classroom) -> None:
    assert "would leave" not in await brings(room, "ana", "ben")
    assert "2 of 3 students would leave." in await brings(room, "ana")
    said = await brings(room, "ana", how=" partial:yes")
    assert "leaves on" not in said
    await room.presses(INES, "Do this")
    assert all(one.dropped is None for one in (await roster(room)).values())


async def test_who_only_has_a_name_here_is_asked_about(room: Classroom) -> None:
    await room.says(person("Dan"), "/class join name:dee dan")
    await room.presses(INES, "Somebody new: put them on the roster")
    joined = (await roster(room))["dee dan"]
    said = await brings(room, "ana", "ben", "cho", "dan")
    assert "Dan Dee (004) in the file, and dee dan here: the same name." in said
    said = await room.presses(INES, "The same person")
    assert "dee dan: name from dee dan to Dan Dee" in said
    await room.presses(INES, "Do this")
    assert (await roster(room))["Dan Dee"].id == joined.id


async def test_somebody_else_with_the_name_joins_beside(room: Classroom) -> None:
    await brings(room, "ana", "ben", "cho", text="x,Ana,x@x.edu,009\n")
    await room.presses(INES, "Do this")
    async with room.store.reading() as work:
        anas = [one for one in await work.people.of(COURSE.id) if one.name == "Ana"]
    assert len(anas) == 2


async def test_what_is_wrong_is_said_and_changes_nothing(room: Classroom) -> None:
    before = await roster(room)
    said = await brings(room, "ana", text="zoe,Zoe,not an address,9\n")
    assert said.startswith("class.csv:3:9: error: not an address: This is no e-mail address.")
    assert said.endswith("Nothing was changed.")
    assert await roster(room) == before


async def test_users_and_enrollments_come_together(room: Classroom) -> None:
    users = "user_id,login_id,full_name,email,status\n001,ana,Ana,ana@x.edu,active\n"
    rows = "course_id,user_id,role,section_id,status\nC,001,student,Lab A,active\n"
    files = {
        "file": Upload("users.csv", users.encode()),
        "enrollments": Upload("enrollments.csv", rows.encode()),
    }
    said = await room.says(INES, "/class roster import partial:yes", files=files)
    assert "users.csv (Canvas SIS users.csv): 1 person." in said
    assert "Ana: group from none to Lab A" in said


async def test_reminders_follow_who_leaves_and_who_comes_back(tmp_path: Path) -> None:
    limits, series = (
        session("limits", at(days=2, hours=10)),
        session("series", at(days=9, hours=10)),
    )
    given = tools(charts=ChartPictures(), gradebooks=GradebookFiles())
    given = replace(given, rosters=RosterReader())
    async with classroom(tmp_path, limits, series, given=given) as room:
        async with room.store.work() as work:
            await work.people.save(
                [replace(one, username=one.name.casefold()) for one in (ANA, BEN, CHO)]
            )
            work.happened(CourseLoaded(COURSE.id))
            await settle(work, REACTIONS, room.clock.now())
        await room.tick_to("2026-09-07 08:00")
        await room.presses(BEN, "Remind me")
        await room.presses(BEN, "Yes, remind me")
        await brings(room, "ana", "cho")
        await room.presses(INES, "Do this")
        await room.tick_to("2026-09-10 12:00")
        assert room.seen(BEN) == []
        await brings(room, "ana", "ben", "cho")
        await room.presses(INES, "Do this")
        await room.tick_to("2026-09-16 12:00")
        assert any("Series · " in text for text in room.seen(BEN))


async def test_accounts_in_a_list_are_linked_and_given_back(room: Classroom) -> None:
    listed = "username,name,number,sandbox\nben,Ben,002,\ndan,Dan Dee,004,dan-account\n"
    files = {"file": Upload("class.csv", listed.encode())}
    await room.says(INES, "/class roster import partial:yes", files=files)
    await room.presses(INES, "Do this")
    dan = (await roster(room))["Dan Dee"]
    async with room.store.reading() as work:
        assert [one.id for one in await work.people.accounts(dan.id)] == ["dan-account"]
    await room.presses(INES, "Undo")
    async with room.store.reading() as work:
        assert list(await work.people.accounts(dan.id)) == []


async def test_what_looks_odd_is_shown_and_kept_as_it_is(room: Classroom) -> None:
    said = await brings(room, "ana", "ben", "cho", text="f,=1+1,f@x.edu,006\n")
    assert "class.csv:5:3: warning: =1+1: A spreadsheet would take this for a formula." in said
    await room.presses(INES, "Do this")
    assert "=1+1" in await roster(room)


async def test_only_an_instructor_brings_a_roster(room: Classroom) -> None:
    for who in (ANA, TARO):
        said = await room.says(who, "/class roster import", files=file("ana"))
        assert "only" in said
        assert "Ben" not in said
    assert not [text for text in room.seen(STAFF) if "class.csv" in text]


async def test_who_comes_back_is_asked_nothing_for_the_weeks_between(tmp_path: Path) -> None:
    weeks = [session(f"s{week}", at(days=7 * week, hours=10)) for week in range(4)]
    over = [replace(one, state=State.ENDED, began=one.starts, ended=one.ends) for one in weeks]
    came = [entry(CHO, Act.ATTEND, each.starts, each.id) for each in (weeks[0], weeks[3])]
    given = tools(charts=ChartPictures(), gradebooks=GradebookFiles())
    async with classroom(tmp_path, *over, given=given) as room:
        async with room.store.work() as work:
            await work.ledger.append(came)
        room.at("2026-09-15 10:00")
        await room.says(INES, "/class roster import", files=named("Ana", "Ben"))
        await room.presses(INES, "Do this")
        room.at("2026-09-28 05:00")
        said = await room.says(INES, "/class roster import", files=named("Ana", "Ben", "Cho"))
        assert "Cho is back in the course, away from Tue, Sep 15, 2026 until Mon, Sep 28" in said
        assert "the weeks in between ask nothing of them" in said
        await room.presses(INES, "Do this")
        room.at("2026-09-29 10:00")
        said = "\n".join(
            [await room.says(CHO, f"/class progress week:{week}") for week in (1, 2, 3, 4)]
        )
        assert said.count("Not enrolled in this week.") == 2
        assert "2 of 2 so far (100%)" in said
        totals = await room.says(INES, "/class attendance totals")
        [row] = [line for line in totals.splitlines() if "Cho" in line]
        # On the 14th Cho hadn't left yet; the 21st isn't hers.
        assert row == "Cho | 2 | 0 | 0 | 1 | 66.6% | 66.6%"


def named(*names: str) -> dict[str, Upload]:
    """Return a list of people of the sample as it is attached."""
    rows = "".join(f"{name},{name.casefold()}@example.edu\n" for name in names)
    return {"file": Upload("list.csv", f"name,email\n{rows}".encode())}
