"""The outbox in the database: what the sender asks of it.

Posts to one target go out in the order in which they were made, one at a time. One that failed
keeps its turn while its next try is near (`PATIENCE`); one that has to wait longer, for somebody
to close a place or to link an account, lets the others pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    type_coerce,
    update,
)

from adapters.storage.columns import EPOCH, Instant, Key, among_given, many
from adapters.storage.fixed import Asked
from adapters.storage.outbox import RECORD, outbox
from adapters.storage.rows import Rows
from bot.chat.codec import TARGETS
from bot.chat.posts import Directly, PostRecord, PostState, Target, UnderPost
from bot.model.places import Message, Place

PATIENCE = timedelta(minutes=1)
PRIVATE = TARGETS.to_json(Directly("")).removesuffix(',"person":""}')
"""How a kept target begins that is a person."""
OVER = {
    "state": PostState.EXPIRED,
    "owed": False,
    "doubtful": False,
    "shut": False,
    "holds": False,
}
"""What an unsent post becomes that is owed no longer."""

parent = outbox.alias("parent")
above = parent.c.message.label("above")


def _with_parent(query: Select[Any]) -> Select[Any]:
    """Return the query with what each post hangs under; without those that have to wait for it."""
    stands = and_(parent.c.state == PostState.SENT, parent.c.message.is_not(None))
    reachable = or_(outbox.c.under.is_(None), outbox.c.message.is_not(None), stands)
    return query.select_from(
        outbox.join(parent, parent.c.key == outbox.c.under, isouter=True)
    ).where(reachable)


def _state(state: PostState) -> ColumnElement[PostState]:
    return literal(state, outbox.c.state.type)


THIS = outbox.c.key == bindparam("which")
THESE = among_given(outbox.c.key, "keys")
WAITING = outbox.c.state == PostState.WAITING
GONE = outbox.c.state == PostState.REMOVED
TARGET = type_coerce(outbox.c.to, Key).label("target")
FREE = (
    _with_parent(select(outbox.c.key, outbox.c.state, TARGET, outbox.c.ready, outbox.c.holds))
    .where(outbox.c.owed)
    .order_by(outbox.c.seq)
)
FREE_NOW = FREE.where(
    or_(
        outbox.c.state != PostState.WAITING,
        outbox.c.expires.is_(None),
        outbox.c.expires > bindparam("now"),
        outbox.c.doubtful,
    )
)
TO_SEND = _with_parent(select(*RECORD, above)).where(THESE)
LEASE = (
    update(outbox)
    .where(THESE)
    .values(
        doubtful=or_(outbox.c.doubtful, WAITING),
        ready=bindparam("until"),
        tried=bindparam("now"),
        holds=True,
    )
)
SENT = (
    update(outbox)
    .where(THIS)
    .values(
        message=bindparam("stands"),
        sent_revision=bindparam("sent"),
        state=case((GONE, _state(PostState.REMOVED)), else_=_state(PostState.SENT)),
        owed=or_(GONE, outbox.c.revision > bindparam("sent")),
        doubtful=False,
        attempts=0,
        problem=None,
        shut=False,
        ready=EPOCH,
        holds=False,
    )
)
SAME = select(outbox.c.to).where(THIS).scalar_subquery()
OPEN = (
    update(outbox)
    .where(outbox.c.shut, outbox.c.to == SAME, outbox.c.doubtful.is_(False))
    .values(ready=EPOCH)
)
"""Who was reached takes private messages again: what waited for that need not any more."""
REMOVED = (
    update(outbox)
    .where(THIS)
    .values(message=None, sent_revision=0, owed=False, doubtful=False, problem=None, holds=False)
)
STATE = select(*(outbox.c[name] for name in ("message", "state", "owed", "tried"))).where(THIS)
RELEASED: dict[str, BindParameter[Any]] = {
    name: bindparam(f"new_{name}")
    for name in ("state", "owed", "doubtful", "problem", "shut", "ready", "holds")
}
RELEASE = update(outbox).where(THIS).values(attempts=outbox.c.attempts + 1, **RELEASED)
LAPSE = update(outbox).where(THIS, WAITING).values(**OVER)
EXPIRE = (
    update(outbox)
    .where(
        outbox.c.owed,
        WAITING,
        outbox.c.expires <= bindparam("now"),
        outbox.c.doubtful.is_(False),
    )
    .values(**OVER)
)
RESUME = (
    update(outbox)
    .where(outbox.c.owed)
    .values(ready=func.coalesce(outbox.c.not_before, literal(EPOCH, Instant)), holds=False)
)


@dataclass(frozen=True, slots=True)
class _Free:
    """An owed post, the instant from which it may be leased, and a new one's target."""

    key: str
    at: datetime
    target: str | None = None


class SqlSending:
    """What the sender asks of the outbox; see bot.ports.outbox."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def lease(self, now: datetime, until: datetime, most: int) -> Sequence[PostRecord]:
        """Take up to `most` posts to send, none leased by another; mark them doubtful."""
        free = await self._free(FREE_NOW, now=now)
        first = sorted(_first_of_each(free, now), key=_is_private)
        keys = [each.key for each in first[:most]]
        if not keys:
            return []
        rows = await self._rows.ask(TO_SEND, keys=many(keys))
        found = {row[0]: row for row in rows}
        self._rows.change(LEASE, keys=many(keys), until=until, now=now)
        leased = [PostRecord(*found[key][:-1]) for key in keys]
        return [replace(post, to=_resolved(post.to, found[post.key][-1])) for post in leased]

    async def sent(self, key: str, revision: int, message: Message) -> None:
        """Note that `revision` stands as `message`, free of doubt."""
        self._rows.change(SENT, which=key, sent=revision, stands=message)
        self._rows.change(OPEN, which=key)

    async def removed(self, key: str) -> None:
        """Note that the message is gone."""
        self._rows.change(REMOVED, which=key)

    async def release(
        self,
        key: str,
        retry: datetime | None,
        problem: str | None,
        doubtful: bool,
        shut: bool = False,
    ) -> None:
        """Give a post back unsent: tried again at `retry`, or failed for good if that is None."""
        row = await self._rows.one(STATE, which=key)
        if row is None:
            return
        message, state, was_owed, tried = row
        stands = message is not None
        doubt = doubtful and not stands
        owed = retry is not None and was_owed
        if state is PostState.REMOVED:
            owed = retry is not None and (stands or doubt)
        elif retry is None and state is PostState.WAITING:
            state = PostState.FAILED
        near = retry is not None and retry - (tried or EPOCH) <= PATIENCE
        self._rows.change(
            RELEASE,
            which=key,
            new_state=state,
            new_owed=owed,
            new_doubtful=doubt,
            new_problem=problem,
            new_shut=shut and state is PostState.WAITING,
            new_ready=retry or EPOCH,
            new_holds=near,
        )

    async def lapse(self, key: str) -> None:
        """Note that an unsent post is owed no longer: its time or its place is gone."""
        self._rows.change(LAPSE, which=key)

    async def expire(self, now: datetime) -> None:
        """Expire what is past its time and never arrived; what may have is looked for first."""
        self._rows.change(EXPIRE, now=now)

    async def resume(self) -> None:
        """Free every lease and wait: for a sender that begins and knows it is the only one."""
        self._rows.change(RESUME)

    async def next_due(self) -> datetime | None:
        """Return when the next post may be sent: in the past if one waits now."""
        return min((each.at for each in await self._free(FREE)), default=None)

    async def _free(self, query: Asked, **given: object) -> Sequence[_Free]:
        """Return, by age, the owed posts that need not wait for an older one to the same target."""
        free: list[_Free] = []
        held: dict[str, datetime] = {}
        for key, state, target, ready, holds in await self._rows.ask(query, **given):
            if state is not PostState.WAITING:
                free.append(_Free(key, ready))
                continue
            before = held.get(target, EPOCH)
            free.append(_Free(key, max(ready, before), target))
            if holds:
                held[target] = max(ready, before)
        return free


def _first_of_each(free: Sequence[_Free], now: datetime) -> Iterator[_Free]:
    """Yield what may be sent now, of new posts to one target only the oldest."""
    targets: set[str] = set()
    for each in free:
        if each.at <= now and each.target not in targets:
            yield each
            if each.target is not None:
                targets.add(each.target)


def _is_private(free: _Free) -> bool:
    """Whether this is for one person: what everybody reads goes first, whoever else is told."""
    return free.target is not None and free.target.startswith(PRIVATE)


def _resolved(to: Target, above: Message | None) -> Target:
    if isinstance(to, UnderPost) and above is not None:
        return Place(above.place.platform, above.place.id, above.place.thread or above.id)
    return to
