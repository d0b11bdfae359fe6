"""A change is reckoned beside the class: once, whole, and only if it still does what was shown."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.chat.calls import Invocation, Upload
from bot.features.policies import due
from bot.features.policies.planning import CHANGE, MOST_TRIES
from bot.model.participation.acts.ledger import Act
from bot.model.participation.review.differences import Mark
from bot.model.participation.standings.tally import recount
from bot.model.people import Role
from bot.model.time.weeks import week_end
from bot.ports.agenda import Item
from bot.ports.excuses import Granted
from tests.support import sample
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.reading import actions, read
from tests.support.sample import ANA, BEN, CHO, COURSE, INES, MAIN, POLICY, at, entry, session

LIMITS = session("limits", at(hours=10))
WORDIER = b"""\
policy:
  title: Two a week
  choose: 2
  options:
    - {key: attend, title: Attend, within: session, needs: [{act: attend}], minutes: 60}
    - {key: discuss, title: Discuss, needs: [{act: post, minimum: 150}], minutes: 60}
"""
SERIES = session("series", at(days=14, hours=10))
CAME = [
    entry(ANA, Act.ATTEND, at(hours=10, minutes=1), LIMITS.id),
    entry(ANA, Act.ATTEND, at(days=14, hours=10, minutes=1), SERIES.id),
    entry(BEN, Act.POST, at(days=14, hours=11)),
]


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """Open a class whose instructor was shown what a policy would do from week 1 on."""
    async with classroom(tmp_path, LIMITS, SERIES) as opened:
        async with opened.store.work() as work:
            await work.ledger.append(CAME)
        opened.at("2026-09-22 12:00")
        file = {"file": Upload("new.yaml", WORDIER)}
        await opened.says(INES, "/class policy change from_week:1", files=file)
        yield opened


async def press(room: Classroom, label: str = "Apply exactly this", call: str = "press") -> None:
    """Press a button of the newest private message; nothing that is due is done yet."""
    views = [posted.view for posted in room.chat.posted.values()]
    state = next(
        state for view in views[::-1] for found, _, state in actions(view) if found == label
    )
    pressed = Invocation(call, sample.account(INES), MAIN, room.clock.now(), state=state)
    answer = await room.app.invoke(pressed)
    assert "arrives in your private messages" in read(answer.body)


async def planned(room: Classroom) -> list[Item]:
    async with room.store.reading() as work:
        return [item for item in await work.agenda.of(COURSE.id) if item.kind == CHANGE]


async def made(room: Classroom, item: Item) -> due.Made:
    """Reckon what an item asks for, as the agenda does before it writes."""
    async with room.store.reading() as work:
        job = await due.read_change(item, room.clock.now(), work)
    found = await due.make_change(job, tools())
    assert found is not None
    return found


async def write(room: Classroom, item: Item, found: due.Made) -> None:
    async with room.store.work() as work:
        await due.write_change(item, room.clock.now(), found, work)
        await work.agenda.done(item.key)


async def versions(room: Classroom) -> list[int]:
    async with room.store.reading() as work:
        return [each.policy.version for each in await work.policies.versions(COURSE.id)]


async def test_nothing_is_reckoned_before_the_press_is_answered(room: Classroom) -> None:
    await press(room)
    assert await versions(room) == [1]
    assert [item.args["way"] for item in await planned(room)] == ["apply"]
    await room.app.tick()
    assert await versions(room) == [1, 2]
    assert "Version 2 of the policy rules from week 1 on." in room.seen(INES)[-1]


async def test_what_is_counted_aside_is_what_a_recount_gives(room: Classroom) -> None:
    await press(room)
    await room.app.tick()
    async with room.store.reading() as work:
        current = await work.policies.current(COURSE.id)
        kept = await work.ledger.tallies(COURSE.id)
    assert current is not None
    assert kept == recount(current, CAME) != recount(POLICY, CAME)


async def test_two_presses_apply_once_and_are_told_once(room: Classroom) -> None:
    await press(room, call="first")
    await press(room, call="second")
    before = len(room.seen(INES))
    await room.app.tick()
    assert (await versions(room), len(room.seen(INES))) == ([1, 2], before + 1)
    await press(room, "Undo", "third")
    await press(room, "Undo", "fourth")
    await room.app.tick()
    assert (await versions(room), len(room.seen(INES))) == ([1, 2, 3], before + 2)
    await press(room, "Do it again", "fifth")
    await press(room, "Do it again", "sixth")
    await room.app.tick()
    assert (await versions(room), len(room.seen(INES))) == ([1, 2, 3, 4], before + 3)
    assert len(await room.deeds()) == 3


async def test_who_is_killed_in_between_does_it_once_after_the_restart(room: Classroom) -> None:
    await press(room)
    [item] = await planned(room)
    await made(room, item)
    before = len(room.seen(INES))
    await room.app.tick()
    await room.app.tick()
    assert (await versions(room), len(room.seen(INES))) == ([1, 2], before + 1)


async def test_what_comes_while_it_is_reckoned_counts_by_the_new_policy(room: Classroom) -> None:
    await press(room)
    [item] = await planned(room)
    found = await made(room, item)
    late = entry(BEN, Act.ATTEND, at(hours=10, minutes=2), LIMITS.id)
    async with room.store.work() as work:
        await work.ledger.append((late,))
    await write(room, item, found)
    assert await versions(room) == [1, 2]
    async with room.store.reading() as work:
        current = await work.policies.current(COURSE.id)
        kept = await work.ledger.tallies(COURSE.id)
        differences = await work.differences.of(COURSE.id)
    assert current is not None
    assert kept == recount(current, [*CAME, late])
    was, will_be = Mark(Decimal(1), Decimal(1)), Mark(Decimal(1), Decimal(2))
    none, of_two = Mark(Decimal(0), Decimal(1)), Mark(Decimal(0), Decimal(2))
    assert {(each.person, each.week, each.before, each.after) for each in differences} == {
        (ANA.id, 1, was, will_be),
        (BEN.id, 1, was, will_be),
        (CHO.id, 1, none, of_two),
    }


async def test_who_is_excused_in_between_stays_excused(room: Classroom) -> None:
    await press(room)
    [item] = await planned(room)
    found = await made(room, item)
    granted = Granted("e", COURSE.id, ANA.id, 1, None, "flu", INES.id, room.clock.now())
    async with room.store.work() as work:
        await work.excuses.save((granted,))
    await write(room, item, found)
    assert await versions(room) == [1, 2]
    async with room.store.reading() as work:
        assert {each.person for each in await work.differences.of(COURSE.id)} == {BEN.id, CHO.id}


async def test_what_concerns_everybody_is_reckoned_anew(room: Classroom) -> None:
    await press(room)
    [item] = await planned(room)
    found = await made(room, item)
    async with room.store.work() as work:
        await work.sessions.save((replace(LIMITS, counted=False),))
    await write(room, item, found)
    assert await versions(room) == [1]
    [again] = await planned(room)
    assert again.args["tries"] == "2"
    await room.app.tick()
    assert await versions(room) == [1]
    assert "Something happened since this was shown" in room.seen(INES)[-1]
    await press(room, call="again")
    await room.app.tick()
    assert await versions(room) == [1, 2]


async def test_where_much_happens_all_the_while_it_says_so(room: Classroom) -> None:
    await press(room)
    for number in range(MOST_TRIES):
        [item] = await planned(room)
        found = await made(room, item)
        async with room.store.work() as work:
            await work.sessions.save((replace(LIMITS, title=f"Limits {number}"),))
        await write(room, item, found)
    assert await planned(room) == []
    await room.app.tick()
    assert "Too much happened meanwhile" in room.seen(INES)[-1]
    assert await versions(room) == [1]
    await press(room, call="later")
    await room.app.tick()
    assert await versions(room) == [1, 2]


async def test_who_teaches_no_more_by_then_changes_nothing(room: Classroom) -> None:
    await press(room)
    async with room.store.work() as work:
        await work.people.save((replace(INES, role=Role.ASSISTANT),))
    await room.app.tick()
    assert await versions(room) == [1]
    assert "Only instructors change the policy" in room.seen(INES)[-1]


async def test_a_course_that_is_over_by_then_stays(room: Classroom) -> None:
    await press(room)
    async with room.store.work() as work:
        await work.courses.save(replace(COURSE, frozen=True))
    await room.app.tick()
    assert await versions(room) == [1]
    assert "This course is over" in room.seen(INES)[-1]


async def test_another_policy_by_then_is_left_to_rule(room: Classroom) -> None:
    await press(room)
    async with room.store.work() as work:
        loaded = replace(POLICY, version=2, locks_after=timedelta(days=3))
        await work.policies.save(COURSE.id, loaded, room.clock.now(), since=3)
    await room.app.tick()
    assert await versions(room) == [1, 2]
    assert "The policy was changed since." in room.seen(INES)[-1]


async def test_the_last_exports_follow_the_lock_that_rules_each_week(room: Classroom) -> None:
    sooner = WORDIER.replace(b"  choose: 2", b"  choose: 2\n  locks after: 3 days")
    file = {"file": Upload("new.yaml", sooner)}
    await room.says(INES, "/class policy change", files=file)
    await press(room)
    await room.app.tick()
    assert await last_exports(room) == {
        2: week_end(COURSE, 2) + timedelta(days=7),
        3: week_end(COURSE, 3) + timedelta(days=3),
    }
    await press(room, "Undo", "undo")
    await room.app.tick()
    later = await last_exports(room)
    assert later[3] == week_end(COURSE, 3) + timedelta(days=7)


async def last_exports(room: Classroom) -> dict[int, datetime]:
    """Return when weeks 2 and 3 are exported for good."""
    async with room.store.reading() as work:
        items = await work.agenda.of(COURSE.id)
    found = {int(item.args["week"]): item.due for item in items if item.kind == "export.final"}
    return {week: due for week, due in found.items() if week < 4}
