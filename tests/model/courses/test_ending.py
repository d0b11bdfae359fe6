"""What has to be over before a course is frozen, and when staff are asked."""

from dataclasses import replace

from bot.model.courses.ending import ask_at, still_ahead
from bot.model.discussions import DiscussionState
from bot.model.sessions import State
from tests.support.instants import utc
from tests.support.sample import COURSE, at, discussion, session

LIMITS = session("limits", at(days=1))
NUMBERS = discussion("numbers", at(0))


def test_what_is_planned_live_or_open_is_ahead() -> None:
    assert still_ahead([LIMITS], [NUMBERS], at(0)) == ("Numbers", "Limits")
    late = [replace(LIMITS, state=State.LIVE)], [replace(NUMBERS, state=DiscussionState.OPEN)]
    assert still_ahead(*late, at(days=90)) == ("Numbers", "Limits")


def test_what_is_over_cancelled_or_past_is_not() -> None:
    for state in (State.ENDED, State.RECAPPED, State.CANCELLED):
        assert still_ahead([replace(LIMITS, state=state)], [], at(0)) == ()
    for closed in (DiscussionState.CLOSED, DiscussionState.CANCELLED):
        assert still_ahead([], [replace(NUMBERS, state=closed)], at(0)) == ()
    assert still_ahead([LIMITS], [NUMBERS], at(days=90)) == ()


def test_staff_are_asked_a_week_after_the_last_day_in_the_morning() -> None:
    assert ask_at(COURSE) == utc("2026-12-25 08:00")
