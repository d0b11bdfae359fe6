"""Private messages before class: only to those who asked, never at night, no more than needed."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.course import QuietHours
from bot.model.ids import short_id
from bot.model.reminders.reminders import (
    Preferences,
    Reader,
    Subject,
    Topic,
    is_obsolete,
    plan_reminders,
)
from bot.model.sessions import State
from bot.model.time.availability import WeeklyHours
from bot.model.time.quiet import is_quiet
from tests.support.instants import instants, utc, zones
from tests.support.readers import (
    ANN,
    HOUR,
    LENA,
    NO_QUIET,
    NOW,
    PRIYA,
    TUESDAY,
    due,
    session,
    times,
)


def test_nobody_is_written_to_who_did_not_ask() -> None:
    silent = replace(LENA, preferences=Preferences())
    assert plan_reminders(silent, [TUESDAY], [due("2026-10-06 20:00")], NOW) == ()


def test_a_session_is_announced_a_day_and_an_hour_before() -> None:
    plan = plan_reminders(LENA, [TUESDAY], [], NOW)
    assert times(plan) == [
        (utc("2026-10-05 16:30"), utc("2026-10-05 20:00")),  # Berlin's quiet hours
        (utc("2026-10-06 15:30"), utc("2026-10-06 16:30")),  # the start
    ]
    about = Subject(Topic.SESSION, "s1", until=TUESDAY.starts)
    assert [reminder.subjects for reminder in plan] == [(about,), (about,)]
    assert {reminder.person for reminder in plan} == {"lena"}
    assert plan[0].key != plan[1].key


def test_an_earlier_reminder_expires_when_the_next_is_due() -> None:
    leads = (timedelta(minutes=30), 2 * HOUR, HOUR)
    reader = replace(LENA, preferences=Preferences(wanted=True, leads=leads))
    assert times(plan_reminders(reader, [TUESDAY], [], NOW)) == [
        (utc("2026-10-06 14:30"), utc("2026-10-06 15:30")),
        (utc("2026-10-06 15:30"), utc("2026-10-06 16:00")),
        (utc("2026-10-06 16:00"), utc("2026-10-06 16:30")),
    ]


def test_what_should_have_gone_before_now_is_not_planned() -> None:
    at = utc("2026-10-05 16:30")
    assert len(plan_reminders(LENA, [TUESDAY], [], at)) == 2
    assert len(plan_reminders(LENA, [TUESDAY], [], at + timedelta(seconds=1))) == 1
    assert plan_reminders(LENA, [TUESDAY], [], utc("2026-10-06 16:00")) == ()


def test_a_reminder_at_the_start_itself_would_come_too_late() -> None:
    at_start = replace(LENA, preferences=Preferences(wanted=True, leads=(timedelta(0),)))
    assert plan_reminders(at_start, [TUESDAY], [], NOW) == ()


def test_a_reminder_in_quiet_hours_moves_before_them() -> None:
    # 07:30 for Ann: an hour before, she sleeps; the evening before is the last moment.
    plan = plan_reminders(ANN, [session("2026-10-07 07:30")], [], NOW)
    assert times(plan) == [
        (utc("2026-10-05 21:50"), utc("2026-10-05 22:00")),
        (utc("2026-10-06 21:50"), utc("2026-10-06 22:00")),
    ]


def test_two_reminders_that_the_night_pushes_together_are_one() -> None:
    reader = replace(ANN, preferences=Preferences(wanted=True, leads=(2 * HOUR, HOUR)))
    early = session("2026-10-07 07:30")
    plan = plan_reminders(reader, [early], [], NOW)
    assert times(plan) == [(utc("2026-10-06 21:50"), utc("2026-10-06 22:00"))]
    one_lead = replace(ANN, preferences=Preferences(wanted=True, leads=(HOUR,)))
    assert plan == plan_reminders(one_lead, [early], [], NOW)


def test_a_session_chosen_at_night_may_be_announced_at_night() -> None:
    night = session("2026-10-06 02:00")
    chosen = Preferences(wanted=True, night_sessions=frozenset({"s1"}))
    plan = plan_reminders(replace(ANN, preferences=chosen), [night], [], utc("2026-10-04 10:00"))
    assert times(plan) == [
        (utc("2026-10-05 02:00"), utc("2026-10-06 01:00")),
        (utc("2026-10-06 01:00"), utc("2026-10-06 02:00")),
    ]
    other = replace(chosen, night_sessions=frozenset({"s2"}))
    plan = plan_reminders(replace(ANN, preferences=other), [night], [], utc("2026-10-04 10:00"))
    assert times(plan) == [
        (utc("2026-10-04 21:50"), utc("2026-10-04 22:00")),
        (utc("2026-10-05 21:50"), utc("2026-10-05 22:00")),
    ]


def test_without_quiet_hours_nothing_moves() -> None:
    reader = replace(ANN, quiet=NO_QUIET)
    assert times(plan_reminders(reader, [session("2026-10-07 07:30")], [], NOW)) == [
        (utc("2026-10-06 07:30"), utc("2026-10-07 06:30")),
        (utc("2026-10-07 06:30"), utc("2026-10-07 07:30")),
    ]


def test_a_session_in_impossible_hours_is_announced_only_if_chosen() -> None:
    shift = (WeeklyHours(1, time(18), time(20)),)
    assert plan_reminders(replace(LENA, impossible=shift), [TUESDAY], [], NOW) == ()
    chosen = Preferences(wanted=True, night_sessions=frozenset({"s1"}))
    reader = replace(LENA, impossible=shift, preferences=chosen)
    assert len(plan_reminders(reader, [TUESDAY], [], NOW)) == 2
    assert len(plan_reminders(replace(PRIYA, impossible=shift), [TUESDAY], [], NOW)) == 2


@pytest.mark.parametrize("state", [State.LIVE, State.ENDED, State.RECAPPED, State.CANCELLED])
def test_only_a_planned_session_is_announced(state: State) -> None:
    assert plan_reminders(LENA, [replace(TUESDAY, state=state)], [], NOW) == ()


def test_reminders_for_the_same_minute_are_one_message() -> None:
    early, later = session("2026-10-07 07:00", "a"), session("2026-10-07 07:45", "b")
    reader = replace(ANN, preferences=Preferences(wanted=True, leads=(HOUR,)))
    (plan,) = plan_reminders(reader, [later, early], [], NOW)
    assert (plan.at, plan.expires) == (utc("2026-10-06 21:50"), utc("2026-10-06 22:00"))
    assert [subject.about for subject in plan.subjects] == ["a", "b"]
    assert plan == plan_reminders(reader, [early, later], [], NOW)[0]
    assert plan.key != plan_reminders(reader, [early], [], NOW)[0].key


def test_a_message_about_two_sessions_expires_with_the_first() -> None:
    leads = (timedelta(minutes=30), HOUR)
    reader = replace(ANN, preferences=Preferences(wanted=True, leads=leads))
    one, two = session("2026-10-06 12:00", "z"), session("2026-10-06 12:30", "a")
    plan = plan_reminders(reader, [two, one], [], NOW)
    assert [
        (reminder.expires, [subject.about for subject in reminder.subjects]) for reminder in plan
    ] == [
        (utc("2026-10-06 11:30"), ["z"]),
        (utc("2026-10-06 12:00"), ["a", "z"]),
        (utc("2026-10-06 12:30"), ["a"]),
    ]


def test_a_key_says_who_what_and_which_plan_but_not_when() -> None:
    keys = [reminder.key for reminder in plan_reminders(LENA, [TUESDAY], [], NOW)]
    assert keys == [short_id("reminder", "lena", f"session/s1/0/{lead}") for lead in (86400, 3600)]
    again = plan_reminders(replace(LENA, quiet=NO_QUIET), [TUESDAY], [], NOW)
    assert [reminder.key for reminder in again] == keys
    for other in (
        plan_reminders(LENA, [replace(TUESDAY, revision=1)], [], NOW),
        plan_reminders(LENA, [replace(TUESDAY, id="s2")], [], NOW),
        plan_reminders(replace(LENA, person="max"), [TUESDAY], [], NOW),
    ):
        assert len(other) == 2
        assert not {reminder.key for reminder in other} & set(keys)


def test_a_moved_or_cancelled_session_makes_its_reminders_obsolete() -> None:
    reminder = plan_reminders(LENA, [TUESDAY], [], NOW)[0]
    assert not is_obsolete(reminder, [TUESDAY, session("2026-10-08 16:30", "s2")])
    assert is_obsolete(reminder, [replace(TUESDAY, revision=1)])
    assert is_obsolete(reminder, [replace(TUESDAY, state=State.CANCELLED)])
    assert is_obsolete(reminder, [])
    (digest,) = plan_reminders(LENA, [], [due("2026-10-05 21:00")], NOW)
    assert not is_obsolete(digest, [])


@settings(max_examples=60)
@given(
    zones,
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.lists(st.integers(0, 7 * 24 * 60), max_size=5, unique=True),
    st.lists(st.integers(0, 7 * 24 * 60), max_size=5, unique=True),
    st.booleans(),
    instants,
)
def test_nobody_is_written_to_at_night_or_for_nothing(
    zone: str,
    starts: time,
    ends: time,
    offsets: list[int],
    others: list[int],
    merged: bool,
    now: datetime,
) -> None:
    now = now.replace(second=0, microsecond=0)
    reader = Reader("p", Preferences(True, merged=merged), zone, QuietHours(starts, ends))
    sessions = [
        replace(
            TUESDAY, id=f"s{at}", starts=now + timedelta(minutes=at), ends=now + timedelta(days=8)
        )
        for at in offsets
    ]
    subjects = [Subject(Topic.POSTS, f"d{at}", now + timedelta(minutes=at)) for at in others]
    plan = plan_reminders(reader, sessions, subjects, now)
    assert len({reminder.key for reminder in plan}) == len(plan)
    assert list(plan) == sorted(plan, key=lambda reminder: reminder.at)
    for reminder in plan:
        assert now <= reminder.at < reminder.expires
        assert reminder.subjects
        assert not is_quiet(reminder.at, reader.quiet, zone)
        assert not is_quiet(reminder.expires - datetime.resolution, reader.quiet, zone)
        assert all(subject.until and reminder.at < subject.until for subject in reminder.subjects)
