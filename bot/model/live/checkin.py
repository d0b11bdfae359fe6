"""Checking in to a session with its code: which code counts, and how often one may guess."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model.participation.acts.evidence import CHANGED
from bot.model.participation.acts.ledger import Entry, first_id, in_force, revised_id, withdrawal

CODE_LENGTH = 5
CODE_LASTS = timedelta(minutes=20)
"""How long a code is good for after the session's start, unless staff renew it."""
LONGEST_CODE = timedelta(hours=4)
TRIES = 5
TRIES_WITHIN = timedelta(minutes=10)
BY_CODE = "check-in by code (weak evidence: a code can be passed on)"
BY_STAFF = "marked present by staff"


@dataclass(frozen=True, slots=True)
class Code:
    """A session's check-in code, good until `expires`; renewing makes a further one."""

    id: str
    session: str
    digits: str
    made: datetime
    expires: datetime

    def counts(self, at: datetime) -> bool:
        """Whether a check-in at `at` (the platform's instant, not ours) is in time."""
        return at < self.expires

    @property
    def void(self) -> bool:
        """Whether it never counted: the start it was made for was undone."""
        return self.expires <= self.made


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A person was at a session: at which instant it was said, and what shows it.

    `by` is the member of staff who marked it by hand, None for a code; `undone` is when staff
    took such a mark back.
    """

    session: str
    person: str
    at: datetime
    evidence: str
    by: str | None = None
    undone: datetime | None = None


class Verdict(StrEnum):
    """What a typed code comes to."""

    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"
    TOO_MANY = "too many tries"


def clean(typed: str) -> str:
    """Return a code as it was meant: without spaces, dashes and a leading #."""
    return "".join(character for character in typed if character.isalnum())


def judge(typed: str, codes: Sequence[Code], wrong: Iterable[datetime], at: datetime) -> Verdict:
    """Return what `typed` comes to at `at`; `wrong` are the instants of this person's misses.

    Whoever missed TRIES times within TRIES_WITHIN waits, even with the right code: otherwise
    guessing would pay.
    """
    if tries_left(wrong, at) == 0:
        return Verdict.TOO_MANY
    matching = [code for code in codes if code.digits == clean(typed)]
    if any(code.counts(at) for code in matching):
        return Verdict.RIGHT
    return Verdict.EXPIRED if matching else Verdict.WRONG


def tries_left(wrong: Iterable[datetime], at: datetime) -> int:
    """Return how many more times a person may be wrong at `at`."""
    recent = sum(at - TRIES_WITHIN < miss <= at for miss in wrong)
    return max(TRIES - recent, 0)


def newest(codes: Sequence[Code]) -> Code | None:
    """Return the code that holds now: the one made last."""
    return max(codes, key=lambda code: (code.made, code.id), default=None)


def first_expiry(starts: datetime, now: datetime) -> datetime:
    """Return until when the code lasts that is made at `now` for a session planned for `starts`.

    Begun early, the code still lasts past the planned start, within reason.
    """
    return min(max(now, starts) + CODE_LASTS, now + LONGEST_CODE)


def to_enter(existing: Iterable[Entry], wish: Entry, at: datetime) -> tuple[Entry, ...]:
    """Return what to append to the ledger so that `wish` stands, unless as much stands already.

    Of `existing` those count that are the same act, withdrawals too. What shows less (a few
    minutes of presence) is withdrawn for the better evidence.
    """
    same = (entry for entry in existing if first_id(entry.id) == wish.id)
    known = list({entry.id: entry for entry in same}.values())
    standing = in_force(known)
    if any(entry.amount >= wish.amount for entry in standing):
        return ()
    gone = [withdrawal(entry, CHANGED, at) for entry in standing]
    revision = 1 + sum(entry.withdraws is None for entry in known)
    return (*gone, replace(wish, id=revised_id(wish.id, revision)))


def to_take_back(
    existing: Iterable[Entry], reason: str, at: datetime, by: str
) -> tuple[Entry, ...]:
    """Return what to append to the ledger when staff (`by`) take back a mark made by hand.

    `existing` are the person's entries by evidence of one session. What the mark had taken the
    place of stands again; what staff decided otherwise, as on a dispute, stays.
    """
    known = list({entry.id: entry for entry in existing}.values())
    marks = [e for e in in_force(known) if e.by is not None and e.evidence == BY_STAFF]
    added = [withdrawal(mark, reason, at, by) for mark in marks]
    instants = {mark.at for mark in marks}
    replaced = {
        entry.withdraws
        for entry in known
        if entry.reason == CHANGED and entry.withdrawn in instants
    }
    revision = 1 + sum(entry.withdraws is None for entry in known)
    for entry in known:
        if entry.id in replaced:
            added.append(replace(entry, id=revised_id(first_id(entry.id), revision)))
    return tuple(added)
