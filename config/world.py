"""The sandbox's world: the people and places of a course, as its chat server begins with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from adapters.sandbox.server.world import SandboxAccount, SandboxPlace, World
from adapters.sandbox.wire import PLATFORM
from bot.model.courses.description import CourseDescription
from bot.model.people import Role
from bot.model.places import Purpose
from bot.model.time.announcing import announced_at

COLORS = (
    *("#8a3b5c", "#2b6777", "#8a5a00", "#4b4e9c", "#2f6b3a", "#9c3d1f", "#5b4a8a", "#006a6a"),
    *("#7a3b90", "#59621c", "#a0334b", "#345c8c"),
)
"""Avatars' colors; white letters stand out against each at 4.5:1 at least."""
TOPICS = {
    Purpose.MAIN: "What the whole class should know",
    Purpose.LIVE: "While class is in session",
    Purpose.RECAPS: "What each session leaves behind",
    Purpose.DISCUSSIONS: "Conversations that take their time",
    Purpose.STAFF: "Only for those who teach",
}
EARLIER = timedelta(minutes=30)
"""How long before the first thing happens the demo begins."""


def world_of(courses: Sequence[CourseDescription], start: datetime, *, running: bool) -> World:
    """Return a world with everyone and every place that the courses have in the sandbox.

    The first course gives the title and the calendar's zone.
    """
    members = [(one.course, member) for one in courses for member in one.people]
    members.sort(key=lambda found: found[1].person.role is Role.STUDENT)
    held = {
        account.id: (course, member.person)
        for course, member in reversed(members)
        for account in member.accounts
        if account.platform == PLATFORM
    }
    accounts = tuple(
        SandboxAccount(
            id=account,
            name=person.name,
            role=str(person.role),
            zone=person.zone or course.zone,
            color=COLORS[number % len(COLORS)],
        )
        for number, (account, (course, person)) in enumerate(reversed(held.items()))
    )
    first = courses[0].course
    return World(first.title, first.zone, start, accounts, _places(courses), running)


def _places(courses: Iterable[CourseDescription]) -> tuple[SandboxPlace, ...]:
    found: dict[str, SandboxPlace] = {}
    for one in courses:
        for purpose in Purpose:
            for place in one.course.places.get(purpose, ()):
                if place.platform == PLATFORM and place.id not in found:
                    closed = purpose is Purpose.STAFF
                    found[place.id] = SandboxPlace(place.id, place.id, TOPICS[purpose], closed)
    return tuple(found.values())


def beginning(description: CourseDescription) -> datetime:
    """Return the instant shortly before the course's first announcement or discussion."""
    course = description.course
    sessions = [
        announced_at(one.starts, course.announce_before, course.zone)
        for one in description.planned_sessions()
    ]
    opened = [one.opens for one in description.planned_discussions()]
    return min(sessions + opened) - EARLIER
