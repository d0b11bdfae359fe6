"""Weeks that stand alike are reckoned once, and nobody's standing differs for it."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Excused, Requirement
from bot.model.participation.standings.alike import Alike
from bot.model.participation.standings.excuses import Excuse
from bot.model.participation.standings.reckoning import Circumstances, standing
from bot.model.participation.standings.standing import Standing
from bot.model.participation.standings.tally import Acts, Did
from tests.support.participation import (
    ANA,
    ANY_TWO,
    HELP,
    MONDAY,
    NEXT_WEEK,
    OFFER,
    TWO_SESSIONS,
    WEEK,
    ZONE,
)

POLICY = replace(
    ANY_TWO,
    options=(*ANY_TWO.options, replace(HELP, times=2)),
    requirements=(Requirement(2, ("attend", "make-up", "discuss", "help")),),
    excuses=Excused.PARTIAL,
)
ACTS = [
    ("s3", Act.ATTEND, "attend.0"),
    ("s4", Act.ATTEND, "attend.0"),
    ("s3", Act.MAKE_UP, "make-up.0"),
    ("d3", Act.POST, "discuss.0"),
    ("d3", Act.REPLY, "discuss.1"),
    ("d3", Act.HELP, "help.0"),
    ("", Act.HELP, "help.0"),
]
CLASS = [replace(ANA, id=name, name=name.title()) for name in ("ana", "ben", "cho", "dan", "eva")]
COUNTS = st.lists(st.sampled_from([0, 0, 1, 2, 3, 50, 900]), min_size=len(ACTS), max_size=len(ACTS))
CASES = st.lists(st.tuples(COUNTS, st.booleans()), min_size=len(CLASS), max_size=len(CLASS))


def around(excused: list[str]) -> Circumstances:
    """Return circumstances in which nothing is reckoned yet."""
    return Circumstances(ZONE, tuple(Excuse(person, WEEK, "s3") for person in excused))


def reckoned(number: int, acts: Acts, now: datetime, given: Circumstances) -> Standing:
    """Return the standing of one of the class."""
    return standing(POLICY, CLASS[number], (TWO_SESSIONS,), {WEEK: acts}, now, given)


@given(CASES, st.sampled_from([MONDAY, NEXT_WEEK]))
def test_everyone_stands_as_if_reckoned_alone(
    cases: list[tuple[list[int], bool]], now: datetime
) -> None:
    excused = [CLASS[number].id for number, (_, is_excused) in enumerate(cases) if is_excused]
    together = around(excused)
    for number, (counts, _) in enumerate(cases):
        acts = {Did(*act): count for act, count in zip(ACTS, counts, strict=True) if count}
        alone = reckoned(number, acts, now, around(excused))
        assert reckoned(number, acts, now, together) == alone


def test_whoever_is_excused_or_did_otherwise_shares_nothing() -> None:
    together = around(["ben"])
    ana, ben = (reckoned(number, {}, NEXT_WEEK, together) for number in range(2))
    assert (ana.week(WEEK).earned, ben.week(WEEK).earned) == (Decimal(0), Decimal("0.5"))
    came, made_up = (
        reckoned(2, {Did(*one): 1}, NEXT_WEEK, together).week(WEEK) for one in (ACTS[0], ACTS[2])
    )
    assert [[each.option for each in week.counted] for week in (came, made_up)] == [
        ["attend"], ["make-up"],
    ]  # fmt: skip


def test_a_week_is_remembered_by_policy_offer_acts_and_all_else() -> None:
    weeks: Alike[str] = Alike()
    acts = {Did(*ACTS[0]): 1}
    assert weeks.get(POLICY, OFFER, acts, "rest") is None
    weeks.put(POLICY, OFFER, acts, "rest", "known")
    for same in (acts, acts, {Did(*ACTS[0]): 1}):
        assert weeks.get(POLICY, OFFER, same, "rest") == "known"
    assert weeks.get(POLICY, OFFER, acts, "else") is None
    assert weeks.get(POLICY, TWO_SESSIONS, acts, "rest") is None
    assert weeks.get(replace(POLICY, version=2), OFFER, acts, "rest") is None
    assert weeks.get(POLICY, OFFER, {Did(*ACTS[0]): 2}, "rest") is None


def test_what_is_more_than_could_ever_count_makes_no_difference() -> None:
    weeks: Alike[str] = Alike()
    weeks.put(POLICY, OFFER, {Did(*ACTS[-1]): 900}, "", "many")
    assert weeks.get(POLICY, OFFER, {Did(*ACTS[-1]): 50}, "") == "many"
    assert weeks.get(POLICY, OFFER, {Did(*ACTS[-1]): 3}, "") is None


def test_what_is_the_same_for_all_is_made_once() -> None:
    known: Alike[list[str]] = Alike()
    made = known.once("same", lambda: ["made"])
    assert known.once("same", list) is made
    assert known.once("other", list) == []


def test_those_who_did_the_same_share_one_week() -> None:
    together = around([])
    acts = [{Did(*ACTS[0]): 1}, {Did(*ACTS[0]): 1}]
    same = [reckoned(n, acts[n % 2], NEXT_WEEK, together).week(WEEK) for n in range(4)]
    assert all(week is same[0] for week in same)
