"""The gradebook's week in words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.model.gradebook.gradebook import Key, summary, takers
from tests.support.gradebook import a_week, row


def test_the_summary_says_how_many_earned_what() -> None:
    week = a_week(row("Amara"), row("Bao", "1"), row("Ciara", "0"), row("Dodo", None))
    assert summary(week) == (
        "Week 3 of Chemistry 101 (Sep 7 to Sep 13, 2026) is locked.",
        "Of 3 students counted, 1 earned everything asked, 1 a part and 1 nothing.",
        "1 student is not counted this week.",
    )


def test_a_provisional_week_of_nobody_has_a_summary_too() -> None:
    empty = replace(a_week(), locked=False)
    assert summary(empty) == (
        "Week 3 of Chemistry 101 (Sep 7 to Sep 13, 2026) is provisional.",
        "Of 0 students counted, 0 earned everything asked, 0 a part and 0 nothing.",
    )


def test_a_free_week_finds_everyone_done() -> None:
    free = replace(row("Amara", "0"), asked=Decimal(0))
    assert "1 earned everything asked, 0 a part and 0 nothing" in summary(a_week(free))[1]


def test_two_who_are_not_counted_are_two() -> None:
    week = a_week(row("Amara", None), row("Bao", None))
    assert summary(week)[2] == "2 students are not counted this week."


def test_takers_count_students_not_credit() -> None:
    week = a_week(row("Amara", "2"), row("Bao", "0.5"), row("Ciara", "0"))
    assert takers(week) == (("Attend live", 2), ("Discuss", 0))


def test_keys_are_trimmed_and_a_missing_one_is_empty() -> None:
    student = row("Amara", email=" amara@example.edu ", username=None, number="0001007")
    assert [student.key(kind) for kind in Key] == ["amara@example.edu", "", "0001007"]


def test_the_column_keeps_its_title_and_the_state_its_word() -> None:
    week = a_week()
    assert (week.column, week.state) == ("Participation W03", "locked")
    assert replace(week, week=12, locked=False).column == "Participation W12"


def test_marks_follow_the_options() -> None:
    with pytest.raises(ValueError, match="Amara needs one mark an option, 2 in all"):
        a_week(replace(row("Amara"), marks=(Decimal(1),)))
