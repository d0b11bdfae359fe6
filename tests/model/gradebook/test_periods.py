"""A unit as the gradebook gets it: what is asked beside its weeks, in a column of its own."""

from dataclasses import replace
from decimal import Decimal

from bot.model.gradebook.gradebook import GradebookWeek, Scope, summary
from bot.model.gradebook.periods import export_period, unit_number
from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.policies.policy import Period, Policy, Requirement
from bot.model.participation.standings.excuses import Excuse
from tests.support.participation import (
    ANA,
    ANY_TWO,
    ATTEND,
    COURSE,
    HELP,
    MAKE_UP,
    NEXT_WEEK,
    act,
    attended,
)
from tests.support.policies import UNITS
from tests.support.terms import at_week, in_week, stand

LIVE_TOO = replace(
    ANY_TWO,
    options=(ATTEND, MAKE_UP, HELP),
    requirements=(Requirement(1, ("help",)), Requirement(1, ("attend", "make-up"), Period.UNIT)),
    units=UNITS,
)
BEN = replace(ANA, id="ben", name="Ben")
OVER = at_week(NEXT_WEEK, 4)


def first_unit(
    *acts: Entry, policy: Policy = LIVE_TOO, excuses: tuple[Excuse, ...] = ()
) -> GradebookWeek:
    """Return the unit of weeks 1 and 2, in which Ben did nothing."""
    found = {
        ANA.id: stand(acts, policy, OVER, excuses),
        BEN.id: stand((), policy, OVER),
    }
    return export_period(COURSE, policy, (1, 2), Scope.UNIT, [ANA, BEN], found, OVER, locked=True)


def test_it_holds_what_the_unit_asks_and_nothing_of_the_weeks_own() -> None:
    unit = first_unit(in_week(attended(), 1), in_week(act(Act.HELP, None), 1))
    assert (unit.column, unit.scope, unit.unit, unit.week) == ("Participation U1", Scope.UNIT, 1, 2)
    assert unit.options == ("Attend", "Make-up")
    assert [(row.earned, row.asked, row.marks, row.status) for row in unit.rows] == [
        (Decimal(1), Decimal(1), (Decimal(1), Decimal(0)), "in full"),
        (Decimal(0), Decimal(1), (Decimal(0), Decimal(0)), "none"),
    ]
    assert (unit.ends - unit.starts).days == 13
    assert summary(unit)[0].startswith("Unit 1 of ")
    assert (unit.zone, unit.locked, unit.made_at) == (COURSE.zone, True, OVER)
    assert (unit.course, unit.policy, unit.most) == (COURSE.title, LIVE_TOO.version, None)


def test_who_is_excused_from_all_of_it_has_no_grade() -> None:
    unit = first_unit(excuses=tuple(Excuse("ana", week) for week in (1, 2)))
    assert [(row.earned, row.status) for row in unit.rows] == [
        (None, "excused"),
        (Decimal(0), "none"),
    ]


def test_who_was_asked_nothing_has_no_grade_and_no_points_are_asked_of_them() -> None:
    found = {ANA.id: stand((), ANY_TWO, OVER)}
    [ana] = export_period(
        COURSE, LIVE_TOO, (1, 2), Scope.UNIT, [ANA], found, OVER, locked=False
    ).rows
    assert (ana.earned, ana.asked, ana.status) == (None, Decimal(0), "not asked")
    assert ana.note == "Not asked."


def test_points_above_the_target_are_in_it_as_in_a_week() -> None:
    asked = Requirement(0, ("attend", "help"), Period.UNIT, Decimal(2), Decimal(3))
    policy = replace(
        LIVE_TOO,
        options=(replace(ATTEND, worth=Decimal(2)), replace(HELP, worth=Decimal(2))),
        requirements=(asked,),
    )
    acts = (in_week(attended(), 1), in_week(attended(), 2))
    ana, _ = first_unit(*acts, policy=policy).rows
    assert (ana.earned, ana.asked) == (Decimal(4), Decimal(2))
    assert first_unit(*acts, policy=policy).most == Decimal(5)


def test_units_are_numbered_in_the_order_of_their_weeks() -> None:
    mixed = replace(LIVE_TOO, units=UNITS[::-1])
    assert [unit_number(mixed, week) for week in (1, 2, 3, 4, 5)] == [1, 1, 2, 2, None]
