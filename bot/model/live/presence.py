"""Presence in voice places: from what was seen at single instants to intervals.

What platforms tell are states, not changes: somebody is there at an instant, or isn't. So neither
the order in which they are told, nor telling them twice, nor a time in which nobody listened
changes what is found from them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.model.participation.acts.evidence import Presence
from bot.model.people import Account
from bot.model.places import Place

EVERYONE = ""
"""The account that stands for all: of whom nothing else was seen at that instant, wasn't there."""

Whose = tuple[Place, Account]


@dataclass(frozen=True, slots=True)
class Seen:
    """Whether an account was in a voice place at the instant `at`; EVERYONE's is never present."""

    place: Place
    account: Account
    present: bool
    at: datetime

    @property
    def of_all(self) -> bool:
        """Whether this says of everyone else that they weren't there."""
        return self.account.id == EVERYONE


def read_at(place: Place, present: Iterable[Account], at: datetime) -> list[Seen]:
    """Return what is seen when a place is looked at as a whole: who is there, and nobody else."""
    everyone = Seen(place, Account(place.platform, EVERYONE), present=False, at=at)
    return [everyone, *(Seen(place, account, True, at) for account in present)]


def intervals(seen: Iterable[Seen]) -> dict[Whose, list[Presence]]:
    """Return when each account was in each place, earliest first; `left` None: not seen to leave.

    Who was seen both in and out of a place at one instant came and left then, in whatever order:
    they are afterwards where they were before.
    """
    looked: defaultdict[Place, set[datetime]] = defaultdict(set)
    states: defaultdict[Whose, dict[datetime, set[bool]]] = defaultdict(dict)
    for each in seen:
        if each.of_all:
            looked[each.place].add(each.at)
        else:
            states[each.place, each.account].setdefault(each.at, set()).add(each.present)
    found = {
        whose: _intervals({at: told.get(at, {False}) for at in {*told, *looked[whose[0]]}})
        for whose, told in states.items()
    }
    return {whose: presences for whose, presences in found.items() if presences}


def _intervals(told: dict[datetime, set[bool]]) -> list[Presence]:
    found: list[Presence] = []
    joined: datetime | None = None
    for at in sorted(told):
        if len(told[at]) > 1:
            continue
        if True in told[at]:
            joined = at if joined is None else joined
        elif joined is not None:
            found.append(Presence(joined, at))
            joined = None
    return found if joined is None else [*found, Presence(joined)]


def until(presences: Iterable[Presence], now: datetime) -> list[Presence]:
    """Return intervals as far as they have passed at `now`."""
    begun = (presence for presence in presences if presence.joined < now)
    return [replace(each, left=min(each.left or now, now)) for each in begun]


def inside(presences: Iterable[Presence], at: datetime) -> bool:
    """Whether one of these intervals holds the moment just before `at`."""
    return any(each.joined < at and (each.left is None or each.left >= at) for each in presences)


def thinned(seen: Sequence[Seen], since: datetime | None, before: datetime) -> list[Seen]:
    """Return what has to be kept of what was seen in [since, before), a time without a session.

    Only who is there at its end and wasn't at its beginning, and the other way round: when they
    came and left in between is nobody's business. With `since` None it reaches back to the first.
    """
    kept: list[Seen] = []
    last = {(each.place, each.account): each for each in _arrivals(seen, since, before)}
    for (place, account), presences in intervals(seen).items():
        was, is_now = since is not None and inside(presences, since), inside(presences, before)
        if is_now and not was:
            kept.append(last[place, account])
        elif was and not is_now and since is not None:
            left = min(each.left for each in presences if each.left and each.left >= since)
            kept.append(Seen(place, account, present=False, at=left))
    return kept


def _arrivals(seen: Iterable[Seen], since: datetime | None, before: datetime) -> list[Seen]:
    within = (each for each in seen if each.at < before and (since is None or each.at >= since))
    return sorted((each for each in within if each.present), key=lambda each: each.at)
