"""Points, units, outcomes, late rules and drops that can't work say so."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given

from bot.chat.codec import Codec
from bot.model.participation.policies.policy import Late, Outcome, Period, Policy, Requirement, Unit
from bot.model.participation.policies.problems import Problem, problems
from tests.support.participation import ANY_TWO, ATTEND, DISCUSS
from tests.support.policies import policies

KEYS = ("attend", "discuss")


def asking(*requirements: Requirement, units: tuple[Unit, ...] = ()) -> Policy:
    return replace(ANY_TWO, requirements=requirements, units=units)


def teaching(*outcomes: str) -> Policy:
    options = (replace(ATTEND, outcomes=outcomes), *ANY_TWO.options[1:])
    return replace(ANY_TWO, options=options, outcomes=(Outcome("argue", "Argue"),))


def late(rule: Late) -> Policy:
    return replace(ANY_TWO, options=(*ANY_TWO.options[:2], replace(DISCUSS, late=rule)))


def points(asked: str, cap: str | None = None, per: Period = Period.WEEK) -> Requirement:
    return Requirement(0, KEYS, per, Decimal(asked), None if cap is None else Decimal(cap))


TERM = points("1", "2", Period.TERM)


@pytest.mark.parametrize(
    ("policy", "path", "text"),
    [
        (asking(points("0")), ("requirements", 0, "points"), "Ask for more than 0 points"),
        (
            asking(points("3")),
            ("requirements", 0, "points"),
            "This asks for 3 points, but its options are worth 2 a week at most: ask for fewer, "
            "add options, or let one count more often",
        ),
        (
            asking(points("2", "1")),
            ("requirements", 0, "cap"),
            "The cap is below the points asked, so nobody could reach them: raise it",
        ),
        (
            asking(replace(points("1"), choose=1)),
            ("requirements", 0, "points"),
            "A requirement asks for options or for points: make two of it to ask for both",
        ),
        (
            asking(replace(points("1", "2"), points=None, choose=1)),
            ("requirements", 0, "cap"),
            "Only points have a cap: say how many points are asked",
        ),
        (
            asking(Requirement(1, KEYS, Period.UNIT)),
            ("requirements", 0, "per"),
            "The policy has no units: say which weeks each of them has",
        ),
        (
            asking(Requirement(5, KEYS, Period.UNIT), units=(Unit("A", 1, 2), Unit("B", 3, 9))),
            ("requirements", 0, "choose"),
            "This asks for 5, but its options can count 4 times a unit at most: ask for fewer, "
            "add options, or let one count more often",
        ),
        (
            replace(ANY_TWO, units=(Unit("A", 1, 3), Unit("B", 3, 4))),
            ("units", 1, "weeks"),
            "“B” and “A” share weeks: each week is in one unit",
        ),
        (
            replace(ANY_TWO, units=(Unit("A", 1, 3), Unit("A", 4, 4))),
            ("units", 1, "title"),
            "There are two units called “A”: rename one",
        ),
        (
            replace(ANY_TWO, units=(Unit("A", 0, 3),)),
            ("units", 0, "weeks"),
            "“A” has no weeks: they count from 1, and the first comes first",
        ),
        (
            teaching("argu"),
            ("options", 0, "outcomes", 0),
            "There is no outcome “argu”: did you mean “argue”?",
        ),
        (teaching("argue", "argue"), ("options", 0, "outcomes", 1), "“argue” is listed twice"),
        (
            replace(ANY_TWO, outcomes=(Outcome("a", "A"), Outcome("a", "B"))),
            ("outcomes", 1, "key"),
            "There are two outcomes called “a”: rename one",
        ),
        (
            replace(ANY_TWO, outcomes=(Outcome("No", "A"),)),
            ("outcomes", 0, "key"),
            "“No” is no key: use small letters, digits and hyphens",
        ),
        (
            late(Late()),
            ("options", 2, "late"),
            "Say how late “Discuss” may come: a grace, over how long it falls, or to what",
        ),
        (
            late(Late(floor=Decimal(2))),
            ("options", 2, "late", "floor"),
            "What late falls to lies between 0 and 1 (100%)",
        ),
        (
            late(Late(grace=-timedelta(hours=1))),
            ("options", 2, "late"),
            "“Discuss” can't be late by less than nothing",
        ),
        (replace(ANY_TWO, drops=-1), ("drops",), "Drop no week, 0, or so many of the lowest"),
        (
            replace(asking(Requirement(1, KEYS, Period.TERM)), drops=1),
            ("drops",),
            "Nothing is asked by the week, so no week can be dropped",
        ),
    ],
)
def test_what_cannot_work_says_so(policy: Policy, path: tuple[str | int, ...], text: str) -> None:
    assert problems(policy) == (Problem(path, text),)


def test_caps_are_compared_only_where_they_can_be() -> None:
    unknown = tuple(replace(each, options=("x",)) for each in (points("1", "2"), TERM))
    assert [each.path for each in problems(asking(*unknown))] == [
        ("requirements", 0, "options", 0),
        ("requirements", 1, "options", 0),
    ]
    chosen = replace(TERM, points=None, choose=1)
    (found,) = problems(asking(points("1", "2"), chosen))
    assert found.text == "Only points have a cap: say how many points are asked"


@given(policies())
def test_any_policy_is_kept_as_it_is(policy: Policy) -> None:
    assert problems(policy) == ()
    kept: Codec[Policy] = Codec(Policy)
    assert kept.from_json(kept.to_json(policy)) == policy
