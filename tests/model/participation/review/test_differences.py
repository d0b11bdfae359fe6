"""What changed in locked weeks is told from what stands, by whose decision, and read back."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.policies.policy import Period, Requirement
from bot.model.participation.review.differences import (
    Decision,
    Difference,
    Mark,
    as_locked,
    differences,
    in_words,
    lines,
    longer_differences,
    longer_marks_of,
    mark_of,
    marks_of,
    nobody_loses,
)
from bot.model.participation.standings.excuses import Excuse
from tests.support.participation import (
    ANY_TWO,
    NEXT_WEEK,
    WEEK,
    attended,
    discussed,
    stand,
    week_of,
)
from tests.support.policies import UNITS
from tests.support.terms import at_week, in_week
from tests.support.terms import stand as term_stand

MARKS = st.one_of(
    st.none(), st.builds(lambda n: Mark(Decimal(n) / 2, Decimal(3)), st.integers(0, 6))
)
WEEKS = st.tuples(st.sampled_from(["ana", "ben"]), st.integers(1, 3))


def decision(number: int = 1) -> Decision:
    """Return a decision of Ines's, the later the higher its number."""
    return Decision(f"k{number}", "c", "a note", "ines", NEXT_WEEK + timedelta(hours=number))


def test_a_week_is_marked_as_it_counts() -> None:
    assert mark_of(week_of([attended()])) == Mark(Decimal(1), Decimal(2))
    assert mark_of(week_of(excuses=[Excuse("ana", WEEK)])) is None


def test_what_a_decision_adds_is_a_difference_with_a_name() -> None:
    before = marks_of([stand([attended()])])
    after = marks_of([stand([attended(), *discussed()])])
    [changed] = differences(before, after, decision())
    assert (changed.person, changed.week, changed.by) == ("ana", WEEK, "ines")
    assert in_words(changed) == "+1"
    assert list(lines([changed], {"ines": "Ines Okafor"})) == [
        "week 3: +1 by decision of Ines Okafor: a note"
    ]


def test_each_person_s_week_has_a_difference_of_its_own_by_person_and_week() -> None:
    one, two = Mark(Decimal(1), Decimal(3)), Mark(Decimal(2), Decimal(3))
    before = {("ben", 1): one, ("ana", 2): None, ("ana", 1): one, ("cho", 1): two}
    after = {("ben", 1): two, ("ana", 2): one, ("cho", 1): two}
    found = differences(before, after, decision())
    assert [replace(each, id="") for each in found] == [
        Difference("", "c", who, week, was, now, "a note", "ines", decision().at)
        for who, week, was, now in (("ana", 1, one, None), ("ana", 2, None, one),
                                    ("ben", 1, one, two))
    ]  # fmt: skip
    others = differences(before, after, replace(decision(2), course="d"))
    later = differences(before, after, decision(2))
    assert len({each.id for each in (*found, *others, *later)}) == 9
    assert list(found[0].weeks) == [1]


def test_an_excuse_says_from_what_to_what() -> None:
    before = marks_of([stand([attended()])])
    [changed] = differences(before, marks_of([stand(excuses=[Excuse("ana", WEEK)])]), decision())
    assert in_words(changed) == "from 1 of 2 to not counted"


def test_who_takes_something_back_reads_which_weeks_keep_it() -> None:
    assert nobody_loses(()) == ""
    assert nobody_loses([1]) == "Week 1 is locked, so nobody loses what it had given them."
    assert nobody_loses([2, 1, 2]).startswith("Weeks 1 and 2 are locked, so nobody loses")


def test_a_unit_and_the_term_differ_apart_from_their_weeks() -> None:
    """What a week doesn't need counts for its unit: the week stays, the unit changes."""
    asked = (
        Requirement(1, ("discuss",)),
        Requirement(1, ("attend",), Period.UNIT),
        Requirement(3, ("attend", "discuss"), Period.TERM),
    )
    policy = replace(ANY_TWO, requirements=asked, units=UNITS)
    now = at_week(NEXT_WEEK, 5)
    before = term_stand([], policy, now)
    after = term_stand([in_week(attended(), 1), in_week(attended(), 2)], policy, now)
    assert differences(marks_of([before]), marks_of([after]), decision()) == ()
    found = longer_differences(longer_marks_of([before]), longer_marks_of([after]), decision())
    assert [(each.per, list(each.weeks)) for each in found] == [
        (Period.TERM, [1, 2, 3, 4]),
        (Period.UNIT, [1, 2]),
    ]
    assert len({each.id for each in found}) == 2
    assert {(each.course, each.person, each.by, each.why) for each in found} == {
        ("c", "ana", "ines", "a note")
    }
    assert all(each.at == decision().at for each in found)
    assert list(lines(found, {"ines": "Ines"})) == [
        "the whole term, weeks 1 to 4: +1 by decision of Ines: a note",
        "unit, weeks 1 to 2: +1 by decision of Ines: a note",
    ]


@given(st.lists(st.dictionaries(WEEKS, MARKS, max_size=6), min_size=1, max_size=4))
def test_what_was_locked_is_read_back_from_the_differences(
    states: list[dict[tuple[str, int], Mark | None]],
) -> None:
    now = dict(states[0])
    found: list[Difference] = []
    for number, state in enumerate(states[1:]):
        after = {**now, **{key: mark for key, mark in state.items() if key in now}}
        found += differences(now, after, decision(number))
        now = after
    assert as_locked(now, found) == states[0]
    assert all(each.before != each.after for each in found)
