"""Large made-up classes: a roster, a term of discussions, and what its students write in them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bot.chat.events import MessageSeen
from bot.model.course import Course
from bot.model.discussions import Discussion, DiscussionState, Expectation
from bot.model.ids import short_id
from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import (
    Option,
    Part,
    Policy,
    Requirement,
    Within,
    as_expected,
)
from bot.model.people import Account, Person, Role
from bot.model.places import Message, Place, Purpose
from bot.model.sessions import Kind, Session
from bot.model.time.due import Due
from bot.ports.work import UnitOfWork

PLATFORM = "bench"
WEEKS = 15
TERM = datetime(2026, 9, 7, tzinfo=UTC)
"""The first Monday, at midnight UTC."""
WORDS = """rate yield acid base buffer titration equilibrium catalyst electron orbital bond mole
energy entropy gas pressure volume reaction solution ion metal salt water proton balance question
answer because however example first second lecture reading chapter agree disagree evidence claim
measure sample error group think found wonder helped kitchen river soil market culture city law
people argue model data result graph slope method theory practice week class live recap""".split()
POLICY = Policy(
    version=1,
    title="Any two of these each week",
    options=(
        Option("attend", "Attend", (Part((Act.ATTEND,), share=Decimal("0.75")),), Within.SESSION),
        Option("make-up", "Make-up", (Part((Act.MAKE_UP,)),), Within.SESSION),
        Option("discuss", "Discuss", as_expected(), Within.DISCUSSION, minutes=45),
        Option("help", "Help others", (Part((Act.HELP,), count=2),)),
    ),
    requirements=(Requirement(2, ("attend", "make-up", "discuss", "help")),),
)


class Class:
    """One course with its people, two sessions and a discussion a week, all open."""

    def __init__(self, key: str, students: int, weeks: int = WEEKS) -> None:
        """Make it up; the same key makes the same class."""
        place = Place(PLATFORM, key)
        self.course = Course(
            id=short_id("course", key),
            title=f"Course {key}",
            zone="Europe/Berlin",
            starts=date(2026, 9, 7),
            ends=date(2026, 12, 20),
            places={Purpose.MAIN: (place,)},
        )
        self.teacher = Person(short_id("staff", key), self.course.id, "Ines", Role.INSTRUCTOR)
        self.students = [self._student(key, number) for number in range(students)]
        self.discussions = [self._discussion(key, place, week) for week in range(1, weeks + 1)]
        self.sessions = [
            self._session(key, week, day) for week in range(1, weeks + 1) for day in (1, 3)
        ]

    def _student(self, key: str, number: int) -> Person:
        name = f"Student {number:04}"
        return Person(
            short_id("person", key, name),
            self.course.id,
            name,
            Role.STUDENT,
            f"s{number}@{key}.example.edu",
        )

    def _discussion(self, key: str, place: Place, week: int) -> Discussion:
        opens = TERM + timedelta(weeks=week - 1)
        return Discussion(
            id=short_id("discussion", key, str(week)),
            course=self.course.id,
            key=f"talk-{week}",
            title=f"Talk {week}",
            prompt="What did you change your mind about?",
            opens=opens,
            posts_due=Due(opens + timedelta(days=4)),
            closes=Due(opens + timedelta(days=6)),
            week=week,
            expects=Expectation(posts=1, words=15, replies=2),
            state=DiscussionState.OPEN,
            root=Message(place, f"root-{week}"),
        )

    def _session(self, key: str, week: int, day: int) -> Session:
        starts = TERM + timedelta(weeks=week - 1, days=day, hours=14)
        name = f"class-{week}-{day}"
        return Session(
            id=short_id("session", key, name),
            course=self.course.id,
            key=name,
            title=f"Class {week}.{day}",
            kind=Kind.TEACHING,
            starts=starts,
            ends=starts + timedelta(hours=1),
            week=week,
        )

    async def enroll(self, work: UnitOfWork) -> None:
        """Write the class."""
        await work.courses.save(self.course)
        await work.policies.save(self.course.id, POLICY, TERM)
        everyone = [self.teacher, *self.students]
        await work.people.save(everyone)
        for person in everyone:
            await work.people.link(person.id, self.account(person))
        await work.sessions.save(self.sessions)
        await work.discussions.save(self.discussions)
        for discussion in self.discussions:
            assert discussion.root is not None
            await work.discussions.hang(discussion.id, discussion.root)

    def account(self, person: Person) -> Account:
        """Return somebody's account."""
        return account(person)

    def messages(self, count: int, seed: int = 1) -> list[MessageSeen]:
        """Return what the class writes in its discussions over the term, in order of time.

        Everyone writes about as often as everyone else: a post in each discussion, then replies.
        """
        chance = random.Random(seed)
        each = -(-count // len(self.discussions))
        said: list[MessageSeen] = []
        for discussion in self.discussions:
            said += self._thread(discussion, each, chance)
        return said[:count]

    def _thread(
        self, discussion: Discussion, count: int, chance: random.Random
    ) -> Iterator[MessageSeen]:
        root = discussion.root
        assert root is not None
        place = replace(root.place, thread=root.id)
        step = timedelta(days=3) / count
        for number in range(count):
            turn, index = divmod(number, len(self.students))
            if index == 0:
                order = chance.sample(self.students, len(self.students))
            at = discussion.opens + number * step
            yield MessageSeen(
                Message(place, f"{discussion.week:02}{number:08}"),
                account(order[index]),
                prose(chance, 20 if turn == 0 else 12),
                at,
                at,
            )


def account(person: Person) -> Account:
    """Return the account of somebody in a class."""
    return Account(PLATFORM, person.id)


def prose(chance: random.Random, words: int, vocabulary: Sequence[str] = WORDS) -> str:
    """Return a sentence of so many words."""
    return " ".join(chance.choices(vocabulary, k=words))
