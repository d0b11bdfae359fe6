"""Which code counts, how often one may guess, and what a check-in adds to the ledger."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.live.absence import Absence, away
from bot.model.live.checkin import (
    BY_STAFF,
    Code,
    Verdict,
    clean,
    first_expiry,
    judge,
    newest,
    to_enter,
    to_take_back,
    tries_left,
)
from bot.model.live.visibility import opens
from bot.model.participation.acts.ledger import Act, Entry, in_force, withdrawal
from tests.support.instants import utc

TEN = utc("2026-09-07 10:00")
MINUTE = timedelta(minutes=1)
OLD = Code("c1", "s", "12345", TEN, TEN + 20 * MINUTE)
NEW = Code("c2", "s", "54321", TEN + 5 * MINUTE, TEN + 25 * MINUTE)
WISH = Entry("e", "c", "ana", Act.ATTEND, TEN, 1, "s", amount=60, out_of=60)


def test_a_code_counts_until_it_expires() -> None:
    assert judge("12345", (OLD, NEW), (), TEN + 19 * MINUTE) is Verdict.RIGHT
    assert judge("12345", (OLD, NEW), (), TEN + 20 * MINUTE) is Verdict.EXPIRED
    assert judge("54321", (OLD, NEW), (), TEN + 20 * MINUTE) is Verdict.RIGHT
    assert judge("99999", (OLD, NEW), (), TEN) is Verdict.WRONG
    assert judge("12345", (), (), TEN) is Verdict.WRONG


def test_of_two_codes_that_happen_to_be_the_same_one_that_counts_is_enough() -> None:
    twin = replace(NEW, digits="12345")
    assert judge("12345", (OLD, twin), (), TEN + 22 * MINUTE) is Verdict.RIGHT


@pytest.mark.parametrize("typed", ["12345", " 12 345 ", "#123-45"])
def test_a_code_is_taken_as_it_was_meant(typed: str) -> None:
    assert clean(typed) == "12345"
    assert judge(typed, (OLD,), (), TEN) is Verdict.RIGHT


def test_the_sixth_try_within_ten_minutes_waits_even_if_it_is_right() -> None:
    misses = [TEN + n * MINUTE for n in range(5)]
    assert judge("12345", (OLD,), misses[:4], TEN + 4 * MINUTE) is Verdict.RIGHT
    assert judge("12345", (OLD,), misses, TEN + 5 * MINUTE) is Verdict.TOO_MANY
    assert judge("12345", (OLD,), misses, TEN + 10 * MINUTE) is Verdict.RIGHT


def test_tries_left_never_falls_below_none() -> None:
    assert tries_left((), TEN) == 5
    assert tries_left([TEN] * 7, TEN) == 0
    assert tries_left([TEN + MINUTE], TEN) == 5  # a miss that was sent later


def test_the_first_code_lasts_from_the_start_or_from_when_it_was_made() -> None:
    assert first_expiry(TEN, TEN) == TEN + 20 * MINUTE
    assert first_expiry(TEN, TEN - 10 * MINUTE) == TEN + 20 * MINUTE
    assert first_expiry(TEN, TEN + 40 * MINUTE) == TEN + 60 * MINUTE
    assert first_expiry(TEN, TEN - timedelta(days=2)) == TEN - timedelta(days=2, hours=-4)


def test_the_newest_code_is_the_one_made_last() -> None:
    assert newest((NEW, OLD)) == NEW
    assert newest(()) is None


def test_a_check_in_is_entered_once() -> None:
    assert to_enter((), WISH, TEN) == (WISH,)
    assert to_enter((WISH,), WISH, TEN) == ()
    assert to_enter((replace(WISH, amount=61),), WISH, TEN) == ()


def test_a_check_in_takes_the_place_of_a_few_minutes_of_presence() -> None:
    few = replace(WISH, amount=7, evidence="present 7 of 60 minutes")
    added = to_enter((few,), WISH, TEN)
    assert in_force((few, *added)) == (replace(WISH, id="e.2"),)
    assert added[0].withdrawn == TEN


def test_a_mark_that_is_taken_back_leaves_what_stood_before_it() -> None:
    few = replace(WISH, amount=7, evidence="present 7 of 60 minutes")
    mark = replace(WISH, at=TEN + MINUTE, by="ines", evidence=BY_STAFF)
    marked = (few, *to_enter((few,), mark, TEN + MINUTE))
    undone = (*marked, *to_take_back(marked, "taken back", TEN + 2 * MINUTE, "ines"))
    assert in_force(undone) == (replace(few, id="e.3"),)
    assert undone[3].withdrawn == TEN + 2 * MINUTE
    assert (undone[3].reason, undone[3].by) == ("taken back", "ines")


def test_taking_back_leaves_a_check_in_by_code_alone() -> None:
    assert to_take_back((WISH,), "taken back", TEN, "ines") == ()
    mark = replace(WISH, by="ines", evidence=BY_STAFF)
    assert in_force((mark, *to_take_back((mark,), "", TEN, "ines"))) == ()


def test_taking_a_mark_back_leaves_what_staff_decided_otherwise() -> None:
    assert to_take_back((replace(WISH, by="taro", evidence="by phone"),), "", TEN, "ines") == ()


def test_what_was_withdrawn_can_be_entered_again() -> None:
    gone = withdrawal(WISH, "staff took the mark back", TEN, "ines")
    assert to_enter((WISH, gone), WISH, TEN) == (replace(WISH, id="e.2"),)


def test_another_act_does_not_stand_in_the_way() -> None:
    other = replace(WISH, id="other")
    assert to_enter((other,), WISH, TEN) == (WISH,)


def test_absences_that_stand_come_in_the_order_they_were_said() -> None:
    ana, ben = Absence("s", "ana", TEN + MINUTE), Absence("s", "ben", TEN)
    assert away((ana, replace(ana, person="cho", undone=TEN), ben)) == (ben, ana)


@pytest.mark.parametrize("why", ["attended", "submitted", "makeup_closed", "is_staff"])
def test_answers_open_for_any_one_reason(why: str) -> None:
    reasons = dict.fromkeys(("attended", "submitted", "makeup_closed", "is_staff"), False)
    assert not opens(**reasons)
    assert opens(**{**reasons, why: True})
