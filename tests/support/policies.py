"""Any policy of both families, as hypothesis draws it, over the small class's options."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st

from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import (
    Excused,
    Late,
    Option,
    Outcome,
    Part,
    Period,
    Policy,
    Requirement,
    Unit,
)
from bot.model.participation.policies.problems import problems
from tests.support.participation import ANY_TWO, ATTEND, DISCUSS, HELP, MAKE_UP

POSTS = Option("posts", "Posts anywhere", (Part((Act.POST, Act.REPLY)),), minutes=10)
COUNTING = (ATTEND, MAKE_UP, DISCUSS, HELP, POSTS)
VOTING = ANY_TWO.option("vote")
KEYS = tuple(option.key for option in COUNTING)
OUTCOMES = (Outcome("argue", "Argue from evidence"), Outcome("listen", "Listen closely"))
UNITS = (Unit("Foundations", 1, 2), Unit("Practice", 3, 4))
WORTHS = st.sampled_from(["0.5", "1", "1", "2", "3"]).map(Decimal)
LATES = st.none() | st.builds(
    Late,
    st.integers(0, 24).map(lambda hours: timedelta(hours=hours)),
    st.integers(1, 96).map(lambda hours: timedelta(hours=hours)),
    st.sampled_from([Decimal(0), Decimal("0.25"), Decimal("0.5")]),
)


@st.composite
def requirements(draw: st.DrawFn, per: Period) -> Requirement:
    """Return a requirement of either family."""
    keys = tuple(draw(st.lists(st.sampled_from(KEYS), min_size=1, unique=True)))
    if draw(st.booleans()):
        return Requirement(draw(st.integers(1, 3)), keys, per)
    points = draw(st.integers(1, 6))
    cap = draw(st.none() | st.integers(0, 3))
    return Requirement(
        0, keys, per, Decimal(points), None if cap is None else Decimal(points + cap)
    )


@st.composite
def policies(draw: st.DrawFn, *, late: bool = True, longer: bool = True) -> Policy:
    """Return a policy that has no problems; `late` and `longer` periods may be left out."""
    options = tuple(
        replace(
            option,
            worth=draw(WORTHS),
            times=draw(st.integers(1, 3)),
            outcomes=tuple(draw(st.lists(st.sampled_from(["argue", "listen"]), unique=True))),
            late=draw(LATES) if late else None,
        )
        for option in COUNTING
    )
    periods = [
        Period.WEEK,
        *(draw(st.lists(st.sampled_from(Period), max_size=2)) if longer else ()),
    ]
    policy = Policy(
        1,
        "Any policy",
        (*options, VOTING),
        tuple(draw(requirements(per)) for per in periods),
        excuses=draw(st.sampled_from(Excused)),
        binding=draw(st.booleans()),
        free_weeks=frozenset(draw(st.sets(st.integers(1, 4), max_size=1))),
        outcomes=OUTCOMES,
        units=UNITS,
        drops=draw(st.integers(0, 2)),
    )
    policy = replace(
        policy, requirements=tuple(_possible(policy, each) for each in policy.requirements)
    )
    return replace(policy, requirements=tuple(_once(policy)))


def _possible(policy: Policy, requirement: Requirement) -> Requirement:
    """Return `requirement`, asking for no more than its options can count."""
    alone = replace(policy, requirements=(requirement,))
    if not problems(alone):
        return requirement
    if requirement.points is None:
        return replace(requirement, choose=1)
    least = min(policy.option(key).worth for key in requirement.options)
    return replace(requirement, points=least)


def _once(policy: Policy) -> Iterator[Requirement]:
    """Yield the requirements; what another period asks for points of already is chosen."""
    faults = {fault.path for fault in problems(policy)}
    for number, each in enumerate(policy.requirements):
        shared = ("requirements", number, "points") in faults
        yield Requirement(1, each.options, each.per) if shared else each
