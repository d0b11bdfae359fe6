"""The one message a day for all that has no reminder of its own."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.model.course import QuietHours
from bot.model.ids import short_id
from bot.model.reminders.reminders import Preferences, Subject, Topic, plan_reminders
from tests.support.instants import utc
from tests.support.readers import (
    ANN,
    HOUR,
    LENA,
    NO_LEADS,
    NO_QUIET,
    NOW,
    TUESDAY,
    due,
    news,
    times,
)


def test_all_else_comes_in_one_message_at_five_in_the_afternoon() -> None:
    subjects = (due("2026-10-06 21:59"), news("2026-10-05 09:00"), due("2026-10-06 12:00", "d2"))
    plan = plan_reminders(LENA, [], subjects, NOW)
    assert times(plan) == [
        (utc("2026-10-05 15:00"), utc("2026-10-05 20:00")),
        (utc("2026-10-06 15:00"), utc("2026-10-06 20:00")),
    ]
    assert plan[0].subjects == subjects
    assert plan[1].subjects == subjects[:1]
    assert {reminder.person for reminder in plan} == {"lena"}


def test_what_is_due_is_named_within_a_day_and_a_half() -> None:
    at = utc("2026-10-05 17:00")
    reach = timedelta(hours=36)

    def named(until: datetime, since: datetime | None = None) -> list[datetime]:
        subject = Subject(Topic.MAKE_UP, "m", until=until, since=since)
        return [found.at for found in plan_reminders(ANN, [], [subject], NOW)]

    assert named(at + reach) == [at, at + 24 * HOUR]
    assert named(at + reach + HOUR) == [at + 24 * HOUR]
    assert named(at) == []
    assert named(at + HOUR) == [at]
    assert named(at + HOUR, since=at) == [at]
    assert named(at + HOUR, since=at + timedelta(minutes=1)) == []


def test_what_is_due_by_then_is_not_named_among_the_rest() -> None:
    subjects = (due("2026-10-05 17:00"), due("2026-10-05 17:01", "d2"))
    (digest,) = plan_reminders(ANN, [], subjects, NOW)
    assert digest.subjects == subjects[1:]


def test_news_is_told_once() -> None:
    def told(since: str, now: datetime = NOW) -> list[datetime]:
        return [found.at for found in plan_reminders(ANN, [], [news(since)], now)]

    assert told("2026-10-04 17:00") == []  # in Sunday's message
    assert told("2026-10-04 17:01") == [utc("2026-10-05 17:00")]
    assert told("2026-10-05 17:00") == [utc("2026-10-05 17:00")]
    assert told("2026-10-05 17:01") == [utc("2026-10-06 17:00")]
    assert told("2026-10-05 16:00", utc("2026-10-05 17:01")) == []
    assert told("2026-10-08 20:00") == [utc("2026-10-09 17:00")]
    assert plan_reminders(ANN, [], [Subject(Topic.RECAP, "s0")], NOW) == ()


def test_the_days_message_expires_with_all_that_it_is_about() -> None:
    reader = replace(ANN, quiet=NO_QUIET)
    soon, later = due("2026-10-05 18:00"), due("2026-10-05 20:00", "d2")
    assert plan_reminders(reader, [], [soon, later], NOW)[0].expires == later.until
    told = plan_reminders(reader, [], [soon, news("2026-10-05 09:00")], NOW)
    assert told[0].expires == utc("2026-10-06 17:00")
    assert plan_reminders(ANN, [], [news("2026-10-05 09:00")], NOW)[0].expires == utc(
        "2026-10-05 22:00"
    )


def test_the_days_message_keeps_its_key_whatever_it_says() -> None:
    (one,) = plan_reminders(ANN, [], [due("2026-10-05 20:00")], NOW)
    (other,) = plan_reminders(replace(ANN, quiet=NO_QUIET), [], [news("2026-10-05 09:00")], NOW)
    assert one.key == other.key == short_id("digest", "ann", "2026-10-05")
    (tomorrow,) = plan_reminders(ANN, [], [news("2026-10-05 18:00")], NOW)
    (bob,) = plan_reminders(replace(ANN, person="bob"), [], [due("2026-10-05 20:00")], NOW)
    assert len({one.key, tomorrow.key, bob.key}) == 3


def test_those_who_sleep_by_day_get_it_before_they_do() -> None:
    reader = replace(ANN, quiet=QuietHours(time(9), time(18)))
    (digest,) = plan_reminders(reader, [], [due("2026-10-06 10:00")], NOW)
    assert (digest.at, digest.expires) == (utc("2026-10-06 08:50"), utc("2026-10-06 09:00"))


def test_without_leads_sessions_stand_in_the_days_message() -> None:
    reader = replace(LENA, preferences=NO_LEADS)
    plan = plan_reminders(reader, [TUESDAY], [due("2026-10-06 21:00")], NOW)
    assert [[subject.about for subject in reminder.subjects] for reminder in plan] == [
        ["s1", "d1"],
        ["s1", "d1"],
    ]
    unmerged = replace(LENA, preferences=replace(NO_LEADS, merged=False))
    assert plan_reminders(unmerged, [TUESDAY], [due("2026-10-06 21:00")], NOW) == plan


def test_those_who_want_each_due_time_by_itself_get_it_at_their_leads() -> None:
    reader = replace(ANN, preferences=Preferences(wanted=True, merged=False))
    subjects = [due("2026-10-06 20:00"), due("2026-10-06 20:00", topic=Topic.REPLIES)]
    plan = plan_reminders(reader, [], [*subjects, news("2026-10-05 09:00", "r")], NOW)
    assert [
        (reminder.at, [subject.topic for subject in reminder.subjects]) for reminder in plan
    ] == [
        (utc("2026-10-05 17:00"), [Topic.RECAP]),
        (utc("2026-10-05 20:00"), [Topic.POSTS, Topic.REPLIES]),
        (utc("2026-10-06 19:00"), [Topic.POSTS, Topic.REPLIES]),
    ]
