"""A policy that can't work says so, with the place and the remedy."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import (
    Excused,
    Option,
    Part,
    Period,
    Policy,
    Requirement,
    Unit,
    Within,
    figure,
)
from bot.model.participation.policies.problems import Problem, problems
from tests.support.participation import ANY_TWO, ATTEND, DISCUSS, HELP, MAKE_UP

BY_CHOICE = replace(ANY_TWO, options=(ATTEND, DISCUSS, HELP))


def asking(choose: int, *keys: str) -> Policy:
    return replace(BY_CHOICE, requirements=(Requirement(choose, keys),))


def only(policy: Policy) -> Problem:
    (problem,) = problems(policy)
    return problem


def test_a_policy_that_works_has_none() -> None:
    assert problems(ANY_TWO) == ()
    assert problems(asking(3, "attend", "discuss", "help")) == ()


def test_three_of_two_options() -> None:
    problem = only(asking(3, "attend", "discuss"))
    assert problem.path == ("requirements", 0, "choose")
    assert problem.text == (
        "This asks for 3, but its options can count 2 times a week at most: ask for fewer, "
        "add options, or let one count more often"
    )


def test_an_option_worth_nothing_cannot_fill_a_choice() -> None:
    free = replace(BY_CHOICE, options=(replace(ATTEND, worth=Decimal(0)), DISCUSS))
    asked = replace(free, requirements=(Requirement(2, ("attend", "discuss")),))
    paths = [problem.path for problem in problems(asked)]
    assert paths == [("options", 0, "worth"), ("requirements", 0, "choose")]


def test_an_option_that_may_count_twice_makes_three_of_two_possible() -> None:
    options = (replace(ATTEND, times=2), DISCUSS)
    requirements = (Requirement(3, ("attend", "discuss")),)
    policy = replace(BY_CHOICE, options=options, requirements=requirements)
    assert problems(policy) == ()
    capped = replace(policy, options=(replace(ATTEND, times=2, cap=Decimal(1)), DISCUSS))
    assert only(capped).path == ("requirements", 0, "choose")


def test_an_unknown_option_gets_a_suggestion() -> None:
    problem = only(asking(1, "attend", "discus"))
    assert problem.path == ("requirements", 0, "options", 1)
    assert problem.text == "There is no option “discus”: did you mean “discuss”?"
    assert only(asking(1, "attend", "xyz")).text == "There is no option “xyz”"


def points(per: Period, *keys: str, cap: int | None = None) -> Requirement:
    return Requirement(0, keys, per, Decimal(1), None if cap is None else Decimal(cap))


@pytest.mark.parametrize("cap", [None, 2])
def test_a_week_and_a_longer_period_cannot_ask_for_points_of_one_option(cap: int | None) -> None:
    week, unit = points(Period.WEEK, "discuss", cap=cap), points(Period.UNIT, "attend", "discuss")
    policy = replace(BY_CHOICE, requirements=(week, unit), units=(Unit("One", 1, 3),))
    problem = only(policy)
    assert problem.path == ("requirements", 1, "points")
    assert problem.text == (
        "“discuss” gives points by the week already, in requirement 1, and each completion counts "
        "once: choose a number of options here, or name other ones"
    )
    term = points(Period.TERM, "attend", cap=3)
    paths = [each.path for each in problems(replace(policy, requirements=(unit, term)))]
    assert paths == [("requirements", 1, "points")]


@pytest.mark.parametrize(
    "week",
    [
        points(Period.WEEK, "attend", "help", cap=2),
        points(Period.UNIT, "discuss"),
        Requirement(1, ("discuss",)),
    ],
)
def test_points_of_one_period_of_other_options_or_beside_a_choice_go_together(
    week: Requirement,
) -> None:
    requirements = (week, points(Period.UNIT, "discuss", cap=2))
    policy = replace(BY_CHOICE, requirements=requirements, units=(Unit("One", 1, 3),))
    assert problems(policy) == ()


def test_an_option_listed_twice() -> None:
    problem = only(asking(1, "attend", "help", "attend"))
    assert problem == Problem(("requirements", 0, "options", 2), "“attend” is listed twice")


def test_an_optional_option_cannot_be_required() -> None:
    policy = replace(ANY_TWO, requirements=(Requirement(1, ("attend", "vote")),))
    problem = only(policy)
    assert problem.path == ("requirements", 0, "options", 1)
    assert problem.text == "“vote” is optional, so it never counts: take it out or make it count"


def test_choosing_none() -> None:
    expected = Problem(("requirements", 0, "choose"), "Choose at least 1 option")
    assert only(asking(0, "attend")) == expected


def test_a_policy_without_options_or_requirements() -> None:
    empty = Policy(1, "Empty", (), ())
    assert [problem.path for problem in problems(empty)] == [("options",), ("requirements",)]
    assert [problem.text for problem in problems(empty)] == [
        "The policy has no options: name at least one way to take part",
        "The policy asks for nothing: say how many options to choose",
    ]


def test_two_options_of_one_key() -> None:
    policy = replace(BY_CHOICE, options=(ATTEND, HELP, replace(DISCUSS, key="help")))
    policy = replace(policy, requirements=(Requirement(1, ("attend",)),))
    expected = Problem(("options", 2, "key"), "There are two options called “help”: rename one")
    assert only(policy) == expected


def part(**more: object) -> Part:
    return replace(Part((Act.HELP,)), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("option", "path", "text"),
    [
        (
            replace(HELP, key="Help us"),
            ("key",),
            "“Help us” is no key: use small letters, digits and hyphens",
        ),
        (replace(HELP, key=""), ("key",), "“” is no key: use small letters, digits and hyphens"),
        (replace(HELP, worth=Decimal(0)), ("worth",), "“Help others” must be worth more than 0"),
        (replace(HELP, worth=Decimal(-1)), ("worth",), "“Help others” must be worth more than 0"),
        (
            replace(HELP, worth=Decimal(2), cap=Decimal(1)),
            ("cap",),
            "“Help others” is capped below its worth, so it could never count: raise the cap",
        ),
        (replace(HELP, times=0), ("times",), "“Help others” must be able to count at least once"),
        (
            replace(HELP, minutes=0),
            ("minutes",),
            "Say how many minutes “Help others” takes: 1 or more",
        ),
        (
            replace(HELP, parts=()),
            ("parts",),
            "“Help others” says nothing to do: name an act that it asks for",
        ),
        (
            replace(HELP, parts=(part(), part(acts=()))),
            ("parts", 1, "acts"),
            "A part of “Help others” names no act",
        ),
        (
            replace(HELP, parts=(part(count=0),)),
            ("parts", 0, "count"),
            "A part of “Help others” must ask for at least 1 act",
        ),
        (
            replace(HELP, parts=(part(count=None),)),
            ("parts", 0, "count"),
            "Only a discussion says what it expects: give “Help others” a count",
        ),
        (
            replace(HELP, parts=(part(minimum=-1),)),
            ("parts", 0, "minimum"),
            "A minimum can't be below 0",
        ),
        (
            replace(HELP, parts=(part(share=Decimal("1.5")),)),
            ("parts", 0, "share"),
            "A share lies between 0 and 1 (100%)",
        ),
        (
            replace(HELP, parts=(part(share=Decimal("-0.1")),)),
            ("parts", 0, "share"),
            "A share lies between 0 and 1 (100%)",
        ),
        (
            replace(HELP, parts=(part(acts=(Act.ATTEND,)),), within=Within.DISCUSSION),
            ("parts", 0, "acts"),
            "“Help others” is within a discussion, where nobody can attend or make up",
        ),
        (
            replace(HELP, parts=(part(acts=(Act.MAKE_UP,), count=2),), within=Within.SESSION),
            ("parts", 0, "count"),
            "One session can be attended or made up once: let “Help others” ask for 1",
        ),
    ],
)
def test_an_impossible_option(option: Option, path: tuple[str | int, ...], text: str) -> None:
    requirements = (Requirement(1, ("discuss", "attend")),)
    policy = replace(BY_CHOICE, options=(option, DISCUSS, ATTEND), requirements=requirements)
    problem = only(policy)
    assert problem == Problem(("options", 0, *path), text)


@pytest.mark.parametrize(
    "option",
    [
        replace(HELP, cap=Decimal(1)),
        replace(HELP, key="help-2_b"),
        replace(HELP, minutes=1),
        replace(HELP, parts=(part(share=Decimal(1)),)),
        replace(HELP, parts=(part(share=Decimal(0), minimum=0),)),
        replace(HELP, parts=(part(acts=(Act.ATTEND,), count=2),)),
        replace(DISCUSS, key="own", parts=(Part((Act.POST,), count=None),)),
    ],
)
def test_an_option_at_the_edge_of_what_works(option: Option) -> None:
    policy = replace(BY_CHOICE, options=(option, MAKE_UP))
    assert problems(replace(policy, requirements=(Requirement(1, ("make-up",)),))) == ()


@pytest.mark.parametrize(
    ("policy", "path", "text"),
    [
        (
            replace(ANY_TWO, excuses=Excused.PARTIAL, excuse_fraction=Decimal(0)),
            "excuse_fraction",
            "An excuse is worth more than nothing, and at most the full worth: 100%",
        ),
        (
            replace(ANY_TWO, excuses=Excused.PARTIAL, excuse_fraction=Decimal("1.1")),
            "excuse_fraction",
            "An excuse is worth more than nothing, and at most the full worth: 100%",
        ),
        (
            replace(ANY_TWO, locks_after=timedelta(seconds=-1)),
            "locks_after",
            "A week can't lock before it ends",
        ),
        (
            replace(ANY_TWO, scale=Decimal(0)),
            "scale",
            "A full week must be worth more than 0 in the gradebook",
        ),
        (
            replace(ANY_TWO, free_weeks=frozenset({0, 2})),
            "free_weeks",
            "There is no week 0: weeks count from 1",
        ),
    ],
)
def test_impossible_settings(policy: Policy, path: str, text: str) -> None:
    assert only(policy) == Problem((path,), text)


def test_settings_that_do_not_matter_are_left_alone() -> None:
    assert problems(replace(ANY_TWO, excuse_fraction=Decimal(9))) == ()
    assert problems(replace(ANY_TWO, locks_after=timedelta(), scale=Decimal(1))) == ()
    whole = replace(ANY_TWO, excuses=Excused.PARTIAL, excuse_fraction=Decimal(1))
    assert problems(replace(whole, free_weeks=frozenset({1}))) == ()


def test_an_option_is_found_by_its_key() -> None:
    assert ANY_TWO.option("discuss") is DISCUSS
    with pytest.raises(KeyError, match="nothing"):
        ANY_TWO.option("nothing")


@pytest.mark.parametrize(
    ("worth", "text"),
    [("2", "2"), ("2.0", "2"), ("1.50", "1.5"), ("10", "10"), ("0.333", "0.33"), ("1E+1", "10")],
)
def test_a_worth_is_written_as_people_write_it(worth: str, text: str) -> None:
    assert figure(Decimal(worth)) == text
