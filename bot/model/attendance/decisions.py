"""Decisions of staff about who somebody is, remembered for the course."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.model.attendance.matching import Decisions
from bot.model.attendance.names import Key, keys
from bot.model.people import Person
from bot.model.time.zones import local


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


def outdated(
    decisions: Iterable[Decision], people: Iterable[Person], zone: str
) -> tuple[Decision, ...]:
    """Return what staff said of strangers of whom one has enrolled by that whole name since.

    Enrolling is known by the day, in the course's `zone`: the day of the decision is since, too.
    """
    joined = [(one, keys(one.name)) for one in people if one.enrolled and not one.dropped]
    return tuple(
        each
        for each in decisions
        if each.undone is None and each.person is None and _has_joined(each, joined, zone)
    )


def _has_joined(
    decision: Decision, joined: Iterable[tuple[Person, frozenset[Key]]], zone: str
) -> bool:
    said, day = keys(decision.name), local(decision.at, zone).date()
    return any(one.enrolled and one.enrolled >= day and said & own for one, own in joined)
