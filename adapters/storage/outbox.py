"""The outbox in the database: what features ask of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    Table,
    Text,
    and_,
    bindparam,
    func,
    or_,
    select,
    text,
    update,
)

from adapters.storage.columns import EPOCH, Counted, Instant, Key, Value, Word, starts_with
from adapters.storage.rows import Row, Rows
from adapters.storage.tables import metadata
from bot.chat.posts import Board, Directly, Post, PostRecord, PostState, Target, UnderPost
from bot.chat.views import View
from bot.model.places import Message

OWED, OWED_IN_SQLITE = text("owed"), text("owed = 1")
SHUT, SHUT_IN_SQLITE = text("shut"), text("shut = 1")
"""The same conditions as each dialect writes them."""

outbox = Table(
    "outbox",
    metadata,
    Column("seq", Counted, primary_key=True),
    Column("key", Key, nullable=False, unique=True),
    Column("course", Key, nullable=False, index=True),
    Column("to", Value(Target), nullable=False),
    Column("under", Key),
    Column("view", Value(View)),
    Column("draws", Key),
    Column("object", Key),
    Column("closed", Boolean, nullable=False),
    Column("state", Word(PostState), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("sent_revision", Integer, nullable=False),
    Column("message", Value(Message), index=True),
    Column("not_before", Instant),
    Column("expires", Instant),
    Column("doubtful", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("problem", Text),
    Column("shut", Boolean, nullable=False),
    Column("owed", Boolean, nullable=False),
    Column("ready", Instant, nullable=False),
    Column("holds", Boolean, nullable=False),
    Column("tried", Instant),
    Index("ix_outbox_owed", "seq", sqlite_where=OWED_IN_SQLITE, postgresql_where=OWED),
    Index("ix_outbox_shut", "to", sqlite_where=SHUT_IN_SQLITE, postgresql_where=SHUT),
    Index("ix_outbox_draws", "draws", "object"),
)
"""`owed`: there is something to send, edit or delete. `ready`: not before then. `holds`: until
then it keeps its turn, and later posts to the same target wait. `tried`: its last lease. `shut`:
the person it is for takes no private messages.
`under` repeats the key of an UnderPost."""

NEW = {
    "view": None,
    "draws": None,
    "object": None,
    "closed": False,
    "state": PostState.WAITING,
    "revision": 1,
    "sent_revision": 0,
    "not_before": None,
    "expires": None,
    "doubtful": False,
    "attempts": 0,
    "shut": False,
    "owed": True,
    "ready": EPOCH,
    "holds": False,
}
LIVE_STATES = (PostState.WAITING, PostState.SENT)
RECORD = [outbox.c[name] for name in PostRecord.__dataclass_fields__]
UNDELIVERED = (
    select(*RECORD)
    .where(
        outbox.c.shut,
        outbox.c.to == bindparam("to"),
        outbox.c.state == PostState.WAITING,
        outbox.c.doubtful.is_(False),
        or_(outbox.c.expires.is_(None), outbox.c.expires > bindparam("now")),
    )
    .order_by(outbox.c.seq.desc())
)
"""What a closed mailbox keeps away: asked with every private answer."""


class SqlOutbox:
    """What features ask of the outbox; see bot.ports.outbox."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def post(self, post: Post) -> None:
        """Owe a post; a key that is known already changes nothing."""
        row = {
            **NEW,
            **_aim(post.key, post.course, post.to),
            "view": post.view,
            "closed": post.closed,
            "not_before": post.not_before,
            "expires": post.expires,
            "ready": post.not_before or EPOCH,
        }
        await self._rows.add(outbox, [row])

    async def edit(self, key: str, view: View) -> None:
        """Make a post say something else, sent or not; equal words do nothing."""
        changed = and_(outbox.c.key == key, or_(outbox.c.view.is_(None), outbox.c.view != view))
        await self._revise(changed, view=view)

    async def board(self, board: Board) -> None:
        """Owe a live board, or note that what it draws has changed."""
        row = {
            **NEW,
            **_aim(board.key, board.course, board.to),
            "draws": board.draws,
            "object": board.object,
            "closed": board.closed,
        }
        known = await self._rows.value(select(outbox.c.seq).where(outbox.c.key == board.key))
        if known is None:
            await self._rows.add(outbox, [row])
        else:
            await self._revise(outbox.c.key == board.key)

    async def redraw(self, draws: str, object: str) -> None:
        """Note that all boards that draw this object have changed."""
        await self._revise(and_(outbox.c.draws == draws, outbox.c.object == object))

    async def silence(self, prefix: str) -> None:
        """Expire the unsent posts whose key starts with `prefix`."""
        unsent = starts_with(outbox.c.key, prefix), outbox.c.state == PostState.WAITING
        over = {"state": PostState.EXPIRED, "owed": False, "shut": False}
        await self._rows.run(update(outbox).where(*unsent).values(**over))

    async def remove(self, key: str) -> None:
        """Take a post back, with its words: an unsent one is never sent, a sent one is deleted.

        One that may have been sent is looked for first.
        """
        stands = or_(outbox.c.message.is_not(None), outbox.c.doubtful)
        removed = (
            update(outbox)
            .where(outbox.c.key == key)
            .values(state=PostState.REMOVED, owed=stands, problem=None, shut=False, view=None)
        )
        await self._rows.run(removed)

    async def get(self, key: str) -> PostRecord | None:
        """Return a post by its key."""
        return next(iter(await self._records(outbox.c.key == key)), None)

    async def starting(self, prefix: str) -> Sequence[PostRecord]:
        """Return the posts whose key starts with `prefix`, by key."""
        return await self._records(starts_with(outbox.c.key, prefix))

    async def at(self, message: Message) -> PostRecord | None:
        """Return the post that stands as this message."""
        return await self._rows.once(("post at", message), partial(self._at, message))

    async def _at(self, message: Message) -> PostRecord | None:
        return next(iter(await self._records(outbox.c.message == message)), None)

    async def problems(self, course: str) -> Sequence[PostRecord]:
        """Return the posts of a course that wait on a problem or have failed."""
        trouble = and_(
            outbox.c.course == course,
            outbox.c.problem.is_not(None),
            outbox.c.state.not_in((PostState.EXPIRED, PostState.HANDED)),
            outbox.c.shut.is_(False),
        )
        return await self._records(trouble)

    async def undelivered(self, person: str, now: datetime) -> Sequence[PostRecord]:
        """Return the private posts that a person's closed mailbox keeps away, the newest first."""
        found = await self._rows.ask(UNDELIVERED, to=Directly(person), now=now)
        return [PostRecord(*row) for row in found]

    async def handed(self, keys: Sequence[str]) -> None:
        """Note that undelivered posts were given along with an answer: they are never sent."""
        given = (
            update(outbox)
            .where(outbox.c.key.in_(keys))
            .values(state=PostState.HANDED, owed=False, shut=False, holds=False)
        )
        await self._rows.run(given)

    async def undelivered_count(self, course: str) -> int:
        """Return how many private posts of a course wait for closed mailboxes."""
        waiting = outbox.c.shut, outbox.c.course == course, outbox.c.state == PostState.WAITING
        count: int = await self._rows.value(select(func.count()).where(*waiting))
        return count

    async def _revise(self, which: ColumnElement[bool], **new: Any) -> None:
        """Raise the revision of posts that stand or are to stand."""
        revised = (
            update(outbox)
            .where(which, outbox.c.state.in_(LIVE_STATES))
            .values(revision=outbox.c.revision + 1, owed=True, **new)
        )
        await self._rows.run(revised)

    async def _records(self, which: ColumnElement[bool]) -> Sequence[PostRecord]:
        rows = await self._rows.all(select(*RECORD).where(which).order_by(outbox.c.key))
        return [record(row) for row in rows]


def record(row: Row) -> PostRecord:
    """Return an outbox row as the core knows it."""
    return PostRecord(**{name: row[name] for name in PostRecord.__dataclass_fields__})


def _aim(key: str, course: str, to: Target) -> dict[str, Any]:
    under = to.key if isinstance(to, UnderPost) else None
    return {"key": key, "course": course, "to": to, "under": under}
