"""Buttons carry their whole state, and what can't be a state is refused with a way on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.actions import LONGEST, Action, action, decode
from bot.chat.refusal import Refusal

part = st.text(alphabet=st.characters(exclude_characters=":"), max_size=18)


@given(verb=part.filter(bool), course=part, thing=part, arg=st.text(max_size=18))
def test_a_button_says_the_same_after_a_restart(
    verb: str, course: str, thing: str, arg: str
) -> None:
    state = action(verb, course, thing, arg)
    assert decode(state) == Action(verb, course, thing, arg)


def test_a_time_with_colons_fits_into_the_argument() -> None:
    state = action("session.back", "c1", "s1", "2026-10-06T17:00:00+00:00")
    assert decode(state).arg == "2026-10-06T17:00:00+00:00"


@pytest.mark.parametrize("state", ["", "v1", "v1:ask", "v0:ask:c:q:1", "v1::c:q:1", "hello there"])
def test_a_button_of_another_version_says_where_to_go(state: str) -> None:
    with pytest.raises(Refusal, match="/class help"):
        decode(state)


def test_a_state_that_would_not_fit_is_never_made() -> None:
    with pytest.raises(ValueError, match=str(LONGEST)):
        action("ask.up", "c" * 50, "q" * 50)
    with pytest.raises(ValueError, match="colon"):
        action("ask:up", "c", "q")
