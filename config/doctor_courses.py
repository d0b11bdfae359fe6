"""The courses of the configured database, as a doctor looks at them on one platform."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.storage.store import SqlStore
from bot.chat.looks import CourseThere


async def courses_on(store: SqlStore, platform: str) -> Sequence[CourseThere]:
    """Return the courses that have places on a platform."""
    found = []
    async with store.reading() as work:
        for course in await work.courses.all():
            places = {
                purpose: [one for one in some if one.platform == platform]
                for purpose, some in course.places.items()
            }
            if not any(places.values()):
                continue
            people = {one.id: one for one in await work.people.of(course.id) if not one.dropped}
            held = [
                (people[who], account)
                for who, accounts in (await work.people.accounts_of(course.id)).items()
                for account in accounts
                if who in people
            ]
            staff = frozenset(account for person, account in held if person.is_staff)
            students = {account: person.name for person, account in held if not person.is_staff}
            found.append(CourseThere(course.title, places, staff, students))
    return found
