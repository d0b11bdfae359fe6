"""What can be a poll, how its votes are counted, and until when they count."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.live.polls import LONGEST_OPTION, Poll, problem_with, split_options
from tests.support.instants import utc

NOON = utc("2026-09-07 12:00")
TEA = Poll("p", "c", "s", "Tea?", ("Green", "Black", "None"), "ines", NOON)


def test_votes_are_counted_in_the_options_order() -> None:
    voted = replace(TEA, choices={"ana": 1, "ben": 1, "cho": 0})
    assert (voted.votes, voted.total) == ((1, 2, 0), 3)
    assert voted.results == (("Green", 1), ("Black", 2), ("None", 0))


def test_a_vote_counts_until_the_poll_was_closed() -> None:
    assert TEA.takes(NOON)
    closed = replace(TEA, closed=NOON)
    assert closed.takes(NOON - timedelta(microseconds=1))
    assert not closed.takes(NOON)
    assert not replace(TEA, removed=NOON).takes(NOON - timedelta(hours=1))


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("A | B|C", ("A", "B", "C")),
        ("A\nB  b\n\n", ("A", "B b")),
        ("  | | ", ()),
        ("just one", ("just one",)),
    ],
)
def test_options_stand_between_bars_or_on_lines(text: str, options: tuple[str, ...]) -> None:
    assert split_options(text) == options


def test_each_problem_says_what_to_do() -> None:
    assert problem_with(("A",)) == (
        "A poll has 2 to 10 options, not 1. Put a | between them: A | B | C."
    )
    assert problem_with([str(n) for n in range(11)]) == (
        "A poll has 2 to 10 options, not 11. Put a | between them: A | B | C."
    )
    assert problem_with(("Yes", "No", "yes")) == (
        "“yes” is there twice. Each option needs its own words."
    )
    long = "x" * (LONGEST_OPTION + 1)
    assert problem_with(("Zero", long)) == (
        f"“{'x' * 30}…” has 76 characters. An option has at most 75."
    )


def test_the_limits_themselves_are_fine() -> None:
    assert problem_with(("A", "x" * LONGEST_OPTION)) is None
    assert problem_with([str(n) for n in range(10)]) is None


@given(st.lists(st.integers(0, 2), max_size=30))
def test_no_vote_is_lost_or_made_up(chosen: list[int]) -> None:
    poll = replace(TEA, choices={str(number): option for number, option in enumerate(chosen)})
    assert sum(poll.votes) == poll.total == len(chosen)
