"""Moodle's file for "Upload users" may enroll people in several courses: one of them is ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from adapters.files.courses.people import read_people
from adapters.files.rosters.reading import read_roster

HEADER = "username,firstname,lastname,email,course1,type1,group1,course2,role2,group2"
ANN = "ann,Ann,Lee,ann@example.edu,CHEM,1,Lab A,,,"
BO = "bo,Bo,Yi,bo@example.edu,PHYS,1,Lab B,CHEM,editingteacher,"
CY = "cy,Cy,Zen,cy@example.edu,PHYS,3,,,,"


def read(*rows: str, section: str = "", more: str = "") -> tuple[Mapping[str, str], list[str]]:
    """Return the people's names with role and group, and what is wrong with the file."""
    text = "\n".join((HEADER + more, *rows))
    document, _ = read_roster(text.encode(), "users.csv", (), section)
    found = [one.person for one in read_people("chem", [document])]
    people = {one.name: f"{one.role}, {one.group or 'no group'}" for one in found}
    return people, [str(one) for one in document.problems]


def test_without_a_word_the_only_course_is_meant() -> None:
    assert read(ANN) == ({"Ann Lee": "student, Lab A"}, [])


@pytest.mark.parametrize("section", ["chem", "CHEM"])
def test_a_section_names_the_course_and_its_columns_count(section: str) -> None:
    people, said = read(ANN, BO, CY, section=section)
    assert people == {"Ann Lee": "student, Lab A", "Bo Yi": "instructor, no group"}
    assert said == []
    people, _ = read(ANN, BO, CY, section="PHYS")
    assert people == {"Bo Yi": "student, Lab B", "Cy Zen": "assistant, no group"}


def test_of_several_courses_one_has_to_be_named() -> None:
    people, [said] = read(ANN, BO)
    assert people == {}
    assert said == (
        "users.csv:1:1: error: This file has 2 classes: CHEM, PHYS. Say which it is as the section."
    )
    _, [said] = read(ANN, BO, section="Art")
    assert "No class here is called “Art”. This file has 2 classes: CHEM, PHYS." in said


def test_several_courses_at_once_are_groups_of_one_class() -> None:
    people, _ = read(ANN, CY, section="CHEM, PHYS")
    assert people == {"Ann Lee": "student, Lab A", "Cy Zen": "assistant, PHYS"}


@pytest.mark.parametrize("column", ["deleted", "suspended", "enrolstatus1"])
def test_who_is_gone_is_not_in_the_class(column: str) -> None:
    people, said = read(f"{ANN},1", f"{ANN.replace('nn', 'di')},0", more=f",{column}")
    assert (list(people), said) == (["Adi Lee"], [])


@pytest.mark.parametrize("column", ["deleted", "suspended"])
def test_who_is_gone_is_not_in_the_class_in_a_file_without_courses_either(column: str) -> None:
    text = f"username,firstname,lastname,{column}\nann,Ann,Lee,0\nbo,Bo,Yi,1\n"
    document, _ = read_roster(text.encode(), "users.csv")
    assert [one.person.name for one in read_people("chem", [document])] == ["Ann Lee"]
    assert document.problems == []


def test_a_course_may_have_a_comma_in_its_name() -> None:
    people, said = read(ANN.replace("CHEM", '"CHEM, A"'), CY, section="chem, a")
    assert (people, said) == ({"Ann Lee": "student, Lab A"}, [])


def test_a_type_that_moodle_does_not_know_is_told() -> None:
    _, [said] = read(ANN.replace(",1,", ",9,"))
    assert said.startswith("users.csv:2:34: error: 9: This is no role.")


def test_a_row_of_another_length_is_told_with_its_line() -> None:
    _, [said] = read(ANN, "bo,Bo")
    assert said.startswith("users.csv:3:1: error: This row has 2 cells")


@pytest.mark.parametrize(
    "text",
    ["email,status\nann@example.edu,P\n", "idnumber;scantime\nS1;09:01\n", "Username\tStatus\n"],
)
def test_marks_for_moodles_attendance_are_no_roster(text: str) -> None:
    document, kind = read_roster(text.encode(), "marks.csv")
    assert kind is None
    assert [str(one) for one in document.problems] == [
        "marks.csv:1:1: error: These are marks for Moodle's attendance, and no roster: nobody has "
        "a name here. Bring the list of participants that Moodle gives under Participants."
    ]


def test_the_samples_marks_are_told_by_what_they_are(shared: Path) -> None:
    content = (shared / "samples/moodle/attendance_marks_import.csv").read_bytes()
    document, _ = read_roster(content, "marks.csv")
    assert "marks for Moodle's attendance" in str(document.problems[0])
