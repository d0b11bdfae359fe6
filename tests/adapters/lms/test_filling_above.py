"""More than all that is asked, as under a soft cap, goes into the gradebook's file and is told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from adapters.lms.exports import filled
from bot.ports.gradebooks import Target
from tests.support.gradebook import a_week, row


@pytest.mark.parametrize(
    ("possible", "grade", "told"),
    [
        ("10", "12.5", "1 grade is above the 10 points of “Participation W03”: it goes in as it"),
        ("12.5", "12.5", "has 12.5 points in Canvas, room for what is more than 10, so every"),
        ("14", "12.5", "has 14 points in Canvas, room for what is more than 10, so every"),
        ("20", "25", "1 grade is above the 20 points of “Participation W03”"),
    ],
)
def test_more_than_all_that_is_asked_goes_in_and_is_told(
    possible: str, grade: str, told: str
) -> None:
    """A soft cap of 12.5 on 10 points a week, and posts of 1.5: nobody has more than 14."""
    ten = replace(row("Amara", "12.5"), asked=Decimal(10))
    week = replace(a_week(ten, replace(row("Bao", "10"), asked=Decimal(10))), most=Decimal(14))
    text = (
        "Student,ID,SIS Login ID,Section,Participation W03 (71)\n"
        f"    Points Possible,,,,{possible}\n"
        "Amara,11,amara,A,\n"
    )
    file = filled(week, Target("grades.csv", text.encode()))
    assert file.content.decode().endswith(f"amara,A,{grade}\n")
    assert any(told in note for note in file.notes)


def test_a_file_of_moodles_says_what_its_import_will_cut() -> None:
    given = Target("grades.csv", b"Email address\namara@example.edu\n")
    file = filled(a_week(row("Amara", "3"), row("Bao", "2")), given)
    assert "Moodle cuts a grade at the item's maximum" in file.warnings[-1]
