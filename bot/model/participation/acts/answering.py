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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

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
Named = Sequence[Sequence[str]]
"""For each first name that a message says, the ids of the people who are called so."""


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


class Called:
    """Who is called by which first name."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take names by person id."""
        self._people: dict[str, list[str]] = {}
        for person, name in names.items():
            for first in name.split()[:1]:
                self._people.setdefault(first.casefold(), []).append(person)

    def named_in(self, text: str) -> Named:
        """Return whom a text may mean by each first name that it says."""
        return tuple(tuple(self._people[name]) for name in self._people.keys() & _spoken(text))


class Sought(NamedTuple):
    """A question for the posts that a message may answer.

    It asks for the latest post before `at` in the discussion `about`: by a person, or by any
    `other` than them. Whoever answers it may hand over more posts, for `Posts` passes over what
    isn't meant, but must hand over all that were written at the same instant, and at `at`.
    """

    about: str
    at: datetime
    person: str
    other: bool


def to_seek(about: str, person: str, posted: datetime, named: Named) -> list[Sought]:
    """Return what has to be known to find out whom a message answers: never all the posts."""
    people = dict.fromkeys(one for each in named for one in each)
    return [
        Sought(about, posted, person, other=True),
        *(Sought(about, posted, one, other=False) for one in people),
    ]


class Posts:
    """Posts of a discussion, and which of them a message answers."""

    def __init__(self, posts: Iterable[Posted]) -> None:
        """Take the posts, in any order: all, or those that were sought for the messages."""
        self.in_order = sorted(posts, key=lambda post: (post.at, post.message.id))
        self._all = _Column()
        self._people: dict[str, _Column] = {}
        for post in self.in_order:
            self._all.add(post)
            self._people.setdefault(post.person, _Column()).add(post)

    def answered_by(
        self, message: Message, person: str, posted: datetime, named: Named, *, is_post: bool
    ) -> list[Posted]:
        """Return the posts that a message of a person's answers: one of each author's at most."""
        moment = posted, message.id
        meant: dict[str, Posted] = {}
        for people in named:
            columns = [self._people[one] for one in people if one in self._people]
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
    posts, called = Posts(written), Called(names)
    answers: dict[Message, list[Message]] = {post.message: [] for post in posts.in_order}
    for each in ordered:
        is_post = each.act is Act.POST
        named = called.named_in(each.text)
        for post in posts.answered_by(
            each.message, each.person, each.posted, named, is_post=is_post
        ):
            answers[post.message].append(each.message)
    return answers


def _spoken(text: str) -> set[str]:
    """Return the words of a text as names are looked for: small letters, no genitive."""
    words = set(_SPOKEN.findall(text.casefold()))
    if "'" in text or "’" in text:
        return {word.removesuffix("'s").removesuffix("’s") for word in words}
    return words
