"""Planning: a person's next reminders stand on the agenda, a week ahead and no further.

So a change costs what a week holds, not what the term does; each week's beginning plans on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.chat.codec import Codec
from bot.model.course import Course
from bot.model.discussions import Discussion
from bot.model.people import Person, Role
from bot.model.reminders import Reader, Reminder, Subject, plan_reminders
from bot.model.sessions import Session
from bot.model.subjects import expected_at, subjects_of
from bot.model.weeks import last_week, week_of, week_start
from bot.model.wishes import Wishes
from bot.model.zones import ZoneHistory
from bot.ports.agenda import Item
from bot.ports.work import UnitOfWork

SEND = "reminders.send"
REFRESH = "reminders.refresh"
AHEAD = timedelta(days=8)
"""How far ahead reminders are planned: a week, and a day in which the next may be late."""
REACH = AHEAD + timedelta(days=4)
"""How far ahead things are looked at: the longest lead, and a day's message, come before them."""
SUBJECTS: Codec[tuple[Subject, ...]] = Codec(tuple[Subject, ...])


@dataclass(frozen=True, slots=True)
class _Facts:
    """What reminders of a course may speak of, from now on."""

    course: Course
    sessions: Sequence[Session]
    discussions: Sequence[Discussion]
    news: Sequence[Subject]
    zones: Mapping[str, ZoneHistory]


def reader_of(person: Person, wishes: Wishes, course: Course) -> Reader:
    """Return a person as whom reminders are planned for."""
    zone = person.zone or course.zone
    return Reader(person.id, wishes.reminders, zone, course.quiet, wishes.impossible)


async def replan(course: Course, people: Sequence[Person], now: datetime, work: UnitOfWork) -> None:
    """Plan anew what these people are to be reminded of; what was due before now is left alone."""
    if len(people) == 1:
        wished = {people[0].id: await work.preferences.of(people[0].id)}
    else:
        wished = dict(await work.preferences.of_course(course.id))
    concerned = [person for person in people if person.id in wished]
    for person in concerned:
        await work.agenda.cancel(f"reminders/{person.id}/", since=now)
    reminded = [
        person for person in concerned if wished[person.id].reminded and person.dropped is None
    ]
    if course.frozen or not reminded:
        return
    facts = await _facts(course, now, work)
    items: list[Item] = []
    for person in reminded:
        reader = reader_of(person, wished[person.id], course)
        items += _items(person, reader, facts, now)
    await work.agenda.plan(items)


async def plan_week(course: Course, after: int, work: UnitOfWork) -> None:
    """Put the planning of the week that follows week `after` on the agenda."""
    week = max(after + 1, 0)
    if week <= last_week(course):
        key = f"reminders/week/{course.id}/{week}"
        await work.agenda.plan((Item(key, course.id, REFRESH, week_start(course, week)),))


async def refresh(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Plan everyone's reminders of the week that begins, and when the next one is planned."""
    course = await work.courses.get(item.course)
    if course is None or course.frozen:
        return
    await replan(course, await work.people.of(course.id), now, work)
    await plan_week(course, week_of(course, now), work)


async def _facts(course: Course, now: datetime, work: UnitOfWork) -> _Facts:
    return _Facts(
        course=course,
        sessions=await work.sessions.between(course.id, now, now + REACH),
        discussions=await work.discussions.of(course.id),
        news=await work.reminders.news(course.id, now - course.makeup_open),
        zones=await work.people.zones(course.id),
    )


def _items(person: Person, reader: Reader, facts: _Facts, now: datetime) -> Iterator[Item]:
    """Yield the agenda's items for one person."""
    subjects: tuple[Subject, ...] = ()
    if person.role is Role.STUDENT:
        zones = facts.zones[person.id]
        subjects = subjects_of(facts.discussions, zones, facts.news, now + REACH)
    since = _enrolled_from(person, facts.course)
    sessions = [one for one in facts.sessions if expected_at(one, since)]
    for reminder in plan_reminders(reader, sessions, subjects, now):
        if reminder.at < now + AHEAD:
            yield _item(reminder, facts.course)


def _item(reminder: Reminder, course: Course) -> Item:
    args = {
        "person": reminder.person,
        "expires": reminder.expires.isoformat(),
        "subjects": SUBJECTS.to_json(reminder.subjects),
    }
    key = f"reminders/{reminder.person}/{reminder.key}"
    return Item(key, course.id, SEND, reminder.at, args)


def _enrolled_from(person: Person, course: Course) -> datetime | None:
    """Return the instant from which a late student takes part."""
    if person.enrolled is None:
        return None
    start = datetime.combine(person.enrolled, time(), ZoneInfo(course.zone))
    return start.astimezone(UTC)
