"""A unit has a column of its own: exported, filled into the gradebook's file, sealed, changed."""

import csv
import io
from dataclasses import replace

import pytest

from bot.chat.calls import Upload
from bot.features.exports.pushing import Push, look
from bot.features.exports.writing import make_export
from bot.model.gradebook.gradebook import Scope
from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Period, Requirement, Unit
from bot.model.participation.review.differences import Decision
from bot.ports.gradebooks import Format, Wanted
from bot.ports.locked import differing
from tests.features.exports.conftest import SESSIONS
from tests.support.classroom import Classroom
from tests.support.lms.reached import Reached
from tests.support.sample import CHO, COURSE, INES, MONDAY, POLICY, STAFF, entry

BY_UNIT = replace(
    POLICY,
    version=2,
    requirements=(
        Requirement(1, ("discuss",)),
        Requirement(1, ("attend", "make-up"), Period.UNIT),
    ),
    units=(Unit("Foundations", 1, 2), Unit("Practice", 3, 4)),
)
OPEN, LOCKED = "2026-09-15 12:00", "2026-09-29 12:00"
"""In week 2 of the unit's two, and the day after it locked."""
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Participation unit 1 (71),Participation (72)\r\n"
    "    Points Possible,,,,,5,1\r\n"
    "Ana,11,,ana@example.edu,A,,\r\n"
    "Ben,12,,ben@example.edu,A,,\r\n"
)


@pytest.fixture
async def term(term: Classroom) -> Classroom:
    """Let the policy ask for a discussion a week and one session a unit, from the first week on."""
    async with term.store.work() as work:
        await work.policies.save(COURSE.id, BY_UNIT, MONDAY, since=1)
    return term


async def export(term: Classroom, form: Format, of: Scope = Scope.UNIT, week: int = 2) -> bytes:
    wanted = Wanted(week, of, (form,))
    return (await make_export(term.store, COURSE, wanted, term.clock.now())).content


async def decide(term: Classroom) -> None:
    """Let Ines enter, after all, that Cho came in the unit's first week."""
    decision = Decision("d1", COURSE.id, "she was there", INES.id, term.clock.now())
    came = entry(CHO, Act.ATTEND, SESSIONS[0].starts, SESSIONS[0].id)
    async with term.store.work() as work, differing(COURSE, decision, work):
        await work.ledger.append((came,))


def rows(content: bytes) -> dict[str, dict[str, str]]:
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return {row["Name"]: row for row in csv.DictReader(text)}


async def test_a_unit_is_exported_by_any_of_its_weeks(term: Classroom) -> None:
    await term.tick_to(OPEN)
    said = await term.says(INES, "/class export week:1 of:unit")
    assert "The unit of week 1 is being made." in said
    shown = term.seen(INES)[-1]
    assert "Participation, unit 1: so far" in shown
    assert "open-learning-unit-1.moodle.csv" in shown
    unit = rows(await export(term, Format.CSV, week=1))
    assert {name: row["Participation U1"] for name, row in unit.items()} == {
        "Ana": "1", "Ben": "1", "Cho": "",
    }  # fmt: skip
    assert unit["Cho"]["Status"] == "open"
    assert (await term.deeds())[0].what == "Ines exported the unit of week 1 as csv and Moodle csv"


async def test_a_unit_s_column_of_the_gradebook_s_own_file_is_filled(term: Classroom) -> None:
    await term.tick_to(LOCKED)
    into = {"into": Upload("grades.csv", CANVAS.encode())}
    await term.says(INES, "/class export week:2 of:unit", files=into)
    assert "2 grades written into “Participation unit 1 (71)”." in term.seen(INES)[-1]
    [filled] = [file for file in term.chat.files.values() if "-filled" in file.name]
    assert filled.content.decode() == CANVAS.replace("edu,A,,", "edu,A,5,")


@pytest.mark.parametrize("form", [Format.CSV, Format.MOODLE, Format.XLSX, Format.JSON])
async def test_a_locked_unit_stays_and_a_later_decision_is_its_difference(
    term: Classroom, form: Format
) -> None:
    await term.tick_to(LOCKED)
    before = await export(term, form)
    await export(term, Format.CSV)
    await decide(term)
    assert await export(term, form, week=1) == before
    await term.says(INES, "/class export week:2 of:unit format:csv")
    shown = term.seen(INES)[-1]
    assert "1 grade was changed since it was locked." in shown
    assert "/class export week:2 of:unit-difference holds what changed." in shown
    assert "Cho, unit, weeks 1 to 2: +1 by decision of Ines: she was there" in shown
    [(name, row)] = rows(await export(term, Format.CSV, Scope.UNIT_DIFFERENCE)).items()
    assert (name, row["Participation U1"]) == ("Cho", "1")
    assert "unit, weeks 1 to 2: +1 by decision of Ines: she was there." in row["Note"]


async def test_whose_unit_changed_reads_so_in_their_progress(term: Classroom) -> None:
    await term.tick_to(LOCKED)
    await decide(term)
    async with term.store.reading() as work:
        [only] = await work.differences.of(COURSE.id)
    assert (only.per, list(only.weeks), only.person) == (Period.UNIT, [1, 2], CHO.id)
    told = "Changed after it was locked, unit, weeks 1 to 2: +1 by decision of Ines: she was there."
    assert told in await term.says(CHO, "/class progress week:1")
    assert told in await term.says(CHO, "/class progress week:2")


async def test_the_post_of_a_unit_s_last_week_says_how_its_column_is_had(term: Classroom) -> None:
    await term.tick_to(LOCKED)
    posts = term.seen(STAFF)
    told = "Unit 1 ends with this week: /class export week:2 of:unit gives its own column."
    assert [told in post for post in posts if "Participation, week 2" in post] == [True, True]
    assert not any("ends with" in post for post in posts if "Participation, week 1" in post)


async def test_a_unit_that_is_not_locked_has_no_difference(term: Classroom) -> None:
    """Its first week is locked: nothing changes for that week, and the unit may still change."""
    await term.tick_to("2026-09-23 12:00")
    await decide(term)
    async with term.store.reading() as work:
        assert await work.differences.of(COURSE.id) == []


async def test_a_unit_is_pushed_into_its_own_column(term: Classroom, gradebook: Reached) -> None:
    await term.tick_to(LOCKED)
    push = Push(COURSE, 1, Scope.UNIT, gradebook.column(), INES.id)
    plan = await look(push, term.store, term.clock.now())
    assert {each.name: each.after for each in plan.changes} == {"Ana": 10, "Ben": 10, "Cho": 0}
    assert "scaled by 10/1" in plan.notes[0]


async def test_where_there_is_no_unit_it_is_said(term: Classroom) -> None:
    await term.tick_to(OPEN)
    assert "Week 3 hasn't begun" in await term.says(INES, "/class export week:4 of:unit")
    said = await term.says(INES, "/class export week:2 of:term")
    assert "The policy asks for nothing over the term." in said
    async with term.store.work() as work:
        apart = replace(BY_UNIT, version=3, units=(Unit("Second", 2, 2),))
        await work.policies.save(COURSE.id, apart, MONDAY, since=1)
    said = await term.says(INES, "/class export week:1 of:unit")
    assert "Week 1 is part of no unit. There are: Second, weeks 2 to 2." in said


async def test_the_term_as_a_whole_has_a_column_too(term: Classroom) -> None:
    asked = (Requirement(1, ("discuss",)), Requirement(2, ("attend",), Period.TERM))
    async with term.store.work() as work:
        policy = replace(BY_UNIT, version=3, requirements=asked, units=())
        await work.policies.save(COURSE.id, policy, MONDAY, since=1)
    await term.tick_to(LOCKED)
    found = rows(await export(term, Format.CSV, Scope.TERM))
    assert found["Ana"]["Participation term"] == "2"
    assert found["Ben"]["Note"] == "1 of 2; nothing more is possible."
