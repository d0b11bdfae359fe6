"""What would be taken for one another, or for something else, is reported."""

from __future__ import annotations

import pytest

from tests.support.coursefile import problems, spoiled

NEXT = "    lasts: 90 min\n"
SURVEY = "survey: [{page: P, questions: [{key: a, ask: A?}, {key: a, ask: B?}]}]\npolicy:"


@pytest.mark.parametrize(
    ("first", "second", "known"),
    [
        ('username: "42"', "number: 42", "c:10:25: error: 42"),
        ('username: "e@x.de"', "email: e@x.de", "c:10:24: error: e@x.de"),
        ("username: emre, id: abc", "username: eda, id: abc", "c:10:36: error: abc"),
    ],
)
def test_two_people_that_are_known_by_the_same(first: str, second: str, known: str) -> None:
    text = spoiled(
        (
            "username: emre, zone: Asia/Tokyo}\n",
            f"{first}}}\n  - {{name: Eda, {second}}}\n",
        )
    )
    assert problems(text) == [
        f"{known}: Emre Demir is known by the same (c:9). Give one of them a username of their "
        "own, and no id."
    ]


def test_an_id_of_a_person_fits_into_a_button() -> None:
    assert problems(spoiled(("username: emre", "username: emre, id: 'a:b'"))) == [
        "c:9:44: error: a:b: A key is made of small letters, digits and hyphens. Write a-b."
    ]


@pytest.mark.parametrize(
    ("more", "key"), [("", "lecture-2026-09-08"), ("extra: [{at: 2026-09-10 08:00}]", "")]
)
def test_an_entry_called_like_another_ones_time(more: str, key: str) -> None:
    key = key or "lecture-2026-09-10-extra"
    lab = f"  - {{key: {key}, title: Lab, on: 2026-09-11, at: 18:00, lasts: 1 h}}\n"
    for text in (
        spoiled((NEXT, f"{NEXT}    {more}\n{lab}")),
        spoiled(("sessions:\n", f"sessions:\n{lab}"), (NEXT, f"{NEXT}    {more}\n")),
    ):
        lines = text.split("\n")
        line = 1 + next(number for number, each in enumerate(lines) if "Lab" in each)
        other = 1 + lines.index("  - key: lecture")
        assert problems(text) == [
            f"c:{line}:11: error: {key}: This is what a time of “Lecture” (line {other}) is "
            "called. Give it another key."
        ]


def test_two_questions_of_one_key_on_one_line() -> None:
    assert problems(spoiled(("policy:", SURVEY))) == [
        "c:24:57: error: a: The question on line 24 has the same key. Give each question a key of "
        "its own."
    ]


def test_two_options_of_one_key_are_one_mistake() -> None:
    assert problems(spoiled(("key: discuss", "key: attend"))) == [
        "c:33:12: error: attend: There are two options called “attend”: rename one."
    ]


def test_a_page_that_nobody_reads() -> None:
    page = "{page: P, consent: {seen by: []}, questions: [{key: a, ask: A?}]}"
    assert problems(spoiled(("policy:", f"survey: [{page}]\npolicy:"))) == [
        "c:24:39: error: Nobody would see these answers. Name instructor or assistant."
    ]
