"""Which weeks an export is of: one, those up to it, its unit's, or the term's."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.refusal import Refusal
from bot.model.gradebook.gradebook import Scope
from bot.model.participation.policies.policy import Period, Policy


def exported_weeks(policies: Mapping[int, Policy], week: int, scope: Scope) -> tuple[int, ...]:
    """Return the weeks of an export that is asked for by one of them, in order.

    `policies` rule the weeks. Refusal where nothing is asked by the unit or the term, or the week
    is part of no unit.
    """
    if scope is Scope.TOTAL:
        return tuple(each for each in sorted(policies) if each <= week)
    if scope.per is Period.WEEK:
        return (week,)
    if not asks_of(policies, week, scope):
        raise Refusal(_nothing(policies[week], week, scope.per))
    unit = policies[week].unit_of(week)
    if scope.per is Period.TERM or unit is None:
        return tuple(sorted(policies))
    return tuple(each for each in unit.weeks if each in policies)


def asks_of(policies: Mapping[int, Policy], week: int, scope: Scope) -> bool:
    """Whether anything is asked by the unit that a week is part of, or by the term."""
    if scope.per is Period.TERM:
        return bool(policies[max(policies)].asks(Period.TERM))
    unit = policies[week].unit_of(week)
    if unit is None:
        return False
    last = max((each for each in unit.weeks if each in policies), default=week)
    return bool(policies[last].asks(Period.UNIT))


def _nothing(policy: Policy, week: int, per: Period) -> str:
    """Return why there is no unit or term to export, and what there is."""
    if per is Period.TERM:
        return "The policy asks for nothing over the term. of:total is the grade so far."
    if not policy.asks(Period.UNIT):
        return "The policy asks for nothing by the unit. Leave of out for the week itself."
    units = "; ".join(f"{each.title}, weeks {each.first} to {each.last}" for each in policy.units)
    return f"Week {week} is part of no unit. There are: {units}."
