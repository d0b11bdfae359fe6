"""Values and YAML that a new instructor writes wrong, and how they are answered."""

from __future__ import annotations

import pytest

from tests.support.coursefile import problems, spoiled


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
            "c:4:14: error: 22-8: These are no hours. Write 22:00-08:00.",
        ),
        (
            "places:",
            "announcements: 3 days\nplaces:",
            "c:4:16: error: 3 days: Names with values belong here. Known here: before, mention.",
        ),
        (
            "places:",
            "announcements: {mention: {sandbox: all}}\nplaces:",
            "c:4:36: error: sandbox: No platform whose groups can be called upon. They are "
            "discord and slack.",
        ),
        (
            "places:",
            "announcements: {mention: {dicsord: '1'}}\nplaces:",
            "c:4:36: error: dicsord: No platform whose groups can be called upon. Did you mean "
            "discord?",
        ),
        (
            "places:",
            "announcements: {mention: {discord: '@class'}}\nplaces:",
            "c:4:36: error: @class: On discord a role is known by its id. Write the role's id: "
            "Server Settings, Roles, right-click the role, Copy Role ID.",
        ),
    ],
)
def test_a_value_is_answered_by_how_it_is_written(old: str, new: str, found: str) -> None:
    assert problems(spoiled((old, new))) == [found]
