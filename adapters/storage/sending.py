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
    ColumnElement,
    Select,
    Update,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    type_coerce,
    update,
)

from adapters.storage.columns import EPOCH, Instant, Key
from adapters.storage.outbox import RECORD, outbox, record
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
        live = or_(
            outbox.c.state != PostState.WAITING,
            outbox.c.expires.is_(None),
            outbox.c.expires > now,
            outbox.c.doubtful,
        )
        first = sorted(_first_of_each(await self._free(live), now), key=_is_private)
        keys = [each.key for each in first[:most]]
        if not keys:
            return []
        query = _with_parent(select(*RECORD, above)).where(outbox.c.key.in_(keys))
        rows = {row["key"]: row for row in await self._rows.all(query)}
        may_arrive = outbox.c.state == PostState.WAITING
        leased = (
            update(outbox)
            .where(outbox.c.key.in_(keys))
            .values(doubtful=or_(outbox.c.doubtful, may_arrive), ready=until, tried=now, holds=True)
        )
        await self._rows.run(leased)
        found = [rows[key] for key in keys]
        return [replace(record(row), to=_resolved(row["to"], row["above"])) for row in found]

    async def sent(self, key: str, revision: int, message: Message) -> None:
        """Note that `revision` stands as `message`, free of doubt."""
        gone = outbox.c.state == PostState.REMOVED
        stands = _this(key).values(
            message=message,
            sent_revision=revision,
            state=case((gone, _state(PostState.REMOVED)), else_=_state(PostState.SENT)),
            owed=or_(gone, outbox.c.revision > revision),
            doubtful=False,
            attempts=0,
            problem=None,
            shut=False,
            ready=EPOCH,
            holds=False,
        )
        await self._rows.run(stands)
        same = select(outbox.c.to).where(outbox.c.key == key).scalar_subquery()
        waiting = outbox.c.shut, outbox.c.to == same, outbox.c.doubtful.is_(False)
        await self._rows.run(update(outbox).where(*waiting).values(ready=EPOCH))

    async def removed(self, key: str) -> None:
        """Note that the message is gone."""
        removed = _this(key).values(
            message=None, sent_revision=0, owed=False, doubtful=False, problem=None, holds=False
        )
        await self._rows.run(removed)

    async def release(
        self,
        key: str,
        retry: datetime | None,
        problem: str | None,
        doubtful: bool,
        shut: bool = False,
    ) -> None:
        """Give a post back unsent: tried again at `retry`, or failed for good if that is None."""
        row = await self._rows.first(select(outbox).where(outbox.c.key == key))
        if row is None:
            return
        stands = row["message"] is not None
        doubt = doubtful and not stands
        state = row["state"]
        owed = retry is not None and row["owed"]
        if state is PostState.REMOVED:
            owed = retry is not None and (stands or doubt)
        elif retry is None and state is PostState.WAITING:
            state = PostState.FAILED
        near = retry is not None and retry - (row["tried"] or EPOCH) <= PATIENCE
        released = _this(key).values(
            state=state,
            owed=owed,
            doubtful=doubt,
            attempts=row["attempts"] + 1,
            problem=problem,
            shut=shut and state is PostState.WAITING,
            ready=retry or EPOCH,
            holds=near,
        )
        await self._rows.run(released)

    async def lapse(self, key: str) -> None:
        """Note that an unsent post is owed no longer: its time or its place is gone."""
        unsent = outbox.c.key == key, outbox.c.state == PostState.WAITING
        await self._rows.run(update(outbox).where(*unsent).values(**OVER))

    async def expire(self, now: datetime) -> None:
        """Expire what is past its time and never arrived; what may have is looked for first."""
        over = (
            outbox.c.owed,
            outbox.c.state == PostState.WAITING,
            outbox.c.expires <= now,
            outbox.c.doubtful.is_(False),
        )
        await self._rows.run(update(outbox).where(*over).values(**OVER))

    async def resume(self) -> None:
        """Free every lease and wait: for a sender that begins and knows it is the only one."""
        ready = func.coalesce(outbox.c.not_before, literal(EPOCH, Instant))
        await self._rows.run(update(outbox).where(outbox.c.owed).values(ready=ready, holds=False))

    async def next_due(self) -> datetime | None:
        """Return when the next post may be sent: in the past if one waits now."""
        return min((each.at for each in await self._free()), default=None)

    async def _free(self, *where: ColumnElement[bool]) -> Sequence[_Free]:
        """Return, by age, the owed posts that need not wait for an older one to the same target."""
        target = type_coerce(outbox.c.to, Key).label("target")
        columns = (outbox.c.key, outbox.c.state, target, outbox.c.ready, outbox.c.holds)
        query = _with_parent(select(*columns)).where(outbox.c.owed, *where)
        free: list[_Free] = []
        held: dict[str, datetime] = {}
        for row in await self._rows.all(query.order_by(outbox.c.seq)):
            if row["state"] is not PostState.WAITING:
                free.append(_Free(row["key"], row["ready"]))
                continue
            target, before = row["target"], held.get(row["target"], EPOCH)
            free.append(_Free(row["key"], max(row["ready"], before), target))
            if row["holds"]:
                held[target] = max(row["ready"], before)
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


def _with_parent(query: Select[Any]) -> Select[Any]:
    """Return the query with what each post hangs under; without those that have to wait for it."""
    stands = and_(parent.c.state == PostState.SENT, parent.c.message.is_not(None))
    reachable = or_(outbox.c.under.is_(None), outbox.c.message.is_not(None), stands)
    return query.select_from(
        outbox.join(parent, parent.c.key == outbox.c.under, isouter=True)
    ).where(reachable)


def _resolved(to: Target, above: Message | None) -> Target:
    if isinstance(to, UnderPost) and above is not None:
        return Place(above.place.platform, above.place.id, above.place.thread or above.id)
    return to


def _this(key: str) -> Update:
    return update(outbox).where(outbox.c.key == key)


def _state(state: PostState) -> ColumnElement[PostState]:
    return literal(state, outbox.c.state.type)
