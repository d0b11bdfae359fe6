"""Zoom's other reports: a webinar's, and the one of all meetings of a host."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from adapters.meetings.report_reader import read_report
from bot.chat.refusal import Refusal
from bot.model.attendance.reports import Report

TIMES = "09/02/2026 01:00:00 PM,09/02/2026 01:50:00 PM,50"
PEOPLE = "User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest"
WEBINAR = f"""Attendee Report
Report Generated:,"09/02/2026 03:00 PM"
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,Unique Viewers,
"Week 1, lecture",812 3456 7890,09/02/2026 12:55:03 PM,82,3,2,
Host Details,
Attended,{PEOPLE},Country/Region Name,
Yes,Tobe Okafor,tobe@example.edu,{TIMES},No,Kenya,
Panelist Details,
Attended,{PEOPLE},Country/Region Name,
Yes,Pat Kim,pat@example.edu,{TIMES},No,Peru,
Attendee Details,
Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Join Time,\
Leave Time,Time in Session (minutes),Is Guest,Country/Region Name,
Yes,Ana Lima,Ana,Lima,ana@example.edu,08/30/2026 09:00:00 AM,{TIMES},Yes,Peru,
No,Ben Ode,Ben,Ode,ben@example.edu,08/30/2026 09:00:00 AM,--,--,--,--,--,
Other Attended,
User Name,Join Time,Leave Time,Time in Session (minutes),Country/Region Name,
15551234567,{TIMES},Peru,
"""
OF_HOST = (
    "Topic,Meeting ID,User Name,User Email,Department,Start Time,End Time,Duration (Minutes),"
    "Participants,Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,"
    "Recording Consent,In Waiting Room\n"
)
MEETING = (
    "Week 1,812 3456 7890,Tobe Okafor,tobe@example.edu,,"
    "09/02/2026 12:55:03 PM,09/02/2026 02:16:40 PM,82,2,"
)
ROWS = (
    f"{MEETING}Tobe Okafor,tobe@example.edu,{TIMES},No,,No\n"
    f"{MEETING}Ana Lima,ana@example.edu,{TIMES},Yes,,No\n"
    f"{MEETING}Ben Ode,,{TIMES},Yes,,Yes\n"
)


def read(text: str) -> Report:
    return read_report(text.encode("utf-8-sig"), "x.csv")


def test_a_webinars_lists_are_read_one_after_the_other() -> None:
    report = read(WEBINAR)
    assert report.meeting == "81234567890"
    assert report.begins == datetime.fromisoformat("2026-09-02 12:55:03")
    assert report.length == timedelta(minutes=82)
    assert [(row.line, row.name, row.email, row.host, row.guest) for row in report.rows] == [
        (7, "Tobe Okafor", "tobe@example.edu", True, False),
        (10, "Pat Kim", "pat@example.edu", False, False),
        (13, "Ana Lima", "ana@example.edu", False, True),
        (17, "15551234567", None, False, False),
    ]
    assert {row.joined for row in report.rows} == {datetime.fromisoformat("2026-09-02 13:00")}
    assert {row.length for row in report.rows} == {timedelta(minutes=50)}


def test_a_webinars_file_that_was_cut_off_is_refused() -> None:
    for text, said in (
        (WEBINAR.partition("Host Details")[0], "x.csv:4: the file ends before the list"),
        (WEBINAR.partition("09/02/2026 01:50:00 PM")[0], "x.csv:7: this row doesn't say when"),
    ):
        with pytest.raises(Refusal) as refused:
            read(text)
        assert said in str(refused.value)


def test_the_meeting_in_each_row_is_not_taken_for_the_attendee() -> None:
    report = read(OF_HOST + ROWS)
    assert (report.meeting, report.length) == ("81234567890", timedelta(minutes=82))
    assert report.begins == datetime.fromisoformat("2026-09-02 12:55:03")
    assert [(row.name, row.email, row.length, row.host, row.waiting) for row in report.rows] == [
        ("Tobe Okafor", "tobe@example.edu", timedelta(minutes=50), True, False),
        ("Ana Lima", "ana@example.edu", timedelta(minutes=50), False, False),
        ("Ben Ode", None, timedelta(minutes=50), False, True),
    ]


def test_several_meetings_of_a_host_are_refused_with_the_line() -> None:
    other = ROWS.replace("812 3456 7890", "899 9999 9999").replace("Week 1", "Another course")
    with pytest.raises(Refusal) as refused:
        read(OF_HOST + ROWS + other)
    assert str(refused.value) == (
        "x.csv:5: this row is of another meeting (899 9999 9999 09/02/2026 12:55:03 PM) than the "
        "first one (812 3456 7890 09/02/2026 12:55:03 PM). Give the report of one meeting: in "
        "Zoom, Reports, Usage, the meeting's Participants, Export."
    )


def test_without_rows_a_hosts_report_lists_nobody() -> None:
    with pytest.raises(Refusal, match="the report lists nobody"):
        read(OF_HOST)


def test_a_webinar_may_say_names_in_two_columns() -> None:
    lists = (
        "Topic,Webinar ID,Actual Start Time\nWeek 1,812 3456 7890,09/02/2026 12:55:03 PM\n"
        "Attendee Details\n"
        "Attended,First Name,Last Name,Email,Join Time,Leave Time,Time in Session (minutes)\n"
        f"Yes,Ana,Lima,ana@example.edu,{TIMES}\nYes,Bo,,,{TIMES}\n"
    )
    assert [row.name for row in read(lists).rows] == ["Ana Lima", "Bo"]
