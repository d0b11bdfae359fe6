"""A small course as its file describes it, made by hand: two people, a lecture and a forum."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from bot.model.course import Course
from bot.model.courses.description import CourseDescription, Member, person_id
from bot.model.courses.plan import OPENING, DiscussionEntry, DueRule, SessionEntry
from bot.model.discussions import Expectation
from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Option, Part, Policy, Requirement, Within
from bot.model.people import Account, Person, Role
from bot.model.places import Place, Purpose
from bot.model.time.recurrence import Repeats, Rule

BEFORE = datetime(2026, 9, 1, tzinfo=UTC)
STARTS, ENDS = date(2026, 9, 7), date(2026, 10, 4)

LECTURE = Rule(
    key="lecture",
    title="Lecture",
    zone="Europe/Berlin",
    first=STARTS,
    at=time(17),
    length=timedelta(minutes=90),
    repeats=Repeats.WEEKLY,
    weekdays=frozenset({1}),
    until=ENDS,
)
FORUM = Rule(
    key="forum",
    title="Forum",
    zone="Europe/Berlin",
    first=STARTS,
    at=time(9),
    length=OPENING,
    repeats=Repeats.WEEKLY,
    weekdays=frozenset({0}),
    until=ENDS,
)


def member(username: str, name: str, role: Role = Role.STUDENT, zone: str | None = None) -> Member:
    """Return someone of the course, with an account in the sandbox."""
    key = person_id("chem", username)
    person = Person(key, "chem", name, role, username=username, zone=zone)
    return Member(person, (Account("sandbox", username),))


DESCRIPTION = CourseDescription(
    course=Course(
        id="chem",
        title="Chemistry",
        zone="Europe/Berlin",
        starts=STARTS,
        ends=ENDS,
        places={
            Purpose.MAIN: (Place("sandbox", "announcements"),),
            Purpose.STAFF: (Place("sandbox", "staff"),),
        },
    ),
    policy=Policy(
        version=1,
        title="One a week",
        options=(
            Option("attend", "Come", (Part((Act.ATTEND,)),), Within.SESSION, Decimal(1)),
            Option("write", "Write", (Part((Act.POST,)),), Within.DISCUSSION, Decimal(1)),
        ),
        requirements=(Requirement(1, ("attend", "write")),),
    ),
    people=(
        member("nomvula", "Nomvula Brandt", Role.INSTRUCTOR),
        member("emre", "Emre Demir", zone="Asia/Tokyo"),
    ),
    sessions=(SessionEntry(LECTURE),),
    discussions=(
        DiscussionEntry(
            rule=FORUM,
            prompt="What stayed with you?",
            posts_due=DueRule(time(23, 59), weekday=3, local=True),
            replies_due=DueRule(time(23, 59), weekday=6),
            expects=Expectation(1, 75, 2),
        ),
    ),
)
