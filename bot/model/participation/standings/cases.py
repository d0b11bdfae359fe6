"""One person's week: what its standing depends on, and what is chosen from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.model.participation.acts.ledger import SESSION_ROUTES, Act
from bot.model.participation.choosing.matching import (
    Asked,
    Candidate,
    Completion,
    Field,
    Supplies,
    asking,
    total,
)
from bot.model.participation.choosing.search import choose
from bot.model.participation.choosing.supplies import (
    candidates,
    granted,
    offered,
    partly_excused,
    still_possible,
)
from bot.model.participation.policies.policy import Excused, Period, Policy
from bot.model.participation.standings import excuses as excused_by
from bot.model.participation.standings.alike import Alike
from bot.model.participation.standings.excuses import Excuse
from bot.model.participation.standings.offers import WeekOffer


def alone(week: Field) -> tuple[Completion, ...]:
    """Return the best completions for the week's own requirements, whatever its unit asks."""
    return choose((replace(week, by_unit=()) if week.by_unit else week,)).weeks[0]


@dataclass(frozen=True, slots=True)
class Case:
    """All that one week's standing depends on; `done` is what the person did in it.

    `known` remembers what is the same for everybody in that week. Without `steps` nobody is to be
    told how far each option has come and what to do next.
    """

    policy: Policy
    offer: WeekOffer
    done: Supplies
    missed: frozenset[str]
    excuses: Sequence[Excuse]
    declared: frozenset[str]
    now: datetime
    locked: bool
    known: Alike[Any] = field(compare=False)
    steps: bool = True

    @property
    def excused(self) -> frozenset[str]:
        """The sessions and discussions that the person is excused from."""
        return excused_by.excused_things(self.excuses)

    @property
    def eased(self) -> frozenset[str]:
        """The same for longer periods, where an excuse for the week is one for all it offers."""
        if excused_by.whole_week(self.excuses):
            return frozenset(thing.about for thing in self.offer.things)
        return self.excused

    @property
    def left_out(self) -> bool:
        """Whether an excuse takes the whole week out of what is asked."""
        not_counted = self.policy.excuses is Excused.NOT_COUNTED
        return not_counted and excused_by.whole_week(self.excuses)

    @property
    def own(self) -> Asked:
        """What the policy asks of each week."""
        return asking(self.policy.requirements, Period.WEEK)

    def ahead(self) -> Supplies:
        """Return what the person can still do; nobody is held to what began before they came."""
        if self.locked:
            return {}
        ahead: Supplies = self._once(
            ("ahead", self.now, self.missed),
            lambda: still_possible(self.policy, self.offer, self.now, self.missed),
        )
        return ahead

    def allowed(self) -> list[Candidate]:
        """Return the completions that count: the declared options' alone where that is binding.

        Who declared to attend may make up instead: it is the same session's other route.
        """
        every: list[Candidate] = self._once(
            ("candidates", self.declared),
            lambda: candidates(self.policy, self.offer, self.declared),
        )
        if not (self.policy.binding and self.declared):
            return every
        known = [option for option in self.policy.options if option.key in self.declared]
        attends = any(Act.ATTEND in option.acts for option in known)
        return [
            candidate
            for candidate in every
            if candidate.option.key in self.declared
            or (attends and candidate.option.acts & SESSION_ROUTES)
        ]

    def everything(self) -> Field:
        """Return all that the week offers this person, whatever they did."""
        every = candidates(self.policy, self.offer, ())
        return self._field(every, offered(self.policy, self.offer, self._without))

    def most(self) -> tuple[Completion, ...]:
        """Return the best that anybody could do in this week who is asked the same."""
        most: tuple[Completion, ...] = self._once(
            ("most", self._without), lambda: alone(self.everything())
        )
        return most

    @property
    def _without(self) -> frozenset[str]:
        """What isn't asked of this person."""
        if self.policy.excuses is Excused.NOT_COUNTED:
            return self.missed | self.excused
        return self.missed

    def _once(self, what: Hashable, make: Callable[[], Any]) -> Any:
        return self.known.once((id(self.policy), id(self.offer), what), make)

    def best(self, supplies: Supplies) -> tuple[Completion, ...]:
        """Return the best completions from `supplies` and what excuses give."""
        return alone(self.field(supplies, self.excused))

    def field(self, supplies: Supplies, things: Collection[str]) -> Field:
        """Return `supplies` with what they may be completed to, and what excuses for `things` give.

        Where an excuse gives a part of the worth, of the ways with and without it the better one
        for the week is returned.
        """
        whole = self.allowed()
        if self.policy.excuses is Excused.PRESENT and things:
            supplies = {**supplies, **granted(self.policy, self.offer, things)}
        plain = self._field(whole, supplies)
        if self.policy.excuses is not Excused.PARTIAL or not things:
            return plain
        eased = self._field(partly_excused(self.policy, whole, things), supplies)
        earned = [total(alone(each)) for each in (plain, eased)]
        return eased if earned[1] > earned[0] or not self.own else plain

    def _field(self, every: Sequence[Candidate], supplies: Supplies) -> Field:
        unit = self.policy.unit_of(self.offer.week)
        by_unit = asking(self.policy.requirements, Period.UNIT)
        return Field(every, supplies, self.own, None if unit is None else unit.title, by_unit)
