"""Replies received: the ledger is brought to whom the messages of threads answer, many at a time.

It follows assessment in the same transaction: first what counts as a post, then who answered it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.features.discussions.records import authors_of, enter_all
from bot.model.course import Course
from bot.model.discussions import Discussion
from bot.model.participation.acts.answering import Called, Posts, Sought, to_seek
from bot.model.participation.acts.contributions import Said
from bot.model.participation.acts.ledger import Entry
from bot.model.participation.acts.received import Heard, first_change, hear, posts_among, to_receive
from bot.model.participation.acts.references import write_message
from bot.model.people import Account, Person
from bot.model.places import Place
from bot.ports.locked import Cause
from bot.ports.messages import Kept
from bot.ports.work import UnitOfWork

EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at in a discussion, in these threads: all that was written, or some of it.

    `known` are the entries that the students' messages among it had, `added` what was appended
    since.
    """

    course: Course
    discussion: Discussion
    threads: Sequence[Place]
    kept: Sequence[Kept]
    whole: bool
    locked: bool
    known: Sequence[Entry]
    added: Sequence[Entry]


async def receive(
    looked: Iterable[Looked], cause: Cause | None, now: datetime, work: UnitOfWork
) -> None:
    """Enter and withdraw the replies that messages are to others: one statement for all of them.

    Of a discussion's posts only those are read that the messages may answer. For `cause` see
    assessment.
    """
    found = [(each, await _heard(each, work)) for each in looked]
    evidence = [write_message(one.said.message) for _, heard in found for one in heard]
    if not evidence:
        return
    sought = [one for each, heard in found for one in _sought(each.discussion, heard)]
    posts = await work.ledger.posts(sought)
    existing: dict[str | None, list[Entry]] = {}
    for entry in await work.ledger.received([each.discussion.id for each, _ in found], evidence):
        existing.setdefault(entry.about, []).append(entry)
    added: list[tuple[Course, list[Entry]]] = []
    for each, heard in found:
        name = each.discussion.id
        before, known = Posts(posts.get(name, ())), existing.get(name, ())
        new = to_receive(each.discussion, heard, before, known, locked=each.locked)
        added.append((each.course, new))
    await enter_all(added, cause, now, work)


async def _heard(looked: Looked, work: UnitOfWork) -> list[Heard]:
    """Return the messages that may answer others than before."""
    kept = await _affected(looked, work)
    people = await authors_of(looked.discussion, kept, work)
    called = await work.people.called(looked.discussion.course)
    return [_with_author(each, people, called) for each in kept]


async def _affected(looked: Looked, work: UnitOfWork) -> Collection[Kept]:
    """Return what is looked at, and what was written after a post that changed."""
    since = first_change(posts_among(looked.known), posts_among([*looked.known, *looked.added]))
    if looked.whole or since is None:
        return looked.kept
    known = {each.message for each in looked.kept}
    later = [
        message
        for thread in looked.threads
        for message in await work.messages.standing(thread, since, EVER)
        if message not in known
    ]
    return [*looked.kept, *(await work.messages.get(later) if later else ())]


def _with_author(kept: Kept, people: Mapping[Account, Person], called: Called) -> Heard:
    author = people.get(kept.account)
    person = "" if author is None else author.id
    said = Said(kept.message, person, kept.posted, kept.versions, kept.deleted)
    return hear(said, kept.text, called)


def _sought(discussion: Discussion, heard: Iterable[Heard]) -> list[Sought]:
    return [
        sought
        for each in heard
        if each.gives
        for sought in to_seek(discussion.id, each.said.person, each.said.posted, each.named)
    ]
