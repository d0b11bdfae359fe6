"""Received replies: what somebody else's messages in a discussion give those whom they answer.

One entry for each message and each person whose post it answers, under the id of the message. It
is there while the message stands, its author is on the roster (a student or staff), and the post
that it answers is one. Words that their author withdrew take nothing from anybody: whom they
answered is no longer seen, so what they gave stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.model.discussions import Discussion
from bot.model.ids import short_id
from bot.model.participation.acts.answering import Called, Named, Posted, Posts
from bot.model.participation.acts.contributions import Said
from bot.model.participation.acts.evidence import reconcile
from bot.model.participation.acts.ledger import Act, Entry, in_force
from bot.model.participation.acts.references import read_message, write_message
from bot.model.time.due import latest

REPLY_DELETED = "the reply was deleted by its author"
ANSWERS_NO_MORE = "the message answers another post now, or none"
NOBODYS = "the reply was written by nobody on the roster"


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of a thread, and whom its words may mean by their first names.

    `said.person` is "" for who isn't on the roster. The words of one that is `erased` were
    withdrawn by their author, while the message stands.
    """

    said: Said
    named: Named = ()
    erased: bool = False

    @property
    def gives(self) -> bool:
        """Whether somebody may receive it."""
        return self.said.deleted is None and bool(self.said.person)


def hear(said: Said, text: str, called: Called) -> Heard:
    """Return a message as `to_receive` takes it; `text` is what is left of its words."""
    erased = not text and said.deleted is None and bool(said.edits and said.edits[-1].words)
    return Heard(said, called.named_in(text), erased)


def posts_among(entries: Iterable[Entry]) -> frozenset[Posted]:
    """Return the posts that entries about a discussion say there are, whatever staff entered."""
    own = (each for each in entries if each.act is Act.POST and each.by is None)
    return frozenset(
        Posted(message, entry.person, entry.at)
        for entry in in_force(own)
        if (message := read_message(entry.evidence)) is not None
    )


def first_change(before: frozenset[Posted], after: frozenset[Posted]) -> datetime | None:
    """Return from when on messages may answer others than before; None if nothing changed."""
    return min((post.at for post in before ^ after), default=None)


def to_receive(
    discussion: Discussion,
    messages: Iterable[Heard],
    posts: Posts,
    existing: Iterable[Entry],
    *,
    locked: bool = False,
) -> list[Entry]:
    """Return what to append to the ledger for the replies that these messages are to others.

    `existing` are the RECEIVED entries that the messages show. In a `locked` week nothing is
    taken away.
    """
    known: dict[str, list[Entry]] = {}
    for entry in existing:
        known.setdefault(entry.evidence, []).append(entry)
    own = {post.message for post in posts.in_order}
    added: list[Entry] = []
    for heard in messages:
        said, evidence = heard.said, write_message(heard.said.message)
        before = known.get(evidence, ())
        if heard.erased and in_force(before):
            continue
        wanted = _entries(discussion, heard, evidence, posts, is_post=said.message in own)
        gone = ANSWERS_NO_MORE if said.person else NOBODYS
        if said.deleted is not None:
            gone = REPLY_DELETED
        if before or wanted:
            added += reconcile(before, wanted, said.changed, gone=gone, locked=locked)
    return added


def _entries(
    discussion: Discussion, heard: Heard, evidence: str, posts: Posts, *, is_post: bool
) -> list[Entry]:
    """Return the entries of those whose posts a message answers."""
    said, due = heard.said, latest(discussion.closes)
    if not heard.gives:
        return []
    return [
        Entry(
            id=short_id(discussion.course, Act.RECEIVED, post.person, evidence),
            course=discussion.course,
            person=post.person,
            act=Act.RECEIVED,
            at=said.posted,
            week=discussion.week,
            about=discussion.id,
            amount=said.words(due),
            evidence=evidence,
            due=due,
            out_of=discussion.expects.reply_words,
        )
        for post in posts.answered_by(
            said.message, said.person, said.posted, heard.named, is_post=is_post
        )
    ]
