"""A unit beside its weeks: at least one live or make-up, ten points over it, and the whole term."""

from dataclasses import replace
from decimal import Decimal

from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.policies.policy import Excused, Period, Policy, Requirement, Unit
from bot.model.participation.standings.excuses import Excuse
from bot.model.participation.standings.explain import explain
from bot.model.participation.standings.reckoning import ELSEWHERE, Circumstances
from bot.model.participation.standings.reckoning import standing as reckon
from bot.model.participation.standings.standing import PeriodStanding, WeekState
from tests.support.participation import (
    ANA,
    ANY_TWO,
    ATTEND,
    DISCUSS,
    HELP,
    MAKE_UP,
    NEXT_WEEK,
    ZONE,
    act,
    attended,
    discussed,
    worths,
)
from tests.support.policies import UNITS
from tests.support.terms import OFFERS, at_week, in_week, stand

LIVE_TOO = replace(
    ANY_TWO,
    options=(ATTEND, MAKE_UP, DISCUSS, HELP),
    requirements=(
        Requirement(1, ("attend", "make-up", "discuss", "help")),
        Requirement(1, ("attend", "make-up"), Period.UNIT),
    ),
    units=UNITS,
)
HELPED = [act(Act.HELP, None, name=name) for name in "ab"]
AFTER = at_week(NEXT_WEEK, 4)


def in_weeks(week: int, *entries: Entry) -> list[Entry]:
    return [in_week(entry, week) for entry in entries]


def foundations(policy: Policy, *acts: Entry, excuses: tuple[Excuse, ...] = ()) -> PeriodStanding:
    return stand(acts, policy, AFTER, excuses).periods[0]


def test_the_week_takes_what_the_unit_cannot_use() -> None:
    acts = in_weeks(1, attended(), *HELPED)
    standing = stand(acts, LIVE_TOO, AFTER)
    assert [c.option for c in standing.week(1).counted] == ["help"]
    assert [c.option for c in standing.week(1).beyond] == ["attend"]
    unit = standing.periods[0]
    assert (unit.title, unit.closed) == ("Foundations", True)
    assert (unit.earned, unit.asked) == worths(1, 1)
    assert [(week, c.option) for week, c in unit.counted] == [(1, "attend")]
    assert standing.earned == 2
    assert standing.percent == Decimal(2) / 6 * 100


def test_one_completion_serves_one_requirement_and_the_week_comes_first() -> None:
    standing = stand(in_weeks(1, attended()), LIVE_TOO, AFTER)
    assert (standing.week(1).earned, standing.periods[0].earned) == worths(1, 0)
    assert standing.periods[0].impossible == 1


def test_a_unit_stays_open_until_its_last_week() -> None:
    standing = stand([], LIVE_TOO, at_week(NEXT_WEEK, 1))
    unit, later = standing.periods
    assert unit.state is WeekState.PROVISIONAL
    assert unit.possible == 1
    assert later.state is WeekState.AHEAD
    assert unit.step is not None
    assert unit.step.about == "s2"
    assert [each.key for each in standing.week(1).lost] == ["attend", "make-up", "discuss", "help"]


def test_an_excused_session_does_what_the_policy_says_for_the_unit_too() -> None:
    whole = tuple(Excuse("ana", week) for week in (1, 2))
    left_out = foundations(LIVE_TOO, excuses=whole)
    assert left_out.state is WeekState.EXCUSED
    assert left_out.asked == 0
    assert (left_out.note, left_out.title) == ("Excused from all of it.", "Foundations")
    assert (left_out.first, left_out.last, left_out.per) == (1, 2, Period.UNIT)
    present = replace(LIVE_TOO, excuses=Excused.PRESENT)
    assert foundations(present, excuses=whole).earned == 1
    half = replace(LIVE_TOO, excuses=Excused.PARTIAL)
    assert foundations(half, excuses=whole).earned == Decimal("0.5")


def test_a_unit_that_nothing_can_count_for_is_not_asked() -> None:
    empty = [replace(offer, things=()) for offer in OFFERS]
    around = Circumstances(ZONE, (), {})
    unit = reckon(LIVE_TOO, ANA, empty, {}, AFTER, around).periods[0]
    assert (unit.state, unit.asked) == (WeekState.NOT_ASKED, Decimal(0))
    assert unit.note == "Nothing is left that it could count."


def test_points_over_a_unit_with_a_soft_cap() -> None:
    points = replace(
        LIVE_TOO,
        options=tuple(replace(o, worth=Decimal(3)) for o in LIVE_TOO.options),
        requirements=(Requirement(0, ("attend", "discuss"), Period.UNIT, Decimal(4), Decimal(5)),),
    )
    acts = [*in_weeks(1, attended(), *discussed()), *in_weeks(2, attended())]
    unit = foundations(points, *acts)
    assert (unit.earned, unit.asked, unit.possible) == worths(6, 4, 0)
    standing = stand(acts, points, AFTER)
    assert standing.week(1).state is WeekState.NOT_ASKED
    assert standing.week(1).note == ELSEWHERE
    assert [option.key for option in standing.week(1).options] == [
        "attend", "make-up", "discuss", "help",
    ]  # fmt: skip
    assert standing.percent == Decimal(6) / 8 * 100


def test_the_term_takes_what_weeks_and_units_leave() -> None:
    asked = (*LIVE_TOO.requirements, Requirement(2, ("discuss", "help"), Period.TERM))
    policy = replace(LIVE_TOO, requirements=asked)
    acts = in_weeks(1, attended(), *discussed(), *HELPED)
    standing = stand(acts, policy, AFTER)
    assert [each.per for each in standing.periods] == [Period.UNIT, Period.UNIT, Period.TERM]
    term = standing.periods[-1]
    assert (term.earned, term.asked) == worths(1, 2)
    assert (term.first, term.last) == (1, 4)
    assert [c.option for _, c in standing.periods[0].counted] == ["attend"]


def test_the_acts_say_that_the_unit_counts_them() -> None:
    acts = in_weeks(1, attended(), *HELPED)
    week = stand(acts, LIVE_TOO, AFTER).week(1)
    lines = {line.entry.act: line.why for line in explain(LIVE_TOO, week, OFFERS[0], acts)}
    assert lines == {
        Act.ATTEND: "Counts for “Attend”, towards its unit.",
        Act.HELP: "Counts for “Help others”.",
    }
    assert [o.why for o in week.options if o.key == "attend"] == ["Counts 1, beyond this week."]


def test_an_option_may_count_for_the_week_and_its_unit() -> None:
    policy = replace(
        LIVE_TOO,
        options=(replace(HELP, times=2),),
        requirements=(Requirement(1, ("help",)), Requirement(1, ("help",), Period.UNIT)),
    )
    helped = [act(Act.HELP, None, name=name) for name in "abcd"]
    week = stand(in_weeks(1, *helped), policy, AFTER).week(1)
    assert [(option.times, option.why) for option in week.options] == [
        (2, "Counts 2, partly beyond this week.")
    ]


def test_weeks_outside_any_unit_ask_only_their_own() -> None:
    policy = replace(LIVE_TOO, units=(Unit("Second", 2, 2),))
    standing = stand(in_weeks(1, attended(), *HELPED), policy, AFTER)
    assert standing.week(1).beyond == ()
    assert [each.title for each in standing.periods] == ["Second"]
