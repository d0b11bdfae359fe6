"""Students say yes to private reminders, or don't; sessions are moved and cancelled."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from adapters.charts.pictures import ChartPictures
from adapters.lms.exports import GradebookFiles
from bot.model.happenings import CourseLoaded, RecapPublished
from bot.model.people import Away
from bot.ports.choices import Declared
from bot.ports.platform import CannotSendError
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.instants import utc
from tests.support.sample import ANA, BEN, CHO, COURSE, INES, account, at, discussion, session

LIMITS = session("limits", at(days=2, hours=10))
"""Wednesday: 05:00 in Bogota, 15:30 in Kolkata, 19:00 in Seoul."""
SERIES = session("series", at(days=9, hours=10))


async def loaded(room: Classroom) -> None:
    """Let the course be loaded, as the operator does."""
    async with room.store.work() as work:
        work.happened(CourseLoaded(COURSE.id))
        await settle(work, REACTIONS, room.clock.now())


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    given = tools(charts=ChartPictures(), gradebooks=GradebookFiles())
    async with classroom(tmp_path, LIMITS, SERIES, given=given) as opened:
        await loaded(opened)
        await opened.tick_to("2026-09-07 08:00")
        yield opened


async def says_yes(room: Classroom) -> None:
    await room.presses(BEN, "Remind me")
    await room.presses(BEN, "Yes, remind me")


async def test_who_has_not_asked_is_never_written_to(room: Classroom) -> None:
    await room.tick_to("2026-09-18 12:00")
    for person in (ANA, BEN, CHO, INES):
        assert room.seen(person) == []


async def test_the_offer_says_what_will_come_and_when(room: Classroom) -> None:
    said = await room.presses(BEN, "Remind me")
    assert "• 1 day and 1 hour before each session" in said
    assert "one message a day at most, at 17:00 your time (Kolkata)" in said
    assert "• never between 22:00 and 08:00 by your clock" in said
    assert "You are reminded privately" in await room.presses(BEN, "Yes, remind me")


async def test_who_is_back_in_the_course_later_is_reminded_from_then(room: Classroom) -> None:
    away = (Away(date(2026, 9, 7), date(2026, 9, 15)),)
    async with room.store.work() as work:
        await work.people.save((replace(BEN, away=away),))
    await says_yes(room)
    await room.tick_to("2026-09-16 09:30")
    told = [said for said in room.seen(BEN) if " · Wed " in said]
    assert [said.split(" · ")[0] for said in told] == ["Open Learning\nSeries"] * 2


async def test_a_day_and_an_hour_before(room: Classroom) -> None:
    await says_yes(room)
    await room.tick_to("2026-09-08 09:59")
    assert room.seen(BEN) == []
    await room.tick_to("2026-09-08 10:00")
    [first] = room.seen(BEN)
    assert first.startswith("Open Learning\nLimits · Wed 09 Sep 15:30 (")
    await room.tick_to("2026-09-09 09:30")
    assert len(room.seen(BEN)) == 2
    await room.tick_to("2026-09-14 12:00")
    assert sum("Limits · Wed" in text for text in room.seen(BEN)) == 2


async def test_saying_it_twice_reminds_once(room: Classroom) -> None:
    await says_yes(room)
    await room.tick_to("2026-09-08 10:00")
    await room.says(BEN, "/class reminders")
    await room.presses(BEN, "Turn off")
    await room.presses(BEN, "Yes, remind me")
    await loaded(room)
    await room.tick_to("2026-09-09 12:00")
    assert len(room.seen(BEN)) == 2


async def test_weeks_later_reminders_still_come(room: Classroom) -> None:
    await says_yes(room)
    await room.tick_to("2026-09-16 09:30")
    assert sum("Series · Wed 16 Sep 15:30" in text for text in room.seen(BEN)) == 2


async def test_turned_off_is_off_at_once(room: Classroom) -> None:
    await says_yes(room)
    await room.says(BEN, "/class reminders")
    assert "You get no private reminders" in await room.presses(BEN, "Turn off")
    await room.tick_to("2026-09-09 12:00")
    assert room.seen(BEN) == []


async def test_the_leads_can_be_chosen_in_a_form(room: Classroom) -> None:
    await room.says(BEN, "/class reminders")
    form = await room.presses(BEN, "Choose when")
    assert "How long before a session?: 1440\n60" in form
    said = await room.submits(BEN, {"leads": "15", "merged": "on"})
    assert "15 minutes before each session" in said
    await room.tick_to("2026-09-09 09:44")
    assert room.seen(BEN) == []
    await room.tick_to("2026-09-09 09:45")
    assert len(room.seen(BEN)) == 1
    assert "not among the choices" in await room.submits(BEN, {"leads": "7", "merged": "on"})


async def test_what_would_fall_into_quiet_hours_comes_before_them(room: Classroom) -> None:
    await room.presses(ANA, "Remind me")
    said = await room.presses(ANA, "Yes, remind me")
    assert "Limits falls at night for you: Wed 09 Sep 05:00" in said
    await room.tick_to("2026-09-09 09:30")
    # A day before would be 05:00 in Bogota: it comes at 21:50 the evening before, as does the
    # hour's, on the next one.
    first, second = room.seen(ANA)
    assert "Limits · Wed 09 Sep 05:00" in first
    assert "Limits · Wed 09 Sep 05:00" in second


async def test_a_night_session_that_one_attends_reminds_at_night(room: Classroom) -> None:
    await room.presses(ANA, "Remind me")
    said = await room.presses(ANA, "I'll attend: remind me even at night")
    assert "[Don't wake me for it]" in said
    await room.tick_to("2026-09-08 10:00")
    assert len(room.seen(ANA)) == 1
    await room.tick_to("2026-09-09 08:59")
    assert len(room.seen(ANA)) == 1
    await room.tick_to("2026-09-09 09:00")
    assert len(room.seen(ANA)) == 2


async def test_who_cannot_come_is_left_in_peace(room: Classroom) -> None:
    await says_yes(room)
    await room.presses(BEN, "I can't come")
    await room.tick_to("2026-09-09 12:00")
    assert room.seen(BEN) == []


async def test_a_moved_session_corrects_what_was_said(room: Classroom) -> None:
    await says_yes(room)
    await room.tick_to("2026-09-08 10:00")
    await room.says(INES, f"/class session move session:{LIMITS.id} to:2026-09-10 12:00")
    old, new = room.seen(BEN)
    for text in (old, new):
        assert "Limits was moved. It now starts Thu 10 Sep 15:30" in text
    await room.tick_to("2026-09-09 12:00")
    assert len(room.seen(BEN)) == 3
    await room.tick_to("2026-09-10 10:00")
    assert "Limits · Thu 10 Sep 15:30" in room.seen(BEN)[3]


async def test_a_cancelled_session_silences_and_corrects(room: Classroom) -> None:
    await says_yes(room)
    await room.tick_to("2026-09-08 10:30")
    await room.says(INES, f"/class session cancel session:{LIMITS.id}")
    assert ["Limits is cancelled" in text for text in room.seen(BEN)] == [True, True]
    await room.presses(INES, "Undo")
    assert "Limits takes place: it starts Wed 09 Sep 15:30" in room.seen(BEN)[-1]
    await room.tick_to("2026-09-09 12:00")
    assert "Limits · Wed 09 Sep" in room.seen(BEN)[-1]


async def test_a_correction_waits_for_the_end_of_quiet_hours(room: Classroom) -> None:
    await says_yes(room)
    await room.tick_to("2026-09-08 20:00")  # 01:30 in Kolkata
    await room.says(INES, f"/class session cancel session:{LIMITS.id}")
    assert len(room.seen(BEN)) == 1
    await room.tick_to("2026-09-09 02:29")
    assert len(room.seen(BEN)) == 1
    await room.tick_to("2026-09-09 02:30")
    assert "Limits is cancelled" in room.seen(BEN)[1]


async def test_a_reminder_that_could_not_be_sent_in_time_is_not_sent(room: Classroom) -> None:
    await says_yes(room)
    room.at("2026-09-09 11:00")
    await room.app.tick()
    assert room.seen(BEN) == []


async def test_a_closed_mailbox_stops_nobody_else_and_shows(room: Classroom) -> None:
    await says_yes(room)
    await room.presses(CHO, "Remind me")
    await room.presses(CHO, "Yes, remind me")
    room.chat.fails = [CannotSendError("Your mailbox is closed to bots. Open it in settings.")]
    await room.tick_to("2026-09-08 10:00")
    assert sorted([len(room.seen(BEN)), len(room.seen(CHO))]) == [0, 1]
    closed = BEN if not room.seen(BEN) else CHO
    said = await room.says(closed, "/class reminders")
    assert "The last reminder didn't reach you. Your mailbox is closed to bots." in said


async def test_staff_see_how_many_messages_closed_mailboxes_keep_away(room: Classroom) -> None:
    await says_yes(room)
    await room.presses(CHO, "Remind me")
    await room.presses(CHO, "Yes, remind me")
    room.chat.shut = {account(BEN), account(CHO)}
    assert "closed mailbox" not in await room.says(INES, "/class reminders")
    await room.tick_to("2026-09-08 10:00")
    said = await room.says(INES, "/class reminders")
    assert "2 private messages wait for closed mailboxes." in said
    assert "Limits" not in said
    mine = await room.says(BEN, "/class reminders")
    assert "Private messages can't reach you." in mine
    assert "Limits · " in mine
    assert "wait for closed mailboxes" not in mine
    said = await room.says(INES, "/class reminders")
    assert "1 private message waits for a closed mailbox." in said


async def test_dues_and_news_come_in_one_message_a_day(tmp_path: Path) -> None:
    opened = replace(discussion("numbers", at(days=-1)), course=COURSE.id)
    async with classroom(tmp_path, LIMITS) as room:
        async with room.store.work() as work:
            await work.discussions.save([opened])
        await room.tick_to("2026-09-07 08:00")
        await room.says(BEN, "/class reminders")
        await room.presses(BEN, "Yes, remind me")
        async with room.store.work() as work:
            work.happened(RecapPublished(LIMITS.id))
            await settle(work, REACTIONS, room.clock.now())
        await room.tick_to("2026-09-07 11:30")  # 17:00 in Kolkata
        [news] = room.seen(BEN)
        assert "The recap of Limits is out" in news
        await room.tick_to("2026-09-09 23:00")
        [dues] = [text for text in room.seen(BEN) if "Numbers" in text]
        assert "Your post in Numbers is due Thu 10 Sep 05:30" in dues


async def test_moving_to_another_zone_moves_the_reminders(room: Classroom) -> None:
    await says_yes(room)
    said = await room.says(BEN, "/class timezone zone:Pacific/Auckland")
    assert "You live by the clock of Pacific/Auckland: it is Mon 20:00 there now." in said
    # 22:00 in Auckland is 10:00 UTC: quiet; so the day's reminder comes ten minutes earlier.
    await room.tick_to("2026-09-08 09:50")
    assert len(room.seen(BEN)) == 1
    await room.presses(BEN, "Back to Kolkata")
    async with room.store.reading() as work:
        person = await work.people.get(BEN.id)
        assert person is not None
        assert person.zone == "Asia/Kolkata"
        assert (await work.people.zones(COURSE.id))[BEN.id].at(utc("2026-09-08 00:00")) == (
            "Pacific/Auckland"
        )


async def test_who_chose_to_write_is_not_called_to_the_session(room: Classroom) -> None:
    await says_yes(room)
    async with room.store.work() as work:
        await work.choices.save([Declared(COURSE.id, BEN.id, 1, ("discuss",), at(0))])
    await room.tick_to("2026-09-09 09:30")
    assert room.seen(BEN) == []
