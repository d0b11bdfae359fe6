"""The gradebook's week in words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.model.gradebook.gradebook import Key, Scope, earners, summary, takers
from tests.support.gradebook import a_week, row


def test_the_summary_says_how_many_earned_what() -> None:
    week = a_week(row("Amara"), row("Bao", "1"), row("Ciara", "0"), row("Dodo", None))
    assert summary(week) == (
        "Week 3 of Chemistry 101 (Sep 7 to Sep 13, 2026) is locked.",
        "Of 3 students counted, 1 earned everything asked, 1 a part and 1 nothing.",
        "1 student is not counted this week.",
    )


def test_who_earned_a_part_is_not_who_earned_nothing() -> None:
    rows = [row(name, earned) for name, earned in zip("ABCDEF", "211100", strict=True)]
    assert earners(a_week(*rows)) == (
        ("everything asked", 1), ("a part", 3), ("nothing", 2), ("not counted", 0),
    )  # fmt: skip


def test_a_summary_says_what_it_is_of() -> None:
    week = replace(a_week(row("Amara", None)), scope=Scope.TOTAL)
    days = "(Sep 7 to Sep 13, 2026)"
    assert summary(week)[0] == (
        f"The grade so far, weeks 1 to 3, of Chemistry 101 {days} is locked."
    )
    assert summary(week)[2] == "1 student is not counted yet."
    unit, term = replace(week, scope=Scope.UNIT, unit=2), replace(week, scope=Scope.TERM)
    assert summary(unit)[0].startswith("Unit 2 of Chemistry 101 (")
    assert summary(term)[0].startswith("The term as a whole of Chemistry 101 (")
    columns = [each.column for each in (week, unit, term)]
    assert columns == ["Participation total", "Participation U2", "Participation term"]
    assert [each.titled_week for each in (week, unit, term, a_week())] == [None, None, None, 3]


def test_a_difference_says_how_many_did_not_change() -> None:
    same = (row("Bao"), row("Ciara"))
    week = replace(a_week(row("Amara")), scope=Scope.DIFFERENCE, unchanged=same)
    assert summary(week)[-1] == "Only what changed since the export before is here; 2 did not."
    assert (week.column, week.titled_week) == ("Participation W03", 3)
    assert "Only what changed" not in summary(a_week(row("Amara")))[-1]


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
