"""Teams' reports with more sections than are read, and with titles full of commas."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from adapters.meetings.report_reader import read_report
from bot.chat.refusal import Refusal
from tests.support.meeting_files import Visit, teams, zoom

AT_ONE = datetime.fromisoformat("2026-09-22 13:00")
ANA = Visit("Lima, Ana", "ana@example.edu", AT_ONE, AT_ONE.replace(hour=14))
COMMAS = "Read, mark, learn, digest, ask, answer, and, above all, come"


@pytest.mark.parametrize("heading", ["4. Engagement", "4. Q&A", "4.Reactions"])
def test_sections_after_the_activities_are_passed_over(heading: str) -> None:
    text = teams([ANA]).decode("utf-16")
    more = f"\r\n{heading}\r\nName\tRaised hands\r\nLima, Ana\t3\r\n"
    report = read_report((text + more).encode("utf-16"), "x.csv")
    assert report.rows == read_report(text.encode("utf-16"), "x.csv").rows


def test_the_list_from_within_a_meeting_is_told_from_the_report() -> None:
    text = "Full Name\tUser Action\tTimestamp\r\nLima, Ana\tJoined\t9/22/2026, 1:00:00 PM\r\n"
    with pytest.raises(Refusal, match="this is the list that Teams gives while a meeting"):
        read_report(text.encode("utf-16"), "x.csv")


def test_a_numbered_heading_in_another_language_is_no_teams_report_in_english() -> None:
    text = "1. Zusammenfassung\r\nTitel\tWoche 1\r\n\r\n2. Teilnehmer\r\nName\tErster Beitritt\r\n"
    with pytest.raises(Refusal, match="in another language"):
        read_report(text.encode("utf-16"), "x.csv")


def test_a_title_full_of_commas_divides_no_cells() -> None:
    text = teams([ANA]).decode("utf-16")
    before = text.split("Meeting title\t")[1].split("\r\n")[0]
    report = read_report(text.replace(before, COMMAS, 1).encode("utf-16"), "x.csv")
    assert (report.meeting, report.rows[0].name) == (COMMAS, "Lima, Ana")


def test_nor_does_a_topic_full_of_them_in_a_file_with_semicolons() -> None:
    text = zoom([Visit("Ana", "", ANA.joined, ANA.left)]).decode("utf-8-sig").replace(",", ";")
    report = read_report(text.replace("Week 1", COMMAS).encode(), "x.csv")
    assert [row.name for row in report.rows] == ["Ana"]
    quoted = zoom([ANA]).decode("utf-8-sig").replace("Week 1", f'"{COMMAS.replace(",", ";")}"')
    assert [row.name for row in read_report(quoted.encode(), "x.csv").rows] == ["Lima, Ana"]


def test_who_came_without_both_times_has_the_length_alone() -> None:
    text = teams([ANA], activities=False).decode("utf-16")
    more = "Ode, Ben\t\t9/22/26, 2:00:00 PM\t12m 5s\tben@example.edu\t\tAttendee\r\n"
    report = read_report((text + more).encode("utf-16"), "x.csv")
    ben = report.rows[-1]
    assert (ben.name, ben.joined, ben.left) == ("Ode, Ben", None, None)
    assert ben.length == timedelta(minutes=12, seconds=5)


def test_a_report_that_says_only_who_attended_is_refused_with_what_to_do() -> None:
    text = teams([ANA], activities=False).decode("utf-16")
    header = next(line for line in text.splitlines() if line.startswith("Name"))
    row = "Lima, Ana\t\t\t\tana@example.edu\tana@example.edu\tAttendee\r\n"
    empty = text.partition("Lima, Ana\t")[0] + row
    bare = text.partition(header)[0] + "Name\tEmail\tRole\r\nLima, Ana\tana@example.edu\tAttendee"
    for written, said in ((empty, "this row doesn't say when"), (bare, "this list doesn't say")):
        with pytest.raises(Refusal) as refused:
            read_report(written.encode("utf-16"), "x.csv")
        assert said in str(refused.value)
        assert str(refused.value).endswith("mark students by hand: /class session present.")
