"""A small class to test with: its course, people, sessions, a discussion and a policy."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bot.chat.posts import Post, Target
from bot.chat.views import say
from bot.model.course import Course
from bot.model.discussions import Discussion, Expectation
from bot.model.ids import short_id
from bot.model.participation.acts.evidence import Edit
from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.policies.policy import Option, Part, Policy, Requirement, Within
from bot.model.people import Account, Person, Role
from bot.model.places import Message, Place, Purpose
from bot.model.sessions import Kind, Session
from bot.model.time.due import Due
from bot.model.time.weeks import week_of
from bot.ports.messages import Kept
from bot.ports.work import UnitOfWork

PLATFORM = "sandbox"
MONDAY = datetime(2026, 9, 7, tzinfo=UTC)
"""The first day of the sample's term, a Monday, at midnight UTC."""

MAIN = Place(PLATFORM, "main")
LIVE = Place(PLATFORM, "live")
RECAPS = Place(PLATFORM, "recaps")
TALK = Place(PLATFORM, "talk")
STAFF = Place(PLATFORM, "staff")

COURSE = Course(
    id=short_id("course", "open-learning"),
    title="Open Learning",
    zone="Europe/Berlin",
    starts=date(2026, 9, 7),
    ends=date(2026, 12, 18),
    places={
        Purpose.MAIN: (MAIN,),
        Purpose.LIVE: (LIVE,),
        Purpose.RECAPS: (RECAPS,),
        Purpose.DISCUSSIONS: (TALK,),
        Purpose.STAFF: (STAFF,),
    },
)


def at(days: float = 0, hours: float = 0, minutes: float = 0) -> datetime:
    """Return the instant so long after the term's first midnight (UTC)."""
    return MONDAY + timedelta(days=days, hours=hours, minutes=minutes)


def person(
    name: str, role: Role = Role.STUDENT, course: str = COURSE.id, zone: str | None = None
) -> Person:
    """Return somebody of the sample's roster, with a mail address made from the name."""
    email = f"{name.lower()}@example.edu"
    return Person(short_id("person", course, email), course, name, role, email, zone=zone)


def account(someone: Person) -> Account:
    """Return the account of somebody in the sample."""
    return Account(PLATFORM, someone.name.lower())


ANA = person("Ana", zone="America/Bogota")
BEN = person("Ben", zone="Asia/Kolkata")
CHO = person("Cho", zone="Asia/Seoul")
TARO = person("Taro", Role.ASSISTANT)
INES = person("Ines", Role.INSTRUCTOR)
EVERYBODY = (ANA, BEN, CHO, TARO, INES)


def session(key: str, starts: datetime, hours: float = 1, course: Course = COURSE) -> Session:
    """Return a planned teaching session."""
    ends = starts + timedelta(hours=hours)
    return Session(
        id=short_id("session", course.id, key),
        course=course.id,
        key=key,
        title=key.title(),
        kind=Kind.TEACHING,
        starts=starts,
        ends=ends,
        week=week_of(course, starts),
    )


def discussion(key: str, opens: datetime, course: Course = COURSE) -> Discussion:
    """Return a planned discussion: a post of 75 words in four days, two replies in six."""
    return Discussion(
        id=short_id("discussion", course.id, key),
        course=course.id,
        key=key,
        title=key.title(),
        prompt="What did you change your mind about?",
        opens=opens,
        posts_due=Due(opens + timedelta(days=4)),
        closes=Due(opens + timedelta(days=6)),
        week=week_of(course, opens),
        expects=Expectation(posts=1, words=75, replies=2),
    )


POLICY = Policy(
    version=1,
    title="Any one of three a week",
    options=(
        Option("attend", "Attend", (Part((Act.ATTEND,)),), Within.SESSION),
        Option("make-up", "Make-up", (Part((Act.MAKE_UP,)),), Within.SESSION),
        Option("discuss", "Discuss", (Part((Act.POST,), minimum=75),), worth=Decimal(1)),
    ),
    requirements=(Requirement(1, ("attend", "make-up", "discuss")),),
)


def entry(someone: Person, act: Act, when: datetime, about: str | None = None) -> Entry:
    """Return a ledger entry of 100 words, minutes or whatever the act is measured in."""
    return Entry(
        id=short_id("entry", someone.id, act, when.isoformat(), about or ""),
        course=someone.course,
        person=someone.id,
        act=act,
        at=when,
        week=week_of(COURSE, when),
        about=about,
        amount=100,
    )


def message(
    someone: Person, text: str, when: datetime, place: Place = MAIN, id: str | None = None
) -> Kept:
    """Return a message of somebody's as kept."""
    ref = Message(place, id or short_id("message", someone.id, when.isoformat(), text))
    words = Edit(when, len(text.split()))
    return Kept(ref, someone.course, account(someone), someone.id, text, when, when, (words,))


def post(key: str, to: Target = MAIN, words: str = "Hello, class.") -> Post:
    """Return a post of the sample course."""
    return Post(key, COURSE.id, to, say(words))


async def enroll(work: UnitOfWork, course: Course = COURSE) -> None:
    """Write the sample's course, policy and people, each with their account and zone."""
    await work.courses.save(course)
    await work.policies.save(course.id, POLICY, MONDAY)
    await work.people.save(EVERYBODY)
    for someone in EVERYBODY:
        await work.people.link(someone.id, account(someone))
        if someone.zone:
            await work.people.move(someone.id, someone.zone, MONDAY)
