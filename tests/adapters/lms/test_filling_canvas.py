"""Canvas' own ways: N/A where it would pass over a grade without a word, and decimal commas."""

import pytest

from tests.adapters.lms.test_filling import CANVAS, fill
from tests.support.gradebook import a_week, row


@pytest.mark.parametrize("status", ["in full", "excused"])
def test_who_is_not_assigned_the_assignment_gets_no_grade(status: str) -> None:
    text = CANVAS.replace("BAO,A,EX,7", "BAO,A,N/A,7")
    earned = None if status == "excused" else "2"
    file = fill(a_week(row("Amara"), row("Bao", earned, status=status)), text, excused=True)
    assert file.content.decode() == text.replace("amara,A,,8", "amara,A,2,8")
    assert file.graded == {"p-amara"}
    assert [(each.name, each.why) for each in file.left_out] == [
        (
            "Bao",
            "Canvas takes no grade for them there (N/A on line 4): it isn't assigned to them, or "
            "is anonymous and not posted yet.",
        )
    ]


def test_a_grade_with_a_decimal_comma_is_the_same_number() -> None:
    text = CANVAS.replace(",", ";").replace("A;;8", "A;2,00;8").replace("Lee; Amara", "Lee")
    file = fill(a_week(row("Amara"), row("Ciara", "1.5")), text.replace("1.00", "1,5"))
    assert file.content.decode() == text.replace("1.00", "1,5")
    assert file.notes == ("0 grades written into “Participation W03 (71)”; 2 stood there already.",)
