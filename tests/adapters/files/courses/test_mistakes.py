"""Mistakes that a new instructor makes, and the sentence that tells each of them."""

from __future__ import annotations

import pytest

from tests.support.coursefile import RIGHT, problems, spoiled

PLAN = RIGHT[RIGHT.index("sessions:") : RIGHT.index("policy:")]


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
            "local thu 23:59",
            "10 days later 23:59",
            "c:21:16: warning: 10 days later 23:59: Posts are due after the term's last week, "
            "first on Thu, Oct 8, 2026, 23:59: that earns nothing. Let them be due earlier, end "
            "the term later, or write counted: no.",
        ),
        (
            "choose: 1",
            "choose: 1\n  free weeks: [1, 2, 3, 4]",
            "c:27:15: warning: Nothing is asked in any week of the term. Is that meant?",
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
