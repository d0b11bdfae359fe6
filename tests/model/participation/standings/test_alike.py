"""Weeks that stand alike are reckoned once, and nobody's standing differs for it."""

from dataclasses import replace
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Excused, Requirement
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


def test_those_who_did_the_same_share_one_week() -> None:
    together = around([])
    acts = [{Did(*ACTS[0]): 1}, {Did(*ACTS[0]): 1}]
    same = [reckoned(n, acts[n % 2], NEXT_WEEK, together).week(WEEK) for n in range(4)]
    assert all(week is same[0] for week in same)
