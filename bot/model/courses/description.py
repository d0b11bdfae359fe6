"""The description of a course: everything that its course file says, as one plain value."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.model.asking.survey import Survey, default_survey
from bot.model.course import Course
from bot.model.courses.plan import DiscussionEntry, SessionEntry, discussions_of, sessions_of
from bot.model.discussions import Discussion
from bot.model.ids import short_id
from bot.model.participation.policies.policy import Policy
from bot.model.people import Account, Person
from bot.model.sessions import Session


@dataclass(frozen=True, slots=True)
class Member:
    """A person with the accounts they hold, one a platform or more."""

    person: Person
    accounts: tuple[Account, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseDescription:
    """A course, its people, its plan, its policy and its survey.

    The policy's `version` is the store's affair: in a description it is always 1.
    """

    course: Course
    policy: Policy
    people: tuple[Member, ...] = ()
    sessions: tuple[SessionEntry, ...] = ()
    discussions: tuple[DiscussionEntry, ...] = ()
    survey: Survey = field(default_factory=default_survey)

    def planned_sessions(self) -> tuple[Session, ...]:
        """Return the sessions that the plan stands for, by start."""
        return sessions_of(self.course, self.sessions)

    def planned_discussions(self) -> tuple[Discussion, ...]:
        """Return the discussions that the plan stands for, by opening."""
        return discussions_of(self.course, self.discussions)


def person_key(person: Person) -> str | None:
    """Return what a person is recognized by on the roster: username, else e-mail, else number.

    Usernames and e-mail addresses ignore case, numbers don't. None when there is nothing.
    """
    name = person.username or person.email
    return name.casefold() if name else person.number


def person_id(course: str, key: str) -> str:
    """Return the id of the person that a course's roster knows by `key`."""
    return short_id(course, "person", key)
