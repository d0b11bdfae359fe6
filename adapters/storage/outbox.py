"""The outbox in the database: what features ask of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    Table,
    Text,
    bindparam,
    func,
    or_,
    select,
    text,
    update,
)

from adapters.storage.columns import (
    EPOCH,
    Counted,
    Instant,
    Key,
    Value,
    Word,
    among_given,
    many,
    starting,
    starts_as_given,
)
from adapters.storage.fixed import Asked
from adapters.storage.rows import Rows
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
RECORD = [outbox.c[name] for name in PostRecord.__dataclass_fields__]
RECORDS = select(*RECORD).order_by(outbox.c.key)
THIS = outbox.c.key == bindparam("which")
BY_KEY = RECORDS.where(THIS)
BY_PREFIX = RECORDS.where(starts_as_given(outbox.c.key))
AT = RECORDS.where(outbox.c.message == bindparam("stands"))
PROBLEMS = RECORDS.where(
    outbox.c.course == bindparam("course"),
    outbox.c.problem.is_not(None),
    outbox.c.state != PostState.EXPIRED,
    outbox.c.state != PostState.HANDED,
    outbox.c.shut.is_(False),
)
KNOWN = select(outbox.c.seq).where(THIS)
REVISE = (
    update(outbox)
    .where(or_(outbox.c.state == PostState.WAITING, outbox.c.state == PostState.SENT))
    .values(revision=outbox.c.revision + 1, owed=True)
)
"""Raises the revision of posts that stand or are to stand."""
REVISE_THIS = REVISE.where(THIS)
SHOW = REVISE_THIS.where(or_(outbox.c.view.is_(None), outbox.c.view != bindparam("shows"))).values(
    view=bindparam("shows")
)
REDRAW = REVISE.where(
    outbox.c.draws == bindparam("drawn"), outbox.c.object == bindparam("of_object")
)
SILENCE = (
    update(outbox)
    .where(starts_as_given(outbox.c.key), outbox.c.state == PostState.WAITING)
    .values(state=PostState.EXPIRED, owed=False, shut=False)
)
REMOVE = (
    update(outbox)
    .where(THIS)
    .values(
        state=PostState.REMOVED,
        owed=or_(outbox.c.message.is_not(None), outbox.c.doubtful),
        problem=None,
        shut=False,
        view=None,
    )
)
HANDED = (
    update(outbox)
    .where(among_given(outbox.c.key, "keys"))
    .values(state=PostState.HANDED, owed=False, shut=False, holds=False)
)
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
        self._rows.change(SHOW, which=key, shows=view)

    async def board(self, board: Board) -> None:
        """Owe a live board, or note that what it draws has changed."""
        row = {
            **NEW,
            **_aim(board.key, board.course, board.to),
            "draws": board.draws,
            "object": board.object,
            "closed": board.closed,
        }
        if await self._rows.one(KNOWN, which=board.key) is None:
            await self._rows.add(outbox, [row])
        else:
            self._rows.change(REVISE_THIS, which=board.key)

    async def redraw(self, draws: str, object: str) -> None:
        """Note that all boards that draw this object have changed."""
        self._rows.change(REDRAW, drawn=draws, of_object=object)

    async def silence(self, prefix: str) -> None:
        """Expire the unsent posts whose key starts with `prefix`."""
        self._rows.change(SILENCE, **starting(prefix))

    async def remove(self, key: str) -> None:
        """Take a post back, with its words: an unsent one is never sent, a sent one is deleted.

        One that may have been sent is looked for first.
        """
        self._rows.change(REMOVE, which=key)

    async def get(self, key: str) -> PostRecord | None:
        """Return a post by its key."""
        return next(iter(await self._records(BY_KEY, which=key)), None)

    async def starting(self, prefix: str) -> Sequence[PostRecord]:
        """Return the posts whose key starts with `prefix`, by key."""
        return await self._records(BY_PREFIX, **starting(prefix))

    async def at(self, message: Message) -> PostRecord | None:
        """Return the post that stands as this message."""
        return await self._rows.once(("post at", message), partial(self._at, message))

    async def _at(self, message: Message) -> PostRecord | None:
        return next(iter(await self._records(AT, stands=message)), None)

    async def problems(self, course: str) -> Sequence[PostRecord]:
        """Return the posts of a course that wait on a problem or have failed."""
        return await self._records(PROBLEMS, course=course)

    async def undelivered(self, person: str, now: datetime) -> Sequence[PostRecord]:
        """Return the private posts that a person's closed mailbox keeps away, the newest first."""
        return await self._records(UNDELIVERED, to=Directly(person), now=now)

    async def handed(self, keys: Sequence[str]) -> None:
        """Note that undelivered posts were given along with an answer: they are never sent."""
        self._rows.change(HANDED, keys=many(keys))

    async def undelivered_count(self, course: str) -> int:
        """Return how many private posts of a course wait for closed mailboxes."""
        waiting = outbox.c.shut, outbox.c.course == course, outbox.c.state == PostState.WAITING
        count: int = await self._rows.value(select(func.count()).where(*waiting))
        return count

    async def _records(self, query: Asked, **given: object) -> Sequence[PostRecord]:
        return [PostRecord(*row) for row in await self._rows.ask(query, **given)]


def _aim(key: str, course: str, to: Target) -> dict[str, Any]:
    under = to.key if isinstance(to, UnderPost) else None
    return {"key": key, "course": course, "to": to, "under": under}
