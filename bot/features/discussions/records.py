"""What discussions read and write in common: threads, what is in them, the ledger's entries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.chat.calls import Call
from bot.chat.events import place_key
from bot.chat.posts import PostState
from bot.chat.refusal import Refusal
from bot.model.course import Course
from bot.model.discussions import Discussion, DiscussionState
from bot.model.participation.contributions import Dues, Said, Words, classed, to_enter
from bot.model.participation.ledger import Act, Entry
from bot.model.people import Account, Person
from bot.model.places import Message, Place, Purpose
from bot.model.recap.documents import discussion_document
from bot.model.time.due import due_for
from bot.model.time.zones import ZoneHistory
from bot.ports.messages import Kept
from bot.ports.reading import is_locked, said_by_students
from bot.ports.work import UnitOfWork

STARTED = frozenset({DiscussionState.OPEN, DiscussionState.CLOSED})


def post_key(discussion: Discussion, place: Place) -> str:
    """Return the key of a discussion's post in a place."""
    return f"discussion/{discussion.id}/{place_key(place)}"


def places_of(course: Course) -> Sequence[Place]:
    """Return where the course's discussions take place, one place a platform."""
    return course.places_for(Purpose.DISCUSSIONS)


async def discussion_of(name: str, call: Call, work: UnitOfWork) -> Discussion:
    """Return a button's discussion; refuse one that isn't the course's."""
    discussion = await work.discussions.get(name)
    if discussion is None or discussion.course != call.course.id:
        raise Refusal("That discussion is not part of this course. Pick one from the list.")
    return discussion


async def threads_of(discussion: Discussion, work: UnitOfWork) -> list[Place]:
    """Return the threads in which a discussion takes place."""
    roots = await work.discussions.roots(discussion.id)
    return [Place(root.place.platform, root.place.id, root.id) for root in roots]


async def zones_of(discussion: Discussion, course: Course, work: UnitOfWork) -> Zones:
    """Return the zones by which the discussion's due times are told."""
    own = discussion.posts_due.wall is not None or discussion.closes.wall is not None
    zones = await work.people.zones(course.id) if own else {}
    return Zones(ZoneHistory(course.zone), zones)


class Zones:
    """Everybody's zones over time; the course's stands in for those who have none."""

    def __init__(self, fallback: ZoneHistory, zones: Mapping[str, ZoneHistory]) -> None:
        """Keep the course's zone and each person's."""
        self._fallback = fallback
        self._zones = zones

    def dues(self, discussion: Discussion, person: str) -> Dues:
        """Return a person's own due instants in a discussion."""
        zones = self._zones.get(person, self._fallback)
        return Dues(due_for(discussion.posts_due, zones), due_for(discussion.closes, zones))


class Thread:
    """Messages of a discussion, who wrote them, and who wrote first."""

    def __init__(
        self, kept: Sequence[Kept], first: Sequence[Kept], people: Mapping[Account, Person]
    ) -> None:
        """Keep messages, the first ones of the threads, and the people of their accounts."""
        self.kept = kept
        self._first = first
        self._people = people

    def author(self, kept: Kept) -> Person | None:
        """Return who wrote a message, None for an account that nobody on the roster has."""
        return self._people.get(kept.account)

    def own(self) -> dict[str, list[Said]]:
        """Return each student's messages."""
        return said_by_students(self.kept, self._people)

    def others_since(self, person: str) -> datetime | None:
        """Return when somebody else than `person` first wrote."""
        others = (
            each.posted
            for each in self._first
            if (author := self.author(each)) is None or author.id != person
        )
        return min(others, default=None)

    def acts(self, discussion: Discussion, zones: Zones) -> dict[Message, Act]:
        """Return what each message counts as."""
        found: dict[Message, Act] = {}
        for person, said in self.own().items():
            dues = zones.dues(discussion, person)
            found |= classed(discussion, said, self.others_since(person), dues)
        return found


async def read_thread(
    discussion: Discussion, work: UnitOfWork, touched: Collection[Message] | None = None
) -> Thread:
    """Return all of a discussion's messages, or those of the authors of the `touched` ones.

    Who wrote first decides what everybody's messages count as: if that is touched, all are read.
    """
    threads = await threads_of(discussion, work)
    first = [kept for thread in threads for kept in await work.messages.first_two(thread)]
    kept: list[Kept] = []
    if touched is None or any(each.message in touched for each in first):
        for thread in threads:
            kept += await work.messages.in_thread(thread)
    else:
        changed = await work.messages.get(list(touched))
        people = sorted({each.person for each in changed if each.person is not None})
        for thread in threads:
            kept += await work.messages.of_people(thread, people)
    accounts = list(dict.fromkeys(each.account for each in (*kept, *first)))
    return Thread(kept, first, await work.people.by_accounts(discussion.course, accounts))


async def assess(
    discussion: Discussion,
    now: datetime,
    work: UnitOfWork,
    touched: Collection[Message] | None = None,
) -> None:
    """Bring the ledger to what the threads say, for the authors of `touched` or for everybody."""
    course = await work.courses.get(discussion.course)
    if course is None or course.frozen or discussion.state not in STARTED:
        return
    thread = await read_thread(discussion, work, touched)
    own = thread.own()
    if not own:
        return
    existing: dict[str, list[Entry]] = {}
    for entry in await work.ledger.about_people(discussion.id, list(own)):
        existing.setdefault(entry.person, []).append(entry)
    zones = await zones_of(discussion, course, work)
    locked = await is_locked(course, discussion.week, now, work)
    added: list[Entry] = []
    for person, said in own.items():
        dues = zones.dues(discussion, person)
        since = thread.others_since(person)
        known = existing.get(person, ())
        added += to_enter(discussion, said, since, dues, known, locked=locked)
    await work.ledger.append(added)


async def words_of(discussion: Discussion, course: Course, work: UnitOfWork) -> list[Words]:
    """Return what stands in a discussion's threads, oldest first, each with what it counts as."""
    thread = await read_thread(discussion, work)
    acts = thread.acts(discussion, await zones_of(discussion, course, work))
    found = []
    for each in thread.kept:
        if each.deleted is None:
            person = thread.author(each)
            name = person.id if person else each.account.id
            act = acts.get(each.message)
            found.append(Words(each.message, name, each.posted, each.text, act))
    return sorted(found, key=lambda each: (each.posted, each.message.id))


async def names_of(course: str, work: UnitOfWork) -> Mapping[str, str]:
    """Return the names of a course's people by id."""
    return {person.id: person.name for person in await work.people.of(course)}


async def is_published(discussion: Discussion, work: UnitOfWork) -> bool:
    """Whether the class can read the summary."""
    posts = await work.outbox.starting(summary_prefix(discussion))
    return any(post.state is not PostState.REMOVED for post in posts)


def summary_prefix(discussion: Discussion) -> str:
    """Return how the keys of the summary's posts begin: place and number follow."""
    return f"discussion-summary/{discussion.id}/"


async def index(course: Course, discussion: Discussion, work: UnitOfWork) -> None:
    """Keep a discussion findable from its opening on, with its summary while that is published."""
    published = await is_published(discussion, work)
    document = discussion_document(discussion, published=published)
    if discussion.state in STARTED:
        await work.archive.put((document,), course.language)
    else:
        await work.archive.remove((document.id,))
