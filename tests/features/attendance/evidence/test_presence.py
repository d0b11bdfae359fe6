"""Attendance by voice: who was in the course's voice place, as the ledger and staff see it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.events import PresencesRead
from bot.features.courses.linking import link, unlink
from bot.model.participation.acts.ledger import Act
from bot.model.people import Account
from bot.model.places import Place
from bot.ports.reading import opened_for
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.classroom import Classroom, plan
from tests.support.instants import utc
from tests.support.reported import ANAS, brings
from tests.support.sample import ANA, BEN, CHO, COURSE, INES, PLATFORM, account, at, session
from tests.support.voice import CORNER, HALL, LIMITS, by_voice, minutes, seen


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    async with by_voice(tmp_path) as opened:
        yield opened


async def test_presence_is_entered_when_the_session_ends(room: Classroom) -> None:
    await room.app.receive([seen(ANA, True, "09:55"), seen(BEN, True, "10:10")])
    await room.tick_to("2026-09-07 10:30")
    await room.app.receive([seen(BEN, False, "10:30")])
    assert await room.ledger(ANA) == []
    room.at("2026-09-07 11:00")
    await room.says(INES, "/class session end")
    [ana], [ben] = await room.ledger(ANA), await room.ledger(BEN)
    assert (ana.act, ana.about, ana.amount, ana.out_of) == (Act.ATTEND, LIMITS.id, 60, 60)
    assert ana.at == utc("2026-09-07 10:00")
    assert ben.evidence == "present 20 of 60 minutes"
    assert await room.ledger(CHO) == []


async def test_the_order_told_and_repetition_change_nothing(room: Classroom) -> None:
    events = [seen(ANA, True, "10:00"), seen(ANA, False, "10:20"), seen(ANA, True, "10:22")]
    await room.tick_to("2026-09-07 10:50")
    await room.app.receive([*reversed(events), *events])
    await room.app.receive(events)
    await room.tick_to("2026-09-07 11:20")
    [entry] = await room.ledger(ANA)
    assert entry.amount == 60


async def test_a_restart_in_between_closes_and_opens_intervals(room: Classroom) -> None:
    await room.tick_to("2026-09-07 10:00")
    await room.app.receive([seen(ANA, True, "10:00"), seen(BEN, True, "10:00")])
    there = frozenset({account(BEN), account(CHO)})
    await room.app.receive([PresencesRead(HALL, there, utc("2026-09-07 10:20"))])
    await room.tick_to("2026-09-07 11:20")
    amounts = [(await room.ledger(who))[0].amount for who in (ANA, BEN, CHO)]
    assert amounts == [20, 60, 40]
    said = await room.says(INES, "/class attendance show")
    assert "Homeroom was away for a while until Mon 07 Sep 10:20: who came in" in said


async def test_rooms_that_split_off_count_together_and_once(room: Classroom) -> None:
    await room.tick_to("2026-09-07 10:00")
    await room.app.receive(
        [
            seen(ANA, True, "10:00"),
            seen(ANA, True, "10:30", CORNER),
            seen(ANA, False, "10:40"),
            seen(ANA, False, "11:00", CORNER),
        ]
    )
    await room.tick_to("2026-09-07 11:20")
    [entry] = await room.ledger(ANA)
    assert entry.amount == 60


async def test_what_comes_late_brings_the_ledger_up_to_date(room: Classroom) -> None:
    await room.tick_to("2026-09-07 10:00")
    await room.app.receive([seen(ANA, True, "10:30")])
    await room.tick_to("2026-09-07 11:20")
    await room.app.receive([seen(ANA, False, "10:50"), seen(BEN, True, "10:00")])
    [ana], [ben] = await room.ledger(ANA), await room.ledger(BEN)
    assert (ana.amount, ben.amount) == (20, 60)


async def test_in_a_locked_week_late_knowledge_takes_nothing(room: Classroom) -> None:
    await room.tick_to("2026-09-07 10:00")
    await room.app.receive([seen(ANA, True, "10:00")])
    await room.tick_to("2026-09-30 12:00")
    await room.app.receive([seen(ANA, False, "10:01")])
    assert await minutes(room, ANA) == [60, 60]


async def test_presence_that_is_heard_of_after_the_lock_counts_as_a_difference(
    room: Classroom,
) -> None:
    await room.tick_to("2026-09-07 10:00")
    await room.app.receive([seen(BEN, True, "10:00"), seen(BEN, False, "10:20")])
    await room.tick_to("2026-09-30 12:00")
    await room.app.receive([seen(ANA, True, "10:00"), seen(ANA, False, "10:50")])
    assert (await minutes(room, ANA), await minutes(room, BEN)) == ([50], [20])
    await room.app.receive([seen(BEN, True, "10:00"), seen(BEN, False, "10:55")])
    assert await minutes(room, BEN) == [55]
    async with room.store.reading() as work:
        told = [(each.person, each.why) for each in await work.differences.of(COURSE.id)]
    why = "presence by voice came in after the lock"
    assert told == [(ANA.id, why), (BEN.id, why)]


async def test_a_report_after_the_lock_adds_to_what_was_seen_and_says_so_before(
    room: Classroom,
) -> None:
    await room.tick_to("2026-09-07 10:00")
    await room.app.receive([seen(ANA, True, "10:00"), seen(ANA, False, "10:20")])
    await room.tick_to("2026-10-05 12:00")
    said = await brings(room, [*ANAS], f"session:{LIMITS.id}")
    assert "Present: 1\n• Ana: 60 of 60 minutes in Zoom's report" in said
    said = await room.presses(INES, "Enter this attendance")
    assert "1 student is present in Limits" in said
    assert await minutes(room, ANA) == [60]
    async with room.store.reading() as work:
        told = [(each.person, each.by) for each in await work.differences.of(COURSE.id)]
    assert told == [(ANA.id, INES.id)]


async def test_a_session_moved_past_its_weeks_lock_counts_as_a_difference_until_it_is_unstarted(
    room: Classroom,
) -> None:
    await room.says(INES, f"/class session move session:{LIMITS.id} to:2026-09-30 12:00")
    await room.tick_to("2026-09-30 09:50")
    await room.says(INES, f"/class session start session:{LIMITS.id}")
    await room.says(ANA, "/class checkin code:10002")
    await room.presses(INES, "Undo")
    assert await minutes(room, ANA) == []
    async with room.store.reading() as work:
        told = [(each.person, each.why) for each in await work.differences.of(COURSE.id)]
    assert told == [
        (ANA.id, "checked in to Limits after the lock"),
        (ANA.id, "the start of Limits was undone"),
    ]


async def test_an_end_that_is_undone_is_entered_anew(room: Classroom) -> None:
    await room.tick_to("2026-09-07 10:00")
    await room.app.receive([seen(ANA, True, "10:00")])
    room.at("2026-09-07 10:20")
    await room.says(INES, "/class session end")
    [ana] = await room.ledger(ANA)
    assert (ana.amount, ana.out_of) == (20, 20)
    await room.presses(INES, "Undo")
    assert await room.ledger(ANA) == []
    await room.app.receive([seen(ANA, False, "10:30")])
    await room.tick_to("2026-09-07 11:20")
    [ana] = await room.ledger(ANA)
    assert (ana.amount, ana.out_of) == (30, 60)


async def test_a_check_in_is_better_evidence_than_minutes(room: Classroom) -> None:
    await room.tick_to("2026-09-07 10:00")
    await room.app.receive([seen(ANA, True, "10:00"), seen(ANA, False, "10:10")])
    await room.says(ANA, "/class checkin code:10001")
    await room.tick_to("2026-09-07 11:20")
    [entry] = await room.ledger(ANA)
    assert (entry.amount, entry.evidence[:8]) == (60, "check-in")


async def test_a_mark_taken_back_lets_presence_count_again(room: Classroom) -> None:
    await room.tick_to("2026-09-07 10:00")
    await room.app.receive([seen(ANA, True, "10:00"), seen(ANA, False, "10:10")])
    await room.says(INES, "/class session present person:Ana")
    await room.tick_to("2026-09-07 11:20")
    assert await minutes(room, ANA) == [60]
    await room.presses(INES, "Undo")
    assert await minutes(room, ANA) == [10]
    await room.presses(INES, "Mark present")
    assert await minutes(room, ANA) == [60]


async def test_an_account_linked_later_is_credited_and_unlinked_no_longer(room: Classroom) -> None:
    stranger = Account(PLATFORM, "ana on her phone")
    await room.app.receive([seen(stranger, True, "10:00")])
    await room.tick_to("2026-09-07 11:20")
    said = await room.says(INES, "/class attendance show")
    assert "not on the roster: 1 account." in said
    for change, standing in ((link, [60]), (unlink, [])):
        async with room.store.work() as work:
            await change(COURSE.id, [(ANA.id, stranger)], work)
            await settle(work, REACTIONS, room.clock.now())
        assert await minutes(room, ANA) == standing


async def test_staff_see_how_each_was_found_and_who_is_missing(room: Classroom) -> None:
    await room.tick_to("2026-09-07 10:00")
    await room.app.receive([seen(ANA, True, "10:00"), seen(BEN, True, "10:00")])
    room.at("2026-09-07 10:12")
    await room.app.receive([seen(BEN, False, "10:12")])
    said = await room.says(INES, "/class attendance show")
    assert "Present: 2\n• Ana: 12 minutes so far\n• Ben: 12 minutes so far, left" in said
    assert "Not there yet: 1\n• Cho" in said
    await room.says(INES, "/class session present person:Cho")
    await room.tick_to("2026-09-07 11:20")
    said = await room.says(INES, "/class attendance show")
    assert "Present: 2\n• Ana: 60 of 60 minutes\n• Cho: marked present by Ines" in said
    assert "There too briefly to count: 1\n• Ben: 12 of 60 minutes" in said
    assert "Absent: 0" in said


async def test_who_looked_in_for_a_moment_may_make_it_up(room: Classroom) -> None:
    await room.tick_to("2026-09-07 10:00")
    await room.app.receive([seen(ANA, True, "10:00"), seen(ANA, False, "10:05")])
    await room.app.receive([seen(BEN, True, "10:00")])
    await room.tick_to("2026-09-08 09:00")
    assert "You were there" in await room.says(BEN, f"/class makeup session:{LIMITS.id}")
    assert "You were there" not in await room.says(ANA, f"/class makeup session:{LIMITS.id}")
    [recap] = [shown for shown in room.seen(Place(PLATFORM, "recaps")) if "attended" in shown]
    assert "1 attended" in recap


async def test_what_a_session_opens_stays_shut_for_who_looked_in_for_a_moment(
    room: Classroom,
) -> None:
    await room.app.receive([seen(ANA, True, "10:00"), seen(ANA, False, "10:05")])
    await room.app.receive([seen(BEN, True, "10:00")])
    await room.tick_to("2026-09-07 11:20")
    async with room.store.reading() as work:
        session = await work.sessions.get(LIMITS.id)
        assert session is not None
        opened = [await opened_for(session, who, room.clock.now(), work) for who in (ANA, BEN)]
    assert opened == [False, True]


async def test_a_session_that_begins_while_another_runs_leaves_its_times_alone(
    room: Classroom,
) -> None:
    second = session("second", at(hours=10, minutes=30))
    async with room.store.work() as work:
        await work.sessions.save((second,))
    await plan(room, (second,))
    await room.app.receive([seen(ANA, True, "09:00"), seen(ANA, False, "10:20")])
    await room.tick_to("2026-09-07 11:50")
    assert await minutes(room, ANA) == [20]
