"""What discussions do when something happened: plan, hang threads, count what is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.chat.events import Event, MessageDeleted, MessageSeen
from bot.chat.views import View, named
from bot.features.discussions import views
from bot.features.discussions.assessment import assess, assess_touched
from bot.features.discussions.due import SUMMARY, quoted, show, show_draft
from bot.features.discussions.planning import items_for
from bot.features.discussions.records import STARTED, threads_of
from bot.features.discussions.waiting import UNANSWERED
from bot.model.course import Course
from bot.model.discussions import Discussion, DiscussionState
from bot.model.happenings import (
    AccountsChanged,
    CourseLoaded,
    DecisionTakenBack,
    PolicyChanged,
    PostArrived,
    WordsWithdrawn,
)
from bot.model.participation.acts.contributions import not_theirs
from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.policies.qualify import latest_for
from bot.model.places import Message, Place
from bot.ports.locked import Cause, linking
from bot.ports.reading import is_locked
from bot.ports.work import UnitOfWork

AHEAD = frozenset({DiscussionState.PLANNED, DiscussionState.OPEN})


async def plan(loaded: CourseLoaded, now: datetime, work: UnitOfWork) -> None:
    """Put the discussions of a loaded course on the agenda, and correct what was said of them."""
    course = await work.courses.get(loaded.course)
    if course is None or course.frozen:
        return
    for discussion in await work.discussions.of(course.id):
        if discussion.state in AHEAD:
            await work.agenda.cancel(f"discussion/{discussion.id}/close/")
            await work.agenda.cancel(f"discussion/{discussion.id}/nudge/")
            await work.agenda.plan(tuple(items_for(course, discussion, now)))
        await show(course, discussion, work)


async def hang_thread(arrived: PostArrived, now: datetime, work: UnitOfWork) -> None:
    """Note under which message a discussion's thread hangs, and count what is there already."""
    noun, _, rest = arrived.key.partition("/")
    if noun != "discussion":
        return
    discussion = await work.discussions.get(rest.partition("/")[0])
    if discussion is None:
        return
    await work.discussions.hang(discussion.id, arrived.message)
    if discussion.root is None:
        discussion = replace(discussion, root=arrived.message)
        await work.discussions.save((discussion,))
    await assess(discussion, now, work)


async def count(events: Sequence[Event], now: datetime, work: UnitOfWork) -> None:
    """Bring the ledger to what discussions' threads say after a batch of events.

    It runs after the messages were kept, and compares what they count as with the ledger: so the
    order of events doesn't matter, and telling them again changes nothing.
    """
    threads: dict[Place, set[Message]] = {}
    for event in events:
        if isinstance(event, MessageSeen | MessageDeleted) and event.message.place.thread:
            threads.setdefault(event.message.place, set()).add(event.message)
    if not threads:
        return
    touched = {Message(at.parent, at.thread or ""): messages for at, messages in threads.items()}
    found: dict[str, tuple[Discussion, set[Message]]] = {}
    for root, discussion in (await work.discussions.at(list(touched))).items():
        _, messages = found.setdefault(discussion.id, (discussion, set()))
        messages |= touched[root]
    await assess_touched(found.values(), now, work)


async def follow_accounts(changed: AccountsChanged, now: datetime, work: UnitOfWork) -> None:
    """Credit people with what their accounts wrote, and no longer with what isn't theirs."""
    course = await work.courses.get(changed.course)
    if course is None or course.frozen:
        return
    cause = linking(changed, course, now)
    for discussion in await work.discussions.of(course.id):
        if discussion.state not in STARTED:
            continue
        own = await _own(discussion, changed.people, work)
        touched = set().union(*own.values())
        if await _let_go(discussion, course, own, now, work):
            await assess(discussion, now, work, cause)
        elif touched:
            await assess_touched([(discussion, touched)], now, work, cause)


async def follow_policy(changed: PolicyChanged, now: datetime, work: UnitOfWork) -> None:
    """Count anew what came late, by the policy that rules now; locked weeks stay as they were."""
    course = await work.courses.get(changed.course)
    versions = await work.policies.versions(changed.course)
    if course is None or not any(latest_for(each.policy, Act.POST) for each in versions):
        return
    for discussion in await work.discussions.of(course.id):
        locked = await is_locked(course, discussion.week, now, work)
        if discussion.state in STARTED and not locked:
            await assess(discussion, now, work)


async def _own(
    discussion: Discussion, people: Sequence[str], work: UnitOfWork
) -> dict[str, set[Message]]:
    """Return which messages of a discussion are whose, of some people."""
    own: dict[str, set[Message]] = {person: set() for person in people}
    for thread in await threads_of(discussion, work):
        for kept in await work.messages.of_people(thread, people):
            own[kept.person or ""].add(kept.message)
    return own


async def _let_go(
    discussion: Discussion,
    course: Course,
    own: Mapping[str, Collection[Message]],
    now: datetime,
    work: UnitOfWork,
) -> bool:
    """Withdraw what isn't among people's own any more; return whether anything was."""
    if await is_locked(course, discussion.week, now, work):
        return False
    existing = await work.ledger.about_people(discussion.id, tuple(own))
    lost: list[Entry] = []
    for person, messages in own.items():
        mine = [entry for entry in existing if entry.person == person]
        lost += not_theirs(mine, messages, now)
    await work.ledger.append(lost)
    return bool(lost)


async def count_again(back: DecisionTakenBack, now: datetime, work: UnitOfWork) -> None:
    """Bring the ledger to what a discussion's threads say, where a decision had stood instead."""
    discussion = await work.discussions.get(back.about)
    course = await work.courses.get(discussion.course) if discussion else None
    if discussion is None or course is None:
        return
    own = await _own(discussion, (back.person,), work)
    await _let_go(discussion, course, own, now, work)
    what = f"what stands in “{discussion.title}” counts again"
    await assess(discussion, now, work, Cause(what, back.by))


async def forget_words(withdrawn: WordsWithdrawn, now: datetime, work: UnitOfWork) -> None:
    """Let summaries and lists stop quoting somebody, once the messages' words are erased."""
    person = await work.people.get(withdrawn.person)
    course = await work.courses.get(person.course) if person else None
    if course is None:
        return
    for discussion in await work.discussions.of(course.id):
        if discussion.highlights:
            await work.outbox.redraw(SUMMARY, discussion.id)
            await show_draft(course, discussion, work)
        for post in await work.outbox.starting(f"{UNANSWERED}{discussion.id}/"):
            if post.view is not None and withdrawn.person in named(post.view):
                await work.outbox.remove(post.key)


async def draw_summary(name: str, now: datetime, work: UnitOfWork) -> View | None:
    """Draw a discussion's summary as it stands now."""
    discussion = await work.discussions.get(name)
    if discussion is None or discussion.summary is None:
        return None
    return views.closing(discussion, await quoted(discussion, discussion.highlights, work))
