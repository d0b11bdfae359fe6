"""The ledger: acts of participation, each with its evidence, never erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Act(StrEnum):
    """What someone did that a policy may count."""

    ATTEND = "attend"
    MAKE_UP = "make-up"
    POST = "post"
    REPLY = "reply"
    ASK = "ask"
    ANSWER = "answer"
    VOTE = "vote"
    HELP = "help"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class Entry:
    """One act, or the withdrawal of one.

    `id` is made from the evidence, so the same act is never entered twice. `at` is the
    platform's own instant (UTC) and decides the week; `about` is the session's or discussion's
    id. `amount` is words for posts and replies, whole minutes for attendance, else 1.
    `evidence` is a link or reference that shows it. A withdrawal names the entry it withdraws in
    `withdraws` and says why in `reason`; it copies the other fields, so that it can be read alone.
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
