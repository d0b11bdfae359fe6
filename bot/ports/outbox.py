"""The outbox: posts that are owed, each exactly once under its key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.chat.posts import Board, Post, PostRecord
from bot.chat.views import View
from bot.model.places import Message


class Outbox(Protocol):
    """What features ask of the outbox."""

    async def post(self, post: Post) -> None:
        """Owe a post; a key that is known already changes nothing."""
        ...

    async def edit(self, key: str, view: View) -> None:
        """Make a post say something else, sent or not; equal words do nothing."""
        ...

    async def board(self, board: Board) -> None:
        """Owe a live board, or note that what it draws has changed: edits coalesce."""
        ...

    async def redraw(self, draws: str, object: str) -> None:
        """Note that all boards that draw this object have changed."""
        ...

    async def silence(self, prefix: str) -> None:
        """Expire the unsent posts whose key starts with `prefix`: they are obsolete."""
        ...

    async def remove(self, key: str) -> None:
        """Take a post back, with its words: an unsent one is never sent, a sent one is deleted."""
        ...

    async def get(self, key: str) -> PostRecord | None:
        """Return a post by its key."""
        ...

    async def starting(self, prefix: str) -> Sequence[PostRecord]:
        """Return the posts whose key starts with `prefix`, by key."""
        ...

    async def at(self, message: Message) -> PostRecord | None:
        """Return the post that stands as this message."""
        ...

    async def problems(self, course: str) -> Sequence[PostRecord]:
        """Return the posts of a course that wait on a problem or have failed.

        Without those that wait for a person to open their mailbox: that is between them and us.
        """
        ...

    async def undelivered(self, person: str, now: datetime) -> Sequence[PostRecord]:
        """Return the private posts that a person's closed mailbox keeps away, the newest first.

        Without those whose time has passed, and those that are being tried at the moment.
        """
        ...

    async def handed(self, keys: Sequence[str]) -> None:
        """Note that undelivered posts were given along with an answer: they are never sent.

        They keep their problem, for it stood between the person and their messages.
        """
        ...

    async def undelivered_count(self, course: str) -> int:
        """Return how many private posts of a course wait for closed mailboxes."""
        ...


class Sending(Protocol):
    """What the sender asks of the outbox, besides."""

    async def lease(self, now: datetime, until: datetime, most: int) -> Sequence[PostRecord]:
        """Take up to `most` posts to send, none leased by another; mark them doubtful.

        The oldest come first; what is for one person comes after what everybody reads.
        The doubt is written before anything is sent, so after a kill the sender looks first.
        The records returned carry the doubt as it was before the lease.
        """
        ...

    async def sent(self, key: str, revision: int, message: Message) -> None:
        """Note that `revision` stands as `message`, free of doubt."""
        ...

    async def removed(self, key: str) -> None:
        """Note that the message is gone."""
        ...

    async def release(
        self,
        key: str,
        retry: datetime | None,
        problem: str | None,
        doubtful: bool,
        shut: bool = False,
    ) -> None:
        """Give a post back unsent: tried again at `retry`, or failed for good if that is None.

        `shut` says that the person's mailbox is closed. Once a private post stands, what waits
        for the same person's mailbox is free at once.
        """
        ...

    async def lapse(self, key: str) -> None:
        """Note that an unsent post is owed no longer: its time or its place is gone."""
        ...

    async def expire(self, now: datetime) -> None:
        """Expire what is past its time and never arrived; what may have is looked for first."""
        ...

    async def resume(self) -> None:
        """Free every lease and wait: for a sender that begins and knows it is the only one."""
        ...

    async def next_due(self) -> datetime | None:
        """Return when the next post may be sent: in the past if one waits now."""
        ...
