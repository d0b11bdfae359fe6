"""Counting replies under shared answers, as discussions count theirs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.chat.events import Event, MessageDeleted, MessageSeen
from bot.model.happenings import AccountsChanged, PostArrived
from bot.model.participation.acts.contributions import not_theirs
from bot.model.participation.acts.evidence import reconcile
from bot.model.participation.acts.ledger import Act, Entry
from bot.model.places import Message, Place, Purpose
from bot.model.recap.makeups import Reply
from bot.model.recap.replies import others_since, reply_entries
from bot.ports.locked import WRITTEN, Cause, enter, linking
from bot.ports.messages import Kept
from bot.ports.reading import is_locked, said_by_students
from bot.ports.work import UnitOfWork

RECAP = "recap"
"""How the keys begin of the posts under which answers are shared."""


async def count(events: Sequence[Event], now: datetime, work: UnitOfWork) -> None:
    """Bring the ledger to what recaps' threads say after a batch of events.

    It runs after the messages were kept; telling events again changes nothing.
    """
    told = [event for event in events if isinstance(event, MessageSeen | MessageDeleted)]
    threads = {event.message.place for event in told}
    roots = [Message(place.parent, place.thread) for place in threads if place.thread]
    courses = {place: await work.courses.at(place) for place in {root.place for root in roots}}
    sessions: set[str] = set()
    for root in roots:
        course = courses[root.place]
        if course is not None and root.place in course.places_for(Purpose.RECAPS):
            post = await work.outbox.at(root)
            if post is not None and post.key.startswith(f"{RECAP}/"):
                sessions.add(post.key.split("/")[1])
    for session in sorted(sessions):
        await _assess(session, WRITTEN, now, work)


async def count_waiting(arrived: PostArrived, now: datetime, work: UnitOfWork) -> None:
    """Count what stands under a recap or a shared answer when we learn where that stands."""
    noun, _, rest = arrived.key.partition("/")
    name = rest.partition("/")[0]
    if noun == RECAP:
        await _assess(name, WRITTEN, now, work)


async def follow_accounts(changed: AccountsChanged, now: datetime, work: UnitOfWork) -> None:
    """Credit people with what their accounts wrote, and no longer with what isn't theirs."""
    course = await work.courses.get(changed.course)
    if course is None or course.frozen:
        return
    cause = linking(changed, course, now)
    for session in await work.sessions.of(course.id):
        if await work.makeups.shared_in(session.id):
            await _assess(session.id, cause, now, work, changed.people)


async def _assess(
    name: str, cause: Cause, now: datetime, work: UnitOfWork, people: Collection[str] = ()
) -> None:
    """Bring the ledger to what a recap's threads say, for who wrote there and for `people`."""
    session = await work.sessions.get(name)
    course = await work.courses.get(session.course) if session else None
    shared = await work.makeups.shared_in(name)
    if session is None or course is None or course.frozen or not shared:
        return
    kept = await _said_under(name, work)
    authors = await work.people.by_accounts(course.id, list({each.account for each in kept}))
    own = said_by_students(kept, authors)
    about = await work.ledger.about_people(name, [*own, *people])
    said = [Reply(each.person, each.posted) for each in kept]
    due = await work.makeups.open_until(name)
    locked = await is_locked(course, session.week, now, work)
    added: list[Entry] = []
    for person in dict.fromkeys([*own, *people]):
        mine = own.get(person, [])
        existing = [e for e in about if e.person == person and e.act is Act.REPLY]
        if not locked:
            added += not_theirs(existing, [each.message for each in mine], now)
        existing += [entry for entry in added if entry.person == person]
        wanted = reply_entries(session, mine, others_since(person, shared, said), due)
        added += reconcile(existing, wanted, now, locked=locked)
    await enter(added, course, cause, now, work)


async def _said_under(session: str, work: UnitOfWork) -> list[Kept]:
    """Return the messages in the threads under a session's recap, deleted ones too."""
    found: list[Kept] = []
    for post in await work.outbox.starting(f"{RECAP}/{session}/"):
        if post.message is not None:
            place = post.message.place
            found += await work.messages.in_thread(Place(place.platform, place.id, post.message.id))
    return found
