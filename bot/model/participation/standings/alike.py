"""Weeks that stand alike: of a large class, each kind of week is reckoned once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from bot.model.participation.choosing.supplies import candidates
from bot.model.participation.policies.policy import Policy
from bot.model.participation.standings.offers import WeekOffer
from bot.model.participation.standings.tally import Acts

W = TypeVar("W")


class Alike(Generic[W]):
    """What became of one person's week, for everyone who did and may do the same in it."""

    def __init__(self) -> None:
        """Start with nothing reckoned."""
        self._weeks: dict[Hashable, W] = {}
        self._known: dict[Hashable, tuple[W, Acts]] = {}
        self._enough: dict[tuple[int, int], tuple[int, Policy, WeekOffer]] = {}

    def get(self, policy: Policy, offer: WeekOffer, acts: Acts, rest: Hashable) -> W | None:
        """Return the week of anybody with the same acts and the same `rest`, None if it is new.

        `acts` are one person's of the week, `rest` everything else that decides.
        """
        known = self._known.get((id(policy), id(offer), id(acts), rest))
        if known is not None:
            return known[0]
        week = self._weeks.get(self._shape(policy, offer, acts, rest))
        if week is not None:
            self._known[id(policy), id(offer), id(acts), rest] = week, acts
        return week

    def put(self, policy: Policy, offer: WeekOffer, acts: Acts, rest: Hashable, week: W) -> None:
        """Remember a week for whoever has the same."""
        self._weeks[self._shape(policy, offer, acts, rest)] = week

    def once(self, same: Hashable, make: Callable[[], W]) -> W:
        """Return what was made for whatever is the same, or make it."""
        if same not in self._weeks:
            self._weeks[same] = make()
        return self._weeks[same]

    def _shape(self, policy: Policy, offer: WeekOffer, acts: Acts, rest: Hashable) -> Hashable:
        same = id(policy), id(offer)
        if same not in self._enough:
            self._enough[same] = _enough(policy, offer), policy, offer
        most = self._enough[same][0]
        did = frozenset([(did, min(count, most)) for did, count in acts.items()])
        return same, did, rest


def _enough(policy: Policy, offer: WeekOffer) -> int:
    """Return a number of acts of a kind that is as good as any larger one.

    It pays for every completion that could count, and leaves as many again to be shown as unused.
    """
    every = candidates(policy, offer, ())
    return 2 * sum(
        candidate.option.limit * count for candidate in every for _, count in candidate.needs
    )
