"""Keeping what is said: a batch of events is read once and written in one statement a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.chat.events import Event, MessageDeleted, MessageSeen, ReactionSeen
from bot.features.messages.merging import counts, deleted, reacted, seen
from bot.model.course import Course
from bot.model.happenings import WordsWithdrawn
from bot.model.people import Account, Person
from bot.model.places import Message, Place, Purpose
from bot.ports.messages import Kept, Reaction
from bot.ports.work import UnitOfWork

Told = MessageSeen | MessageDeleted | ReactionSeen


async def keep(events: Sequence[Event], now: datetime, work: UnitOfWork) -> None:
    """Keep the messages and reactions of the courses' places; what staff say among them is not."""
    courses = await _courses(events, work)
    told = [event for event in events if isinstance(event, Told) and event.message.place in courses]
    if not told:
        return
    people = await _authors(told, courses, work)
    messages = list(dict.fromkeys(event.message for event in told))
    before = {kept.message: kept for kept in await work.messages.get(messages)}
    states = await work.messages.reactions(messages)
    changed = reacted(states, [event for event in told if isinstance(event, ReactionSeen)])
    after = dict(before)
    for event in told:
        course, standing = courses[event.message.place], after.get(event.message)
        if isinstance(event, MessageSeen):
            person = people.get((course.id, event.author))
            after[event.message] = seen(standing, event, course.id, person)
        elif isinstance(event, MessageDeleted):
            after[event.message] = deleted(standing, event, course.id)
    _count(after, [*states, *changed])
    await work.messages.save([kept for key, kept in after.items() if kept != before.get(key)])
    await work.messages.save_reactions(changed)


def _count(after: dict[Message, Kept], states: Sequence[Reaction]) -> None:
    for message, count in counts(states).items():
        if message in after:
            after[message] = replace(after[message], reactions=count)


async def _courses(events: Sequence[Event], work: UnitOfWork) -> dict[Place, Course]:
    """Return the course of each place whose messages are kept.

    It is asked once for a channel and its threads, if it can be.
    """
    places = {event.message.place for event in events if isinstance(event, Told)}
    parents = {place.parent for place in places}
    of_parents = {place: await work.courses.at(place) for place in sorted(parents, key=_by_id)}
    found: dict[Place, Course] = {}
    for place in places:
        course = of_parents[place.parent]
        if course is None and place.thread is not None:
            course = await work.courses.at(place)
        if course is not None and _kept_in(course, place):
            found[place] = course
    return found


def _by_id(place: Place) -> tuple[str, str]:
    return place.platform, place.id


def _kept_in(course: Course, place: Place) -> bool:
    """Whether what is said there is the class's: not in the staff's place, not after the end."""
    closed = course.places.get(Purpose.STAFF, ())
    return not course.frozen and place not in closed and place.parent not in closed


async def _authors(
    told: Sequence[Told], courses: dict[Place, Course], work: UnitOfWork
) -> dict[tuple[str, Account], Person]:
    asked: dict[str, dict[Account, None]] = {}
    for event in told:
        if isinstance(event, MessageSeen):
            asked.setdefault(courses[event.message.place].id, {})[event.author] = None
    found: dict[tuple[str, Account], Person] = {}
    for name, accounts in asked.items():
        for account, person in (await work.people.by_accounts(name, list(accounts))).items():
            found[name, account] = person
    return found


async def forget_words(withdrawn: WordsWithdrawn, now: datetime, work: UnitOfWork) -> None:
    """Erase a person's words; that they wrote, when and how much stays."""
    await work.messages.erase_words(withdrawn.person)
