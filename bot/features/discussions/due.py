"""What is due for discussions: opening, closing, summing up, and telling staff who waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat.events import place_key
from bot.chat.posts import Board, Post, PostState, UnderPost
from bot.features.discussions import views, views_staff
from bot.features.discussions.assessment import assess
from bot.features.discussions.planning import PUBLISH, SUM_UP, items_for
from bot.features.discussions.records import (
    index,
    is_published,
    names_of,
    places_of,
    post_key,
    summary_prefix,
    words_of,
)
from bot.features.discussions.views import Quoted
from bot.model.course import Course
from bot.model.discussions import Discussion, DiscussionState
from bot.model.happenings import DiscussionClosed, DiscussionOpened
from bot.model.participation.acts.answering import Words, answered
from bot.model.participation.acts.ledger import Act
from bot.model.places import Message, Purpose
from bot.model.recap.transcript import Chat, Cue, Transcript
from bot.model.time.due import latest
from bot.ports.agenda import Item
from bot.ports.tools import Tools
from bot.ports.work import UnitOfWork

SUMMARY = "discussion-summary"
"""What the board in the thread draws."""
MOST_HIGHLIGHTS = 5

Facts = tuple[Course, Discussion, list[Words], dict[str, str]]


async def both(item: Item, work: UnitOfWork) -> tuple[Course, Discussion] | None:
    """Return an item's course and discussion, or None if one of them is gone or over."""
    discussion = await work.discussions.get(item.args["discussion"])
    course = await work.courses.get(item.course)
    if discussion is None or course is None or course.frozen:
        return None
    return course, discussion


async def open_planned(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Open a discussion of the plan, unless it was called off or its whole time has passed."""
    found = await both(item, work)
    if found is None or found[1].state is not DiscussionState.PLANNED or found[1].opens > now:
        return
    await open_now(*found, now, work)


async def open_now(
    course: Course, discussion: Discussion, now: datetime, work: UnitOfWork
) -> Discussion:
    """Open a discussion: post it in the discussions' places and plan what follows."""
    opened = replace(discussion, state=DiscussionState.OPEN)
    await work.discussions.save((opened,))
    await index(course, opened, work)
    for place in places_of(course):
        view = views.discussion_post(opened)
        await work.outbox.post(Post(post_key(opened, place), course.id, place, view))
    await work.agenda.plan(tuple(items_for(course, opened, now)))
    work.happened(DiscussionOpened(opened.id))
    return opened


async def close_by_clock(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Close a discussion once its time has passed for everyone, unless it was extended."""
    found = await both(item, work)
    if found is None or found[1].state is not DiscussionState.OPEN:
        return
    course, discussion = found
    if latest(discussion.closes) <= now:
        await close_now(course, discussion, now, work)


async def close_now(
    course: Course, discussion: Discussion, now: datetime, work: UnitOfWork
) -> Discussion:
    """Close a discussion: count everything once more, say so, and let it be summed up."""
    closed = replace(discussion, state=DiscussionState.CLOSED)
    await work.discussions.save((closed,))
    await assess(closed, now, work)
    await show(course, closed, work)
    await work.agenda.cancel(f"discussion/{closed.id}/nudge/")
    args = {"discussion": closed.id}
    key = f"discussion/{closed.id}/summary/{int(now.timestamp())}"
    await work.agenda.plan((Item(key, course.id, SUM_UP, now, args),))
    work.happened(DiscussionClosed(closed.id))
    return closed


async def show(course: Course, discussion: Discussion, work: UnitOfWork) -> None:
    """Let the discussion's posts, and the archive, say what is true now."""
    for place in places_of(course):
        key = post_key(discussion, place)
        if await work.outbox.get(key) is not None:
            await work.outbox.edit(key, views.discussion_post(discussion))
    await index(course, discussion, work)


async def read_discussion(item: Item, now: datetime, work: UnitOfWork) -> Facts | None:
    """Read what a summary is made of; nothing if the discussion is open again."""
    found = await both(item, work)
    if found is None or found[1].state is not DiscussionState.CLOSED:
        return None
    course, discussion = found
    said = await words_of(discussion, course, work)
    return course, discussion, said, dict(await names_of(course.id, work))


@dataclass(frozen=True, slots=True)
class Made:
    """A summary as it was made: its words, and the messages it points to."""

    summary: str
    highlights: tuple[Message, ...]


async def make_summary(facts: Facts | None, tools: Tools) -> Made | None:
    """Make a summary: the figures, the telling messages, and the most answered posts."""
    if facts is None:
        return None
    _, _, said, names = facts
    cues = tuple(
        Cue(float(index), index + 1.0, names.get(each.person), each.text)
        for index, each in enumerate(said)
    )
    telling: list[Message] = []
    if cues:
        summary = await tools.summarizer.summarize(Transcript(cues), Chat())
        places = [min(int(line.at), len(said) - 1) for line in summary.overview]
        telling = [said[place].message for place in places]
    answers = answered(said, names)
    liveliest = sorted(answers, key=lambda post: -len(answers[post]))[:2]
    order = {each.message: index for index, each in enumerate(said)}
    chosen = list(dict.fromkeys([*(p for p in liveliest if answers[p]), *telling]))
    highlights = sorted(chosen[:MOST_HIGHLIGHTS], key=lambda message: order[message])
    return Made(figures(said), tuple(highlights))


def figures(said: Sequence[Words]) -> str:
    """Return a thread's figures in a sentence."""
    acts = Counter(each.act for each in said)
    people = {each.person for each in said if each.act is not None}
    return views.in_figures(acts[Act.POST], acts[Act.REPLY], len(people), acts[None])


async def write_summary(item: Item, now: datetime, made: Made | None, work: UnitOfWork) -> None:
    """Keep the summary as a draft, show it to staff, and plan when it publishes itself."""
    found = await both(item, work)
    if made is None or found is None or found[1].state is not DiscussionState.CLOSED:
        return
    course, discussion = found
    if discussion.summary is None:
        discussion = replace(discussion, summary=made.summary, highlights=made.highlights)
        await work.discussions.save((discussion,))
    await show_draft(course, discussion, work)
    if course.publish_after is not None:
        key = f"{item.key}/publish"
        due = now + course.publish_after
        await work.agenda.plan((Item(key, course.id, PUBLISH, due, dict(item.args)),))


async def publish_by_clock(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Publish a summary that staff left as it was."""
    found = await both(item, work)
    if found is not None and found[1].state is DiscussionState.CLOSED:
        await publish(*found, work)


async def publish(course: Course, discussion: Discussion, work: UnitOfWork) -> None:
    """Put the summary into the discussion's threads, where it doesn't stand already."""
    for place in places_of(course):
        root = post_key(discussion, place)
        prefix = f"{summary_prefix(discussion)}{place_key(place)}/"
        before = await work.outbox.starting(prefix)
        stands = any(each.state is not PostState.REMOVED for each in before)
        if not stands and await work.outbox.get(root) is not None:
            key = f"{prefix}{len(before) + 1}"
            board = Board(key, course.id, UnderPost(root), SUMMARY, discussion.id)
            await work.outbox.board(board)
    await show_draft(course, discussion, work)


async def take_back(discussion: Discussion, work: UnitOfWork) -> None:
    """Take the summary out of the threads, and keep it from publishing itself."""
    await work.agenda.cancel(f"discussion/{discussion.id}/summary/")
    for each in await work.outbox.starting(summary_prefix(discussion)):
        await work.outbox.remove(each.key)


async def show_draft(course: Course, discussion: Discussion, work: UnitOfWork) -> None:
    """Show staff the summary as it stands now, and the archive what of it is published."""
    await index(course, discussion, work)
    highlights = await quoted(discussion, discussion.highlights, work)
    published = await is_published(discussion, work)
    view = views_staff.draft(discussion, highlights, published=published)
    for place in course.places_for(Purpose.STAFF):
        key = f"discussion-draft/{discussion.id}/{place_key(place)}"
        if await work.outbox.get(key) is None:
            await work.outbox.post(Post(key, course.id, place, view, closed=True))
        else:
            await work.outbox.edit(key, view)


async def quoted(
    discussion: Discussion, messages: Sequence[Message], work: UnitOfWork
) -> list[Quoted]:
    """Return messages to be quoted, without those whose words are gone."""
    kept = {each.message: each for each in await work.messages.get(messages)}
    accounts = list(dict.fromkeys(each.account for each in kept.values()))
    people = await work.people.by_accounts(discussion.course, accounts)
    found = []
    for message in messages:
        each = kept.get(message)
        if each is not None and each.text:
            person = people.get(each.account)
            name = person.name if person else "Someone"
            found.append(Quoted(message, person.id if person else "", name, each.text, each.posted))
    return found
