"""Marks of a session for Moodle's attendance, and by what a file of them is known."""

from dataclasses import replace

import pytest

from bot.model.attendance.marks import Mark, Marked, are_marks, marks
from bot.model.gradebook.gradebook import Key
from tests.support.sample import ANA, BEN, CHO


def test_who_came_is_present_also_where_they_were_excused() -> None:
    found = marks((ANA, BEN, CHO), {ANA.id}, {ANA.id, BEN.id})
    assert [(each.person, each.mark) for each in found] == [
        (ANA, Mark.PRESENT),
        (BEN, Mark.EXCUSED),
        (CHO, Mark.ABSENT),
    ]


def test_a_student_is_known_by_what_the_gradebook_goes_by() -> None:
    marked = Marked(replace(ANA, email=" ana@x.edu ", username="ana", number=None), Mark.PRESENT)
    assert [marked.key(kind) for kind in Key] == ["ana@x.edu", "ana", ""]


@pytest.mark.parametrize(
    "header",
    [("email", "status"), ("Email address", "Status", ""), ("idnumber", "scantime", "status"),
     ("session", "User ID", "status")],
)  # fmt: skip
def test_a_key_and_a_status_are_marks(header: tuple[str, ...]) -> None:
    assert are_marks(header)


@pytest.mark.parametrize(
    "header",
    [(), ("email",), ("status",), ("email", "status", "Participation W01"),
     ("user_id", "login_id", "status"), ("username", "name", "email", "status")],
)  # fmt: skip
def test_anything_else_beside_them_is_something_else(header: tuple[str, ...]) -> None:
    assert not are_marks(header)
