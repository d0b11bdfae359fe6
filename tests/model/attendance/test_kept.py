"""A report as it is kept: who its attendees are may change, and one report corrects another."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.attendance.kept import (
    SessionReport,
    decided,
    earlier,
    rematched,
    reopened,
    without,
    without_ghosts,
    without_names,
)
from bot.model.attendance.matching import Class, How, Known
from bot.model.attendance.meetings import Attendee, Meeting
from bot.model.attendance.reports import Source
from bot.model.participation.acts.evidence import Presence
from tests.support.sample import ANA, BEN, CHO, COURSE, EVERYBODY, at

TEN, ELEVEN = at(hours=10), at(hours=11)
STAY = Presence(TEN, ELEVEN)
ANAS = Known(Attendee("Ana", ANA.email, "ana", (STAY,)), ANA.id, How.EMAIL)
BENS = Known(Attendee("Ben", BEN.email, "ben", (STAY,)), BEN.id, How.NAME)
IPAD = Known(Attendee("iPad", total=timedelta(minutes=40)))
MEETING = Meeting(Source.ZOOM, "987", TEN, ELEVEN, (ANAS.attendee,))
REPORT = SessionReport(
    "first", COURSE.id, "limits", MEETING, (ANAS, IPAD, BENS), None, "z.csv", "d1", "ines", ELEVEN
)
APPLIED = replace(REPORT, applied=at(hours=12))
LATER = replace(REPORT, id="later")


def test_a_report_counts_from_when_it_is_applied_until_it_is_undone() -> None:
    assert not REPORT.counts
    assert APPLIED.counts
    assert not replace(APPLIED, undone=at(hours=13)).counts


def test_a_report_knows_its_title_its_times_and_who_is_open() -> None:
    assert REPORT.title == "Zoom's report"
    assert REPORT.is_timed
    assert not replace(REPORT, known=(IPAD,)).is_timed
    assert REPORT.open == (IPAD,)


def test_a_later_report_takes_the_place_of_what_counts_of_the_same_meeting() -> None:
    draft = replace(REPORT, id="draft")
    undone = replace(APPLIED, id="undone", undone=at(hours=13))
    elsewhere = replace(APPLIED, id="elsewhere", meeting=replace(MEETING, name="123"))
    itself = replace(APPLIED, id=LATER.id)
    assert earlier(LATER, [draft, undone, elsewhere, itself, APPLIED]) == [APPLIED]


def test_who_is_open_is_looked_for_again_and_who_was_found_stays() -> None:
    chos = Known(Attendee("Cho", CHO.email, stays=(STAY,)))
    found = rematched(replace(REPORT, known=(ANAS, IPAD, chos)), Class(EVERYBODY), {})
    assert found.known == (ANAS, IPAD, replace(chos, person=CHO.id, how=How.EMAIL))
    said = {"mail cho@example.edu": None}
    guest = replace(chos, attendee=replace(chos.attendee, email="CHO@example.edu"))
    found = rematched(replace(REPORT, known=(guest,)), Class((ANA, BEN)), said)
    assert found.known == (replace(guest, how=How.STAFF),)


@pytest.mark.parametrize("who", [CHO.id, None])
def test_staff_say_who_one_without_a_name_is_and_take_it_back(who: str | None) -> None:
    said = decided(REPORT, 1, who)
    assert said.known == (ANAS, replace(IPAD, person=who, how=How.STAFF), BENS)
    assert said.open == ()
    assert reopened(said, 1) == REPORT
    assert replace(said, known=REPORT.known) == REPORT


def test_who_was_taken_for_somebody_who_was_never_here_is_open_again() -> None:
    ghost = decided(REPORT, 1, CHO.id)
    assert without_ghosts(ghost, {BEN.id, CHO.id}) == replace(
        ghost, known=(ANAS, ghost.known[1], replace(BENS, person=None, how=None))
    )
    assert without_ghosts(ghost, ()) == ghost


def test_who_asks_to_be_forgotten_loses_name_and_address_but_not_the_time() -> None:
    forgotten = without(REPORT, BEN.id)
    nobody = replace(BENS, attendee=Attendee("", stays=(STAY,)))
    assert forgotten == replace(REPORT, known=(ANAS, IPAD, nobody))


def test_once_nothing_can_change_no_attendee_is_kept() -> None:
    kept = without_names(APPLIED)
    assert (kept.known, kept.meeting.attendees) == ((), ())
    assert replace(kept, known=APPLIED.known, meeting=MEETING) == APPLIED
    assert replace(kept.meeting, attendees=MEETING.attendees) == MEETING
