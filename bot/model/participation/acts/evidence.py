"""From what happened in chat to the ledger entries that should exist now.

A post has versions; its entry says what stood when it was due. Attendance has check-ins and
intervals of presence; its entry holds the best of them. `reconcile` compares what should exist
with the ledger and appends what is missing: new acts and withdrawals, never an erasure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.model.ids import short_id
from bot.model.participation.acts.ledger import (
    Act,
    Entry,
    first_id,
    in_force,
    revised_id,
    withdrawal,
)
from bot.model.sessions import Session

DELETED = "deleted by its author"
CHANGED = "changed"
GRACE = timedelta(minutes=5)
"""How long someone may be out of the room between two intervals without losing minutes."""


@dataclass(frozen=True, slots=True)
class Edit:
    """How many words a post had from the instant `at` on."""

    at: datetime
    words: int


@dataclass(frozen=True, slots=True)
class Post:
    """A post or reply as the platform tells it, with everything that became of it.

    `key` is its identity (place and message id). `week` is its discussion's or session's week,
    or that of `created`. `expected` is how many words were asked for, None if nobody said.
    """

    course: str
    person: str
    key: str
    act: Act
    about: str | None
    week: int
    created: datetime
    words: int
    evidence: str = ""
    edits: tuple[Edit, ...] = ()
    deleted: datetime | None = None
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class Presence:
    """An interval in which a person was in a session's room; `left` None while they still are."""

    joined: datetime
    left: datetime | None = None


def entries_for_post(post: Post, due: datetime | None) -> tuple[Entry, ...]:
    """Return the entries that `post` should have now: one, or none once it is deleted.

    Edits before `due` (the person's own instant, None for none) count; later ones neither add
    nor take away. A post created too late keeps its first words: the entry shows the act, and
    that it came late.
    """
    if post.deleted is not None:
        return ()
    words = post.words
    for edit in sorted(post.edits, key=lambda edit: edit.at):
        if due is None or edit.at < due:
            words = edit.words
    entry = Entry(
        id=short_id(post.course, post.act, post.person, post.key),
        course=post.course,
        person=post.person,
        act=post.act,
        at=post.created,
        week=post.week,
        about=post.about,
        amount=words,
        evidence=post.evidence,
        due=due,
        out_of=post.expected,
    )
    return (entry,)


def minutes_present(
    presences: Iterable[Presence],
    began: datetime,
    ended: datetime,
    grace: timedelta = timedelta(),
) -> int:
    """Return the whole minutes someone was there between `began` and `ended`.

    Overlapping intervals count once, so that rejoining never inflates; an absence of at most
    `grace` between two intervals counts as present; waiting before the start doesn't.
    """
    spans = sorted(
        (max(presence.joined, began), min(presence.left or ended, ended)) for presence in presences
    )
    present = timedelta()
    until: datetime | None = None
    for start, end in spans:
        if end <= start:
            continue
        if until is not None and start <= until + grace:
            present += max(end - until, timedelta())
            until = max(until, end)
        else:
            present += end - start
            until = end
    return int(present / timedelta(minutes=1))


def measured(session: Session) -> tuple[datetime, datetime]:
    """Return from when until when attendance is measured: the planned part that took place."""
    began = max(session.began or session.starts, session.starts)
    return began, max(min(session.ended or session.ends, session.ends), began)


def best_evidence(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return, for each person's act about the same thing, the entry with the largest amount."""
    kept: dict[tuple[str, Act, str | None], Entry] = {}
    for entry in entries:
        key = (entry.person, entry.act, entry.about)
        if key not in kept or entry.amount > kept[key].amount:
            kept[key] = entry
    return tuple(kept.values())


def reconcile(
    existing: Iterable[Entry],
    wanted: Iterable[Entry],
    at: datetime,
    *,
    reason: str = CHANGED,
    gone: str = DELETED,
    locked: bool = False,
) -> tuple[Entry, ...]:
    """Return what to append to the ledger so that exactly `wanted` is in force.

    `existing` are all entries for the same evidence, withdrawals too; `at` is when the change
    happened. An act that is no longer wanted is withdrawn as `gone`; one that changed is
    withdrawn for `reason` and entered again under the next revision, as is one that was
    withdrawn before and stands again. Where staff put an act back or took it away by hand
    (`by`), that stays; not where they took that back and the act stands again by itself. A
    `locked` week takes new acts, and more of what stands, but loses nothing.
    """
    known = list({entry.id: entry for entry in existing}.values())
    if not known:
        return tuple({entry.id: entry for entry in wanted}.values())
    live = {first_id(entry.id): entry for entry in in_force(known)}
    wishes = {entry.id: entry for entry in wanted}
    by_staff = {first_id(entry.id) for entry in known if entry.by is not None}
    by_staff -= {key for key, entry in live.items() if entry.by is None}
    added: list[Entry] = []
    for key, entry in live.items():
        if key not in wishes and key not in by_staff and not locked:
            added.append(withdrawal(entry, gone, at))
    for key, wish in wishes.items():
        current = live.get(key)
        if key in by_staff or (current is not None and _same(current, wish)):
            continue
        if locked and current is not None and not _gains(current, wish):
            continue
        if current is not None:
            added.append(withdrawal(current, reason, at))
        revision = 1 + sum(first_id(e.id) == key and e.withdraws is None for e in known)
        added.append(replace(wish, id=revised_id(key, revision)))
    return tuple(added)


def _same(entry: Entry, wish: Entry) -> bool:
    """Whether two entries say the same as far as credit goes."""
    return _substance(entry) == _substance(wish)


def _gains(entry: Entry, wish: Entry) -> bool:
    """Whether an act of the same kind is at least as much, and as early, in every respect."""
    alike = replace(entry, amount=wish.amount, at=wish.at, due=wish.due)
    as_early = wish.in_time >= entry.in_time and wish.late <= entry.late
    return as_early and wish.amount >= entry.amount and _same(alike, wish)


def _substance(entry: Entry) -> tuple[object, ...]:
    return (
        entry.person,
        entry.act,
        entry.week,
        entry.about,
        entry.amount,
        entry.out_of,
        entry.in_time,
        entry.late,
    )
