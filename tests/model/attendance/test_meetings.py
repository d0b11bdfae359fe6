"""Rows of a report as attendees: those of one name and address are one, and which reports agree."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.attendance.meetings import Attendee, Meeting, is_same, merged
from bot.model.attendance.reports import Source
from bot.model.participation.acts.evidence import Presence
from tests.support.sample import at

FIRST = Presence(at(hours=10), at(hours=10, minutes=5))
SECOND = Presence(at(hours=10, minutes=10), at(hours=10, minutes=20))
GUEST = Attendee("Ana", "ana", stays=(FIRST,), guest=True, lines=(2,))
HOST = Attendee("Ana", None, "ANA", (SECOND,), host=True, lines=(4,))
EIGHT = timedelta(minutes=8)
ROOM = Meeting(Source.ZOOM, "987", at(hours=10), at(hours=11), ())


def test_two_rows_of_one_name_and_address_are_one_attendee() -> None:
    [ana] = merged([GUEST, HOST])
    assert ana == Attendee(
        "Ana", "ana", "ANA", (FIRST, SECOND), guest=False, host=True, lines=(2, 4)
    )
    [again] = merged([GUEST, replace(GUEST, login="a", lines=(9,))])
    assert (again.login, again.guest, again.host, again.lines) == ("a", True, False, (2, 9))
    assert merged([HOST, HOST])[0].login == "ANA"


def test_a_total_is_known_where_it_is_for_one_of_them() -> None:
    timed = replace(HOST, total=EIGHT)
    assert merged([GUEST, timed])[0].total == timedelta(minutes=13)
    assert merged([timed, GUEST])[0].total == timedelta(minutes=13)
    assert merged([timed, timed])[0].total == 2 * EIGHT
    here = replace(GUEST, stays=(FIRST, replace(SECOND, left=None)))
    assert merged([here, timed])[0].total == timedelta(minutes=13)


def test_others_of_the_name_stay_others_in_the_order_they_came() -> None:
    rows = [HOST, replace(GUEST, email="other"), replace(HOST, login=None), replace(HOST, name="A")]
    assert merged(rows) == tuple(rows)


@pytest.mark.parametrize(
    ("begins", "ends", "same"),
    [(9, 10, True), (11, 12, True), (10, 11, True), (9, 9.5, False), (11.5, 12, False)],
)
def test_reports_whose_times_touch_are_of_one_meeting(
    begins: float, ends: float, same: bool
) -> None:
    other = replace(ROOM, begins=at(hours=begins), ends=at(hours=ends))
    assert is_same(ROOM, other) is same
    assert is_same(other, ROOM) is same
    assert not is_same(ROOM, replace(other, name="123"))
    assert not is_same(ROOM, replace(other, source=Source.MEET))


def test_where_a_time_is_not_known_the_name_decides() -> None:
    later = replace(ROOM, begins=at(hours=15), ends=at(hours=16))
    for unknown in (replace(later, begins=None), replace(later, ends=None)):
        assert is_same(ROOM, unknown)
        assert is_same(unknown, ROOM)
