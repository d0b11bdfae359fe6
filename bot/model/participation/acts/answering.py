"""Answering: whom the messages of a flat thread answer, since a message doesn't say it itself.

A message answers the latest earlier post of each author whose first name it says, where nobody
else with that name posted above it; one that names nobody answers the nearest post above it that
isn't its author's. A post answers only those whom it names. Whom a message answers depends on it
and on the posts above it, never on what came later. A discussion is one conversation, also where
it takes place in a thread on each of two platforms.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.model.participation.acts.ledger import Act
from bot.model.places import Message

_SPOKEN = re.compile(r"[\w'’-]+")


@dataclass(frozen=True, slots=True)
class Posted:
    """A post that may be answered: its author (a person's id) and when it was written."""

    message: Message
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Words:
    """A message with its words, as far as finding out whom it answers needs them."""

    message: Message
    person: str
    posted: datetime
    text: str
    act: Act | None


Moment = tuple[datetime, str]
"""Where a message stands in its thread: its instant, then its id."""


class _Column:
    """Posts in their order, and where each stands."""

    def __init__(self) -> None:
        self.posts: list[Posted] = []
        self.moments: list[Moment] = []

    def add(self, post: Posted) -> None:
        self.posts.append(post)
        self.moments.append((post.at, post.message.id))

    def nearest(self, moment: Moment, without: str | None = None) -> Posted | None:
        """Return the last post before a moment that isn't the person's `without`."""
        for place in range(bisect_left(self.moments, moment) - 1, -1, -1):
            if self.posts[place].person != without:
                return self.posts[place]
        return None


class Posts:
    """The posts of a discussion, and which of them a message answers."""

    def __init__(self, posts: Iterable[Posted], names: Mapping[str, str]) -> None:
        """Take the posts, in any order, and names by person id."""
        self.in_order = sorted(posts, key=lambda post: (post.at, post.message.id))
        self._all = _Column()
        self._people: dict[str, _Column] = {}
        for post in self.in_order:
            self._all.add(post)
            self._people.setdefault(post.person, _Column()).add(post)
        self._called: dict[str, list[str]] = {}
        for person in dict.fromkeys(post.person for post in self.in_order):
            for first in names.get(person, "").split()[:1]:
                self._called.setdefault(first.casefold(), []).append(person)

    def answered_by(
        self, message: Message, person: str, posted: datetime, text: str, *, is_post: bool
    ) -> list[Posted]:
        """Return the posts that a message of a person's answers: one of each author's at most."""
        moment = posted, message.id
        meant: dict[str, Posted] = {}
        for name in self._called.keys() & _spoken(text):
            columns = (self._people[other] for other in self._called[name])
            latest = [post for each in columns if (post := each.nearest(moment))]
            if len(latest) == 1 and latest[0].person != person:
                meant[latest[0].person] = latest[0]
        if meant or is_post:
            return [meant[other] for other in sorted(meant)]
        nearest = self._all.nearest(moment, without=person)
        return [] if nearest is None else [nearest]


def answered(thread: Iterable[Words], names: Mapping[str, str]) -> dict[Message, list[Message]]:
    """Return for each POST of a discussion the messages that answer it, oldest first.

    `names` are by person id, staff's too.
    """
    ordered = sorted(thread, key=lambda each: (each.posted, each.message.id))
    written = (Posted(e.message, e.person, e.posted) for e in ordered if e.act is Act.POST)
    posts = Posts(written, names)
    answers: dict[Message, list[Message]] = {post.message: [] for post in posts.in_order}
    for each in ordered:
        is_post = each.act is Act.POST
        for post in posts.answered_by(
            each.message, each.person, each.posted, each.text, is_post=is_post
        ):
            answers[post.message].append(each.message)
    return answers


def _spoken(text: str) -> set[str]:
    """Return the words of a text as names are looked for: small letters, no genitive."""
    words = _SPOKEN.findall(text.casefold())
    return {word.removesuffix("'s").removesuffix("’s") for word in words}
