"""What the reports of a session tell of one person: each program's as one, none counted twice."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.model.attendance.kept import SessionReport
from bot.model.attendance.matching import How, Known
from bot.model.attendance.meetings import Attendee, Meeting
from bot.model.attendance.reports import Source
from bot.model.attendance.settling import VOICE, Told, glimpsed, told_by
from bot.model.participation.acts.evidence import Presence
from tests.support.sample import ANA, BEN, COURSE, at, session

LIMITS = session("limits", at(hours=10))


def moment(minutes: float) -> datetime:
    return at(hours=10, minutes=minutes)


def stay(start: float, end: float | None) -> Presence:
    return Presence(moment(start), None if end is None else moment(end))


def there(*stays: Presence, total: int | None = None, name: str = "Ana") -> Attendee:
    return Attendee(name, stays=stays, total=None if total is None else timedelta(minutes=total))


def anas(*stays: Presence, total: int | None = None) -> Known:
    return Known(there(*stays, total=total), ANA.id, How.NAME)


def report(*known: Known, source: Source = Source.ZOOM) -> SessionReport:
    meeting = Meeting(source, "987", moment(0), moment(60), ())
    return SessionReport(
        "r", COURSE.id, LIMITS.id, meeting, known, None, "z.csv", "d", "", moment(70), moment(80)
    )


def of_ana(*known: Known) -> Told:
    [told] = told_by([report(*known)])[ANA.id]
    return told


def test_reports_tell_of_those_who_are_known_and_were_there() -> None:
    bens = Known(there(stay(0, 9), name="Ben"), BEN.id, How.NAME)
    stranger = Known(there(stay(0, 60), name="iPad"))
    waiting = Known(there(name="Cho"), "cho", How.NAME)
    assert told_by([report(stranger, waiting, bens, anas(stay(5, 60)))]) == {
        ANA.id: (Told("Zoom", (stay(5, 60),)),),
        BEN.id: (Told("Zoom", (stay(0, 9),)),),
    }


def test_only_reports_that_count_tell_anything() -> None:
    told = report(anas(stay(0, 60)))
    assert told_by([replace(told, applied=None)]) == {}
    assert told_by([replace(told, undone=moment(90))]) == {}


def test_what_several_programs_tell_stands_side_by_side_in_their_order() -> None:
    zoom, meet = report(anas(stay(0, 20))), report(anas(total=30), source=Source.MEET)
    both = (Told("Meet", total=timedelta(minutes=30)), Told("Zoom", (stay(0, 20),)))
    assert told_by([zoom, meet]) == told_by([meet, zoom]) == {ANA.id: both}


def test_two_rows_of_one_program_are_put_together() -> None:
    first, second = anas(stay(0, 20)), anas(stay(30, 60))
    assert of_ana(first, second) == Told("Zoom", (stay(0, 20), stay(30, 60)))
    [told] = told_by([report(first), report(second)])[ANA.id]
    assert told.stays == (stay(0, 20), stay(30, 60))


def test_of_two_rows_of_which_one_has_no_times_the_longer_stands() -> None:
    longer, timed = anas(total=40), anas(stay(0, 20), stay(50, None))
    assert of_ana(timed, longer) == of_ana(longer, timed) == Told("Zoom", (), longer.attendee.total)
    assert of_ana(timed, anas(total=10)).stays == timed.attendee.stays
    assert of_ana(anas(total=10), longer).total == timedelta(minutes=40)


def test_lengths_between_times_add_up() -> None:
    both = of_ana(anas(stay(0, 20), total=15), anas(stay(30, 60), total=25))
    assert both == Told("Zoom", (stay(0, 20), stay(30, 60)), timedelta(minutes=40))
    half = of_ana(anas(stay(0, 20)), anas(stay(30, 60), total=25))
    assert half.total == timedelta(minutes=45)
    assert of_ana(anas(stay(30, 60), total=25), anas(stay(0, 20))).total == half.total


def test_less_than_a_minute_is_told_but_makes_no_attendance() -> None:
    blink = Presence(moment(5), moment(5) + timedelta(seconds=20))
    assert glimpsed(LIMITS, [Told(VOICE, (blink,))]) == "less than a minute by voice"
    brief = Told("Zoom", total=timedelta(seconds=20))
    assert glimpsed(LIMITS, [Told(VOICE), brief]) == "less than a minute in Zoom's report"
    assert glimpsed(LIMITS, [Told("Meet", total=timedelta())]) == ""
    assert glimpsed(LIMITS, [Told(VOICE, (stay(-20, -10),)), Told("Zoom", (stay(60, 61),))]) == ""
