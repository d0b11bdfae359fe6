"""A session's marks as Moodle's attendance activity takes them, and such a file sent back."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.lms.exports import GradebookFiles, recognized
from adapters.lms.marks import write_marks
from bot.chat.refusal import Refusal
from bot.model.attendance.marks import Mark, Marked
from bot.model.people import Person
from bot.ports.gradebooks import Gradebooks, Target
from tests.support.sample import ANA, BEN, CHO

ANAS = replace(ANA, email="Ana@example.edu", username="ana", number="007")
BENS = replace(BEN, email="ben@example.edu", username=None, number=None)
CHOS = replace(CHO, email=None, username=None, number=None)
ALL = (Marked(ANAS, Mark.PRESENT), Marked(BENS, Mark.EXCUSED), Marked(CHOS, Mark.ABSENT))


async def test_a_row_a_student_by_what_most_of_them_have() -> None:
    gradebooks: Gradebooks = GradebookFiles()
    file = await gradebooks.marks("Limits & Séries", ALL)
    assert file.name == "limits-series.moodle-attendance.csv"
    assert file.content == b"email,status\r\nAna@example.edu,P\r\nben@example.edu,E\r\n"
    assert [(one.name, one.why) for one in file.left_out] == [
        ("Cho", "No email address on the roster. Enter this mark by hand.")
    ]


def test_two_people_of_one_key_are_both_left_out() -> None:
    # Moodle compares every key without its case, and passes the second row over.
    twins = [Marked(replace(each, email=None, username=None, number=number), Mark.PRESENT)
             for each, number in ((ANA, "a1"), (BEN, "A1"), (CHO, "a2"))]  # fmt: skip
    file = write_marks("m.csv", twins)
    assert file.content == b"idnumber,status\r\na2,P\r\n"
    assert [one.name for one in file.left_out] == ["Ana", "Ben"]


def test_a_class_without_keys_is_refused() -> None:
    with pytest.raises(Refusal, match="No email address on the roster"):
        write_marks("m.csv", ALL[2:])
    with pytest.raises(Refusal, match="Nobody was to come"):
        write_marks("m.csv", ())


@given(st.lists(st.text(max_size=8), max_size=5))
def test_whatever_a_key_is_no_cell_is_a_formula_and_nobody_is_lost(keys: list[str]) -> None:
    people = [Person(str(n), "c", f"P{n}", ANA.role, username=key) for n, key in enumerate(keys)]
    marked = [Marked(person, Mark.ABSENT) for person in people]
    try:
        file = write_marks("m.csv", marked)
    except Refusal:
        return
    _, *rows = csv.reader(io.StringIO(file.content.decode(), newline=""))
    assert len(rows) + len(file.left_out) == len(people)
    assert all(len(row) == 2 and row[0] and row[0][0] not in "=+-@" for row in rows)


def test_the_samples_file_has_the_form_of_ours(shared: Path) -> None:
    sample = (shared / "samples/moodle/attendance_marks_import.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(sample.decode(), newline="")))
    given = [row for row in rows if row["status"] != "L"]
    marked = [
        Marked(replace(ANA, id=row["email"], email=row["email"]), Mark(row["status"]))
        for row in given
    ]
    late = b"b.nguyen@example.edu,L\r\n"
    assert write_marks("m.csv", marked).content == sample.replace(late, b"")


def test_it_is_no_file_to_fill_grades_into(shared: Path) -> None:
    sample = (shared / "samples/moodle/attendance_marks_import.csv").read_bytes()
    with pytest.raises(Refusal) as refused:
        recognized(Target("marks.csv", sample))
    assert str(refused.value).startswith(
        "marks.csv:1: This is a file of marks for Moodle's attendance, not of grades."
    )
