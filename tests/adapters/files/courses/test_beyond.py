"""Values that lead out of the calendar, out of a database or out of sight are refused in words."""

from __future__ import annotations

import pytest

from tests.support.coursefile import description, problems, spoiled

TERM = "starts: 2026-09-07, ends: 2026-10-04"
LASTS = "lasts: 90 min"
TOO_LONG = "Nothing in a class takes longer than ten years. Check the number."
TOO_LARGE = "This number is too large. Is it meant?"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            TERM,
            "starts: 2026-09-07, ends: 9999-12-31",
            "c:3:34: error: 9999-12-31: No class meets in this year. Check the year.",
        ),
        (
            "on: tue",
            "on: 0001-01-01",
            "c:13:9: error: 0001-01-01: No class meets in this year. Check the year.",
        ),
        (
            LASTS,
            f"{LASTS}\n    extra: [{{at: 9999-12-31 23:59}}]",
            "c:16:18: error: 9999-12-31 23:59: This is no date with a time of day. Check the year.",
        ),
        (
            "local thu 23:59",
            "9999-12-31 23:59",
            "c:21:16: error: 9999-12-31 23:59: No class meets in this year. Check the year.",
        ),
        ("90 min", "999999 weeks", f"c:15:12: error: 999999 weeks: {TOO_LONG}"),
        (
            "places:",
            "announcements: {before: 900000 weeks}\nplaces:",
            f"c:4:25: error: 900000 weeks: {TOO_LONG}",
        ),
        (
            "choose: 1",
            "choose: 1\n  locks after: 999999 weeks",
            f"c:27:16: error: 999999 weeks: {TOO_LONG}",
        ),
    ],
)
def test_nothing_leads_out_of_the_calendar(old: str, new: str, found: str) -> None:
    assert problems(spoiled((old, new))) == [found]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "prompt: What",
            "expects: {words: 99999999999999999999}\n    prompt: What",
            f"c:23:22: error: 99999999999999999999: {TOO_LARGE}",
        ),
        ("choose: 1", "points: 1e400", f"c:26:11: error: 1e400: {TOO_LARGE}"),
        (
            "choose: 1",
            "points: nan",
            "c:26:11: error: nan: This is no number. Write it like 2 or 1.5.",
        ),
        (
            "choose: 1",
            "points: 1e-400",
            "c:26:11: error: 1e-400: This number has too many decimals. Write it like 2 or 1.5.",
        ),
        (
            "{act: attend}",
            "{act: attend, share: 1e-400}",
            "c:32:32: error: 1e-400: This share has too many decimals. Write it like 75%.",
        ),
        (
            "title: Come",
            "title: Come\n      times: 99999999999999999999",
            f"c:30:14: error: 99999999999999999999: {TOO_LARGE}",
        ),
    ],
)
def test_no_number_is_larger_or_finer_than_can_be_kept(old: str, new: str, found: str) -> None:
    assert problems(spoiled((old, new))) == [found]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "title: Lecture",
            'title: "Lec\\0ture"',
            "c:12:12: error: Lec\\x00ture: It holds a character that no text has, U+0000. "
            "Delete it.",
        ),
        (
            "title: Lecture",
            'title: "Lec\\ud800ture"',
            "c:12:12: error: Lec\\ud800ture: It holds a character that no text has, U+D800. "
            "Delete it.",
        ),
        (
            "places:",
            'roster: "a\\0b.csv"\nplaces:',
            "c:4:9: error: a\\x00b.csv: It holds a character that no text has, U+0000. Delete it.",
        ),
        (
            "{sandbox: announcements}",
            '{sandbox: "a\\0"}',
            "c:5:19: error: a\\x00: It holds a character that no text has, U+0000. Delete it.",
        ),
        (
            "key: lecture",
            "key: lec\u200bture",
            "c:11:10: error: lec\\u200bture: It holds an invisible character, U+200B. Type it "
            "again by hand: lecture.",
        ),
        (
            "2026-09-07",
            "2026-09-07\u200e",
            "c:3:16: error: 2026-09-07\\u200e: It holds an invisible character, U+200E. Type it "
            "again by hand: 2026-09-07.",
        ),
        (
            "username: emre",
            "username: em\u200bre",
            "c:9:34: warning: em\\u200bre: It holds characters that nobody sees, so nobody can "
            "type it. Type it again by hand: emre.",
        ),
    ],
)
def test_characters_that_nobody_sees_are_shown(old: str, new: str, found: str) -> None:
    assert problems(spoiled((old, new))) == [found]


def test_a_terminal_is_told_nothing_by_what_was_written() -> None:
    assert problems(spoiled(("at: 17:00", 'at: "\\e[2J"'))) == [
        "c:14:9: error: \\x1b[2J: This is no time of day. Write it from 00:00 to 23:59, such as "
        "17:00."
    ]


def test_joined_and_right_to_left_text_stays_as_it_is() -> None:
    title = "👩\u200d🔬 دانش\u200cآموز"
    assert description(("title: Chemistry", f"title: {title}")).course.title == title


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (
            f"{{key: {'k' * 51}, ask: A?}}",
            f"c:24:38: error: {'k' * 51}: This key is too long. Shorten it to 50 characters: it "
            "stands in buttons and forms.",
        ),
        (
            f"{{key: a, ask: A?, answer: one, choices: [{'long ' * 20}, b]}}",
            f"c:24:73: error: {('long ' * 12)[:59]}…: This choice is too long to be a key by "
            "itself. Add key: with a short word.",
        ),
        (
            f"{{key: a, ask: A?, answer: one, choices: [{', '.join(map(str, range(26)))}]}}",
            "c:24:72: warning: a: A form shows 25 choices on Discord, these are 26. List fewer, "
            "or ask for a line of text.",
        ),
    ],
)
def test_a_form_that_no_platform_could_show(question: str, found: str) -> None:
    survey = f"survey: [{{page: P, questions: [{question}]}}]\npolicy:"
    assert problems(spoiled(("policy:", survey))) == [found]


def test_quiet_hours_that_leave_little_of_the_day_are_a_warning() -> None:
    said = "In these hours nobody is written to: little of the day is left. Is it the other way"
    assert problems(spoiled(("places:", "quiet hours: 00:00-23:59\nplaces:"))) == [
        f"c:4:14: warning: 00:00-23:59: {said} round?"
    ]
    assert problems(spoiled(("places:", "quiet hours: 00:00-00:00\nplaces:"))) == []
