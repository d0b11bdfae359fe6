"""What discussions read and write in common: threads, what is in them, the ledger's entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.chat.calls import Call
from bot.chat.events import place_key
from bot.chat.posts import PostState
from bot.chat.refusal import Refusal
from bot.model.course import Course
from bot.model.discussions import Discussion, DiscussionState
from bot.model.participation.acts.answering import Words
from bot.model.participation.acts.contributions import Dues, classed
from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.policies.qualify import latest_for
from bot.model.people import Account, Person
from bot.model.places import Message, Place, Purpose
from bot.model.recap.documents import discussion_document
from bot.model.time.due import due_for
from bot.model.time.zones import ZoneHistory
from bot.ports.locked import Cause, enter
from bot.ports.messages import Kept
from bot.ports.reading import said_by_students
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
    policy = await work.policies.ruling(course.id, discussion.week)
    return Zones(ZoneHistory(course.zone), zones, latest_for(policy, Act.POST))


class Zones:
    """Everybody's zones over time; the course's stands in for those who have none."""

    def __init__(
        self, fallback: ZoneHistory, zones: Mapping[str, ZoneHistory], late: timedelta
    ) -> None:
        """Keep the course's zone and each person's, and how late a post may come."""
        self._fallback = fallback
        self._zones = zones
        self._late = late
        self._dues: dict[ZoneHistory, Dues] = {}

    def dues(self, discussion: Discussion, person: str) -> Dues:
        """Return a person's own due instants in the discussion, reckoned once for all alike."""
        zones = self._zones.get(person, self._fallback)
        if zones not in self._dues:
            posts, closes = due_for(discussion.posts_due, zones), due_for(discussion.closes, zones)
            self._dues[zones] = Dues(posts, closes, self._late)
        return self._dues[zones]


class Beginning:
    """The first messages of a discussion's threads: since when who can reply there."""

    def __init__(self, first: Sequence[Kept], people: Mapping[Account, Person]) -> None:
        """Keep who wrote when; an account that nobody on the roster has is somebody else."""
        self._first = [(_author(kept, people), kept.posted) for kept in first]

    def others_since(self, person: str) -> datetime | None:
        """Return when somebody else than `person` first wrote."""
        return min((posted for author, posted in self._first if author != person), default=None)


def _author(kept: Kept, people: Mapping[Account, Person]) -> str | None:
    author = people.get(kept.account)
    return None if author is None else author.id


async def first_of(threads: Sequence[Place], work: UnitOfWork) -> list[Kept]:
    """Return each thread's first message, and the first by another account."""
    return [kept for thread in threads for kept in await work.messages.first_two(thread)]


async def authors_of(
    discussion: Discussion, kept: Iterable[Kept], work: UnitOfWork
) -> Mapping[Account, Person]:
    """Return who on the roster wrote these messages."""
    accounts = list(dict.fromkeys([each.account for each in kept]))
    return await work.people.by_accounts(discussion.course, accounts)


async def words_of(discussion: Discussion, course: Course, work: UnitOfWork) -> list[Words]:
    """Return what stands in a discussion's threads, oldest first, each with what it counts as."""
    threads = await threads_of(discussion, work)
    kept = [each for thread in threads for each in await work.messages.in_thread(thread)]
    first = await first_of(threads, work)
    people = await authors_of(discussion, [*kept, *first], work)
    beginning = Beginning(first, people)
    zones = await zones_of(discussion, course, work)
    acts: dict[Message, Act] = {}
    for person, said in said_by_students(kept, people).items():
        dues, since = zones.dues(discussion, person), beginning.others_since(person)
        acts |= classed(discussion, said, since, dues)
    found = [
        Words(
            each.message,
            _author(each, people) or each.account.id,
            each.posted,
            each.text,
            acts.get(each.message),
        )
        for each in kept
        if each.deleted is None
    ]
    return sorted(found, key=lambda each: (each.posted, each.message.id))


async def names_of(course: str, work: UnitOfWork) -> Mapping[str, str]:
    """Return the names of a course's people by id."""
    return {person.id: person.name for person in await work.people.of(course)}


async def enter_all(
    found: Iterable[tuple[Course, Sequence[Entry]]],
    cause: Cause | None,
    now: datetime,
    work: UnitOfWork,
) -> None:
    """Enter what is found in many discussions, at once in each course; see bot.ports.locked."""
    courses: dict[str, Course] = {}
    added: dict[str, list[Entry]] = {}
    for course, entries in found:
        courses[course.id] = course
        added.setdefault(course.id, []).extend(entries)
    for name, course in courses.items():
        await enter(added[name], course, cause, now, work)


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
