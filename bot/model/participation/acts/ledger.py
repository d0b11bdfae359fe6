"""The ledger: acts of participation, each with its evidence, never erased."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class Act(StrEnum):
    """What someone did that a policy may count.

    Three of them others do for them: a reply that their post or question RECEIVED, an answer of
    theirs that staff ACCEPTED by endorsing it, and staff's MARK on a message as a highlight.
    """

    ATTEND = "attend"
    MAKE_UP = "make-up"
    POST = "post"
    REPLY = "reply"
    ASK = "ask"
    ANSWER = "answer"
    VOTE = "vote"
    HELP = "help"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    MARK = "mark"
    MANUAL = "manual"


SESSION_ROUTES = frozenset({Act.ATTEND, Act.MAKE_UP})
"""The two ways through one session; whoever took both took part in it once."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act, or the withdrawal of one.

    `id` is made from the evidence, so the same act is never entered twice; an act that was
    withdrawn and stands again gets a revision (`<id>.2`). `at` is the platform's own instant
    (UTC). `about` is the session's or discussion's id and decides `week` (a make-up done on the
    Tuesday after counts for the session's week); without it `at` does. `amount` is words for
    posts and replies, one's own and received ones, whole minutes for attendance, else 1;
    `out_of` is what it is measured against: the minutes the session really took, or the words
    its discussion expects. `due` is the person's own due instant as it stood when the act was
    entered. `evidence` is a link or reference that shows the act.

    A withdrawal names the entry it withdraws in `withdraws`, says why in `reason` and when in
    `withdrawn`; it copies the other fields, so that it can be read, and counted, alone.
    """

    id: str
    course: str
    person: str
    act: Act
    at: datetime
    week: int
    about: str | None
    amount: int = 1
    evidence: str = ""
    withdraws: str | None = None
    reason: str | None = None
    by: str | None = None
    due: datetime | None = None
    out_of: int | None = None
    withdrawn: datetime | None = None

    @property
    def in_time(self) -> bool:
        """Whether the act came before its due instant; that instant itself is too late."""
        return self.due is None or self.at < self.due

    @property
    def late(self) -> timedelta:
        """By how much the act came after its due instant; zero when it came before."""
        if self.due is None:
            return timedelta()
        return max(self.at - self.due, timedelta())


def withdrawal(entry: Entry, reason: str, at: datetime, by: str | None = None) -> Entry:
    """Return the entry that withdraws `entry`; the same whoever asks, so it counts only once."""
    return replace(
        entry,
        id=f"{entry.id}-",
        withdraws=entry.id,
        reason=reason,
        withdrawn=at,
        by=by,
    )


def in_force(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the acts that no withdrawal among `entries` takes back, each once, oldest first."""
    known = {entry.id: entry for entry in entries}
    gone = {entry.withdraws for entry in known.values() if entry.withdraws is not None}
    acts = (e for e in known.values() if e.withdraws is None and e.id not in gone)
    return tuple(sorted(acts, key=lambda entry: (entry.at, entry.id)))


def first_id(entry_id: str) -> str:
    """Return the id an act had when it was first entered: `abc` for `abc`, `abc.2`, `abc.2-`."""
    return entry_id.rstrip("-").partition(".")[0]


def revised_id(entry_id: str, revision: int) -> str:
    """Return the id of an act's `revision`, counted from 1: `abc`, then `abc.2`, `abc.3`."""
    return entry_id if revision == 1 else f"{entry_id}.{revision}"
