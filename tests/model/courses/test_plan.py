"""A plan's entries become sessions and discussions with lasting ids, weeks and due times."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.model.course import Course
from bot.model.courses.plan import (
    OPENING,
    DiscussionEntry,
    DueRule,
    SessionEntry,
    Topic,
    discussions_of,
    plan_problems,
    sessions_of,
)
from bot.model.discussions import Expectation
from bot.model.ids import short_id
from bot.model.sessions import Kind
from bot.model.time.recurrence import Moved, Repeats, Rule

COURSE = Course("chem", "Chemistry", "Europe/Berlin", date(2026, 10, 5), date(2026, 11, 1))
WEEKLY = Rule(
    key="lecture",
    title="Lecture",
    zone="Europe/Berlin",
    first=date(2026, 10, 5),
    at=time(17),
    length=timedelta(minutes=90),
    repeats=Repeats.WEEKLY,
    weekdays=frozenset({1}),
    until=date(2026, 11, 1),
    link="https://meet.example.edu",
)
FORUM = DiscussionEntry(
    rule=replace(
        WEEKLY, key="forum", title="Forum", at=time(9), weekdays=frozenset({0}), length=OPENING
    ),
    prompt="What stayed with you?",
    posts_due=DueRule(time(23, 59), weekday=3, local=True),
    replies_due=DueRule(time(23, 59), weekday=6),
    expects=Expectation(1, 75, 2),
)


def test_sessions_keep_their_wall_time_over_the_end_of_summer() -> None:
    found = sessions_of(COURSE, [SessionEntry(WEEKLY)])
    assert [(one.starts, one.week) for one in found] == [
        (datetime(2026, 10, 6, 15, tzinfo=UTC), 1),
        (datetime(2026, 10, 13, 15, tzinfo=UTC), 2),
        (datetime(2026, 10, 20, 15, tzinfo=UTC), 3),
        (datetime(2026, 10, 27, 16, tzinfo=UTC), 4),
    ]
    first = found[0]
    assert first.id == short_id("chem", "session", "lecture-2026-10-06")
    assert (first.course, first.title, first.kind) == ("chem", "Lecture", Kind.TEACHING)
    assert (first.ends - first.starts, first.link, first.counted) == (
        timedelta(minutes=90),
        "https://meet.example.edu",
        True,
    )


def test_topics_go_to_occurrences_in_order_and_an_exceptions_title_wins() -> None:
    rule = replace(
        WEEKLY,
        skip=(date(2026, 10, 13),),
        moved=(Moved(date(2026, 10, 27), title="Field trip"),),
    )
    entry = SessionEntry(rule, topics=(Topic("Atoms"), Topic("Bonds"), Topic("Waves")))
    assert [one.title for one in sessions_of(COURSE, [entry])] == ["Atoms", "Bonds", "Field trip"]


def test_all_entries_stand_in_one_order_of_time() -> None:
    lab = SessionEntry(
        replace(WEEKLY, key="lab", weekdays=frozenset({0, 2})), Kind.COMMUNITY, False
    )
    found = sessions_of(COURSE, [SessionEntry(WEEKLY), lab])
    assert [one.key for one in found[:3]] == [
        "lab-2026-10-05",
        "lecture-2026-10-06",
        "lab-2026-10-07",
    ]
    assert (found[0].kind, found[0].counted) == (Kind.COMMUNITY, False)


def test_a_discussion_has_a_due_time_for_posts_and_one_for_replies() -> None:
    found = discussions_of(COURSE, [replace(FORUM, topics=(Topic(), Topic("Two", "And now?")))])
    first, second = found[:2]
    assert first.id == short_id("chem", "discussion", "forum-2026-10-05")
    assert first.opens == datetime(2026, 10, 5, 7, tzinfo=UTC)
    assert first.posts_due.wall == datetime(2026, 10, 8, 23, 59)  # noqa: DTZ001 - a wall time
    assert first.posts_due.at == datetime(2026, 10, 8, 21, 59, tzinfo=UTC)
    assert (first.closes.wall, first.closes.at) == (
        None,
        datetime(2026, 10, 11, 21, 59, tzinfo=UTC),
    )
    assert (first.title, first.prompt) == ("Forum", "What stayed with you?")
    assert (second.title, second.prompt) == ("Two", "And now?")
    assert (first.expects, first.counted, first.week) == (Expectation(1, 75, 2), True, 1)


def test_a_discussion_belongs_to_the_week_in_which_its_posts_are_due() -> None:
    friday = replace(FORUM, rule=replace(FORUM.rule, weekdays=frozenset({4})))
    first = discussions_of(COURSE, [friday])[0]
    assert (first.key, first.week) == ("forum-2026-10-09", 2)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (DueRule(time(8), weekday=0), (12, 8)),
        (DueRule(time(10), weekday=0), (5, 10)),
        (DueRule(time(9), weekday=0), (12, 9)),
        (DueRule(time(23), weekday=6), (11, 23)),
        (DueRule(time(9), day=date(2026, 10, 9)), (9, 9)),
        (DueRule(time(9), days=10), (15, 9)),
        (DueRule(time(9)), (5, 9)),
    ],
)
def test_a_due_time_is_the_first_that_comes_after(due: DueRule, expected: tuple[int, int]) -> None:
    opens = datetime(2026, 10, 5, 9)  # noqa: DTZ001 - a wall time
    day, hour = expected
    assert due.after(opens) == datetime(2026, 10, day, hour)  # noqa: DTZ001 - a wall time


def test_what_is_wrong_with_an_entry_is_named() -> None:
    assert plan_problems(SessionEntry(WEEKLY)) == ()
    assert plan_problems(FORUM) == ()
    many = plan_problems(SessionEntry(WEEKLY, topics=(Topic("A"),) * 5))
    assert [(one.field, one.index, one.warning) for one in many] == [("topics", 4, True)]
    early = plan_problems(replace(FORUM, posts_due=DueRule(time(8), days=0)))
    assert [(one.field, one.value) for one in early] == [("posts_due", "2026-10-05 08:00")]
    late = plan_problems(replace(FORUM, replies_due=DueRule(time(8), day=date(2026, 10, 6))))
    assert [(one.field, one.value) for one in late] == [("replies_due", "2026-10-06 08:00")]
    assert [one.text for one in (*many, *early, *late)] == [
        "It takes place 4 times; the topics from here on are never used.",
        "Posts are due (2026-10-05 08:00) before it opens (2026-10-05 09:00).",
        "Replies are due before posts are (2026-10-08 23:59).",
    ]
    assert [one.value for one in many] == ["A"]
    endless = plan_problems(SessionEntry(replace(WEEKLY, until=None), topics=(Topic("A"),)))
    assert [one.field for one in endless] == ["repeats"]
