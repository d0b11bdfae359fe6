"""A course is loaded, lived in, loaded again, dumped, and begun anew next term."""

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from bot.chat.refusal import Refusal
from bot.features.courses.loading import dump, following, load, preview
from bot.model.courses.description import CourseDescription, Member
from bot.model.courses.loading.merging import Changes
from bot.model.courses.plan import SessionEntry
from bot.model.happenings import CourseLoaded, SessionChanged
from bot.model.people import Account
from bot.model.time.recurrence import Repeats, Rule
from bot.ports.work import UnitOfWork
from tests.support.classroom import Classroom, classroom
from tests.support.sample import ANA, BEN, COURSE, INES, PLATFORM, POLICY, account, at

WEEKLY = SessionEntry(
    Rule(
        "lecture",
        "Lecture",
        COURSE.zone,
        date(2026, 9, 8),
        time(16),
        timedelta(hours=1),
        Repeats.WEEKLY,
        frozenset({1}),
        count=3,
    )
)
PEOPLE = tuple(
    Member(replace(one, course="statistics"), (account(one),)) for one in (ANA, BEN, INES)
)
FILE = CourseDescription(replace(COURSE, id="statistics"), POLICY, PEOPLE, (WEEKLY,))


async def loaded(room: Classroom, description: CourseDescription) -> Changes:
    async with room.store.work() as work:
        found = await load(description, work, room.clock.now())
        work.take_happenings()
        return found


async def sessions(work: UnitOfWork) -> list[tuple[str, date]]:
    found = await work.sessions.of("statistics")
    return [(one.title, one.starts.date()) for one in found if one.state != "cancelled"]


async def test_a_dry_run_says_everything_and_changes_nothing(tmp_path: Path) -> None:
    async with classroom(tmp_path) as room, room.store.work() as work:
        found = await preview(FILE, work, at(0))
        assert "+ Course “Open Learning” in Europe/Berlin" in map(str, found.says)
        assert await work.courses.get("statistics") is None


async def test_loading_writes_the_whole_course_and_repeating_nothing(tmp_path: Path) -> None:
    async with classroom(tmp_path) as room:
        assert not (await loaded(room, FILE)).empty
        again = await loaded(room, FILE)
        assert (again.says, again.conflicts) == ([], [])
        async with room.store.reading() as work:
            assert len(await sessions(work)) == 3
            assert await work.surveys.get("statistics") == FILE.survey
            policy = await work.policies.current("statistics")
            assert policy is not None
            assert policy.title == POLICY.title
            found = await work.people.by_accounts("statistics", [account(ANA)])
            assert found[account(ANA)].zone == ANA.zone


async def test_what_chat_changed_is_kept_and_told(tmp_path: Path) -> None:
    async with classroom(tmp_path) as room:
        await loaded(room, FILE)
        async with room.store.work() as work:
            first, *_ = await work.sessions.of("statistics")
            await work.sessions.save([replace(first, title="Opening", revision=1)])
        entry = replace(WEEKLY, rule=replace(WEEKLY.rule, title="Talk"))
        found = await loaded(room, replace(FILE, sessions=(entry,)))
        assert any("was changed in chat to Opening" in text for text in found.conflicts)
        async with room.store.reading() as work:
            assert [title for title, _ in await sessions(work)] == ["Opening", "Talk", "Talk"]


async def test_changed_sessions_are_told_to_those_who_announced_them(tmp_path: Path) -> None:
    async with classroom(tmp_path) as room:
        await loaded(room, FILE)
        later = replace(WEEKLY, rule=replace(WEEKLY.rule, at=time(18)))
        async with room.store.work() as work:
            await load(replace(FILE, sessions=(later,)), work, room.clock.now())
            happened = work.take_happenings()
            assert [type(one) for one in happened] == [SessionChanged] * 3 + [CourseLoaded]


async def test_an_account_changes_hands(tmp_path: Path) -> None:
    async with classroom(tmp_path) as room:
        await loaded(room, FILE)
        new = Account(PLATFORM, "ana-2")
        people = (Member(ANA, (new,)), *PEOPLE[1:])
        await loaded(room, replace(FILE, people=people))
        async with room.store.reading() as work:
            assert list(await work.people.accounts(ANA.id)) == [new]


async def test_a_frozen_course_is_left_alone(tmp_path: Path) -> None:
    async with classroom(tmp_path) as room:
        await loaded(room, FILE)
        async with room.store.work() as work:
            course = await work.courses.get("statistics")
            assert course is not None
            await work.courses.save(replace(course, frozen=True))
        found = await loaded(room, replace(FILE, sessions=()))
        assert "is frozen" in found.conflicts[0]


async def test_the_present_is_dumped_and_the_next_term_begun(tmp_path: Path) -> None:
    async with classroom(tmp_path) as room:
        await loaded(room, FILE)
        async with room.store.reading() as work:
            assert await dump("statistics", work) == FILE
            spring = await following("statistics", "statistics-2", date(2027, 4, 5), work)
            with pytest.raises(Refusal, match="no course “nothing”"):
                await dump("nothing", work)
        assert [one.person.name for one in spring.people] == ["Ines"]
        assert spring.planned_sessions()[0].starts.date() == date(2027, 4, 6)
        assert not (await loaded(room, spring)).empty


async def test_another_policy_rules_from_the_present_week_on_as_in_chat(tmp_path: Path) -> None:
    harder = replace(POLICY, requirements=(replace(POLICY.requirements[0], choose=2),))
    async with classroom(tmp_path, start=at(0)) as room:
        await loaded(room, FILE)
        room.clock.present = at(days=23)
        found = await loaded(room, replace(FILE, policy=harder))
        assert any("weeks that are over stay as they are" in str(one) for one in found.says)
        async with room.store.reading() as work:
            ruling = [await work.policies.ruling("statistics", week) for week in (1, 3, 4)]
            assert [each and each.version for each in ruling] == [1, 1, 2]
            assert await work.differences.of("statistics") == []


async def test_what_a_file_changes_in_a_locked_week_is_a_difference(tmp_path: Path) -> None:
    async with classroom(tmp_path, start=at(0)) as room:
        await loaded(room, FILE)
        room.clock.present = at(days=23)
        late = replace(PEOPLE[0], person=replace(PEOPLE[0].person, enrolled=date(2026, 9, 13)))
        await loaded(room, replace(FILE, people=(late, *PEOPLE[1:])))
        async with room.store.reading() as work:
            [changed] = await work.differences.of("statistics")
            assert (changed.person, changed.week, changed.by) == (late.person.id, 1, None)
            assert changed.after is None
            assert changed.why == "the course file or the class list was loaded again"
