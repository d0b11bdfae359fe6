"""Clock times become instants: in a zone, on the session's day, in order, or are refused."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.attendance.meetings import Meeting, is_same, merged
from bot.model.attendance.placing import overlaps, placed
from bot.model.attendance.reports import Report, Row, Source, Unplaceable
from bot.model.participation.acts.evidence import Presence
from bot.model.sessions import Session, State
from bot.model.time.zones import local
from tests.support.instants import utc
from tests.support.sample import session

BERLIN, YORK = "Europe/Berlin", "America/New_York"
LECTURE = replace(session("lecture", utc("2026-09-02 11:00")), state=State.ENDED)
"""In Berlin from 13:00 to 14:00."""
NIGHT = replace(session("night", utc("2026-11-01 05:30")), state=State.ENDED)
"""In New York from the first 1:30 of the night on which clocks go back to the second."""


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def row(line: int, name: str, joined: str, left: str, **more: object) -> Row:
    return Row(
        line,
        name,
        joined=wall(joined),
        left=wall(left),
        **more,  # type: ignore[arg-type]
    )


def zoom(*rows: Row, **more: object) -> Report:
    return Report(Source.ZOOM, rows, **more)  # type: ignore[arg-type]


def stays(report: Report, at: Session = LECTURE, zone: str = BERLIN) -> list[Presence]:
    return [s for who in placed(report, at, zone).attendees for s in who.stays]


def test_times_are_those_of_the_zone() -> None:
    report = zoom(row(5, "Ana", "2026-09-02 12:58:11", "2026-09-02 14:16"))
    [stay] = stays(report)
    assert stay == Presence(utc("2026-09-02 10:58:11"), utc("2026-09-02 12:16"))
    meeting = placed(report, LECTURE, BERLIN)
    assert (meeting.begins, meeting.ends) == (stay.joined, stay.left)


def test_a_time_that_names_its_offset_needs_no_zone() -> None:
    report = zoom(row(5, "Ana", "2026-09-02T11:00+00:00", "2026-09-02T11:30+00:00"))
    assert not report.needs_zone
    assert stays(report, zone=YORK) == [Presence(utc("2026-09-02 11:00"), utc("2026-09-02 11:30"))]


def test_the_hour_that_occurs_twice_is_resolved_by_order_and_length() -> None:
    leaves_later = row(5, "A", "2026-11-01 01:40", "2026-11-01 01:25", length=timedelta(minutes=45))
    [stay] = stays(zoom(leaves_later), NIGHT, YORK)
    assert stay == Presence(utc("2026-11-01 05:40"), utc("2026-11-01 06:25"))
    first = row(5, "A", "2026-11-01 01:35", "2026-11-01 01:45", length=timedelta(minutes=10))
    again = row(6, "A", "2026-11-01 01:20", "2026-11-01 01:30", length=timedelta(minutes=10))
    assert [stay.joined for stay in stays(zoom(first, again), NIGHT, YORK)] == [
        utc("2026-11-01 05:35"),
        utc("2026-11-01 06:20"),
    ]
    long = row(5, "A", "2026-11-01 01:35", "2026-11-01 01:45", length=timedelta(minutes=70))
    [stay] = stays(zoom(long), NIGHT, YORK)
    assert stay == Presence(utc("2026-11-01 05:35"), utc("2026-11-01 06:45"))


def test_the_meeting_itself_over_that_hour_is_the_one_near_the_session() -> None:
    later = replace(NIGHT, starts=utc("2026-11-01 06:30"), ends=utc("2026-11-01 07:30"))
    report = zoom(
        row(5, "A", "2026-11-01 01:31", "2026-11-01 01:50"),
        begins=wall("2026-11-01 01:25"),
        ends=wall("2026-11-01 01:55"),
    )
    assert stays(report, NIGHT, YORK)[0].joined == utc("2026-11-01 05:31")
    assert stays(report, later, YORK)[0].joined == utc("2026-11-01 06:31")


def test_a_meeting_s_own_length_tells_its_hour_too() -> None:
    report = zoom(
        begins=wall("2026-11-01 01:35"), ends=wall("2026-11-01 01:45"), length=timedelta(minutes=70)
    )
    meeting = placed(report, NIGHT, YORK)
    assert (meeting.begins, meeting.ends) == (utc("2026-11-01 05:35"), utc("2026-11-01 06:45"))
    brief = placed(replace(report, length=timedelta(minutes=10)), NIGHT, YORK)
    assert (brief.begins, brief.ends) == (utc("2026-11-01 05:35"), utc("2026-11-01 05:45"))


def test_the_hour_that_never_was_is_refused_with_its_line() -> None:
    spring = replace(session("spring", utc("2026-03-29 00:30")), state=State.ENDED)
    with pytest.raises(Unplaceable, match="02:30:00 never was in Europe/Berlin") as caught:
        placed(zoom(row(7, "A", "2026-03-29 02:30", "2026-03-29 03:30")), spring, BERLIN)
    assert caught.value.line == 7


def test_who_leaves_before_they_join_is_refused_with_the_line() -> None:
    said = r"here \(2026-09-02 13:00:00\) before they join \(2026-09-02 13:30:00\)"
    with pytest.raises(Unplaceable, match=said) as caught:
        placed(zoom(row(6, "A", "2026-09-02 13:30", "2026-09-02 13:00")), LECTURE, BERLIN)
    assert caught.value.line == 6


def test_times_of_day_are_on_the_sessions_day_even_over_midnight() -> None:
    meet = Report(
        Source.MEET,
        (Row(2, "A", joined=time(23, 50), left=time(0, 20), length=None, partial=True),),
    )
    late = replace(session("late", utc("2026-09-02 22:00")), state=State.ENDED)
    [stay] = stays(meet, late)
    assert stay == Presence(utc("2026-09-02 21:50"), utc("2026-09-02 22:20"))


def test_first_and_last_with_time_away_are_a_total() -> None:
    def meet(minutes: int) -> Report:
        spanned = Row(
            2,
            "A",
            joined=time(13),
            left=time(14),
            length=timedelta(minutes=minutes),
            partial=True,
        )
        return Report(Source.MEET, (spanned,))

    [away] = placed(meet(40), LECTURE, BERLIN).attendees
    assert away.total == timedelta(minutes=40)
    [there] = placed(meet(60), LECTURE, BERLIN).attendees
    assert there.total is None


def test_who_waits_is_not_in_the_meeting() -> None:
    waits = row(5, "A", "2026-09-02 12:58", "2026-09-02 13:10", waiting=True)
    inside = row(6, "A", "2026-09-02 13:10", "2026-09-02 13:20")
    [who] = placed(zoom(waits, inside), LECTURE, BERLIN).attendees
    assert (who.lines, len(who.stays)) == ((5, 6), 1)
    [who] = placed(zoom(waits, begins=wall("2026-09-02 13:00")), LECTURE, BERLIN).attendees
    assert not who.was_there


def test_day_and_month_are_told_by_the_sessions_day() -> None:
    report = zoom(row(5, "A", "2026-02-09 13:00", "2026-02-09 13:30"), exchangeable=True)
    assert stays(report)[0].joined == utc("2026-09-02 11:00")


def test_a_report_of_another_day_is_refused() -> None:
    report = zoom(row(5, "A", "2026-09-09 13:00", "2026-09-09 13:30"))
    with pytest.raises(
        Unplaceable, match="ran Wed, Sep 9, 2026, 13:00-13:30, but Lecture took place"
    ):
        placed(report, LECTURE, BERLIN)


def test_a_report_of_lengths_only_is_taken() -> None:
    report = zoom(Row(2, "A", length=timedelta(minutes=50)))
    meeting = placed(report, LECTURE, BERLIN)
    assert meeting.begins is None
    assert overlaps(meeting, LECTURE)


def test_where_one_of_two_times_is_missing_the_length_stands() -> None:
    came = replace(row(5, "A", "2026-09-02 13:00", "2026-09-02 13:30"), left=None)
    left = replace(row(6, "B", "2026-09-02 13:00", "2026-09-02 13:30"), joined=None)
    half = timedelta(minutes=30)
    found = placed(zoom(replace(came, length=half), left), LECTURE, BERLIN).attendees
    assert [(who.stays, who.total, who.was_there) for who in found] == [
        ((), half, True), ((), None, False),
    ]  # fmt: skip


def test_an_attendee_keeps_all_that_their_row_says() -> None:
    one = row(5, "A", "2026-09-02 13:00", "2026-09-02 13:30", email="a@e.edu", login="a", host=True)
    guest = replace(one, line=6, name="B", guest=True, host=False, waiting=True)
    first, second = placed(zoom(one, guest, meeting="987"), LECTURE, BERLIN).attendees
    assert (first.name, first.email, first.login, first.lines) == ("A", "a@e.edu", "a", (5,))
    assert (first.host, first.guest, second.host, second.guest) == (True, False, False, True)
    assert placed(zoom(one, meeting="987"), LECTURE, BERLIN).name == "987"


def test_a_meeting_of_the_session_is_one_that_overlaps_it() -> None:
    def ran(begins: str, ends: str) -> Meeting:
        return Meeting(Source.ZOOM, "", utc(f"2026-09-02 {begins}"), utc(f"2026-09-02 {ends}"), ())

    assert overlaps(ran("10:00", "11:01"), LECTURE)
    assert overlaps(ran("11:59", "13:00"), LECTURE)
    assert not overlaps(ran("10:00", "11:00"), replace(LECTURE, began=LECTURE.starts))
    assert overlaps(replace(ran("03:00", "04:00"), ends=None), LECTURE)
    came = replace(row(5, "A", "2026-09-09 13:00", "2026-09-09 13:30"), left=None)
    assert placed(zoom(came), LECTURE, BERLIN).begins is None


def test_rows_of_one_name_and_address_are_one_attendee() -> None:
    one = row(5, "A", "2026-09-02 13:00", "2026-09-02 13:30", email="a@e.edu")
    other = row(6, "A", "2026-09-02 13:10", "2026-09-02 13:40", email="A@e.edu")
    third = row(7, "A", "2026-09-02 13:10", "2026-09-02 13:40", email="b@e.edu")
    found = placed(zoom(one, other, third), LECTURE, BERLIN).attendees
    assert [len(who.stays) for who in found] == [2, 1]
    assert merged(found) == found


def test_a_later_report_of_the_same_meeting_is_known_by_name_and_time() -> None:
    def meeting(name: str, begins: int | None, ends: int | None) -> Meeting:
        begin, end = (hour and datetime(2026, 9, 2, hour, tzinfo=UTC) for hour in (begins, ends))
        return Meeting(Source.ZOOM, name, begin or None, end or None, ())

    assert is_same(meeting("9", 11, 12), meeting("9", 11, 13))
    assert not is_same(meeting("9", 11, 12), meeting("8", 11, 12))
    assert not is_same(meeting("9", 11, 12), meeting("9", 13, 14))
    assert is_same(meeting("9", None, None), meeting("9", 13, 14))
    assert not is_same(meeting("9", 11, 12), replace(meeting("9", 11, 12), source=Source.TEAMS))


NIGHT_OF_CHANGE = st.datetimes(wall("2026-11-01 03:00"), wall("2026-11-01 09:00")).map(
    lambda moment: moment.replace(second=0, microsecond=0, fold=0, tzinfo=UTC)
)


@given(NIGHT_OF_CHANGE, st.integers(1, 180))
def test_what_a_clock_shows_is_found_again_with_its_length(joined: datetime, minutes: int) -> None:
    left = joined + timedelta(minutes=minutes)
    shown = [_clock(joined), _clock(left)]
    one = Row(5, "A", joined=shown[0], left=shown[1], length=timedelta(minutes=minutes))
    near = replace(NIGHT, starts=joined, ends=left)
    [stay] = stays(zoom(one, begins=shown[0], ends=shown[1], length=one.length), near, YORK)
    assert stay == Presence(joined, left)


def _clock(instant: datetime) -> datetime:
    return local(instant, YORK).replace(tzinfo=None, fold=0)
