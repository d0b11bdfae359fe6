"""Standings over a term: each week by its policy, and unchanged between two moments."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.policies.policy import Late, Period, Policy, Requirement, Unit
from bot.model.participation.standings.excuses import Excuse
from bot.model.participation.standings.record import (
    Record,
    circumstances,
    open_makeups,
    reckoned_at,
    standings,
    weeks_until,
)
from bot.model.participation.standings.standing import WeekState, locks_at
from bot.model.participation.standings.tally import by_person, recount
from bot.model.time.due import local_due
from bot.model.time.zones import ZoneHistory
from tests.support.instants import wall
from tests.support.sample import ANA, BEN, COURSE, POLICY, at, discussion, entry, session

LIMITS = session("limits", at(hours=10))
SERIES = session("series", at(days=7, hours=10))
MINDS = replace(
    discussion("minds", at(hours=9)),
    posts_due=local_due(wall("2026-09-10 23:59"), COURSE.zone),
    closes=local_due(wall("2026-09-13 23:59"), COURSE.zone),
)
TWICE = replace(POLICY, version=2, requirements=(replace(POLICY.requirements[0], choose=2),))


def record(*entries: Entry, policies: Mapping[int, Policy] | None = None) -> Record:
    """Return a course of two sessions and a discussion with these acts."""
    return Record(
        course=COURSE,
        policies=policies or dict.fromkeys(range(1, 16), POLICY),
        people=(ANA, BEN),
        sessions=(LIMITS, SERIES),
        discussions=(MINDS,),
        makeups={LIMITS.id: at(days=4)},
        zones={
            ANA.id: ZoneHistory(COURSE.zone, ((at(0), "America/Bogota"),)),
            BEN.id: ZoneHistory(COURSE.zone, ((at(0), "Asia/Kolkata"),)),
        },
        excuses=(),
        choices={},
        acts=by_person(recount(POLICY, entries)),
    )


ATTENDED = entry(ANA, Act.ATTEND, at(hours=10), LIMITS.id)


def test_each_week_follows_the_policy_that_rules_it() -> None:
    mixed = record(ATTENDED, policies={1: POLICY, 2: TWICE})
    standing = standings(mixed, (ANA,), (1, 2, 3), at(days=8))[ANA.id]
    assert [(week.week, week.asked) for week in standing.weeks] == [
        (1, Decimal(1)),
        (2, Decimal(2)),
    ]
    assert (standing.week(1).earned, standing.policy) == (Decimal(1), 2)


def test_a_week_that_isn_t_asked_leaves_the_others_as_they_are() -> None:
    late = replace(ANA, enrolled=at(days=7).date())
    standing = standings(record(), (late,), (1, 2), at(days=8))[ANA.id]
    assert [(week.week, week.is_asked) for week in standing.weeks] == [(1, False), (2, True)]
    assert standing.week(1).note == "Not yet enrolled in this week."


def test_what_decides_besides_acts_is_the_record_s() -> None:
    excuses, choices = (Excuse(ANA.id, 1),), {(ANA.id, 1): ("attend",)}
    whole = replace(record(), excuses=excuses, choices=choices)
    locks = locks_at(POLICY, COURSE, 1)
    found = circumstances(whole, locks, steps=False)
    assert (found.zone, found.excuses, found.choices) == (COURSE.zone, excuses, choices)
    assert (found.locked, found.steps) == (frozenset({1}), False)
    before = circumstances(whole, locks - timedelta(microseconds=1))
    assert (before.locked, before.steps) == (frozenset(), True)
    week = standings(whole, (ANA,), (1,), locks)[ANA.id].week(1)
    assert (week.state, week.note) == (WeekState.EXCUSED, "Excused from this week.")
    assert standings(record(), (ANA,), (1,), locks)[ANA.id].week(1).state is WeekState.LOCKED


def test_before_anything_can_have_changed_the_present_is_as_good() -> None:
    assert reckoned_at(record(), 1, (), at(days=-30)) == at(days=-30)
    assert reckoned_at(record(), 1, (at(days=-40),), at(days=-30)) == at(days=-40)


def test_nobody_reads_anybody_elses_acts() -> None:
    found = standings(record(ATTENDED), (ANA, BEN), (1,), at(days=1))
    assert [found[who.id].earned for who in (ANA, BEN)] == [1, 0]


def test_own_clocks_decide_what_is_still_possible() -> None:
    friday = datetime(2026, 9, 14, 1, tzinfo=UTC)
    found = standings(record(), (ANA, BEN), (1,), friday)
    assert found[ANA.id].week(1).state is WeekState.PROVISIONAL
    assert weeks_until(record(), at(days=8)) == range(1, 3)
    assert weeks_until(record(), at(days=400)) == range(1, 16)


@given(st.integers(0, 20 * 24 * 60), st.integers(0, 2 * 24 * 60))
def test_an_export_is_reckoned_for_the_last_moment_that_changed_anything(
    minutes: int, later: int
) -> None:
    whole = record(ATTENDED)
    now = at(minutes=minutes)
    moment = reckoned_at(whole, 1, (ATTENDED.at,), now)
    assert moment <= now
    assert standings(whole, (ANA, BEN), (1,), moment) == standings(whole, (ANA, BEN), (1,), now)
    after = now + timedelta(minutes=later)
    again = reckoned_at(whole, 1, (ATTENDED.at,), after)
    assert again >= moment
    if again == moment:
        assert standings(whole, (ANA,), (1,), after) == standings(whole, (ANA,), (1,), now)


def test_what_a_week_still_lets_one_make_up() -> None:
    assert open_makeups(record(), ANA.id, 1, at(days=4, minutes=-1)) == [LIMITS.id]
    assert open_makeups(record(), ANA.id, 1, at(days=4)) == []
    assert open_makeups(record(), ANA.id, 2, at(days=1)) == []
    for act in (Act.ATTEND, Act.MAKE_UP):
        done = record(entry(ANA, act, at(hours=10), LIMITS.id))
        assert open_makeups(done, ANA.id, 1, at(days=1)) == []
        assert open_makeups(done, BEN.id, 1, at(days=1)) == [LIMITS.id]
    company = replace(record(), sessions=(replace(LIMITS, counted=False), SERIES))
    assert open_makeups(company, ANA.id, 1, at(days=1)) == []


def test_things_are_named_by_their_titles() -> None:
    assert record().title(LIMITS.id) == "Limits"
    assert record().title(MINDS.id) == "Minds"
    assert record().title("gone") == record().title(None) == ""


def test_a_unit_goes_by_the_policy_that_rules_its_last_week() -> None:
    by_unit = Requirement(1, ("attend",), Period.UNIT)
    weekly = replace(POLICY.requirements[0], options=("make-up",))
    before = replace(POLICY, requirements=(weekly, by_unit), units=(Unit("Start", 1, 2),))
    after = replace(before, version=2, requirements=(weekly,))
    both = record(ATTENDED, policies={1: before, 2: before})
    found = standings(both, (ANA,), (1,), at(days=1))[ANA.id]
    assert [week.week for week in found.weeks] == [1]
    assert [(each.title, each.earned) for each in found.periods] == [("Start", Decimal(1))]
    changed = record(ATTENDED, policies={1: before, 2: after})
    assert standings(changed, (ANA,), (1, 2), at(days=1))[ANA.id].periods == ()
    other = replace(before, version=2, units=(Unit("Later", 2, 2),))
    kept = record(ATTENDED, policies={1: before, 2: other})
    found = standings(kept, (ANA,), (1, 2), at(days=1))[ANA.id]
    assert [each.title for each in found.periods] == ["Start", "Later"]


def test_a_week_changes_when_late_acts_stop_counting() -> None:
    late = Late(timedelta(hours=6), timedelta(hours=30))
    options = tuple(replace(option, late=late) for option in POLICY.options)
    policies = dict.fromkeys(range(1, 16), replace(POLICY, options=options))
    closes = LIMITS.ends + timedelta(hours=36)
    moment = reckoned_at(record(policies=policies), 1, (), closes)
    assert moment == closes
    assert reckoned_at(record(), 1, (), closes) < closes
