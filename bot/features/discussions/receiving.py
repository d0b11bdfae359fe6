"""Replies received: the ledger is brought to whom the messages of threads answer, many at a time.

It follows assessment in the same transaction: first what counts as a post, then who answered it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.features.discussions.records import authors_of, names_of
from bot.model.discussions import Discussion
from bot.model.participation.acts.answering import Posted, Posts
from bot.model.participation.acts.contributions import Said
from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.acts.received import Heard, first_change, posts_among, to_receive
from bot.model.participation.acts.references import write_message
from bot.model.people import Account, Person
from bot.model.places import Message, Place
from bot.ports.messages import Kept
from bot.ports.work import UnitOfWork

EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at in a discussion, in these threads: all that was written, or some of it.

    `posts` are the ledger's entries of posts as they stood before, `added` what was appended
    since.
    """

    discussion: Discussion
    threads: Sequence[Place]
    kept: Sequence[Kept]
    whole: bool
    locked: bool
    posts: Sequence[Entry]
    added: Sequence[Entry]


async def receive(looked: Iterable[Looked], work: UnitOfWork) -> None:
    """Enter and withdraw the replies that messages are to others: one statement for all of them."""
    found: list[tuple[Looked, list[Heard], frozenset[Posted]]] = []
    for each in looked:
        before = after = posts_among(each.posts)
        if any(entry.act is Act.POST for entry in each.added):
            after = posts_among([*each.posts, *each.added])
        if before or after:
            kept = await _affected(each, first_change(before, after), work)
            people = await authors_of(each.discussion, kept, work)
            found.append((each, [_heard(one, people) for one in kept], after))
    evidence = [write_message(h.said.message) for _, messages, _ in found for h in messages]
    if not evidence:
        return
    subjects = [each.discussion.id for each, _, _ in found]
    existing: dict[str | None, list[Entry]] = {}
    for entry in await work.ledger.received(subjects, evidence):
        existing.setdefault(entry.about, []).append(entry)
    names: dict[str, Mapping[str, str]] = {}
    added: list[Entry] = []
    for each, messages, after in found:
        discussion = each.discussion
        if discussion.course not in names:
            names[discussion.course] = await names_of(discussion.course, work)
        posts = Posts(after, names[discussion.course])
        known = existing.get(discussion.id, ())
        added += to_receive(discussion, messages, posts, known, locked=each.locked)
    await work.ledger.append(added)


async def _affected(looked: Looked, since: datetime | None, work: UnitOfWork) -> Collection[Kept]:
    """Return the messages that may answer others than before: those after a changed post too."""
    if looked.whole or since is None:
        return looked.kept
    kept: dict[Message, Kept] = {each.message: each for each in looked.kept}
    for thread in looked.threads:
        kept |= {each.message: each for each in await work.messages.between(thread, since, EVER)}
    return kept.values()


def _heard(kept: Kept, people: Mapping[Account, Person]) -> Heard:
    author = people.get(kept.account)
    person = "" if author is None else author.id
    return Heard(Said(kept.message, person, kept.posted, kept.versions, kept.deleted), kept.text)
