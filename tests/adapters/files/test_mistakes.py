"""Mistakes that a new instructor makes, and the sentence that tells each of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.files.reading import read_text
from tests.support.coursefile import BEFORE, RIGHT, problems, spoiled

PLAN = RIGHT[RIGHT.index("sessions:") : RIGHT.index("policy:")]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "    title: Lecture",
            "     title: Lecture",
            "c:12:11: error: This is not valid YAML: a second colon, or a line that is indented "
            "too far. Indent this line like the ones around it.",
        ),
        (
            "title: Lecture",
            "title: Lecture: intro",
            "c:12:19: error: This is not valid YAML: a second colon, or a line that is indented "
            "too far. Put quotes around a text that holds a colon.",
        ),
        (
            "   title: Lecture",
            "  title: Lecture",
            "c:12:4: error: This is not valid YAML: this line doesn't stand in line with those "
            "before it. Indent it like the ones that it belongs to.",
        ),
        (
            "    title: Lecture",
            "\ttitle: Lecture",
            "c:12:1: error: This is not valid YAML: a tab. Use spaces, not tabs, to indent.",
        ),
        (
            "on: tue",
            "on:tue",
            "c:13:5: error: This is not valid YAML: this line is no name with a value. Write it "
            "like name: value, with a space after the colon.",
        ),
        (
            "    title: Lecture",
            "    title:\u00a0Lecture",
            "c:12:11: error: U+00A0: A hard space, which looks like a space but is none. Type "
            "the spaces of this line again.",
        ),
        (
            "title: Lecture",
            'title: "Lecture',
            "c:12:12: error: This is not valid YAML: a quotation begins here and never ends. "
            "Close the quotes.",
        ),
        (
            "{sandbox: staff}",
            "{sandbox: #staff}",
            "c:6:10: error: This is not valid YAML: a bracket opens here and is not closed as it "
            "must be. Close it, separate its items by commas, and leave out any #.",
        ),
        (
            "username: nomvula",
            "username: @nomvula",
            "c:8:56: error: This is not valid YAML: no value begins with this character. Leave "
            "it out, or put quotes around the value.",
        ),
    ],
)
def test_yaml_is_explained_without_its_grammar(old: str, new: str, found: str) -> None:
    assert problems(spoiled((old, new))) == [found]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("at: 17:00", "at: 5 pm", "c:14:9: error: 5 pm: This is no time of day. Write 17:00."),
        ("at: 17:00", "at: 12 am", "c:14:9: error: 12 am: This is no time of day. Write 00:00."),
        ("at: 17:00", "at: 17h", "c:14:9: error: 17h: This is no time of day. Write 17:00."),
        ("at: 17:00", "at: 17.30", "c:14:9: error: 17.30: This is no time of day. Write 17:30."),
        (
            "at: 17:00",
            "at: 24:00",
            "c:14:9: error: 24:00: This is no time of day. Write 00:00, which begins the next "
            "day, or 23:59.",
        ),
        (
            "at: 17:00",
            "at: 25:00",
            "c:14:9: error: 25:00: This is no time of day. Write it from 00:00 to 23:59, such as "
            "17:00.",
        ),
        (
            "on: tue",
            "on: 2026-02-30",
            "c:13:9: error: 2026-02-30: This is no date of the calendar. February 2026 has 28 "
            "days.",
        ),
        (
            "2026-09-07",
            "07.09.2026",
            "c:3:16: error: 07.09.2026: This is no date of the calendar. Write 2026-09-07.",
        ),
        (
            "2026-09-07",
            "2026-9-7",
            "c:3:16: error: 2026-9-7: This is no date of the calendar. Write 2026-09-07.",
        ),
        (
            "2026-09-07",
            "9/7/2026",
            "c:3:16: error: 9/7/2026: This is no date of the calendar. Write year-month-day, "
            "such as 2026-09-14.",
        ),
        ("on: tue", "on: dienstag", "c:13:9: error: dienstag: This is no weekday. Write tue."),
        ("on: tue", "on: mardi", "c:13:9: error: mardi: This is no weekday. Write tue."),
        ("on: tue", "on: Tues", "c:13:9: error: Tues: This is no weekday. Write tue."),
        (
            "on: tue",
            "on: tue thu",
            "c:13:9: error: tue thu: This is no weekday. Put commas between weekdays: tue, thu.",
        ),
        (
            "on: tue",
            "on: Tue and Thu",
            "c:13:9: error: Tue and Thu: This is no weekday. Put commas between weekdays: tue, "
            "thu.",
        ),
        (
            "on: tue",
            "on: [tue, mit]",
            "c:13:9: error: “mit” is no weekday. They are mon to sun.",
        ),
        (
            "on: tue",
            "on: 2",
            "c:13:9: error: 2: This is neither a weekday nor a date. Write it like tue or "
            "2026-09-14.",
        ),
        (
            "90 min",
            "1.5 h",
            "c:15:12: error: 1.5 h: This is no length of time. Write 1 h 30 min.",
        ),
        (
            "90 min",
            "1:30",
            "c:15:12: error: 1:30: This is no length of time. Write 1 h 30 min.",
        ),
        (
            "local thu 23:59",
            "local 23:59",
            "c:21:16: error: local 23:59: This due time names no day. Write local thu 23:59, or "
            "0 days later 23:59 for the day itself.",
        ),
        (
            "local thu 23:59",
            "thu 23:59 local",
            "c:21:16: error: thu 23:59 local: This is no due time. Write local thu 23:59.",
        ),
        (
            "places:",
            "quiet hours: 22-8\nplaces:",
            "c:4:14: error: 22-8: These are no hours. Write them like 22:00-08:00.",
        ),
        (
            "places:",
            "announcements: 3 days\nplaces:",
            "c:4:16: error: 3 days: Names with values belong here. Known here: before.",
        ),
    ],
)
def test_a_value_is_answered_by_how_it_is_written(old: str, new: str, found: str) -> None:
    assert problems(spoiled((old, new))) == [found]


@pytest.mark.parametrize(
    ("zone", "found"),
    [
        (
            "EST",
            "c:2:7: warning: EST: This is an offset, which knows no summer time. "
            "Did you mean America/New_York?",
        ),
        (
            "Etc/GMT+5",
            "c:2:7: warning: Etc/GMT+5: This is an offset, which knows no summer time. "
            "Name a place, such as Europe/Berlin.",
        ),
        ("PST", "c:2:7: error: PST: There is no such time zone. Did you mean America/Los_Angeles?"),
        ("MEZ", "c:2:7: error: MEZ: There is no such time zone. Did you mean Europe/Berlin?"),
        ("Berlin", "c:2:7: error: Berlin: There is no such time zone. Did you mean Europe/Berlin?"),
        (
            "UTC+2",
            "c:2:7: error: UTC+2: There is no such time zone. Name a place, such as "
            "Europe/Berlin: an offset knows no summer time.",
        ),
    ],
)
def test_a_zone_is_a_place(zone: str, found: str) -> None:
    assert problems(spoiled(("zone: Europe/Berlin", f"zone: {zone}"))) == [found]


def test_utc_is_a_zone_without_a_remark() -> None:
    assert problems(spoiled(("zone: Europe/Berlin", "zone: UTC"))) == []


def test_a_persons_zone_is_a_place_too() -> None:
    assert problems(spoiled(("Asia/Tokyo", "EST"))) == [
        "c:9:46: warning: EST: This is an offset, which knows no summer time. "
        "Did you mean America/New_York?"
    ]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "role: instructor",
            "role: teacher",
            "c:8:34: error: teacher: This is none of student, assistant, instructor. Did you "
            "mean instructor?",
        ),
        (
            "    lasts:",
            "    length:",
            "c:15:5: error: length: This word is not known here. Did you mean lasts?",
        ),
        (
            "    title: Lecture",
            "    title: Lecture\n    kind: lecture",
            "c:13:11: error: lecture: This is none of teaching, discussion, community, "
            "celebration, feedback. Did you mean teaching?",
        ),
    ],
)
def test_the_words_of_other_apps_are_understood(old: str, new: str, found: str) -> None:
    assert found in problems(spoiled((old, new)))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "term: {starts: 2026-09-07, ends: 2026-10-04}\n",
            "",
            "c:1:1: error: “term” is missing. Write it like "
            "term: {starts: 2026-09-14, ends: 2026-12-18}.",
        ),
        (
            "    lasts: 90 min\n",
            "",
            "c:11:5: error: “lasts” is missing. Write it like lasts: 90 min.",
        ),
        (
            "staff: {sandbox: staff}",
            "staff: #staff",
            "c:6:3: error: The staff place is empty. Write it like {sandbox: staff}, without "
            "the #, which begins a comment.",
        ),
    ],
)
def test_what_is_missing_is_shown(old: str, new: str, found: str) -> None:
    assert problems(spoiled((old, new))) == [found]


def test_an_unknown_option_is_one_mistake() -> None:
    assert problems(spoiled(("choose: 1", "choose: 1\n  of: [dicuss]"))) == [
        "c:27:7: error: There is no option “dicuss”: did you mean “discuss”?"
    ]


def test_a_term_of_the_wrong_year_is_one_mistake() -> None:
    assert problems(spoiled(("ends: 2026", "ends: 2062"))) == [
        "c:3:34: error: 2062-10-04: The term is longer than a year. Check the year."
    ]


def test_an_entry_that_begins_after_the_term_is_told_where_it_says_so() -> None:
    assert problems(spoiled(("on: tue", "on: tue\n    from: 2026-12-09"))) == [
        "c:14:11: error: 2026-12-09: It begins after the term ends (2026-10-04). "
        "Begin it earlier, or say until when."
    ]


def test_two_people_with_one_address_are_told_in_words() -> None:
    text = spoiled(
        ("username: nomvula", "username: nomvula, email: n@x.de"),
        ("username: emre", "username: emre, email: n@x.de"),
    )
    assert problems(text) == [
        "c:9:47: error: n@x.de: Nomvula Brandt has the same e-mail address (c:8). "
        "Each person is listed once."
    ]


def test_daylight_saving_names_the_date() -> None:
    text = spoiled(
        ("2026-09-07", "2027-03-08"), ("2026-10-04", "2027-04-04"), ("on: tue", "on: sun")
    )
    assert problems(text.replace("at: 17:00", "at: 02:30")) == [
        "c:14:9: warning: 02:30: On 2027-03-28 the clock in Europe/Berlin leaps over 02:30; "
        "it starts at 03:30."
    ]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            PLAN,
            "",
            "c:1:1: warning: The plan is empty: no session and no discussion takes place.",
        ),
        (
            "on: tue",
            "on: tue\n    move: [{date: 2026-09-15}]",
            "c:14:12: warning: This changes nothing. Add to:, lasts:, title: or link:.",
        ),
        (
            "90 min",
            "30 h",
            "c:15:12: warning: 30 h: It lasts longer than half a day. Is that meant?",
        ),
        (
            "prompt: What stayed with you?",
            "expects: {posts: 0}\n    prompt: What?",
            "c:23:14: warning: It expects nothing of anybody. Ask for a post or a reply.",
        ),
        (
            "    prompt: What stayed with you?\n",
            "",
            "c:17:5: warning: forum: It asks nothing. Add prompt:, or one for each of its topics.",
        ),
    ],
)
def test_what_can_hardly_be_meant_is_a_warning(old: str, new: str, found: str) -> None:
    assert found in problems(spoiled((old, new)))


def test_an_option_that_nobody_can_take_is_a_warning() -> None:
    assert problems(
        spoiled((RIGHT[RIGHT.index("sessions:") : RIGHT.index("discussions:")], ""))
    ) == [
        "c:24:15: warning: session: The plan has no session that is counted, so nobody can earn "
        "this."
    ]


def _with_roster(folder: Path, content: bytes) -> list[str]:
    (folder / "r.csv").write_bytes(content)
    text = spoiled(("people:", "roster: r.csv\npeople:"))
    found = read_text(text, "c", BEFORE, folder)
    if found.description:
        assert [one.person.name for one in found.description.people][-1] == "Zoë Å"
    return [str(one).replace(str(folder / "r.csv"), "r") for one in found.problems]


ROSTER = "username,name,email,zone\nzoe,Zoë Å,zoe@x.de,Europe/Paris\n"


@pytest.mark.parametrize(
    "content",
    [
        ROSTER.encode("utf-8-sig"),
        ROSTER.replace(",", ";").replace("\n", "\r\n").encode("utf-8-sig"),
        ROSTER.replace(",", "\t").encode("utf-16"),
        ROSTER.replace(",", "\t").encode("utf-16-le"),
        ROSTER.replace(",", "\t").encode("utf-16-be"),
        b"sep=;\r\n" + ROSTER.replace(",", ";").replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbfsep=;\n" + ROSTER.replace(",", ";").encode(),
        ROSTER.replace("\n", ",,\n").encode(),
        ROSTER.replace("Paris", "Paris,,").encode(),
        b",,,\n" + ROSTER.encode(),
    ],
    ids=[
        *("bom", "semicolons", "utf16-tabs", "utf16-le", "utf16-be", "sep", "bom-sep"),
        *("empty-columns", "empty-cells", "empty-row"),
    ],
)
def test_what_a_spreadsheet_saves_is_a_roster(tmp_path: Path, content: bytes) -> None:
    assert _with_roster(tmp_path, content) == []


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "r:1:1: error: This roster is empty. Add a line for each person."),
        (
            b"PK\x03\x04\x14\x00\x06\x00",
            "r:1:1: error: This is a workbook, no CSV file. Save it as “CSV UTF-8”.",
        ),
        (
            ROSTER.encode("cp1252"),
            "r:2:1: error: This file is not UTF-8. Save it as “CSV UTF-8”.",
        ),
        (
            b"username,name,email\nzoe,Zoe\n",
            "r:2:1: error: This row has 2 cells, the first line has 3. Leave a cell empty, but "
            "keep its separator.",
        ),
        (
            b"username,name,email\nzoe,Ng, Zoe,zoe@x.de\n",
            "r:2:1: error: This row has 4 cells, the first line has 3. Put quotes around a cell "
            "that holds the separator.",
        ),
        (
            b"sep=;\nusername;name;zone\nzoe;Zoe;Pariss\n",
            "r:3:9: error: Pariss: There is no such time zone. Did you mean Europe/Paris?",
        ),
        (
            b"username,name,role\nzoe,Zoe,tutor\n",
            "r:2:9: error: tutor: This is no role. Did you mean assistant?",
        ),
    ],
)
def test_a_roster_that_is_none_is_told_once(tmp_path: Path, content: bytes, found: str) -> None:
    assert _with_roster(tmp_path, content) == [found]
