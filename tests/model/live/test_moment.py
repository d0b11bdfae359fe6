"""Which session a call belongs to."""

from dataclasses import replace
from datetime import timedelta

from bot.model.live.moment import last_over, latest_over, live_at, next_planned
from bot.model.sessions import Kind, Session, State
from tests.support.instants import utc

TEN = utc("2026-09-07 10:00")
HOUR = timedelta(hours=1)
PLANNED = Session("a", "c", "a", "A", Kind.TEACHING, TEN, TEN + HOUR, 1)
LIVE = replace(PLANNED, state=State.LIVE, began=TEN)
ENDED = replace(PLANNED, state=State.ENDED, began=TEN, ended=TEN + HOUR)


def test_a_live_session_takes_every_call() -> None:
    assert live_at((PLANNED, LIVE), TEN - HOUR) == LIVE


def test_a_call_from_while_it_was_live_still_belongs_to_it() -> None:
    assert live_at((ENDED,), TEN) == ENDED
    assert live_at((ENDED,), TEN + HOUR) is None
    assert live_at((ENDED,), TEN - HOUR) is None
    assert live_at((replace(ENDED, state=State.RECAPPED),), TEN) is not None


def test_what_never_began_was_never_live() -> None:
    assert live_at((PLANNED, replace(ENDED, began=None), replace(ENDED, ended=None)), TEN) is None
    assert live_at((replace(ENDED, state=State.CANCELLED),), TEN) is None


def test_of_several_the_live_one_then_the_one_begun_last() -> None:
    later = replace(LIVE, id="b", began=TEN + HOUR)
    late = replace(ENDED, id="d", began=TEN + 2 * HOUR, ended=TEN + 4 * HOUR)
    assert live_at((later, LIVE, late), TEN + 3 * HOUR) == later
    assert live_at((LIVE, replace(LIVE, id="e", began=None, starts=TEN - HOUR)), TEN) == LIVE


def test_the_next_planned_one_is_not_over() -> None:
    second = replace(PLANNED, id="b", starts=TEN + HOUR, ends=TEN + 2 * HOUR)
    assert next_planned((second, PLANNED, LIVE), TEN) == PLANNED
    assert next_planned((second, PLANNED), TEN + HOUR) == second
    assert next_planned((PLANNED,), TEN + HOUR) is None


def test_the_last_one_over_is_the_one_that_ended_last() -> None:
    second = replace(ENDED, id="b", ended=TEN + 2 * HOUR)
    unended = replace(ENDED, id="d", ended=None)
    assert last_over((second, ENDED, LIVE, unended)) == second
    assert latest_over((ENDED, PLANNED, unended, second)) == [second, unended, ENDED]
    assert last_over((PLANNED, LIVE)) is None
