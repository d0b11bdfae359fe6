"""Sessions: synchronous meetings and the states they pass through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.places import Place


class Kind(StrEnum):
    """What a plan entry is for; not everything is graded."""

    TEACHING = "teaching"
    DISCUSSION = "discussion"
    COMMUNITY = "community"
    CELEBRATION = "celebration"
    FEEDBACK = "feedback"


class State(StrEnum):
    """A session's life: planned → live → ended → recapped, or cancelled."""

    PLANNED = "planned"
    LIVE = "live"
    ENDED = "ended"
    RECAPPED = "recapped"
    CANCELLED = "cancelled"


NEXT_STATES: dict[State, frozenset[State]] = {
    State.PLANNED: frozenset({State.LIVE, State.CANCELLED}),
    State.LIVE: frozenset({State.ENDED, State.PLANNED}),
    State.ENDED: frozenset({State.RECAPPED, State.LIVE}),
    State.RECAPPED: frozenset({State.ENDED}),
    State.CANCELLED: frozenset({State.PLANNED}),
}
"""The states a session may go to; LIVE → PLANNED, ENDED → LIVE, RECAPPED → ENDED and
CANCELLED → PLANNED are staff's undo."""


@dataclass(frozen=True, slots=True)
class Session:
    """One synchronous meeting; instants are aware UTC.

    `key` is the plan entry's key, unique in the course. `starts` and `ends` are the plan;
    `began` and `ended` what really took place. `counted` says whether the policy may count it.
    `revision` rises when it is moved, so that what was said of an older plan is obsolete.
    """

    id: str
    course: str
    key: str
    title: str
    kind: Kind
    starts: datetime
    ends: datetime
    week: int
    state: State = State.PLANNED
    link: str | None = None
    place: Place | None = None
    counted: bool = True
    began: datetime | None = None
    ended: datetime | None = None
    recording: str | None = None
    revision: int = 0

    def can_become(self, state: State) -> bool:
        """Whether the session may pass to `state` from where it is."""
        return state in NEXT_STATES[self.state]
