"""What another policy would do is shown before, and weeks before it stay as they were."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.policies.policy import Period, Policy, Requirement, Unit
from bot.model.participation.review.differences import (
    Decision,
    differences,
    in_words,
    marks_of,
)
from bot.model.participation.review.simulation import (
    Proposal,
    applied,
    from_now_on,
    simulate,
)
from bot.model.participation.standings.record import Record, standings, weeks_until
from bot.model.participation.standings.tally import by_person, recount
from bot.model.time.weeks import week_of
from bot.model.time.zones import ZoneHistory
from tests.support.sample import ANA, BEN, CHO, COURSE, POLICY, at, entry, session

WEEKS = 6
NOW = at(days=7 * 4 + 2)
"""Wednesday of the fifth week: weeks 1 to 3 are locked."""
SESSIONS = [session(f"s{n}", at(days=7 * n, hours=10)) for n in range(WEEKS)]
CAME = [
    entry(person, Act.ATTEND, at(days=7 * n, hours=10, minutes=1), SESSIONS[n].id)
    for person in (ANA, BEN)
    for n in range(4)
]
TWO = replace(POLICY, version=2, requirements=(Requirement(2, ("attend", "make-up", "discuss")),))


def record(entries: Sequence[Entry] = CAME) -> Record:
    """Return a course of three students, counted by its first policy."""
    return Record(
        course=COURSE,
        policies=dict.fromkeys(range(1, 16), POLICY),
        people=(ANA, BEN, CHO),
        sessions=SESSIONS,
        discussions=(),
        makeups={},
        zones={ANA.id: ZoneHistory("America/Bogota")},
        excuses=(),
        choices={},
        acts=by_person(recount(POLICY, entries)),
    )


def test_the_present_week_is_the_first_that_changes_by_itself() -> None:
    assert from_now_on(COURSE, NOW) == 5
    assert from_now_on(COURSE, at(days=-30)) == 1
    assert from_now_on(COURSE, at(days=700)) == 15


def test_it_says_whom_it_changes_and_by_how_much() -> None:
    found = simulate(record(), CAME, [Proposal(TWO, 3)], NOW)
    assert (found.weeks, found.locked) == ((3, 4, 5), (3,))
    assert (found.students, found.up, found.down) == (3, 0, 2)
    ana = next(each for each in found.effects if each.person == ANA.id)
    assert ana.weeks == (3, 4, 5)
    assert (ana.before.earned, ana.after.earned) == (Decimal(4), Decimal(4))
    assert ana.change < 0


def test_the_digest_is_another_once_anything_is() -> None:
    proposal = Proposal(TWO, 5)
    before = simulate(record(), CAME, [proposal], NOW).digest
    assert simulate(record(), CAME, [proposal], NOW).digest == before
    more = [*CAME, entry(CHO, Act.ATTEND, at(days=7, hours=10, minutes=1), SESSIONS[1].id)]
    assert simulate(record(more), more, [proposal], NOW).digest != before
    assert simulate(record(), CAME, [Proposal(TWO, 6)], NOW).digest != before
    binding = Proposal(replace(TWO, binding=True), 5)
    assert simulate(record(), CAME, [binding], NOW).digest != before


ACTS = st.lists(
    st.builds(
        entry,
        st.sampled_from([ANA, BEN, CHO]),
        st.sampled_from([Act.ATTEND, Act.POST, Act.MAKE_UP, Act.HELP]),
        st.integers(0, 4 * 7 * 24).map(lambda hours: at(hours=hours)),
        st.sampled_from([None, *(each.id for each in SESSIONS)]),
    ),
    max_size=12,
    unique_by=lambda each: each.id,
).map(
    lambda some: [
        replace(each, week=next((s.week for s in SESSIONS if s.id == each.about), each.week))
        for each in some
    ]
)
POLICIES = st.builds(
    lambda choose, worths, minimum, days, binding: replace(
        POLICY,
        version=2,
        requirements=(Requirement(choose, ("attend", "make-up", "discuss")),),
        options=tuple(
            replace(
                option,
                worth=Decimal(worth),
                parts=tuple(replace(part, minimum=minimum) for part in option.parts),
            )
            for option, worth in zip(POLICY.options, worths, strict=True)
        ),
        locks_after=timedelta(days=days),
        binding=binding,
    ),
    st.integers(1, 3),
    st.tuples(*[st.integers(1, 3)] * 3),
    st.integers(0, 120),
    st.integers(0, 30),
    st.booleans(),
)


@given(ACTS, POLICIES, st.integers(1, 15))
def test_a_change_leaves_the_weeks_before_it_untouched(
    entries: list[Entry], policy: Policy, since: int
) -> None:
    before = record(entries)
    after = applied(before, entries, Proposal(policy, since))
    weeks = weeks_until(before, NOW)
    old = standings(before, before.students, weeks, NOW)
    new = standings(after, after.students, weeks, NOW)
    for person in old:
        for week in range(1, min(since, len(weeks) + 1)):
            assert new[person].week(week) == old[person].week(week)


@given(ACTS, POLICIES)
def test_by_itself_a_change_leaves_locked_weeks_untouched(
    entries: list[Entry], policy: Policy
) -> None:
    before = record(entries)
    proposal = Proposal(policy, from_now_on(COURSE, NOW))
    found = simulate(before, entries, [proposal], NOW)
    locked = before.locked(NOW)
    assert found.locked == ()
    assert not {week for each in found.effects for week in each.weeks} & locked
    after = applied(before, entries, proposal)
    old = marks_of(standings(before, before.students, sorted(locked), NOW).values())
    assert marks_of(standings(after, after.students, sorted(locked), NOW).values()) == old


@given(ACTS, POLICIES, st.integers(1, 5))
def test_what_is_shown_is_what_a_recount_gives(
    entries: list[Entry], policy: Policy, since: int
) -> None:
    after = applied(record(entries), entries, Proposal(policy, since))
    early = recount(POLICY, [each for each in entries if each.week < since])
    late = recount(policy, [each for each in entries if each.week >= since])
    assert {p: w for p, w in after.acts.items() if w} == by_person({**early, **late})
    assert all(week_of(COURSE, each.at) >= 1 for each in entries)


@given(ACTS, POLICIES, POLICIES, st.integers(1, 5), st.integers(1, 5))
def test_both_sides_are_as_each_is_reckoned_alone(
    entries: list[Entry], first: Policy, second: Policy, since: int, later: int
) -> None:
    before = record(entries)
    proposals = [Proposal(first, since), Proposal(replace(second, version=3), later)]
    found = simulate(before, entries, proposals, NOW)
    weeks = weeks_until(before, NOW)
    for side in (before, found.after):
        alone = marks_of(standings(side, side.students, weeks, NOW).values())
        shown = [each.before if side is before else each.after for each in found.effects]
        assert marks_of(shown).items() <= alone.items()
    assert {week: found.after.policies[week].version for week in weeks} == {
        week: 3 if week >= later else 2 if week >= since else 1 for week in weeks
    }


@given(ACTS, POLICIES, st.integers(1, 5))
def test_what_it_changes_in_locked_weeks_is_what_a_comparison_gives(
    entries: list[Entry], policy: Policy, since: int
) -> None:
    before = record(entries)
    found = simulate(before, entries, [Proposal(policy, since)], NOW)
    touched = sorted(week for week in before.locked(NOW) if week >= since)
    assert found.locked == tuple(touched)
    old, new = (
        marks_of(standings(side, side.students, touched, NOW).values())
        for side in (before, found.after)
    )
    decided = Decision("key", COURSE.id, "version 2", "ines", NOW)
    assert found.decided(decided) == differences(old, new, decided)


def test_what_it_changes_in_a_locked_unit_is_told_of_the_unit() -> None:
    """Weeks ask for a discussion, the unit for having come, which is worth 2 from now on."""
    asked = (Requirement(1, ("discuss",)), Requirement(1, ("attend",), Period.UNIT))
    units = (Unit("First", 1, 2), Unit("Second", 3, 5))
    by_unit = replace(POLICY, requirements=asked, units=units)
    attend, *others = POLICY.options
    dearer = replace(by_unit, version=2, options=(replace(attend, worth=Decimal(2)), *others))
    before = replace(
        record(),
        policies=dict.fromkeys(range(1, 16), by_unit),
        acts=by_person(recount(by_unit, CAME)),
    )
    found = simulate(before, CAME, [Proposal(dearer, 1)], NOW)
    changed = found.decided(Decision("key", COURSE.id, "version 2", "ines", NOW))
    assert [(each.person, each.per, list(each.weeks)) for each in changed] == [
        (person.id, Period.UNIT, [1, 2]) for person in sorted((ANA, BEN, CHO), key=lambda p: p.id)
    ]
    assert {in_words(each) for each in changed} == {
        "from 1 of 1 to 2 of 2",
        "from 0 of 1 to 0 of 2",
    }


@given(ACTS, POLICIES, st.integers(1, 5))
def test_the_weeks_that_are_counted_otherwise_are_those_whose_tallies_change(
    entries: list[Entry], policy: Policy, since: int
) -> None:
    before = record(entries)
    found = simulate(before, entries, [Proposal(policy, since)], NOW).recounted(before)
    for week in range(1, 16):
        own = [each for each in entries if each.week == week]
        new = recount(policy if week >= since else POLICY, own)
        assert found.get(week, new) == new
        assert (week in found) == (new != recount(POLICY, own))


def test_what_counts_for_people_of_whom_nothing_had_counted_is_counted_anew() -> None:
    live = replace(POLICY, version=2, options=POLICY.options[:1],
                   requirements=(Requirement(1, ("attend",)),))  # fmt: skip
    wrote = [replace(entry(BEN, Act.POST, at(hours=12), "minds"), amount=90)]
    ruled = replace(
        record(()), policies=dict.fromkeys(range(1, 16), live), acts=by_person(recount(live, wrote))
    )
    found = simulate(ruled, wrote, [Proposal(replace(POLICY, version=3), 1)], NOW)
    assert found.recounted(ruled) == {1: recount(POLICY, wrote)}


@given(ACTS, ACTS, POLICIES, st.integers(1, 5))
def test_who_is_simulated_later_is_as_if_all_were(
    entries: list[Entry], more: list[Entry], policy: Policy, since: int
) -> None:
    proposals = [Proposal(policy, since)]
    every = list({each.id: each for each in [*entries, *more]}.values())
    before, now = record(entries), record(every)
    moved = {each.person for each in more}
    alone = replace(
        now,
        people=[each for each in now.people if each.id in moved],
        acts={who: own for who, own in now.acts.items() if who in moved},
    )
    own = [each for each in every if each.person in moved]
    later = simulate(alone, own, proposals, NOW)
    amended = simulate(before, entries, proposals, NOW).amended(later, moved)
    fresh = simulate(now, every, proposals, NOW)
    assert {each.person: each for each in amended.effects} == {
        each.person: each for each in fresh.effects
    }
    decided = Decision("key", COURSE.id, "version 2", "ines", NOW)
    assert amended.decided(decided) == fresh.decided(decided)
    assert amended.recounted(now) == fresh.recounted(now)
