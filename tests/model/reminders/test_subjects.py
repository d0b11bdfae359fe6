"""What waits for a student: dues by their own clock, done or not, chosen or not."""

from dataclasses import replace
from datetime import timedelta

from bot.model.course import QuietHours
from bot.model.discussions import DiscussionState, Expectation
from bot.model.participation.acts.ledger import Act, withdrawal
from bot.model.participation.policies.policy import Option, Part
from bot.model.reminders.reminders import Preferences, Reader, Subject, Topic
from bot.model.reminders.subjects import (
    at_night,
    clock_there,
    expected_at,
    is_done,
    steers_to,
    subjects_of,
)
from bot.model.time.due import local_due
from bot.model.time.zones import ZoneHistory
from tests.support.instants import utc, wall
from tests.support.sample import ANA, at, discussion, entry, session

NUMBERS = discussion("numbers", at(days=1))
BOGOTA = ZoneHistory("America/Bogota")
ATTEND = Option("attend", "Attend", (Part((Act.ATTEND,)),))
DISCUSS = Option("discuss", "Discuss", (Part((Act.POST,)), Part((Act.REPLY,))))


def test_a_discussion_is_due_twice_and_known_when_it_opens() -> None:
    assert subjects_of([NUMBERS], BOGOTA, [], at(days=9)) == (
        Subject(Topic.POSTS, NUMBERS.id, until=at(days=5), since=at(days=1)),
        Subject(Topic.REPLIES, NUMBERS.id, until=at(days=7), since=at(days=1)),
    )


def test_a_due_time_by_ones_own_clock_is_ones_own() -> None:
    local = replace(NUMBERS, posts_due=local_due(wall("2026-09-12 23:59"), "Europe/Berlin"))
    [posts, _] = subjects_of([local], BOGOTA, [], at(days=9))
    assert posts.until == utc("2026-09-13 04:59")


def test_what_lies_beyond_is_left_for_later_and_news_stay() -> None:
    news = Subject(Topic.RECAP, "limits", since=at(1))
    assert subjects_of([NUMBERS], BOGOTA, [news], at(days=7)) == (
        Subject(Topic.POSTS, NUMBERS.id, until=at(days=5), since=at(days=1)),
        news,
    )


def test_nothing_is_due_in_what_is_over_uncounted_or_asks_nothing() -> None:
    asks_nothing = replace(NUMBERS, expects=Expectation(posts=0, replies=0))
    for silent in (
        replace(NUMBERS, state=DiscussionState.CLOSED),
        replace(NUMBERS, state=DiscussionState.CANCELLED),
        replace(NUMBERS, counted=False),
        asks_nothing,
    ):
        assert subjects_of([silent], BOGOTA, [], at(days=9)) == ()


def test_done_is_what_the_ledger_says_and_a_withdrawn_act_is_not() -> None:
    posts, replies = subjects_of([NUMBERS], BOGOTA, [], at(days=9))
    post = entry(ANA, Act.POST, at(days=2), NUMBERS.id)
    gone = withdrawal(post, "deleted", at(days=3))
    reply = entry(ANA, Act.REPLY, at(days=2), NUMBERS.id)
    assert is_done(posts, NUMBERS, [post])
    assert not is_done(posts, NUMBERS, [post, gone])
    assert not is_done(replies, NUMBERS, [post, reply])
    assert is_done(replies, NUMBERS, [reply, entry(ANA, Act.REPLY, at(days=3), NUMBERS.id)])
    assert is_done(posts, None, [])


def test_a_make_up_is_done_by_either_route() -> None:
    make_up = Subject(Topic.MAKE_UP, "limits", until=at(days=3))
    assert is_done(make_up, None, [entry(ANA, Act.ATTEND, at(1), "limits")])
    assert is_done(make_up, None, [entry(ANA, Act.MAKE_UP, at(1), "limits")])
    assert not is_done(make_up, None, [])
    assert not is_done(Subject(Topic.RECAP, "limits", since=at(1)), None, [])


def test_a_choice_steers_what_is_spoken_of() -> None:
    assert steers_to(Topic.SESSION, [])
    assert steers_to(Topic.SESSION, [ATTEND])
    assert not steers_to(Topic.SESSION, [DISCUSS])
    assert steers_to(Topic.REPLIES, [ATTEND, DISCUSS])
    assert not steers_to(Topic.MAKE_UP, [ATTEND])
    assert steers_to(Topic.RECAP, [DISCUSS])


def test_a_session_at_night_is_one_that_touches_quiet_hours() -> None:
    reader = Reader(ANA.id, Preferences(), "America/Bogota", QuietHours())
    assert at_night(session("early", at(hours=12, minutes=30)), reader)  # 07:30 to 08:30
    assert not at_night(session("later", at(hours=13)), reader)
    assert clock_there(at(hours=13), "America/Bogota") == "Mon 08:00"


def test_nobody_is_expected_before_they_enrolled() -> None:
    limits = session("limits", at(hours=10))
    assert expected_at(limits, None)
    assert expected_at(limits, limits.starts)
    assert not expected_at(limits, limits.starts + timedelta(seconds=1))
