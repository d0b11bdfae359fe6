"""What somebody may have at most, and how that goes into a gradebook's column."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.model.gradebook.export import most_of
from bot.model.gradebook.scaling import Scaling, cut_by_moodle, scaling
from bot.model.participation.policies.policy import Period, Policy, Requirement
from tests.support.gradebook import a_week, row
from tests.support.participation import ANY_TWO, ATTEND, DISCUSS

TEN, FORTY = Decimal(10), Decimal(40)
POINTS = replace(
    ANY_TWO,
    options=(replace(ATTEND, worth=Decimal(2)), replace(DISCUSS, worth=Decimal("1.5"))),
    requirements=(Requirement(0, ("attend", "discuss"), points=TEN, cap=Decimal("12.5")),),
)


def test_the_most_is_the_cap_and_the_worthiest_act_that_crosses_it() -> None:
    assert most_of(POINTS, Period.WEEK, TEN, TEN) == Decimal("14.5")
    assert most_of(POINTS, Period.WEEK, FORTY, TEN) == 58
    assert most_of(POINTS, Period.UNIT, TEN, TEN) is None


@pytest.mark.parametrize(
    "policy",
    [ANY_TWO, replace(POINTS, requirements=(Requirement(0, ("attend",), points=TEN),))],
)
def test_without_a_cap_there_is_no_most(policy: Policy) -> None:
    assert most_of(policy, Period.WEEK, TEN, TEN) is None


@pytest.mark.parametrize(
    ("column", "given"),
    [(None, "12.5"), ("0", "12.5"), ("10", "12.5"), ("12.5", "12.5"), ("14.5", "12.5"),
     ("15", "18.75"), ("100", "125"), ("5", "6.25")],
)  # fmt: skip
def test_only_a_column_with_other_points_scales(column: str | None, given: str) -> None:
    scaled = Scaling(TEN, Decimal("14.5"), None if column is None else Decimal(column))
    assert scaled.points(replace(row("Amara", "12.5"), asked=TEN)) == Decimal(given)


def test_halves_of_a_cent_go_up_and_nothing_is_no_grade() -> None:
    scaled = Scaling(TEN, None, None)
    assert scaled.points(replace(row("Amara", "0.13"), exact=Decimal("0.125"))) == Decimal("0.13")
    with pytest.raises(ValueError, match=r"^Amara has no grade to scale\.$"):
        scaled.points(row("Amara", None))


def test_how_grades_go_in_is_said_where_it_is_known() -> None:
    assert Scaling(TEN, None, None).note("Week 3", "there") == ""
    assert Scaling(TEN, None, None).above([FORTY], "Week 3") == ""
    assert Scaling(TEN, None, Decimal(0)).above([FORTY], "Week 3") == ""
    assert Scaling(TEN, None, FORTY).note("Week 3", "there") == (
        "“Week 3” has 40 points there and 10 here, so every grade is scaled by 40/10."
    )
    assert Scaling(TEN, Decimal("14.5"), Decimal(12)).note("Week 3", "there") == (
        "“Week 3” has 12 points there, room for what is more than 10, so every grade goes in as "
        "it is."
    )
    nobody = scaling(replace(a_week(), most=TEN), FORTY)
    assert nobody == Scaling(Decimal(0), TEN, FORTY)


def test_what_is_above_a_column_is_told_for_one_and_for_several() -> None:
    into = Scaling(full=Decimal(2), most=Decimal(3), column=Decimal(2))
    assert into.above([Decimal(2)], "Week 3") == ""
    one = into.above([Decimal(2), Decimal("2.5")], "Week 3")
    assert one.startswith("1 grade is above the 2 points of “Week 3”: it goes in")
    several = into.above([Decimal(3), Decimal("2.5")], "Week 3")
    assert several.startswith("2 grades are above the 2 points of “Week 3”: they go in")


def test_what_moodle_would_cut_is_told_with_what_to_set() -> None:
    week = a_week(row("Amara", "2.5"), row("Bo", "2"), row("Chen", None), row("Dana", "2.25"))
    assert cut_by_moodle(week, Decimal(100)) == (
        "2 earned more than was asked. Moodle cuts a grade at the item's maximum: set "
        f"{week.column} there to 2.5 at least."
    )
    assert cut_by_moodle(week, Decimal("2.25")).startswith("1 earned more than was asked.")
    assert cut_by_moodle(week, Decimal(2)) == ""


@pytest.mark.parametrize(
    ("most", "to"),
    [
        ("3", "3, the most that somebody may have."),
        ("2.5", "2.5, the most that somebody may have."),
        ("4", "2.5 at least."),
        ("2.25", "2.5 at least."),
    ],
)
def test_moodle_is_given_the_most_that_somebody_may_have_where_it_fits(most: str, to: str) -> None:
    week = replace(a_week(row("Amara", "2.5")), most=Decimal(most))
    assert cut_by_moodle(week, Decimal(3)).endswith(f"there to {to}")
