"""Programs' lists differ with their version, their site's settings, and who is in the class."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from adapters.files.courses.people import read_people
from adapters.files.problems import MOST_PROBLEMS
from adapters.files.rosters.reading import read_roster

CANVAS = "Student,ID,SIS User ID,SIS Login ID,Section,Essay (71)\n    Points Possible,,,,,10\n"
CANVAS_IN_TWO = (
    "LastName,FirstName,ID,SIS User ID,SIS Login ID,Section,Essay (71)\n"
    ",,,,,,Manual Posting\n"
    "    Points Possible,,,,,,10\n"
)


def read(text: str, encoding: str = "utf-8") -> tuple[str, Mapping[str, tuple[str | None, ...]]]:
    """Return a roster's kind, and by name what its people are known by; it has no fault."""
    document, kind = read_roster(text.encode(encoding), "r")
    found = [member.person for member in read_people("chem", [document])]
    assert [str(one) for one in document.problems] == []
    assert kind is not None
    return kind.title, {one.name: (one.username, one.email, one.number, one.group) for one in found}


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (
            "First name,Surname,Email address\nAnn,Lee,ann@example.edu\n",
            (None, "ann@example.edu", None, None),
        ),
        (
            "First name,Last name,ID number,Groups\nAnn,Lee,0017,Lab A\n",
            (None, None, "0017", "Lab A"),
        ),
        (
            "First name,Surname,Username,ID number\nAnn,Lee,ann,0017\n",
            ("ann", None, "0017", None),
        ),
        ("First name,Surname,Username\nAnn,Lee,ann\n", ("ann", None, None, None)),
        (
            'First name,Last name,Username,Groups\nAnn,Lee,ann,"Lab A, Lab B"\n',
            ("ann", None, None, "Lab A, Lab B"),
        ),
    ],
)
def test_moodles_list_has_the_columns_that_the_site_shows(
    text: str, known: tuple[str | None, ...]
) -> None:
    assert read(text) == ("Moodle participants", {"Ann Lee": known})


def test_a_list_of_names_alone_still_lacks_the_address() -> None:
    document, _ = read_roster(b"First name,Surname\nAnn,Lee\n", "r")
    assert str(document.problems[0]).endswith(
        "has no column “Email address”. Download it again, and leave its first line as it is. If "
        "your site shows no addresses, bring Grades, Export, Plain text file."
    )


def test_moodles_export_of_grades_is_a_list_too() -> None:
    header = "First name,Surname,ID number,Institution,Department,Email address,Quiz: One (Real),"
    row = "Ann,Lee,0017,,,ann@example.edu,-,1790000000\n"
    assert read(f"{header}Last downloaded from this course\n{row}")[1] == {
        "Ann Lee": (None, "ann@example.edu", "0017", None)
    }


def test_canvas_may_write_names_in_two_columns() -> None:
    rows = 'Lee,Ann,11,0017,ann,"Lab A and Lab B",8\n,Bo,12,0018,bo,Lab A,\nStudent,Test,99,,c0,,\n'
    assert read(CANVAS_IN_TWO + rows) == (
        "Canvas gradebook",
        {"Ann Lee": ("ann", None, "0017", "Lab A and Lab B"), "Bo": ("bo", None, "0018", "Lab A")},
    )


def test_a_students_row_that_is_cut_off_is_told_also_without_a_last_name() -> None:
    rows = ",,,,Manual Posting\n,Bo,12,0018,bo\n"
    document, _ = read_roster((CANVAS_IN_TWO + rows).encode(), "r")
    [said] = document.problems
    assert str(said).startswith("r:5:1: error: This row has 5 cells, the first line has 7.")


@pytest.mark.parametrize("name", ['"Student, Test"', "Test Student"])
def test_whom_canvas_made_up_is_not_in_the_class(name: str) -> None:
    _, people = read(f'{CANVAS}"Lee, Ann",11,0017,ann,Lab,\n{name},99,,c0ffee,Lab,\n')
    assert list(people) == ["Ann Lee"]


def test_whom_blackboard_made_up_is_not_in_the_class() -> None:
    _, people = read(
        "Last Name,First Name,Username,Student ID\n"
        "Lee,Ann,ann,0017\nOkafor_PreviewUser,Tobe,t.okafor_previewuser,\n"
    )
    assert list(people) == ["Ann Lee"]


def test_who_is_unavailable_in_blackboard_is_left_out_and_said() -> None:
    text = (
        "Last Name,First Name,Username,Availability\nLee,Ann,ann,Yes\nLi,Bo,bo,No\nYi,Cy,cy,Yes\n"
    )
    document, _ = read_roster(text.encode(), "r")
    found = [member.person.name for member in read_people("chem", [document])]
    assert found == ["Ann Lee", "Cy Yi"]
    assert [str(one) for one in document.problems] == [
        "r:3:1: warning: Bo Li: Who is unavailable in Blackboard, as those who dropped the course "
        "are, is left out."
    ]


def test_a_list_of_unavailable_people_alone_is_refused() -> None:
    document, _ = read_roster(b"Last Name,First Name,Username,Availability\nLi,Bo,bo,No\n", "r")
    assert "r:1:1: error: This roster has no people. Add a line for each person." in [
        str(one) for one in document.problems
    ]


def test_however_many_are_left_out_the_rest_is_read() -> None:
    gone = "".join(f"Li,Bo,bo{number},No\n" for number in range(MOST_PROBLEMS + 5))
    text = f"Last Name,First Name,Username,Availability\n{gone}Yi,Cy,cy,Yes\n"
    document, _ = read_roster(text.encode(), "r")
    assert [member.person.name for member in read_people("chem", [document])] == ["Cy Yi"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_commas_in_a_columns_title_divide_no_cells(encoding: str) -> None:
    title = "Read, mark, learn, inwardly digest, and answer, all [Total Pts: 10 Score] |118854"
    text = f'"Last Name"\t"First Name"\t"Username"\t"{title}"\r\n"Lee"\t"Ann"\t"ann"\t""\r\n'
    assert list(read(text, encoding)[1]) == ["Ann Lee"]
