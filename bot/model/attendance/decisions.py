"""Decisions of staff about who somebody is, remembered for the course."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.model.attendance.matching import Decisions


@dataclass(frozen=True, slots=True)
class Decision:
    """Who an attendee is, as staff said: `person` None is somebody who isn't in the class.

    `identity` is what they are known by (see Attendee), `name` what they called themselves.
    `undone` is when it was taken back.
    """

    course: str
    identity: str
    name: str
    person: str | None
    by: str
    at: datetime
    undone: datetime | None = None


def standing(decisions: Iterable[Decision]) -> Decisions:
    """Return the decisions that stand, by identity."""
    return {each.identity: each.person for each in decisions if each.undone is None}
