"""Every fault in a plan is reported with its line, column, value and remedy."""

import pytest

from tests.support.coursefile import problems, spoiled

FAULTS = [
    (
        "on: tue",
        "on: tusday",
        [
            "c:13:9: error: tusday: This is no weekday. Did you mean tuesday?",
        ],
    ),
    (
        "on: tue",
        "on: 2026-09-08\n    repeats: weekly",
        [
            "c:13:9: error: 2026-09-08: It repeats, but is on one date. Name weekdays here and "
            "the first day with from:, or leave out repeats:.",
        ],
    ),
    (
        "on: tue",
        "on: tue\n    repeats: once",
        [
            "c:13:9: error: tue: It takes place once, but no date says when. Write on: with a "
            "date, such as 2026-10-06.",
        ],
    ),
    (
        "on: tue",
        "on: tue\n    repeats: wekly",
        [
            "c:14:14: error: wekly: This is none of once, daily, weekly, biweekly. Did you "
            "mean weekly?",
        ],
    ),
    (
        "    on: tue\n",
        "",
        [
            "c:11:5: error: It repeats by the week but names no weekday; add one, such as on: tue.",
        ],
    ),
    (
        "at: 17:00",
        "at: 25:00",
        [
            "c:14:9: error: 25:00: This is no time of day. Write it from 00:00 to 23:59, such "
            "as 17:00.",
        ],
    ),
    (
        "at: 17:00",
        "at: [a]",
        [
            "c:14:9: error: A single value belongs here.",
        ],
    ),
    (
        "lasts: 90 min",
        "lasts: 90",
        [
            "c:15:12: error: 90: This is no length of time. Add the unit, such as 90 min.",
        ],
    ),
    (
        "lasts: 90 min",
        "lasts: 0 min",
        [
            "c:15:12: error: 0 min: It must last longer than no time at all.",
        ],
    ),
    (
        "lasts: 90 min",
        "lenght: 90 min",
        [
            "c:11:5: error: “lasts” is missing. Write it like lasts: 90 min.",
            "c:15:5: error: lenght: This word is not known here. Known here: key, title, "
            "repeats, from, until, times, skip, move, extra, topics, counted, kind, on, at, "
            "lasts, link.",
        ],
    ),
    (
        "lasts: 90 min",
        "lasts: 90 min\n    skip: [2026-09-09]",
        [
            "c:16:12: error: 2026-09-09: It takes place on no such date; the nearest is "
            "2026-09-08.",
        ],
    ),
    (
        "lasts: 90 min",
        "lasts: 90 min\n    until: 2026-09-01",
        [
            "c:16:12: error: 2026-09-01: It ends before it first takes place on 2026-09-07.",
        ],
    ),
    (
        "lasts: 90 min",
        "lasts: 90 min\n    until: 2026-12-01\n    times: 3",
        [
            "c:17:12: error: 3: Give until or times, not both.",
        ],
    ),
    (
        "lasts: 90 min",
        "lasts: 90 min\n    times: three",
        [
            "c:16:12: error: three: This is no whole number. Write digits only, such as 2.",
        ],
    ),
    (
        "lasts: 90 min",
        "lasts: 90 min\n    counted: perhaps",
        [
            "c:16:14: error: perhaps: This is neither yes nor no. Write yes or no.",
        ],
    ),
    (
        "lasts: 90 min",
        "lasts: 90 min\n    kind: teachin",
        [
            "c:16:11: error: teachin: This is none of teaching, discussion, community, "
            "celebration, feedback. Did you mean teaching?",
        ],
    ),
    (
        "lasts: 90 min",
        "lasts: 90 min\n    link: meet.example.edu",
        [
            "c:16:11: error: meet.example.edu: This is no link. It begins with https:// and "
            "has no spaces.",
        ],
    ),
    (
        "lasts: 90 min",
        "lasts: 90 min\n    topics: [1, 2, 3, 4, 5]",
        [
            "c:16:26: warning: 5: It takes place 4 times; the topics from here on are never used.",
        ],
    ),
    (
        "lasts: 90 min",
        "lasts: 90 min\n    move:\n      - {date: 2026-09-15, too: 2026-09-16 17:00}",
        [
            "c:17:28: error: too: This word is not known here. Did you mean to?",
        ],
    ),
    (
        "lasts: 90 min",
        "lasts: 90 min\n    move:\n      - {date: 2026-09-15, to: 2026-09-16}",
        [
            "c:17:32: error: 2026-09-16: This is no date with a time of day. Add the time, "
            "such as 2026-09-16 17:00.",
        ],
    ),
    (
        "lasts: 90 min",
        "lasts: 90 min\n  - {key: lab, title: Lab, on: tue, at: 18:00, lasts: 1 h}",
        [
            "c:16:41: error: lab: It overlaps “Lecture” (line 11): Tue, Sep 8, 2026, 18:00, 4 "
            "times in all. Move one of them.",
        ],
    ),
    (
        "lasts: 90 min",
        "lasts: 90 min\n  - {key: lecture, title: Lab, on: wed, at: 18:00, lasts: 1 h}",
        [
            "c:16:11: error: lecture: The entry on line 11 has the same key. Give each entry a "
            "key of its own.",
        ],
    ),
    (
        "lasts: 90 min",
        "lasts: 90 min\n  - {key: Lab 1, title: Lab, on: wed, at: 18:00, lasts: 1 h}",
        [
            "c:16:11: error: Lab 1: A key is made of small letters, digits and hyphens. Write "
            "lab-1.",
        ],
    ),
    (
        "lasts: 90 min",
        "lasts: 90 min\n  - {key: party, title: Party, on: 2026-10-09, at: 18:00, lasts: 1 h}",
        [
            "c:16:5: warning: party: One time of this entry lies outside the term (2026-09-07 "
            "to 2026-10-04), first on Fri, Oct 9, 2026, 18:00.",
        ],
    ),
    (
        "sessions:",
        "sesions:",
        [
            "c:10:1: error: sesions: This word is not known here. Did you mean sessions?",
        ],
    ),
    (
        "posts due: local thu 23:59",
        "posts due: thursday",
        [
            "c:21:16: error: thursday: This is no due time. Write it like thu 23:59, local sun "
            "23:59 or 2026-10-01 23:59.",
        ],
    ),
    (
        "posts due: local thu 23:59",
        "posts due: 2026-09-06 12:00",
        [
            "c:21:16: error: 2026-09-06 12:00: Posts are due (2026-09-06 12:00) before it "
            "opens (2026-09-07 09:00).",
        ],
    ),
    (
        "replies due: sun 23:59",
        "replies due: 2026-09-08 12:00",
        [
            "c:22:18: error: 2026-09-08 12:00: Replies are due before posts are (2026-09-10 "
            "23:59).",
        ],
    ),
    (
        "posts due: local thu 23:59\n",
        "",
        [
            "c:21:20: error: This is not valid YAML: a second colon, or a line that is indented "
            "too far. Indent this line like the ones around it.",
        ],
    ),
    (
        "    posts due: local thu 23:59\n",
        "",
        [
            "c:17:5: error: “posts due” is missing. Write it like posts due: local thu 23:59.",
        ],
    ),
]


@pytest.mark.parametrize(("right", "wrong", "said"), FAULTS)
def test_a_fault_is_said_where_it_stands(right: str, wrong: str, said: list[str]) -> None:
    assert problems(spoiled((right, wrong))) == said
