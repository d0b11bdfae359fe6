"""Planning: a person's next reminders stand on the agenda, a week ahead and no further.

So a change costs what a week holds, not what the term does; each week's beginning plans on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.chat.codec import Codec
from bot.model.course import Course
from bot.model.discussions import Discussion
from bot.model.people import Person, Role
from bot.model.reminders.reminders import Reader, Reminder, Subject, plan_reminders
from bot.model.reminders.subjects import expected_at, subjects_of
from bot.model.reminders.wishes import Wishes
from bot.model.sessions import Session
from bot.model.time.weeks import last_week, week_of, week_start
from bot.model.time.zones import ZoneHistory
from bot.ports.agenda import Item
from bot.ports.tools import Tools
from bot.ports.work import UnitOfWork

SEND = "reminders.send"
EVERYONE = "reminders.everyone"
WEEK = "reminders.week"
AHEAD = timedelta(days=8)
"""How far ahead reminders are planned: a week, and a day in which the next may be late."""
REACH = AHEAD + timedelta(days=4)
"""How far ahead things are looked at: the longest lead, and a day's message, come before them."""
AT_ONCE = 40
"""How many people are planned for in one transaction, so that nobody waits long for it."""
NOBODY = Wishes()
SUBJECTS: Codec[tuple[Subject, ...]] = Codec(tuple[Subject, ...])


@dataclass(frozen=True, slots=True)
class Facts:
    """What reminders of a course may speak of from `now` on, and who wishes what."""

    course: Course
    now: datetime
    people: Sequence[Person]
    wishes: Mapping[str, Wishes]
    sessions: Sequence[Session]
    discussions: Sequence[Discussion]
    news: Sequence[Subject]
    zones: Mapping[str, ZoneHistory]


def reader_of(person: Person, wishes: Wishes, course: Course) -> Reader:
    """Return a person as whom reminders are planned for."""
    zone = person.zone or course.zone
    return Reader(person.id, wishes.reminders, zone, course.quiet, wishes.impossible)


def prefix_of(course: str, person: str = "") -> str:
    """Return what the keys of planned reminders start with: a person's, or everyone's."""
    return f"reminders/{course}/{person}/" if person else f"reminders/{course}/"


def everyone(course: Course, cause: str, now: datetime) -> Item:
    """Return the item that plans everyone's reminders anew, some people at a time.

    `cause` tells two causes in one instant apart, for what the agenda has done stays done.
    """
    return Item(f"{EVERYONE}/{course.id}/{now.isoformat()}/{cause}", course.id, EVERYONE, now)


async def replan(course: Course, person: Person, now: datetime, work: UnitOfWork) -> None:
    """Plan one person's reminders anew; what was due before now is left alone."""
    await work.agenda.cancel(prefix_of(course.id, person.id), since=now)
    wishes = await work.preferences.of(person.id)
    if wishes.reminded and not course.frozen:
        facts = await _facts(course, [person], {person.id: wishes}, now, work)
        await work.agenda.plan(plan(facts))


async def plan_week(course: Course, after: int, work: UnitOfWork) -> None:
    """Put the planning of the week that follows week `after` on the agenda."""
    week = max(after + 1, 0)
    if week <= last_week(course):
        key = f"{WEEK}/{course.id}/{week}"
        await work.agenda.plan((Item(key, course.id, WEEK, week_start(course, week)),))


async def begin_week(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Let everyone's reminders of the week that begins be planned, and the next one's in time."""
    course = await work.courses.get(item.course)
    if course is not None and not course.frozen:
        await work.agenda.plan((everyone(course, "week", now),))
        await plan_week(course, week_of(course, now), work)


async def read_everyone(item: Item, now: datetime, work: UnitOfWork) -> Facts | None:
    """Return what the next people's reminders are planned from; None when there are none left."""
    course = await work.courses.get(item.course)
    if course is None or course.frozen:
        return None
    wishes = await work.preferences.of_course(course.id)
    after = item.args.get("after", "")
    everybody = sorted(await work.people.of(course.id), key=lambda person: person.id)
    concerned = [one for one in everybody if one.id > after and one.id in wishes][:AT_ONCE]
    if not concerned:
        return None
    chosen = {person.id: wishes[person.id] for person in concerned}
    return await _facts(course, concerned, chosen, now, work)


async def plan_everyone(facts: Facts | None, tools: Tools) -> tuple[Facts, Sequence[Item]] | None:
    """Plan their reminders beside the event loop."""
    return None if facts is None else (facts, await asyncio.to_thread(plan, facts))


async def write_everyone(
    item: Item, now: datetime, made: tuple[Facts, Sequence[Item]] | None, work: UnitOfWork
) -> None:
    """Put their reminders on the agenda, and the planning of the next people's.

    Who wished otherwise meanwhile has been planned for already.
    """
    if made is None:
        return
    facts, items = made
    course = facts.course.id
    changed = {
        person.id
        for person in facts.people
        if await work.preferences.of(person.id) != facts.wishes[person.id]
    }
    for person in facts.people:
        if person.id not in changed:
            await work.agenda.cancel(prefix_of(course, person.id), since=facts.now)
    last = facts.people[-1].id
    key = f"{item.key.partition('>')[0]}>{last}"
    following = Item(key, course, EVERYONE, item.due, {"after": last})
    await work.agenda.plan([one for one in items if one.args["person"] not in changed])
    await work.agenda.plan((following,))


def plan(facts: Facts) -> Sequence[Item]:
    """Return the agenda's items for all who want to be reminded."""
    return [
        item
        for person in facts.people
        if person.dropped is None and facts.wishes.get(person.id, NOBODY).reminded
        for item in _items(person, facts)
    ]


async def _facts(
    course: Course,
    people: Sequence[Person],
    wishes: Mapping[str, Wishes],
    now: datetime,
    work: UnitOfWork,
) -> Facts:
    return Facts(
        course=course,
        now=now,
        people=people,
        wishes=wishes,
        sessions=await work.sessions.between(course.id, now, now + REACH),
        discussions=await work.discussions.of(course.id),
        news=await work.reminders.news(course.id, now - course.makeup_open),
        zones=await work.people.zones(course.id),
    )


def _items(person: Person, facts: Facts) -> Iterator[Item]:
    """Yield the agenda's items for one person."""
    now = facts.now
    reader = reader_of(person, facts.wishes[person.id], facts.course)
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
    key = f"{prefix_of(course.id, reminder.person)}{reminder.key}"
    return Item(key, course.id, SEND, reminder.at, args)


def _enrolled_from(person: Person, course: Course) -> datetime | None:
    """Return the instant from which a student takes part who came late, or came back."""
    day = person.away[-1].back if person.away else person.enrolled
    if day is None:
        return None
    start = datetime.combine(day, time(), ZoneInfo(course.zone))
    return start.astimezone(UTC)
